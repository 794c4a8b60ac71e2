import CLinux
import Glibc
import Ports

/// A command run to its end, or to the end of patience.
enum Child {
  struct End {
    let status: CInt
    /// The first of what it said, on one line.
    let message: String
  }

  /// What a shell says too when there is no such command.
  static let notFound: CInt = 127

  /// `arguments` begin with the command, which is looked for on PATH; it reads `input`.
  static func run(
    _ arguments: [String], input bytes: [UInt8], _ deadline: Deadline
  ) throws(PrinterError) -> End {
    let input = try unnamedFile(bytes)
    defer { close(input) }
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .device(SystemWords.last) }
    defer { close(ends[0]) }
    ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
    let started = start(arguments, input: input, said: ends[1])
    close(ends[1])
    switch started {
    case .failure(let fault):
      if fault.errno == ENOENT { return End(status: notFound, message: "") }
      throw .device(SystemWords.of(fault.errno))
    case .success(let child):
      let message = listen(ends[0], deadline)
      guard let status = wait(for: child, deadline) else { throw .noAnswer }
      return End(status: status, message: message)
    }
  }

  /// The bytes in a file that has no name any more, read from its start.
  private static func unnamedFile(_ bytes: [UInt8]) throws(PrinterError) -> CInt {
    var template = Array("/tmp/loket-cetak-XXXXXX".utf8CString)
    let file = unsafe mkstemp(&template)
    guard file >= 0 else { throw .device(SystemWords.last) }
    _ = unsafe unlink(template)
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    if let errno = pour(bytes, into: file) {
      close(file)
      throw .device(SystemWords.of(errno))
    }
    lseek(file, 0, SEEK_SET)
    return file
  }

  private struct Fault: Error { let errno: CInt }

  /// The child gets no signal mask of ours, no terminal's stop signals, and none of our files.
  private static func start(
    _ words: [String], input: CInt, said: CInt
  ) -> Result<pid_t, Fault> {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, said, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, said, 2)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    let flags = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETPGROUP)
    unsafe posix_spawnattr_setflags(&attributes, flags)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    var environment = unsafe plainEnvironment().map { unsafe strdup($0) } + [nil]
    defer {
      unsafe (arguments + environment).forEach { unsafe free($0) }
    }
    var child: pid_t = 0
    let fault = unsafe posix_spawnp(
      &child, words[0], &actions, &attributes, &arguments, &environment)
    return fault == 0 ? .success(child) : .failure(Fault(errno: fault))
  }

  /// Ours, but in the language whose sentences `Spooler` knows.
  private static func plainEnvironment() -> [String] {
    var variables = ["LC_ALL=C"]
    guard var next = unsafe loket_environment() else { return variables }
    while let entry = unsafe next.pointee {
      let text = unsafe String(cString: entry)
      if !text.hasPrefix("LC_ALL=") && !text.hasPrefix("LANGUAGE=") { variables.append(text) }
      unsafe next += 1
    }
    return variables
  }

  /// Everything that is said until the end, at most 500 bytes of it kept.
  private static func listen(_ file: CInt, _ deadline: Deadline) -> String {
    var heard: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 512)
    while deadline.left > 0 {
      var waiting = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
      let ready = unsafe poll(&waiting, 1, deadline.left)
      if ready < 0 && errno == EINTR { continue }
      guard ready > 0 else { break }
      let count = unsafe read(file, &piece, piece.count)
      guard count > 0 else { break }
      heard += piece.prefix(count)
    }
    let plain = heard.prefix(500).map { (0x20...0x7e).contains($0) ? $0 : 0x20 }
    return String(decoding: plain, as: UTF8.self).split(separator: " ").joined(separator: " ")
  }

  /// Its exit status; nil when patience ended first, and then it is ended too.
  private static func wait(for child: pid_t, _ deadline: Deadline) -> CInt? {
    var status: CInt = 0
    while true {
      let ended = unsafe waitpid(child, &status, WNOHANG)
      if ended == child {
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
      }
      if ended < 0 && errno != EINTR { return 1 }
      guard deadline.left > 0 else { break }
      usleep(5_000)
    }
    kill(child, SIGKILL)
    _ = unsafe waitpid(child, &status, 0)
    return nil
  }
}
