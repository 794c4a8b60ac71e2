import Foundation
import Intake
import SQLiteQueue
import TestWorld
import Testing

/// Lines of `loket daftar --dari` whose tickets nobody heard of, and that are given again.
///
/// LOKET_KILLS: how often the program is killed (40).
@Suite struct UnheardTests {
  private func file(_ booth: Booth, _ name: String, _ lines: [String]) throws -> String {
    try booth.write(lines.map { $0 + "\n" }.joined(), to: name)
  }

  private func expect(_ stored: Int, in booth: Booth, _ heard: [Run]) throws {
    var ledger = Ledger()
    for run in heard { try ledger.hear(run.lines) }
    let finding = try ledger.compare(with: booth)
    #expect(finding.isFine && finding.stored == stored, "\(finding)")
  }

  /// Another file in between takes nothing of it away.
  @Test func aLineIsKnownAgainAfterAnotherFile() throws {
    let booth = try Booth()
    try booth.open()
    let first = try file(booth, "a.jsonl", Visitor.lines(1...5))
    let other = try file(booth, "b.jsonl", Visitor.lines(11...13))
    for _ in 1...2 {
      let unheard = try booth.start(
        ["daftar", "--dari", first], input: .nothing, output: .file("/dev/full"))
      #expect(try unheard.wait() == .code(74))
    }
    let heard = try [other, first].map { try booth.loket("daftar", "--dari", $0) }
    #expect(heard.allSatisfy { $0.status == 0 })
    #expect(try LineResult.of(heard[1].lines).first?.ticket == "L01-001")
    try expect(8, in: booth, heard)
    #expect(!booth.piecesInVolatileMemory.contains { $0.hasSuffix(".baris") })
  }

  /// The reader goes after one result, at once or with all of them waiting in the pipe.
  @Test(arguments: ["head -n1", "{ sleep 0.5; head -n1; }", "{ sleep 4; head -n1; }"])
  func aReaderThatGoesLeavesNobodyTwice(reader: String) throws {
    let booth = try Booth()
    try booth.open()
    let all = try file(booth, "all.jsonl", Visitor.lines(1...100))
    let rest = try file(booth, "rest.jsonl", Visitor.lines(2...100))
    let program = booth.words([])[0]
    let cut = try booth.shell("'\(program)' daftar --dari '\(all)' | \(reader)")
    #expect(cut.lines.count == 1, "\(cut.said)")
    let again = try booth.loket("daftar", "--dari", rest)
    #expect(again.status == 0, "\(again.said)")
    try expect(100, in: booth, [cut, again])
    #expect(!again.output.contains("nikSeenThisShift"))
  }

  /// Whoever reads to the end, slowly too, has heard: a line given then is another visit.
  @Test func whatWasHeardIsAnotherVisitWhenItIsGivenAgain() throws {
    let booth = try Booth()
    try booth.open()
    let lines = try file(booth, "lines.jsonl", Visitor.lines(1...3))
    let program = booth.words([])[0]
    let slow = try booth.shell("'\(program)' daftar --dari '\(lines)' | { sleep 0.5; cat; }")
    #expect(slow.lines.count == 3, "\(slow.said)")
    let again = try booth.loket("daftar", "--dari", lines)
    #expect(try LineResult.of(again.lines).map(\.ticket) == (4...6).map { "L01-00\($0)" })
    #expect(again.output.contains("nikSeenThisShift"))
  }

  /// Killed at any moment, and the whole file given again until it goes through; a booth of its own
  /// for every dozen files, since each look reads all of its queue.
  @Test(.timeLimit(.minutes(90)))
  func aFileThatIsGivenAgainAfterAKillIsThereOnce() throws {
    let trial = "kill -9, then the file again"
    let kills = Trial.number("LOKET_KILLS", else: 40)
    var chance = SeededGenerator(seed: UInt64(Trial.seed))
    var row = FaultRow(trial)
    while row.runs < kills {
      let booth = try Booth()
      try booth.open()
      var ledger = Ledger()
      for round in 0..<12 where row.runs < kills {
        let lines = Visitor.lines(round * 40 + 1...round * 40 + 40)
        try giveAgain(lines, to: booth, &ledger, &chance, &row)
        #expect(ledger.told.count == (round + 1) * 40)
        let finding = try ledger.compare(with: booth)
        #expect(finding.isFine && finding.stored == (round + 1) * 40, "\(finding)")
      }
      let finding = try ledger.compare(with: booth)
      finding.count(into: &row)
      row.acknowledged += ledger.told.count
    }
    row.report()
  }

  private func giveAgain(
    _ lines: [String], to booth: Booth, _ ledger: inout Ledger, _ chance: inout SeededGenerator,
    _ row: inout FaultRow
  ) throws {
    let path = try file(booth, "lines.jsonl", lines)
    for _ in 1...chance.number(1...3) {
      let program = try booth.start(["daftar", "--dari", path], input: .nothing)
      if chance.oneIn(4) {
        usleep(UInt32(chance.number(0...700_000)))
      } else {
        _ = program.waitForLines(1)
        usleep(UInt32(chance.number(0...60_000)))
      }
      program.kill(SIGKILL)
      _ = try program.wait()
      try ledger.hear(program.lines)
      row.runs += 1
    }
    let whole = try booth.loket("daftar", "--dari", path)
    #expect(whole.status == 0, "\(whole.said)")
    try ledger.hear(whole.lines)
  }
}
