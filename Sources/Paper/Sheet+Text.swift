import Intake

extension Sheet {
  /// How a QR symbol stands in text.
  package enum QRLook: Hashable, Sendable {
    /// Not at all.
    case none
    /// Its text, for who has no camera.
    case text
    /// Drawn where there is room, else its text; for screens that know more than ASCII.
    case halfBlocks
  }

  /// The sheet as lines of at most `columns` characters; 32 is the narrowest that is promised.
  package func lines(columns: Int, qr: QRLook = .text) -> [String] {
    let columns = max(32, columns)
    return blocks.flatMap { TextLayout.block($0, columns, qr) }.map(\.withoutTrailingBlanks)
  }
}

enum TextLayout {
  static func block(_ block: Sheet.Block, _ columns: Int, _ qr: Sheet.QRLook) -> [String] {
    switch block {
    case .title(let text), .big(let text): wrapped(text, columns).map { $0.centred(columns) }
    case .mark(let text): wrapped("*** \(text) ***", columns).map { $0.centred(columns) }
    case .heading(let text): wrapped(text, columns)
    case .pairs(let pairs): self.pairs(pairs, columns)
    case .table(let table): self.table(table, columns)
    case .text(let text): paragraph(text, columns)
    case .bars(let bars, _): self.bars(bars, columns)
    case .sample(let lines): lines.flatMap { wrapped($0, columns, indent: 2) }
    case .signatures(let signatures): self.signatures(signatures, columns)
    case .qr(let text): symbol(text, columns, qr)
    case .rule: [String(repeating: "-", count: columns)]
    case .blank: [""]
    }
  }

  private static func symbol(_ text: String, _ columns: Int, _ look: Sheet.QRLook) -> [String] {
    switch look {
    case .none: []
    case .text: wrapped(text, columns)
    case .halfBlocks:
      QRSymbol(text)?.halfBlocks(columns: columns) ?? wrapped(text, columns)
    }
  }

  /// Breaks at blanks; a word longer than the line is cut.
  static func wrapped(_ text: String, _ columns: Int, indent: Int = 0) -> [String] {
    let width = columns - indent
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ").map(String.init) {
      var word = word
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      while word.count > width {
        lines.append(String(word.prefix(width)))
        word = String(word.dropFirst(width))
      }
      line = line.isEmpty ? word : line + " " + word
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines.map { String(repeating: " ", count: indent) + $0 }
  }

  /// As far in as it begins; after a dash the following lines stand under the words.
  private static func paragraph(_ text: String, _ columns: Int) -> [String] {
    let indent = text.leadingBlanks
    guard text.dropFirst(indent).hasPrefix("- ") else {
      return wrapped(text, columns, indent: indent)
    }
    let lines = wrapped(String(text.dropFirst(indent + 2)), columns, indent: indent + 2)
    let mark = String(repeating: " ", count: indent) + "- "
    return [mark + lines[0].dropFirst(indent + 2)] + lines.dropFirst()
  }

  /// The values under one another, numbers to the right; what is too long for that stands alone.
  static func pairs(_ pairs: [Sheet.Pair], _ columns: Int) -> [String] {
    let isNumeric = pairs.allSatisfy { $0.value.isFigure }
    let number = isNumeric ? pairs.map(\.value.count).max() ?? 0 : 0
    let widest =
      pairs.filter { $0.label.count + 3 + max(number, $0.value.count) <= columns }
      .map(\.label.count).max() ?? 0
    return pairs.flatMap { pair -> [String] in
      let value = pair.value.trailing(number)
      let padded = "\(pair.label.leading(widest)) : \(value)"
      if padded.count <= columns { return [padded] }
      let bare = "\(pair.label) : \(pair.value)"
      if bare.count <= columns { return [bare] }
      guard isNumeric
      else { return wrapped("\(pair.label) :", columns) + wrapped(pair.value, columns, indent: 2) }
      let label = wrapped(pair.label, columns - 3 - pair.value.count)
      return label.dropLast() + ["\(label.last ?? "") : \(pair.value)"]
    }
  }

  /// Its heads in one line, else broken at their blanks, else the narrow form.
  static func table(_ table: Sheet.Table, _ columns: Int) -> [String] {
    for heads in [table.header.map { [$0] }, table.header.map(words)] {
      let widths = least(heads, table.rows)
      let width = widths.reduce((widths.count - 1) * 2, +)
      guard width <= columns else { continue }
      return (lines(of: heads) + [nil] + table.rows).map { row in
        guard let row else { return String(repeating: "-", count: width) }
        return row.enumerated().map { column, cell in
          column == 0 || !table.isNumeric
            ? cell.leading(widths[column]) : cell.trailing(widths[column])
        }.joined(separator: "  ")
      }
    }
    return narrow(table, columns) ?? stacked(table, columns)
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  /// The narrowest that each column can be.
  private static func least(_ heads: [[String]], _ rows: [[String]]) -> [Int] {
    heads.enumerated().map { column, head in
      (head + rows.map { $0[column] }).map(\.count).max() ?? 0
    }
  }

  /// Heads of several lines each as rows, the last lines level.
  private static func lines(of heads: [[String]]) -> [[String]?] {
    let height = heads.map(\.count).max() ?? 0
    return (0..<height).map { line in
      heads.map { head in
        let place = line - (height - head.count)
        return place < 0 ? "" : head[place]
      }
    }
  }

  /// For narrow paper: a row's name, and under it its numbers in columns; nil if they do not fit.
  private static func narrow(_ table: Sheet.Table, _ columns: Int) -> [String]? {
    let rows = table.rows.map { Array($0.dropFirst()) }
    let full = table.header.dropFirst().map(words)
    let short = table.short.dropFirst().map { [$0] }
    for heads in [full, short] where table.isNumeric && !heads.isEmpty {
      let least = least(heads, rows)
      let spare = columns - least.reduce(least.count - 1, +)
      guard spare >= 0 else { continue }
      let widths = least.enumerated().map { $1 + ($0 == 0 ? 0 : 1) + spare / least.count }
      let set = { (row: [String]) in zip(row, widths).map { $0.trailing($1) }.joined() }
      let body = zip(table.rows, rows).flatMap { wrapped($0[0], columns) + [set($1)] }
      let legend = zip(table.short, table.header).filter { $0 != $1 }
        .map { "\($0) = \($1)" }.joined(separator: ", ")
      let rule = String(repeating: "-", count: columns)
      return lines(of: heads).compactMap(\.self).map(set) + [rule] + body
        + (heads == full ? [] : [rule] + wrapped(legend, columns))
    }
    return nil
  }

  /// For narrower or wordier ones: a row's name, and under it what is not zero or empty.
  private static func stacked(_ table: Sheet.Table, _ columns: Int) -> [String] {
    table.rows.flatMap { row -> [String] in
      let cells = zip(table.header, row).dropFirst()
        .filter { table.isNumeric ? $0.1 != "0" : !$0.1.isEmpty }
        .map { "\($0.0) \($0.1)" }
      return wrapped(row[0], columns)
        + wrapped(cells.joined(separator: table.isNumeric ? ", " : "; "), columns, indent: 2)
    }
  }

  static func bars(_ bars: [Sheet.Bar], _ columns: Int) -> [String] {
    let label = bars.map(\.label.count).max() ?? 0
    let number = bars.map { String($0.count).count }.max() ?? 0
    let most = max(1, bars.map(\.count).max() ?? 1)
    let room = max(4, columns - label - number - 2)
    return bars.map { bar in
      let length = bar.count == 0 ? 0 : max(1, bar.count * room / most)
      let hashes = String(repeating: "#", count: length)
      return "\(bar.label.leading(label)) \(String(bar.count).trailing(number)) \(hashes)"
    }
  }

  static func signatures(_ signatures: [Sheet.Signature], _ columns: Int) -> [String] {
    let width = columns >= 60 ? columns / max(1, signatures.count) : columns
    let blocks = signatures.map { signature in
      [
        signature.role, "", "", "", "(\(dots(24)))",
        "\(signature.under) \(dots(25 - signature.under.count))",
      ].map { $0.leading(width) }
    }
    guard columns >= 60, let height = blocks.first?.count else {
      return blocks.flatMap { $0 + [""] }
    }
    return (0..<height).map { row in blocks.map { $0[row] }.joined() }
  }

  private static func dots(_ count: Int) -> String { String(repeating: ".", count: max(0, count)) }
}

extension String {
  /// Blanks after it up to `width`.
  package func leading(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// Blanks before it up to `width`.
  package func trailing(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  func centred(_ width: Int) -> String {
    String(repeating: " ", count: max(0, (width - count) / 2)) + self
  }

  var leadingBlanks: Int { prefix { $0 == " " }.count }

  var withoutTrailingBlanks: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  /// Whether this is a number as `grouped` writes it.
  var isFigure: Bool {
    !isEmpty && allSatisfy { $0.isASCIIDigit || ".,".contains($0) }
  }
}

extension Sheet {
  /// The sheet as plain ASCII lines for A4, as `lp` sets them twelve to the inch.
  package var page: [UInt8] {
    Array(inASCII.lines(columns: 80).map { $0 + "\n" }.joined().utf8)
  }
}
