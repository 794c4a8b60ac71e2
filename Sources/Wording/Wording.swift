// Wording: every sentence for people, as one struct of sentences and one value per language; a
// missing sentence does not compile. Imports the pure rooms, touches nothing.

package import Intake

/// All that the program says to people, in one language.
///
/// A struct and not a catalogue: on Linux `Bundle.module` dies without its folder and ignores
/// LANG (house.md, decision 8), and a sentence that is missing here is a compile error.
package struct Wording: Sendable {
  package let language: Language
  package let form: FormWords
  package let gate: GateWords
  package let shift: ShiftWords
  package let kiosk: KioskWords
  package let tally: TallyWords
  package let trouble: TroubleWords
  package let doctor: DoctorWords
  package let roster: RosterWords
  package let practice: PracticeWords
  package let config: ConfigWords
  package let delivery: DeliveryWords
  package let office: OfficeWords
  package let figures: FigureWords
  package let paper: PaperWords
  package let time: TimeWords

  package init(_ language: Language) {
    self.language = language
    switch language {
    case .indonesian:
      form = .indonesian
      gate = .indonesian
      shift = .indonesian
      kiosk = .indonesian
      tally = .indonesian
      trouble = .indonesian
      doctor = .indonesian
      roster = .indonesian
      practice = .indonesian
      config = .indonesian
      delivery = .indonesian
      office = .indonesian
      figures = .indonesian
      paper = .indonesian
      time = .indonesian
    case .english:
      form = .english
      gate = .english
      shift = .english
      kiosk = .english
      tally = .english
      trouble = .english
      doctor = .english
      roster = .english
      practice = .english
      config = .english
      delivery = .english
      office = .english
      figures = .english
      paper = .english
      time = .english
    }
  }

  /// The configured text that belongs to this language.
  package func pick(_ words: Words) -> String {
    language == .indonesian ? words.indonesian : words.english
  }

  /// `1.234`, in English `1,234`.
  package func figure(_ number: Int) -> String { number.grouped(language) }
}

/// A language of the screen.
package enum Language: String, Hashable, Sendable, CaseIterable {
  case indonesian = "id"
  case english = "en"

  /// The choice by flag, then configuration, then locale; Indonesian unless something says `en`.
  package static func chosen(flag: String?, configured: Language?, locale: String?) -> Language {
    if let flag { return flag.lowercased().hasPrefix("en") ? .english : .indonesian }
    if let configured { return configured }
    return locale?.lowercased().hasPrefix("en") == true ? .english : .indonesian
  }
}

/// Days and times as people write them.
package struct TimeWords: Sendable {
  /// From Monday.
  let weekdays: [String]
  let months: [String]
  let zone: String

  /// `Selasa, 24 November 2026`.
  package func long(_ day: Day) -> String {
    "\(weekdays[day.weekday]), \(day.day) \(months[day.month - 1]) \(day.year)"
  }

  /// `Selasa, 24 November 2026 13.05 WIB`.
  package func long(_ moment: Moment) -> String {
    "\(long(moment.day)) \(moment.clock) \(zone)"
  }

  static let indonesian = TimeWords(
    weekdays: ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    months: [
      "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
      "Oktober", "November", "Desember",
    ], zone: "WIB")

  static let english = TimeWords(
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ], zone: "WIB")
}

extension Int {
  /// English for so many of something, and what it does: `1 form waits`, `2 forms wait`.
  func counted(_ one: String, _ many: String) -> String { "\(self) \(self == 1 ? one : many)" }
}

extension Language {
  var decimalMark: String { self == .indonesian ? "," : "." }
}

extension Int {
  /// `1.234`, in English `1,234`.
  package func grouped(_ language: Language) -> String {
    language == .indonesian ? withDots : withCommas
  }

  /// `1.234`, as Indonesian writes numbers (domain.md section 6).
  var withDots: String { grouped(by: ".") }

  var withCommas: String { grouped(by: ",") }

  private func grouped(by mark: String) -> String {
    let digits = Array(String(magnitude))
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
      String(digits[Swift.max(0, end - 3)..<end])
    }
    return (self < 0 ? "-" : "") + groups.reversed().joined(separator: mark)
  }
}
