package import Intake
package import Ports
package import Sealing

/// A shift of a booth and its sealed entries; every person in it is invented.
///
/// Each call makes the next entry, chained onto the one before: what a test does not store leaves a
/// gap. The same seed gives the same entries.
package struct SampleShift {
  package let identity: BoothIdentity
  package let key: ShiftKey
  package let shift: Shift
  /// What the opening's hash goes on from.
  package let chainStart: [UInt8]
  /// The hash of the last entry made.
  package private(set) var head: [UInt8]
  package private(set) var lastSequence: UInt64 = 0
  package private(set) var lastTicket = 0
  /// Who writes the next entries.
  package var staff = SampleShift.staff
  private let previousHead: [UInt8]
  private var fold = TallyFold()
  private var chance: SeededGenerator

  /// `previousHead` is the head of the shift before; of the booth `seed` alone decides.
  package init(
    seed: UInt64, number: Int = 1, previousHead: [UInt8] = Chain.nothing, mode: Mode = .live
  ) {
    let identity = SampleShift.identity(seed: seed, mode: mode)
    var chance = SeededGenerator(seed: seed &+ UInt64(number) << 32)
    let id = ShiftID(high: chance.next(), low: chance.next())
    self.identity = identity
    key = ShiftKey(bytes: chance.bytes(32), shift: id)
    shift = Shift(
      id: id, number: number, booth: identity.code, mode: identity.mode,
      servicePoint: SampleShift.place("mpp"), openedAt: SampleShift.morning(number),
      openedBy: SampleShift.staff, facts: OpeningFacts(recordingSets: 2, ikdTables: 1))
    chainStart = Chain.start(booth: identity.booth, shift: id, previousHead: previousHead)
    head = chainStart
    self.previousHead = previousHead
    self.chance = chance
  }

  /// What the entries made so far add up to.
  package var tally: Tally { fold.tally }
}

extension SampleShift {
  package mutating func opening() -> SealedEntry {
    let wraps = identity.recipients.compactMap { recipient in
      key.wrapped(
        for: recipient, booth: identity.booth, shift: shift.id, assignment: identity.assignment)
    }
    let opening = Opening(
      number: shift.number, boothCode: shift.booth, servicePoint: shift.servicePoint,
      openedAt: shift.openedAt, facts: shift.facts, assignment: identity.assignment,
      previousHead: previousHead, wraps: wraps)
    return next(.opening(opening), kind: .opening)
  }

  /// A visit of someone new, or of the person whose `nik` it is; without one if `hasNIK` is false.
  package mutating func visit(nik: NIK? = nil, hasNIK: Bool = true) -> SealedEntry {
    lastTicket += 1
    let id = VisitID(
      milliseconds: UInt64(shift.openedAt.seconds) * 1000 + lastSequence,
      chance: (chance.next(), chance.next()))
    let person = nik ?? (hasNIK ? self.nik() : nil)
    return next(.visit(visit(of: person)), kind: .visit, visit: id, facts: facts(lastTicket))
  }

  /// A later revision of a visit, of the same ticket; nobody's NIK unless one is given.
  package mutating func amend(_ former: SealedEntry, nik: NIK? = nil) -> SealedEntry {
    var amended = visit(of: nik)
    amended.amendmentReason = "salah ketik"
    return next(
      .visit(amended), kind: .visit, visit: former.header.visit,
      supersedes: former.header.id.sequence, facts: facts(former.header.facts?.ticket ?? 0))
  }

  package mutating func void(_ former: SealedEntry) -> SealedEntry {
    next(
      .void(reason: "salah orang"), kind: .void, visit: former.header.visit,
      supersedes: former.header.id.sequence)
  }

  /// The closing entry and the shift's end that goes with it.
  package mutating func closing(_ state: ShiftState = .closed) -> (SealedEntry, ShiftEnd) {
    let closedAt = shift.openedAt.advanced(bySeconds: 6 * 3600)
    let counters: [Counter: Int] = [.formsHandedOut: 12, .absent: 3]
    let closing = Closing(closedAt: closedAt, counters: counters, draftsDropped: 0, tally: tally)
    let entry = next(.closing(closing), kind: state == .recovered ? .recovery : .closing)
    let signature = identity.signTally(tally, shift: shift.id, head: entry.hash)
    return (
      entry,
      ShiftEnd(state: state, closedAt: closedAt, counters: counters, tallySignature: signature)
    )
  }

  /// A NIK of nobody: the serials from 9000 on are far above any district's births of a day.
  package mutating func nik() -> NIK {
    let day = (chance.number(1...28) + (chance.flag() ? 40 : 0)).padded(to: 2)
    let month = chance.number(1...12).padded(to: 2)
    let year = chance.number(50...99)
    let text = "35730\(chance.number(1...5))\(day)\(month)\(year)\(chance.number(9000...9999))"
    guard case .success(let nik) = NIK.parse(text) else { preconditionFailure("an invented NIK") }
    return nik
  }

  private mutating func next(
    _ content: EntryContent, kind: EntryKind, visit: VisitID? = nil, supersedes: UInt64? = nil,
    facts: VisitFacts? = nil
  ) -> SealedEntry {
    lastSequence += 1
    let header = EntryHeader(
      booth: identity.booth, id: EntryID(shift: shift.id, sequence: lastSequence), kind: kind,
      mode: identity.mode, supersedes: supersedes, visit: visit, staff: staff,
      writtenMinute: shift.openedAt.minute + Int64(lastSequence), facts: facts)
    let entry = identity.seal(
      content, header: header, key: key, previous: head, nonce: chance.bytes(12))
    head = entry.hash
    fold.add(header, tag: entry.tag.isEmpty ? nil : entry.tag)
    return entry
  }
}

extension SampleShift {
  package static let staff = known(StaffCode("rini"))

  /// A booth whose recipients' private keys nobody has.
  package static func identity(seed: UInt64, mode: Mode = .live) -> BoothIdentity {
    var chance = SeededGenerator(seed: seed)
    let recipients = [chance.bytes(32), chance.bytes(32)].compactMap(Recipient.init(publicKey:))
    return known(
      BoothIdentity(
        booth: BoothID(high: chance.next(), low: chance.next()), code: known(BoothCode("L01")),
        mode: mode, signingSeed: chance.bytes(32), recipients: recipients,
        assignment: Chain.nothing))
  }

  private static func place(_ code: String) -> PlaceCode { known(PlaceCode(code)) }

  /// 08.00 WIB on the n-th day from 24 November 2026 on.
  private static func morning(_ number: Int) -> Moment {
    let first = known(Day(year: 2026, month: 11, day: 24))
    return Moment(startOf: Day(number: first.number + number - 1)).advanced(bySeconds: 8 * 3600)
  }

  private static func known<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("a sample that is none") }
    return value
  }

  private mutating func visit(of nik: NIK?) -> Visit {
    let names = ["SARI CONTOH", "BUDI PERCOBAAN", "SITI LATIHAN", "D'ARTA UJI", "WATI SAMPEL"]
    guard case .success(let name) = PersonName.parse(chance.pick(names))
    else { preconditionFailure("a sample that is none") }
    return Visit(
      nik: nik, name: name, birthDate: SampleShift.known(Day(year: 1990, month: 8, day: 17)),
      sex: chance.flag() ? .female : .male, married: false,
      residence: .home(SampleShift.known(RegionCode("3573051001"))), segment: .public,
      institution: nil, recorded: true, ikd: IKDResult(state: .active),
      requests: [ServiceRequest(code: SampleShift.known(ServiceCode("cetak")))])
  }

  private mutating func facts(_ ticket: Int) -> VisitFacts {
    let isServed = !chance.oneIn(4)
    let line = ServiceLine(
      code: SampleShift.known(ServiceCode(chance.pick(["cetak", "kk", "pindah-masuk"]))),
      gate: .open, outcome: isServed ? .served : .deferred,
      deferral: isServed ? nil : chance.pick([.blanksOut, .serverDown, .atOffice]))
    return VisitFacts(
      ticket: ticket, minute: shift.openedAt.minute + Int64(ticket), gate: .open, lines: [line],
      ikd: chance.pick([.activated, .alreadyActive, .notYetDue]), ikdReason: nil,
      isResident: !chance.oneIn(5), segment: .public, institution: nil)
  }
}

/// An assignment nobody signed: the store keeps it and asks no questions.
package func assignment(of booth: BoothID, code: String) -> Assignment {
  let recipients = SampleShift.identity(seed: booth.low).recipients
  guard let code = BoothCode(code) else { preconditionFailure("a code that is none") }
  let key = [UInt8](repeating: UInt8(truncatingIfNeeded: booth.low), count: 32)
  return Assignment(
    booth: booth, code: code, boothKey: key, validFrom: Moment(seconds: 1_795_000_000),
    validTo: Moment(seconds: 1_799_000_000), office: recipients[0], escrow: recipients[1],
    receiptKey: key, rootKey: key)
}
