import Foundation

/// A Swift file as the tidy rules see it.
struct SourceFile {
  let room: String
  let name: String
  let lines: [Substring]
  /// The same lines with every comment and the inside of every string made blank.
  let code: [Substring]

  init(room: String, name: String, text: String) {
    self.room = room
    self.name = name
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    code = CodeMask.masked(text).split(separator: "\n", omittingEmptySubsequences: false)
  }

  var path: String { "\(room)/\(name)" }
}

extension SourceFile {
  /// Every Swift file of `Sources`; the room is the folder's name.
  static func all() throws -> [SourceFile] {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
    let found = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    let files = (found?.allObjects ?? []).compactMap { $0 as? URL }
      .filter { $0.pathExtension == "swift" }
    return try files.sorted { $0.path < $1.path }.map { file in
      let parts = file.path.dropFirst(sources.path.count).split(separator: "/").map(String.init)
      return SourceFile(
        room: parts[0], name: parts.dropFirst().joined(separator: "/"),
        text: try String(contentsOf: file, encoding: .utf8))
    }
  }
}

/// Blanks out comments and strings, so that a brace or a word in them counts for nothing.
struct CodeMask {
  private let source: [Character]
  private var place = 0
  private var masked = ""

  static func masked(_ text: String) -> String {
    var mask = CodeMask(source: Array(text))
    while mask.place < mask.source.count { mask.step() }
    return mask.masked
  }

  private init(source: [Character]) { self.source = source }

  private func at(_ word: String) -> Bool {
    source.dropFirst(place).starts(with: word)
  }

  private mutating func keep(_ count: Int = 1) {
    masked += String(source[place..<min(place + count, source.count)])
    place += count
  }

  private mutating func blank(_ count: Int = 1) {
    for letter in source[place..<min(place + count, source.count)] {
      masked.append(letter == "\n" ? "\n" : " ")
    }
    place += count
  }

  private mutating func step() {
    if at("//") {
      while place < source.count, source[place] != "\n" { blank() }
    } else if at("/*") {
      blankComment()
    } else if at("\"") || at("#") {
      string()
    } else {
      keep()
    }
  }

  private mutating func blankComment() {
    var depth = 0
    repeat {
      if at("/*") {
        depth += 1
        blank(2)
      } else if at("*/") {
        depth -= 1
        blank(2)
      } else {
        blank()
      }
    } while depth > 0 && place < source.count
  }

  /// A string with any number of `#` around it; what is interpolated counts as code.
  private mutating func string() {
    let hashes = String(source.dropFirst(place).prefix { $0 == "#" })
    guard source.dropFirst(place + hashes.count).first == "\"" else { return keep(hashes.count) }
    keep(hashes.count)
    let quote = at("\"\"\"") ? "\"\"\"" : "\""
    keep(quote.count)
    while place < source.count, !at(quote + hashes) {
      if at("\\\(hashes)(") {
        blank(1 + hashes.count)
        interpolation()
      } else if at("\\\(hashes)") {
        blank(2 + hashes.count)
      } else {
        blank()
      }
    }
    keep(quote.count + hashes.count)
  }

  private mutating func interpolation() {
    var depth = 0
    repeat {
      if at("(") { depth += 1 }
      if at(")") { depth -= 1 }
      step()
    } while depth > 0 && place < source.count
  }
}
