/// Lines of cells: CSV with commas, semicolons or tabs, in the encodings that spreadsheets write.
enum DelimitedText {
  /// The table as each delimiter reads it: the heading decides which it is. Nil if it is no text.
  static func grids(_ bytes: [UInt8]) -> [[[Cell]]]? {
    guard let text = text(bytes), !text.unicodeScalars.contains("\0") else { return nil }
    return [";", ",", "\t"].map { rows(text, delimiter: $0) }
  }

  /// UTF-8, UTF-16 by its mark, else Latin-1.
  private static func text(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), isBigEndian: false) }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), isBigEndian: true) }
    let bare = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return String(validating: bare, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bare.map { Unicode.Scalar($0) }))
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> String? {
    let all = Array(bytes)
    let units = stride(from: 0, to: all.count - 1, by: 2).map { place in
      let (first, second) = (UInt16(all[place]), UInt16(all[place + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    return String(validating: units, as: UTF16.self)
  }

  /// RFC 4180: quotes around a cell, doubled inside it.
  private static func rows(_ text: String, delimiter: Character) -> [[Cell]] {
    var rows: [[Cell]] = [[]]
    var cell = ""
    var isQuoted = false
    var rest = text[...]
    func end(_ cell: inout String) {
      rows[rows.count - 1].append(.text(cell))
      cell = ""
    }
    while let character = rest.popFirst() {
      switch character {
      case "\"" where isQuoted && rest.first == "\"":
        cell.append(character)
        rest = rest.dropFirst()
      case "\"" where isQuoted || cell.isEmpty: isQuoted.toggle()
      case delimiter where !isQuoted: end(&cell)
      case "\n", "\r\n", "\r":
        if isQuoted {
          cell.append(" ")
        } else {
          end(&cell)
          rows.append([])
        }
      default: cell.append(character)
      }
    }
    end(&cell)
    return rows
  }
}
