import Foundation
import Testing

/// The two languages side by side, sentence by sentence, as they stand in the source: the same
/// values in both, nothing left untranslated, and no word wider than a narrow screen.
@Suite struct WordsTests {
  /// `file`, what the sentence is called there, and its Swift text in both languages.
  private struct Pair {
    let name: String
    let indonesian: String
    let english: String
  }

  @Test func `both languages use the same values in every sentence`() throws {
    let pairs = try pairs()
    #expect(pairs.count > 250)
    for pair in pairs {
      #expect(values(pair.indonesian) == values(pair.english), "\(pair.name)")
    }
  }

  @Test func `no sentence is left in one language`() throws {
    for pair in try pairs() {
      let (one, other) = (literals(pair.indonesian), literals(pair.english))
      for text in one where text.split(separator: " ").count(where: isWord) > 3 {
        #expect(!other.contains(text), "\(pair.name): \(text)")
      }
    }
  }

  private func isWord(_ text: Substring) -> Bool { text.contains(where: \.isLetter) }

  @Test func `English counts one of something as one`() throws {
    for pair in try pairs() {
      #expect(try many(pair.english) == nil, "\(pair.name)")
    }
  }

  /// The first count put before what is many of it, or before what many of it do.
  private func many(_ text: String) throws -> String? {
    let things =
      "(shift|visit|form|line|list|fault|day|week|minute|service|NIK|part|set|table|change|thing|deed)s"
    let pattern = try Regex(
      #"\\\((\$\d|count|entries)(\.withCommas)?\) (\w+ ){0,2}"#
        + "(\(things)|entries|people|tries|bodies|are|were)\\b")
    return text.firstMatch(of: pattern).map { String(text[$0.range]) }
  }

  @Test func `no word is wider than a narrow screen`() throws {
    for pair in try pairs() {
      for text in literals(pair.indonesian) + literals(pair.english) {
        let widest = text.split { " \n".contains($0) }.map(\.count).max() ?? 0
        #expect(widest <= 36, "\(pair.name): \(text)")
      }
    }
  }

  /// A check that cannot fail checks nothing.
  @Test func `a lost value and a forgotten translation are seen`() throws {
    #expect(values(#"{ "\($0) orang, \(count)" }"#) != values(#"{ "\($0) people" }"#))
    #expect(values(#"{ "\($0) orang" + sisa($1) }"#) == values(#"{ rest($1) + "\($0) people" }"#))
    #expect(try many(#"{ "\($0) unfinished forms found" }"#) != nil)
    #expect(try many(#"{ "\($0.counted("form is", "forms are")) found" }"#) == nil)
    #expect(literals(#"x("satu dua \(a + "b") tiga")"#) == ["satu dua  tiga"])
  }

  /// `$0` and the values named in interpolations, whatever is done with them.
  private func values(_ text: String) -> Set<String> {
    let places = text.matches(of: /\$\d/).map { String($0.output) }
    let named = text.matches(of: /\\\((\w+)/).map { String($0.output.1) }
    return Set(places + named.filter { !isHelper($0) })
  }

  /// A function that says part of the sentence, each language its own.
  private func isHelper(_ name: String) -> Bool {
    ["FormWords", "wanted", "type", "meant"].contains { name.hasPrefix($0) }
  }

  /// The string literals, without what is put into them.
  private func literals(_ code: String) -> [String] {
    var found: [String] = []
    var rest = Scanner(code)
    while let literal = rest.nextLiteral() { found.append(literal) }
    return found
  }
}

extension WordsTests {
  private func pairs() throws -> [Pair] {
    let files = try SourceFile.all().filter { $0.room == "Wording" }
    var sides: [String: [String: String]] = [:]
    for file in files {
      let text = file.lines.joined(separator: "\n")
      let type = file.name.prefix { $0.isLetter }
      for (name, body) in units(text) {
        let isEnglish = name.lowercased().contains("english")
        let plain = name.replacing(/(?i)indonesian|InEnglish|english/, with: "")
        for (label, argument) in arguments(body, whole: plain) {
          sides["\(type).\(plain).\(label)", default: [:]][isEnglish ? "en" : "id"] = argument
        }
      }
    }
    return sides.sorted { $0.key < $1.key }.compactMap { name, texts in
      guard let indonesian = texts["id"], let english = texts["en"] else { return nil }
      return Pair(name: name, indonesian: indonesian, english: english)
    }
  }

  /// Every static value and function with its body.
  private func units(_ text: String) -> [(String, String)] {
    let heads = text.matches(of: /static (?:let|func) (\w+)[^={]*[={]/)
    return heads.enumerated().map { number, head in
      let end = number + 1 < heads.count ? heads[number + 1].range.lowerBound : text.endIndex
      return (String(head.output.1), String(text[head.range.upperBound..<end]))
    }
  }

  /// The labelled arguments of a struct of sentences; any other body is one piece.
  private func arguments(_ body: String, whole name: String) -> [(String, String)] {
    guard name.isEmpty, let open = body.firstIndex(of: "(") else { return [("", body)] }
    var list = Scanner(String(body[body.index(after: open)...]))
    return list.pieces().compactMap { piece in
      guard let match = piece.firstMatch(of: /^\s*(\w+):/) else { return nil }
      return (String(match.output.1), String(piece[match.range.upperBound...]))
    }
  }
}

/// Swift text, as far as strings and brackets go.
private struct Scanner {
  private var rest: Substring

  init(_ text: String) { rest = Substring(text) }

  /// The next literal's text, interpolations left out; nil at the end.
  mutating func nextLiteral() -> String? {
    while let letter = rest.popFirst() {
      if letter == "\"" { return literal() }
    }
    return nil
  }

  private mutating func literal() -> String {
    let isLong = rest.hasPrefix("\"\"")
    if isLong { rest = rest.dropFirst(2) }
    var text = ""
    while let letter = rest.first {
      if isLong ? rest.hasPrefix("\"\"\"") : letter == "\"" {
        rest = rest.dropFirst(isLong ? 3 : 1)
        return text
      }
      rest = rest.dropFirst()
      guard letter == "\\", let escaped = rest.popFirst() else {
        text.append(letter)
        continue
      }
      if escaped == "(" { skipInterpolation() }
    }
    return text
  }

  private mutating func skipInterpolation() {
    var depth = 1
    while depth > 0, let letter = rest.popFirst() {
      if letter == "\"" { _ = literal() }
      depth += letter == "(" ? 1 : letter == ")" ? -1 : 0
    }
  }

  /// What stands between the commas of an argument list, up to its closing bracket.
  mutating func pieces() -> [String] {
    var pieces: [String] = []
    var start = rest.startIndex
    var depth = 0
    while let letter = rest.first {
      let place = rest.startIndex
      rest = rest.dropFirst()
      switch letter {
      case "\"": _ = literal()
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        guard depth >= 0 else { return pieces + [String(rest.base[start..<place])] }
      case "," where depth == 0:
        pieces.append(String(rest.base[start..<place]))
        start = rest.startIndex
      default: break
      }
    }
    return pieces
  }
}
