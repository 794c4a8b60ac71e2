/// A calendar day (tanggal), Gregorian, without hour or zone. A day is not an instant.
package struct Day: Hashable, Sendable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// Nil for a day that no calendar has; years 1850 to 2199.
  package init?(year: Int, month: Int, day: Int) {
    guard (1850...2199).contains(year), (1...12).contains(month),
      (1...Day.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The length of a month in days.
  package static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    default: 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }
}

extension Day: Comparable {
  package static func < (left: Day, right: Day) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension Day {
  /// Days since 1970-01-01, which is 0.
  package var number: Int {
    let shiftedYear = month > 2 ? year : year - 1
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day `number` days after 1970-01-01; the nearest day this type has, outside its years.
  package init(number: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    self = Day(year: year, month: month, day: day) ?? (number < 0 ? .earliest : .latest)
  }

  /// The first day this type has.
  package static let earliest = Day(unchecked: 1850, 1, 1)
  /// The last day this type has.
  package static let latest = Day(unchecked: 2199, 12, 31)

  private init(unchecked year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// 0 for Monday, 6 for Sunday: an Indonesian week starts on Monday (domain.md section 6).
  package var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  /// Completed years of age on `today`; someone born on 29 February comes of age on 1 March.
  package func age(on today: Day) -> Int {
    let hadBirthday = (today.month, today.day) >= (month, day)
    return today.year - year - (hadBirthday ? 0 : 1)
  }

  /// `1990-08-17`, for machines.
  package var iso: String { "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))" }

  /// `17-08-1990`, as the KTP prints it (domain.md section 3.3).
  package var asOnCard: String {
    "\(day.padded(to: 2))-\(month.padded(to: 2))-\(year.padded(to: 4))"
  }
}

extension Day {
  /// Why a typed line is no day.
  package enum Fault: Error, Hashable, Sendable {
    /// Not one of `17/08/1990`, `17-08-1990`, `17081990`, `1990-08-17`.
    case unreadable
    /// Well-formed, but no calendar has it, such as 31-02-1990.
    case notOnCalendar
    /// Before 1850.
    case tooLongAgo
    /// After 2199.
    case tooFarAhead
  }

  /// A typed day: day first, never month first (domain.md section 6); ISO with the year first.
  package static func parse(_ text: String) -> Result<Day, Fault> {
    let parts = text.split { "/-. ".contains($0) }.map(String.init)
    guard parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }) else { return .failure(.unreadable) }
    guard let fields = yearMonthDay(of: parts) else { return .failure(.unreadable) }
    let numbers = fields.compactMap { Int($0) }
    guard numbers.count == 3 else { return .failure(.unreadable) }
    guard Day(year: 2000, month: numbers[1], day: numbers[2]) != nil
    else { return .failure(.notOnCalendar) }
    guard numbers[0] >= earliest.year else { return .failure(.tooLongAgo) }
    guard numbers[0] <= latest.year else { return .failure(.tooFarAhead) }
    guard let day = Day(year: numbers[0], month: numbers[1], day: numbers[2])
    else { return .failure(.notOnCalendar) }
    return .success(day)
  }

  private static func yearMonthDay(of parts: [String]) -> [String]? {
    if parts.count == 1, parts[0].count == 8 {
      return [parts[0].slice(4, 8), parts[0].slice(2, 4), parts[0].slice(0, 2)]
    }
    guard parts.count == 3 else { return nil }
    let isShort = { (part: String) in (1...2).contains(part.count) }
    if parts[0].count == 4, parts.dropFirst().allSatisfy(isShort) { return parts }
    if parts[2].count == 4, parts.dropLast().allSatisfy(isShort) { return parts.reversed() }
    return nil
  }
}

extension String {
  /// The characters from `start` up to `end`, counted from 0.
  package func slice(_ start: Int, _ end: Int) -> String {
    String(dropFirst(start).prefix(end - start))
  }
}

extension Character {
  /// One of the ten ASCII digits, and no other script's.
  ///
  /// By its scalar: `"0"..."9"` as a range of characters holds a 3 with an accent too.
  package var isASCIIDigit: Bool { isASCII("0"..."9") }

  /// A single ASCII character of a range.
  package func isASCII(_ range: ClosedRange<Unicode.Scalar>) -> Bool {
    unicodeScalars.count == 1 && unicodeScalars.allSatisfy(range.contains)
  }
}
