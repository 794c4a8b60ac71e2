import Gate
import Intake
import IntakeForm
import Sealing
import Wording
package import Paper
package import Ports

/// A terminal to which whole sentences are said: broken at blanks, as wide as it is.
package struct Screen {
  let terminal: Terminal

  package init(_ terminal: Terminal) { self.terminal = terminal }

  /// At most 100, so that sentences stay readable on wide screens.
  var columns: Int { min(100, terminal.traits().columns) }

  /// Says each line of `text`, broken where the screen ends.
  package func say(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      Sheet([.text(String(line))]).lines(columns: columns).forEach(terminal.show)
    }
  }

  /// Says `text` after a mark, under which its further lines do not come.
  func say(_ text: String, after mark: String) {
    let lines = Sheet([.text(text)]).lines(columns: columns - mark.count)
    for (number, line) in lines.enumerated() {
      terminal.show((number == 0 ? mark : String(repeating: " ", count: mark.count)) + line)
    }
  }

  package func show(_ sheet: Sheet) {
    sheet.lines(columns: columns).forEach(terminal.show)
  }

  /// A list numbered from 1, in as many columns as fit, numbered downwards.
  func list(_ titles: [String]) { list(titles.enumerated().map { ($0 + 1, $1) }) }

  /// What is too long for the screen is broken at blanks, under its own beginning.
  func list(_ rows: [(number: Int, title: String)]) {
    let numbered = rows.map { "\($0.number.trailing(2)) \($0.title)" }
    let width = (numbered.map(\.count).max() ?? 0) + 2
    let across = max(1, (columns + 2) / width)
    if across == 1 {
      for row in rows { say(row.title, after: row.number.trailing(2) + " ") }
      return
    }
    let down = (numbered.count + across - 1) / across
    for row in 0..<max(down, 0) {
      let cells = stride(from: row, to: numbered.count, by: down).map { numbered[$0] }
      let last = cells.count - 1
      terminal.show(
        cells.enumerated().map { $0 == last ? $1 : $1.leading(width) }.joined())
    }
  }
}

extension Int {
  func trailing(_ width: Int) -> String { String(self).trailing(width) }
}
