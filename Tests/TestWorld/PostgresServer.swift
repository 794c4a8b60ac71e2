package import Glibc
import Ports

/// Why there is no server.
package enum ServerFault: Error, CustomStringConvertible {
  /// What its log says.
  case notStarted(String)
  case notAnswered(String)
  case psql(String)

  package var description: String {
    switch self {
    case .notStarted(let log): "PostgreSQL did not start:\n\(log)"
    case .notAnswered(let word): "the keeper of the server did not answer to \(word)"
    case .psql(let text): "psql: \(text)"
    }
  }
}

/// A private PostgreSQL, its data in a folder of its own, reached by a unix socket there.
///
/// A shell keeps it: it starts and stops the server as we say, and when we go, however that
/// happens, it stops the server by its PID and removes the folder.
package final class PostgresServer: Sendable {
  /// The folder with the socket.
  package let folder: String
  package let port: Int
  private let orders: CInt
  private let answers: CInt
  private let keeper: pid_t

  /// One for the whole test process; without fsync, since nothing here pulls the plug.
  package static let shared = Result { () throws(ServerFault) in try PostgresServer() }

  /// `settings` are lines of postgresql.conf, `access` lines of pg_hba.conf before the usual ones:
  /// the superuser `postgres` by the socket without a password, everybody else with one. With
  /// `isDurable` a commit is on the disk. `port` names the socket, and with `listen_addresses`
  /// among the settings it is the real one.
  package init(
    isDurable: Bool = false, settings: [String] = [], access: [String] = [], port: Int = 5432,
    files: [String: String] = [:]
  ) throws(ServerFault) {
    signal(SIGPIPE, SIG_IGN)
    var template = Array("/tmp/loket-pg-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .notStarted("no folder in /tmp: \(errno)") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    self.port = port
    for name in ["orders", "answers"] {
      guard mkfifo("\(folder)/\(name)", 0o600) == 0 else { throw .notStarted("mkfifo: \(errno)") }
    }
    // By name, since a plain pipe would be open for a moment in every other program that starts
    // just then, and the keeper would never see us go.
    orders = Glibc.open("\(folder)/orders", O_RDWR | O_CLOEXEC)
    answers = Glibc.open("\(folder)/answers", O_RDWR | O_CLOEXEC)
    keeper = try PostgresServer.startKeeper(folder)
    let usual = [
      "listen_addresses = ''", "unix_socket_directories = '\(folder)'", "port = \(port)",
      "fsync = \(isDurable ? "on" : "off")", "max_connections = 60", "shared_buffers = 64MB",
      "logging_collector = off", "log_checkpoints = off", "password_encryption = scram-sha-256",
    ]
    try write(usual + settings, to: "settings")
    try write(
      access + ["local all postgres trust", "local all all scram-sha-256"], to: "access")
    for (name, text) in files { try write([text], to: name) }
    try order("make")
    try start()
  }

  deinit {
    close(orders)
    close(answers)
    // Left unburied, it keeps exit tests waiting for ever: they look for any child that ended.
    PostgresServer.wait(keeper)
  }

  package func start() throws(ServerFault) { try order("start") }

  /// As if the power had gone: no farewell to anybody, recovery at the next start.
  package func crash() throws(ServerFault) { try order("crash") }

  /// The server's own process.
  package var pid: pid_t? { pid_t(text(of: "data/postmaster.pid").prefix { $0 != "\n" }) }

  package var log: String { text(of: "log") }
}

extension PostgresServer {
  /// libpq's words for the superuser, or for the role with its password.
  package func conninfo(
    _ database: String, user: String = "postgres", password: String? = nil
  ) -> String {
    "host=\(folder) port=\(port) dbname=\(database) user=\(user)"
      + (password.map { " password=\($0)" } ?? "")
  }

  /// Makes an empty database and gives its name.
  package func freshDatabase() throws(ServerFault) -> String {
    let name = "t\(UInt64.random(in: 0...UInt64.max))"
    _ = try psql("postgres", "CREATE DATABASE \(name)")
    return name
  }

  /// Messages of statements as the superuser, one after the other in one session; the unaligned
  /// output of them all.
  package func psql(_ database: String, _ sqls: String...) throws(ServerFault) -> String {
    try psql(database, sqls)
  }

  package func psql(_ database: String, _ sqls: [String]) throws(ServerFault) -> String {
    let output = "\(folder)/psql-\(UInt64.random(in: 0...UInt64.max))"
    defer { unlink(output) }
    let status = PostgresServer.run(
      [
        "\(PostgresServer.programs)/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d",
        conninfo(database),
      ] + sqls.flatMap { ["-c", $0] }, output: output)
    let said = PostgresServer.text(of: output)
    guard status == 0 else { throw .psql(said) }
    return said.last == "\n" ? String(said.dropLast()) : said
  }

  package static let programs = "/usr/lib/postgresql/15/bin"
}

extension PostgresServer {
  /// Runs as we do; the server and initdb as `postgres` where we are root, which they refuse.
  private static let keeperProgram = """
    as() { "$@"; }
    if [ "$(id -u)" -eq 0 ]; then
      as() { setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"; }
      chown postgres "$1"
    fi
    cd "$1"
    make() {
      as "$2/initdb" -D "$1/data" -U postgres -N -E UTF8 --locale=C -A trust --no-instructions &&
        cat settings >> data/postgresql.conf && cp access data/pg_hba.conf &&
        for file in server.crt server.key; do
          if [ -f $file ]; then cp $file data/ && chmod 600 data/$file; fi
        done && chown --reference=data data/*
    }
    while read -r word; do
      case $word in
        make) make "$@" ;;
        start) as "$2/pg_ctl" -s -w -D data -l "$1/log" start ;;
        crash) as "$2/pg_ctl" -s -w -m immediate -D data stop ;;
      esac > said 2>&1 < /dev/null && echo yes >&3 || echo no >&3
    done
    as "$2/pg_ctl" -s -m immediate -D data stop > /dev/null 2>&1
    rm -rf "$1"
    """

  private static func startKeeper(_ folder: String) throws(ServerFault) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "\(folder)/orders", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 3, "\(folder)/answers", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let words = ["/bin/sh", "-c", keeperProgram, "sh", folder, programs]
    guard let pid = spawn(words, &actions) else { throw .notStarted("no shell") }
    return pid
  }

  private func order(_ word: String) throws(ServerFault) {
    let line = Array("\(word)\n".utf8)
    guard Glibc.write(orders, line, line.count) == line.count else { throw .notAnswered(word) }
    var answer: [UInt8] = []
    while answer.last != UInt8(ascii: "\n") {
      var waiting = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 60_000) > 0 else { throw .notAnswered(word) }
      var byte: UInt8 = 0
      if read(answers, &byte, 1) == 1 { answer.append(byte) }
    }
    guard answer.starts(with: Array("yes".utf8)) else {
      throw .notStarted(text(of: "said") + log)
    }
  }

  private func write(_ lines: [String], to name: String) throws(ServerFault) {
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    let file = Glibc.open("\(folder)/\(name)", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0, Glibc.write(file, bytes, bytes.count) == bytes.count
    else { throw .notStarted("cannot write \(name)") }
    close(file)
  }

  private func text(of name: String) -> String { PostgresServer.text(of: "\(folder)/\(name)") }

  private static func text(of path: String) -> String {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(file, &piece, piece.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += piece[..<count]
    }
  }

  /// In a session of its own: a Ctrl-C at the tests must not take the keeper first.
  private static func spawn(
    _ words: [String], _ actions: inout posix_spawn_file_actions_t
  ) -> pid_t? {
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
    let variables = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"]
    var arguments = words.map { strdup($0) } + [nil]
    var environment = variables.map { strdup($0) } + [nil]
    defer { (arguments + environment).forEach { free($0) } }
    var pid: pid_t = 0
    guard posix_spawn(&pid, words[0], &actions, &attributes, &arguments, &environment) == 0
    else { return nil }
    return pid
  }

  @discardableResult private static func wait(_ pid: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// Runs a program to its end; its status, or -1 if a signal ended it.
  package static func run(_ words: [String], output: String) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    guard let pid = spawn(words, &actions) else { return -1 }
    let status = wait(pid)
    return status & 0x7f == 0 ? status >> 8 & 0xff : -1
  }
}
