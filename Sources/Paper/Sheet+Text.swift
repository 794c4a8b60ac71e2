extension Sheet {
  /// The sheet as lines of at most `columns` characters; 32 is the narrowest that is promised.
  package func lines(columns: Int) -> [String] {
    let columns = max(32, columns)
    return blocks.flatMap { block -> [String] in
      switch block {
      case .title(let text): TextLayout.wrapped(text, columns).map { $0.centred(columns) }
      case .heading(let text): TextLayout.wrapped(text, columns)
      case .pairs(let pairs): TextLayout.pairs(pairs, columns)
      case .table(let table): TextLayout.table(table, columns)
      case .text(let text): TextLayout.wrapped(text, columns, indent: text.leadingBlanks)
      case .bars(let bars): TextLayout.bars(bars, columns)
      case .signatures(let signatures): TextLayout.signatures(signatures, columns)
      case .rule: [String(repeating: "-", count: columns)]
      case .blank: [""]
      }
    }.map(\.withoutTrailingBlanks)
  }
}

enum TextLayout {
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

  static func pairs(_ pairs: [Sheet.Pair], _ columns: Int) -> [String] {
    let widest = min(pairs.map(\.label.count).max() ?? 0, columns / 2)
    return pairs.flatMap { pair -> [String] in
      let label = pair.label.count > widest ? pair.label : pair.label.leading(widest)
      let lines = wrapped("\(label) : \(pair.value)".protectingBlanks, columns)
      if lines.count == 1 { return lines.map(\.freeingBlanks) }
      return wrapped("\(pair.label) :", columns) + wrapped(pair.value, columns, indent: 2)
    }
  }

  static func table(_ table: Sheet.Table, _ columns: Int) -> [String] {
    let all = [table.header] + table.rows
    let widths = table.header.indices.map { column in
      all.map { $0[column].count }.max() ?? 0
    }
    let gaps = (widths.count - 1) * 2
    guard widths.reduce(gaps, +) <= columns else { return stacked(table, columns) }
    let lines = all.map { row in
      row.enumerated().map { column, cell in
        column == 0 || !table.isNumeric
          ? cell.leading(widths[column]) : cell.trailing(widths[column])
      }.joined(separator: "  ")
    }
    return [lines[0], String(repeating: "-", count: widths.reduce(gaps, +))] + lines.dropFirst()
  }

  /// For narrow paper: a row's name, and under it what is not zero.
  private static func stacked(_ table: Sheet.Table, _ columns: Int) -> [String] {
    table.rows.flatMap { row -> [String] in
      let cells = zip(table.header, row).dropFirst()
        .filter { !table.isNumeric || $0.1 != "0" }
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
      [signature.role, "", "", "(" + String(repeating: ".", count: 24) + ")", signature.under]
        .map { $0.leading(width) }
    }
    guard columns >= 60, let height = blocks.first?.count else {
      return blocks.flatMap { $0 + [""] }
    }
    return (0..<height).map { row in blocks.map { $0[row] }.joined() }
  }
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

  fileprivate func centred(_ width: Int) -> String {
    String(repeating: " ", count: max(0, (width - count) / 2)) + self
  }

  fileprivate var leadingBlanks: Int { prefix { $0 == " " }.count }

  fileprivate var withoutTrailingBlanks: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  /// Keeps runs of blanks together while a line is broken.
  fileprivate var protectingBlanks: String { String(map { $0 == " " ? "\u{a0}" : $0 }) }
  fileprivate var freeingBlanks: String { String(map { $0 == "\u{a0}" ? " " : $0 }) }
}
