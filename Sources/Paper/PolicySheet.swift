package import Gate
import Intake
package import Wording

/// The gate in force as a table that a head of service can read and sign.
package enum PolicySheet {
  package static func sheet(_ policy: Policy, office: String, _ words: Wording) -> Sheet {
    let gate = words.gate
    let services = policy.services.map { service in
      [
        words.pick(service.title), gate.rule(needsIKD: service.needsIKD),
        gate.outsiders(
          served: !service.changesData || policy.outsidersGetDataChanges),
      ]
    }
    let exemptions = policy.exemptions.map { exemption in
      [
        exemption.code.text, words.pick(exemption.title),
        exemption.grants?.sorted().map(\.text).joined(separator: ", ") ?? gate.allServices,
      ]
    }
    return Sheet(
      [
        .title(office), .title(gate.policyTitle), .rule,
        .pairs([
          Sheet.Pair(gate.version, policy.version), Sheet.Pair(gate.basis, policy.basis),
          Sheet.Pair(gate.dueFrom, gate.dueFromAge(policy.minimumAge)),
          Sheet.Pair(
            gate.overrides, policy.coordinatorsOverride ? gate.overridesYes : gate.overridesNo),
        ]),
        .blank,
        .table(Sheet.Table(header: gate.serviceHeader, rows: services, isNumeric: false)),
        .blank, .heading(gate.exemptions),
        .table(Sheet.Table(header: gate.exemptionHeader, rows: exemptions, isNumeric: false)),
        .blank, .heading(gate.orderHeading),
      ] + gate.order(policy.minimumAge).map { .text($0) } + [
        .blank,
        .signatures([Sheet.Signature(role: gate.headOfService, under: "NIP.")]),
      ])
  }
}
