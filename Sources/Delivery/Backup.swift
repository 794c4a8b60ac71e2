package import Intake
package import Ports
package import Sealing

/// A copy (cadangan) of all that a laptop still holds, acknowledged or not, as a bundle that the
/// office takes in like any other: each entry once, however often it comes.
///
/// It holds no key. It is never put back onto a laptop, since the last tickets before the loss are
/// not in it: another laptop goes on under a booth code of its own, so no ticket is issued twice.
package struct Backup: Sendable {
  package let bundle: Bundle
  /// The last shift's number, and the last ticket in it; nil: nobody was served in it yet.
  package let lastShift: Int
  package let lastTicket: String?
  /// Entries that this laptop's disk has damaged; those that cannot be read are not in the copy.
  package let damaged: Int
  /// Those of shifts that the retention has taken the bodies of; the copy leaves them out.
  private let emptied: [SealedEntry]

  /// Nil: nothing was ever stored.
  ///
  /// The entries are those of one moment, whatever the kiosk stores meanwhile. Shifts whose bodies
  /// the retention has taken are left out: the centre holds them whole.
  package static func of(
    _ queue: Queue, booth: BoothID, clock: Clock
  ) throws(QueueError) -> Backup? {
    let shifts = try queue.shifts()
    guard let last = shifts.last else { return nil }
    var entries: [SealedEntry] = []
    var damaged = 0
    var emptied: [SealedEntry] = []
    for stored in shifts {
      let places = try queue.places(stored.shift.id, 1...stored.lastSequence)
      let readable = places.compactMap(\.entry)
      damaged += Backup.damaged(readable, of: stored)
      if readable.allSatisfy(\.isWhole) { entries += readable } else { emptied += readable }
    }
    return Backup(
      bundle: Bundle(
        booth: booth, madeAt: clock.now(), shifts: shifts.map(\.manifestLine), entries: entries),
      lastShift: last.shift.number,
      lastTicket: last.lastTicket > 0 ? last.shift.ticket(last.lastTicket) : nil,
      damaged: damaged, emptied: emptied)
  }

  /// How many entries are missing, or do not go on from the one before.
  private static func damaged(_ entries: [SealedEntry], of stored: StoredShift) -> Int {
    var previous = stored.chainStart
    var broken = 0
    for entry in entries {
      if !entry.continues(previous) { broken += 1 }
      previous = entry.hash
    }
    return broken + Int(stored.lastSequence) - entries.count
  }

  /// Whether an earlier copy has something that this one lacks: then an older state of the laptop's
  /// data, another course of the same shift, or a damaged disk is about to replace the only copy.
  ///
  /// Entry by entry: a fork has as many of them, and others.
  package func lacksWhat(isIn earlier: Bundle) -> Bool {
    let counts = Dictionary(uniqueKeysWithValues: bundle.shifts.map { ($0.shift, $0.entries) })
    if earlier.shifts.contains(where: { counts[$0.shift] ?? 0 < $0.entries }) { return true }
    let own = Dictionary((bundle.entries + emptied).map { ($0.header.id, $0) }) { first, _ in first
    }
    return earlier.entries.contains { other in
      guard let entry = own[other.header.id] else { return true }
      return entry.isWhole ? entry != other : entry.hash != other.hash
    }
  }
}
