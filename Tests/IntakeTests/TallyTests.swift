import Intake
import TestWorld
import Testing

@Suite struct TallyTests {
  @Test func `a recount equals what was added and taken away, whatever happened`() throws {
    try Seed.forAll(200) { chance, note in
      var day = RandomDay(chance: chance)
      var fold = TallyFold()
      for _ in 0..<chance.number(0...60) {
        day.step()
        fold = TallyFold()
        for entry in day.entries { fold.add(entry.header, tag: entry.tag) }
      }
      try #require(fold.tally == day.running, note)
      try check(fold.tally, note)
      try #require(fold.tally[.people] == day.people, note)
      try #require(fold.tally[.visits] == day.live.count, note)
      try #require(fold.tally.captured == day.visits, note)
    }
  }

  private func check(_ tally: Tally, _ note: Comment) throws {
    for service in tally.services {
      let inside = tally[.service(service, .resident)] + tally[.service(service, .outsider)]
      let became =
        tally[.service(service, .served)] + tally[.service(service, .deferred)]
        + tally[.service(service, .refused)]
      try #require(inside == became, note)
      try #require(tally.total(of: service) == inside, note)
    }
    try #require(tally.services.reduce(0) { $0 + tally.total(of: $1) } == tally[.lines], note)
    try #require(tally[.people] <= tally[.visits], note)
    try #require(sum(tally, GateState.allCases.map(TallyKey.gate)) == tally[.visits], note)
    try #require(sum(tally, IKDStanding.allCases.map(TallyKey.ikd)) == tally[.visits], note)
    try #require(sum(tally, Segment.allCases.map(TallyKey.segment)) == tally[.visits], note)
    try #require(sum(tally, (0..<24).map(TallyKey.hour)) == tally[.visits], note)
    try #require(tally[.countsToTarget] <= tally[.ikd(.activated)], note)
    try #require(tally.counts.values.allSatisfy { $0 > 0 }, note)
    try #require(Tally(statement: tally.statement) == tally, note)
  }

  private func sum(_ tally: Tally, _ keys: [TallyKey]) -> Int {
    keys.reduce(0) { $0 + tally[$1] }
  }

  @Test func `taking away what was added leaves nothing`() throws {
    try Seed.forAll(50) { chance, note in
      var day = RandomDay(chance: chance)
      var tally = Tally()
      let visits = (0..<30).map { _ in day.facts() }
      visits.forEach { tally.add($0) }
      visits.reversed().forEach { tally.remove($0) }
      try #require(tally == Tally(), note)
      try #require(tally.statement.isEmpty, note)
    }
  }

  @Test(arguments: [
    "people=1", "people=0\n", "people=01\n", "people=+1\n", "people=1\n\n", "\n", "persons=1\n",
    "visits=1\npeople=1\n", "people=1\npeople=1\n", "people=1=2\n", "people\n", "=1\n",
    "hour/24=1\n", "hour/9=1\n", "hour/-1=1\n", "service/Cetak/served=1\n",
    "service/cetak/printed=1\n", "gate/ajar=1\n", "gate=1\n", "people=1\r\n", " people=1\n",
    "people=99999999999999999999\n", "people/x=1\n", "service/cetak/served/x=1\n",
  ])
  func `a statement that is not as it would be written is none`(text: String) {
    #expect(Tally(statement: text) == nil)
  }

  @Test func `every figure has a name of its own that reads back`() throws {
    let code = try #require(ServiceCode("pindah-masuk"))
    let place = try #require(PlaceCode("sman-99"))
    let columns: [TallyKey] = TallyKey.Column.allCases.map { .service(code, $0) }
    let states: [TallyKey] = GateState.allCases.map(TallyKey.gate)
    let reasons: [TallyKey] =
      IKDReason.allCases.map(TallyKey.ikdReason) + DeferralReason.allCases.map(TallyKey.deferral)
    let others: [TallyKey] =
      IKDStanding.allCases.map(TallyKey.ikd) + Segment.allCases.map(TallyKey.segment)
      + (0..<24).map(TallyKey.hour)
    let plain: [TallyKey] = [.people, .visits, .voided, .lines, .countsToTarget]
    let keys = columns + states + reasons + others + plain + [.agency(place), .school(place)]
    #expect(Set(keys.map(\.text)).count == keys.count)
    for key in keys { #expect(TallyKey(text: key.text) == key) }
  }

  @Test func `outsiders and reactivations do not count to the target`() {
    for standing in IKDStanding.allCases {
      for isResident in [true, false] {
        var tally = Tally()
        tally.add(
          VisitFacts(
            ticket: 1, minute: 0, gate: .open, lines: [], ikd: standing, ikdReason: nil,
            isResident: isResident, segment: .public, institution: nil))
        #expect(tally[.countsToTarget] == (standing == .activated && isResident ? 1 : 0))
      }
    }
  }

  @Test func `the parts of custody always sum up to what was captured`() throws {
    try Seed.forAll(200) { chance, note in
      let custodies = (0..<2).map { _ in
        Custody(
          acknowledged: chance.number(0...99), pending: chance.number(0...99),
          inDoubt: chance.number(0...99), quarantined: chance.number(0...99),
          voided: chance.number(0...99))
      }
      let sum = custodies[0] + custodies[1]
      try #require(sum.captured == custodies[0].captured + custodies[1].captured, note)
      let parts =
        sum.acknowledged + sum.pending + sum.inDoubt + sum.quarantined + sum.voided
      try #require(sum.captured == parts, note)
      try #require(custodies[0] + .none == custodies[0], note)
    }
  }
}

/// A day at a counter: new visits, amendments and voids at random, and the figures by hand.
private struct RandomDay {
  typealias Record = (header: EntryHeader, tag: [UInt8]?)

  var chance: SeededGenerator
  private(set) var entries: [Record] = []
  private(set) var running = Tally()
  private(set) var live: [VisitID: (facts: VisitFacts, tag: [UInt8]?, sequence: UInt64)] = [:]
  private(set) var visits = 0

  init(chance: SeededGenerator) { self.chance = chance }

  /// How many different persons have a visit that stands.
  var people: Int {
    let tags = live.values.compactMap(\.tag)
    return Set(tags).count + (live.count - tags.count)
  }

  mutating func step() {
    let former = live.keys.sorted()
    if former.isEmpty || chance.flag() {
      visits += 1
      write(VisitID(high: 1, low: UInt64(visits)), .visit, supersedes: nil)
    } else {
      let visit = chance.pick(former)
      write(visit, chance.flag() ? .visit : .void, supersedes: live[visit]?.sequence)
    }
  }

  private mutating func write(_ visit: VisitID, _ kind: EntryKind, supersedes: UInt64?) {
    let before = people
    if let former = live.removeValue(forKey: visit) { running.remove(former.facts) }
    let facts = kind == .visit ? facts() : nil
    let tag: [UInt8]? =
      kind == .visit && !chance.oneIn(4)
      ? [UInt8](repeating: UInt8(chance.number(1...9)), count: 16)
      : nil
    let sequence = UInt64(entries.count + 1)
    if let facts {
      live[visit] = (facts, tag, sequence)
      running.add(facts)
    } else {
      running.add(1, to: .voided)
    }
    running.add(people - before, to: .people)
    guard let staff = StaffCode("sari") else { return }
    let id = EntryID(shift: ShiftID(high: 7, low: 7), sequence: sequence)
    entries.append(
      (
        EntryHeader(
          booth: BoothID(high: 1, low: 1), id: id, kind: kind, mode: .training,
          supersedes: supersedes, visit: visit, staff: staff, writtenMinute: 0, facts: facts), tag
      ))
  }

  mutating func facts() -> VisitFacts {
    let codes = ["cetak", "kk", "rekam", "ikd"].compactMap(ServiceCode.init)
    let lines = (0..<chance.number(0...4)).map { _ in
      let outcome = chance.pick(Outcome.allCases)
      return ServiceLine(
        code: chance.pick(codes), gate: chance.pick(GateState.allCases), outcome: outcome,
        deferral: outcome == .deferred ? chance.pick(DeferralReason.allCases) : nil)
    }
    return VisitFacts(
      ticket: visits, minute: Int64(chance.number(-2000...30_000_000)),
      gate: chance.pick(GateState.allCases), lines: lines, ikd: chance.pick(IKDStanding.allCases),
      ikdReason: chance.flag() ? chance.pick(IKDReason.allCases) : nil, isResident: chance.flag(),
      segment: chance.pick(Segment.allCases),
      institution: chance.flag() ? PlaceCode("sman-\(chance.number(1...9))") : nil)
  }
}
