// Delivery: what to send, when to wait and when to stop; carrying by USB; receipts. Touches only
// the ports that are handed in.

package import Intake
package import Ports

/// Decides the next step of a flush from what is known; does nothing itself.
package enum FlushPlan {
  /// What is known of one shift on both sides.
  package struct ShiftFacts: Hashable, Sendable {
    package let shift: ShiftID
    package let lastSequence: UInt64
    package let marks: DeliveryMarks
    package let holding: Holding
    /// The booth's own hash at `holding.upTo`; nil if it has no such entry.
    package let ownHash: [UInt8]?

    package init(
      shift: ShiftID, lastSequence: UInt64, marks: DeliveryMarks, holding: Holding,
      ownHash: [UInt8]?
    ) {
      self.shift = shift
      self.lastSequence = lastSequence
      self.marks = marks
      self.holding = holding
      self.ownHash = ownHash
    }

    /// Whether this laptop has a receipt for all of it.
    var isAcknowledgedWhole: Bool { marks.acknowledged == lastSequence }
  }

  /// What to do about one shift.
  package struct ShiftPlan: Hashable, Sendable {
    package let shift: ShiftID
    /// Take the marks back to here first: the centre has lost what it once acknowledged.
    package let reopenTo: UInt64?
    /// Mark as acknowledged without sending: the receipt got lost on the way.
    package let acknowledgeTo: UInt64?
    /// Send these; nil: nothing.
    package let send: ClosedRange<UInt64>?
    package let alarm: Alarm?

    package init(
      shift: ShiftID, reopenTo: UInt64? = nil, acknowledgeTo: UInt64? = nil,
      send: ClosedRange<UInt64>? = nil, alarm: Alarm? = nil
    ) {
      self.shift = shift
      self.reopenTo = reopenTo
      self.acknowledgeTo = acknowledgeTo
      self.send = send
      self.alarm = alarm
    }
  }

  /// The centre holds something this laptop cannot have sent.
  package enum Alarm: String, Hashable, Sendable {
    /// It holds more than this laptop has: an old copy of the laptop's data came back.
    case rolledBack
    /// It holds another future of the shift: a cloned laptop.
    case forked
    /// It has lost entries whose bodies the retention has taken here: only the office's own
    /// backups have them.
    case bodiesGone
    /// It holds whole shifts of this booth that this laptop does not have: another laptop works as
    /// this booth, or did.
    case otherLaptop
  }

  package static func plan(_ facts: ShiftFacts) -> ShiftPlan {
    let held = facts.holding.upTo
    // An old copy of the laptop, or a clone that is behind: whether it went on by itself shows when
    // all of it is offered.
    if held > facts.lastSequence {
      return ShiftPlan(shift: facts.shift, send: 1...facts.lastSequence, alarm: .rolledBack)
    }
    if held > 0, !facts.holding.head.isEmpty, facts.ownHash != facts.holding.head {
      return ShiftPlan(
        shift: facts.shift, send: 1...facts.lastSequence, alarm: .forked)
    }
    return ShiftPlan(
      shift: facts.shift,
      reopenTo: facts.marks.acknowledged > held ? held : nil,
      acknowledgeTo: facts.marks.acknowledged < held ? held : nil,
      send: held < facts.lastSequence ? (held + 1)...facts.lastSequence : nil)
  }
}

extension FlushPlan {
  /// What to do after a call to the centre failed.
  package enum AfterFailure: Hashable, Sendable {
    /// Try the same call again after this long.
    case wait(milliseconds: Int)
    /// The way is broken: stop for now, everything stays queued.
    case stopUnreachable
    /// The centre will not have us: stop until the office has been asked.
    case stopRejected
  }

  /// How many entries the first batch has: what a telephone's link carries in some seconds.
  package static let batchFirst: UInt64 = 250

  /// How many tries one call gets.
  package static let triesMax = 4

  /// `attempt` counts from 1; `chance` is any number and spreads the booths of a city.
  package static func after(
    _ error: CentreError, attempt: Int, chance: UInt64
  ) -> AfterFailure {
    switch error {
    case .rejectedUs, .otherVersion: return .stopRejected
    case .untrusted, .libraryMissing: return .stopUnreachable
    case .unreachable, .failed:
      guard attempt < triesMax else { return .stopUnreachable }
      let base = 250 << (attempt - 1)
      return .wait(milliseconds: base + Int(chance % UInt64(base)))
    }
  }
}
