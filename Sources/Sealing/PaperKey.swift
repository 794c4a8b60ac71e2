import Crypto

/// A 32-byte key as text for paper: 56 letters and digits in groups of seven, the last four of
/// which check the others; no letter that looks like a digit.
package enum PaperKey {
  private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let keyLetters = 52
  private static let checkLetters = 4

  package static func text(_ key: [UInt8]) -> String {
    precondition(key.count == 32, "a key has 32 bytes")
    let all = Array(encoded(key, keyLetters) + encoded(check(key), checkLetters))
    return stride(from: 0, to: all.count, by: 7).map { String(all[$0..<($0 + 7)]) }
      .joined(separator: "-")
  }

  /// Why typed text is no such key.
  package enum Fault: Error, Hashable, Sendable {
    case length(count: Int)
    case letter(Character)
    /// A slip of the pen or of the finger.
    case check
  }

  /// Reads it back as people type it: any case, blanks and dashes anywhere, O for 0, I and L for 1.
  package static func parse(_ typed: String) -> Result<[UInt8], Fault> {
    let bare = typed.uppercased().filter { !" -\n\t".contains($0) }
    var values: [UInt8] = []
    for letter in bare {
      let meant: Character = letter == "O" ? "0" : "IL".contains(letter) ? "1" : letter
      guard let value = letters.firstIndex(of: meant) else { return .failure(.letter(letter)) }
      values.append(UInt8(value))
    }
    guard values.count == keyLetters + checkLetters else {
      return .failure(.length(count: values.count))
    }
    let key = decoded(values.prefix(keyLetters), bytes: 32)
    let isRight = encoded(key, keyLetters) + encoded(check(key), checkLetters)
    guard isRight == String(values.map { letters[Int($0)] }) else { return .failure(.check) }
    return .success(key)
  }

  private static func check(_ key: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: Array("loket paper key".utf8) + key).prefix(3))
  }

  /// Five bits a letter, from the front, zeros at the end.
  private static func encoded(_ bytes: [UInt8], _ count: Int) -> String {
    String(
      (0..<count).map { place in
        let value = (0..<5).reduce(0) { value, bit in
          let position = place * 5 + bit
          let isSet =
            position / 8 < bytes.count && bytes[position / 8] >> (7 - position % 8) & 1 == 1
          return value << 1 | (isSet ? 1 : 0)
        }
        return letters[value]
      })
  }

  private static func decoded(_ values: ArraySlice<UInt8>, bytes count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    for (place, value) in values.enumerated() {
      for bit in 0..<5 where value >> (4 - bit) & 1 == 1 {
        let position = place * 5 + bit
        if position / 8 < count { bytes[position / 8] |= 1 << (7 - position % 8) }
      }
    }
    return bytes
  }
}
