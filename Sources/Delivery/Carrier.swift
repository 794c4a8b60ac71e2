package import Intake
package import Ports
package import Sealing

/// Carries what is unacknowledged by USB, and takes the office's acknowledgement back.
package struct Carrier {
  private let queue: Queue
  private let clock: Clock

  package init(queue: Queue, clock: Clock) {
    self.queue = queue
    self.clock = clock
  }

  /// Everything that is not acknowledged, with the manifest of all shifts; nil: nothing is.
  package func bundle(of booth: BoothID) throws(QueueError) -> Bundle? {
    let shifts = try queue.shifts()
    var entries: [SealedEntry] = []
    for shift in shifts {
      let marks = try queue.delivery.marks(shift.shift.id)
      guard marks.acknowledged < shift.lastSequence else { continue }
      let found = try queue.readable(
        shift.shift.id, (marks.acknowledged + 1)...shift.lastSequence
      ).entries
      // Bodies that the retention has taken cannot be carried; `loket kirim` raises the alarm.
      guard found.allSatisfy(\.isWhole) else { continue }
      entries += found
    }
    guard !entries.isEmpty else { return nil }
    return Bundle(
      booth: booth, madeAt: clock.now(), shifts: shifts.map(\.manifestLine), entries: entries)
  }

  /// Once the bundle is safely on the stick: from now on its entries may be at the centre.
  package func markCarried(_ bundle: Bundle) throws(QueueError) {
    for line in bundle.shifts {
      let last = bundle.entries.last { $0.header.id.shift == line.shift }
      if let last { try queue.delivery.markInDoubt(last.header.id) }
    }
  }

  /// What is to be noted of a bundle that was written: each shift's part.
  package func deeds(of bundle: Bundle) -> [NotedDeed] {
    bundle.shifts.compactMap { line in
      let count = bundle.entries.count { $0.header.id.shift == line.shift }
      guard count > 0 else { return nil }
      return NotedDeed(.carried, at: bundle.madeAt, shift: line.number, count: count)
    }
  }

  /// What an acknowledgement changed.
  package struct Accepted: Hashable, Sendable {
    package let acknowledged: Int
    package let setAside: Int
    /// Shifts that this laptop does not have, or whose hash is another one.
    package let strange: Int
    /// Whether all of it stands in the trail.
    package let isNoted: Bool
  }

  /// Takes an acknowledgement whose signature was checked. Applying it twice changes nothing more.
  package func accept(_ acknowledgement: Acknowledgement) throws(QueueError) -> Accepted {
    var acknowledged = 0
    var strange = 0
    var isNoted = true
    for refusal in acknowledgement.refused {
      do { try queue.delivery.setAside(refusal.id, refusal.reason) } catch .conflict {
        strange += 1
      }
    }
    let shifts = try queue.shifts()
    for arrival in acknowledgement.arrivals where arrival.upTo > 0 {
      let before = try queue.delivery.marks(arrival.shift).acknowledged
      let holding = Holding(upTo: arrival.upTo, head: arrival.head)
      let shift = shifts.first { $0.shift.id == arrival.shift }?.shift
      let outcome =
        try shift.map { shift throws(QueueError) in
          try queue.acknowledge(holding, of: shift, .accepted, at: clock.now())
        } ?? .strange
      guard outcome != .strange else {
        strange += 1
        continue
      }
      if outcome == .unnoted { isNoted = false }
      if arrival.upTo > before { acknowledged += Int(arrival.upTo - before) }
    }
    return Accepted(
      acknowledged: acknowledged, setAside: acknowledgement.refused.count, strange: strange,
      isNoted: isNoted)
  }
}
