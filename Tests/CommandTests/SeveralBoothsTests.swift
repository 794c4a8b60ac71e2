import Foundation
import TestWorld
import Testing

/// More than one laptop, or more than one program at once.
@Suite struct SeveralBoothsTests {
  @Test func publishedDayOnTwoBoothsAddsUp() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let other = try office.laptop()
    try office.enrol(other, as: "L08")
    try other.open()
    let lines = try office.publishedDay()
    try office.booth.register(Array(lines.prefix(240)))
    try other.register(Array(lines.dropFirst(240)))
    for booth in [office.booth, other] { try booth.close() }

    #expect(try office.flush().left == 0)
    let carried = try office.carry(other)
    try office.pusat("terima", carried, status: 0)
    let receipt = String(carried.dropLast("loket".count)) + "terima"
    #expect(try other.loket("terima", receipt).status == 0)
    #expect(try other.json(Status.self, "status", "--json").queue["pending"] == 0)

    let processed = try office.process()
    #expect(processed.shifts == 2 && processed.reconciled == 2 && processed.alarms.isEmpty)
    let centre = try office.tally()
    #expect(centre.reconciled && centre.shifts.map(\.standing) == ["reconciled", "reconciled"])
    let signed = try [office.booth, other].map {
      try JSONDecoder().decode(
        Figures.self, from: Data($0.loket("rekap", "--format", "json").output.utf8))
    }
    #expect(centre.figures.lines == 640)
    try expectSum(centre.figures, of: signed)
    for (code, figures) in zip(["L07", "L08"], signed) {
      let run = try office.pusat("rekap", "--json", "--loket", code, status: 0)
      #expect(
        try JSONDecoder().decode(CentreTally.self, from: Data(run.output.utf8)).figures == figures)
    }
  }

  /// Every figure of the centre is the sum of the booths' signed ones.
  private func expectSum(_ centre: Figures, of booths: [Figures]) throws {
    func sum(_ figure: (Figures) -> Int) -> Int { booths.map(figure).reduce(0, +) }
    #expect(centre.people == sum(\.people) && centre.visits == sum(\.visits))
    #expect(centre.lines == sum(\.lines))
    let maps: [(Figures) -> [String: Int]] = [
      \.ikd, \.gate, \.reasons, \.segments, \.agencies, \.schools, \.hours,
    ]
    for map in maps {
      let all = booths.map(map).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
      #expect(map(centre).filter { $0.value > 0 } == all.filter { $0.value > 0 })
    }
    for service in centre.services {
      let parts = booths.compactMap { $0.services.first { $0.code == service.code } }
      #expect(service.total == parts.map(\.total).reduce(0, +))
      #expect(service.outsider == parts.map(\.outsider).reduce(0, +))
      #expect(service.served == parts.map(\.served).reduce(0, +))
      #expect(service.deferred == parts.map(\.deferred).reduce(0, +))
    }
  }

  @Test func severalDeliveriesOfOneLaptopAtOnce() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...60))
    let running = try (1...3).map { _ in try office.booth.start(["kirim", "--json"]) }
    // Beside an open kiosk's command, which never waits for a delivery.
    #expect(try LineResult.of(office.booth.register(Visitor.lines(61...70)).lines).count == 10)
    let exits = try running.map { try $0.wait(within: .seconds(60)) }
    // One delivers, whoever comes meanwhile is told to wait; nobody fails otherwise.
    #expect(exits.contains(.code(0)) || exits.contains(.code(2)), "\(exits)")
    #expect(exits.allSatisfy { [.code(0), .code(2), .code(75)].contains($0) }, "\(exits)")
    let last = try office.flush()
    #expect(last.left == 0 && last.reconciled)
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == "71")
    #expect(try office.sql("SELECT count(*) FROM loket.conflict") == "0")
  }

  @Test func oneBundleReceivedByTwoProgramsAtOnce() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...80))
    let carried = try office.carry()
    let exits = try office.pusatAtOnce([["terima", carried], ["terima", carried]])
    #expect(exits == [.code(0), .code(0)])
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == "81")
    let receipt = String(carried.dropLast("loket".count)) + "terima"
    #expect(try office.booth.loket("terima", receipt).status == 0)
    #expect(try office.flush().sent == 0)
  }

  @Test func clonedLaptopIsNoticedAndBothFuturesAreKept() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...5))
    #expect(try office.flush().left == 0)
    let clone = try office.laptop()
    try office.booth.shell(
      "cp -a '\(office.booth.home)' '\(clone.home)' && "
        + "cp -a '\(office.booth.volatile)' '\(clone.volatile)'")
    try office.booth.register(Visitor.lines(6...8))
    try clone.register(Visitor.lines(21...25))
    #expect(try office.flush().left == 0)
    let alarmed = try clone.loket("kirim")
    #expect(alarmed.status == 2 && alarmed.errors.contains("ALARM"), "\(alarmed.said)")
    // 1 opening and 5 visits in common, 3 of the first laptop, 5 of the second.
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == "11")
    #expect(try office.sql("SELECT count(*) FROM loket.conflict") == "3")
    #expect(
      try office.sql(
        "SELECT count(DISTINCT hash) FROM (SELECT hash FROM loket.inbox UNION ALL "
          + "SELECT hash FROM loket.conflict) AS h") == "14")
    let again = try clone.loket("kirim")
    #expect(again.status == 2 && again.errors.contains("ALARM"))
    #expect(try office.sql("SELECT count(*) FROM loket.conflict") == "3")

    let processed = try office.process(status: 2)
    #expect(processed.alarms["fork"] == 1, "\(processed)")
    let tally = try office.tally()
    #expect(!tally.reconciled)
    // Where they parted and all that came after; the first five and the first laptop's three stay.
    #expect(tally.shifts[0].setAside.map(\.sequence) == [7, 8, 9, 10, 11])
    #expect(tally.shifts[0].setAside.allSatisfy { $0.reason == "fork" })
    #expect(tally.figures.visits == 8)
    let looked = try office.pusat("rekap", status: 2)
    #expect(looked.output.contains("ALARM L07/1: catatan 7-11 disisihkan (fork)"), "\(looked.said)")
  }

  @Test func cloneThatOpensItsOwnShiftIsNoticed() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...3))
    try office.booth.close()
    let clone = try office.laptop()
    try office.booth.shell("cp -a '\(office.booth.home)' '\(clone.home)'")
    // Everything is taken in; who comes second hears of a shift that is none of theirs.
    for (booth, status, alarms) in [(office.booth, 0, []), (clone, 2, ["otherLaptop"])] {
      try booth.open()
      try booth.register(Visitor.lines(4...6))
      try booth.close()
      let flush = try office.flush(booth, status: Int32(status))
      #expect(flush.left == 0 && flush.alarms.map(\.kind) == alarms, "\(flush)")
    }
    let processed = try office.process()
    #expect(processed.alarms["clone"] == 1 && processed.shifts == 3, "\(processed)")
  }

  @Test func onePersonAtTwoBoothsIsFoundUnderAnySpelling() throws {
    struct Person: Decodable {
      struct Visit: Decodable {
        struct Line: Decodable { let code: String }
        let booth: String
        let nik: String?
        let name: String
        let services: [Line]
      }
      let nik: String?
      let match: String
      let visits: [Visit]
    }
    let office = try Office()
    try office.enrolAndOpen()
    let other = try office.laptop()
    try office.enrol(other, as: "L08")
    try other.open()
    func line(_ number: Int, _ name: String, _ services: String) -> String {
      Visitor.line(number).replacingOccurrences(of: "UJI COBA", with: name)
        .replacingOccurrences(of: #"{"code":"cetak"}"#, with: services)
    }
    try office.booth.register([
      line(1, "MOCH. CONTOH", #"{"code":"cetak"}"#), line(2, "SARI SAMPEL", #"{"code":"kk"}"#),
      line(3, "DJOKO UJI", #"{"code":"kk"}"#), line(4, "BUDI LATIHAN", #"{"code":"kk"}"#),
    ])
    try other.register([
      line(1, "MUHAMMAD CONTOH", #"{"code":"cetak"},{"code":"kia"}"#),
      line(5, "JOKO UJI", #"{"code":"cetak"}"#),
    ])
    for booth in [office.booth, other] { #expect(try office.flush(booth).left == 0) }
    _ = try office.process()
    let run = try office.pusat("ganda", "--json", status: 0)
    let people = try JSONDecoder().decode([Person].self, from: Data(run.output.utf8))
    #expect(people.map(\.match) == ["nik", "name"])
    #expect(people[0].nik == Visitor.nik(1))
    #expect(people[0].visits.map(\.name) == ["MOCH. CONTOH", "MUHAMMAD CONTOH"])
    #expect(people[0].visits.map(\.booth) == ["L07", "L08"])
    #expect(people[0].visits[1].services.map(\.code) == ["cetak", "kia"])
    #expect(people[1].nik == nil && people[1].visits.map(\.name) == ["DJOKO UJI", "JOKO UJI"])
    // On the screen no NIK stands in full.
    let screen = try office.pusat("ganda", status: 0)
    #expect(!screen.said.contains(Visitor.nik(1)) && screen.output.contains("MUHAMMAD CONTOH"))
  }

  @Test func severalExaminationsAtOnceAndOneKilled() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let other = try office.laptop()
    try office.enrol(other, as: "L08")
    try other.open()
    for booth in [office.booth, other] {
      try booth.register(Visitor.lines(1...120))
      try booth.close()
      #expect(try office.flush(booth).left == 0)
    }
    for round in 0..<3 {
      let victim = try Program(
        office.words(["olah"]), environment: office.booth.environment, input: .nothing,
        output: .file(office.path("victim-\(round)")), errors: office.path("victim-e-\(round)"))
      usleep(UInt32.random(in: 200_000...700_000))
      victim.kill(SIGKILL)
      _ = try victim.wait()
    }
    let exits = try office.pusatAtOnce([["olah"], ["olah"], ["olah"]])
    #expect(exits == [.code(0), .code(0), .code(0)])
    let centre = try office.tally()
    #expect(centre.reconciled && centre.shifts.count == 2)
    #expect(centre.figures.visits == 240)
    #expect(try office.sql("SELECT count(*) FROM loket.visit") == "240")
    // Nothing is left, and everything once more comes to the same.
    #expect(try office.process().shifts == 0)
    #expect(try office.process("--ulang").reconciled == 2)
    #expect(try office.tally().figures == centre.figures)
  }
}
