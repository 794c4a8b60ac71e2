import Intake
import TestWorld
import Testing

@Suite struct DayTests {
  private func fault(_ text: String) -> Day.Fault? {
    guard case .failure(let fault) = Day.parse(text) else { return nil }
    return fault
  }

  @Test func `every day from 1900 to 2100 has its number and comes back from it`() throws {
    var expected = try day(1900, 1, 1).number
    #expect(expected == -25_567)
    for year in 1900...2100 {
      for month in 1...12 {
        for date in 1...Day.length(ofMonth: month, year: year) {
          let day = try day(year, month, date)
          guard day.number == expected, Day(number: expected) == day else {
            Issue.record("\(day.iso) has number \(day.number), not \(expected)")
            return
          }
          expected += 1
        }
      }
    }
    #expect(expected == 47_847, "2101-01-01")
  }

  @Test func `the epoch is day 0`() throws {
    #expect(try day(1970, 1, 1).number == 0)
    #expect(Day(number: 0).iso == "1970-01-01")
    #expect(try day(2000, 3, 1).number == 11_017)
  }

  @Test func `a number outside the years gives the nearest day, whatever it is`() {
    #expect(Day(number: -1_000_000) == .earliest)
    #expect(Day(number: 1_000_000) == .latest)
    #expect(Day(number: Day.earliest.number) == .earliest)
    #expect(Day(number: Day.latest.number) == .latest)
  }

  @Test(arguments: [
    (2024, 11, 24, 6), (1970, 1, 1, 3), (2024, 10, 27, 6), (2026, 11, 24, 1), (1900, 1, 1, 0),
    (2000, 2, 29, 1), (1945, 8, 17, 4), (2099, 12, 31, 3), (1850, 1, 1, 1),
  ])
  func `weekdays are the calendar's, Monday first`(
    year: Int, month: Int, date: Int, weekday: Int
  ) throws {
    #expect(try day(year, month, date).weekday == weekday)
  }

  @Test(arguments: [(1900, 28), (2000, 29), (2023, 28), (2024, 29), (2100, 28)])
  func `leap years are Gregorian`(year: Int, length: Int) {
    #expect(Day.length(ofMonth: 2, year: year) == length)
    #expect((Day(year: year, month: 2, day: 29) != nil) == (length == 29))
  }

  @Test func `someone is seventeen from the birthday on`() throws {
    let born = try day(2009, 11, 24)
    #expect(born.age(on: try day(2026, 11, 23)) == 16)
    #expect(born.age(on: try day(2026, 11, 24)) == 17)
    #expect(born.age(on: born) == 0)
  }

  @Test func `who is born on 29 February comes of age on 1 March`() throws {
    let born = try day(2008, 2, 29)
    #expect(born.age(on: try day(2025, 2, 28)) == 16)
    #expect(born.age(on: try day(2025, 3, 1)) == 17)
    #expect(born.age(on: try day(2028, 2, 29)) == 20)
  }

  @Test(arguments: [
    "17/08/1990", "17-08-1990", "17081990", "1990-08-17", "17.08.1990", "17 08 1990", "17/8/1990",
    "1990/8/17",
  ])
  func `a day is read day first, ISO with the year first`(text: String) throws {
    #expect(try Day.parse(text).get() == day(1990, 8, 17))
  }

  @Test func `never month first`() throws {
    #expect(try Day.parse("03/04/1990").get() == day(1990, 4, 3))
    #expect(fault("08/17/1990") == .notOnCalendar)
    #expect(fault("1990-17-08") == .notOnCalendar)
  }

  @Test(arguments: [
    "31-02-1990", "29-02-2023", "31/04/1990", "00-01-1990", "01-00-1990", "32-01-1990",
    "31021990", "19900817",
  ])
  func `a day that no calendar has is told from one that cannot be read`(text: String) {
    #expect(fault(text) == .notOnCalendar)
  }

  @Test func `a year in which nobody who lives was born is told from a wrong day`() {
    for text in ["17-08-1849", "17-08-0000", "1590-01-01"] { #expect(fault(text) == .tooLongAgo) }
    #expect(fault("17-08-2200") == .tooFarAhead)
  }

  @Test(arguments: [
    "", " ", "-", "kemarin", "17 Agustus 1990", "17-08", "17-08-90", "170890", "17-08-1990-1",
    "17-08-19900", "017-08-1990", "1990-08", "１７-08-1990", "١٧-٠٨-١٩٩٠", "17-08-1990\u{0}",
    "1\u{301}7-08-1990", "17‑08‑1990", "+7-08-1990", "1708199", "170819900",
  ])
  func `what is no day is unreadable`(text: String) {
    #expect(fault(text) == .unreadable)
  }

  @Test func `both ways of writing read back`() throws {
    try Seed.forAll(1000) { chance, note in
      let day = Day(number: chance.number(Day.earliest.number...Day.latest.number))
      try #require(Day.parse(day.iso).get() == day, note)
      try #require(Day.parse(day.asOnCard).get() == day, note)
      try #require(Day.parse(String(day.asOnCard.filter { $0 != "-" })).get() == day, note)
      let other = Day(number: chance.number(Day.earliest.number...Day.latest.number))
      try #require((day < other) == (day.number < other.number), note)
    }
  }
}
