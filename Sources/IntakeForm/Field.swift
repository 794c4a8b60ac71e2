// IntakeForm: questions in order, and a typed line becomes an answer or a complaint. Imports
// Intake, touches nothing. The kiosk and `loket daftar --dari` go through the same functions.

import Intake

/// A question of the form, in the order in which they are asked.
package enum Field: String, Hashable, Sendable, CaseIterable {
  case nik, name, birthDate, sex, married, residence, segment, institution, services, ikd
  case ikdEvidence, recorded
  /// "Shall we activate now?", asked when IKD is not active.
  case activation
  case ikdReason, exemption, overrideBy, overrideReason
  /// Which services are deferred although the gate is open, and why.
  case results
  case phone, email, capturedAt

  /// The key of one visit as JSON (contract.md) that this field answers.
  package var jsonKey: String {
    switch self {
    case .nik, .name, .birthDate, .sex, .married, .residence, .segment, .services, .recorded,
      .exemption, .phone, .email, .capturedAt:
      rawValue
    case .institution: "agency"
    case .ikd, .activation: "ikd.state"
    case .ikdEvidence: "ikd.evidence"
    case .ikdReason: "ikd.reason"
    case .overrideBy: "override.by"
    case .overrideReason: "override.reason"
    case .results: "services"
    }
  }
}

extension Field {
  /// What may be unlikely about its answer, alone or beside another one.
  var warnings: Set<Warning> {
    switch self {
    case .nik:
      [
        .nikRegionUnknown, .nikRegionRetired, .nikDateNotOnCalendar, .nikDateDiffers,
        .nikSexDiffers, .nikSeenThisShift,
      ]
    case .name: [.nameHasDigits]
    case .birthDate: [.nikDateDiffers, .birthDateVeryOld, .ikdActiveUnderAge]
    case .sex: [.nikSexDiffers]
    case .married: [.ikdActiveUnderAge]
    case .residence: [.kelurahanNamedLikeKecamatan]
    case .services: [.ikdAlreadyActive]
    case .ikd, .activation: [.ikdAlreadyActive, .ikdActiveUnderAge]
    case .email: [.emailDomainUnusual]
    case .segment, .institution, .ikdEvidence, .recorded, .ikdReason, .exemption, .overrideBy,
      .overrideReason, .results, .phone, .capturedAt:
      []
    }
  }
}

extension Field: Comparable {
  package static func < (left: Field, right: Field) -> Bool { left.place < right.place }

  private var place: Int { Field.allCases.firstIndex(of: self) ?? 0 }
}

/// One of several answers: its code, and how it stands on the screen.
package struct Choice: Hashable, Sendable {
  package let code: String
  package let title: String

  package init(code: String, title: String) {
    self.code = code
    self.title = title
  }
}

extension Array where Element == Choice {
  /// What a typed word picks from a numbered list.
  package enum Pick: Hashable, Sendable {
    case one(Choice)
    case several([Choice])
    case nothing
  }

  /// By number from 1, by code, or by the beginning of a code or title, if only one begins so.
  package func pick(_ text: String) -> Pick {
    if let number = Int(text), (1...Swift.max(count, 1)).contains(number), number <= count {
      return .one(self[number - 1])
    }
    if let exact = first(where: { $0.code == text }) { return .one(exact) }
    let key = Choice.key(text)
    guard !key.isEmpty else { return .nothing }
    let same = filter { [Choice.key($0.code), Choice.key($0.title)].contains(key) }
    if same.count == 1 { return .one(same[0]) }
    let found = filter {
      Choice.key($0.code).hasPrefix(key) || Choice.key($0.title).hasPrefix(key)
    }
    switch found.count {
    case 0: return .nothing
    case 1: return .one(found[0])
    default: return .several(found)
    }
  }
}

extension Choice {
  fileprivate static func key(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
