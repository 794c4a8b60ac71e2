/// An instant, in whole seconds since 1970-01-01 00:00 UTC.
package struct Moment: Hashable, Comparable, Sendable {
  package let seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  package static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }
}

extension Moment {
  /// The seconds that stored bytes may hold: 1970 up to the end of 2199. Anything else was never
  /// written by a booth, and could not be counted with.
  package static let storable: ClosedRange<Int64> = 0...7_258_093_199

  package var isStorable: Bool { Moment.storable.contains(seconds) }

  /// Western Indonesian Time (WIB): seven hours ahead of UTC, no summer time.
  package static let zoneSeconds: Int64 = 7 * 3600

  private var local: Int64 { seconds + Moment.zoneSeconds }

  /// Whole minutes since 1970-01-01 00:00 UTC, as an entry's clear header keeps them.
  package var minute: Int64 { seconds.floorDivided(by: 60) }

  package init(minute: Int64) { self.init(seconds: minute * 60) }

  /// The WIB calendar day.
  package var day: Day { Day(number: Int(local.floorDivided(by: 86_400))) }

  /// The WIB hour, 0 to 23.
  package var hour: Int { Int(secondOfDay / 3600) }

  private var secondOfDay: Int64 { local - local.floorDivided(by: 86_400) * 86_400 }

  /// `09.05`, the way a clock is written in Indonesian (domain.md section 6).
  package var clock: String {
    "\(hour.padded(to: 2)).\((secondOfDay % 3600 / 60).padded(to: 2))"
  }

  /// RFC 3339 in WIB: `2026-11-24T13:00:00+07:00`.
  package var rfc3339: String {
    let minutes = (secondOfDay % 3600 / 60).padded(to: 2)
    let clock = "\(hour.padded(to: 2)):\(minutes):\((secondOfDay % 60).padded(to: 2))"
    return "\(day.iso)T\(clock)+07:00"
  }

  /// The instant at which a WIB day begins.
  package init(startOf day: Day) {
    self.init(seconds: Int64(day.number) * 86_400 - Moment.zoneSeconds)
  }

  package func advanced(bySeconds count: Int64) -> Moment { Moment(seconds: seconds + count) }
}

extension Moment {
  /// Reads RFC 3339 with `Z` or an offset; a fraction of a second is dropped. Nil if malformed.
  package init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let day = Moment.day(bytes[0..<10]),
      [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
      let time = Moment.clockSeconds(bytes[11..<19])
    else { return nil }
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let digits = rest.prefix { (48...57).contains($0) }
      guard !digits.isEmpty else { return nil }
      rest = rest.dropFirst(digits.count)
    }
    guard let offset = Moment.offset(rest) else { return nil }
    self.init(seconds: Int64(day.number) * 86_400 + Int64(time) - Int64(offset))
  }

  private static func day(_ bytes: ArraySlice<UInt8>) -> Day? {
    let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2] else { return nil }
    let numbers = parts.compactMap(number)
    guard numbers.count == 3 else { return nil }
    return Day(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  private static func clockSeconds(_ bytes: ArraySlice<UInt8>) -> Int? {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [2, 2, 2] else { return nil }
    let numbers = parts.compactMap(number)
    guard numbers.count == 3, numbers[0] < 24, numbers[1] < 60, numbers[2] <= 60 else { return nil }
    return numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
  }

  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    if bytes.count == 1, let only = bytes.first, "Zz".utf8.contains(only) { return 0 }
    guard bytes.count == 6, let sign = bytes.first, "+-".utf8.contains(sign) else { return nil }
    let parts = bytes.dropFirst().split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [2, 2] else { return nil }
    let numbers = parts.compactMap(number)
    guard numbers.count == 2, numbers[0] < 24, numbers[1] < 60 else { return nil }
    let seconds = numbers[0] * 3600 + numbers[1] * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }
}

extension Int64 {
  /// Division that rounds towards minus infinity, so that instants before 1970 keep their day.
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
