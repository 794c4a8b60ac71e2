import GRDB
import Intake
import Ports
import Sealing

extension Store {
  /// SQLite's own checks, the schema against a fresh one, and each shift against its entries.
  ///
  /// It sees no changed bit inside a sealed body; the hash chain does (threats.md 0, no. 5).
  func integrity() throws(QueueError) -> [String] {
    try read { db in
      try db.brokenPages() + db.brokenReferences() + db.brokenSchema() + db.brokenShifts()
        + db.brokenFacts() + db.brokenEntries() + db.brokenDuty()
    }
  }

  /// Runs a statement and gives one of its columns as texts; for engineers and tests.
  func texts(_ sql: String, column: Int = 0) throws(QueueError) -> [String] {
    try read { db in try db.texts(sql, column: column) }
  }
}

extension Database {
  func texts(_ sql: String, column: Int = 0) throws -> [String] {
    try Row.fetchAll(self, sql: sql).map { try $0.text(column) }
  }

  fileprivate func brokenPages() throws -> [String] {
    try texts("PRAGMA integrity_check").filter { $0 != "ok" }
  }

  fileprivate func brokenReferences() throws -> [String] {
    try Row.fetchAll(self, sql: "PRAGMA foreign_key_check").map { row in
      "\(try row.text(0)) row \(try row.text(1)) belongs to no \(try row.text(2))"
    }
  }

  fileprivate func brokenSchema() throws -> [String] {
    let found = try Schema.objects(self)
    let wanted = try Schema.expectedObjects()
    return Set(found.keys).union(wanted.keys).sorted().compactMap { name in
      switch (wanted[name], found[name]) {
      case (let wanted?, let found?): wanted == found ? nil : "\(name) was changed"
      case (.some, nil): "\(name) is missing"
      case (nil, _): "\(name) was added"
      }
    }
  }

  fileprivate func brokenShifts() throws -> [String] {
    let sql = """
      SELECT number FROM shift LEFT JOIN entry AS last
        ON last.shift = number AND last.sequence = last_sequence
      WHERE last.hash IS NOT head
        OR last_sequence <> (SELECT count(*) FROM entry WHERE shift = number)
        OR last_sequence <> (SELECT max(sequence) FROM entry WHERE shift = number)
        OR last_ticket <> (SELECT coalesce(max(ticket), 0) FROM entry WHERE shift = number)
        OR number NOT IN (SELECT shift FROM delivery)
      """
    return try Int.fetchAll(self, sql: sql).map { "shift \($0) does not agree with its entries" }
  }

  /// Shifts that are not what their clear opening and closing say.
  fileprivate func brokenFacts() throws -> [String] {
    try rows("\(ShiftRow.select) ORDER BY number").flatMap { row in
      let stored = try ShiftRow.stored(row)
      let opening = try entry(1, of: stored)
      let closing = try stored.end.flatMap { _ in try entry(stored.lastSequence, of: stored) }
      return [
        opening.map(stored.agrees(withOpening:)) ?? true
          ? nil : "shift \(stored.shift.number) was not opened so",
        closing.map(stored.agrees(withClosing:)) ?? true
          ? nil : "shift \(stored.shift.number) was not closed so",
      ].compactMap { $0 }
    }
  }

  /// Nil if it is missing, which `brokenShifts` tells.
  private func entry(_ sequence: UInt64, of stored: StoredShift) throws -> SealedEntry? {
    let place = sequence.stored
    return try row(EntrySQL.range, [stored.shift.number, place, place])
      .map { try EntryRow.entry($0, of: stored.shift.id) }
  }

  /// Shifts whose list of people on duty is not what their headers say.
  fileprivate func brokenDuty() throws -> [String] {
    let sql = """
      WITH told AS (\(DutySQL.fromHeaders)), kept AS (SELECT shift, since, staff FROM duty)
      SELECT DISTINCT shift FROM (
        SELECT * FROM (SELECT * FROM told EXCEPT SELECT * FROM kept)
        UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM told))
      WHERE shift IN (SELECT number FROM shift) ORDER BY shift
      """
    return try Int.fetchAll(self, sql: sql).map { "shift \($0) lists others on duty" }
  }

  /// Entries whose columns say other than their sealed header does.
  fileprivate func brokenEntries() throws -> [String] {
    let sql = """
      SELECT shift.number, sequence, kind, visit, supersedes, ticket, header, id
      FROM entry JOIN shift ON shift.number = entry.shift ORDER BY number, sequence
      """
    var faults: [String] = []
    let cursor = try Row.fetchCursor(self, sql: sql)
    while let row = try cursor.next() {
      if try row.agreesWithHeader() { continue }
      let place = "entry \(try row.text(1)) of shift \(try row.text(0))"
      faults.append("\(place) is not what its header says")
    }
    return faults
  }
}

extension Row {
  fileprivate func agreesWithHeader() throws -> Bool {
    // Read first, compared after: Swift 6.3.1 crashes on `try` within `&&` here when it optimises.
    let (shift, visit) = (try bytes(7), try optionalBytes(3))
    let (sequence, kind): (Int64, Int) = (try value(1), try value(2))
    let (supersedes, ticket): (Int64?, Int?) = (try value(4), try value(5))
    guard let header = try? EntryHeader(bytes: try bytes(6)) else { return false }
    return header.id.shift.bytes == shift && header.id.sequence.stored == sequence
      && Int(header.kind.rawValue) == kind && header.visit?.bytes == visit
      && header.supersedes?.stored == supersedes && header.facts?.ticket == ticket
  }
}

extension StoredShift {
  fileprivate func agrees(withOpening entry: SealedEntry) -> Bool {
    guard let opening = try? Opening(bytes: entry.payload) else { return false }
    return (opening.number, opening.boothCode, opening.servicePoint)
      == (shift.number, shift.booth, shift.servicePoint)
      && (opening.openedAt, opening.facts) == (shift.openedAt, shift.facts)
      && (entry.header.mode, entry.header.staff) == (shift.mode, shift.openedBy)
  }

  fileprivate func agrees(withClosing entry: SealedEntry) -> Bool {
    guard let closing = try? Closing(bytes: entry.payload) else { return false }
    let isRecovery = entry.header.kind == .recovery
    return (closing.closedAt, closing.counters, closing.tally)
      == (end?.closedAt, end?.counters, tally) && isRecovery == (state == .recovered)
  }
}
