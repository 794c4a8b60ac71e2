import CQREncode

/// The squares of a QR symbol, without the quiet edge around them.
package struct QRSymbol: Hashable, Sendable {
  /// Squares a side.
  package let side: Int
  private let dark: [Bool]

  /// The quiet edge that a reader wants on every side, in squares.
  package static let quiet = 4

  /// Nil for a text that no symbol holds.
  package init?(_ text: String) {
    let found = unsafe text.withCString { text in
      unsafe QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
    }
    guard let symbol = unsafe found else { return nil }
    defer { unsafe QRcode_free(symbol) }
    let side = Int(unsafe symbol.pointee.width)
    guard let squares = unsafe symbol.pointee.data else { return nil }
    self.side = side
    dark = (0..<(side * side)).map { unsafe squares[$0] & 1 == 1 }
  }

  /// Whether a square is dark; outside of the symbol nothing is.
  package subscript(column: Int, row: Int) -> Bool {
    guard (0..<side).contains(column), (0..<side).contains(row) else { return false }
    return dark[row * side + column]
  }

  /// Two squares a character, for a screen with light letters on dark: the light squares are drawn.
  ///
  /// Nil where `columns` are too few.
  package func halfBlocks(columns: Int) -> [String]? {
    let edge = QRSymbol.quiet / 2
    guard side + 2 * edge <= columns else { return nil }
    let span = -edge..<(side + edge)
    return stride(from: -edge, to: side + edge, by: 2).map { row in
      String(
        span.map { column -> Character in
          switch (self[column, row], self[column, row + 1]) {
          case (false, false): "█"
          case (false, true): "▀"
          case (true, false): "▄"
          case (true, true): " "
          }
        })
    }
  }

  /// The dark squares as one path of an SVG, one unit a square.
  var path: String {
    (0..<side).flatMap { row in
      runs(in: row).map { "M\($0.lowerBound) \(row)h\($0.count)v1h-\($0.count)z" }
    }.joined()
  }

  /// The dark stretches of a row.
  func runs(in row: Int) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for column in 0...side {
      switch (self[column, row], start) {
      case (true, nil): start = column
      case (false, let began?):
        runs.append(began..<column)
        start = nil
      case (true, .some), (false, nil): break
      }
    }
    return runs
  }
}
