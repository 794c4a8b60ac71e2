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
    let carried = carried(before: stored.shift.number)
    guard let rows = try? queue.deeds.after(max(carried.number, 1) - 1)
    else { return DeedLog(before: carried, deeds: [], after: carried) }
    // As it stands in the table now: the office sees where that is not what was carried.
    let before =
      carried.number == 0
      ? carried
      : rows.first { $0.mark.number == carried.number }?.mark
        ?? DeedMark(number: carried.number, hash: Chain.nothing)
    return DeedLog(rows.filter { $0.mark.number > carried.number }, after: before)
  }

  /// How far the closings before this shift have come.
  ///
  /// Past a closing that the disk has damaged, by the one before it.
  func carried(before number: Int) -> DeedMark {
    for number in stride(from: number - 1, through: 1, by: -1) {
      guard let former = try? queue.shift(number) else { return .start }
      if let closing = closing(of: former) { return closing.deeds?.after ?? .start }
    }
    return .start
  }

  /// What the closing of a shift carries; nil while it is open, or if a former version wrote it.
  func log(of stored: StoredShift) -> DeedLog? { closing(of: stored)?.deeds }

  /// Nil while the shift is open, or where it cannot be read.
  func closing(of stored: StoredShift) -> Closing? {
    guard stored.state != .open else { return nil }
    let last = stored.lastSequence
    let entry = (try? queue.places(stored.shift.id, last...last))?.first?.entry
    return entry.flatMap { try? Closing(bytes: $0.payload) }
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
