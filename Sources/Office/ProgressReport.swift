package import Intake
package import Ports

/// `pusat capaian`: IKD of own residents against the target, as of the end of a day.
package struct ProgressReport: Hashable, Sendable {
  package let goal: Goal
  package let asOf: Day
  package let activations: Activations

  /// `activations` are those after the baseline's day, up to `asOf`.
  package init(goal: Goal, asOf: Day, activations: Activations) {
    self.goal = goal
    self.asOf = asOf
    self.activations = activations
  }

  /// Activated by then, all told.
  package var total: Int {
    (goal.baseline?.count ?? 0) + activations.residents - activations.loweredBy
  }

  package var remaining: Int { max(0, goal.target - total) }

  /// Days after `asOf`, the target's last day among them.
  package var daysLeft: Int { max(0, goal.by.number - asOf.number) }

  /// Rounded up; nil when no day is left and the target is not reached.
  package var neededPerDay: Int? {
    remaining == 0 ? 0 : daysLeft > 0 ? (remaining + daysLeft - 1) / daysLeft : nil
  }

  /// Hundredths of a percent of a base, rounded; but 100 % only where nothing is missing.
  package static func share(_ count: Int, of base: Int) -> Int {
    let rounded = (count * 20_000 + base) / (2 * base)
    return count < base ? min(rounded, 9_999) : rounded
  }
}

extension ProgressReport {
  /// A week from Monday on and its activations; the first and the last may be cut short.
  package struct Week: Hashable, Sendable {
    package let monday: Day
    package let count: Int
    /// All seven days are in it.
    package let isWhole: Bool
  }

  /// From the first shift after the baseline up to `asOf`, weeks without any activation too.
  package var weeks: [Week] {
    guard let firstDay = activations.firstDay else { return [] }
    let start = max(firstDay.number, (goal.baseline?.day.number ?? firstDay.number - 1) + 1)
    guard start <= asOf.number else { return [] }
    let first = start - Day(number: start).weekday
    return stride(from: first, through: asOf.number, by: 7).map { monday in
      Week(
        monday: Day(number: monday),
        count: (monday..<monday + 7).map { activations.byDay[Day(number: $0), default: 0] }
          .reduce(0, +),
        isWhole: monday >= start && monday + 6 <= asOf.number)
    }
  }

  /// What the pace of the last whole weeks leads to.
  package struct Forecast: Hashable, Sendable {
    package let weeks: Int
    /// Activations a week: lowest, mean (rounded down) and highest, without the lowest and the
    /// highest eighth of the weeks.
    package let pace: Pace
    /// All told at the end of the target's last day, by the same three paces.
    package let total: Pace
    /// The day on which the target is reached at the mean pace; nil: never, or centuries away.
    package let reachedOn: Day?

    package struct Pace: Hashable, Sendable, Encodable {
      package let low: Int
      package let mean: Int
      package let high: Int

      fileprivate func map(_ change: (Int) -> Int) -> Pace {
        Pace(low: change(low), mean: change(mean), high: change(high))
      }
    }
  }

  package static let forecastWeeksMax = 8

  /// Nil with fewer than two whole weeks.
  package var forecast: Forecast? {
    let last = weeks.filter(\.isWhole).suffix(ProgressReport.forecastWeeksMax).map(\.count)
    guard last.count >= 2 else { return nil }
    let usual = last.sorted().dropFirst(last.count / 8).dropLast(last.count / 8)
    let pace = Forecast.Pace(
      low: usual.min() ?? 0, mean: usual.reduce(0, +) / usual.count, high: usual.max() ?? 0)
    let days = pace.mean > 0 ? (remaining * 7 + pace.mean - 1) / pace.mean : Int.max
    let reached = days < 365 * 100 ? Day(number: asOf.number + days) : nil
    return Forecast(
      weeks: last.count, pace: pace, total: pace.map { total + $0 * daysLeft / 7 },
      reachedOn: reached)
  }

  /// The day whose size of a base is told: its own, unless it is known how it grows.
  package func day(of base: Goal.Base) -> Day {
    goal.growthPerYear == 0 ? base.size.day : max(asOf, base.size.day)
  }

  /// A base as it will be on a day: grown by those who turn 17.
  package func size(of base: Goal.Base, on day: Day) -> Int {
    base.size.count + max(0, day.number - base.size.day.number) * goal.growthPerYear / 365
  }
}
