import GRDB
import Intake
import Ports
import Sealing

extension Store {
  func note(deed: NotedDeed) throws(QueueError) {
    try commit(
      EntryID(shift: ShiftID(high: 0, low: 0), sequence: 0), isStored: { _ in false },
      store: { db in try db.insert(deed) })
  }

  func deeds(after number: UInt64) throws(QueueError) -> [StoredDeed] {
    try read { db in try db.rows(DeedSQL.after, [number.stored]).map(StoredDeed.init) }
  }
}

enum DeedSQL {
  static let last = "SELECT number, hash FROM deed ORDER BY number DESC LIMIT 1"

  static let insert = "INSERT INTO deed VALUES (?, ?, ?, ?, ?, ?, ?, ?)"

  static let after = """
    SELECT number, hash, kind, at, staff, shift, ticket, count FROM deed WHERE number > ?
    ORDER BY number
    """
}

extension Database {
  func insert(_ deed: NotedDeed) throws {
    let last = try row(DeedSQL.last)
    let number: Int64 = try last?.value(0) ?? 0
    let hash = Chain.next(after: try last?.bytes(1) ?? Chain.nothing, deed: deed)
    try run(
      DeedSQL.insert,
      [
        number + 1, Int(deed.kind.number), deed.at.seconds, deed.staff?.text, deed.shift,
        deed.ticket, deed.count, hash.data,
      ])
  }
}

extension StoredDeed {
  /// A row as it stands; what was put in by hand may hold anything.
  fileprivate init(_ row: Row) throws {
    guard let number = UInt64(exactly: try row.value(0) as Int64)
    else { throw QueueError.damaged("a deed without a place") }
    self.init(
      mark: DeedMark(number: number, hash: try row.bytes(1)),
      deed: try NotedDeed(row, at: Moment(seconds: try row.value(3))))
  }
}

extension NotedDeed {
  fileprivate init?(_ row: Row, at: Moment) throws {
    let (number, count): (Int64, Int) = (try row.value(2), try row.value(7))
    let (shift, ticket): (Int?, Int?) = (try row.value(5), try row.value(6))
    let text: String? = try row.value(4)
    let staff = text.flatMap(StaffCode.init)
    guard let kind = Kind(number: UInt8(clamping: number)), (staff == nil) == (text == nil),
      Moment.storable.contains(at.seconds)
    else { return nil }
    self.init(kind, at: at, staff: staff, shift: shift, ticket: ticket, count: count)
  }
}
