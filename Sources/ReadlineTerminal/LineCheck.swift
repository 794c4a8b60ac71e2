package import Ports

/// Whether bytes are a line of text: pure.
package enum LineCheck {
  /// The longest line, in bytes; no field of a form comes near it.
  package static let bytesMax = 4096

  /// A tab counts as a blank.
  package static func line(_ bytes: some Collection<UInt8>) -> Line {
    guard bytes.count <= bytesMax else { return .garbled(.tooLong(max: bytesMax)) }
    guard let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains("\u{FFFD}")
    else { return .garbled(.notUTF8) }
    let scalars = text.unicodeScalars.map { $0 == "\t" ? " " : $0 }
    guard !scalars.contains(where: { isControl($0) || isHidden($0) })
    else { return .garbled(.control) }
    return .text(String(String.UnicodeScalarView(scalars)))
  }

  /// C0, DEL, C1 and Unicode's own line ends.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
  }

  /// What a screen does not show or lets change its surroundings: marks of direction, zero widths,
  /// variation selectors, tags, private use.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return properties.isDefaultIgnorableCodePoint
      || [.format, .privateUse].contains(properties.generalCategory)
  }
}
