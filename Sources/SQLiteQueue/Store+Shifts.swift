import GRDB
import Intake
import Ports
import Sealing

extension Store {
  func latestShift() throws(QueueError) -> StoredShift? {
    try read { db in
      try db.row("\(ShiftRow.select) ORDER BY number DESC LIMIT 1").map(ShiftRow.stored)
    }
  }

  func shift(number: Int) throws(QueueError) -> StoredShift? {
    try read { db in
      try db.row("\(ShiftRow.select) WHERE number = ?", [number]).map(ShiftRow.stored)
    }
  }

  func shifts() throws(QueueError) -> [StoredShift] {
    try read { db in try db.rows("\(ShiftRow.select) ORDER BY number").map(ShiftRow.stored) }
  }

  func open(
    _ shift: Shift, _ opening: SealedEntry, chainStart: [UInt8]
  ) throws(QueueError) {
    let header = opening.header
    precondition(header.kind == .opening && header.id.shift == shift.id, "not its opening")
    try commit(
      header.id, isStored: { try $0.isOpened(shift, by: opening, chainStart: chainStart) },
      store: { db in
        try db.run(
          ShiftRow.insert, ShiftRow.values(shift, chainStart: chainStart, head: opening.hash))
        try db.insert(opening)
        try db.run(
          "INSERT INTO delivery (shift, in_doubt_upto, acknowledged_upto) VALUES (?, 0, 0)",
          [shift.number])
      })
  }

  func close(_ closing: SealedEntry, _ end: ShiftEnd) throws(QueueError) {
    let kind = closing.header.kind
    precondition(kind == .closing || kind == .recovery, "not a closing")
    precondition(end.state != .open, "an end that is none")
    try commit(
      closing.header.id, isStored: { try $0.isStored(closing) },
      store: { db in
        try db.insert(closing)
        try db.run(
          """
          UPDATE shift SET head = ?, last_sequence = ?, state = ?, closed_at = ?, counters = ?,
            tally_signature = ? WHERE id = ?
          """,
          [
            closing.hash.data, closing.header.id.sequence.stored, end.state.rawValue,
            end.closedAt.seconds, ShiftRow.text(end.counters), end.tallySignature.data,
            closing.header.id.shift.bytes.data,
          ])
      })
  }
}

extension Database {
  /// Whether this shift was opened by this very entry; `.conflict` if it cannot be opened now.
  fileprivate func isOpened(
    _ shift: Shift, by opening: SealedEntry, chainStart: [UInt8]
  ) throws -> Bool {
    let conflict = QueueError.conflict(opening.header.id)
    if let known = try place(of: shift.id) {
      guard known.number == shift.number, try hash(known.number, 1) == opening.hash
      else { throw conflict }
      return true
    }
    let latest = try row("SELECT number, state FROM shift ORDER BY number DESC LIMIT 1")
    let number: Int = try latest?.value(0) ?? 0
    let state: String? = try latest?.value(1)
    guard state != ShiftState.open.rawValue, shift.number == number + 1,
      opening.continues(chainStart)
    else { throw conflict }
    return false
  }
}
