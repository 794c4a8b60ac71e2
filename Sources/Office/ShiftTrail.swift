package import Intake
import MachineJSON
package import Ports
package import Sealing

/// Who did what in a shift, from what the booth delivered, and whether it makes the figures that
/// the booth signed: a visit taken back that the tally has and nobody did is missing here. The
/// deeds noted beside the entries are held against the closing before and against what arrived.
///
/// From the clear headers: no key is needed, and nothing of it is personal.
package struct ShiftTrail: Sendable {
  package let trail: Trail
  /// Figures of the signed tally that the deeds do not make. How many people there were is not
  /// among them, since the retention takes what tells them apart.
  package let differences: [OfficeReports.Difference]
  package let faults: [TrailFault]
  /// Whether the shift's closing is there to compare with.
  package let isSigned: Bool

  /// The entries of a shift, in order.
  package init(
    _ entries: [SealedEntry], booth: BoothCode, shift number: Int, _ evidence: TrailEvidence
  ) {
    let reasons = evidence.setAside.map { ($0.id.sequence, $0.reason) }
    let closing = entries.last?.closing
    let log = closing?.deeds
    trail = Trail(
      booth, number,
      deeds: Deed.all(
        entries.map(\.header), booth: booth,
        setAside: Dictionary(reasons) { first, _ in first }),
      carried: log?.noted ?? [], older: log?.older ?? [:])
    var fold = TallyFold()
    for entry in entries { fold.add(entry.header, tag: nil) }
    isSigned = closing != nil
    differences = OfficeReports.differences(signed: closing?.tally, recount: fold.tally)
      .filter { $0.figure != TallyKey.people.text }
    faults = closing.map { ShiftTrail.faults($0.deeds, number, evidence) } ?? []
  }

  package var isSound: Bool { differences.isEmpty && faults.isEmpty }

  /// A closing of version 1 carries none, and none came before it.
  private static func faults(
    _ log: DeedLog?, _ number: Int, _ evidence: TrailEvidence
  ) -> [TrailFault] {
    var faults: [TrailFault] = []
    let before = number == 1 ? DeedMark.start : evidence.before?.closing.map(\.end)
    switch before {
    case nil: faults.append(.previousMissing(shift: number - 1))
    case let before? where (log?.before ?? .start) != before:
      let first = log?.before.number ?? 0
      faults.append(
        first > before.number
          ? .missing(from: before.number + 1, to: first) : .notAfterPrevious)
    case .some: break
    }
    guard let log else { return faults }
    if !log.isWhole { faults.append(.altered) }
    var claims: [Int: Int] = [:]
    for deed in log.deeds where deed.kind.claimsArrival {
      guard let shift = deed.shift else { continue }
      claims[shift] = max(claims[shift] ?? 0, deed.count)
    }
    for (shift, claimed) in claims.sorted(by: { $0.key < $1.key }) {
      let held = Int(clamping: evidence.arrived[shift] ?? 0)
      if claimed > held {
        faults.append(.neverArrived(shift: shift, claimed: claimed, held: held))
      }
    }
    return faults
  }
}

extension SealedEntry {
  /// What it says as a closing; nil if it is none.
  fileprivate var closing: Closing? {
    [.closing, .recovery].contains(header.kind) ? try? Closing(bytes: payload) : nil
  }
}

extension Closing {
  /// Where it leaves the chain of noted deeds.
  fileprivate var end: DeedMark { deeds?.after ?? .start }
}

extension ShiftTrail {
  /// `pusat jejak --json`.
  private struct JSON: Encodable {
    let trail: TrailRecord
    let signed: Bool
    let differences: [OfficeReports.Difference]
    let faults: [Fault]

    enum CodingKeys: CodingKey { case signed, differences, faults }

    func encode(to encoder: any Encoder) throws {
      try trail.encode(to: encoder)
      var keys = encoder.container(keyedBy: CodingKeys.self)
      try keys.encode(signed, forKey: .signed)
      try keys.encode(differences, forKey: .differences)
      try keys.encode(faults, forKey: .faults)
    }
  }

  private struct Fault: Encodable {
    let fault: String
    var shift: Int?
    var from: UInt64?
    var to: UInt64?
    var claimed: Int?
    var held: Int?

    init(_ fault: TrailFault) {
      switch fault {
      case .previousMissing(let shift): (self.fault, self.shift) = ("previousMissing", shift)
      case .missing(let from, let to):
        (self.fault, self.from, self.to) = ("missing", from, to)
      case .notAfterPrevious: self.fault = "notAfterPrevious"
      case .altered: self.fault = "altered"
      case .neverArrived(let shift, let claimed, let held):
        (self.fault, self.shift) = ("neverArrived", shift)
        (self.claimed, self.held) = (claimed, held)
      }
    }
  }

  package var json: String {
    JSONText.of(
      JSON(
        trail: TrailRecord(trail), signed: isSigned, differences: differences,
        faults: faults.map(Fault.init)))
  }
}
