import IntakeForm
import Paper
import Wording
package import Gate
package import Intake
import Ports
package import Sealing

/// The open shift in hand: its key, the end of its chain, its running tally.
///
/// The only writer of the shift. What a call returns is stored and durable; after `.unconfirmed`
/// the entry is kept, and the next call stores that very entry first.
package final class OpenShift {
  package let world: World
  package let shift: Shift
  /// Who is on duty: stands in every entry.
  package var staff: StaffCode
  package private(set) var tally: Tally
  package private(set) var head: [UInt8]
  package private(set) var lastSequence: UInt64
  package private(set) var lastTicket: Int
  let key: ShiftKey
  /// Why its key is in this program alone, so that nothing could take the shift up again; nil: it
  /// was kept.
  let notKept: VolatileError?
  private var unconfirmed: Prepared?

  init(
    world: World, stored: StoredShift, key: ShiftKey, staff: StaffCode,
    notKept: VolatileError? = nil
  ) {
    self.notKept = notKept
    self.world = world
    self.key = key
    self.staff = staff
    shift = stored.shift
    tally = stored.tally
    head = stored.head
    lastSequence = stored.lastSequence
    lastTicket = stored.lastTicket
  }

  /// Seconds without a key until the kiosk locks; nil: it does not, or could not be unlocked.
  private(set) lazy var idleSeconds: Int? =
    world.setting.idleSeconds > 0 && Shifts(world).canResume(shift)
    ? world.setting.idleSeconds : nil

  /// An entry ready to be stored, with what holds once it is.
  private struct Prepared {
    let entry: SealedEntry
    let tally: Tally
    let receipt: Receipt
  }

  /// What the screen may acknowledge, and nothing before it.
  package struct Receipt: Hashable, Sendable {
    package let visit: VisitID
    package let ticket: String
    /// Nil for a void.
    package let decision: Decision?
    /// The ticket of the person's earlier visit that ended undone.
    package var follows: String?
  }
}

extension OpenShift {
  /// Decides, seals, chains, signs and stores a new visit.
  package func register(_ visit: Visit, id: VisitID) throws(DeskError) -> Receipt {
    try settle()
    let decision = world.setting.policy.decide(visit, today: shift.day)
    let ticket = lastTicket + 1
    let facts = facts(visit, decision, ticket: ticket, minute: try arrival(visit))
    let header = try header(.visit, visit: id, facts: facts)
    let tag = visit.nik.map(key.tag) ?? []
    let undone = try undone(tag, before: ticket)
    var linked = visit
    linked.follows = undone?.header.visit
    var tally = tally
    tally.add(facts)
    if try isFirst(tag, besides: id) { tally.add(1, to: .people) }
    return try store(
      .visit(linked), header, tally,
      Receipt(
        visit: id, ticket: shift.ticket(ticket), decision: decision,
        follows: undone?.header.facts.map { shift.ticket($0.ticket) }))
  }

  /// What was due for a visit that is stored already.
  func receipt(of entry: SealedEntry, _ visit: Visit) throws(DeskError) -> Receipt? {
    guard let id = entry.header.visit, let facts = entry.header.facts else { return nil }
    return Receipt(
      visit: id, ticket: shift.ticket(facts.ticket),
      decision: world.setting.policy.decide(visit, today: shift.day),
      follows: try undone(entry.tag, before: facts.ticket)?.header.facts
        .map { shift.ticket($0.ticket) })
  }

  /// Stores a corrected visit as a new revision, with the reason; ticket, hour and what it follows
  /// stay.
  package func amend(
    _ former: SealedEntry, to visit: Visit, reason: String
  ) throws(DeskError) -> Receipt {
    try settle()
    guard let id = former.header.visit, let old = former.header.facts
    else { throw .noSuchTicket }
    let decision = world.setting.policy.decide(visit, today: shift.day)
    let facts = facts(visit, decision, ticket: old.ticket, minute: old.minute)
    let header = try header(.visit, visit: id, supersedes: former.header.id.sequence, facts: facts)
    let tag = visit.nik.map(key.tag) ?? []
    var linked = visit
    linked.amendmentReason = reason
    linked.follows = try link(of: former, amendedTo: visit, tag)
    var tally = tally
    tally.remove(old)
    if try isFirst(former.tag, besides: id) { tally.add(-1, to: .people) }
    tally.add(facts)
    if try isFirst(tag, besides: id) { tally.add(1, to: .people) }
    return try store(
      .visit(linked), header, tally,
      Receipt(visit: id, ticket: shift.ticket(old.ticket), decision: decision))
  }

  /// What an amended visit follows: what it followed, unless the NIK by which that was found was
  /// another person's.
  private func link(
    of former: SealedEntry, amendedTo visit: Visit, _ tag: [UInt8]
  ) throws(DeskError) -> VisitID? {
    let ticket = former.header.facts?.ticket ?? 0
    let undone = { () throws(DeskError) in try self.undone(tag, before: ticket)?.header.visit }
    guard let id = try open(former).follows else { return try undone() }
    guard tag != former.tag,
      let earlier = try standing(former.tag).last(where: { $0.header.visit == id })
    else { return id }
    let person = try open(earlier)
    let isSame =
      person.birthDate == visit.birthDate && person.name.spellingKey == visit.name.spellingKey
    return isSame ? id : try undone()
  }

  /// Takes a visit back, with the reason.
  package func void(_ former: SealedEntry, reason: String) throws(DeskError) -> Receipt {
    try settle()
    guard let id = former.header.visit, let old = former.header.facts
    else { throw .noSuchTicket }
    let header = try header(.void, visit: id, supersedes: former.header.id.sequence, facts: nil)
    var tally = tally
    tally.remove(old)
    if try isFirst(former.tag, besides: id) { tally.add(-1, to: .people) }
    tally.add(1, to: .voided)
    return try store(
      .void(reason: reason), header, tally,
      Receipt(visit: id, ticket: shift.ticket(old.ticket), decision: nil))
  }

  /// Stores the entry that the disk did not confirm before, if there is one.
  package func settle() throws(DeskError) {
    guard let unconfirmed else { return }
    try commit(unconfirmed)
  }

  /// The receipt of an entry that was not confirmed, once it is stored after all.
  package func retry() throws(DeskError) -> Receipt? {
    guard let unconfirmed else { return nil }
    try commit(unconfirmed)
    return unconfirmed.receipt
  }

  private func store(
    _ content: EntryContent, _ header: EntryHeader, _ tally: Tally, _ receipt: Receipt
  ) throws(DeskError) -> Receipt {
    let entry = world.identity.seal(
      content, header: header, key: key, previous: head, nonce: world.entropy.bytes(12))
    try commit(Prepared(entry: entry, tally: tally, receipt: receipt))
    return receipt
  }

  private func commit(_ prepared: Prepared) throws(DeskError) {
    do {
      try world.queue.append(prepared.entry, prepared.tally)
    } catch {
      unconfirmed = error == .unconfirmed ? prepared : nil
      throw .queue(error)
    }
    unconfirmed = nil
    tally = prepared.tally
    head = prepared.entry.hash
    lastSequence = prepared.entry.header.id.sequence
    lastTicket = max(lastTicket, prepared.entry.header.facts?.ticket ?? 0)
    DraftShelf(world: world, shift: shift.id).drop(prepared.receipt.visit)
  }
}

extension OpenShift {
  private func header(
    _ kind: EntryKind, visit: VisitID, supersedes: UInt64? = nil, facts: VisitFacts?
  ) throws(DeskError) -> EntryHeader {
    EntryHeader(
      booth: world.identity.booth, id: EntryID(shift: shift.id, sequence: lastSequence + 1),
      kind: kind, mode: shift.mode, supersedes: supersedes, visit: visit, staff: staff,
      writtenMinute: try world.now().minute, facts: facts)
  }

  private func facts(
    _ visit: Visit, _ decision: Decision, ticket: Int, minute: Int64
  ) -> VisitFacts {
    VisitFacts(
      ticket: ticket, minute: minute, gate: decision.gate, lines: decision.lines,
      ikd: decision.ikd, ikdReason: visit.ikd.reason, isResident: visit.residence.isResident,
      segment: visit.segment, institution: visit.institution)
  }

  /// A paper form counts in the hour in which it was filled in.
  private func arrival(_ visit: Visit) throws(DeskError) -> Int64 {
    if let captured = visit.capturedAt { return captured.minute }
    return try world.now().minute
  }

  /// Whether no other visit that stands has this tag; people without a NIK are always first.
  private func isFirst(_ tag: [UInt8], besides visit: VisitID) throws(DeskError) -> Bool {
    try standing(tag).allSatisfy { $0.header.visit == visit }
  }

  /// The last visit under this tag before a ticket, if not all of it was done.
  private func undone(_ tag: [UInt8], before ticket: Int) throws(DeskError) -> SealedEntry? {
    let former = try standing(tag).last { $0.header.facts.map { $0.ticket < ticket } ?? false }
    return former.flatMap { $0.header.facts?.isDone == false ? $0 : nil }
  }

  private func standing(_ tag: [UInt8]) throws(DeskError) -> [SealedEntry] {
    if tag.isEmpty { return [] }
    let queue = world.queue
    let id = shift.id
    return try queued { () throws(QueueError) in try queue.tagged(id, tag) }
      .filter { $0.header.kind == .visit && $0.tag == tag }
  }
}

extension OpenShift {
  /// The visits of this shift that stand under a NIK, oldest first.
  package func visits(of nik: NIK) throws(DeskError) -> [SealedEntry] {
    try standing(key.tag(of: nik))
  }

  /// The latest revision behind a ticket of this shift.
  package func visit(ticket: Int) throws(DeskError) -> SealedEntry {
    let queue = world.queue
    let id = shift.id
    let entry = try queued { () throws(QueueError) in try queue.ticket(id, ticket) }
    guard let entry else { throw .noSuchTicket }
    guard entry.header.kind == .visit else {
      throw .voidedAlready(
        ticket: shift.ticket(ticket), at: Moment(minute: entry.header.writtenMinute))
    }
    return entry
  }

  /// Every visit that stands, opened, in the order of their last revisions.
  func visits() throws(DeskError) -> [Visit] {
    let queue = world.queue
    let id = shift.id
    let range = 1...lastSequence
    let entries = try queued { () throws(QueueError) in try queue.entries(id, range) }
    let superseded = Set(entries.compactMap(\.header.supersedes))
    return zip(entries, entries.dropFirst()).compactMap { previous, entry in
      guard entry.header.kind == .visit, !superseded.contains(entry.header.id.sequence),
        case .visit(let visit)? = try? entry.content(key: key, previous: previous.hash)
      else { return nil }
      return visit
    }
  }

  /// The entry with this sequence.
  func entry(_ sequence: UInt64) throws(DeskError) -> SealedEntry? {
    let queue = world.queue
    let id = shift.id
    return try queued { () throws(QueueError) in try queue.entries(id, sequence...sequence) }
      .first
  }

  /// Drops the draft of a visit that was stored just before the program was cut off; its ticket.
  ///
  /// Only the last entry can have left its draft behind: the draft goes right after the commit. A
  /// draft that corrects that very entry is younger than it and stays.
  func dropStoredDraft(_ context: FormContext) throws(DeskError) -> String? {
    let shelf = DraftShelf(world: world, shift: shift.id)
    guard let header = try entry(lastSequence)?.header, let facts = header.facts,
      let held = shelf.held(key: key, opener: shift.openedBy, context)
        .first(where: { $0.slot.visit == header.visit }),
      held.slot.amends != header.id.sequence
    else { return nil }
    shelf.drop(held.slot.visit)
    return shift.ticket(facts.ticket)
  }

  /// Opens a visit of this shift.
  package func open(_ entry: SealedEntry) throws(DeskError) -> Visit {
    let id = entry.header.id
    guard let previous = try self.entry(max(id.sequence, 2) - 1),
      case .visit(let visit)? = try? entry.content(key: key, previous: previous.hash)
    else { throw .queue(.damaged("entry \(id.sequence)")) }
    return visit
  }
}
