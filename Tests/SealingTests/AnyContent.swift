import Intake
import Sealing
import TestWorld
import Testing

/// Contents and headers of any shape that the format has; every person in them is invented.
struct AnyContent {
  var chance: SeededGenerator

  init(_ chance: SeededGenerator) { self.chance = chance }

  private mutating func maybe<Value>(_ value: Value) -> Value? { chance.flag() ? value : nil }

  private mutating func some<Value>(_ values: [Value]) -> Value? {
    chance.flag() ? chance.pick(values) : nil
  }

  private mutating func text(_ length: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    return String((0..<length).map { _ in chance.pick(letters) })
  }

  private mutating func service() throws -> ServiceCode {
    try #require(ServiceCode(text(chance.number(1...32))))
  }

  private mutating func place() throws -> PlaceCode {
    try #require(PlaceCode(text(chance.number(1...32))))
  }

  private mutating func staff() throws -> StaffCode {
    try #require(StaffCode(text(chance.number(1...32))))
  }

  mutating func visit() throws -> Visit {
    let residences: [Residence] = [
      .home(try #require(RegionCode("3573051004"))), .elsewhere(nil),
      .elsewhere(RegionCode("3507")), .elsewhere(RegionCode("350724")),
    ]
    let names = [
      "SITI CONTOH", "O", "NI'MAH", "Ir. DAHLIA CONTOH, MM.", "ĐẶNG UJI", "陳例",
      String(repeating: "W", count: 60),
    ]
    let state = chance.pick(IKDState.allCases)
    let nik = try NIK.parse("357305\(chance.flag() ? 57 : 17)0890\(chance.number(9000...9999))")
      .get()
    let by = try staff()
    let place = try place()
    let phone = try Phone.parse("08123456\(chance.number(100...99_999))").get()
    let email = try Email.parse("x\(chance.number(1...99))@example.org").get()
    let captured = Moment(seconds: Int64(chance.number(1...2_000_000_000)))
    var visit = Visit(
      nik: maybe(nik), name: try PersonName.parse(chance.pick(names)).get(),
      birthDate: Day(number: chance.number(-40_000...20_781)), sex: chance.pick(Sex.allCases),
      married: chance.flag(), residence: chance.pick(residences),
      segment: chance.pick(Segment.allCases), institution: maybe(place),
      recorded: chance.flag(),
      ikd: IKDResult(
        state: state, evidence: some(IKDEvidence.allCases), reason: some(IKDReason.allCases)),
      requests: try (0..<chance.number(0...9)).map { _ in
        ServiceRequest(code: try service(), deferral: some(DeferralReason.allCases))
      },
      exemption: some(["A", "Z"].compactMap(ExemptionCode.init)),
      override: maybe(Override(by: by, reason: String(repeating: "é", count: 200))),
      contact: Contact(
        phone: maybe(phone),
        email: maybe(email)),
      capturedAt: maybe(captured),
      confirmed: Warning.allCases.filter { _ in chance.flag() })
    visit.follows = maybe(VisitID(high: chance.next() | 1, low: chance.next()))
    visit.amendmentReason = maybe("salah ketik, " + text(9))
    return visit
  }

  mutating func facts() throws -> VisitFacts {
    let place = try place()
    return VisitFacts(
      ticket: chance.number(1...99_999), minute: Int64(chance.number(-999...40_000_000)),
      gate: chance.pick(GateState.allCases),
      lines: try (0..<chance.number(0...9)).map { _ in
        let outcome = chance.pick(Outcome.allCases)
        return ServiceLine(
          code: try service(), gate: chance.pick(GateState.allCases), outcome: outcome,
          deferral: outcome == .deferred ? chance.pick(DeferralReason.allCases) : nil)
      },
      ikd: chance.pick(IKDStanding.allCases), ikdReason: some(IKDReason.allCases),
      isResident: chance.flag(), segment: chance.pick(Segment.allCases),
      institution: maybe(place))
  }

  mutating func header() throws -> EntryHeader {
    let kind = chance.pick(EntryKind.allCases)
    let isOfVisit = kind == .visit || kind == .void
    let sequence = UInt64(chance.number(2...1_000_000))
    return EntryHeader(
      booth: BoothID(high: chance.next(), low: chance.next()),
      id: EntryID(shift: ShiftID(high: chance.next(), low: chance.next()), sequence: sequence),
      kind: kind, mode: chance.pick(Mode.allCases),
      supersedes: kind == .void || kind == .visit && chance.flag() ? sequence - 1 : nil,
      visit: isOfVisit ? VisitID(high: chance.next() | 1, low: chance.next()) : nil,
      staff: try staff(), writtenMinute: Int64(chance.number(-999...40_000_000)),
      facts: kind == .visit ? try facts() : nil)
  }

  mutating func opening() throws -> Opening {
    Opening(
      number: chance.number(1...99_999), boothCode: try #require(BoothCode("ABC1234")),
      servicePoint: try place(),
      openedAt: Moment(seconds: Int64(chance.number(-9...2_000_000_000))),
      facts: OpeningFacts(
        recordingSets: chance.number(0...65_535), ikdTables: chance.number(0...65_535)),
      assignment: chance.bytes(32), previousHead: chance.bytes(32),
      wraps: (0..<chance.number(0...4)).map { _ in
        WrappedKey(
          recipient: chance.bytes(8), encapsulated: chance.bytes(chance.number(0...1200)),
          sealed: chance.bytes(chance.number(0...99)))
      })
  }

  mutating func closing() throws -> Closing {
    var tally = Tally()
    for _ in 0..<chance.number(0...9) {
      tally.add(try facts())
      tally.add(1, to: .people)
    }
    return Closing(
      closedAt: Moment(seconds: Int64(chance.number(0...2_000_000_000))),
      counters: Counter.allCases.reduce(into: [:]) {
        if chance.flag() { $0[$1] = chance.number(0...Counter.most) }
      },
      draftsDropped: chance.number(0...99), tally: tally, deeds: chance.flag() ? try log() : nil)
  }

  /// Well formed; whether its chain fits is another question.
  mutating func log() throws -> DeedLog {
    let older: [NotedDeed.Kind: Int] = NotedDeed.Kind.allCases.reduce(into: [:]) {
      if chance.oneIn(4) { $0[$1] = chance.number(0...999) }
    }
    return DeedLog(
      before: mark(), older: older, base: older.isEmpty ? nil : chance.bytes(32),
      deeds: try (0..<chance.number(0...9)).map { _ in try deed() }, after: mark())
  }

  private mutating func mark() -> DeedMark {
    DeedMark(number: UInt64(chance.number(0...Int(Int32.max))), hash: chance.bytes(32))
  }

  mutating func deed() throws -> NotedDeed {
    NotedDeed(
      chance.pick(NotedDeed.Kind.allCases),
      at: Moment(seconds: Int64(chance.number(0...2_000_000_000))),
      staff: chance.flag() ? try staff() : nil,
      shift: chance.flag() ? chance.number(1...99_999) : nil,
      ticket: chance.flag() ? chance.number(1...99_999) : nil, count: chance.number(0...99_999))
  }
}
