import GRDB
import Intake
import Ports
import Sealing

extension Store {
  /// Both marks go back to `upTo`; nothing happens to marks that are no further.
  func reopen(_ shift: ShiftID, upTo: UInt64) throws(QueueError) {
    try commit(
      EntryID(shift: shift, sequence: upTo),
      isStored: { db in
        guard let marks = try db.marks(shift) else { throw QueueError.damaged("no such shift") }
        return marks.inDoubt <= upTo
      },
      store: { db in
        try db.run(
          """
          UPDATE delivery SET reopened = reopened + 1, in_doubt_upto = ?1,
            acknowledged_upto = min(acknowledged_upto, ?1)
          WHERE shift = (SELECT number FROM shift WHERE id = ?2)
          """, [upTo.stored, shift.bytes.data])
      })
  }

  func marks(_ shift: ShiftID) throws(QueueError) -> DeliveryMarks {
    try read { db in try db.marks(shift) ?? .none }
  }

  func note(_ note: FlushNote) throws(QueueError) {
    try commit(
      EntryID(shift: ShiftID(high: 0, low: 0), sequence: 0), isStored: { _ in false },
      store: { db in
        try db.run(
          "INSERT INTO flush (at, way, sent, remaining) VALUES (?, ?, ?, ?)",
          [note.at.seconds, note.way.rawValue, note.sent, note.left])
      })
  }

  func lastNote() throws(QueueError) -> FlushNote? {
    try read { db in
      let sql = "SELECT at, way, sent, remaining FROM flush ORDER BY number DESC LIMIT 1"
      guard let row = try db.row(sql, []) else { return nil }
      guard let way = FlushNote.Way(rawValue: try row.value(1))
      else { throw QueueError.damaged("flush") }
      return FlushNote(
        at: Moment(seconds: try row.value(0)), way: way, sent: try row.value(2),
        left: try row.value(3))
    }
  }
}

extension Store {
  /// Takes the bodies of a closed shift whose every entry is acknowledged; how many there were.
  func empty(_ shift: ShiftID, at moment: Moment) throws(QueueError) -> Int {
    let bodies = try read { db in
      try db.rows(
        """
        SELECT entry.shift, sequence, payload FROM entry
        JOIN shift ON shift.number = entry.shift JOIN delivery ON delivery.shift = entry.shift
        WHERE shift.id = ? AND state <> 'open' AND kind IN (2, 3)
          AND acknowledged_upto = last_sequence AND NOT EXISTS (
            SELECT 1 FROM emptied
            WHERE emptied.shift = entry.shift AND emptied.sequence = entry.sequence)
        """, [shift.bytes.data]
      ).map { row in
        (try row.value(0) as Int, try row.value(1) as Int64, try row.bytes(2))
      }
    }
    guard let last = bodies.last else { return 0 }
    try commit(
      EntryID(shift: shift, sequence: UInt64(last.1)), isStored: { _ in false },
      store: { db in
        for (number, sequence, payload) in bodies {
          try db.run(
            "INSERT INTO emptied VALUES (?, ?, ?, ?)",
            [number, sequence, Chain.digest(payload).data, moment.seconds])
          try db.run(
            "UPDATE entry SET payload = x'00' WHERE shift = ? AND sequence = ?",
            [number, sequence])
        }
      })
    return bodies.count
  }
}

extension Database {
  fileprivate func marks(_ shift: ShiftID) throws -> DeliveryMarks? {
    try row(
      """
      SELECT in_doubt_upto, acknowledged_upto FROM delivery
      WHERE shift = (SELECT number FROM shift WHERE id = ?)
      """, [shift.bytes.data]
    ).map { row in
      guard let inDoubt = UInt64(exactly: try row.value(0) as Int64),
        let acknowledged = UInt64(exactly: try row.value(1) as Int64)
      else { throw QueueError.damaged("delivery") }
      return DeliveryMarks(inDoubt: inDoubt, acknowledged: acknowledged)
    }
  }
}
