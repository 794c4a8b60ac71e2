import Glibc
import Testing

/// A shell script running beside the test, its output readable line by line.
final class Shell {
  private let pid: pid_t
  private let output: CInt
  private var isOver = false

  init(_ script: String) throws {
    var ends: [CInt] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    let words = ["/bin/sh", "-c", script]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { arguments.forEach { free($0) } }
    arguments.append(nil)
    var started: pid_t = 0
    try #require(posix_spawn(&started, "/bin/sh", &actions, nil, arguments, environ) == 0)
    close(ends[1])
    pid = started
    output = ends[0]
  }

  deinit {
    kill()
    close(output)
  }

  func readLine() -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(output, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  func kill() {
    guard !isOver else { return }
    isOver = true
    Glibc.kill(pid, SIGKILL)
    waitpid(pid, nil, 0)
  }
}
