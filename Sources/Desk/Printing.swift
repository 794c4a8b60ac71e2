import Intake
package import Paper
package import Ports
import Sealing
package import Wording

/// What became of a sheet that was to be printed.
package enum Printed: Hashable, Sendable {
  /// Handed over; a copy if it was before; waiting where it is known to be held up.
  case sent(printer: String, copy: Int?, hold: PrintHold?)
  case notSent(PrinterError)

  package var isSent: Bool {
    if case .sent = self { true } else { false }
  }

  /// Partly done where the job waits or there is no printer.
  package var exitStatus: Int32 {
    switch self {
    case .sent(_, _, nil): 0
    case .sent(_, _, .some): 2
    case .notSent(let error): error.exitStatus
    }
  }
}

/// The booth's paper: sends sheets, writes every attempt down, knows what is a copy.
///
/// Printing comes after storing and undoes nothing of it.
package struct Printing {
  private let world: World

  package init(_ world: World) { self.world = world }

  /// Whether slips go out by themselves.
  package var hasPrinter: Bool { world.printer.name != nil }

  /// The number that a sheet would bear as a copy; nil: it was never sent.
  ///
  /// An interim tally is a new one every time.
  package func copy(of subject: PrintSubject) -> Int? {
    guard subject.detail != Printing.interim else { return nil }
    let times = world.printer.timesSent(subject)
    return times > 0 ? times : nil
  }

  package func send(
    _ sheet: Sheet, as kind: PrintJob.Kind, on paper: ReceiptPaper, _ subject: PrintSubject,
    copy: Int?
  ) -> Printed {
    let job = PrintJob(
      title: "loket-\(subject.what.rawValue)", kind: kind,
      bytes: kind == .receipt ? sheet.escpos(paper) : sheet.page,
      drawn: kind == .page ? sheet.postScript : nil)
    var failure: PrinterError?
    var hold: PrintHold?
    do { hold = try world.printer.send(job) } catch { failure = error }
    world.printer.note(
      PrintAttempt(
        time: world.clock.now().rfc3339, subject: subject, kind: kind, error: failure))
    if let failure { return .notSent(failure) }
    return .sent(printer: world.printer.name ?? "-", copy: copy, hold: hold)
  }

  /// Keeps a sheet that was not sent as text in a file; says where, or why not.
  package func keep(_ sheet: Sheet, _ subject: PrintSubject) -> String {
    let words = world.words.paper.printing
    let text = sheet.lines(columns: 80).map { $0 + "\n" }.joined()
    let name = "\(subject.what.rawValue)-\(subject.detail)-\(subject.shift.prefix(8)).txt"
    do { return words.kept(try world.printer.keep(name, Array(text.utf8))) } catch {
      return words.notKept(error.path, error.why)
    }
  }

  /// What became of it and, where more is to be done, how it is printed again.
  package func sentence(_ printed: Printed, _ subject: PrintSubject) -> String {
    let words = world.words.paper.printing
    let again =
      switch subject.what {
      case .slip: words.slipAgain(subject.detail)
      case .tally: words.tallyAgain
      case .card: words.cardAgain
      }
    switch printed {
    case .sent(let printer, let copy, let hold):
      let sent = copy.map { words.copySent(printer, $0) } ?? words.sent(printer)
      let next =
        switch hold {
        case nil: words.notOut(again)
        case .noPaper: words.waitsForPaper
        case .stopped: words.waitsForQueue(printer)
        }
      return "\(sent) \(next)"
    case .notSent(let error):
      return error.sentence(world.words, printer: world.printer.name ?? "-", again: again)
    }
  }
}

extension Printing {
  static let interim = "interim"

  package static func tally(_ report: ShiftReport) -> PrintSubject {
    PrintSubject(
      what: .tally, shift: report.shift.id.description,
      detail: report.isFinal ? "final" : interim)
  }

  static func slip(_ ticket: String, of shift: Shift) -> PrintSubject {
    PrintSubject(what: .slip, shift: shift.id.description, detail: ticket)
  }

  package static let card = PrintSubject(what: .card, shift: "", detail: interim)
}

extension PrinterError {
  /// What happened and what to do next; `again` is what prints the sheet.
  package func sentence(_ words: Wording, printer: String, again: String) -> String {
    let say = words.paper.printing
    return switch self {
    case .notConfigured: say.none
    case .noSuchPrinter: say.noSuchPrinter(printer)
    case .noSpooler: say.noSpooler
    case .refused(let why): say.refused(printer, why, again)
    case .noPaper: say.noPaper(printer, again)
    case .noAnswer: say.noAnswer(printer, again)
    case .device(let why): say.deviceFailed(printer, why)
    }
  }

  /// Partly done without a printer, configuration for a name that is none, else: try later.
  fileprivate var exitStatus: Int32 {
    switch self {
    case .notConfigured: 2
    case .noSuchPrinter, .noSpooler: 78
    case .refused, .noPaper, .noAnswer, .device: 75
    }
  }
}
