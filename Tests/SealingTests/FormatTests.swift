import Intake
import Sealing
import TestWorld
import Testing

/// The byte format: what is written reads back, and nothing else reads at all.
@Suite struct FormatTests {
  /// Every beginning is too short, every addition too long.
  private func checkEnds(
    _ bytes: [UInt8], _ note: Comment, _ read: ([UInt8]) throws(FormatFault) -> Void
  ) {
    for count in 0..<bytes.count {
      #expect(throws: FormatFault.self, note) { try read(Array(bytes.prefix(count))) }
    }
    for extra: [UInt8] in [[0], [1], [0, 0, 0, 0], [255]] {
      #expect(throws: FormatFault.trailingBytes, note) { try read(bytes + extra) }
    }
  }

  @Test func `a header reads back`() throws {
    try Seed.forAll(400) { chance, note in
      var any = AnyContent(chance)
      let header = try any.header()
      let read = try EntryHeader(bytes: header.bytes)
      try #require(read == header, note)
      try #require(read.bytes == header.bytes, note)
    }
  }

  @Test func `a visit reads back`() throws {
    try Seed.forAll(400) { chance, note in
      var any = AnyContent(chance)
      let visit = try any.visit()
      let read = try Visit(bytes: visit.bytes)
      try #require(read == visit, note)
      try #require(read.bytes == visit.bytes, note)
    }
  }

  @Test func `a body of version 1 reads as it was written, without links`() throws {
    try Seed.forAll(100) { chance, note in
      var any = AnyContent(chance)
      let visit = try any.visit().unlinked
      let old = visit.bytes(version: 1)
      try #require(old.first == 1 && old != visit.bytes, note)
      try #require(try Visit(bytes: old) == visit, note)
      try #require(throws: FormatFault.trailingBytes, note) {
        try Visit(bytes: [1] + visit.bytes.dropFirst())
      }
    }
  }

  /// Composing came with version 2; what a booth had sealed before it still opens.
  @Test func `a name of two-part letters is read as version 1 has it`() throws {
    let name = try PersonName.parse("ME\u{301}I CONTOH", composing: false).get()
    let visit = Visit(
      nik: nil, name: name, birthDate: try #require(Day(year: 1990, month: 8, day: 17)),
      sex: .female, married: false, residence: .elsewhere(nil), segment: .public,
      institution: nil, recorded: true, ikd: IKDResult(state: .active),
      requests: [ServiceRequest(code: try #require(ServiceCode("cetak")))])
    let old = visit.bytes(version: 1)
    #expect(try Visit(bytes: old).bytes(version: 1) == old)
    #expect(throws: FormatFault.impossibleValue) { try Visit(bytes: visit.bytes) }
  }

  @Test func `an opening and a closing read back`() throws {
    try Seed.forAll(200) { chance, note in
      var any = AnyContent(chance)
      let opening = try any.opening()
      try #require(Opening(bytes: opening.bytes) == opening, note)
      let closing = try any.closing()
      try #require(Closing(bytes: closing.bytes) == closing, note)
    }
  }

  @Test func `every truncation and every trailing byte is refused`() throws {
    try Seed.forAll(8) { chance, note in
      var any = AnyContent(chance)
      checkEnds(try any.header().bytes, note) { bytes throws(FormatFault) in
        _ = try EntryHeader(bytes: bytes)
      }
      checkEnds(try any.visit().bytes, note) { bytes throws(FormatFault) in
        _ = try Visit(bytes: bytes)
      }
      checkEnds(try any.opening().bytes, note) { bytes throws(FormatFault) in
        _ = try Opening(bytes: bytes)
      }
      checkEnds(try any.closing().bytes, note) { bytes throws(FormatFault) in
        _ = try Closing(bytes: bytes)
      }
    }
  }

  @Test func `another version is refused by its number`() throws {
    var any = AnyContent(SeededGenerator(seed: Seed.value))
    let header = try any.header().bytes
    #expect(throws: FormatFault.unknownVersion(2)) {
      try EntryHeader(bytes: header.prefix(5) + [2] + header.dropFirst(6))
    }
    #expect(throws: FormatFault.wrongMark) { try EntryHeader(bytes: [0] + header.dropFirst()) }
    let visit = try any.visit().bytes
    #expect(throws: FormatFault.unknownVersion(9)) { try Visit(bytes: [9] + visit.dropFirst()) }
    let opening = try any.opening().bytes
    #expect(throws: FormatFault.unknownVersion(0)) { try Opening(bytes: [0] + opening.dropFirst()) }
    let closing = try any.closing().bytes
    #expect(throws: FormatFault.unknownVersion(255)) {
      try Closing(bytes: [255] + closing.dropFirst())
    }
  }

  @Test func `whatever is read is written the same way again`() throws {
    var read = (headers: 0, visits: 0, closings: 0)
    try Seed.forAll(300) { chance, note in
      var any = AnyContent(chance)
      let header = try any.header().bytes
      let visit = try any.visit().bytes
      let closing = try any.closing().bytes
      for _ in 0..<20 {
        let digit = any.chance.number(0...closing.count * 8 - 1)
        if let other = try? Closing(bytes: flipped(closing, bit: digit)) {
          try #require(other.bytes == flipped(closing, bit: digit), note)
          read.closings += 1
        }
        let bit = any.chance.number(0...header.count * 8 - 1)
        if let other = try? EntryHeader(bytes: flipped(header, bit: bit)) {
          try #require(other.bytes == flipped(header, bit: bit), note)
          read.headers += 1
        }
        let place = any.chance.number(0...visit.count * 8 - 1)
        if let other = try? Visit(bytes: flipped(visit, bit: place)) {
          try #require(other.bytes == flipped(visit, bit: place), note)
          read.visits += 1
        }
      }
    }
    #expect(read.headers > 0 && read.visits > 0 && read.closings > 0)
  }

  @Test func `a figure that stands twice in a closing is refused`() throws {
    var any = AnyContent(SeededGenerator(seed: Seed.value))
    let tally = try any.closing().tally
    let moment = Moment(seconds: 1_795_482_000)
    let bytes = Closing(
      closedAt: moment, counters: [.formsHandedOut: 3, .absent: 4], draftsDropped: 0, tally: tally
    ).bytes
    #expect(try Closing(bytes: bytes).counters.count == 2)
    // Version, moment and count take ten bytes; then a figure is its number and four bytes.
    let (one, two) = (Array(bytes[10..<15]), Array(bytes[15..<20]))
    for figures in [one + one, two + one, two + two] {
      #expect(throws: FormatFault.impossibleValue) {
        try Closing(bytes: bytes[..<10] + figures + bytes[20...])
      }
    }
  }

  /// The longest that a booth writes: the centre takes 64 kB of an entry.
  @Test func `the longest trail fits into an entry`() throws {
    let staff = try #require(StaffCode(String(repeating: "x", count: 32)))
    let deed = NotedDeed(
      .slipPrintedAgain, at: Moment(seconds: 1_795_482_000), staff: staff, shift: 99_999,
      ticket: 99_999, count: 99_999)
    let older = Dictionary(uniqueKeysWithValues: NotedDeed.Kind.allCases.map { ($0, 99_999) })
    func closing(_ count: Int) -> Closing {
      Closing(
        closedAt: deed.at, counters: [:], draftsDropped: 0, tally: Tally(),
        deeds: DeedLog(
          before: .start, older: older, base: Chain.nothing,
          deeds: Array(repeating: deed, count: count), after: .start))
    }
    let longest = closing(DeedLog.most)
    #expect(longest.bytes.count < 30_000)
    #expect(try Closing(bytes: longest.bytes) == longest)
    let longer = closing(DeedLog.most + 1).bytes
    #expect(throws: FormatFault.impossibleValue) { try Closing(bytes: longer) }
  }

  @Test func `a closing of version 1 is read still`() throws {
    var any = AnyContent(SeededGenerator(seed: Seed.value))
    let closing = try any.closing()
    let old = Closing(
      closedAt: closing.closedAt, counters: closing.counters,
      draftsDropped: closing.draftsDropped, tally: closing.tally)
    #expect(old.bytes.first == 1)
    #expect(try Closing(bytes: old.bytes) == old)
    // A trail under the old number is more than the old closing had.
    #expect(throws: FormatFault.trailingBytes) {
      try Closing(bytes: old.bytes + [UInt8](repeating: 0, count: 83))
    }
  }

  @Test func `every field of a noted deed counts in the chain`() throws {
    var any = AnyContent(SeededGenerator(seed: Seed.value))
    let deeds = try (0..<4).map { _ in try any.deed() }
    var mark = DeedMark.start
    for deed in deeds {
      mark = DeedMark(number: mark.number + 1, hash: Chain.next(after: mark.hash, deed: deed))
    }
    #expect(DeedLog(before: .start, deeds: deeds, after: mark).isWhole)
    let one = deeds[1]
    let others = [
      NotedDeed(
        one.kind == .exported ? .printed : .exported, at: one.at, staff: one.staff,
        shift: one.shift, ticket: one.ticket, count: one.count),
      NotedDeed(
        one.kind, at: one.at.advanced(bySeconds: 1), staff: one.staff, shift: one.shift,
        ticket: one.ticket, count: one.count),
      NotedDeed(
        one.kind, at: one.at, staff: StaffCode("lain"), shift: one.shift, ticket: one.ticket,
        count: one.count),
      NotedDeed(
        one.kind, at: one.at, staff: one.staff, shift: (one.shift ?? 0) + 1, ticket: one.ticket,
        count: one.count),
      NotedDeed(
        one.kind, at: one.at, staff: one.staff, shift: one.shift, ticket: (one.ticket ?? 0) + 1,
        count: one.count),
      NotedDeed(
        one.kind, at: one.at, staff: one.staff, shift: one.shift, ticket: one.ticket,
        count: one.count + 1),
    ]
    for other in others {
      let log = DeedLog(before: .start, deeds: [deeds[0], other] + deeds[2...], after: mark)
      #expect(!log.isWhole)
    }
    #expect(!DeedLog(before: .start, deeds: Array(deeds.dropLast()), after: mark).isWhole)
    #expect(!DeedLog(before: .start, deeds: deeds.reversed(), after: mark).isWhole)
  }

  @Test func `noise is refused and never crashes`() throws {
    try Seed.forAll(2000) { chance, note in
      let noise = chance.bytes(chance.number(0...200))
      try #require(throws: FormatFault.self, note) { try EntryHeader(bytes: noise) }
      try #require(throws: FormatFault.self, note) { try Visit(bytes: [1] + noise) }
      try #require(throws: FormatFault.self, note) { try Visit(bytes: [2] + noise) }
      try #require(throws: FormatFault.self, note) { try Opening(bytes: [1] + noise) }
      try #require(throws: FormatFault.self, note) { try Closing(bytes: [1] + noise) }
      try #require(throws: FormatFault.self, note) { try Closing(bytes: [2] + noise) }
    }
  }

  @Test func `a time that no clock shows is refused`() throws {
    let vault = try Vault(SeededGenerator(seed: Seed.value))
    for minute in [Int64.max, .min] {
      let header = try vault.header()
      let facts = try #require(header.facts)
      let late = EntryHeader(
        booth: header.booth, id: header.id, kind: header.kind, mode: header.mode,
        visit: header.visit, staff: header.staff, writtenMinute: header.writtenMinute,
        facts: VisitFacts(
          ticket: 1, minute: minute, gate: facts.gate, lines: facts.lines, ikd: facts.ikd,
          ikdReason: nil, isResident: true, segment: facts.segment, institution: nil))
      #expect(throws: FormatFault.impossibleValue) { try EntryHeader(bytes: late.bytes) }
    }
  }

  @Test func `a visit's header names its visit, a void's what it takes back`() throws {
    let vault = try Vault(SeededGenerator(seed: Seed.value))
    let visit = try vault.header()
    let nameless = EntryHeader(
      booth: visit.booth, id: visit.id, kind: .visit, mode: .training, staff: visit.staff,
      writtenMinute: 0, facts: visit.facts)
    #expect(throws: FormatFault.impossibleValue) { try EntryHeader(bytes: nameless.bytes) }
    let void = try vault.header(.void)
    #expect(void.supersedes == nil)
    #expect(throws: FormatFault.impossibleValue) { try EntryHeader(bytes: void.bytes) }
    let future = try vault.header(sequence: 2, supersedes: 2)
    #expect(throws: FormatFault.impossibleValue) { try EntryHeader(bytes: future.bytes) }
  }

  @Test func `a mail address that is none is not dropped in silence`() throws {
    let bytes = try Vault.visit().bytes
    let mail = Array("siti.contoh@example.org".utf8)
    let start = try #require((0..<bytes.count).first { bytes.dropFirst($0).starts(with: mail) })
    var other = bytes
    other[start + 11] = UInt8(ascii: ",")
    #expect(throws: FormatFault.impossibleValue) { try Visit(bytes: other) }
  }
}
