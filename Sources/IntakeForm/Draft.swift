package import Intake

/// A form in the making: what has been answered so far, and which warnings were confirmed.
///
/// `texts` are the answers as they would be typed; read again in the order of the fields they give
/// the same draft, so a draft is kept as its texts.
package struct Draft: Hashable, Sendable {
  package internal(set) var texts: [Field: String] = [:]
  package private(set) var confirmed: [Warning] = []

  package internal(set) var nik: NIK?
  package internal(set) var name: PersonName?
  package internal(set) var birthDate: Day?
  package internal(set) var sex: Sex?
  package internal(set) var married: Bool?
  package internal(set) var residence: Residence?
  package internal(set) var segment: Segment?
  package internal(set) var institution: PlaceCode?
  package internal(set) var services: [ServiceCode]?
  package internal(set) var ikd: IKDState?
  package internal(set) var evidence: IKDEvidence?
  package internal(set) var recorded: Bool?
  package internal(set) var reason: IKDReason?
  package internal(set) var exemption: ExemptionCode?
  package internal(set) var wantsOverride = false
  package internal(set) var overrideBy: StaffCode?
  package internal(set) var overrideReason: String?
  package internal(set) var deferrals: [ServiceCode: DeferralReason] = [:]
  package internal(set) var phone: Phone?
  package internal(set) var email: Email?
  package internal(set) var capturedAt: Moment?

  package init() {}

  package mutating func confirm(_ warnings: [Warning]) {
    for warning in warnings where !confirmed.contains(warning) { confirmed.append(warning) }
  }

  /// A yes was given to the answer that stood there, and goes with it.
  mutating func unconfirm(_ warnings: Set<Warning>) {
    confirmed.removeAll(where: warnings.contains)
  }

  package func isAnswered(_ field: Field) -> Bool { texts[field] != nil }

  package var isEmpty: Bool { texts.isEmpty }
}

extension Draft {
  /// Whether IKD is due from this person; nil until the birth date is known.
  package func isDue(_ context: FormContext) -> Bool? {
    guard let birthDate else { return nil }
    return birthDate.age(on: context.today) >= context.rules.minimumAge || married == true
  }

  /// Whether the person's IKD is known to be inactive although it is due.
  private func lacksIKD(_ context: FormContext) -> Bool {
    ikd == .notActive && isDue(context) == true
  }

  /// Whether something that was asked for stands behind a closed gate.
  private func isBlocked(_ context: FormContext) -> Bool {
    lacksIKD(context) && reason != .declined
      && (services ?? []).contains(where: context.rules.gatedServices.contains)
  }

  /// Children younger than this are not asked whether they are married.
  private static let marriageAge = 15

  /// Whether the question has a meaning for this person.
  package func isWanted(_ field: Field, _ context: FormContext) -> Bool {
    switch field {
    case .nik, .name, .birthDate, .residence, .services: true
    case .sex: nik == nil || sex != nil
    case .married:
      birthDate.map { birth in
        let age = birth.age(on: context.today)
        return age < context.rules.minimumAge && (age >= Draft.marriageAge || married == true)
      } ?? false
    case .segment, .ikdEvidence, .results, .capturedAt: isAnswered(field)
    case .institution:
      switch segment ?? context.defaults.segment {
      case .public: false
      case .civilServant, .student:
        segment != nil || context.defaults.institution == nil || isAnswered(.institution)
      }
    case .ikd: isDue(context) == true
    case .recorded: lacksIKD(context)
    case .activation: isAnswered(.activation) || lacksIKD(context) && recorded == true
    case .ikdReason: lacksIKD(context) && recorded == true
    case .exemption: isBlocked(context) && !(context.choices[.exemption] ?? []).isEmpty
    case .overrideBy, .overrideReason: isBlocked(context) && wantsOverride
    case .phone, .email: lacksIKD(context) && recorded == true && reason != .declined
    }
  }

  /// The next question; nil when the form is ready for its summary.
  package func next(_ context: FormContext) -> Field? {
    Field.allCases.first { isWanted($0, context) && !isAnswered($0) }
  }

  /// The question before `field`, or before the summary for nil; nil at the first.
  package func previous(of field: Field?, _ context: FormContext) -> Field? {
    let before = Field.allCases.prefix { $0 != field }
    return before.last { isWanted($0, context) && isAnswered($0) }
  }

  /// What Enter would answer.
  package func proposal(_ field: Field, _ context: FormContext) -> String? {
    switch field {
    case .birthDate: nik?.proposedBirthDate(today: context.today)?.asOnCard
    case .residence: context.defaults.residence.map(\.code)
    case .services:
      context.defaults.services.isEmpty
        || context.defaults.servicesOfDue.map { $0 != isDue(context) } == true
        ? nil : context.defaults.services.map(\.text).joined(separator: ", ")
    case .institution: context.defaults.institution?.text
    case .recorded: "y"
    case .exemption: reason.flatMap { context.rules.suggestedExemptions[$0] }?.text ?? ""
    case .married: "t"
    case .phone: context.defaults.contact.phone?.local ?? ""
    case .email: context.defaults.contact.email?.address ?? ""
    case .nik, .results: ""
    case .name, .sex, .segment, .ikd, .ikdEvidence, .activation, .ikdReason, .overrideBy,
      .overrideReason, .capturedAt:
      nil
    }
  }
}
