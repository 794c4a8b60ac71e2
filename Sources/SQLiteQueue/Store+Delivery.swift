import GRDB
import Intake
import Ports

extension Store {
  /// Costs a few index seeks while nothing was sent; later it grows with corrections and with what
  /// was set aside, not with visits.
  func custodies(_ shifts: [ShiftID]) throws(QueueError) -> [Custody] {
    try read { db in try shifts.map(db.custody) }
  }

  func markInDoubt(_ id: EntryID) throws(QueueError) {
    try mark(id, column: "in_doubt_upto", update: "in_doubt_upto = max(in_doubt_upto, ?1)")
  }

  func acknowledge(_ id: EntryID, noting deed: NotedDeed?) throws(QueueError) {
    try mark(
      id, noting: deed, column: "acknowledged_upto",
      update: """
        acknowledged_upto = max(acknowledged_upto, ?1), in_doubt_upto = max(in_doubt_upto, ?1)
        """)
  }

  /// A mark beyond the last entry speaks of entries that this file does not hold: `.conflict`.
  private func mark(
    _ id: EntryID, noting deed: NotedDeed? = nil, column: String, update: String
  ) throws(QueueError) {
    let sequence = id.sequence.stored
    try commit(
      id,
      isStored: { db in
        let number = try db.number(holding: id)
        let mark = try db.row("SELECT \(column) FROM delivery WHERE shift = ?", [number])
        return try sequence <= mark?.value(0) ?? 0
      },
      store: { db in
        let number = try db.number(holding: id)
        try db.run("UPDATE delivery SET \(update) WHERE shift = ?2", [sequence, number])
        if let deed { try db.insert(deed) }
      })
  }

  func setAside(_ id: EntryID, reason: String) throws(QueueError) {
    try commit(
      id,
      isStored: { db in
        let number = try db.number(holding: id)
        return try db.row(
          "SELECT 1 FROM set_aside WHERE shift = ? AND sequence = ? AND reason = ?",
          [number, id.sequence.stored, reason]) != nil
      },
      store: { db in
        try db.run(
          """
          INSERT INTO set_aside VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET reason = excluded.reason
          """, [try db.number(holding: id), id.sequence.stored, reason])
      })
  }

  func asideList() throws(QueueError) -> [SetAside] {
    try read { db in try db.rows(CustodySQL.list).map(SetAside.init) }
  }
}

enum CustodySQL {
  static let shift = """
    SELECT number, live, voided, acknowledged_upto, in_doubt_upto
    FROM shift JOIN delivery ON delivery.shift = shift.number WHERE id = ?
    """

  /// Entries that are no visits, and visits that have a later revision, up to a sequence. What is
  /// left of the sequence are live visits, since sequences have no gaps.
  static let notLive = """
    SELECT (SELECT count(*) FROM entry WHERE shift = ?1 AND sequence <= ?2 AND kind <> 2)
      + (SELECT count(*) FROM entry WHERE shift = ?1 AND supersedes <= ?2)
    """

  /// Set aside and live still: the sequences.
  static let aside = """
    SELECT set_aside.sequence FROM set_aside CROSS JOIN entry USING (shift, sequence)
    WHERE set_aside.shift = ? AND entry.kind = 2 AND NOT EXISTS (
      SELECT 1 FROM entry AS later
      WHERE later.shift = set_aside.shift AND later.supersedes = set_aside.sequence)
    """

  static let list = """
    SELECT shift.id, set_aside.sequence, reason
    FROM set_aside JOIN shift ON shift.number = set_aside.shift
    ORDER BY set_aside.shift, set_aside.sequence
    """
}

/// How many visits that were set aside lie in each part of a shift.
private struct AsideCounts {
  var acknowledged = 0
  var inDoubt = 0
  var pending = 0

  var all: Int { acknowledged + inDoubt + pending }
}

extension Database {
  fileprivate func custody(_ shift: ShiftID) throws -> Custody {
    guard let counts = try row(CustodySQL.shift, [shift.bytes.data]) else { return .none }
    let number: Int = try counts.value(0)
    let acknowledged: Int64 = try counts.value(3)
    let inDoubt: Int64 = try counts.value(4)
    let aside = try aside(number, acknowledged: acknowledged, inDoubt: inDoubt)
    let safe = try live(number, upto: acknowledged)
    let sent = try live(number, upto: inDoubt)
    return Custody(
      acknowledged: safe - aside.acknowledged,
      pending: try counts.value(1) - sent - aside.pending,
      inDoubt: sent - safe - aside.inDoubt, quarantined: aside.all,
      voided: try counts.value(2))
  }

  /// Visits whose latest revision is no later than `mark`.
  fileprivate func live(_ number: Int, upto mark: Int64) throws -> Int {
    guard mark > 0 else { return 0 }
    let gone: Int? = try row(CustodySQL.notLive, [number, mark])?.value(0)
    return Int(mark) - (gone ?? 0)
  }

  fileprivate func aside(
    _ number: Int, acknowledged: Int64, inDoubt: Int64
  ) throws -> AsideCounts {
    try rows(CustodySQL.aside, [number]).reduce(into: AsideCounts()) { counts, row in
      let sequence: Int64 = try row.value(0)
      if sequence <= acknowledged {
        counts.acknowledged += 1
      } else if sequence <= inDoubt {
        counts.inDoubt += 1
      } else {
        counts.pending += 1
      }
    }
  }

  /// The number of the shift that has this entry; `.conflict` if none has.
  fileprivate func number(holding id: EntryID) throws -> Int {
    guard let place = try place(of: id.shift), id.sequence.stored <= place.lastSequence,
      id.sequence > 0
    else { throw QueueError.conflict(id) }
    return place.number
  }
}

extension SetAside {
  fileprivate init(_ row: Row) throws {
    guard let shift = ShiftID(bytes: try row.bytes(0)),
      let sequence = UInt64(exactly: try row.value(1) as Int64)
    else { throw QueueError.damaged("set aside") }
    self.init(id: EntryID(shift: shift, sequence: sequence), reason: try row.value(2))
  }
}
