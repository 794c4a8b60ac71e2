package import Gate
package import Intake
import IntakeForm

/// What visits are validated against at the office: the very form that the booth typed them into.
package struct CheckingRules: Sendable {
  package let policy: Policy
  private let regions: Regions
  private let agencies: [Choice]
  private let schools: [Choice]
  private let choices: [Field: [Choice]]
  private let formRules: FormRules

  package init(
    policy: Policy, regions: Regions, agencies: [PlaceCode], schools: [PlaceCode],
    coordinators: [StaffCode]
  ) {
    self.policy = policy
    self.regions = regions
    self.agencies = agencies.map { Choice(code: $0.text, title: $0.text) }
    self.schools = schools.map { Choice(code: $0.text, title: $0.text) }
    choices = CheckingRules.choices(policy, coordinators)
    formRules = FormRules(
      minimumAge: policy.minimumAge,
      gatedServices: Set(policy.services.filter(\.needsIKD).map(\.code)),
      suggestedExemptions: [:])
  }

  /// Types the visit into the form again: the form must give the very same visit.
  func isValid(_ visit: Visit, day: Day, writtenAt: Moment) -> Bool {
    let context = context(day: day, now: writtenAt, segment: visit.segment)
    guard case .success(let again) = Draft(visit, context).finish(context) else { return false }
    let isReason = visit.amendmentReason.map {
      (try? Draft.sentence($0, .overrideReason)) == $0
    }
    return again.hasSameAnswers(as: visit) && isReason != false
  }

  private func context(day: Day, now: Moment, segment: Segment) -> FormContext {
    FormContext(
      today: day, now: now, regions: regions, rules: formRules, choices: choices,
      agencies: agencies, schools: schools, defaults: FormDefaults(segment: segment))
  }

  private static func choices(
    _ policy: Policy, _ coordinators: [StaffCode]
  ) -> [Field: [Choice]] {
    let services = policy.services.map(\.code.text)
    let results = services.flatMap { service in
      DeferralReason.allCases.map { "\(service)=\($0.rawValue)" }
    }
    let codes: [Field: [String]] = [
      .sex: Sex.allCases.map(\.rawValue), .segment: Segment.allCases.map(\.rawValue),
      .services: services, .ikd: IKDState.allCases.map(\.rawValue),
      .ikdEvidence: IKDEvidence.allCases.map(\.rawValue),
      .activation: IKDState.allCases.map(\.rawValue),
      .ikdReason: IKDReason.allCases.map(\.rawValue),
      .exemption: policy.exemptions.map(\.code.text) + [Draft.coordinatorDecides],
      .overrideBy: coordinators.map(\.text), .results: results,
    ]
    return codes.mapValues { $0.map { Choice(code: $0, title: $0) } }
  }
}

extension Visit {
  /// The same but for what only the booth can know: the confirmed warnings, the visit before, the
  /// reason.
  fileprivate func hasSameAnswers(as other: Visit) -> Bool {
    nik == other.nik && name == other.name && birthDate == other.birthDate && sex == other.sex
      && married == other.married && residence == other.residence && segment == other.segment
      && institution == other.institution && ikd == other.ikd && requests == other.requests
      && exemption == other.exemption && override == other.override && contact == other.contact
      && capturedAt == other.capturedAt && recorded == other.recorded
  }
}
