// Paper: sheets as values, and their ways onto screen and paper: text for N columns, ESC/POS,
// PostScript, HTML, CSV, cells. Pure: imports Intake, Gate, Wording and CQREncode.

/// A sheet of paper or a screen of it, before anyone knows how wide it is.
package struct Sheet: Hashable, Sendable {
  package var blocks: [Block]

  package init(_ blocks: [Block] = []) { self.blocks = blocks }

  package enum Block: Hashable, Sendable {
    /// Centred, the sheet's name.
    case title(String)
    /// Centred and not to be overlooked: `LATIHAN`, `SEMENTARA (X)`, `SALINAN 1`.
    case mark(String)
    /// Centred, in the largest letters there are: a ticket's number.
    case big(String)
    case heading(String)
    /// `label: value`, the values under one another.
    case pairs([Pair])
    case table(Table)
    case text(String)
    /// A small chart: a bar and its number a line. The title is for who cannot see it.
    case bars([Bar], title: String = "")
    /// A piece of a screen, line for line.
    case sample([String])
    /// A QR symbol of this text.
    case qr(String)
    /// Space and a line to sign on, side by side where there is room.
    case signatures([Signature])
    case rule
    case blank
  }

  package struct Pair: Hashable, Sendable {
    package let label: String
    package let value: String

    package init(_ label: String, _ value: String) {
      self.label = label
      self.value = value
    }
  }

  /// The first column is text, the others are numbers and stand to the right; or all are text.
  package struct Table: Hashable, Sendable {
    package let header: [String]
    /// The header in a few letters a column, for narrow paper; explained under the table there.
    package let short: [String]
    package let rows: [[String]]
    package let isNumeric: Bool

    package init(
      header: [String], short: [String] = [], rows: [[String]], isNumeric: Bool = true
    ) {
      self.header = header
      self.short = short
      self.rows = rows
      self.isNumeric = isNumeric
    }
  }

  package struct Bar: Hashable, Sendable {
    package let label: String
    package let count: Int

    package init(_ label: String, _ count: Int) {
      self.label = label
      self.count = count
    }
  }

  package struct Signature: Hashable, Sendable {
    package let role: String
    package let under: String

    package init(role: String, under: String) {
      self.role = role
      self.under = under
    }
  }
}
