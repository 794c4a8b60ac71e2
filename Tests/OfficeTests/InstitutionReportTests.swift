import Intake
import Office
import Ports
import Testing

/// Lists of counts, and who becomes 17 when.
struct InstitutionReportTests {
  @Test func `a list is taken as a whole, and bad lines are named by their number`() throws {
    let day = try Day.parse("2024-04-23").get()
    let known = Set(["dinkes", "sman-1", "bkad"].compactMap(PlaceCode.init))
    let good = RosterList(
      "# kode, jumlah, luar kota, dinas luar\r\n\r\ndinkes, 120, 30, 4, 90\nsman-1;310\nbkad\t0\n",
      day: day, known: known)
    #expect(good.badLines.isEmpty)
    #expect(
      good.rosters == [
        try #require(PlaceCode("dinkes")): RosterSize(
          day: day, size: 120, elsewhere: 30, away: 4, asn: 90),
        try #require(PlaceCode("sman-1")): RosterSize(day: day, size: 310),
        try #require(PlaceCode("bkad")): RosterSize(day: day, size: 0),
      ])
    let bad = RosterList(
      "dinkes, 10\nkode,jumlah\ndinkes, 11\nsman-1, 5, 6\nbkad, -1\nlain, 3\nbkad\nbkad,1,1,1,1,1",
      day: day, known: known)
    #expect(bad.badLines == [2, 3, 4, 5, 6, 7, 8])
  }

  @Test func `whoever was born on 29 February becomes 17 in March`() throws {
    let births = try ["2012-02-29", "2012-03-01", "2012-02-28", "2010-12-31"].map {
      try Day.parse($0).get()
    }
    #expect(
      InstitutionReport.turning17(Dictionary(births.map { ($0, 2) }) { $1 })
        == ["2029-03": 4, "2029-02": 2, "2027-12": 2])
  }
}
