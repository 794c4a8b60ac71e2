import ArgumentParser
import BoothConfig
import Desk
import Glibc
import Intake
import Laptop
import Paper
import Ports
import Printing
import ReadlineTerminal
import Spreadsheet
import Wording

extension BoothDoor {
  /// A sheet as text; on a UTF-8 terminal its QR is drawn.
  func write(_ sheet: Sheet, columns: Int, to path: String?) throws {
    let isScreen = path == nil && isatty(1) == 1 && MachineFacts.isUTF8Locale(environment)
    let draws = isScreen && !options.isPlain(environment)
    let lines = sheet.lines(columns: columns, qr: draws ? .halfBlocks : .text)
    try write(lines.map { $0 + "\n" }.joined(), to: path)
  }

  func write(_ text: String, to path: String?) throws {
    guard let path else { return try emit(Array(text.utf8)) }
    try put(Array(text.utf8), path)
  }

  /// Bytes that no screen should get.
  func write(_ bytes: [UInt8], to path: String?) throws {
    if let path { return try put(bytes, path) }
    guard isatty(1) == 0 else { throw fail(words.paper.printing.binaryOnTerminal, 64) }
    try emit(bytes)
  }

  /// A spreadsheet.
  func write(_ grids: [Grid], to path: String?) throws {
    guard path != nil || isatty(1) == 0 else {
      throw fail(words.paper.printing.binaryOnTerminal, 64)
    }
    let drafted: Result<[UInt8], SystemFault>
    do throws(SpreadsheetFile.Fault) {
      drafted = try WholeFile.drafted { path throws(SpreadsheetFile.Fault) in
        try SpreadsheetFile.write(grids, to: path)
      }
    } catch {
      throw fail(words.trouble.outputUnwritable(path ?? "-", error.text), 74)
    }
    switch drafted {
    case .success(let bytes): try write(bytes, to: path)
    case .failure(let fault):
      throw fail(words.trouble.outputUnwritable(path ?? "-", SystemText.of(fault.errno)), 74)
    }
  }
}

extension BoothDoor {
  var printer: Printer { SystemPrinter.open(config.printer, state: places.state) }

  /// What the configured receipt printer takes.
  var receipt: ReceiptPaper {
    ReceiptPaper(columns: config.printerColumns, drawsDots: config.printerDots)
  }

  /// Letters a line of text for people: the screen's own width, as far as lines stay readable.
  var columns: Int { min(100, ReadlineTerminal.columns) }

  /// Sends a sheet to the printer and notes that; failing that it goes to the screen and into a
  /// file.
  func print(
    _ sheet: Sheet, as kind: PrintJob.Kind, on paper: ReceiptPaper, _ subject: PrintSubject,
    copy: Int?, noting deed: NotedDeed? = nil, _ printing: Printing
  ) throws {
    // The record and a sheet that is kept lie there; a booth that only looks has not made it yet.
    _ = HomeDirectory.prepare(places.state)
    let printed = printing.send(sheet, as: kind, on: paper, subject, copy: copy)
    Streams.complain(printing.sentence(printed, subject))
    if let deed, printed.isSent { note(deed) }
    if !printed.isSent {
      try write(sheet, columns: columns, to: nil)
      Streams.complain(printing.keep(sheet, subject))
    }
    guard printed.exitStatus == 0 else { throw ExitCode(printed.exitStatus) }
  }
}
