import Desk
import Intake
import Paper
import Ports
import TestWorld
import Testing
import Wording

@Suite struct SheetTests {
  private func report() throws -> (ShiftReport, DeskWorld) {
    let desk = try DeskWorld()
    let counter = try desk.open()
    for line in [People.siti, People.declines, People.pupil] { _ = try desk.take(line, counter) }
    let closed = try desk.shifts.close(counters: [.formsHandedOut: 5], dropDrafts: false)
    return (try Reports(desk.world).report(closed), desk)
  }

  @Test(arguments: [32, 40, 48, 80, 132])
  func `the tally fits the width it was laid out for`(columns: Int) throws {
    let (report, desk) = try report()
    let lines = TallySheet.sheet(report, desk.world.words).lines(columns: columns)
    #expect(lines.allSatisfy { $0.count <= columns })
    #expect(lines.contains { $0.contains("REKAP HARIAN") })
    #expect(lines.contains { $0.contains("LATIHAN") })
  }

  @Test(arguments: [32, 80])
  func `the policy fits too, in both languages`(columns: Int) throws {
    for language in Language.allCases {
      let desk = try DeskWorld(language)
      let sheet = PolicySheet.sheet(
        desk.world.setting.policy, office: "Dinas Contoh", desk.world.words)
      #expect(sheet.lines(columns: columns).allSatisfy { $0.count <= columns })
    }
  }

  @Test func `nothing personal stands on the sheet or in its JSON`() throws {
    let (report, desk) = try report()
    let text = TallySheet.sheet(report, desk.world.words).lines(columns: 80).joined()
    let json = Reports(desk.world).json(report)
    for secret in ["SITI", "TONI", "BAYU", "35730", "1990"] {
      #expect(!text.contains(secret))
      #expect(!json.contains(secret))
    }
  }

  @Test func `the JSON has the contract's keys and adds up`() throws {
    let (report, desk) = try report()
    let json = Reports(desk.world).json(report)
    for key in [
      "booth", "mode", "shift", "kind", "people", "lines", "services", "ikd", "gate", "reasons",
      "segments", "agencies", "schools", "hours", "counters", "custody", "head", "signature",
    ] { #expect(json.contains("\"\(key)\":"), "\(key)") }
    #expect(json.contains("\"kind\":\"final\""))
    #expect(report.custody.captured == report.tally.captured)
    for service in report.tally.services {
      let tally = report.tally
      let outcomes =
        tally[.service(service, .served)] + tally[.service(service, .deferred)]
        + tally[.service(service, .refused)]
      #expect(outcomes == tally.total(of: service))
    }
  }

  @Test func `a tally of any length names everyone on duty without reading the shift`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    for place in 1...60 {
      counter.staff = try desk.shifts.staff(place % 2 == 0 ? "sari" : "budi")
      _ = try desk.take(People.pupil, counter)
    }
    let reports = Reports(desk.world)
    let before = desk.memory.entriesRead
    let interim = try reports.report(try reports.shift(nil))
    #expect(interim.operators == ["Sari Wulandari", "Budi Santoso"])
    #expect(interim.proof == nil && desk.memory.entriesRead == before)
    let closed = try desk.shifts.close(counters: [:], dropDrafts: false)
    let sealed = desk.memory.entriesRead
    #expect(try reports.report(closed).proof?.hasPrefix("LKT1") == true)
    #expect(desk.memory.entriesRead == sealed + 1)
  }

  @Test func `what is wholly at the centre shares a line, and the latest keeps its own`() throws {
    let desk = try DeskWorld()
    let queue = desk.world.queue
    for (visits, isSent) in [(1, true), (2, true), (3, false), (1, true)] {
      let counter = try desk.open()
      for _ in 1...visits { _ = try desk.take(People.pupil, counter) }
      let closed = try desk.shifts.close(counters: [:], dropDrafts: false)
      if isSent {
        let last = EntryID(shift: closed.shift.id, sequence: closed.lastSequence)
        try queue.delivery.acknowledge(last, nil)
      }
    }
    func rows() throws -> [[Substring]] {
      QueueSheet.sheet(try Reports(desk.world).waiting(), desk.world).lines(columns: 80)
        .dropFirst(2).map { $0.split(separator: " ") }
    }
    let found = try rows()
    #expect(
      found == [
        ["2", "sesi", "beres", "3", "0", "0", "3", "0", "0"],
        ["3", "mog", "2026-11-24", "3", "3", "0", "0", "0", "0"],
        ["4", "mog", "2026-11-24", "1", "0", "0", "1", "0", "0"],
      ])
    let second = try #require(try queue.shift(2))
    try queue.delivery.setAside(EntryID(shift: second.shift.id, sequence: 2), "chain")
    let names = try rows().map { $0[0] }
    #expect(names == ["1", "2", "3", "4"])
  }

  @Test func `an open shift's JSON has a null signature`() throws {
    let desk = try DeskWorld()
    try desk.open()
    let reports = Reports(desk.world)
    let json = reports.json(try reports.report(try reports.shift(nil)))
    #expect(json.contains("\"signature\":null"))
    #expect(json.contains("\"kind\":\"interim\""))
    #expect(reports.json(try reports.status()).contains("\"lastFlush\":null"))
  }

  @Test func `a clock that went back is said in the status`() throws {
    let desk = try DeskWorld()
    try desk.open()
    desk.clock.advance(minutes: -60)
    let json = Reports(desk.world).json(try Reports(desk.world).status())
    #expect(json.contains("\"ok\":false"))
  }
}
