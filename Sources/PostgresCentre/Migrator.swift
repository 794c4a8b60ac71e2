import Ports
import Sealing

/// One step of the schema: a file of SQL, numbered, never edited after its release.
struct Migration: Sendable {
  let number: Int
  let sql: String

  /// SHA-256 of the text.
  var hash: [UInt8] { Chain.digest(Array(sql.utf8)) }

  /// Oldest first, numbered without a gap.
  static let all = [
    PackageResources._001_inbox_sql, PackageResources._002_registry_sql,
    PackageResources._003_examination_sql, PackageResources._004_figures_sql,
    PackageResources._005_offices_sql, PackageResources._006_links_sql,
    PackageResources._007_planning_sql,
    PackageResources._008_kept_sql, PackageResources._009_unopened_sql,
    PackageResources._010_issue_sql,
  ].enumerated().map {
    Migration(number: $0.offset + 1, sql: String(decoding: $0.element, as: UTF8.self))
  }

  /// Roles and rights; before the numbered ones, every time.
  static let ground = String(decoding: PackageResources.ground_sql, as: UTF8.self)
}

/// Brings a database's schema up to this program's, a transaction each step. Safe to repeat, and
/// for two at once.
struct Migrator {
  private let session: Session
  private let migrations: [Migration]

  init(session: Session, migrations: [Migration] = Migration.all) {
    self.session = session
    self.migrations = migrations
  }

  /// Gives the numbers that were applied now.
  func run() throws(CentreError) -> [Int] {
    var applied: [Int] = []
    while let number = try session.transaction(step) { applied.append(number) }
    return applied
  }

  /// Applies the next one that is missing; nil: none is.
  private func step() throws(CentreError) -> Int? {
    // Holds a lock until the transaction ends.
    try session.working { connection throws(CentreError) in try connection.run(Migration.ground) }
    let stored = try session.rows("SELECT number, hash FROM loket.migration ORDER BY number")
    for row in stored { try check(number: try row.count(0), hash: try row.bytes(1)) }
    guard stored.count < migrations.count else { return nil }
    let next = migrations[stored.count]
    try session.working { connection throws(CentreError) in
      try connection.run("SET LOCAL ROLE loket_owner;\n\(next.sql)\n;RESET ROLE")
    }
    _ = try session.rows(
      "INSERT INTO loket.migration (number, hash) VALUES ($1, $2)",
      [.number(next.number), .bytes(next.hash)])
    return next.number
  }

  private func check(number: Int, hash: [UInt8]) throws(CentreError) {
    guard let known = migrations.first(where: { $0.number == number })
    else { throw .otherVersion(number) }
    guard known.hash == hash else { throw .failed("migration \(number) has another text") }
  }

  /// The last migration that the database has; 0: none.
  static func version(_ connection: Connection) throws(CentreError) -> Int {
    let isThere = try connection.rows("SELECT to_regclass('loket.migration') IS NOT NULL")
    guard try isThere.first?.flag(0) == true else { return 0 }
    let rows = try connection.rows("SELECT coalesce(max(number), 0) FROM loket.migration")
    return try rows.first?.count(0) ?? 0
  }
}
