import Paper
import Ports
import Sealing
package import Intake
package import IntakeForm
import Gate
import Wording

extension World {
  /// What the form needs to know at this service point, in the screen's language.
  package func formContext(for shift: Shift, defaults: FormDefaults) -> FormContext {
    FormContext(
      today: shift.day, now: clock.now(), regions: setting.regions, rules: formRules,
      choices: choices,
      agencies: setting.agencies.map { Choice(code: $0.code.text, title: $0.name) },
      schools: setting.schools.map { Choice(code: $0.code.text, title: $0.name) },
      defaults: defaults)
  }

  /// What Enter means at the beginning of a shift.
  package func firstDefaults(for shift: Shift) -> FormDefaults {
    let point = setting.point(shift.servicePoint)
    return FormDefaults(
      segment: point?.segment ?? .public, institution: point?.institution,
      residence: point?.kelurahan.map(Residence.home))
  }

  private var formRules: FormRules {
    let policy = setting.policy
    var suggested: [IKDReason: ExemptionCode] = [:]
    for exemption in policy.exemptions {
      for reason in exemption.suggestedFor where suggested[reason] == nil {
        suggested[reason] = exemption.code
      }
    }
    return FormRules(
      minimumAge: policy.minimumAge,
      gatedServices: Set(policy.services.filter(\.needsIKD).map(\.code)),
      suggestedExemptions: suggested)
  }

  private var choices: [Field: [Choice]] {
    let form = words.form
    let coordinators = setting.staff.filter { $0.role == .coordinator }
    let override =
      setting.policy.coordinatorsOverride && !coordinators.isEmpty
      ? [Choice(code: Draft.coordinatorDecides, title: form.coordinatorDecides)] : []
    return [
      .sex: Sex.allCases.map { Choice(code: $0.rawValue, title: form.sex($0)) },
      .segment: Segment.allCases.map { Choice(code: $0.rawValue, title: form.segment($0)) },
      .services: setting.policy.services.map {
        Choice(code: $0.code.text, title: words.pick($0.title))
      },
      .ikd: ikdChoices,
      .ikdEvidence: IKDEvidence.allCases.map {
        Choice(code: $0.rawValue, title: form.evidence($0))
      },
      .activation: [IKDState.activated, .reactivated, .notActive].map {
        Choice(code: $0.rawValue, title: form.activation($0))
      },
      .ikdReason: IKDReason.allCases.map { Choice(code: $0.rawValue, title: form.reason($0)) },
      .exemption: setting.policy.exemptions.map {
        Choice(code: $0.code.text, title: "\($0.code.text) · \(words.pick($0.title))")
      } + override,
      .overrideBy: coordinators.map { Choice(code: $0.code.text, title: $0.name) },
      .results: resultChoices,
    ]
  }

  private var ikdChoices: [Choice] {
    let form = words.form
    return [
      Choice(
        code: IKDState.active.rawValue,
        title: "\(form.ikd(.active)), \(form.evidence(.seenOnPhone))"),
      Choice(
        code: Draft.activeOnConsole,
        title: "\(form.ikd(.active)), \(form.evidence(.operatorConsole))"),
    ]
      + [IKDState.activated, .reactivated, .notActive].map {
        Choice(code: $0.rawValue, title: form.ikd($0))
      }
  }

  private var resultChoices: [Choice] {
    let reasons = DeferralReason.allCases.filter { $0 != .ikdNotActive }
    return setting.policy.services.flatMap { service in
      reasons.map {
        Choice(
          code: "\(service.code.text)=\($0.rawValue)",
          title: "\(service.code.text): \(words.form.deferral($0))")
      }
    }
  }
}
