import GRDB
import Intake
import Ports

/// How a shift lies in its table.
enum ShiftRow {
  static let select = """
    SELECT number, id, booth, mode, service_point, opened_at, opened_by, recording_sets, ikd_tables,
      chain_start, head, last_sequence, last_ticket, tally, state, closed_at, counters,
      tally_signature FROM shift
    """

  static let insert = """
    INSERT INTO shift (number, id, booth, mode, service_point, opened_at, opened_by,
      recording_sets, ikd_tables, chain_start, head, last_sequence, last_ticket, live, voided,
      tally, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0, 0, 0, '', 'open')
    """

  static func values(_ shift: Shift, chainStart: [UInt8], head: [UInt8]) -> StatementArguments {
    [
      shift.number, shift.id.bytes.data, shift.booth.text, shift.mode.rawValue,
      shift.servicePoint.text, shift.openedAt.seconds, shift.openedBy.text,
      shift.facts.recordingSets, shift.facts.ikdTables, chainStart.data, head.data,
    ]
  }

  /// A row as a value, everything checked again; `.damaged` if it cannot be one.
  static func stored(_ row: Row) throws -> StoredShift {
    guard let shift = try shift(row), let tally = Tally(statement: try row.value(13)),
      let state = ShiftState(rawValue: try row.value(14)),
      let last = UInt64(exactly: try row.value(11) as Int64)
    else { throw QueueError.damaged("shift \(try row.text(0))") }
    return StoredShift(
      shift: shift, state: state, chainStart: try row.bytes(9), head: try row.bytes(10),
      lastSequence: last, lastTicket: try row.value(12), tally: tally, end: try end(row, state))
  }

  private static func shift(_ row: Row) throws -> Shift? {
    guard let id = ShiftID(bytes: try row.bytes(1)), let booth = BoothCode(try row.value(2)),
      let mode = Mode(rawValue: try row.value(3)), let place = PlaceCode(try row.value(4)),
      let staff = StaffCode(try row.value(6))
    else { return nil }
    return Shift(
      id: id, number: try row.value(0), booth: booth, mode: mode, servicePoint: place,
      openedAt: Moment(seconds: try row.value(5)), openedBy: staff,
      facts: OpeningFacts(recordingSets: try row.value(7), ikdTables: try row.value(8)))
  }

  private static func end(_ row: Row, _ state: ShiftState) throws -> ShiftEnd? {
    if state == .open { return nil }
    guard let counters = counters(try row.value(16))
    else { throw QueueError.damaged("end of shift \(try row.text(0))") }
    return ShiftEnd(
      state: state, closedAt: Moment(seconds: try row.value(15)), counters: counters,
      tallySignature: try row.bytes(17))
  }

  /// One `name=count` a line, in order of the names.
  static func text(_ counters: [Counter: Int]) -> String {
    counters.sorted { $0.key < $1.key }.map { "\($0.key.rawValue)=\($0.value)\n" }.joined()
  }

  private static func counters(_ text: String) -> [Counter: Int]? {
    var counters: [Counter: Int] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "=")
      guard parts.count == 2, let counter = Counter(rawValue: String(parts[0])),
        let count = Int(parts[1])
      else { return nil }
      counters[counter] = count
    }
    return counters
  }
}
