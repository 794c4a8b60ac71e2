import Foundation
import TestWorld
import Testing

/// A booth at a pseudo-terminal: its home below /tmp and its place in volatile memory go with it.
final class Counter {
  static let passphrase = "rahasia-sesi-ini"

  let folder: String
  private(set) var home: String
  private(set) var state: String
  let program: String

  init() throws {
    var template = Array("/tmp/loket-terminal-XXXXXX".utf8CString)
    _ = try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    (home, state) = (folder + "/loket", folder + "/state")
    program = try #require(Pty.builtProgram("loket"), "build first: swift build")
    let secret = folder + "/sandi"
    try Data((Counter.passphrase + "\n").utf8).write(to: URL(fileURLWithPath: secret))
    chmod(secret, 0o600)
  }

  deinit {
    VolatilePlace.lose(home)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Home and state somewhere else from now on.
  func move(to place: String) { (home, state) = (place + "/loket", place + "/state") }

  /// The home's folder in volatile memory.
  var volatile: String { VolatilePlace.folder(of: home) }

  static let config =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/config"

  func environment(withSecret: Bool) -> [String: String] {
    var variables = [
      "LOKET_HOME": home, "XDG_STATE_HOME": state, "LOKET_CONFIG": Counter.config,
    ]
    if withSecret { variables["LOKET_SANDI_BERKAS"] = folder + "/sandi" }
    return variables
  }

  /// The kiosk; without `secret` it asks for the passphrase.
  func kiosk(
    _ arguments: [String] = [], secret: Bool = true, environment extra: [String: String] = [:],
    rows: Int = 24, columns: Int = 80
  ) throws -> Pty {
    try Pty(
      program, arguments,
      environment: environment(withSecret: secret).merging(extra) { $1 }, rows: rows,
      columns: columns)
  }

  /// A kiosk with a shift open at the mall.
  func opened(
    _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80
  ) throws -> Pty {
    let kiosk = try kiosk(arguments, environment: environment, columns: columns)
    try kiosk.expect("Titik layanan")
    kiosk.type("mog", "sari", "", "")
    try kiosk.expect("Siap.")
    return kiosk
  }

  /// Standard output of a command that needs no terminal.
  func run(_ arguments: String...) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment(withSecret: true).merging(["LANG": "C.UTF-8"]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }

  /// The last shift's tally.
  func rekap() throws -> Rekap {
    try JSONDecoder().decode(Rekap.self, from: try run("rekap", "--format", "json"))
  }
}

/// What the tests look at in the tally's JSON.
struct Rekap: Decodable {
  let kind: String
  let people: Int
  let visits: Int
  let lines: Int
  let services: [Service]
  let ikd: [String: Int]
  let gate: [String: Int]
  let segments: [String: Int]
  let custody: [String: Int]

  struct Service: Decodable {
    let code: String
    let resident: Int
    let outsider: Int
    let total: Int
    let served: Int
    let deferred: Int
    let refused: Int
  }

  subscript(code: String) -> Service? { services.first { $0.code == code } }
}

extension Pty {
  /// Lines, each ended by Enter.
  func type(_ lines: String...) { send(lines.map { $0 + "\r" }.joined()) }
}
