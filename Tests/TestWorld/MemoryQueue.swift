import Intake
package import Ports
import Sealing

/// A queue that lives as long as the test, under the same contract as the one on disk.
package final class MemoryQueue {
  /// When a planned failure strikes.
  package enum Failure: Hashable, Sendable {
    /// Nothing is stored, and the call throws.
    case before(QueueError)
    /// Everything is stored, and the call throws all the same.
    case after(QueueError)
  }

  private struct Delivery {
    var inDoubt: UInt64 = 0
    var acknowledged: UInt64 = 0
    var aside: [UInt64: String] = [:]
  }

  private struct Record {
    var stored: StoredShift
    var entries: [SealedEntry]
    var delivery = Delivery()
  }

  /// By the shift's number less one.
  private var records: [Record] = []
  /// What the next storing calls do wrong, one each; nil: nothing.
  package var failures: [Failure?] = []
  private var notes: [FlushNote] = []
  private var noted: [StoredDeed] = []
  /// How many entries `entries` has handed out.
  package private(set) var entriesRead = 0

  package init() {}

  /// As when a laptop's disk is copied.
  package init(copyOf other: MemoryQueue) {
    (records, notes, noted) = (other.records, other.notes, other.noted)
  }

  package var queue: Queue {
    Queue(
      latestShift: latestShift, shift: shift(number:), shifts: shifts, open: open,
      append: append, close: close, entries: entries, places: places, tagged: tagged,
      ticket: ticket, duty: duty, custodies: custodies,
      delivery: Queue.Delivery(
        markInDoubt: markInDoubt, acknowledge: acknowledge, setAside: setAside,
        asideList: asideList, reopen: reopen, marks: marks, note: note, lastNote: lastNote,
        empty: empty),
      deeds: Queue.Deeds(note: note(deed:), after: deeds), integrity: integrity)
  }
}

extension MemoryQueue {
  private func latestShift() throws(QueueError) -> StoredShift? { records.last?.stored }

  private func shift(number: Int) throws(QueueError) -> StoredShift? {
    records.indices.contains(number - 1) ? records[number - 1].stored : nil
  }

  private func shifts() throws(QueueError) -> [StoredShift] { records.map(\.stored) }

  private func open(
    _ shift: Shift, _ opening: SealedEntry, _ chainStart: [UInt8]
  ) throws(QueueError) {
    try storing { () throws(QueueError) in
      if let known = records.first(where: { $0.stored.shift.id == shift.id }) {
        guard known.entries[0].hash == opening.hash, known.stored.shift.number == shift.number
        else { throw .conflict(opening.header.id) }
        return
      }
      guard records.last?.stored.state != .open, shift.number == records.count + 1,
        opening.continues(chainStart)
      else { throw .conflict(opening.header.id) }
      let stored = StoredShift(
        shift: shift, state: .open, chainStart: chainStart, head: opening.hash, lastSequence: 1,
        lastTicket: 0, tally: Tally(), end: nil)
      records.append(Record(stored: stored, entries: [opening]))
    }
  }

  private func append(_ entry: SealedEntry, _ tally: Tally) throws(QueueError) {
    try storing { () throws(QueueError) in try add(entry, tally: tally, end: nil) }
  }

  private func close(_ closing: SealedEntry, _ end: ShiftEnd) throws(QueueError) {
    try storing { () throws(QueueError) in try add(closing, tally: nil, end: end) }
  }

  private func add(_ entry: SealedEntry, tally: Tally?, end: ShiftEnd?) throws(QueueError) {
    let id = entry.header.id
    guard let index = index(of: id.shift) else { throw .damaged("no such shift") }
    let former = records[index].stored
    if id.sequence <= former.lastSequence {
      guard records[index].entries[Int(id.sequence) - 1].hash == entry.hash
      else { throw .conflict(id) }
      return
    }
    guard former.state == .open, id.sequence == former.lastSequence + 1,
      entry.continues(former.head), isNextRevision(entry, in: records[index].entries)
    else { throw .conflict(id) }
    records[index].entries.append(entry)
    records[index].stored = StoredShift(
      shift: former.shift, state: end?.state ?? .open, chainStart: former.chainStart,
      head: entry.hash, lastSequence: id.sequence,
      lastTicket: max(former.lastTicket, entry.header.facts?.ticket ?? 0),
      tally: tally ?? former.tally, end: end)
  }

  /// A visit's revisions follow one another, none follows a void, and tickets are not shared.
  private func isNextRevision(_ entry: SealedEntry, in entries: [SealedEntry]) -> Bool {
    guard let visit = entry.header.visit else { return true }
    let former = entries.last { $0.header.visit == visit }
    let isTicketFree =
      former != nil
      || !entries.contains { $0.header.facts?.ticket == entry.header.facts?.ticket }
    return former?.header.id.sequence == entry.header.supersedes && former?.header.kind != .void
      && isTicketFree
  }

  /// Does what a storing call does, and what is planned to go wrong with it.
  private func storing(_ store: () throws(QueueError) -> Void) throws(QueueError) {
    switch failures.isEmpty ? nil : failures.removeFirst() {
    case .before(let error): throw error
    case .after(let error):
      try store()
      throw error
    case nil: try store()
    }
  }

  private func index(of shift: ShiftID) -> Int? {
    records.firstIndex { $0.stored.shift.id == shift }
  }

  private func record(of shift: ShiftID) -> Record? { index(of: shift).map { records[$0] } }
}

extension MemoryQueue {
  private func entries(
    _ shift: ShiftID, _ range: ClosedRange<UInt64>
  ) throws(QueueError) -> [SealedEntry] {
    let found = record(of: shift)?.entries.filter { range.contains($0.header.id.sequence) } ?? []
    entriesRead += found.count
    return found
  }

  private func places(
    _ shift: ShiftID, _ range: ClosedRange<UInt64>
  ) throws(QueueError) -> [StoredPlace] {
    try entries(shift, range).map {
      StoredPlace(sequence: $0.header.id.sequence, entry: $0)
    }
  }

  private func tagged(_ shift: ShiftID, _ tag: [UInt8]) throws(QueueError) -> [SealedEntry] {
    let entries = record(of: shift)?.entries ?? []
    let visits = Set(entries.filter { $0.tag == tag && !tag.isEmpty }.map(\.header.visit))
    return latest(entries).filter { visits.contains($0.header.visit) }
  }

  private func ticket(_ shift: ShiftID, _ number: Int) throws(QueueError) -> SealedEntry? {
    let entries = record(of: shift)?.entries ?? []
    let first = entries.first { $0.header.facts?.ticket == number }
    return entries.last { $0.header.visit != nil && $0.header.visit == first?.header.visit }
  }

  /// The latest revision of every visit, in order of their sequences.
  private func latest(_ entries: [SealedEntry]) -> [SealedEntry] {
    let superseded = Set(entries.compactMap(\.header.supersedes))
    return entries.filter {
      $0.header.visit != nil && !superseded.contains($0.header.id.sequence)
    }
  }

  private func duty(_ shift: ShiftID) throws(QueueError) -> [StaffCode] {
    (record(of: shift)?.entries ?? []).reduce(into: []) { staff, entry in
      if !staff.contains(entry.header.staff) { staff.append(entry.header.staff) }
    }
  }

  private func custodies(_ shifts: [ShiftID]) throws(QueueError) -> [Custody] {
    try shifts.map(custody)
  }

  private func custody(_ shift: ShiftID) throws(QueueError) -> Custody {
    guard let record = record(of: shift) else { return .none }
    return latest(record.entries).reduce(.none) { sum, entry in
      sum + custody(of: entry.header, record.delivery)
    }
  }

  private func custody(of header: EntryHeader, _ delivery: Delivery) -> Custody {
    let sequence = header.id.sequence
    let isVoid = header.kind == .void
    let isAside = !isVoid && delivery.aside[sequence] != nil
    let isSafe = !isVoid && !isAside && sequence <= delivery.acknowledged
    let isSent = !isVoid && !isAside && !isSafe && sequence <= delivery.inDoubt
    return Custody(
      acknowledged: isSafe ? 1 : 0,
      pending: isVoid || isAside || isSafe || isSent ? 0 : 1, inDoubt: isSent ? 1 : 0,
      quarantined: isAside ? 1 : 0, voided: isVoid ? 1 : 0)
  }

  private func integrity() throws(QueueError) -> [String] { [] }
}

extension MemoryQueue {
  private func markInDoubt(_ id: EntryID) throws(QueueError) {
    try mark(id) { $0.inDoubt = max($0.inDoubt, id.sequence) }
  }

  private func acknowledge(_ id: EntryID, _ deed: NotedDeed?) throws(QueueError) {
    try mark(id) {
      if let deed, $0.acknowledged < id.sequence { add(deed) }
      $0.acknowledged = max($0.acknowledged, id.sequence)
      $0.inDoubt = max($0.inDoubt, id.sequence)
    }
  }

  private func setAside(_ id: EntryID, _ reason: String) throws(QueueError) {
    try mark(id) { $0.aside[id.sequence] = reason }
  }

  private func mark(_ id: EntryID, _ change: (inout Delivery) -> Void) throws(QueueError) {
    try storing { () throws(QueueError) in
      guard let index = index(of: id.shift), id.sequence >= 1,
        id.sequence <= records[index].stored.lastSequence
      else { throw .conflict(id) }
      change(&records[index].delivery)
    }
  }

  private func asideList() throws(QueueError) -> [SetAside] {
    records.flatMap { record in
      record.delivery.aside.sorted { $0.key < $1.key }.map { sequence, reason in
        SetAside(id: EntryID(shift: record.stored.shift.id, sequence: sequence), reason: reason)
      }
    }
  }
}

extension MemoryQueue {
  private func reopen(_ shift: ShiftID, upTo: UInt64) throws(QueueError) {
    try storing { () throws(QueueError) in
      guard let index = index(of: shift) else { throw .damaged("no such shift") }
      records[index].delivery.inDoubt = min(records[index].delivery.inDoubt, upTo)
      records[index].delivery.acknowledged = min(records[index].delivery.acknowledged, upTo)
    }
  }

  private func marks(_ shift: ShiftID) throws(QueueError) -> DeliveryMarks {
    guard let delivery = record(of: shift)?.delivery else { return .none }
    return DeliveryMarks(inDoubt: delivery.inDoubt, acknowledged: delivery.acknowledged)
  }

  private func note(_ note: FlushNote) throws(QueueError) {
    try storing { () throws(QueueError) in notes.append(note) }
  }

  private func note(deed: NotedDeed) throws(QueueError) {
    try storing { () throws(QueueError) in add(deed) }
  }

  private func add(_ deed: NotedDeed) {
    let last = noted.last?.mark ?? .start
    let hash = Chain.next(after: last.hash, deed: deed)
    noted.append(StoredDeed(mark: DeedMark(number: last.number + 1, hash: hash), deed: deed))
  }

  private func deeds(after number: UInt64) throws(QueueError) -> [StoredDeed] {
    noted.filter { $0.mark.number > number }
  }

  private func lastNote() throws(QueueError) -> FlushNote? { notes.last }
}

extension MemoryQueue {
  private func empty(_ shift: ShiftID, _ at: Moment) throws(QueueError) -> Int {
    guard let index = index(of: shift), records[index].stored.state != .open,
      records[index].delivery.acknowledged == records[index].stored.lastSequence
    else { return 0 }
    var count = 0
    for (place, entry) in records[index].entries.enumerated()
    where entry.hasBody && entry.header.visit != nil {
      guard
        let emptied = try? SealedEntry(
          headerBytes: entry.headerBytes, tag: entry.tag, emptiedOf: entry.payloadHash,
          hash: entry.hash, signature: entry.signature)
      else { throw .damaged("entry \(entry.header.id.sequence)") }
      records[index].entries[place] = emptied
      count += 1
    }
    return count
  }
}
