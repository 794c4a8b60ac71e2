import Intake
import TestWorld
import Testing

@Suite struct MomentTests {
  @Test(arguments: [
    ("2026-11-24T06:00:00Z", "2026-11-24T13:00:00+07:00"),
    ("2026-11-24T13:00:00+07:00", "2026-11-24T13:00:00+07:00"),
    ("2026-11-24t13:00:00z", "2026-11-24T20:00:00+07:00"),
    ("2026-11-24 13:00:00+07:00", "2026-11-24T13:00:00+07:00"),
    ("2026-11-24T13:00:00.987654321+07:00", "2026-11-24T13:00:00+07:00"),
    ("2026-11-24T00:30:00+09:30", "2026-11-23T22:00:00+07:00"),
    ("2026-11-23T20:00:00-03:00", "2026-11-24T06:00:00+07:00"),
    ("1969-12-31T23:59:59Z", "1970-01-01T06:59:59+07:00"),
    ("1965-01-01T00:00:00-00:00", "1965-01-01T07:00:00+07:00"),
    ("2016-12-31T23:59:60Z", "2017-01-01T07:00:00+07:00"),
  ])
  func `RFC 3339 is read with any offset and written in WIB`(text: String, wib: String) throws {
    #expect(try #require(Moment(rfc3339: text)).rfc3339 == wib)
  }

  @Test(arguments: [
    "", "2026-11-24", "2026-11-24T13:00:00", "2026-11-24T13:00Z", "2026-11-24T13:00:00+07",
    "2026-11-24T13:00:00+0700", "2026-11-24T24:00:00Z", "2026-11-24T13:60:00Z",
    "2026-11-24T13:00:61Z", "2026-02-30T13:00:00Z", "2026-13-01T13:00:00Z",
    "2026-11-24T13:00:00.Z", "2026-11-24T13:00:00Zx", "2026-11-24T13:00:00 Z",
    "2026-11-24T13:00:00+24:00", "2026-11-24T13:00:00+07:60", "2026-1-24T13:00:00Z",
    "26-11-24T13:00:00Z", "２026-11-24T13:00:00Z", "2026-11-24X13:00:00Z",
    "2026-11-24T13:00:00Z\u{0}", "24-11-2026T13:00:00Z", "2026-11-24T13-00-00Z",
    "-026-11-24T13:00:00Z", "2026-11-24T+3:00:00Z",
  ])
  func `anything else is none`(text: String) {
    #expect(Moment(rfc3339: text) == nil)
  }

  @Test func `a WIB day begins at 17.00 UTC`() throws {
    let last = try #require(Moment(rfc3339: "2026-11-24T16:59:59Z"))
    let first = try #require(Moment(rfc3339: "2026-11-24T17:00:00Z"))
    #expect(last.day.iso == "2026-11-24")
    #expect(last.hour == 23)
    #expect(last.clock == "23.59")
    #expect(first.day.iso == "2026-11-25")
    #expect(first.hour == 0)
    #expect(first.clock == "00.00")
    #expect(Moment(startOf: first.day) == first)
  }

  @Test func `an instant before 1970 keeps its day, hour and minute`() {
    let moment = Moment(seconds: -Moment.zoneSeconds - 1)
    #expect(moment.day.iso == "1969-12-31")
    #expect(moment.rfc3339 == "1969-12-31T23:59:59+07:00")
    #expect(Moment(seconds: -1).minute == -1)
    #expect(Moment(seconds: -60).minute == -1)
    #expect(Moment(seconds: -61).minute == -2)
  }

  @Test func `what is written reads back`() throws {
    try Seed.forAll(1000) { chance, note in
      let moment = Moment(seconds: Int64(chance.number(-3_000_000_000...7_000_000_000)))
      try #require(Moment(rfc3339: moment.rfc3339) == moment, note)
      try #require(moment.day.iso == String(moment.rfc3339.prefix(10)), note)
      try #require(Moment(startOf: moment.day) <= moment, note)
      try #require(moment < Moment(startOf: Day(number: moment.day.number + 1)), note)
      let minute = Moment(minute: moment.minute)
      try #require((0..<60).contains(moment.seconds - minute.seconds), note)
      try #require(minute.clock == moment.clock, note)
    }
  }
}
