import Intake
package import Wording

/// The tally for machines and for spreadsheets: every figure once, by its name.
package enum TallyFigures {
  /// The signed statement's figures, then the counted ones and where the visits are.
  package static func all(_ report: ShiftReport) -> [(name: String, count: Int)] {
    let signed = report.tally.counts.map { (name: $0.key.text, count: $0.value) }
      .sorted { $0.name < $1.name }
    let counted = report.counters.map { (name: "counter/\($0.key.rawValue)", count: $0.value) }
      .sorted { $0.name < $1.name }
    let custody = report.custody
    return signed + counted + [
      ("custody/captured", custody.captured), ("custody/acknowledged", custody.acknowledged),
      ("custody/pending", custody.pending), ("custody/inDoubt", custody.inDoubt),
      ("custody/quarantined", custody.quarantined), ("custody/voided", custody.voided),
    ]
  }

  /// One figure a line, so that the files of many shifts can be laid under one another.
  package static func csv(_ report: ShiftReport) -> String {
    let shift = report.shift
    let same = [
      shift.booth.text, shift.mode.rawValue, String(shift.number), shift.day.iso,
      shift.servicePoint.text, report.isFinal ? "final" : "interim",
    ]
    let header = ["booth", "mode", "shift", "day", "servicePoint", "kind", "figure", "count"]
    return CSV.text([header] + all(report).map { same + [$0.name, String($0.count)] })
  }
}

/// Comma-separated values by RFC 4180, in UTF-8 without a mark before it.
package enum CSV {
  package static func text(_ rows: [[String]]) -> String {
    rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// A text that a spreadsheet would take for a formula gets an apostrophe before it.
  private static func cell(_ text: String) -> String {
    let isNumber = Int(text) != nil && !text.hasPrefix("+")
    let isFormula = !isNumber && text.first.map { "=+-@\t\r".contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) })
    else { return safe }
    return "\""
      + safe.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

/// A page of a spreadsheet: its header stays in sight, ids are text.
package struct Grid: Hashable, Sendable {
  package let name: String
  package let rows: [[Cell]]

  package enum Cell: Hashable, Sendable {
    case text(String)
    case number(Int)
  }

  package init(name: String, rows: [[Cell]]) {
    self.name = name
    self.rows = rows
  }
}

extension TallyFigures {
  /// The shift, its services, and every figure by its name.
  package static func grids(_ report: ShiftReport, _ words: Wording) -> [Grid] {
    [shift(report, words), services(report, words), figures(report, words)]
  }

  private static func shift(_ report: ShiftReport, _ words: Wording) -> Grid {
    let tally = words.tally
    let shift = report.shift
    var rows: [(String, String)] = [
      (words.paper.office, report.officeName),
      (tally.title(report.isFinal), words.paper.kindMark(report.isFinal)),
      (tally.day, shift.day.iso), (tally.point, report.pointName),
      (tally.booth, shift.booth.text), (words.shift.shiftLabel, String(shift.number)),
      (tally.staff, report.operators.joined(separator: ", ")),
      (tally.opened, shift.openedAt.rfc3339),
      (tally.closed, report.closedAt?.rfc3339 ?? ""), (tally.head, report.headCode),
      (words.paper.proof, report.proof ?? ""),
    ]
    if shift.mode == .training { rows.insert((words.shift.training, words.shift.training), at: 0) }
    return Grid(
      name: words.shift.shiftLabel,
      rows: [[.text(words.paper.figure), .text(words.paper.value)]]
        + rows.map { [.text($0.0), .text($0.1)] })
  }

  private static func services(_ report: ShiftReport, _ words: Wording) -> Grid {
    let columns = TallyKey.Column.allCases
    let header = [words.paper.code] + words.tally.serviceHeader(report.homeName)
    let rows = report.servicesWithLines.map { title -> [Grid.Cell] in
      let counts = columns.map { report.tally[.service(title.code, $0)] }
      let all = [counts[0], counts[1], counts[0] + counts[1], counts[2], counts[3], counts[4]]
      return [.text(title.code.text), .text(title.text)] + all.map(Grid.Cell.number)
    }
    let totals: [[Grid.Cell]] = [
      [.text("lines"), .text(words.tally.lines), .text(""), .text("")],
      [.text("people"), .text(words.tally.people), .text(""), .text("")],
    ]
    let counts = [report.tally[.lines], report.tally[.people]]
    return Grid(
      name: words.tally.serviceShort[0],
      rows: [header.map(Grid.Cell.text)] + rows
        + zip(totals, counts).map { $0 + [.number($1)] })
  }

  private static func figures(_ report: ShiftReport, _ words: Wording) -> Grid {
    Grid(
      name: words.paper.figures,
      rows: [[.text(words.paper.figure), .text(words.paper.count)]]
        + all(report).map { [.text($0.name), .number($0.count)] })
  }
}
