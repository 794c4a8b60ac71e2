package import Intake
import MachineJSON
package import Sealing

/// Who did what in a shift, from what the booth delivered, and whether it makes the figures that
/// the booth signed: a visit taken back that the tally has and nobody did is missing here.
///
/// From the clear headers: no key is needed, and nothing of it is personal.
package struct ShiftTrail: Sendable {
  package let deeds: [Deed]
  /// Figures of the signed tally that the deeds do not make. How many people there were is not
  /// among them, since the retention takes what tells them apart.
  package let differences: [OfficeReports.Difference]
  /// Whether the shift's closing is there to compare with.
  package let isSigned: Bool

  /// The entries of a shift, in order.
  package init(_ entries: [SealedEntry], booth: BoothCode) {
    deeds = Deed.all(entries.map(\.header), booth: booth)
    var fold = TallyFold()
    for entry in entries { fold.add(entry.header, tag: nil) }
    let closing = entries.last { [.closing, .recovery].contains($0.header.kind) }
    let signed = closing.flatMap { try? Closing(bytes: $0.payload) }?.tally
    isSigned = signed != nil
    differences = OfficeReports.differences(signed: signed, recount: fold.tally)
      .filter { $0.figure != TallyKey.people.text }
  }

  private struct JSON: Encodable {
    let deeds: [DeedJSON]
    let signed: Bool
    let differences: [OfficeReports.Difference]
  }

  private struct DeedJSON: Encodable {
    let sequence: Int
    let at: String
    let staff: String
    let deed: String
    let ticket: String?
    let gate: String?
  }

  package var json: String {
    JSONText.of(
      JSON(
        deeds: deeds.map {
          DeedJSON(
            sequence: $0.sequence, at: $0.at.rfc3339, staff: $0.staff.text, deed: name($0),
            ticket: $0.ticket, gate: $0.gate?.rawValue)
        }, signed: isSigned, differences: differences))
  }

  private func name(_ deed: Deed) -> String {
    switch deed.kind {
    case .opening: "opened"
    case .visit: deed.isAmendment ? "amended" : "registered"
    case .void: "voided"
    case .closing: "closed"
    case .recovery: "recovered"
    }
  }
}
