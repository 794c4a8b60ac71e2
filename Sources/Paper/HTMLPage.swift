/// A sheet as one HTML file: no script, nothing from elsewhere, two columns on A4, one on a phone,
/// readable without colour.
package struct HTMLPage {
  private let sheet: Sheet
  private let title: String
  private let language: String
  private let look: Look

  package enum Look: Hashable, Sendable {
    /// Figures in sections side by side.
    case report
    /// One page in large type.
    case card
  }

  package init(_ sheet: Sheet, title: String, language: String, look: Look = .report) {
    self.sheet = sheet
    self.title = title
    self.language = language
    self.look = look
  }

  package var text: String {
    """
    <!DOCTYPE html>
    <html lang="\(HTMLPage.escaped(language))">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(HTMLPage.escaped(title))</title>
    <style>
    \(HTMLPage.style)\(look == .card ? HTMLPage.cardStyle : "")</style>
    </head>
    <body class="\(look == .card ? "card" : "report")">
    <main>
    \(body)</main>
    </body>
    </html>

    """
  }

  /// Sections begin at a heading and end at a rule, a title or whatever is not theirs; a QR and
  /// the signatures after it stay on one page.
  private var body: String {
    var body = ""
    var open: [String] = []
    func leave(to depth: Int) {
      while open.count > depth { body += "</\(open.removeLast())>\n" }
    }
    for block in sheet.blocks {
      switch block {
      case .heading:
        if open.count > 1 { leave(to: 1) }
        if open.isEmpty {
          body += "<div class=\"sections\">\n"
          open.append("div")
        }
        body += "<section>\n"
        open.append("section")
      case .qr:
        leave(to: 0)
        body += "<div class=\"foot\">\n"
        open.append("div")
      case .title, .mark, .big, .rule: leave(to: 0)
      case .pairs, .table, .text, .bars, .sample, .signatures, .blank: break
      }
      body += HTMLPage.html(block)
    }
    leave(to: 0)
    return body
  }
}

extension HTMLPage {
  /// Text as text, whatever stands in it.
  package static func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "'": safe += "&#39;"
      case "\u{0}"..<"\u{20}", "\u{7f}"..<"\u{a0}": safe += " "
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }

  private static func html(_ block: Sheet.Block) -> String {
    switch block {
    case .title(let text): "<h1>\(escaped(text))</h1>\n"
    case .mark(let text): "<p class=\"mark\">\(escaped(text))</p>\n"
    case .big(let text): "<p class=\"big\">\(escaped(text))</p>\n"
    case .heading(let text): "<h2>\(escaped(text))</h2>\n"
    case .pairs(let pairs): self.pairs(pairs)
    case .table(let table): self.table(table)
    case .text(let text): "<p>\(escaped(text))</p>\n"
    case .bars(let bars, let title): self.bars(bars, title)
    case .sample(let lines): "<pre>\(escaped(lines: lines))</pre>\n"
    case .signatures(let signatures): self.signatures(signatures)
    case .qr(let text): symbol(text)
    case .rule: "<hr>\n"
    case .blank: ""
    }
  }

  private static func escaped(lines: [String]) -> String {
    lines.map(escaped).joined(separator: "\n")
  }

  private static func pairs(_ pairs: [Sheet.Pair]) -> String {
    let rows = pairs.map { pair in
      let kind = pair.value.isFigure ? " class=\"number\"" : ""
      return "<tr><th scope=\"row\">\(escaped(pair.label))</th>"
        + "<td\(kind)>\(escaped(pair.value))</td></tr>\n"
    }
    return "<table class=\"pairs\">\n\(rows.joined())</table>\n"
  }

  private static func table(_ table: Sheet.Table) -> String {
    let kind = table.isNumeric ? " class=\"number\"" : ""
    let head = table.header.enumerated().map { column, cell in
      "<th scope=\"col\"\(column == 0 ? "" : kind)>\(escaped(cell))</th>"
    }
    let rows = table.rows.map { row in
      let cells = row.enumerated().map { column, cell in
        column == 0
          ? "<th scope=\"row\">\(escaped(cell))</th>" : "<td\(kind)>\(escaped(cell))</td>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    return "<div class=\"wide\"><table class=\"grid\">\n<thead><tr>\(head.joined())</tr></thead>\n"
      + "<tbody>\n\(rows.joined())</tbody>\n</table></div>\n"
  }

  private static func signatures(_ signatures: [Sheet.Signature]) -> String {
    let boxes = signatures.map {
      "<div><p>\(escaped($0.role))</p><p class=\"line\">\(escaped($0.under))</p></div>\n"
    }
    return "<div class=\"signatures\">\n\(boxes.joined())</div>\n"
  }

  private static func symbol(_ text: String) -> String {
    guard let symbol = QRSymbol(text) else { return "<p class=\"proof\">\(escaped(text))</p>\n" }
    let side = symbol.side + 2 * QRSymbol.quiet
    let box = "-\(QRSymbol.quiet) -\(QRSymbol.quiet) \(side) \(side)"
    return "<figure class=\"qr\">\n<svg role=\"img\" viewBox=\"\(box)\" "
      + "shape-rendering=\"crispEdges\"><title>QR: \(escaped(text))</title>"
      + "<path d=\"\(symbol.path)\"/></svg>\n<figcaption>\(escaped(text))</figcaption>\n"
      + "</figure>\n"
  }
}

extension HTMLPage {
  /// Columns with their numbers over them and their names under them, and the same as a table for
  /// who cannot see them.
  private static func bars(_ bars: [Sheet.Bar], _ title: String) -> String {
    let step = 34
    let height = 72
    let most = max(1, bars.map(\.count).max() ?? 1)
    let columns = bars.enumerated().map { place, bar in
      let long = bar.count == 0 ? 0 : max(1, bar.count * height / most)
      let middle = place * step + step / 2
      return "<rect x=\"\(place * step + 6)\" y=\"\(height + 12 - long)\" width=\"\(step - 12)\" "
        + "height=\"\(long)\"/><text x=\"\(middle)\" y=\"\(height + 9 - long)\">\(bar.count)</text>"
        + "<text x=\"\(middle)\" y=\"\(height + 24)\">\(escaped(bar.label))</text>\n"
    }
    let width = bars.count * step
    let told = bars.map { "\($0.label) \($0.count)" }.joined(separator: ", ")
    return "<figure class=\"bars\">\n<svg role=\"img\" viewBox=\"0 0 \(width) \(height + 28)\" "
      + "style=\"max-width:\(width * 3 / 2)px\"><title>\(escaped("\(title): \(told)"))</title>\n"
      + "\(columns.joined())</svg>\n</figure>\n" + hidden(bars)
  }

  private static func hidden(_ bars: [Sheet.Bar]) -> String {
    let rows = bars.map {
      "<tr><th scope=\"row\">\(escaped($0.label))</th><td class=\"number\">\($0.count)</td></tr>\n"
    }
    return "<table class=\"pairs spoken\">\n\(rows.joined())</table>\n"
  }

  private static let style = """
    @page { size: A4; margin: 11mm 14mm; }
    * { box-sizing: border-box; }
    body { margin: 0; background: #fff; color: #111; line-height: 1.35;
      font: 14px/1.35 "Noto Sans", "DejaVu Sans", "Liberation Sans", Arial, sans-serif; }
    main { max-width: 186mm; margin: 0 auto; padding: 16px; }
    h1 { font-size: 1.3em; text-align: center; margin: 0 0 .15em; }
    h1 + h1 { font-size: 1.6em; letter-spacing: .04em; }
    h2 { font-size: 1em; margin: 0 0 .2em; }
    p { margin: .3em 0; }
    .mark { width: fit-content; margin: .3em auto; padding: .1em .9em; border: 2px solid #111;
      font-weight: bold; letter-spacing: .08em; }
    .big { font-size: 3em; font-weight: bold; text-align: center; margin: .1em 0; }
    hr { border: 0; border-top: 1px solid #111; margin: .6em 0; }
    table { border-collapse: collapse; width: 100%; }
    th { font-weight: normal; text-align: left; }
    th, td { padding: .14em .4em; vertical-align: top; }
    .pairs th { width: 60%; } .pairs td { overflow-wrap: anywhere; }
    .pairs tr + tr { border-top: 1px dotted #999; }
    main > .pairs th { width: 38%; }
    .grid { border: 1px solid #111; }
    .grid thead th { font-weight: bold; border-bottom: 1px solid #111; }
    .grid td, .grid th { border-left: 1px solid #ccc; }
    .grid tbody tr + tr { border-top: 1px solid #ccc; }
    .grid tbody tr:last-child > * { font-weight: bold; border-top: 1px solid #111; }
    .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .wide { overflow-x: auto; }
    .sections { columns: 2 17em; column-gap: 2em; margin: .7em 0; }
    section { break-inside: avoid; margin: 0 0 .8em; }
    section h2 { border-bottom: 1px solid #111; }
    figure { margin: .3em 0; }
    .bars svg { width: 100%; height: auto; display: block; }
    .bars rect { fill: #555; stroke: #111; }
    .bars text { font-size: 10px; text-anchor: middle; fill: #111; }
    .spoken { position: absolute; left: -9999px; width: 1px; height: 1px; overflow: hidden; }
    .qr { float: left; width: 48mm; margin: 0 8mm 0 0; break-inside: avoid; }
    .qr svg { width: 100%; height: auto; display: block; }
    .qr figcaption { font: 8px/1.3 monospace; overflow-wrap: anywhere; }
    .signatures { display: flex; gap: 2em; margin: 1.2em 0 0; break-inside: avoid; }
    .foot { display: flow-root; break-inside: avoid; margin-top: .5em; }
    .signatures div { flex: 1; text-align: center; }
    .signatures .line { margin-top: 4.2em; border-top: 1px solid #111; text-align: left; }
    pre { font: 13px/1.35 "DejaVu Sans Mono", monospace; border: 1px solid #111;
      padding: .5em .7em; margin: .3em 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    .grid thead th { white-space: normal; }
    @media print, (min-width: 481px) {
      .report main > hr + .pairs tbody { display: grid; grid-template-columns: 1fr 1fr;
        column-gap: 2em; }
      .report main > hr + .pairs tr { display: grid; grid-template-columns: 38% 1fr;
        border-top: 0; border-bottom: 1px dotted #999; }
      .report main > hr + .pairs th { width: auto; } }
    @media (max-width: 480px) { main { padding: 8px; } .signatures { display: block; clear: both; }
      .qr { float: none; width: 60mm; } .signatures div + div { margin-top: 2em; }
      .grid { font-size: .78em; } .grid td, .grid th { padding: .14em .2em; } }
    @media print { main { padding: 0; max-width: none; } body { font-size: 11.5px; } }

    """

  private static let cardStyle = """
    body { font-size: 17px; }
    .sections { columns: auto; }
    section { margin: 0 0 .45em; }
    p { margin: .12em 0; } h1 + p { text-align: center; }
    .pairs th { width: 32%; font-weight: bold; }
    @media print { body { font-size: 14.5px; line-height: 1.26; } }

    """
}
