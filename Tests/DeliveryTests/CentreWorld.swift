import Glibc
import Intake
import Ports
import PostgresCentre
import Sealing
import TestWorld

/// A central store with a look behind its counter.
protocol TestedCentre {
  /// A new way in for this booth, which is enrolled if it was not yet.
  func centre(of booth: BoothID) throws -> Centre
  func revoke(_ booth: BoothID) throws
  /// The hashes that are stored, by their sequences.
  func stored(_ booth: BoothID, _ shift: ShiftID) throws -> [UInt64: [UInt8]]
  /// The hashes that stand aside as another future, by their sequences.
  func conflicts(_ booth: BoothID, _ shift: ShiftID) throws -> [UInt64: [UInt8]]
  func forkAlarms(_ booth: BoothID) throws -> Int
  func announced(_ booth: BoothID) throws -> [ManifestLine]
}

/// Every implementation that the contract is checked on.
enum CentreKind: CaseIterable {
  case memory, postgres

  func tested() throws -> any TestedCentre {
    switch self {
    case .memory: MemoryWorld()
    case .postgres: try PostgresWorld()
    }
  }
}

struct MemoryWorld: TestedCentre {
  let memory = MemoryCentre()

  func centre(of booth: BoothID) -> Centre { memory.centre(of: booth) }

  func revoke(_ booth: BoothID) { memory.revoked.insert(booth) }

  func stored(_ booth: BoothID, _ shift: ShiftID) -> [UInt64: [UInt8]] {
    hashes(memory.entries(of: booth, shift))
  }

  func conflicts(_ booth: BoothID, _ shift: ShiftID) -> [UInt64: [UInt8]] {
    hashes(memory.conflicts.filter { $0.header.booth == booth && $0.header.id.shift == shift })
  }

  func forkAlarms(_ booth: BoothID) -> Int { memory.alarms.count }

  func announced(_ booth: BoothID) -> [ManifestLine] { memory.manifest(of: booth) }

  private func hashes(_ entries: [SealedEntry]) -> [UInt64: [UInt8]] {
    Dictionary(entries.map { ($0.header.id.sequence, $0.hash) }) { first, _ in first }
  }
}

/// A migrated database of its own on a real PostgreSQL.
final class PostgresWorld: TestedCentre {
  let server: PostgresServer
  let database: String
  let office: OfficeStore
  private var logins: [BoothID: String] = [:]

  init(_ server: PostgresServer? = nil) throws {
    self.server = try server ?? PostgresServer.shared.get()
    database = try self.server.freshDatabase()
    office = try OfficeStore.open(conninfo: self.server.conninfo(database))
    try office.migrate()
  }

  /// The booth's connection string, password and all.
  func conninfo(of booth: BoothID) throws -> String {
    if let known = logins[booth] { return known }
    let password = "sandi '\\ \(booth.low)"
    let role = try office.enrol(
      assignment(of: booth, code: "L\((logins.count + 1).padded(to: 2))"),
      signature: [UInt8](repeating: 7, count: 64), password: password)
    let quoted = password.map { "'\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    let conninfo = server.conninfo(database, user: role, password: "'\(quoted)'")
    logins[booth] = conninfo
    return conninfo
  }

  func role(of booth: BoothID) throws -> String {
    _ = try conninfo(of: booth)
    return try office.booths().first { $0.id == booth }?.role ?? ""
  }

  func centre(of booth: BoothID) throws -> Centre { try centre(of: booth, patience: .usual) }

  func centre(of booth: BoothID, patience: Patience) throws -> Centre {
    try PostgresCentre.open(conninfo: conninfo(of: booth), patience: patience)
  }

  func revoke(_ booth: BoothID) throws { try office.revoke(booth, why: "dicuri") }

  func stored(_ booth: BoothID, _ shift: ShiftID) throws -> [UInt64: [UInt8]] {
    try hashes(
      office.rows(
        "SELECT sequence, hash FROM loket.inbox WHERE booth = $1 AND shift = $2",
        [.identity(booth), .identity(shift)]))
  }

  func conflicts(_ booth: BoothID, _ shift: ShiftID) throws -> [UInt64: [UInt8]] {
    try hashes(
      office.rows(
        "SELECT sequence, hash FROM loket.conflict WHERE booth = $1 AND shift = $2",
        [.identity(booth), .identity(shift)]))
  }

  private func hashes(_ rows: [Row]) throws -> [UInt64: [UInt8]] {
    var hashes: [UInt64: [UInt8]] = [:]
    for row in rows { hashes[try row.sequence(0)] = try row.bytes(1) }
    return hashes
  }

  func forkAlarms(_ booth: BoothID) throws -> Int {
    try office.rows(
      "SELECT count(*) FROM loket.alarm WHERE booth = $1 AND kind = 'fork'", [.identity(booth)]
    ).first?.count(0) ?? 0
  }

  func announced(_ booth: BoothID) throws -> [ManifestLine] {
    try office.rows(
      """
      SELECT shift, number, announced, announced_head, is_closed FROM loket.progress
      WHERE booth = $1 AND number IS NOT NULL ORDER BY number
      """, [.identity(booth)]
    ).map {
      ManifestLine(
        shift: try $0.identity(0), number: try $0.count(1), entries: try $0.sequence(2),
        head: try $0.bytes(3), isClosed: try $0.flag(4))
    }
  }

  /// What the superuser sees.
  func psql(_ sqls: String...) throws -> String { try server.psql(database, sqls) }
}

extension SampleShift {
  var booth: BoothID { identity.booth }

  /// The opening and visits, `count` in all.
  static func entries(seed: UInt64, number: Int = 1, _ count: Int) -> [SealedEntry] {
    var shift = SampleShift(seed: seed, number: number)
    return (0..<count).map { $0 == 0 ? shift.opening() : shift.visit() }
  }

  /// Two futures of one shift, the first `common` entries the same in both.
  static func futures(
    seed: UInt64, common: Int, _ counts: (Int, Int)
  ) -> ([SealedEntry], [SealedEntry]) {
    var shift = SampleShift(seed: seed)
    let past = (0..<common).map { $0 == 0 ? shift.opening() : shift.visit() }
    var clone = shift
    return (
      past + (common..<counts.0).map { _ in shift.visit() },
      past + (common..<counts.1).map { _ in clone.visit(hasNIK: false) }
    )
  }
}

extension SealedEntry {
  /// The same entry with something wrong.
  func with(
    headerBytes: [UInt8]? = nil, tag: [UInt8]? = nil, payload: [UInt8]? = nil,
    hash: [UInt8]? = nil, signature: [UInt8]? = nil
  ) throws -> SealedEntry {
    try SealedEntry(
      headerBytes: headerBytes ?? self.headerBytes, tag: tag ?? self.tag,
      payload: payload ?? self.payload, hash: hash ?? self.hash,
      signature: signature ?? self.signature)
  }

  var sequence: UInt64 { header.id.sequence }
}

extension [SealedEntry] {
  var shift: ShiftID { self[0].header.id.shift }
  var booth: BoothID { self[0].header.booth }
  var hashes: [UInt64: [UInt8]] {
    Dictionary(map { ($0.sequence, $0.hash) }) { first, _ in first }
  }
}

func pause(milliseconds: Int) { usleep(UInt32(milliseconds) * 1000) }
