import GRDB
import Intake
import Ports
import Sealing

extension Store {
  /// The entry, who is on duty, and the shift's row in one commit.
  func append(_ entry: SealedEntry, _ tally: Tally) throws(QueueError) {
    let header = entry.header
    precondition(header.kind == .visit || header.kind == .void, "only visits are appended")
    try commit(
      header.id, isStored: { try $0.isStored(entry) },
      store: { db in
        try db.insert(entry)
        try db.run(
          """
          UPDATE shift SET head = ?, last_sequence = ?, last_ticket = max(last_ticket, ?),
            live = ?, voided = ?, tally = ? WHERE id = ?
          """,
          [
            entry.hash.data, header.id.sequence.stored, header.facts?.ticket ?? 0,
            tally[.visits], tally[.voided], tally.statement, header.id.shift.bytes.data,
          ])
      })
  }

  func entries(
    _ shift: ShiftID, _ range: ClosedRange<UInt64>
  ) throws(QueueError) -> [SealedEntry] {
    try read { db in
      try db.entries(
        of: shift, EntrySQL.range, [range.lowerBound.stored, range.upperBound.stored])
    }
  }

  func places(
    _ shift: ShiftID, _ range: ClosedRange<UInt64>
  ) throws(QueueError) -> [StoredPlace] {
    try read { db in
      guard let place = try db.place(of: shift) else { return [] }
      let bounds = [range.lowerBound.stored, range.upperBound.stored]
      return try db.each(
        EntrySQL.range, [place.number] + StatementArguments(bounds), EntryRow.place)
    }
  }

  func tagged(_ shift: ShiftID, _ tag: [UInt8]) throws(QueueError) -> [SealedEntry] {
    try read { db in try db.entries(of: shift, EntrySQL.tagged, [tag.data]) }
  }

  func ticket(_ shift: ShiftID, _ number: Int) throws(QueueError) -> SealedEntry? {
    try read { db in try db.entries(of: shift, EntrySQL.ticket, [number]).first }
  }
}

extension Store {
  func duty(_ shift: ShiftID) throws(QueueError) -> [StaffCode] {
    try read { db in
      guard let place = try db.place(of: shift) else { return [] }
      return try db.rows(DutySQL.of, [place.number]).map { row in
        guard let code = StaffCode(try row.value(0))
        else { throw QueueError.damaged("duty of shift \(place.number)") }
        return code
      }
    }
  }
}

/// The statements about who is on duty.
enum DutySQL {
  /// Nothing happens but for the first entry of somebody in a shift.
  static let insert = "INSERT OR IGNORE INTO duty (shift, since, staff) VALUES (?, ?, ?)"

  static let of = "SELECT staff FROM duty WHERE shift = ? ORDER BY since"

  /// The same from the entries' headers, whose byte 73 is the length of the code after it.
  static let fromHeaders = """
    SELECT shift, min(sequence) AS since, CAST(substr(header, 74,
      unicode(CAST(substr(header, 73, 1) AS TEXT))) AS TEXT) AS staff
    FROM entry GROUP BY shift, staff
    """
}

/// The statements that look entries up; `?1` is the shift's number.
enum EntrySQL {
  static let range = """
    SELECT \(EntryRow.columns) FROM entry
    WHERE shift = ?1 AND sequence BETWEEN ?2 AND ?3 ORDER BY sequence
    """

  static let tagged = """
    SELECT \(EntryRow.columns) FROM entry
    WHERE shift = ?1 AND sequence IN (
      SELECT (SELECT max(sequence) FROM entry AS revision
        WHERE revision.shift = ?1 AND revision.visit = found.visit)
      FROM entry AS found WHERE found.shift = ?1 AND found.tag = ?2)
    ORDER BY sequence
    """

  static let ticket = """
    SELECT \(EntryRow.columns) FROM entry
    WHERE shift = ?1 AND visit = (
      SELECT visit FROM entry WHERE shift = ?1 AND ticket = ?2 AND supersedes IS NULL)
    ORDER BY sequence DESC LIMIT 1
    """

  static let hash = "SELECT hash FROM entry WHERE shift = ? AND sequence = ?"

  static let place = "SELECT number, last_sequence, head, state FROM shift WHERE id = ?"
}

/// Where a shift stands: what the next entry must go on from.
struct Place {
  let number: Int
  let lastSequence: Int64
  let head: [UInt8]
  let isOpen: Bool
}

extension Database {
  func place(of shift: ShiftID) throws -> Place? {
    try row(EntrySQL.place, [shift.bytes.data]).map { row in
      Place(
        number: try row.value(0), lastSequence: try row.value(1), head: try row.bytes(2),
        isOpen: try row.value(3) == ShiftState.open.rawValue)
    }
  }

  func hash(_ number: Int, _ sequence: Int64) throws -> [UInt8]? {
    try row(EntrySQL.hash, [number, sequence])?.bytes(0)
  }

  /// Whether this very entry is there; `.conflict` if it is not and cannot come next either.
  func isStored(_ entry: SealedEntry) throws -> Bool {
    let id = entry.header.id
    guard let place = try place(of: id.shift) else { throw QueueError.damaged("no such shift") }
    if id.sequence.stored <= place.lastSequence {
      guard try hash(place.number, id.sequence.stored) == entry.hash
      else { throw QueueError.conflict(id) }
      return true
    }
    guard place.isOpen, id.sequence.stored == place.lastSequence + 1, entry.continues(place.head)
    else { throw QueueError.conflict(id) }
    return false
  }

  func insert(_ entry: SealedEntry) throws {
    guard let place = try place(of: entry.header.id.shift)
    else { throw QueueError.damaged("no such shift") }
    try run(EntryRow.insert, EntryRow.values(entry, shift: place.number))
    try run(
      DutySQL.insert,
      [place.number, entry.header.id.sequence.stored, entry.header.staff.text])
  }

  fileprivate func entries(
    of shift: ShiftID, _ sql: String, _ arguments: StatementArguments
  ) throws -> [SealedEntry] {
    guard let place = try place(of: shift) else { return [] }
    return try each(sql, [place.number] + arguments) { try EntryRow.entry($0, of: shift) }
  }
}
