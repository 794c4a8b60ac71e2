package import Delivery
import Intake
import MachineJSON
package import Ports
package import Wording

/// What a flush did, for eyes and for machines.
package enum SendingReport {
  /// `loket kirim --json`; the keys are promises of the contract.
  private struct JSON: Encodable {
    let sent: Int
    let acknowledged: Int
    let alreadyThere: Int
    let quarantined: Int
    let left: Int
    let reopened: Int
    let centre: Centre
    let reconciled: Bool
    let alarms: [Alarm]

    struct Centre: Encodable {
      let held: Int
      let head: String
    }

    struct Alarm: Encodable {
      let shift: Int
      let kind: String
    }
  }

  package static func json(_ report: FlushReport) -> String {
    JSONText.of(
      JSON(
        sent: report.sent, acknowledged: report.acknowledged,
        alreadyThere: report.alreadyThere, quarantined: report.quarantined, left: report.left,
        reopened: report.reopened,
        centre: JSON.Centre(held: report.held, head: report.head.hex),
        reconciled: report.isReconciled,
        alarms: report.alarms.map { JSON.Alarm(shift: $0.shift, kind: $0.kind.rawValue) }))
  }

  /// What happened, most urgent last, so that it stands beside the prompt.
  package static func sentences(_ report: FlushReport, _ words: Wording) -> [String] {
    let said = words.delivery
    var sentences: [String] = []
    if report.sent > 0 {
      sentences.append(said.sent(report.acknowledged, report.alreadyThere))
    } else if report.stopped == nil {
      sentences.append(said.nothingToSend)
    }
    if report.reopened > 0 { sentences.append(said.reopened(report.reopened)) }
    if report.aside > 0 { sentences.append(said.quarantined(report.aside)) }
    if !report.isNoted { sentences.append(said.notNoted) }
    if report.left > 0 { sentences.append(said.left(report.left)) }
    if report.stopped == nil {
      sentences.append(report.isReconciled ? said.reconciled : said.notReconciled)
    }
    for alarm in report.alarms {
      switch alarm.kind {
      case .forked: sentences.append(said.forked(alarm.shift))
      case .rolledBack: sentences.append(said.rolledBack(alarm.shift))
      case .otherLaptop: sentences.append(said.otherLaptop(alarm.shift))
      case .bodiesGone: sentences.append(said.bodiesGone(alarm.shift))
      }
    }
    if let stopped = report.stopped { sentences.append(sentence(stopped, words)) }
    return sentences
  }

  package static func sentence(_ error: CentreError, _ words: Wording) -> String {
    switch error {
    case .unreachable(let why), .failed(let why): words.delivery.unreachable(why)
    case .untrusted(let why): words.delivery.untrusted(why)
    case .libraryMissing(let why): words.delivery.libraryMissing(why)
    case .rejectedUs(let why): words.delivery.rejected(why)
    case .otherVersion: words.delivery.otherVersion
    }
  }
}
