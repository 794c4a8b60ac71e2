import Glibc

/// One thing that the person at the keyboard did.
enum Stroke: Hashable {
  /// A single-byte key for readline: ASCII, or one of `Keys`.
  case key(UInt8)
  /// UTF-8 to be put into the line as it is; never NUL.
  case insert([UInt8])
  /// A paste longer than any line may be; nothing of it is kept.
  case overflow
}

/// Bytes from a terminal become strokes, whichever way they were cut into reads.
///
/// Escape sequences of keys become single keys or nothing. A bracketed paste is one insertion, in
/// which line ends do not submit. What is no text stands in the line as a mark that the line check
/// finds: U+FFFD for bytes that are not UTF-8, U+0001 for NUL, C1 controls and what no screen
/// shows, ESC for itself.
struct Keyboard {
  private var bytes: ArraySlice<UInt8> = []
  private var paste: Paste?
  let lineMax: Int

  private struct Paste {
    var bytes: [UInt8] = []
    var isTooLong = false
  }

  init(lineMax: Int) { self.lineMax = lineMax }

  static let notUTF8Mark = Array("\u{FFFD}".utf8)
  static let controlMark: [UInt8] = [0x01]
  private static let escape: UInt8 = 0x1B
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  mutating func receive(_ more: [UInt8]) { bytes = ArraySlice(Array(bytes) + more) }

  /// Forgets what was typed ahead.
  mutating func forget() {
    bytes = []
    paste = nil
  }

  /// The next stroke, or nil until more bytes are received.
  mutating func next() -> Stroke? {
    while let first = bytes.first {
      if paste != nil {
        guard let stroke = nextOfPaste() else { return nil }
        return stroke
      }
      if first == Keyboard.escape {
        switch sequence() {
        case .incomplete: return nil
        case .ignored: continue
        case .stroke(let stroke): return stroke
        }
      }
      guard first != 0 else { return take(1, as: .insert(Keyboard.controlMark)) }
      guard first >= 0x80 else { return take(1, as: .key(first)) }
      return character(first)
    }
    return nil
  }

  private mutating func take(_ count: Int, as stroke: Stroke) -> Stroke {
    bytes = bytes.dropFirst(count)
    return stroke
  }
}

extension Keyboard {
  /// One character beyond ASCII; nil while its last bytes are missing.
  private mutating func character(_ first: UInt8) -> Stroke? {
    let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    let candidate = Array(bytes.prefix(count))
    let good = candidate.prefix(1) + candidate.dropFirst().prefix { $0 & 0xC0 == 0x80 }
    if good.count < count && good.count == bytes.count && first >= 0xC2 && first <= 0xF4 {
      return nil
    }
    guard let text = String(validating: good, as: UTF8.self),
      let scalar = text.unicodeScalars.first
    else { return take(max(1, good.count), as: .insert(Keyboard.notUTF8Mark)) }
    let isShown = !LineCheck.isControl(scalar) && !LineCheck.isHidden(scalar)
    return take(good.count, as: .insert(isShown ? Array(good) : Keyboard.controlMark))
  }
}

extension Keyboard {
  private enum Sequence {
    case incomplete
    case ignored
    case stroke(Stroke)
  }

  /// What begins with ESC. A sequence that no key sends leaves its ESC in the line.
  private mutating func sequence() -> Sequence {
    guard let second = bytes.dropFirst().first else { return .incomplete }
    if second == UInt8(ascii: "O") {
      guard let final = bytes.dropFirst(2).first else { return .incomplete }
      return named(parameters: [], final: final, length: 3)
    }
    guard second == UInt8(ascii: "[") else { return foreign() }
    let rest = bytes.dropFirst(2)
    let parameters = rest.prefix { (0x20...0x3F).contains($0) }
    guard parameters.count <= 16 else { return foreign() }
    guard let final = rest.dropFirst(parameters.count).first else { return .incomplete }
    return named(parameters: parameters, final: final, length: parameters.count + 3)
  }

  private mutating func foreign() -> Sequence { .stroke(take(1, as: .key(Keyboard.escape))) }

  private mutating func named(
    parameters: ArraySlice<UInt8>, final: UInt8, length: Int
  ) -> Sequence {
    let text = String(decoding: parameters, as: UTF8.self)
    if text == "200" && final == UInt8(ascii: "~") {
      bytes = bytes.dropFirst(length)
      paste = Paste()
      return .ignored
    }
    if let key = Keyboard.key(text, Character(Unicode.Scalar(final))) {
      return .stroke(take(length, as: .key(key)))
    }
    guard "~ABCDEFHPQRSZ".utf8.contains(final) else { return foreign() }
    bytes = bytes.dropFirst(length)
    return .ignored
  }

  private static func key(_ parameters: String, _ final: Character) -> UInt8? {
    switch (parameters, final) {
    case ("", "A"): Keys.up
    case ("", "B"): Keys.down
    case ("", "C"): Keys.right
    case ("", "D"): Keys.left
    case ("", "H"), ("1", "~"), ("7", "~"): Keys.home
    case ("", "F"), ("4", "~"), ("8", "~"): Keys.end
    case ("3", "~"): Keys.delete
    default: nil
    }
  }
}

extension Keyboard {
  /// Gathers the paste until its end; nil while that has not come.
  private mutating func nextOfPaste() -> Stroke? {
    var gathered = paste ?? Paste()
    while !bytes.isEmpty {
      let ahead = bytes.prefix(Keyboard.pasteEnd.count)
      if ahead.elementsEqual(Keyboard.pasteEnd) {
        bytes = bytes.dropFirst(ahead.count)
        paste = nil
        return Keyboard.insertion(gathered)
      }
      if Keyboard.pasteEnd.starts(with: ahead) { break }
      // At least one byte, for it may be an ESC that ends no paste.
      let piece = bytes.prefix(1) + bytes.dropFirst().prefix { $0 != Keyboard.escape }
      bytes = bytes.dropFirst(piece.count)
      gathered.isTooLong = gathered.isTooLong || gathered.bytes.count + piece.count > lineMax
      if !gathered.isTooLong { gathered.bytes += piece }
    }
    paste = gathered
    return nil
  }

  private static func insertion(_ paste: Paste) -> Stroke {
    guard !paste.isTooLong else { return .overflow }
    guard let text = String(validating: paste.bytes, as: UTF8.self)
    else { return .insert(notUTF8Mark) }
    var scalars = Array(text.unicodeScalars)
    while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
    return .insert(scalars.flatMap { Array(pasted($0).utf8) })
  }

  /// A pasted control character as it may stand in the line.
  private static func pasted(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\t": " "
    case "\n": "\r"
    case "\0", "\u{80}"..."\u{9F}", "\u{2028}", "\u{2029}": "\u{01}"
    default: LineCheck.isHidden(scalar) ? "\u{01}" : String(Character(scalar))
    }
  }
}
