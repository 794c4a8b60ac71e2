import Intake
import Testing

@Suite struct RosterTests {
  private func person(_ name: String, nik: String? = nil, birth: String? = nil) throws
    -> Roster.Person
  {
    Roster.Person(
      nik: try nik.map { try NIK.parse($0).get() }, name: try PersonName.parse(name).get(),
      birthDate: try birth.map { try Day.parse($0).get() }, sex: nil, group: "X")
  }

  private func roster(_ people: [Roster.Person]) throws -> Roster {
    Roster(institution: try #require(PlaceCode("sman-1")), people: people)
  }

  @Test func `a few letters of any of the names find a person`() throws {
    let roster = try roster(
      ["ANI CONTOH", "ANISA CONTOH", "D'ARTA UJI", "BUDI CONTOH"].map { try person($0) })
    #expect(roster.find("dar uj").map(\.name.text) == ["D'ARTA UJI"])
    #expect(roster.find("ani").count == 2)
    #expect(roster.find("ani contoh").map(\.name.text) == ["ANI CONTOH"])
    #expect(roster.find("con bud").map(\.name.text) == ["BUDI CONTOH"])
    for text in ["", "a", "arta", "xyz", "3573", " "] {
      #expect(roster.find(text).isEmpty, "\(text)")
    }
  }

  private func visit(
    _ name: String, nik: String? = nil, birth: String = "17-08-2008", ikd: IKDState = .notActive,
    services: [String] = ["rekam"], school: String? = "sman-1"
  ) throws -> Visit {
    Visit(
      nik: try nik.map { try NIK.parse($0).get() }, name: try PersonName.parse(name).get(),
      birthDate: try Day.parse(birth).get(), sex: .female, married: false,
      residence: .elsewhere(nil), segment: .student, institution: school.flatMap(PlaceCode.init),
      recorded: true, ikd: IKDResult(state: ikd, evidence: nil, reason: nil),
      requests: services.compactMap(ServiceCode.init).map {
        ServiceRequest(code: $0, deferral: nil)
      })
  }

  @Test func `who came, who did not, and who stands on no list`() throws {
    let roster = try roster([
      person("ANI CONTOH", nik: "3573055708080001"),
      person("BUDI CONTOH", birth: "17-08-2008"), person("CICI CONTOH", birth: "17-08-2012"),
      person("DEDI CONTOH"), person("EKO CONTOH"),
    ])
    let visits = [
      try visit("ANI C.", nik: "3573055708080001"),
      try visit("ANI C.", nik: "3573055708080001", ikd: .activated, services: []),
      try visit("BUDI CONTOH", ikd: .active, services: ["cetak"]),
      try visit("BUDI CONTOH", birth: "18-08-2008"),
      try visit("EKO CONTOH", ikd: .reactivated, services: []),
      try visit("ORANG LAIN", school: nil),
    ]
    let day = try #require(Day(year: 2026, month: 11, day: 24))
    var wanted = RosterTally()
    wanted.listed = 5
    wanted.came = 3
    wanted.recorded = 1
    wanted.activated = 2
    wanted.already = 1
    wanted.under16 = 1
    wanted.strangers = 1
    #expect(RosterTally(roster, visits, on: day) == wanted)
    #expect(wanted.absent == 2)
  }

  @Test func `who is on no list and comes twice is one stranger; without a NIK nobody knows`()
    throws
  {
    let roster = try roster([person("ANI CONTOH", nik: "3573055708080001")])
    let visits = [
      try visit("BUDI UJI", nik: "3573051708080002"),
      try visit("BUDI UJI", nik: "3573051708080002", ikd: .activated, services: []),
      try visit("CICI UJI", nik: "3573055708080003"),
      try visit("CICI UJI", nik: "3573055708080003", school: nil),
      try visit("DEDI UJI"), try visit("DEDI UJI"), try visit("EKO UJI", school: "sman-2"),
    ]
    let day = try #require(Day(year: 2026, month: 11, day: 24))
    let tally = RosterTally(roster, visits, on: day)
    #expect(tally.strangers == 4 && tally.came == 0)
  }
}
