import Foundation
import TestWorld
import Testing

/// An office with a real PostgreSQL of its own, and a booth that may be enrolled there.
final class Office {
  static let passphrase = "kunci kantor untuk uji"

  let booth: Booth
  let database: String
  let server: PostgresServer
  private let program: String

  init() throws {
    server = try PostgresServer.shared.get()
    database = try server.freshDatabase()
    booth = try Booth()
    let built = try #require(Pty.builtProgram("pusat"), "build first: swift build")
    program =
      built.hasPrefix("/") ? built : FileManager.default.currentDirectoryPath + "/" + built
    let config = booth.folder + "/config"
    try FileManager.default.copyItem(atPath: Repository.path + "/config", toPath: config)
    let settings = try String(contentsOfFile: config + "/loket.toml", encoding: .utf8)
    let conninfo =
      "host=\(server.folder) port=\(server.port) dbname=\(database) connect_timeout=10"
    try booth.write(
      settings.replacingOccurrences(of: #"conninfo = """#, with: "conninfo = \"\(conninfo)\""),
      to: config + "/loket.toml")
    booth.environment["LOKET_CONFIG"] = config
    booth.environment["PUSAT_HOME"] = booth.folder + "/pusat"
    try booth.write(Office.passphrase + "\n", to: "sandi-kantor")
    try booth.write("berkas pasang untuk uji\n", to: "sandi-pasang")
  }

  /// Runs `pusat` as the database's superuser.
  @discardableResult
  func pusat(_ arguments: [String]) throws -> Run {
    let words = ["/usr/bin/env", "PGUSER=postgres", program] + arguments
    return try booth.run(
      words + ["--sandi-berkas", path("sandi-kantor")], within: .seconds(120))
  }

  @discardableResult
  func pusat(_ arguments: String...) throws -> Run { try pusat(arguments) }

  /// The same, with this exit status demanded.
  @discardableResult
  func pusat(_ arguments: String..., status: Int32) throws -> Run {
    let run = try pusat(arguments)
    try #require(run.status == status, "pusat \(arguments): \(run.status) \(run.said)")
    return run
  }

  func path(_ name: String) -> String { "\(booth.folder)/\(name)" }

  /// Schema and keys made, the booth enrolled, its shift open.
  func enrolAndOpen() throws {
    try pusat("siapkan", "--escrow", path("escrow"), status: 0)
    try pusat(
      "loket-baru", "L07", "--ke", path("l07.pasang"), "--sandi-pasang", path("sandi-pasang"),
      status: 0)
    let installed = try booth.loket(
      "pasang", path("l07.pasang"), "--sandi-berkas", path("sandi-pasang"))
    try #require(installed.status == 0, "\(installed.said)")
    try booth.open()
  }

  func flush(status: Int32 = 0) throws -> Flush {
    let run = try booth.loket("kirim", "--json")
    try #require(run.status == status, "kirim: \(run.status) \(run.said)")
    return try JSONDecoder().decode(Flush.self, from: Data(run.output.utf8))
  }

  func sql(_ text: String) throws -> String { try server.psql(database, text) }

  func tally() throws -> CentreTally {
    let run = try pusat("rekap", "--json")
    return try JSONDecoder().decode(CentreTally.self, from: Data(run.output.utf8))
  }
}

/// `loket kirim --json`.
struct Flush: Decodable {
  struct Centre: Decodable {
    let held: Int
    let head: String
  }

  let sent: Int
  let acknowledged: Int
  let alreadyThere: Int
  let quarantined: Int
  let left: Int
  let reopened: Int
  let centre: Centre?
  let reconciled: Bool
}
