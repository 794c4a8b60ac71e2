// Spreadsheet: the only room that knows libxlsxwriter; touches only the file it is told to write.

import CXLSXWriter
package import Paper

/// A spreadsheet file (XLSX): a text stays text, sixteen digits and `=1+1` too.
package enum SpreadsheetFile {
  /// Why there is no file; libxlsxwriter's own words.
  package struct Fault: Error, Hashable, Sendable {
    package let text: String
  }

  /// Writes the file whole; on failure there may be a part of it. The first row of every grid stays
  /// in sight and stands in bold.
  package static func write(_ grids: [Grid], to path: String) throws(Fault) {
    if let missing = unsafe loket_xlsx_load() {
      throw Fault(text: "\(unsafe String(cString: missing)); apt install libxlsxwriter4")
    }
    guard let book = unsafe path.withCString({ unsafe workbook_new($0) })
    else { throw Fault(text: "workbook_new") }
    let bold = unsafe workbook_add_format(book)
    unsafe format_set_bold(bold)
    for grid in grids {
      // Excel takes at most 31 letters for a name.
      let name = String(grid.name.prefix(31))
      guard let page = unsafe name.withCString({ unsafe workbook_add_worksheet(book, $0) })
      else { continue }
      unsafe worksheet_freeze_panes(page, 1, 0)
      unsafe fill(page, grid, header: bold)
    }
    let code = unsafe workbook_close(book)
    guard code == LXW_NO_ERROR else {
      throw Fault(text: unsafe String(cString: lxw_strerror(code)))
    }
  }

  private static func fill(
    _ page: UnsafeMutablePointer<lxw_worksheet>, _ grid: Grid,
    header: UnsafeMutablePointer<lxw_format>?
  ) {
    for (column, width) in widths(grid).enumerated() {
      let column = lxw_col_t(column)
      unsafe worksheet_set_column(page, column, column, width, nil)
    }
    for (row, cells) in grid.rows.enumerated() {
      for (column, cell) in cells.enumerated() {
        let (line, place) = (lxw_row_t(row), lxw_col_t(column))
        let format = unsafe row == 0 ? header : nil
        switch cell {
        case .text(let text):
          _ = unsafe text.withCString { text in
            unsafe worksheet_write_string(page, line, place, text, format)
          }
        case .number(let number):
          unsafe worksheet_write_number(page, line, place, Double(number), format)
        }
      }
    }
  }

  /// As wide as what stands in a column, within reason.
  private static func widths(_ grid: Grid) -> [Double] {
    let count = grid.rows.map(\.count).max() ?? 0
    return (0..<count).map { column in
      let longest = grid.rows.compactMap { $0.count > column ? $0[column].width : nil }.max() ?? 0
      return Double(min(60, max(8, longest + 2)))
    }
  }
}

extension Grid.Cell {
  fileprivate var width: Int {
    switch self {
    case .text(let text): text.count
    case .number(let number): String(number).count
    }
  }
}
