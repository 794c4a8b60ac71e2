package import Glibc

/// Why a conversation with a program failed.
package enum PtyFault: Error, CustomStringConvertible {
  case notStarted(errno: Int32)
  /// What was waited for did not come; with everything that was shown.
  case notSeen(String, transcript: String)
  case stillRunning(transcript: String)

  package var description: String {
    switch self {
    case .notStarted(let errno): "the program did not start: error \(errno)"
    case .notSeen(let text, let transcript):
      "\(text.debugDescription) never came in:\n\(transcript)"
    case .stillRunning(let transcript): "the program did not end after:\n\(transcript)"
    }
  }
}

/// A program at a pseudo-terminal, and us at the keyboard: the pty is its controlling terminal, so
/// Ctrl-C and hang-ups are real ones.
///
/// The environment holds only what is given, besides PATH, TERM=xterm-256color and LANG=C.UTF-8.
package final class Pty {
  package enum Exit: Hashable, Sendable {
    case code(Int32)
    case signal(Int32)
  }

  package let pid: pid_t
  private var master: CInt
  private var received: [UInt8] = []
  private var matchedCount = 0
  private var exit: Exit?
  /// As a slow serial line: so many bytes at once are taken off the program, then none for ten
  /// milliseconds; nil: all that is there.
  package var bytesAtOnce: Int?

  package init(
    _ program: String, _ arguments: [String] = [], environment: [String: String] = [:],
    rows: Int = 24, columns: Int = 80
  ) throws(PtyFault) {
    let usual = ["PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8"]
    let variables = usual.merging(environment) { $1 }.map { "\($0)=\($1)" }
    (pid, master) = try Spawning.start(
      [program] + arguments, variables, Spawning.size(rows: rows, columns: columns))
  }

  deinit {
    if exit == nil {
      Glibc.kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
    closeMaster()
  }

  /// Types text; Enter is `\r`, Ctrl-C `\u{3}`.
  package func send(_ text: String) { send(bytes: Array(text.utf8)) }

  package func send(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // A program that is slow to read must not make us wait for it with its output unread.
      _ = receive(milliseconds: 0)
      let count = rest.prefix(512).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EAGAIN || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Waits until `count` typed bytes lie at the program's terminal, unread: a stopped program's.
  package func waitTyped(_ count: Int) throws(PtyFault) {
    let deadline = ContinuousClock.now + .seconds(10)
    let peer: UInt = 0x5441  // TIOCGPTPEER, which Swift's Glibc does not show
    let terminal = ioctl(master, peer, O_RDONLY | O_NOCTTY | O_CLOEXEC)
    defer { close(terminal) }
    var waiting: CInt = 0
    while ioctl(terminal, UInt(FIONREAD), &waiting) == 0, waiting < count {
      guard ContinuousClock.now < deadline
      else { throw .notSeen("\(count) typed bytes", transcript: transcript) }
      usleep(1_000)
    }
  }

  /// Waits until the screen has shown `text` after what was expected before, and gives what came
  /// up to its end. Escape sequences and carriage returns do not count.
  @discardableResult
  package func expect(
    _ text: String, timeout: Duration = .seconds(10)
  ) throws(PtyFault) -> String {
    let deadline = ContinuousClock.now + timeout
    while true {
      let unread = Array(Array(shown.utf8).dropFirst(matchedCount))
      if let end = Pty.end(of: Array(text.utf8), in: unread) {
        matchedCount += end
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      guard isOpen, ContinuousClock.now < deadline
      else { throw .notSeen(text, transcript: transcript) }
      _ = receive(milliseconds: 50)
    }
  }

  private static func end(of wanted: [UInt8], in bytes: [UInt8]) -> Int? {
    guard wanted.count <= bytes.count else { return nil }
    return (0...(bytes.count - wanted.count))
      .first { bytes[$0..<($0 + wanted.count)].elementsEqual(wanted) }
      .map { $0 + wanted.count }
  }

  /// Everything the program wrote, escape sequences included.
  package var transcript: String { String(decoding: received, as: UTF8.self) }

  /// The transcript without escape sequences and carriage returns.
  package var shown: String { PtyText.shown(received) }

  /// Forgets everything shown so far, so that a long conversation stays quick to look through.
  package func forget() {
    received = []
    matchedCount = 0
  }

  package func resize(rows: Int, columns: Int) {
    var size = Spawning.size(rows: rows, columns: columns)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// The person pulls the plug: the program's terminal is gone.
  package func closeMaster() {
    if master >= 0 { close(master) }
    master = -1
  }

  package func kill(_ signal: Int32) { Glibc.kill(pid, signal) }

  /// The program and what it started: a new session's first program leads their group.
  package func killGroup(_ signal: Int32) { Glibc.kill(-pid, signal) }

  /// Whether the terminal is as a shell wants it: lines and echo.
  package var isCooked: Bool {
    var modes = termios()
    let wanted = tcflag_t(ICANON | ECHO)
    return tcgetattr(master, &modes) == 0 && modes.c_lflag & wanted == wanted
  }

  /// All the terminal's switches, to compare; nil once it is gone.
  package var modes: [UInt32]? {
    var modes = termios()
    guard tcgetattr(master, &modes) == 0 else { return nil }
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  /// Waits for the program's end, reading what it still shows.
  @discardableResult
  package func waitExit(timeout: Duration = .seconds(10)) throws(PtyFault) -> Exit {
    let deadline = ContinuousClock.now + timeout
    while ContinuousClock.now < deadline {
      if let exit { return exit }
      var status: CInt = 0
      if waitpid(pid, &status, WNOHANG) == pid {
        while receive(milliseconds: 0) {}
        exit = status & 0x7F == 0 ? .code(status >> 8 & 0xFF) : .signal(status & 0x7F)
      } else if !receive(milliseconds: 20) {
        usleep(5_000)
      }
    }
    throw .stillRunning(transcript: transcript)
  }

  private var isOpen: Bool { master >= 0 && !hasEnded }
  private var hasEnded = false

  /// Whether anything came.
  private func receive(milliseconds: CInt) -> Bool {
    guard isOpen else { return false }
    var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, milliseconds) > 0 else { return false }
    if bytesAtOnce != nil { usleep(10_000) }
    var bytes = [UInt8](repeating: 0, count: bytesAtOnce ?? 65_536)
    let count = read(master, &bytes, bytes.count)
    if count < 0 && (errno == EAGAIN || errno == EINTR) { return false }
    guard count > 0 else {
      hasEnded = true
      return false
    }
    received += bytes.prefix(count)
    return true
  }
}

extension Pty {
  /// The executable `name` of this package, beside the running tests; nil if it is not built.
  package static func builtProgram(_ name: String) -> String? {
    let folders = CommandLine.arguments.filter { $0.contains("/") }.map(parent)
    return (folders + [".build/debug"]).map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  private static func parent(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }
}

/// What a person reads in a terminal's bytes.
private enum PtyText {
  private static let escape: UInt8 = 0x1B
  private static let bell: UInt8 = 0x07

  static func shown(_ bytes: [UInt8]) -> String {
    var rest = bytes[...]
    var kept: [UInt8] = []
    while let byte = rest.first {
      rest = rest.dropFirst()
      if byte == escape {
        rest = rest.dropFirst(sequenceLength(rest))
      } else if byte != UInt8(ascii: "\r") && byte != bell {
        kept.append(byte)
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  /// Of what follows an ESC: `[ ... final`, or one character.
  private static func sequenceLength(_ rest: ArraySlice<UInt8>) -> Int {
    guard rest.first == UInt8(ascii: "[") else { return min(1, rest.count) }
    let parameters = rest.dropFirst().prefix { (0x20...0x3F).contains($0) }
    return min(rest.count, parameters.count + 2)
  }
}

/// openpty and posix_spawn; no fork, which a threaded test runner does not survive.
private enum Spawning {
  static func size(rows: Int, columns: Int) -> winsize {
    winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
  }

  static func start(
    _ arguments: [String], _ environment: [String], _ size: winsize
  ) throws(PtyFault) -> (pid_t, CInt) {
    var size = size
    var master: CInt = -1
    var slave: CInt = -1
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&master, &slave, &name, nil, &size) == 0 else { throw .notStarted(errno: errno) }
    defer { close(slave) }
    // Another program started at this moment must not hold our end open.
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(slave, F_SETFD, FD_CLOEXEC)
    _ = fcntl(master, F_SETFL, fcntl(master, F_GETFL) | O_NONBLOCK)
    let (pid, fault) = spawn(arguments, environment, terminal: name)
    guard fault == 0 else {
      close(master)
      throw .notStarted(errno: fault)
    }
    return (pid, master)
  }

  /// The new session's first opened terminal, descriptor 0, becomes its controlling one.
  private static func spawn(
    _ arguments: [String], _ environment: [String], terminal: [CChar]
  ) -> (pid_t, CInt) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)

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

    return withCStrings(arguments) { argv in
      withCStrings(environment) { envp in
        var pid: pid_t = 0
        let fault = posix_spawn(&pid, arguments[0], &actions, &attributes, argv, envp)
        return (pid, fault)
      }
    }
  }

  private static func withCStrings<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }
}
