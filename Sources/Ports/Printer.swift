/// Paper at the booth, and the record of what was sent to it.
///
/// Nothing here waits longer than five seconds, and nothing undoes what is stored.
package struct Printer {
  /// As the configuration names it; nil: there is none.
  package let name: String?
  /// Hands a job over; that it returns means sent, never printed. What holds it up, if that is
  /// known: it comes out by itself once that is mended.
  package let send: (PrintJob) throws(PrinterError) -> PrintHold?
  /// Looks whether a job would go out now, and sends none.
  package let examine: () throws(PrinterError) -> PrintHold?
  /// Writes an attempt down; without the record printing goes on.
  package let note: (PrintAttempt) -> Void
  /// How often this was sent before.
  package let timesSent: (PrintSubject) -> Int
  /// Keeps what could not be sent in a file of this name; its path.
  package let keep: (_ name: String, [UInt8]) throws(KeepError) -> String

  package init(
    name: String?, send: @escaping (PrintJob) throws(PrinterError) -> PrintHold?,
    examine: @escaping () throws(PrinterError) -> PrintHold? = Nothing.examine,
    note: @escaping (PrintAttempt) -> Void, timesSent: @escaping (PrintSubject) -> Int,
    keep: @escaping (String, [UInt8]) throws(KeepError) -> String
  ) {
    self.name = name
    self.send = send
    self.examine = examine
    self.note = note
    self.timesSent = timesSent
    self.keep = keep
  }

  /// No printer and no memory of one.
  package static var none: Printer {
    Printer(
      name: nil, send: Nothing.send, note: { _ in }, timesSent: { _ in 0 }, keep: Nothing.keep)
  }

  package enum Nothing {
    package static func examine() throws(PrinterError) -> PrintHold? { nil }
    static func send(_: PrintJob) throws(PrinterError) -> PrintHold? { throw .notConfigured }
    static func keep(_: String, _: [UInt8]) throws(KeepError) -> String {
      throw KeepError(path: "-", why: "-")
    }
  }
}

/// Bytes for a printer.
package struct PrintJob: Hashable, Sendable {
  /// Stands in the spooler's list: nothing personal.
  package let title: String
  package let kind: Kind
  package let bytes: [UInt8]
  /// The same as PostScript, for a page on a queue that has a driver.
  package let drawn: [UInt8]?

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// ESC/POS, handed through as it is.
    case receipt
    /// Plain text for A4.
    case page
  }

  package init(title: String, kind: Kind, bytes: [UInt8], drawn: [UInt8]? = nil) {
    self.title = title
    self.kind = kind
    self.bytes = bytes
    self.drawn = drawn
  }
}

/// Why a job that was sent waits in its queue.
package enum PrintHold: Hashable, Sendable, CaseIterable {
  case noPaper
  /// The queue was stopped by hand or after a fault.
  case stopped
}

/// Which sheet: sent again, it is a copy.
package struct PrintSubject: Hashable, Sendable {
  package let what: What
  /// The shift's identity, or nothing for what belongs to none.
  package let shift: String
  /// `final`, `interim`, or the ticket of a slip.
  package let detail: String

  package enum What: String, Hashable, Sendable, CaseIterable { case tally, slip, card }

  package init(what: What, shift: String, detail: String) {
    self.what = what
    self.shift = shift
    self.detail = detail
  }
}

/// One try to print, as the record keeps it.
package struct PrintAttempt: Hashable, Sendable {
  /// RFC 3339.
  package let time: String
  package let subject: PrintSubject
  package let kind: PrintJob.Kind
  /// Nil: sent.
  package let error: PrinterError?

  package init(
    time: String, subject: PrintSubject, kind: PrintJob.Kind, error: PrinterError?
  ) {
    self.time = time
    self.subject = subject
    self.kind = kind
    self.error = error
  }
}

/// Why a job was not sent; each says what to do next.
package enum PrinterError: Error, Hashable, Sendable {
  /// None is configured: use the file.
  case notConfigured
  /// The spooler does not know the name: look it up.
  case noSuchPrinter
  /// No spooler here: install or start it.
  case noSpooler
  /// The spooler said no, in its own words: look at the printer.
  case refused(String)
  /// The device has no paper: put some in, print again.
  case noPaper
  /// No answer in time: look at the paper and the cable, try later.
  case noAnswer
  /// A device or file that cannot be written, in the system's own words.
  case device(String)

  /// Its name in the record.
  package var code: String {
    switch self {
    case .notConfigured: "notConfigured"
    case .noSuchPrinter: "noSuchPrinter"
    case .noSpooler: "noSpooler"
    case .refused: "refused"
    case .noPaper: "noPaper"
    case .noAnswer: "noAnswer"
    case .device: "device"
    }
  }
}

/// A file that could not be kept, in the system's own words.
package struct KeepError: Error, Hashable, Sendable {
  package let path: String
  package let why: String

  package init(path: String, why: String) {
    self.path = path
    self.why = why
  }
}
