import Foundation
import TestWorld
import Testing

/// An office with a real PostgreSQL of its own, and a booth that may be enrolled there.
final class Office {
  static let passphrase = "kunci kantor untuk uji"

  let booth: Booth
  let database: String
  let server: PostgresServer
  /// The database role of whoever works here.
  let login: String
  private let group: String
  private let program: String

  /// With a database of its own, or another office's in which it was opened under this group.
  init(in other: Office? = nil, group: String = "loket_office") throws {
    server = try PostgresServer.shared.get()
    database = try other?.database ?? server.freshDatabase()
    self.group = group
    login = "kerja_\(group)_\(database)"
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

  /// `pusat` ready to be run: as one of the office, but to prepare the database as its superuser.
  func words(_ arguments: [String]) -> [String] {
    let user = arguments.first == "siapkan" ? "postgres" : login
    return booth.wrapper + ["/usr/bin/env", "PGUSER=\(user)", "PGPASSWORD=x", program] + arguments
      + ["--sandi-berkas", path("sandi-kantor")]
  }

  /// Makes the login of somebody at this office, once its group is there.
  private func employ() throws {
    _ = try sql(
      """
      DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = '\(group)')
          AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(login)')
        THEN CREATE ROLE \(login) LOGIN PASSWORD 'x' IN ROLE \(group); END IF;
      END $$
      """)
  }

  @discardableResult
  func pusat(_ arguments: [String]) throws -> Run {
    if arguments.first != "siapkan" { try employ() }
    return try booth.run(words(arguments), within: .seconds(120))
  }

  /// Several at once, each a process of its own; their exit statuses.
  func pusatAtOnce(_ runs: [[String]], before end: () throws -> Void = {}) throws -> [Pty.Exit] {
    try employ()
    let programs = try runs.enumerated().map { place, arguments in
      try Program(
        words(arguments), environment: booth.environment, input: .nothing,
        output: .file(path("output-at-once-\(place)")), errors: path("errors-at-once-\(place)"))
    }
    try end()
    return try programs.map { try $0.wait(within: .seconds(120)) }
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

  /// Schema and keys made, the booth enrolled as L07, its shift open.
  func enrolAndOpen() throws {
    try pusat("siapkan", "--escrow", path("escrow"), status: 0)
    try enrol(booth, as: "L07")
    try booth.open()
  }

  /// Schema and keys made, and this laptop enrolled as L07; its first file.
  func prepare(_ booth: Booth) throws -> String {
    try pusat("siapkan", "--escrow", path("escrow"), status: 0)
    let file = try enrolmentFile(as: "L07")
    let installed = try install(file, on: booth)
    try #require(installed.status == 0, "\(installed.said)")
    return file
  }

  /// Enrols a laptop, or renews its enrolment.
  func enrol(_ booth: Booth, as code: String) throws {
    let installed = try install(try enrolmentFile(as: code), on: booth)
    try #require(installed.status == 0, "\(installed.said)")
  }

  /// What `loket pasang` takes.
  func enrolmentFile(as code: String) throws -> String {
    let file = path("\(code)-\(UInt32.random(in: 0...UInt32.max)).pasang")
    try pusat(
      "loket-baru", code, "--ke", file, "--sandi-pasang", path("sandi-pasang"), status: 0)
    return file
  }

  func install(_ file: String, on booth: Booth) throws -> Run {
    try booth.loket("pasang", file, "--sandi-berkas", path("sandi-pasang"))
  }

  /// Another laptop under the same configuration.
  func laptop() throws -> Booth {
    let laptop = try Booth()
    laptop.environment["LOKET_CONFIG"] = booth.environment["LOKET_CONFIG"]
    return laptop
  }

  func flush(_ other: Booth? = nil, status: Int32 = 0) throws -> Flush {
    let run = try (other ?? booth).loket("kirim", "--json")
    try #require(run.status == status, "kirim: \(run.status) \(run.said)")
    return try JSONDecoder().decode(Flush.self, from: Data(run.output.utf8))
  }

  /// What `pusat olah --json` says.
  func process(_ options: String..., status: Int32? = 0) throws -> Processed {
    let run = try pusat(["olah", "--json"] + options)
    if let status { try #require(run.status == status, "olah: \(run.status) \(run.said)") }
    return try JSONDecoder().decode(Processed.self, from: Data(run.output.utf8))
  }

  func sql(_ text: String) throws -> String { try server.psql(database, text) }

  func tally() throws -> CentreTally {
    let run = try pusat("rekap", "--json")
    return try JSONDecoder().decode(CentreTally.self, from: Data(run.output.utf8))
  }
}

/// `pusat olah --json`.
struct Processed: Decodable, Hashable {
  let shifts: Int
  let reconciled: Int
  let differing: Int
  let unclosed: Int
  let incomplete: Int
  let refused: Int
  let unopened: Int
  let setAside: Int
  let alarms: [String: Int]
}

/// `loket kirim --json`.
struct Flush: Decodable {
  struct Alarm: Decodable { let kind: String }
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
  let alarms: [Alarm]
  let centre: Centre?
  let reconciled: Bool
}
