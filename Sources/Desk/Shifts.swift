import Gate
import IntakeForm
import Paper
import Wording
package import Intake
package import Ports
import Sealing

/// Opens, resumes, closes and recovers shifts.
package struct Shifts {
  let world: World

  package init(_ world: World) { self.world = world }

  /// The shortest passphrase that is taken, in characters.
  package static let passphraseMin = 8

  /// What an opening needs to know.
  package struct Plan: Hashable, Sendable {
    package let point: PlaceCode
    package let staff: StaffCode
    package let facts: OpeningFacts

    package init(point: PlaceCode, staff: StaffCode, facts: OpeningFacts) {
      self.point = point
      self.staff = staff
      self.facts = facts
    }
  }

  /// The booth's last shift, open or not.
  package func latest() throws(DeskError) -> StoredShift? {
    let queue = world.queue
    return try queued { () throws(QueueError) in try queue.latestShift() }
  }
}

extension Shifts {
  /// The plan that typed codes mean.
  package func plan(
    point: String, staff: String, facts: OpeningFacts
  ) throws(DeskError) -> Plan {
    guard let code = PlaceCode(point), world.setting.point(code) != nil
    else { throw .unknownPoint(point) }
    return Plan(point: code, staff: try self.staff(staff), facts: facts)
  }

  private func isCoordinator(_ staff: StaffCode) -> Bool {
    world.setting.staff.contains { $0.code == staff && $0.role == .coordinator }
  }

  /// Someone on duty, by code.
  package func staff(_ text: String) throws(DeskError) -> StaffCode {
    guard let person = world.setting.staff.first(where: { $0.code.text == text })
    else { throw .unknownStaff(text) }
    return person.code
  }

  /// Counted figures as `name=number`, each at most once.
  package func counters(_ texts: [String]) throws(DeskError) -> [Counter: Int] {
    var counters: [Counter: Int] = [:]
    for text in texts {
      let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard let counter = Counter.byHand.first(where: { $0.rawValue == parts[0] })
      else { throw .counter(text, .unknownName) }
      guard parts.count == 2, !parts[1].isEmpty, parts[1].allSatisfy(\.isASCIIDigit)
      else { throw .counter(text, .notANumber) }
      guard let count = Int(parts[1]), count <= Counter.most
      else { throw .counter(text, .tooLarge) }
      guard counters[counter] == nil else { throw .counter(text, .twice) }
      counters[counter] = count
    }
    return counters
  }

  /// Opens a shift: draws its key, wraps it for the office and the escrow, and only then stores
  /// the opening. A locked copy goes to volatile memory, so that a crash can resume; where nothing
  /// goes in there, the shift lives in this program alone, unless it `mustResume`. No shift opens
  /// on a disk where it could not be closed.
  package func open(
    _ plan: Plan, passphrase: String, mustResume: Bool = false
  ) throws(DeskError) -> OpenShift {
    guard passphrase.count >= Shifts.passphraseMin
    else { throw .passphraseTooShort(min: Shifts.passphraseMin) }
    let last = try latest()
    if let last, last.state == .open { throw .shiftOpenAlready(number: last.shift.number) }
    guard world.reserve.keep() else { throw .queue(.diskFull) }
    let shift = try newShift(plan, after: last)
    let key = ShiftKey(bytes: world.entropy.bytes(32), shift: shift.id)
    let previous = last?.head ?? Chain.nothing
    let start = Chain.start(
      booth: world.identity.booth, shift: shift.id, previousHead: previous)
    let opening = try opening(shift, key: key, previousHead: previous)
    let entry = world.identity.seal(
      .opening(opening), header: try header(.opening, shift, sequence: 1, staff: plan.staff),
      key: nil, previous: start, nonce: [])
    let notKept = try keep(key, of: shift, passphrase: passphrase)
    if mustResume, let notKept { throw .volatile(notKept) }
    let queue = world.queue
    try queued { () throws(QueueError) in try queue.open(shift, entry, start) }
    guard let stored = try latest(), stored.shift == shift, stored.head == entry.hash
    else { throw .queue(.damaged("the opening does not read back")) }
    return OpenShift(
      world: world, stored: stored, key: key, staff: plan.staff, notKept: notKept)
  }

  private func newShift(_ plan: Plan, after last: StoredShift?) throws(DeskError) -> Shift {
    Shift(
      id: world.entropy.identity(), number: (last?.shift.number ?? 0) + 1,
      booth: world.identity.code, mode: world.identity.mode, servicePoint: plan.point,
      openedAt: try world.now(), openedBy: plan.staff, facts: plan.facts)
  }

  private func opening(
    _ shift: Shift, key: ShiftKey, previousHead: [UInt8]
  ) throws(DeskError) -> Opening {
    let identity = world.identity
    let wraps = identity.recipients.compactMap {
      key.wrapped(
        for: $0, booth: identity.booth, shift: shift.id, assignment: identity.assignment)
    }
    guard wraps.count >= 2, wraps.count == identity.recipients.count else { throw .keyNotMade }
    return Opening(
      number: shift.number, boothCode: shift.booth, servicePoint: shift.servicePoint,
      openedAt: shift.openedAt, facts: shift.facts, assignment: identity.assignment,
      previousHead: previousHead, wraps: wraps)
  }

  private func header(
    _ kind: EntryKind, _ shift: Shift, sequence: UInt64, staff: StaffCode
  ) throws(DeskError) -> EntryHeader {
    EntryHeader(
      booth: world.identity.booth, id: EntryID(shift: shift.id, sequence: sequence), kind: kind,
      mode: shift.mode, staff: staff, writtenMinute: try world.now().minute)
  }

  /// Why the locked copy is nowhere; nil: it is kept.
  private func keep(
    _ key: ShiftKey, of shift: Shift, passphrase: String
  ) throws(DeskError) -> VolatileError? {
    do { _ = try world.volatile.names() } catch { return error }
    guard
      let locked = LockedKey.lock(
        key, passphrase: passphrase, shift: shift.id,
        chance: world.entropy.bytes(LockedKey.chanceCount))
    else { throw .keyNotMade }
    do { try world.volatile.save(Shifts.keyName(shift.id), locked) } catch { return error }
    return nil
  }

  private static func keyName(_ shift: ShiftID) -> String { "\(shift).key" }
}

extension Shifts {
  /// Takes away what a closing that was cut off left in volatile memory: keys and drafts of shifts
  /// that have ended. Every start of a program that stores does so first.
  ///
  /// What belongs to no shift of this queue stays: the queue may be an older one, put back in the
  /// place of the one that knows that shift.
  package func sweep() throws(DeskError) {
    let names = (try? world.volatile.names()) ?? []
    if names.isEmpty { return }
    // Where an older shift's row is damaged, the latest is what counts.
    let latest = try latest()
    let known = (try? world.queue.shifts()) ?? [latest].compactMap { $0 }
    let ended = known.filter { $0.state != .open }.map(\.shift.id.description)
    for name in names where ended.contains(where: name.hasPrefix) {
      try? world.volatile.remove(name)
    }
  }

  /// Takes away everything, for a practice that begins anew.
  package func sweepAll() {
    for name in (try? world.volatile.names()) ?? [] { try? world.volatile.remove(name) }
  }

  /// Whether an open shift can still be written: its key waits in volatile memory.
  package func canResume(_ shift: Shift) -> Bool { lockedKey(shift) != nil }

  /// Bytes that memory has garbled open to no passphrase: as if they were gone.
  private func lockedKey(_ shift: Shift) -> [UInt8]? {
    let locked = (try? world.volatile.load(Shifts.keyName(shift.id))) ?? nil
    return locked.flatMap { LockedKey.isWhole($0) ? $0 : nil }
  }

  /// Whether there is a key that closing this shift destroys.
  package func holdsKey(_ shift: Shift) -> Bool {
    names(of: shift)?.contains(Shifts.keyName(shift.id)) ?? true
  }

  /// After a closing: throws unless nothing of the shift is left in volatile memory, tried twice.
  package func checkWiped(_ shift: Shift) throws(DeskError) {
    if names(of: shift) != [] { try sweep() }
    guard names(of: shift) == [] else { throw .notWiped }
  }

  /// Nil: nobody knows.
  private func names(of shift: Shift) -> [String]? {
    (try? world.volatile.names())?.filter { $0.hasPrefix(shift.id.description) }
  }

  /// Takes the open shift up again after the program ended.
  package func resume(passphrase: String) throws(DeskError) -> OpenShift {
    guard let stored = try latest(), stored.state == .open else { throw .noShiftOpen }
    guard let locked = lockedKey(stored.shift) else { throw .keyGone(number: stored.shift.number) }
    let key: ShiftKey?
    do {
      key = try LockedKey.unlock(locked, passphrase: passphrase, shift: stored.shift.id)
    } catch { throw .keyNotMade }
    guard let key else { throw .wrongPassphrase }
    _ = world.reserve.keep()
    return OpenShift(world: world, stored: stored, key: key, staff: stored.shift.openedBy)
  }

  /// Takes the open shift up by its passphrase or by the PIN of somebody on duty.
  func unlock(_ secret: String, as staff: StaffCode) throws(DeskError) -> OpenShift {
    guard let stored = try latest(), stored.state == .open else { throw .noShiftOpen }
    let pins = Pins(world: world, shift: stored.shift.id)
    let counter: OpenShift
    if Pins.isPIN(secret), pins.has(staff) {
      let key = try pins.open(secret, of: staff)
      counter = OpenShift(world: world, stored: stored, key: key, staff: staff)
    } else {
      counter = try resume(passphrase: secret)
      // The passphrase makes nobody a coordinator.
      if isCoordinator(staff) { return counter }
    }
    counter.staff = staff
    return counter
  }

  /// Closes the open shift for good: final tally, signed; then its key is gone from this laptop.
  ///
  /// Needs no key: a closing holds nothing personal.
  package func close(
    counters: [Counter: Int], staff: StaffCode? = nil, dropDrafts: Bool
  ) throws(DeskError) -> StoredShift {
    guard let stored = try latest(), stored.state == .open else { throw .noShiftOpen }
    let drafts = DraftShelf(world: world, shift: stored.shift.id).names().count
    if drafts > 0, !dropDrafts { throw .draftsWaiting(drafts) }
    return try end(
      stored, .closing, .closed, counters: counters, staff: staff ?? stored.shift.openedBy,
      drafts: drafts)
  }

  /// Closes a shift whose key a power cut took.
  package func recover(_ stored: StoredShift) throws(DeskError) -> StoredShift {
    try end(
      stored, .recovery, .recovered, counters: [:], staff: stored.shift.openedBy, drafts: 0)
  }

  private func end(
    _ stored: StoredShift, _ kind: EntryKind, _ state: ShiftState, counters: [Counter: Int],
    staff: StaffCode, drafts: Int
  ) throws(DeskError) -> StoredShift {
    let closing = Closing(
      closedAt: try world.now(), counters: counters, draftsDropped: drafts,
      tally: stored.tally, deeds: DeedBook(world).log(closing: stored))
    let entry = world.identity.seal(
      .closing(closing),
      header: try header(kind, stored.shift, sequence: stored.lastSequence + 1, staff: staff),
      key: nil, previous: stored.head, nonce: [])
    let end = ShiftEnd(
      state: state, closedAt: closing.closedAt, counters: counters,
      tallySignature: world.identity.signTally(
        stored.tally, shift: stored.shift.id, head: entry.hash))
    try store(entry, end)
    try sweep()
    guard let closed = try latest(), closed.end == end, closed.head == entry.hash
    else { throw .queue(.damaged("the closing does not read back")) }
    return closed
  }

  /// On a full disk with what was kept for this moment.
  private func store(_ entry: SealedEntry, _ end: ShiftEnd) throws(DeskError) {
    let queue = world.queue
    do { try queue.close(entry, end) } catch .diskFull {
      world.reserve.release()
      try queued { () throws(QueueError) in try queue.close(entry, end) }
    } catch { throw .queue(error) }
  }
}
