import Foundation
import Intake
import Ports
import SQLiteQueue
import Sealing
import TestWorld
import Testing

/// kill -9 at any moment: what was acknowledged is there, once; the next start works.
///
/// LOKET_KILLS: how many kills in all (200). LOKET_SEED repeats a run's choices, though not the
/// machine's timing.
@Suite struct KillTests {
  private static let kills = number("LOKET_KILLS") ?? 200
  private static let seed = number("LOKET_SEED") ?? Int.random(in: 1...1_000_000)

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init)
  }

  /// Two booths at a time, each with half of the kills in one long shift.
  @Test(.timeLimit(.minutes(10)), arguments: [1, 2])
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
    print("kill -9: \(kills) kills, \(stream.tickets.count) tickets acknowledged")
    try booth.close()
    let rekap = try booth.json(Rekap.self, "rekap", "--format", "json")
    let stored = try stream.compareWithQueue()
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
  /// Acknowledged: ticket and visit.
  private(set) var tickets: [String: String] = [:]
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
    for result in try LineResult.of(program.lines) {
      let (ticket, visit) = (try #require(result.ticket), try #require(result.visit))
      #expect(tickets[ticket] == nil, "ticket \(ticket) was given twice")
      tickets[ticket] = visit
    }
  }

  private mutating func give(_ count: Int, to program: Program) {
    let lines = Visitor.lines(given + 1...given + count).map { $0 + "\n" }.joined()
    given += count
    program.send(lines, within: .seconds(2))
  }

  /// How many visits are stored. Besides the acknowledged ones there may be one for each kill,
  /// stored the very moment before its result could be written.
  @discardableResult
  func compareWithQueue() throws -> Int {
    let queue = try #require(try SQLiteQueue.openReadOnly(path: booth.database))
    let shift = try #require(try queue.latestShift())
    let entries = try queue.entries(shift.shift.id, 1...max(1, shift.lastSequence))
    var stored: [String: [String]] = [:]
    for entry in entries {
      guard let visit = entry.header.visit, let facts = entry.header.facts else { continue }
      stored[shift.shift.ticket(facts.ticket), default: []].append(visit.description)
    }
    for (ticket, visit) in tickets {
      #expect(stored[ticket] == [visit], "ticket \(ticket) was acknowledged")
    }
    #expect(stored.count - tickets.count <= kills, "more was stored than can be in flight")
    #expect(shift.tally[.visits] == stored.count)
    return stored.count
  }
}
