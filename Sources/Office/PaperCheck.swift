import Intake
package import Ports
import Sealing

/// What the QR of a printed tally turns out to be beside the centre's rows.
package enum PaperCheck: Sendable {
  case agrees(RegisteredShift)
  /// The booth signed other figures than the centre counts.
  case otherFigures([OfficeReports.Difference])
  /// The code was altered, or is of another shift: the parts that are not the centre's.
  case altered([Part])
  /// Truly the booth's, and its closing is not at the centre, or not examined yet.
  case notClosedYet(RegisteredShift)
  /// Not this booth's signature, though all else is as the centre has it.
  case notSigned
  case noShift
  case unreadable

  /// A part of the code that is not the centre's.
  package struct Part: Hashable, Sendable {
    package let name: Name
    /// Nil where it is nothing that people could compare.
    package var said: Said?

    package struct Said: Hashable, Sendable {
      package let paper: String
      package let centre: String
    }

    package enum Name: Hashable, Sendable { case booth, number, shift, figures, chain, signature }
  }
}

extension PaperCheck {
  /// Compares a typed or scanned text with what the centre holds.
  package static func of(
    _ typed: String, _ shifts: [RegisteredShift], _ booths: [EnrolledBooth]
  ) -> PaperCheck {
    switch TallyProof.parse(typed) {
    case .success(let proof): whole(proof, shifts, booths)
    case .failure(.check): TallyProof.unchecked(typed).map { spoilt($0, shifts) } ?? .unreadable
    case .failure: .unreadable
    }
  }

  private static func whole(
    _ proof: TallyProof, _ shifts: [RegisteredShift], _ booths: [EnrolledBooth]
  ) -> PaperCheck {
    let signers = booths.first { $0.id == proof.booth }?.assignments.map(\.signer) ?? []
    let shift = shifts.first { $0.shift == proof.shift }
    let digest = TallyProof.digest(of: shift?.recount ?? Tally())
    let verdict = signers.map { proof.verdict(by: $0, digest: digest) }.first { $0 != .notSigned }
    guard let verdict else {
      guard let meant = meant(by: proof, shifts) else { return .noShift }
      let parts = parts(proof, meant)
      return parts.isEmpty ? .notSigned : .altered(parts)
    }
    guard let shift else { return .noShift }
    if verdict == .agrees, proof.head == shift.head { return .agrees(shift) }
    guard shift.signed != nil else { return .notClosedYet(shift) }
    let differences = OfficeReports.differences(shift)
    return differences.isEmpty ? .altered(parts(proof, shift)) : .otherFigures(differences)
  }

  /// A letter is wrong or missing: only the signature's and the last ones leave no other trace.
  private static func spoilt(_ proof: TallyProof, _ shifts: [RegisteredShift]) -> PaperCheck {
    guard let meant = meant(by: proof, shifts) else { return .unreadable }
    let parts = parts(proof, meant)
    return .altered(parts.isEmpty ? [Part(name: .signature)] : parts)
  }

  private static func meant(
    by proof: TallyProof, _ shifts: [RegisteredShift]
  ) -> RegisteredShift? {
    shifts.first { $0.shift == proof.shift }
      ?? shifts.first { $0.booth == proof.code && $0.number == proof.number }
  }

  private static func parts(_ proof: TallyProof, _ shift: RegisteredShift) -> [Part] {
    let digest = TallyProof.digest(of: shift.signed ?? shift.recount)
    let same: [(Part, Bool)] = [
      (.said(.booth, proof.code.text, shift.booth.text), proof.booth == shift.boothID),
      (.said(.number, "\(proof.number)", "\(shift.number)"), true),
      (Part(name: .shift), proof.shift == shift.shift),
      (Part(name: .figures), proof.digest == digest),
      (
        .said(.chain, Chain.headCode(proof.head), Chain.headCode(shift.head)),
        proof.head == shift.head
      ),
    ]
    return same.filter { part, isSame in !isSame || part.said != nil }.map(\.0)
  }
}

extension PaperCheck.Part {
  /// With what each of the two says, unless people would see no difference.
  fileprivate static func said(_ name: Name, _ paper: String, _ centre: String) -> Self {
    Self(name: name, said: paper == centre ? nil : Said(paper: paper, centre: centre))
  }
}
