// Office: what the office does with what the booths sent. Touches only the ports handed in.

import Gate
import Intake
import IntakeForm
package import Ports
import Sealing

/// What the office checks a shift against.
package struct Examiner: Sendable {
  private let keys: [[UInt8]]
  private let rules: CheckingRules

  /// `openingKeys` are X25519 private keys: the office's, old and new, or the escrow's.
  package init(openingKeys: [[UInt8]], rules: CheckingRules) {
    keys = openingKeys
    self.rules = rules
  }

  /// Verifies in this order: booth, assignment, chain, signatures, predecessor, completeness; then
  /// opens, validates as if typed, recounts and compares. Nothing is dropped: what does not verify
  /// is set aside by its reason. Pure.
  package func examine(_ shift: InboxShift) -> ExaminedShift {
    var examination = Examination(shift, rules: rules, keys: keys)
    examination.run()
    return examination.result
  }
}

/// One examination under way.
private struct Examination {
  let shift: InboxShift
  let rules: CheckingRules
  let keys: [[UInt8]]
  private var alarms: [ExaminedAlarm] = []
  /// Reasons, by sequence.
  private var setAside: [UInt64: String] = [:]
  private var revisions: [ExaminedRevision] = []
  private var opening: Opening?
  /// The keys of the assignment that it was opened under, and of later ones: a booth that loses its
  /// identity within a shift goes on with the next.
  private var signers: [BoothVerifier] = []
  private var openingHeader: EntryHeader?
  private var closing: Closing?
  private var wasRecovered = false
  private var head: [UInt8] = []
  private var hasGap = false
  private var isRefused = false
  private var fold = TallyFold()

  init(_ shift: InboxShift, rules: CheckingRules, keys: [[UInt8]]) {
    self.shift = shift
    self.rules = rules
    self.keys = keys
  }

  mutating func run() {
    for one in shift.refused { setAside[one.id.sequence] = one.reason }
    if !setAside.isEmpty { hasGap = true }
    for sequence in shift.forked { putAside(.fork, sequence) }
    guard let booth = shift.enrolled else { return refuse(.unknownBooth) }
    guard let first = shift.entries.first, first.sequence == 1, let entry = first.entry,
      entry.header.kind == .opening, let opening = try? Opening(bytes: entry.payload)
    else {
      hasGap = true
      return alarm(.gap, at: 1)
    }
    self.opening = opening
    openingHeader = entry.header
    guard let assignment = assignment(of: opening, booth) else { return }
    signers = booth.assignments.drop { $0.hash != assignment.hash }.map(\.signer)
    checkTime(booth, assignment, opening, receivedAt: first.receivedAt)
    checkPredecessor(opening)
    checkClock()
    let sound = walk(opening)
    guard let key = key(opening) else {
      alarm(.unopenable)
      isRefused = true
      return
    }
    for (entry, previous) in sound { open(entry, after: previous, key: key, opening) }
    checkSuccessor(opening)
    checkNeighbours(opening)
  }

  private mutating func refuse(_ kind: ExaminedAlarm.Kind) {
    isRefused = true
    alarm(kind)
  }

  private mutating func alarm(_ kind: ExaminedAlarm.Kind, at sequence: UInt64? = nil) {
    let alarm = ExaminedAlarm(kind, sequence: sequence)
    if !alarms.contains(alarm) { alarms.append(alarm) }
  }

  /// A kind is told of once, at its first place.
  private mutating func alarm(once kind: ExaminedAlarm.Kind, _ sequence: UInt64) {
    if !alarms.contains(where: { $0.kind == kind && $0.sequence != nil }) {
      alarm(kind, at: sequence)
    }
  }

  /// The first reason stands.
  private mutating func putAside(_ kind: ExaminedAlarm.Kind, _ sequence: UInt64) {
    alarm(once: kind, sequence)
    if setAside[sequence] == nil { setAside[sequence] = kind.rawValue }
  }
}

extension Examination {
  private mutating func assignment(of opening: Opening, _ booth: EnrolledBooth) -> Assignment? {
    let found = booth.assignments.first { $0.hash == opening.assignment }
    if found == nil { refuse(.outsideAssignment) }
    return found
  }

  private mutating func checkTime(
    _ booth: EnrolledBooth, _ assignment: Assignment, _ opening: Opening, receivedAt: Moment
  ) {
    if let revokedAt = booth.revokedAt, receivedAt >= revokedAt { refuse(.revoked) }
    if !assignment.isValid(at: opening.openedAt) { alarm(.outsideAssignment) }
  }

  /// A shift goes on from the head of the one before it. From an older entry: an old copy of the
  /// laptop came back. From the same head as another shift: the laptop was cloned.
  private mutating func checkPredecessor(_ opening: Opening) {
    let others = shift.others.filter { $0.shift != shift.shift }
    if others.contains(where: { $0.previousHead == opening.previousHead }) { alarm(.clone) }
    if opening.number == 1 {
      if opening.previousHead != Chain.nothing { alarm(.rollback) }
      return
    }
    guard let before = others.first(where: { $0.number == opening.number - 1 }) else { return }
    if before.closedAt != nil, before.head != opening.previousHead { alarm(.rollback) }
  }

  /// The same from the other side, since shifts arrive in any order.
  private mutating func checkSuccessor(_ opening: Opening) {
    let after = shift.others.first { $0.number == opening.number + 1 }
    if closing != nil, let after, after.previousHead != head { alarm(.rollback) }
  }

  private static let hour: Int64 = 60

  /// Entries by the laptop's clock against their arrival and against one another. No clock is
  /// exact, and a paper's own time is not the clock's: hours are not a day.
  private mutating func checkClock() {
    var before: Int64?
    for (sequence, receivedAt, entry) in shift.entries {
      guard let written = entry?.header.writtenMinute else { continue }
      let step = written - (before ?? written)
      if written > receivedAt.minute + Examination.hour { alarm(once: .clockAhead, sequence) }
      if step < -6 * Examination.hour { alarm(once: .clockBack, sequence) }
      // A shift that was left open overnight is closed in the morning by a good clock.
      let isClosing = [.closing, .recovery].contains(entry?.header.kind)
      if step > 12 * Examination.hour, !isClosing { alarm(once: .clockJump, sequence) }
      before = written
    }
  }

  /// A booth has one shift at a time, one after the other.
  private mutating func checkNeighbours(_ opening: Opening) {
    let end = closing?.closedAt ?? opening.openedAt
    let isBack = shift.others.contains { other in
      let (earlier, later) =
        other.number < opening.number
        ? (other.closedAt ?? other.openedAt, opening.openedAt) : (end, other.openedAt)
      return earlier.minute > later.minute + 6 * Examination.hour
    }
    if isBack { alarm(once: .clockBack, 1) }
  }

  /// Walks the chain; the entries that are sound, each with the hash before it.
  private mutating func walk(_ opening: Opening) -> [(SealedEntry, [UInt8])] {
    var sound: [(SealedEntry, [UInt8])] = []
    var previous: [UInt8]? = Chain.start(
      booth: shift.booth, shift: shift.shift, previousHead: opening.previousHead)
    var expected: UInt64 = 1
    // Two futures that took turns in delivering: from the first break on nothing tells which is
    // which.
    var isForked = false
    for (sequence, _, entry) in shift.entries {
      if sequence != expected {
        hasGap = true
        alarm(.gap, at: expected)
        previous = nil
      }
      expected = sequence + 1
      guard let entry else {
        putAside(.unreadable, sequence)
        previous = nil
        continue
      }
      if entry.header.id != EntryID(shift: shift.shift, sequence: sequence)
        || previous.map(entry.continues) == false
      {
        isForked = isForked || !shift.forked.isEmpty
        putAside(isForked ? .fork : .chain, sequence)
      } else if isForked {
        putAside(.fork, sequence)
      } else if !signers.contains(where: entry.isSigned) {
        putAside(.signature, sequence)
      } else if let before = previous {
        sound.append((entry, before))
      } else {
        // What it was sealed onto is not there.
        putAside(.gap, sequence)
      }
      previous = entry.hash
      head = entry.hash
    }
    return sound
  }

  private func key(_ opening: Opening) -> ShiftKey? {
    keys.lazy.compactMap {
      ShiftKey(
        privateKey: $0, opening: opening, booth: shift.booth, shift: shift.shift)
    }.first
  }
}

extension Examination {
  private mutating func open(
    _ entry: SealedEntry, after previous: [UInt8], key: ShiftKey, _ opening: Opening
  ) {
    let sequence = entry.header.id.sequence
    guard let content = try? entry.content(key: key, previous: previous) else {
      return putAside(.unopenable, sequence)
    }
    switch content {
    case .opening: return
    case .closing(let closing):
      self.closing = closing
      wasRecovered = entry.header.kind == .recovery
    case .void(let reason):
      fold.add(entry.header, tag: nil)
      revisions.append(
        ExaminedRevision(header: entry.header, visit: nil, voidReason: reason))
    case .visit(let visit): take(visit, entry, key, opening)
    }
  }

  private mutating func take(
    _ visit: Visit, _ entry: SealedEntry, _ key: ShiftKey, _ opening: Opening
  ) {
    let sequence = entry.header.id.sequence
    guard let facts = entry.header.facts else { return putAside(.invalid, sequence) }
    let written = Moment(minute: entry.header.writtenMinute)
    guard rules.isValid(visit, day: opening.openedAt.day, writtenAt: written)
    else { return putAside(.invalid, sequence) }
    guard entry.tag == (visit.nik.map(key.tag) ?? []), facts.agrees(with: visit)
    else { return putAside(.headerDiffers, sequence) }
    let decision = rules.policy.decide(visit, today: opening.openedAt.day)
    if decision.gate != facts.gate || decision.lines != facts.lines || decision.ikd != facts.ikd {
      alarm(.gateDiffers, at: sequence)
    }
    fold.add(entry.header, tag: entry.tag.isEmpty ? nil : entry.tag)
    revisions.append(ExaminedRevision(header: entry.header, visit: visit, voidReason: nil))
  }

  private var standing: ShiftStanding {
    if isRefused { return .refused }
    if hasGap { return .incomplete }
    guard let closing else { return .unclosed }
    return closing.tally == fold.tally && setAside.isEmpty ? .reconciled : .differs
  }

  var result: ExaminedShift {
    ExaminedShift(
      opening: opening, openedBy: openingHeader?.staff, mode: openingHeader?.mode,
      closing: closing, wasRecovered: wasRecovered, head: head, standing: standing,
      revisions: revisions,
      setAside: setAside.sorted { $0.key < $1.key }.map {
        SetAside(id: EntryID(shift: shift.shift, sequence: $0.key), reason: $0.value)
      }, alarms: alarms, recount: fold.tally)
  }
}

extension VisitFacts {
  /// Whether the clear header says of the person what the sealed body says.
  fileprivate func agrees(with visit: Visit) -> Bool {
    isResident == visit.residence.isResident && segment == visit.segment
      && institution == visit.institution && ikdReason == visit.ikd.reason
  }
}
