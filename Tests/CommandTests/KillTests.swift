import Glibc
import TestWorld
import Testing

/// kill -9 at any moment: what was acknowledged is there, once; the next start works.
///
/// LOKET_KILLS: how many kills in all (200). LOKET_SEED repeats a run's choices, though not the
/// machine's timing.
@Suite struct KillTests {
  private static let kills = Trial.number("LOKET_KILLS", else: 200)
  private static let seed = Trial.seed

  /// Two booths at a time, each with half of the kills in one long shift.
  @Test(.timeLimit(.minutes(60)), arguments: [1, 2])
  func everyAcknowledgedTicketIsThereOnce(half: Int) throws {
    print("kill -9: seed \(Self.seed), half \(half)")
    let kills = max(1, Self.kills / 2)
    let booth = try Booth()
    try booth.open()
    var stream = Stream(booth: booth, chance: SeededGenerator(seed: UInt64(Self.seed * 2 + half)))
    for kill in 1...kills {
      try stream.registerUntilKilled()
      guard kill.isMultiple(of: 20) || kill == kills else { continue }
      // Looked at right after the kill, a torn commit's journal still lying there.
      let doctor = try booth.loket("periksa")
      #expect(doctor.status == 0, "after \(kill) kills: \(doctor.said)")
      try stream.compareWithQueue()
    }
    print("kill -9: \(kills) kills, \(stream.row.acknowledged) tickets acknowledged")
    try booth.close()
    let rekap = try booth.json(Rekap.self, "rekap", "--format", "json")
    let stored = try stream.compareWithQueue()
    stream.row.report()
    #expect(rekap.people == stored, "\(rekap.people) people, \(stored) visits")
    #expect(rekap.kind == "final")
    #expect(try booth.loket("periksa").status == 0)
  }

  /// A shift that is being opened is open or not; nothing in between stops the next start.
  @Test func killedOpeningOpensOrDoesNot() throws {
    var chance = SeededGenerator(seed: UInt64(Self.seed))
    for _ in 1...8 {
      let booth = try Booth()
      let opening = try booth.start(["buka", "--titik", "mpp", "--petugas", "sari"])
      usleep(UInt32(chance.number(0...700_000)))
      opening.kill(SIGKILL)
      _ = try opening.wait()
      let again = try booth.loket("buka", "--titik", "mpp", "--petugas", "sari")
      #expect([0, 77].contains(again.status), "\(again.said)")
      #expect(try booth.register(Visitor.lines(1...2)).status == 0)
      #expect(try booth.loket("periksa").status == 0)
    }
  }

  /// A closing counts or does not; either way the shift can be closed and the tally is final.
  @Test func killedClosingClosesOrDoesNot() throws {
    var chance = SeededGenerator(seed: UInt64(Self.seed) + 1)
    let booth = try Booth()
    for number in 1...8 {
      try booth.open()
      #expect(try booth.register(Visitor.lines(1...3)).status == 0)
      let closing = try booth.start(["tutup"])
      usleep(UInt32(chance.number(0...120_000)))
      closing.kill(SIGKILL)
      _ = try closing.wait()
      let again = try booth.loket("tutup")
      #expect([0, 77].contains(again.status), "\(again.said)")
      let rekap = try booth.json(Rekap.self, "rekap", "--sesi", "\(number)", "--format", "json")
      #expect(rekap.kind == "final" && rekap.people == 3 && rekap.shift.state == "closed")
    }
    #expect(try booth.loket("periksa").status == 0)
  }
}

/// Registrations through a pipe, fast or slow, cut off again and again.
private struct Stream {
  let booth: Booth
  var chance: SeededGenerator
  private var ledger = Ledger()
  private(set) var row = FaultRow("kill -9 at any moment of saving")
  private var given = 0
  private var kills = 0

  init(booth: Booth, chance: SeededGenerator) {
    self.booth = booth
    self.chance = chance
  }

  mutating func registerUntilKilled() throws {
    kills += 1
    let program = try booth.start(["daftar", "--dari", "-"])
    let isEarly = chance.oneIn(5)
    if isEarly {
      give(chance.number(1...40), to: program)
      usleep(UInt32(chance.number(0...700_000)))
    } else {
      let isFast = chance.flag()
      give(isFast ? 200 : 1, to: program)
      let isThere = program.waitForLines(1)
      #expect(isThere, "the start after kill \(kills - 1) took nothing in")
      let end = ContinuousClock.now + .microseconds(chance.number(0...60_000))
      while ContinuousClock.now < end {
        if !isFast { give(1, to: program) }
        usleep(UInt32(chance.number(0...2_000)))
      }
    }
    program.kill(SIGKILL)
    #expect(try program.wait() == .signal(SIGKILL))
    try ledger.hear(program.lines)
    row.runs += 1
    row.acknowledged += program.lines.count
  }

  private mutating func give(_ count: Int, to program: Program) {
    let lines = Visitor.lines(given + 1...given + count).map { $0 + "\n" }.joined()
    given += count
    program.send(lines, within: .seconds(2))
  }

  /// How many visits are stored. Besides the acknowledged ones there may be one for each kill,
  /// stored the very moment before its result could be written.
  @discardableResult
  mutating func compareWithQueue() throws -> Int {
    let finding = try ledger.compare(with: booth)
    #expect(finding.isFine, "\(finding)")
    finding.count(into: &row)
    let inFlight = finding.stored - ledger.told.count
    #expect(inFlight <= kills, "more was stored than can be in flight")
    return finding.stored
  }
}
