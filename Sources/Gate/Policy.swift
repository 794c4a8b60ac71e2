// Gate: "no service without IKD" as data and one pure decision. Imports Intake, touches nothing.

package import Intake

/// The gate in force (kebijakan), as `policy.toml` and `services.toml` give it, checked when built.
///
/// That no service is given without IKD is local practice, not national law (domain.md section
/// 0.5): so the rule is data with a version and a legal basis, every refusal is a record with a
/// reason, and a coordinator may decide otherwise.
package struct Policy: Hashable, Sendable {
  /// What the office calls this version of its rule.
  package let version: String
  /// The regulation or letter it rests on, in words.
  package let basis: String
  /// From this age on IKD is due; below it only for who is or was married.
  package let minimumAge: Int
  package let exemptions: [Exemption]
  /// Who may decide to serve although the gate is closed.
  package let coordinatorsOverride: Bool
  /// Whether people from elsewhere get services that change population data (default: no;
  /// domain.md section 2.1).
  package let outsidersGetDataChanges: Bool
  package let services: [Service]

  package init(
    version: String, basis: String, minimumAge: Int, exemptions: [Exemption],
    coordinatorsOverride: Bool, outsidersGetDataChanges: Bool, services: [Service]
  ) {
    self.version = version
    self.basis = basis
    self.minimumAge = minimumAge
    self.exemptions = exemptions
    self.coordinatorsOverride = coordinatorsOverride
    self.outsidersGetDataChanges = outsidersGetDataChanges
    self.services = services
  }

  package func service(_ code: ServiceCode) -> Service? { services.first { $0.code == code } }

  package func exemption(_ code: ExemptionCode) -> Exemption? {
    exemptions.first { $0.code == code }
  }
}

/// A service in the catalogue.
package struct Service: Hashable, Sendable {
  package let code: ServiceCode
  package let title: Words
  /// Whether the gate stands before it.
  package let needsIKD: Bool
  /// Whether it changes a person's data elements, not only prints them again.
  package let changesData: Bool

  package init(code: ServiceCode, title: Words, needsIKD: Bool, changesData: Bool) {
    self.code = code
    self.title = title
    self.needsIKD = needsIKD
    self.changesData = changesData
  }
}

/// An exemption (pengecualian) under a neutral code.
package struct Exemption: Hashable, Sendable {
  package let code: ExemptionCode
  package let title: Words
  /// The services it opens; nil: all.
  package let grants: Set<ServiceCode>?
  /// The reasons for an inactive IKD with which it is offered first.
  package let suggestedFor: Set<IKDReason>

  package init(
    code: ExemptionCode, title: Words, grants: Set<ServiceCode>?, suggestedFor: Set<IKDReason>
  ) {
    self.code = code
    self.title = title
    self.grants = grants
    self.suggestedFor = suggestedFor
  }

  package func opens(_ service: ServiceCode) -> Bool { grants?.contains(service) ?? true }
}

extension Policy {
  /// Why a policy cannot be one.
  package enum Fault: Hashable, Sendable {
    case minimumAge(Int)
    case serviceTwice(ServiceCode)
    case serviceMissing(ServiceCode)
    /// IKD needs `rekam`, so `rekam` cannot need IKD; the same for IKD itself.
    case cannotNeedIKD(ServiceCode)
    case exemptionTwice(ExemptionCode)
    case exemptionGrantsUnknown(ExemptionCode, ServiceCode)
    /// Declining IKD is a choice; an exemption offered for it would undo the gate.
    case exemptionForDeclined(ExemptionCode)
  }

  /// Everything that is wrong with it; empty: it may be used.
  package var faults: [Fault] {
    var faults: [Fault] = []
    if !(12...21).contains(minimumAge) { faults.append(.minimumAge(minimumAge)) }
    let codes = services.map(\.code)
    faults += codes.repeated.map(Fault.serviceTwice)
    faults += [.activation, .reactivation].filter { !codes.contains($0) }.map(Fault.serviceMissing)
    faults += services.filter { $0.needsIKD && Policy.neverGated.contains($0.code.text) }
      .map { .cannotNeedIKD($0.code) }
    faults += exemptions.map(\.code).repeated.map(Fault.exemptionTwice)
    for exemption in exemptions {
      let unknown = (exemption.grants ?? []).filter { !codes.contains($0) }.sorted()
      faults += unknown.map { .exemptionGrantsUnknown(exemption.code, $0) }
      if exemption.suggestedFor.contains(.declined) {
        faults.append(.exemptionForDeclined(exemption.code))
      }
    }
    return faults
  }

  private static let neverGated = ["rekam", "ikd", "ikd-ulang"]
}

extension Array where Element: Hashable {
  /// The elements that stand more than once, each named once, in order.
  fileprivate var repeated: [Element] {
    var seen: [Element: Int] = [:]
    forEach { seen[$0, default: 0] += 1 }
    return reduce(into: []) { found, element in
      if seen[element, default: 0] > 1, !found.contains(element) { found.append(element) }
    }
  }
}
