/// Finds a `}` where a list wants its `]`: TOMLKit's parser ends the program there (`x = [ }`)
/// instead of saying so.
struct StrayBrace {
  /// From 1, in bytes.
  private(set) var line = 1
  private(set) var column = 0
  private var open: [UInt8] = []
  private var rest: Substring.UTF8View

  /// Nil: there is none. What else may be wrong is the parser's to say.
  init?(in text: String) {
    rest = text[...].utf8
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "#"): while let byte = next(), byte != newline {}
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipText(byte)
      case UInt8(ascii: "["), UInt8(ascii: "{"): open.append(byte)
      case UInt8(ascii: "]"): _ = open.popLast()
      case UInt8(ascii: "}"): if open.popLast() == UInt8(ascii: "[") { return }
      default: break
      }
    }
    return nil
  }

  private let newline = UInt8(ascii: "\n")

  private mutating func next() -> UInt8? {
    guard let byte = rest.popFirst() else { return nil }
    (line, column) = byte == newline ? (line + 1, 0) : (line, column + 1)
    return byte
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
