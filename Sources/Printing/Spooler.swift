import CLinux
import Glibc
import Ports

/// A CUPS queue, through `lp`: nothing personal stands in its arguments.
struct Spooler {
  let queue: String

  func send(_ job: PrintJob, _ deadline: Deadline) throws(PrinterError) {
    let input = try Spooler.unnamedFile(job.bytes)
    defer { close(input) }
    let ended = try Child.run(arguments(job), input: input, deadline)
    guard ended.status != 0 else { return }
    throw try Spooler.meaning(of: ended, deadline)
  }

  private func arguments(_ job: PrintJob) -> [String] {
    let how =
      switch job.kind {
      case .receipt: ["-o", "raw"]
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
    let nothing = try unnamedFile([])
    defer { close(nothing) }
    return try Child.run(["lpstat", "-r"], input: nothing, deadline).message
      .contains("scheduler is running")
  }

  /// The bytes in a file that has no name any more, read from its start.
  private static func unnamedFile(_ bytes: [UInt8]) throws(PrinterError) -> CInt {
    var template = Array("/tmp/loket-cetak-XXXXXX".utf8CString)
    let file = unsafe mkstemp(&template)
    guard file >= 0 else { throw .device(SystemWords.last) }
    _ = unsafe unlink(template)
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe write(file, bytes.baseAddress, bytes.count)
      }
      guard count > 0 || errno == EINTR else {
        close(file)
        throw .device(SystemWords.last)
      }
      rest = rest.dropFirst(max(0, count))
    }
    lseek(file, 0, SEEK_SET)
    return file
  }
}
