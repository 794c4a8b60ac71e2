/// PostScript for A4: the sheet as typed text, its headings bold and its QR drawn.
///
/// Every CUPS queue with a driver takes it; text comes in only as ASCII.
struct PostScript {
  private var pages = ""
  private var page = ""
  private var top = PostScript.height - PostScript.margin
  /// Down to here a symbol stands at the left, and lines beside it.
  private var symbolEnd: Double?

  /// Points: A4, and 80 letters of 6 points with room to be filed.
  private static let width = 595.0
  private static let height = 842.0
  private static let margin = 34.0
  private static let left = 72.0
  private static let line = 10.2
  private static let symbolSide = 152.0

  mutating func line(_ text: String, isBold: Bool) {
    take(PostScript.line)
    if let symbolEnd, top < symbolEnd { self.symbolEnd = nil }
    guard !text.isEmpty else { return }
    let safe = text.map { "()\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    let left = PostScript.left + (symbolEnd == nil ? 0 : PostScript.symbolSide + 24)
    page += "\(isBold ? "B" : "R") \(left) \(top) moveto (\(safe)) show\n"
  }

  /// Letters a line: fewer beside a symbol.
  var columns: Int { symbolEnd == nil ? 80 : 48 }

  mutating func symbol(_ symbol: QRSymbol) {
    take(PostScript.symbolSide + PostScript.line)
    let square = PostScript.symbolSide / Double(symbol.side)
    page += "gsave \(PostScript.left) \(top + PostScript.symbolSide) translate "
    page += "\(square) \(-square) scale\n"
    for row in 0..<symbol.side {
      for run in symbol.runs(in: row) {
        page += "\(run.lowerBound) \(row) \(run.count) 1 rectfill\n"
      }
    }
    page += "grestore\n"
    symbolEnd = top
    top += PostScript.symbolSide
  }

  /// Goes down by so much, onto a new page where this one is full.
  private mutating func take(_ points: Double) {
    top -= points
    guard top < PostScript.margin else { return }
    endPage()
    top = PostScript.height - PostScript.margin - points
  }

  private mutating func endPage() {
    pages += page + "showpage\n"
    symbolEnd = nil
    page = ""
  }

  /// The whole job.
  mutating func finished() -> String {
    endPage()
    return """
      %!PS-Adobe-3.0
      << /PageSize [\(PostScript.width) \(PostScript.height)] >> setpagedevice
      /R { /Courier findfont 10 scalefont setfont } bind def
      /B { /Courier-Bold findfont 10 scalefont setfont } bind def
      \(pages)%%EOF

      """
  }
}

extension Sheet {
  /// The sheet as PostScript for A4.
  package var postScript: [UInt8] {
    var job = PostScript()
    for block in inASCII.blocks {
      if case .qr(let text) = block, let symbol = QRSymbol(text) {
        job.symbol(symbol)
        continue
      }
      for line in TextLayout.block(block, job.columns, .text) {
        job.line(line.withoutTrailingBlanks, isBold: block.isEmphasised)
      }
    }
    return Array(job.finished().utf8)
  }
}

extension Sheet.Block {
  fileprivate var isEmphasised: Bool {
    switch self {
    case .title, .mark, .big, .heading: true
    case .pairs, .table, .text, .bars, .sample, .qr, .signatures, .rule, .blank: false
    }
  }
}
