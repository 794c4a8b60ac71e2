// Intake: the nouns of the counter. Pure: imports nothing, touches nothing.

/// A random or time-ordered 128-bit name of one thing; `Subject` says of which kind of thing.
///
/// Written as a lower-case UUID string (`018f…-…`), stored as 16 bytes, most significant first.
package struct Identity<Subject>: Hashable, Sendable, Comparable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

/// One service laptop.
package typealias BoothID = Identity<Booth>
/// One shift (sesi) of one booth, drawn at random when it opens.
package typealias ShiftID = Identity<Shift>
/// One visit of one person; minted before the first answer is stored, kept by all revisions.
package typealias VisitID = Identity<Visit>

/// Stands for the laptop in `BoothID`; a booth has no other state of its own in this room.
package enum Booth {}

extension Identity {
  /// Sixteen bytes, most significant first.
  package var bytes: [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> UInt64(56 - $0 % 8 * 8)) }
  }

  /// From exactly sixteen bytes; nil for any other count.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    let words = bytes.reduce(into: (high: UInt64(0), low: UInt64(0))) { words, byte in
      words.high = words.high << 8 | words.low >> 56
      words.low = words.low << 8 | UInt64(byte)
    }
    self.init(high: words.high, low: words.low)
  }

  /// A UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds, the rest chance.
  package init(milliseconds: UInt64, chance: (UInt64, UInt64)) {
    high = milliseconds << 16 | 0x7000 | chance.0 & 0x0fff
    low = 0x8000_0000_0000_0000 | chance.1 & 0x3fff_ffff_ffff_ffff
  }
}

extension Identity: CustomStringConvertible {
  package var description: String {
    let hex = bytes.hex
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst())
      .map { String(hex.dropFirst($0).prefix($1 - $0)) }
      .joined(separator: "-")
  }
}

extension Identity {
  /// From a UUID string with its dashes; nil for anything else.
  package init?(uuid text: String) {
    let digits = text.filter { $0 != "-" }
    guard text.count == 36, digits.count == 32,
      let high = UInt64(digits.prefix(16), radix: 16),
      let low = UInt64(digits.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
    guard description == text.lowercased() else { return nil }
  }
}

extension Collection where Element == UInt8 {
  /// Two lower-case hexadecimal digits a byte.
  package var hex: String { String(decoding: hexDigits, as: UTF8.self) }

  /// The same as ASCII.
  package var hexDigits: [UInt8] {
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * count)
    for byte in self {
      for half in [byte >> 4, byte & 15] { digits.append(half + (half < 10 ? 48 : 87)) }
    }
    return digits
  }
}

extension [UInt8] {
  /// From two hexadecimal digits a byte; nil for anything else.
  package init?(hex text: String) {
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
    self = stride(from: 0, to: digits.count, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }
}

extension StringProtocol {
  /// The same text with zeros before it until it has `width` characters.
  package func zeroPadded(to width: Int) -> String {
    String(repeating: "0", count: Swift.max(0, width - count)) + self
  }
}

extension BinaryInteger {
  /// Decimal digits, zeros before them until there are `width`.
  package func padded(to width: Int) -> String { String(self).zeroPadded(to: width) }
}
