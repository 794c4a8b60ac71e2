import Glibc
import TestWorld

/// Why a run of a program gave nothing to look at.
enum ProgramFault: Error {
  case notStarted(errno: Int32)
  /// It did not end in time, and was killed.
  case stillRunning([String])
}

/// A program as a process of its own, without a controlling terminal: what goes in and comes out
/// are plain files and pipes.
final class Program {
  /// What a program reads.
  enum Input {
    case nothing
    case file(String)
    /// Given piece by piece with `send`.
    case pipe
  }

  /// Where its standard output goes.
  enum Output {
    case file(String)
    /// Read piece by piece with `receive`.
    case pipe
  }

  let pid: pid_t
  private let words: [String]
  private var input: CInt
  private var output: CInt
  private var received: [UInt8] = []
  private var exit: Pty.Exit?

  /// `environment` is all that the program gets.
  init(
    _ words: [String], environment: [String: String], input: Input, output: Output,
    errors: String
  ) throws {
    // A program that was killed reads no more: that is an answer, no reason to end the tests.
    signal(SIGPIPE, SIG_IGN)
    self.words = words
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let writing = O_WRONLY | O_CREAT | O_APPEND
    self.input = -1
    self.output = -1
    var spare: CInt = -1
    let (source, sink) = (errors + ".in", errors + ".out")
    switch input {
    case .nothing: posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    case .file(let path): posix_spawn_file_actions_addopen(&actions, 0, path, O_RDONLY, 0)
    case .pipe:
      spare = try Program.namedPipe(source, O_RDWR)
      posix_spawn_file_actions_addopen(&actions, 0, source, O_RDONLY, 0)
    }
    switch output {
    case .file(let path): posix_spawn_file_actions_addopen(&actions, 1, path, writing, 0o600)
    case .pipe:
      self.output = try Program.namedPipe(sink, O_RDONLY)
      posix_spawn_file_actions_addopen(&actions, 1, sink, O_WRONLY, 0)
    }
    posix_spawn_file_actions_addopen(&actions, 2, errors, writing, 0o600)
    pid = try Program.spawn(words, environment.map { "\($0)=\($1)" }, &actions)
    if spare >= 0 {
      self.input = open(source, O_WRONLY | O_NONBLOCK | O_CLOEXEC)
      close(spare)
    }
    for path in [source, sink] { unlink(path) }
  }

  deinit {
    end()
    for file in [input, output] where file >= 0 { close(file) }
  }

  /// Our end of a pipe. By name, since a plain pipe would be open for a moment in every other
  /// program that starts just then.
  private static func namedPipe(_ path: String, _ mode: CInt) throws -> CInt {
    guard mkfifo(path, 0o600) == 0 else { throw ProgramFault.notStarted(errno: errno) }
    let end = open(path, mode | O_NONBLOCK | O_CLOEXEC)
    guard end >= 0 else { throw ProgramFault.notStarted(errno: errno) }
    return end
  }

  private static func spawn(
    _ words: [String], _ variables: [String], _ actions: inout posix_spawn_file_actions_t
  ) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID, which Swift's Glibc does not show
    let flags = newSession | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, flags)
    var arguments = words.map { strdup($0) } + [nil]
    var environment = variables.map { strdup($0) } + [nil]
    defer { (arguments + environment).forEach { free($0) } }
    var pid: pid_t = 0
    let fault = posix_spawnp(&pid, words[0], &actions, &attributes, &arguments, &environment)
    guard fault == 0 else { throw ProgramFault.notStarted(errno: fault) }
    return pid
  }
}

extension Program {
  /// Gives the program as much as it takes within the time; how many bytes that were.
  @discardableResult
  func send(_ bytes: [UInt8], within time: Duration = .seconds(10)) -> Int {
    let deadline = ContinuousClock.now + time
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count > 0 {
        sent += count
      } else if errno != EAGAIN && errno != EINTR || ContinuousClock.now > deadline {
        break
      } else {
        _ = receive(milliseconds: 2)
      }
    }
    return sent
  }

  @discardableResult
  func send(_ text: String, within time: Duration = .seconds(10)) -> Int {
    send(Array(text.utf8), within: time)
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// Takes in what the program has written, waiting for it if need be; false at the end of it.
  func receive(milliseconds: Int32) -> Bool {
    guard output >= 0 else {
      usleep(UInt32(milliseconds) * 1000)
      return false
    }
    var poll = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    guard Glibc.poll(&poll, 1, milliseconds) > 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(output, &buffer, buffer.count)
    guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
    received += buffer[..<count]
    return true
  }

  /// The whole lines that came so far; a half one at the end was never said.
  var lines: [String] {
    let whole = received.lastIndex(of: UInt8(ascii: "\n")).map { received[..<$0] } ?? []
    return whole.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Waits for so many lines.
  func waitForLines(_ count: Int, within time: Duration = .seconds(20)) -> Bool {
    let deadline = ContinuousClock.now + time
    while lines.count < count {
      guard ContinuousClock.now < deadline, receive(milliseconds: 20) else {
        return lines.count >= count
      }
    }
    return true
  }

  func kill(_ signal: Int32) { Glibc.kill(pid, signal) }

  private func end() {
    guard exit == nil else { return }
    Glibc.kill(pid, SIGKILL)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    exit = Program.exit(status)
  }

  /// Waits for the program's end and takes in all it has written.
  func wait(within time: Duration = .seconds(60)) throws -> Pty.Exit {
    let deadline = ContinuousClock.now + time
    while exit == nil {
      var status: Int32 = 0
      if waitpid(pid, &status, WNOHANG) == pid {
        exit = Program.exit(status)
      } else if ContinuousClock.now > deadline {
        end()
        throw ProgramFault.stillRunning(words)
      } else if output >= 0 {
        _ = receive(milliseconds: 2)
        usleep(200)
      } else {
        usleep(1000)
      }
    }
    while output >= 0, receive(milliseconds: 500) {}
    return exit ?? .code(-1)
  }

  private static func exit(_ status: Int32) -> Pty.Exit {
    status & 0x7f == 0 ? .code(status >> 8 & 0xff) : .signal(status & 0x7f)
  }
}
