/// The tags and texts of an XML file, one after another; knows no document type, so that nothing
/// expands.
struct XMLScanner {
  enum Token: Hashable {
    /// A tag without its prefix; a tag that closes itself is followed by its `close`.
    case open(String, [String: String])
    case close(String)
    case text(String)
  }

  private let bytes: [UInt8]
  private var place = 0
  private var pending: Token?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private static let less = UInt8(ascii: "<")
  private static let more = UInt8(ascii: ">")

  mutating func next() -> Token? {
    if let token = pending.take() { return token }
    while place < bytes.count {
      guard bytes[place] == XMLScanner.less else { return text() }
      guard let end = bytes[place...].firstIndex(of: XMLScanner.more) else { return nil }
      let tag = bytes[(place + 1)..<end]
      place = end + 1
      guard let first = tag.first, first != UInt8(ascii: "?"), first != UInt8(ascii: "!")
      else { continue }
      return token(String(decoding: tag, as: UTF8.self))
    }
    return nil
  }

  private mutating func text() -> Token {
    let end = bytes[place...].firstIndex(of: XMLScanner.less) ?? bytes.count
    let raw = String(decoding: bytes[place..<end], as: UTF8.self)
    place = end
    return .text(XMLScanner.plain(raw))
  }

  private mutating func token(_ tag: String) -> Token {
    if tag.hasPrefix("/") { return .close(XMLScanner.local(tag.dropFirst())) }
    let isWhole = tag.hasSuffix("/")
    let body = isWhole ? tag.dropLast() : tag[...]
    let name = XMLScanner.local(body.prefix { !$0.isWhitespace })
    if isWhole { pending = .close(name) }
    return .open(name, XMLScanner.attributes(body))
  }

  private static func local(_ name: Substring) -> String {
    String(name.split(separator: ":").last ?? "").filter { !$0.isWhitespace }
  }

  private static func attributes(_ tag: Substring) -> [String: String] {
    var found: [String: String] = [:]
    let pieces = tag.split(separator: "\"", omittingEmptySubsequences: false)
    for pair in stride(from: 0, to: pieces.count - 1, by: 2) {
      guard let key = pieces[pair].split(whereSeparator: \.isWhitespace).last?.dropLast()
      else { continue }
      found[local(key)] = plain(String(pieces[pair + 1]))
    }
    return found
  }

  /// The five entities that XML itself has, and numbers.
  private static func plain(_ text: String) -> String {
    guard text.contains("&") else { return text }
    let pieces = text.split(separator: "&", omittingEmptySubsequences: false)
    return pieces.dropFirst().reduce(String(pieces.first ?? "")) { done, piece in
      let name = piece.prefix { $0 != ";" }
      guard name.count < piece.count, let meant = entity(name) else { return done + "&" + piece }
      return done + meant + piece.dropFirst(name.count + 1)
    }
  }

  private static func entity(_ name: Substring) -> String? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.first == "#" else { return nil }
      let digits = name.dropFirst()
      let number = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
  }
}
