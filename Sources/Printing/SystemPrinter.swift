// Printing: a spooler's command, a device's path, the record of attempts; touches these three.

import Glibc
package import Ports

/// The booth's printer: a CUPS queue by its name, or a device or file by its path.
package enum SystemPrinter {
  /// How long one job may keep the counter waiting, in milliseconds.
  package static let patience = 5_000

  /// `printer` is what the configuration says, nil for none. The record and what is kept lie in
  /// `state`, which must be there.
  package static func open(_ printer: String?, state: String) -> Printer {
    let record = PrintRecord(path: state + "/cetak.jsonl")
    let sink = Sink(printer: printer)
    let shelf = SheetShelf(folder: state)
    return Printer(
      name: printer, send: sink.send, examine: sink.examine, note: record.note,
      timesSent: record.timesSent,
      keep: shelf.keep)
  }

  private struct Sink {
    let printer: String?

    func send(_ job: PrintJob) throws(PrinterError) -> PrintHold? {
      guard let printer else { throw .notConfigured }
      let deadline = Deadline(milliseconds: SystemPrinter.patience)
      if printer.hasPrefix("/") {
        try Device.write(job.bytes, to: printer, deadline)
        return nil
      }
      return try Spooler(queue: printer).send(job, deadline)
    }

    func examine() throws(PrinterError) -> PrintHold? {
      guard let printer else { throw .notConfigured }
      if printer.hasPrefix("/") {
        // A file is made with the first job.
        let isThere = unsafe access(printer, F_OK) == 0
        let folder = printer.lastIndex(of: "/").map { String(printer[...$0]) } ?? printer
        let path = isThere || printer.hasPrefix("/dev/") ? printer : folder
        guard unsafe access(path, W_OK) == 0 else { throw .device(SystemWords.last) }
        return nil
      }
      return try Spooler(queue: printer).examine(Deadline(milliseconds: SystemPrinter.patience))
    }
  }
}
