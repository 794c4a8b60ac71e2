/// The citizen's number (Nomor Induk Kependudukan): region, birth day, serial; no check digit.
///
/// It is given once and never changes (PP 40/2019 art. 30(2)): not on moving, not when a birth
/// date is corrected. So it says where and as what a person was first registered, not where the
/// person lives, and a date in it that differs from the card is a thing to confirm, no error
/// (domain.md sections 0.3 and 3.1). Not a key: some people have none, some have two.
package struct NIK: Hashable, Sendable {
  /// Sixteen ASCII digits.
  package let digits: String

  private init(digits: String) { self.digits = digits }
}

extension NIK {
  /// Why a typed line cannot be a NIK at all.
  package enum Fault: Error, Hashable, Sendable {
    /// Something else than digits, spaces, dots and dashes.
    case notDigits
    case notSixteenDigits(count: Int)
    /// The day is none of 01-31 and 41-71.
    case impossibleDay
    case impossibleMonth
    /// Serials start at 0001.
    case serialZero
  }

  /// Reads typed, pasted or scanned digits; spaces, dots and dashes between them do not matter.
  package static func parse(_ text: String) -> Result<NIK, Fault> {
    let bare = text.filter { !" .-".contains($0) }
    guard bare.allSatisfy(\.isASCIIDigit) else { return .failure(.notDigits) }
    guard bare.count == 16 else { return .failure(.notSixteenDigits(count: bare.count)) }
    let nik = NIK(digits: bare)
    guard (1...31).contains(nik.dayOfMonth) else { return .failure(.impossibleDay) }
    guard (1...12).contains(nik.month) else { return .failure(.impossibleMonth) }
    guard nik.serial != 0 else { return .failure(.serialZero) }
    return .success(nik)
  }

  private func number(_ start: Int, _ end: Int) -> Int { Int(digits.slice(start, end)) ?? 0 }

  private var dayField: Int { number(6, 8) }

  /// The day of birth; women's carry 40 more in the NIK, which is taken off here.
  package var dayOfMonth: Int { dayField > 40 ? dayField - 40 : dayField }
  package var month: Int { number(8, 10) }
  /// The last two digits of the year of birth; the century is not in a NIK.
  package var yearOfCentury: Int { number(10, 12) }
  package var serial: Int { number(12, 16) }
  package var sex: Sex { dayField > 40 ? .female : .male }
  /// Kabupaten or kota of first registration, four digits.
  package var regency: RegionCode { RegionCode(unchecked: digits.slice(0, 4)) }
  /// Kecamatan of first registration, six digits.
  package var district: RegionCode { RegionCode(unchecked: digits.slice(0, 6)) }

  /// `3573********0001`: what a list may show (domain.md section 5).
  package var masked: String { digits.slice(0, 4) + "********" + digits.slice(12, 16) }
}

extension NIK {
  /// Whether the card's birth date agrees with the six digits in the NIK.
  package func agrees(with birthDate: Day) -> Bool {
    (dayOfMonth, month, yearOfCentury)
      == (birthDate.day, birthDate.month, birthDate.year % 100)
  }

  /// The birth date the NIK suggests for someone who is at most 110 on `today`, youngest first.
  ///
  /// The card decides the century; nil if the digits name no day in any of them.
  package func proposedBirthDate(today: Day) -> Day? {
    let thisCentury = today.year / 100 * 100
    let candidates = [thisCentury, thisCentury - 100]
      .compactMap { Day(year: $0 + yearOfCentury, month: month, day: dayOfMonth) }
      .filter { $0 <= today && $0.age(on: today) <= 110 }
    return candidates.first { $0.age(on: today) >= 10 } ?? candidates.first
  }
}

/// Sex as on the card: `L` (laki-laki) or `P` (perempuan).
package enum Sex: String, Hashable, Sendable, CaseIterable {
  case male = "L"
  case female = "P"
}
