/// The code of a service (layanan) in the catalogue: `cetak`, `kk`, `pindah-masuk`.
package struct ServiceCode: Hashable, Comparable, Sendable {
  package let text: String

  /// One to 32 of `a-z`, `0-9` and `-`; nil for anything else.
  package init?(_ text: String) {
    guard text.isCode(lengthMax: 32) else { return nil }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  /// First activation of IKD; a line of the tally that follows from the visit's IKD result.
  package static let activation = ServiceCode(known: "ikd")
  /// Activation again, after a reset or on a new phone.
  package static let reactivation = ServiceCode(known: "ikd-ulang")

  /// Taking the biometrics for the KTP-el.
  package static let recording = ServiceCode(known: "rekam")

  package var isActivation: Bool { self == .activation || self == .reactivation }
}

/// The code of a place, an agency (OPD) or a school in `places.toml`.
package struct PlaceCode: Hashable, Comparable, Sendable {
  package let text: String

  package init?(_ text: String) {
    guard text.isCode(lengthMax: 32) else { return nil }
    self.text = text
  }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// The short name of a person on duty: an operator (petugas) or coordinator (koordinator).
package struct StaffCode: Hashable, Comparable, Sendable {
  package let text: String

  package init?(_ text: String) {
    guard text.isCode(lengthMax: 32) else { return nil }
    self.text = text
  }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// A neutral exemption (pengecualian) code, `A` or `B`: what it stands for may be health data,
/// which UU 24/2013 art. 84(1) protects (domain.md section 0.7).
package struct ExemptionCode: Hashable, Comparable, Sendable {
  package let text: String

  package init?(_ text: String) {
    guard text.count == 1, let letter = text.first, letter.isASCII("A"..."Z") else {
      return nil
    }
    self.text = text
  }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

extension String {
  /// Whether this is a code: lower-case ASCII letters, digits and dashes, no dash at its ends.
  package func isCode(lengthMax: Int) -> Bool {
    !isEmpty && count <= lengthMax && first != "-" && last != "-"
      && allSatisfy { $0.isASCIIDigit || $0.isASCII("a"..."z") || $0 == "-" }
  }
}

/// What became of a service.
package enum Outcome: String, Hashable, Sendable, CaseIterable {
  /// Done here (selesai).
  case served
  /// Later or elsewhere (tunda).
  case deferred
  /// Not given because the person declined IKD (tidak dilayani).
  case refused
}

/// Why a service is deferred.
package enum DeferralReason: String, Hashable, Sendable, CaseIterable {
  case ikdNotActive, documentsIncomplete, blanksOut, serverDown, atOffice, quota
}

/// What the gate said of a service, or of a whole visit; strictest first.
package enum GateState: String, Hashable, Sendable, CaseIterable {
  case closed, overridden, exempt, notYetDue, exemptService, open
}

/// For whom the booth works: which list the person comes from.
package enum Segment: String, Hashable, Sendable, CaseIterable {
  case `public`, civilServant, student
}

/// A service that a person asks for, and what the operator did where the gate allowed it.
package struct ServiceRequest: Hashable, Sendable {
  package let code: ServiceCode
  /// Nil: served.
  package let deferral: DeferralReason?

  package init(code: ServiceCode, deferral: DeferralReason? = nil) {
    self.code = code
    self.deferral = deferral
  }
}

/// One service line of the tally: what was asked for and what became of it.
package struct ServiceLine: Hashable, Sendable {
  package let code: ServiceCode
  package let gate: GateState
  package let outcome: Outcome
  /// Only where the outcome is `deferred`.
  package let deferral: DeferralReason?

  package init(code: ServiceCode, gate: GateState, outcome: Outcome, deferral: DeferralReason?) {
    self.code = code
    self.gate = gate
    self.outcome = outcome
    self.deferral = deferral
  }
}
