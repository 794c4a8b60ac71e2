import CLinux
import Glibc
import Ports

/// A CUPS queue, through `lp`: nothing personal stands in its arguments.
struct Spooler {
  let queue: String

  func send(_ job: PrintJob, _ deadline: Deadline) throws(PrinterError) -> PrintHold? {
    let drawn = job.drawn.flatMap { hasDriver(deadline) ? $0 : nil }
    let ended = try Child.run(
      arguments(job, isDrawn: drawn != nil), input: drawn ?? job.bytes, deadline)
    guard ended.status == 0 else { throw try Spooler.meaning(of: ended, deadline) }
    return hold(deadline)
  }

  /// Whether the queue is there and takes jobs; what it is known to wait for.
  func examine(_ deadline: Deadline) throws(PrinterError) -> PrintHold? {
    let ended = try Child.run(["lpstat", "-a", queue], input: [], deadline)
    if ended.status == Child.notFound { throw .noSpooler }
    if ended.message.contains("not accepting") { throw .refused(ended.message) }
    guard ended.status == 0, ended.message.contains("accepting") else {
      throw try Spooler.isRunning(deadline) ? .noSuchPrinter : .noSpooler
    }
    return hold(deadline)
  }

  /// What CUPS says of the queue; without an answer, nothing.
  private func state(_ deadline: Deadline) -> String {
    (try? Child.run(["lpstat", "-l", "-p", queue], input: [], deadline).message) ?? ""
  }

  /// A raw queue prints what it gets, letter for letter: it must not get PostScript.
  private func hasDriver(_ deadline: Deadline) -> Bool { state(deadline).contains("Interface:") }

  /// What the queue is known to wait for.
  private func hold(_ deadline: Deadline) -> PrintHold? {
    let said = state(deadline)
    if said.contains("media-empty") || said.contains("media-needed") { return .noPaper }
    return said.contains("disabled since") ? .stopped : nil
  }

  private func arguments(_ job: PrintJob, isDrawn: Bool) -> [String] {
    let how =
      switch job.kind {
      case .receipt: ["-o", "raw"]
      case .page where isDrawn: ["-o", "media=A4"]
      // Small enough that a tally of 80 columns stands on one page, with room to be filed.
      case .page: ["-o", "media=A4", "-o", "cpi=12", "-o", "lpi=8", "-o", "page-left=54"]
      }
    return ["lp", "-d", queue] + how + ["-t", job.title]
  }

  /// What `lp` says, as the step that follows from it.
  private static func meaning(
    of ended: Child.End, _ deadline: Deadline
  ) throws(PrinterError) -> PrinterError {
    if ended.status == Child.notFound { return .noSpooler }
    guard ended.message.contains("does not exist") else { return .refused(ended.message) }
    // It says so too when no spooler answers at all.
    return try isRunning(deadline) ? .noSuchPrinter : .noSpooler
  }

  private static func isRunning(_ deadline: Deadline) throws(PrinterError) -> Bool {
    try Child.run(["lpstat", "-r"], input: [], deadline).message.contains("scheduler is running")
  }
}
