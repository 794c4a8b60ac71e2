/// Finds the places where TOMLKit's parser ends the program instead of saying what is wrong: a `}`
/// where a list wants its `]` (`x = [ }`), and a table's `[` before what begins no key (`[=]`).
struct ParserTrap {
  /// From 1, in bytes.
  private(set) var line = 1
  private(set) var column = 0
  /// What stands there.
  private(set) var detail = ""
  private var open: [UInt8] = []
  private var isLineStart = true
  private var rest: Substring.UTF8View

  /// Nil: there is none. What else may be wrong is the parser's to say.
  init?(in text: String) {
    rest = text[...].utf8
    while let byte = next() {
      let mayBeHeader = isLineStart && open.isEmpty
      if ![newline, UInt8(ascii: " "), UInt8(ascii: "\t")].contains(byte) { isLineStart = false }
      switch byte {
      case UInt8(ascii: "#"): while let byte = next(), byte != newline {}
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipText(byte)
      case UInt8(ascii: "["):
        if mayBeHeader, !beginsHeader() { return }
        open.append(byte)
      case UInt8(ascii: "{"): open.append(byte)
      case UInt8(ascii: "]"): _ = open.popLast()
      case UInt8(ascii: "}"):
        detail = "[ … }"
        if open.popLast() == UInt8(ascii: "[") { return }
      default: break
      }
    }
    return nil
  }

  private let newline = UInt8(ascii: "\n")

  private mutating func next() -> UInt8? {
    guard let byte = rest.popFirst() else { return nil }
    (line, column) = byte == newline ? (line + 1, 0) : (line, column + 1)
    if byte == newline { isLineStart = true }
    return byte
  }

  /// Whether a key, a quote or the end follows a line's `[` or `[[`.
  private mutating func beginsHeader() -> Bool {
    detail = "[ ?"
    var header = rest
    let isList = header.first == UInt8(ascii: "[")
    if isList { header.removeFirst() }
    guard let byte = header.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") })
    else { return true }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "]"):
      return true
    case UInt8(ascii: "["): return !isList
    default: return false
    }
  }

  /// The rest of a text whose first quote was read, on one line or between three quotes.
  private mutating func skipText(_ quote: UInt8) {
    var quotes = 1
    while quotes < 3, rest.first == quote {
      _ = next()
      quotes += 1
    }
    if quotes == 2 { return }
    var run = 0
    while run < quotes, let byte = next() {
      run = byte == quote ? run + 1 : 0
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { _ = next() }
      if byte == newline, quotes == 1 { return }
    }
    // A long text may end in quotes of its own.
    while quotes == 3, rest.first == quote { _ = next() }
  }
}
