/// Bytes for a receipt printer: the few ESC/POS commands that every one of them knows.
///
/// Text comes in only as ASCII that is no command, so that no name of a place can cut the paper.
struct EscPos {
  private(set) var bytes: [UInt8]

  private static let escape: UInt8 = 0x1b
  private static let group: UInt8 = 0x1d
  private static let lineFeed: UInt8 = 0x0a

  /// Begins with `ESC @`: whatever the last job left behind is forgotten.
  init() { bytes = [EscPos.escape, UInt8(ascii: "@")] }

  mutating func line(_ text: String) {
    bytes += Array(PrinterText.ascii(text).utf8) + [EscPos.lineFeed]
  }

  /// `ESC a`.
  mutating func centre(_ isCentred: Bool) {
    bytes += [EscPos.escape, UInt8(ascii: "a"), isCentred ? 1 : 0]
  }

  /// `ESC E`.
  mutating func bold(_ isBold: Bool) {
    bytes += [EscPos.escape, UInt8(ascii: "E"), isBold ? 1 : 0]
  }

  /// `GS !`: letters twice as wide and high, or as they were.
  mutating func double(_ isDouble: Bool) {
    bytes += [EscPos.group, UInt8(ascii: "!"), isDouble ? 0x11 : 0]
  }

  /// `GS V 66 0`: forward to the knife, and cut where there is one.
  mutating func cut() { bytes += [EscPos.group, UInt8(ascii: "V"), 66, 0] }
}

extension EscPos {
  /// The printer draws the symbol: `GS ( k` with model 2, square size, correction M, store, print.
  mutating func symbol(_ text: String, square: Int) {
    let data = Array(PrinterText.ascii(text).utf8)
    function(65, [50, 0])
    function(67, [UInt8(clamping: min(max(square, 1), 16))])
    function(69, [49])
    function(80, [48] + data)
    function(81, [48])
  }

  private mutating func function(_ number: UInt8, _ parameters: [UInt8]) {
    let count = parameters.count + 2
    bytes += [EscPos.group, UInt8(ascii: "("), UInt8(ascii: "k")]
    bytes += [UInt8(count & 0xff), UInt8(count >> 8 & 0xff), 49, number] + parameters
  }

  /// The symbol as dots, `GS v 0`, for printers that do not know `GS ( k`.
  mutating func raster(_ symbol: QRSymbol, square: Int) {
    let rowBytes = (symbol.side * square + 7) / 8
    let rows = symbol.side * square
    bytes += [EscPos.group, UInt8(ascii: "v"), UInt8(ascii: "0"), 0]
    bytes += [UInt8(rowBytes & 0xff), UInt8(rowBytes >> 8), UInt8(rows & 0xff), UInt8(rows >> 8)]
    for row in 0..<rows {
      bytes += (0..<rowBytes).map { byte in
        (0..<8).reduce(UInt8(0)) { value, bit in
          let isDark = symbol[(byte * 8 + bit) / square, row / square]
          return value << 1 | (isDark ? 1 : 0)
        }
      }
    }
  }
}

/// A receipt printer's paper and what it can draw.
package struct ReceiptPaper: Hashable, Sendable {
  /// Letters a line: 32 on 58 mm, 48 on 80 mm.
  package let columns: Int
  /// The printer draws no QR symbols itself: send dots.
  package let drawsDots: Bool

  package init(columns: Int, drawsDots: Bool = false) {
    self.columns = columns
    self.drawsDots = drawsDots
  }

  /// Twelve a letter: 384 or 576.
  var dots: Int { columns * 12 }

  /// The largest square that leaves the quiet edge, at most 8 dots.
  func square(of symbol: QRSymbol) -> Int {
    min(8, max(2, dots / (symbol.side + 2 * QRSymbol.quiet)))
  }
}

extension Sheet {
  /// The sheet as the bytes of one job for a receipt printer.
  package func escpos(_ paper: ReceiptPaper) -> [UInt8] {
    var job = EscPos()
    for block in inASCII.blocks { Sheet.write(block, on: paper, to: &job) }
    job.cut()
    return job.bytes
  }

  private static func write(_ block: Block, on paper: ReceiptPaper, to job: inout EscPos) {
    let lines = TextLayout.block(block, paper.columns, .none)
    switch block {
    case .title(let text):
      emphasised(TextLayout.wrapped(text, paper.columns), &job)
    case .mark(let text):
      emphasised(TextLayout.wrapped("*** \(text) ***", paper.columns), &job)
    case .big(let text):
      job.double(true)
      emphasised(TextLayout.wrapped(text, paper.columns / 2), &job)
      job.double(false)
    case .heading:
      job.bold(true)
      lines.forEach { job.line($0.withoutTrailingBlanks) }
      job.bold(false)
    case .qr(let text): symbol(text, paper, &job)
    case .pairs, .table, .text, .bars, .sample, .signatures, .rule, .blank:
      lines.forEach { job.line($0.withoutTrailingBlanks) }
    }
  }

  private static func emphasised(_ lines: [String], _ job: inout EscPos) {
    job.centre(true)
    job.bold(true)
    lines.forEach { job.line($0) }
    job.bold(false)
    job.centre(false)
  }

  private static func symbol(_ text: String, _ paper: ReceiptPaper, _ job: inout EscPos) {
    guard let symbol = QRSymbol(text) else { return job.line(text) }
    job.centre(true)
    let square = paper.square(of: symbol)
    if paper.drawsDots {
      job.raster(symbol, square: square)
    } else {
      job.symbol(text, square: square)
    }
    job.line("")
    job.centre(false)
  }
}
