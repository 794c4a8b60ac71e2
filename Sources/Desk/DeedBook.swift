package import Intake
import Ports
import Sealing

/// The deeds noted beside the entries, and which closing carries which of them.
package struct DeedBook {
  private let queue: Queue

  package init(_ world: World) { queue = world.queue }

  /// Notes one right after it was done; false if it could not be, which undoes nothing of it.
  package func note(_ deed: NotedDeed) -> Bool { (try? queue.deeds.note(deed)) != nil }

  /// What the closing of this shift carries: all that no earlier one does.
  ///
  /// A closing is worth more than a trail: what cannot be read is left to the next one.
  func log(closing stored: StoredShift) -> DeedLog {
    let before = carried(before: stored.shift.number)
    guard let rows = try? queue.deeds.after(before.number)
    else { return DeedLog(before: before, deeds: [], after: before) }
    return DeedLog(rows, after: before)
  }

  /// How far the closings before this shift have come.
  func carried(before number: Int) -> DeedMark {
    guard let former = try? queue.shift(number - 1) else { return .start }
    return log(of: former)?.after ?? .start
  }

  /// What the closing of a shift carries; nil while it is open, or if a former version wrote it.
  func log(of stored: StoredShift) -> DeedLog? {
    guard stored.state != .open else { return nil }
    let last = stored.lastSequence
    let entry = (try? queue.places(stored.shift.id, last...last))?.first?.entry
    return entry.flatMap { try? Closing(bytes: $0.payload) }?.deeds
  }

  /// Those that no closing carries yet; they stand in the trail of the latest shift.
  func loose(in stored: StoredShift) throws(DeskError) -> [Trail.Noted] {
    guard try queued({ () throws(QueueError) in try queue.latestShift() })?.shift == stored.shift
    else { return [] }
    let since =
      log(of: stored)?.after.number
      ?? (stored.state == .open ? carried(before: stored.shift.number).number : 0)
    return try queued { () throws(QueueError) in try queue.deeds.after(since) }.compactMap { row in
      row.deed.map { Trail.Noted(number: row.mark.number, deed: $0) }
    }
  }
}

extension DeedLog {
  /// The rows after `before`, as they stand; the oldest are added up where there are too many.
  fileprivate init(_ rows: [StoredDeed], after before: DeedMark) {
    let older = rows.dropLast(DeedLog.most)
    self.init(
      before: before,
      older: older.compactMap(\.deed?.kind).reduce(into: [:]) { $0[$1, default: 0] += 1 },
      base: older.last?.mark.hash, deeds: rows.suffix(DeedLog.most).compactMap(\.deed),
      after: rows.last?.mark ?? before)
  }
}
