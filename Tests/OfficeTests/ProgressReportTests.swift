import Intake
import Office
import Paper
import Ports
import Testing
import Wording

/// The arithmetic of the head of service's figures, on figures written by hand.
struct ProgressReportTests {
  private func day(_ text: String) throws -> Day { try Day.parse(text).get() }

  private func goal(growth: Int = 0) throws -> Goal {
    Goal(
      target: 160_000, by: try day("2024-12-31"),
      share: Words(indonesian: "25% warga terekam", english: "25% of the recorded"),
      baseline: Goal.Dated(count: 54_000, day: try day("2024-04-23")),
      bases: [
        Goal.Base(
          name: Words(indonesian: "warga terekam", english: "recorded"),
          size: Goal.Dated(count: 640_000, day: try day("2024-04-23")))
      ], growthPerYear: growth, smallestShown: 5)
  }

  private func report(
    _ asOf: String, growth: Int = 0, _ fill: (inout Activations) throws -> Void = { _ in }
  ) throws -> ProgressReport {
    var activations = Activations()
    try fill(&activations)
    return ProgressReport(
      goal: try goal(growth: growth), asOf: try day(asOf), activations: activations)
  }

  @Test func `54,000 of 160,000 on 23 April 2024 need 421 a day`() throws {
    let report = try report("2024-04-23")
    #expect(report.total == 54_000 && report.remaining == 106_000)
    #expect(report.daysLeft == 252 && report.neededPerDay == 421, "420.6, rounded up")
    #expect(ProgressReport.share(report.total, of: 160_000) == 3375, "33.75% of the target")
    #expect(ProgressReport.share(report.total, of: 640_000) == 844, "8.44% of the recorded")
    #expect(ProgressReport.share(159_999, of: 160_000) == 9_999, "one is missing still")
    #expect(ProgressReport.share(160_000, of: 160_000) == 10_000)
    #expect(report.forecast == nil && report.weeks.isEmpty)
    let words = Wording(.indonesian)
    let text = report.sheet(words, CodeNames(places: [:], regions: Regions.none))
      .lines(columns: 80).prefix(10).joined(separator: "\n")
    #expect(text.contains("PERLU PER HARI: 421"), "\(text)")
    #expect(text.contains("33,75%") && text.contains("25% warga terekam"), "\(text)")
    #expect(text.contains("8,44%") && text.contains("640.000 warga terekam"), "\(text)")
  }

  @Test func `the last day has one day's need, the day after it none`() throws {
    #expect(try report("2024-12-30").neededPerDay == 106_000)
    #expect(try report("2024-12-31").neededPerDay == nil)
    #expect(try report("2025-01-01").daysLeft == 0)
    let reached = try report("2024-12-31") { $0.byDay = [try day("2024-05-01"): 106_000] }
    #expect(reached.neededPerDay == 0 && reached.remaining == 0)
  }

  @Test func `corrections lower the figure, outsiders and repeats never raise it`() throws {
    let report = try report("2024-05-01") {
      $0.byDay = [try day("2024-04-24"): 100]
      ($0.outsiders, $0.reactivated, $0.repeated) = (40, 7, 3)
      $0.corrections = [
        Correction(day: try day("2024-04-30"), loweredBy: 311, reason: "dihapus")
      ]
    }
    #expect(report.total == 53_789)
  }

  @Test func `weeks begin on Monday, and only whole ones make a forecast`() throws {
    // The first shift on Wednesday, 24 April; ten activations a day, twenty from 6 May on.
    let report = try report("2024-05-21") {
      $0.firstDay = try day("2024-04-24")
      for number in try day("2024-04-24").number...(try day("2024-05-21").number) {
        let day = Day(number: number)
        $0.byDay[day] = day.month == 5 && day.day >= 6 ? 20 : 10
      }
    }
    #expect(
      report.weeks.map(\.monday.iso) == [
        "2024-04-22", "2024-04-29", "2024-05-06", "2024-05-13", "2024-05-20",
      ])
    #expect(report.weeks.map(\.count) == [50, 70, 140, 140, 40])
    #expect(report.weeks.map(\.isWhole) == [false, true, true, true, false])
    let forecast = try #require(report.forecast)
    #expect(forecast.weeks == 3)
    #expect((forecast.pace.low, forecast.pace.mean, forecast.pace.high) == (70, 116, 140))
    // 224 days are left: 32 weeks.
    #expect(report.daysLeft == 224)
    #expect(forecast.total.low == report.total + 32 * 70)
    #expect(forecast.total.high == report.total + 32 * 140)
  }

  @Test func `eight weeks without the most extreme ones`() throws {
    let counts = [1, 50, 60, 70, 80, 90, 100, 900]
    let report = try report("2024-06-23") {
      let monday = try day("2024-04-29")
      $0.firstDay = monday
      for (week, count) in counts.enumerated() {
        $0.byDay[Day(number: monday.number + week * 7)] = count
      }
    }
    let pace = try #require(report.forecast?.pace)
    #expect((pace.low, pace.mean, pace.high) == (50, 75, 100))
  }

  @Test func `a base grows by those who turn 17`() throws {
    let report = try report("2025-04-23", growth: 14_000)
    let base = report.goal.bases[0]
    #expect(report.size(of: base, on: try day("2024-04-23")) == 640_000)
    #expect(report.size(of: base, on: try day("2024-04-01")) == 640_000, "never back")
    #expect(report.size(of: base, on: try day("2025-04-23")) == 654_000)
  }

  @Test func `figures are written as each language writes them`() {
    let (indonesian, english) = (Wording(.indonesian), Wording(.english))
    let figures = [0, 999, 1000, 54_006, -1_234_567]
    #expect(figures.map(indonesian.figure) == ["0", "999", "1.000", "54.006", "-1.234.567"])
    #expect(figures.map(english.figure) == ["0", "999", "1,000", "54,006", "-1,234,567"])
    #expect(indonesian.figures.percent(123_375) == "1.233,75%")
    #expect(english.figures.percent(123_375) == "1,233.75%")
  }

  @Test func `one small count alone is hidden with the next larger one`() {
    #expect(ProgressReport.hidden(["a": 2, "b": 9, "c": 7, "d": 30], below: 5) == ["a", "c"])
    #expect(ProgressReport.hidden(["a": 2, "b": 3, "c": 7], below: 5) == ["a", "b"])
    #expect(ProgressReport.hidden(["b": 5, "c": 7], below: 5).isEmpty)
  }
}

extension Regions {
  static let none = Regions(home: RegionCode.malang, names: [:], retired: [:])
}

extension RegionCode {
  fileprivate static var malang: RegionCode {
    guard let code = RegionCode("3573") else { preconditionFailure("no region code") }
    return code
  }
}
