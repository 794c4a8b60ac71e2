@_spi(_Unicode) import Swift

/// A name as the card has it: one string of 1 to 60 characters, never split into first and last.
///
/// One word is fine, and so are apostrophes, dots, commas, titles and one-letter words: earlier
/// names stay valid (Permendagri 73/2022; domain.md section 6).
package struct PersonName: Hashable, Sendable {
  package let text: String

  private init(text: String) { self.text = text }
}

extension PersonName {
  package static let lengthMax = 60

  /// Why a typed line is no name.
  package enum Fault: Error, Hashable, Sendable {
    case empty
    case tooLong(count: Int)
    /// Few letters, and heaps of signs above and below them.
    case tooManyMarks
    /// A control, formatting or private character, or a sign that no card carries.
    case forbidden(Unicode.Scalar)
    case noLetter
  }

  /// Reads a typed name; blanks at the ends go, several between words become one, and a letter
  /// composed of two (e and its accent) becomes the one that it is: then the same name is always
  /// the same bytes. Without `composing` what was stored before that rule is read as it stands.
  package static func parse(
    _ text: String, composing: Bool = true
  ) -> Result<PersonName, Fault> {
    if let bad = text.unicodeScalars.first(where: { !isAllowed($0) }) {
      return .failure(.forbidden(bad))
    }
    let name = (composing ? composed(text) : text).split(separator: " ").joined(separator: " ")
    guard !name.isEmpty else { return .failure(.empty) }
    guard name.count <= lengthMax else { return .failure(.tooLong(count: name.count)) }
    guard name.unicodeScalars.count <= lengthMax * 2 else { return .failure(.tooManyMarks) }
    guard name.contains(where: \.isLetter) else { return .failure(.noLetter) }
    return .success(PersonName(text: name))
  }

  /// Unicode's normal form C.
  private static func composed(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text._nfc { scalars.append(scalar) }
    return String(scalars)
  }

  /// Digits are let through here and asked about at the form: a scanned NIK lands in this field.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return false }
    if properties.isAlphabetic || properties.generalCategory == .nonspacingMark { return true }
    return scalar.value < 0x80 && Character(scalar).isASCIIDigit
      || " '’`.,-/()".unicodeScalars.contains(scalar)
  }

  package var hasDigit: Bool { text.contains(where: \.isNumber) }

  /// First letters of up to three words, for a list that must not show the name: `S.R.`
  package var initials: String {
    text.split(separator: " ").compactMap { $0.first(where: \.isLetter) }.prefix(3)
      .map { "\($0.uppercased())." }.joined()
  }
}
