import Foundation
import TestWorld
import Testing

/// A day at the mall, typed by hand: every applicant goes through the kiosk's own prompts.
///
/// LOKET_APPLICANTS: how many (100; the mall of April 2024 had 967). LOKET_SEED repeats a day.
@Suite struct MallDayTests {
  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init)
  }

  @Test(.timeLimit(.minutes(15))) func aMallDayTypedByHandAddsUp() throws {
    let applicants = Self.number("LOKET_APPLICANTS") ?? 100
    let seed = Self.number("LOKET_SEED") ?? Int.random(in: 1...1_000_000)
    print("mall day: \(applicants) applicants, seed \(seed)")
    let counter = try Counter()
    let kiosk = try counter.opened()
    var day = MallDay(kiosk: kiosk, chance: SeededGenerator(seed: UInt64(seed)))
    let start = ContinuousClock.now
    for _ in 1...applicants { try day.serveNext() }
    let elapsed = ContinuousClock.now - start
    let perSecond = Double(applicants) / (elapsed / .seconds(1))
    print("mall day: \(applicants) applicants in \(elapsed), \(Int(perSecond)) a second")
    day.compare(with: try counter.rekap(), "seed \(seed)")
    kiosk.type("tutup", "1350", "12", "y")
    try kiosk.expect("kunci sesi dimusnahkan")
    kiosk.type("keluar")
    #expect(try kiosk.waitExit() == .code(0))
    let final = try counter.rekap()
    #expect(final.kind == "final")
    day.compare(with: final, "seed \(seed)")
  }

  /// Ten wait at any time, two officers take turns, and the program is killed three times.
  @Test(.timeLimit(.minutes(15))) func aCrowdedTableAddsUp() throws {
    let applicants = Self.number("LOKET_APPLICANTS") ?? 60
    let seed = Self.number("LOKET_SEED") ?? Int.random(in: 1...1_000_000)
    print("crowded table: \(applicants) applicants, seed \(seed)")
    let counter = try Counter()
    var day = MallDay(kiosk: try counter.opened(), chance: SeededGenerator(seed: UInt64(seed)))
    let turn = max(1, applicants / 8)
    let death = max(1, applicants / 4)
    for number in 1...applicants {
      try day.serveNext(crowd: 10)
      if number % turn == 0 { try day.changeOfficer() }
      if number % death == 0, number < applicants { try day.die { try counter.kiosk() } }
    }
    day.compare(with: try counter.rekap(), "seed \(seed)")
    try day.serveAllWaiting()
    day.last.type("tutup", "", "", "y")
    try day.last.expect("kunci sesi dimusnahkan")
    day.last.type("keluar")
    #expect(try day.last.waitExit() == .code(0))
    day.compare(with: try counter.rekap(), "seed \(seed)")
    let trail = String(decoding: try counter.run("jejak"), as: UTF8.self)
    #expect(trail.contains("sari") && trail.contains("budi"))
  }
}
