import Gate
import IntakeForm
import Paper
import Wording
package import Intake
package import Ports
import Sealing

/// Reads the queue as a stranger would and names what is not as it was written.
package struct Audit {
  let world: World

  package init(_ world: World) { self.world = world }

  package typealias Fault = AuditFault

  /// How many entries a batch of the audit reads.
  private static let batch: UInt64 = 1000
  /// How many entries from the end the start of the program looks at.
  private static let tail: UInt64 = 64
}

extension Audit {
  /// The end of the latest shift.
  package func quick() throws(DeskError) -> Fault? {
    try Shifts(world).latest().flatMap(quick)
  }

  /// The last entries of a shift only: the same effort for ten and for a million of them.
  ///
  /// The last entry's signature is over a hash that covers all before it, so it speaks for them.
  package func quick(_ stored: StoredShift) -> Fault? {
    let last = stored.lastSequence
    let first = last > Audit.tail ? last - Audit.tail + 1 : 1
    var faults: [Fault] = []
    var walk = Walk(stored: stored, next: first, previous: first == 1 ? stored.chainStart : nil)
    guard let places = try? world.queue.places(stored.shift.id, first...last)
    else { return .tailLost(shift: stored.shift.number) }
    for place in places {
      faults += walk.take(place, signers: place.sequence == last ? world.signers : nil)
    }
    return (faults + walk.finish()).first
  }

  /// Everything: each entry's hash and signature, each shift's recount, the links between shifts.
  package func full() throws(DeskError) -> [Fault] {
    let queue = world.queue
    var faults = try queued { () throws(QueueError) in try queue.integrity() }.map(Fault.store)
    var previousHead = Chain.nothing
    var logs: [(shift: Int, log: DeedLog?)] = []
    let book = DeedBook(world)
    for stored in try queued({ () throws(QueueError) in try queue.shifts() }) {
      faults += try audit(stored, after: previousHead)
      previousHead = stored.head
      let closing = book.closing(of: stored)
      if stored.state != .open, closing == nil || closing?.deeds != nil {
        logs.append((stored.shift.number, closing?.deeds))
      }
    }
    let deeds = try queued { () throws(QueueError) in try queue.deeds.after(0) }
    return faults + Audit.faults(deeds, logs)
  }

  /// The noted deeds: their chain, and the marks of it that the closings carry; nil for a closing
  /// that cannot be read, which speaks for none. Whoever takes away the last ones that no closing
  /// carries yet leaves no trace here.
  private static func faults(
    _ deeds: [StoredDeed], _ logs: [(shift: Int, log: DeedLog?)]
  ) -> [Fault] {
    var faults: [Fault] = []
    var previous: [UInt8]? = Chain.nothing
    var next: UInt64 = 1
    for row in deeds {
      if row.mark.number > next {
        previous = nil
        faults += (next..<min(row.mark.number, next + 100)).map { .deedMissing(Int($0)) }
      }
      let isSound =
        row.deed.map { deed in
          previous.map { Chain.next(after: $0, deed: deed) == row.mark.hash } ?? true
        } ?? false
      if !isSound { faults.append(.deedAltered(Int(clamping: row.mark.number))) }
      previous = row.mark.hash
      next = row.mark.number &+ 1
    }
    let marks = Set(deeds.map(\.mark) + [.start])
    var carried: DeedMark? = .start
    for (shift, log) in logs {
      if let log {
        let isSound =
          log.isWhole && log.before == carried ?? log.before && marks.contains(log.before)
          && marks.contains(log.after)
        if !isSound { faults.append(.deedsNotAsClosed(shift: shift)) }
      }
      carried = log?.after
    }
    return faults
  }

  private func audit(
    _ stored: StoredShift, after previousHead: [UInt8]
  ) throws(DeskError) -> [Fault] {
    let number = stored.shift.number
    var faults: [Fault] = []
    var walk = Walk(stored: stored, next: 1, previous: stored.chainStart)
    var first: UInt64 = 1
    let queue = world.queue
    while first <= stored.lastSequence + Audit.batch {
      let range = first...(first + Audit.batch - 1)
      let places = try queued { () throws(QueueError) in
        try queue.places(stored.shift.id, range)
      }
      if places.isEmpty, first > stored.lastSequence { break }
      for place in places { faults += walk.take(place, signers: world.signers) }
      first += Audit.batch
    }
    faults += walk.finish()
    let start = Chain.start(
      booth: world.identity.booth, shift: stored.shift.id, previousHead: previousHead)
    if stored.chainStart != start { faults.append(.notAfterPrevious(shift: number)) }
    if walk.tally != stored.tally { faults.append(.tallyDiffers(shift: number)) }
    return faults + endFaults(stored, lastKind: walk.lastKind)
  }

  private func endFaults(_ stored: StoredShift, lastKind: EntryKind?) -> [Fault] {
    guard let end = stored.end else {
      return lastKind == .closing || lastKind == .recovery
        ? [.tailLost(shift: stored.shift.number)] : []
    }
    var faults: [Fault] = []
    if lastKind != .closing, lastKind != .recovery {
      faults.append(.closingMissing(shift: stored.shift.number))
    }
    let isSigned = world.signers.contains { signer in
      signer.isValid(
        tallySignature: end.tallySignature, tally: stored.tally, booth: world.identity.booth,
        shift: stored.shift.id, head: stored.head)
    }
    if !isSigned { faults.append(.tallySignature(shift: stored.shift.number)) }
    return faults
  }
}

/// One walk along a shift's chain. A fault at one entry does not hide those after it: the walk
/// goes on from the hash that the entry carries.
private struct Walk {
  let stored: StoredShift
  var next: UInt64
  /// Nil where the walk began in the middle: the first entry's link is not known.
  var previous: [UInt8]?
  private var fold = TallyFold()
  private(set) var lastKind: EntryKind?
  private var last: [UInt8]?

  init(stored: StoredShift, next: UInt64, previous: [UInt8]?) {
    self.stored = stored
    self.next = next
    self.previous = previous
  }

  var tally: Tally { fold.tally }

  /// With `signers` nil only the chain is checked.
  mutating func take(_ place: StoredPlace, signers: [BoothVerifier]?) -> [Audit.Fault] {
    let shift = stored.shift.number
    var faults = gap(before: place.sequence)
    next = place.sequence + 1
    guard let entry = place.entry else {
      previous = nil
      last = nil
      return faults + [.altered(shift: shift, entry: Int(place.sequence))]
    }
    let isHere = entry.header.id == EntryID(shift: stored.shift.id, sequence: place.sequence)
    if !isHere {
      faults.append(.misplaced(shift: shift, entry: Int(place.sequence)))
    } else if let previous, !entry.continues(previous) {
      faults.append(.altered(shift: shift, entry: Int(place.sequence)))
    } else if let signers, !signers.contains(where: entry.isSigned) {
      faults.append(.forged(shift: shift, entry: Int(place.sequence)))
    }
    fold.add(entry.header, tag: entry.tag.isEmpty ? nil : entry.tag)
    lastKind = entry.header.kind
    previous = isHere ? entry.hash : nil
    last = entry.hash
    return faults
  }

  /// What is missing; after a gap the link is unknown, the signature still covers the own hash.
  private mutating func gap(before sequence: UInt64) -> [Audit.Fault] {
    guard sequence > next else { return [] }
    previous = nil
    return (next..<min(sequence, next + 100)).map {
      .missing(shift: stored.shift.number, entry: Int($0))
    }
  }

  func finish() -> [Audit.Fault] {
    next == stored.lastSequence + 1 && last == stored.head
      ? [] : [.tailLost(shift: stored.shift.number)]
  }
}
