import Foundation
import TestWorld
import Testing

/// Days where a figure slips first: midnight in Malang, 29 February, a 17th birthday, a laptop's
/// wrong clock; with the programs under a clock of their own and a real PostgreSQL.
@Suite struct DateEdgeTests {
  private static let faketime = "/usr/bin/faketime"

  /// An office and its booth whose programs start at times that the test says.
  private func office(at time: String) throws -> Office {
    guard access(Self.faketime, X_OK) == 0 else { try Trial.skip("date edges", "no faketime") }
    let office = try Office()
    let path = office.path("config/loket.toml")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try office.booth.write(
      text.replacingOccurrences(of: "2024-04-23", with: "2023-12-31"), to: path)
    office.booth.environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
    office.booth.environment["TZ"] = "UTC"
    set(time, office)
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    try office.enrol(office.booth, as: "L07")
    return office
  }

  /// `@2024-02-28 17:00:00` in UTC, seven hours before Malang's clock; or `+1d`.
  private func set(_ time: String, _ office: Office) {
    office.booth.wrapper = [Self.faketime, "-f", time]
  }

  private func deliver(_ office: Office) throws -> Processed {
    try office.booth.close()
    _ = try office.flush()
    return try office.process()
  }

  private func counted(_ office: Office, _ day: String) throws -> [Counted] {
    let progress = try office.figures(Progress.self, "capaian", "--tanggal", day)
    #expect(progress.activated == progress.days.map(\.count).reduce(0, +))
    return progress.days
  }

  @Test func midnightTheLeapDayAndTheSeventeenthBirthday() throws {
    let office = try office(at: "@2024-02-28 16:50:00")
    let booth = office.booth
    // Two minutes before midnight of Wednesday the 28th, and three after, in one shift.
    set("@2024-02-28 16:58:00", office)
    try booth.open("sman-1")
    try booth.register([Visitor.ikd(1, "activated")])
    set("@2024-02-28 17:03:00", office)
    let run = try booth.register([
      Visitor.ikd(2, "notActive", reason: "declined"), pupil("2007-02-28", "activated"),
      pupil("2007-02-29", "activated"), pupil("2007-03-01", "activated"),
      pupil("2008-02-29"), pupil("2008-02-28"),
    ])
    #expect(
      try LineResult.of(run.lines).map(\.status) == [
        "queued", "queued", "invalid", "invalid", "queued", "queued",
      ])
    #expect(run.lines[2].contains("dateNotOnCalendar") && run.lines[3].contains("notYetDue"))
    #expect(try deliver(office).alarms.isEmpty)
    // A shift belongs to the day on which it was opened.
    #expect(try counted(office, "2024-02-27").isEmpty)
    #expect(try counted(office, "2024-02-28") == [Counted(of: "2024-02-28", count: 2)])
    #expect(try office.followUps().waiting.map(\.since) == ["2024-02-28"])
    // The two adults came at the school, but not as pupils.
    var school = try self.school(office, "2024-02-28")
    #expect((school.seen, school.activated, school.notYetDue, school.under16) == (3, 1, 2, 1))

    // The leap day from its first minute; then the first minute of March, when that pupil is 17.
    set("@2024-02-28 17:10:00", office)
    try booth.open("mog")
    let early = try booth.register([
      Visitor.ikd(3, "activated"), pupil("2007-03-01", "activated"),
    ])
    #expect(early.lines.last?.contains("notYetDue") == true, "\(early.said)")
    _ = try deliver(office)
    set("@2024-02-29 17:00:00", office)
    try booth.open("mog")
    #expect(try booth.register([pupil("2007-03-01", "activated")]).status == 0)
    _ = try deliver(office)
    let days = [("2024-02-28", 2), ("2024-02-29", 1), ("2024-03-01", 1)]
    #expect(try counted(office, "2024-02-29") == days.prefix(2).map { Counted(of: $0, count: $1) })
    #expect(try counted(office, "01/03/2024") == days.map { Counted(of: $0, count: $1) })
    // Whoever was born on a leap day is 17 on 1 March.
    for (day, left) in [("2025-02-27", 2), ("2025-02-28", 1), ("2025-03-01", 0)] {
      school = try self.school(office, day)
      #expect(school.turning17.values.reduce(0, +) == left, "\(day): \(school.turning17)")
    }
  }

  @Test func eachFaultOfAClockIsToldByItself() throws {
    let office = try office(at: "-2d")
    let booth = office.booth
    // Fourteen hours within a shift; then a day ahead; then right again, so a day back.
    for (opened, went, alarms) in [
      ("-20h", "-6h", ["clockJump": 1]), ("+1d", "+1d", ["clockAhead": 1]),
      ("+0", "+0", ["clockBack": 1]),
    ] {
      set(opened, office)
      try booth.open("mog")
      set(went, office)
      try booth.register([Visitor.ikd(alarms.count, "active"), Visitor.ikd(nil, "activated")])
      try booth.close()
      set("+0", office)
      _ = try office.flush()
      let processed = try office.process()
      #expect(processed.alarms == alarms && processed.reconciled == 1, "\(processed)")
    }
    let json = try office.pusat("rekap", "--json", status: 0).output
    for fault in ["clockJump", "clockAhead", "clockBack"] {
      #expect(json.contains(#""clock":["\#(fault)"]"#), "\(json)")
    }
    set("+2d", office)
    #expect(try office.progress().activated == 3, "counted all the same")
  }

  /// Somebody at the school without a NIK, born then.
  private func pupil(_ birthDate: String, _ state: String? = nil) -> String {
    let ikd = state.map { #","recorded":true,"ikd":{"state":"\#($0)"}"# } ?? ""
    return #"{"name":"UJI COBA","sex":"P","birthDate":"\#(birthDate)","segment":"student","#
      + #""school":"sman-1","residence":"3573011001"\#(ikd),"services":[{"code":"cetak"}]}"#
  }

  private struct Schools: Decodable {
    struct School: Decodable {
      let code: String
      let seen: Int
      let activated: Int
      let notYetDue: Int
      let under16: Int
      let turning17: [String: Int]
    }

    let institutions: [School]
  }

  private func school(_ office: Office, _ day: String) throws -> Schools.School {
    let found = try office.figures(Schools.self, "sekolah", "--tanggal", day).institutions
    return try #require(found.first { $0.code == "sman-1" })
  }
}
