import Intake
package import Paper
package import Ports
import Sealing

extension Reports {
  /// The report as it goes on paper: with everyone on duty, and, if final, its signed proof.
  package func paperReport(_ stored: StoredShift) throws(DeskError) -> ShiftReport {
    var report = try report(stored)
    let queue = world.queue
    let range = 1...max(1, stored.lastSequence)
    let headers = try queued { () throws(QueueError) in
      try queue.entries(stored.shift.id, range)
    }.map(\.header)
    report.operators = names(headers.map(\.staff))
    if let signature = report.signature, let booth = headers.first?.booth {
      report.proof =
        TallyProof(
          shift: report.shift, booth: booth, tally: report.tally, head: report.head,
          signature: signature)?.text
    }
    return report
  }

  /// Each once, in the order in which they first wrote.
  private func names(_ codes: [StaffCode]) -> [String] {
    var seen: [StaffCode] = []
    for code in codes where !seen.contains(code) { seen.append(code) }
    return seen.map { code in
      world.setting.staff.first { $0.code == code }?.name ?? code.text
    }
  }
}
