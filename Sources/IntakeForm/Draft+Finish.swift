package import Intake

extension Draft {
  /// The visit that the answers make, or everything that is still missing or contradicts itself.
  package func finish(_ context: FormContext) -> Result<Visit, Faults> {
    var complaints = missing(context)
    if case .failure(let complaint) = activationFits(context) { complaints.append(complaint) }
    guard complaints.isEmpty, let name, let birthDate, let residence,
      let sex = sex ?? nik?.sex
    else { return .failure(Faults(complaints: complaints)) }
    let state = ikd ?? .notActive
    let due = isDue(context) == true
    let lacksIKD = state == .notActive && due
    let recorded = recorded ?? (state != .notActive || due && reason != .notRecorded)
    let follows = lacksIKD && reason != .declined
    let segment = segment ?? context.defaults.segment
    return .success(
      Visit(
        nik: nik, name: name, birthDate: birthDate, sex: sex,
        married: isWanted(.married, context) && married == true,
        residence: residence, segment: segment, institution: institution(for: segment, context),
        recorded: recorded,
        ikd: IKDResult(state: state, evidence: evidence, reason: due ? reason : nil),
        requests: (services ?? []).map { ServiceRequest(code: $0, deferral: deferrals[$0]) },
        exemption: lacksIKD ? exemption : nil, override: lacksIKD ? override : nil,
        contact: follows ? Contact(phone: phone, email: email) : Contact(),
        capturedAt: capturedAt, confirmed: confirmed))
  }

  /// Everything that keeps a draft from being a visit.
  package struct Faults: Error, Hashable, Sendable {
    package let complaints: [Complaint]

    package init(complaints: [Complaint]) { self.complaints = complaints }
  }

  private func missing(_ context: FormContext) -> [Complaint] {
    var complaints: [Complaint] = []
    if name == nil { complaints.append(.required(.name)) }
    if birthDate == nil { complaints.append(.required(.birthDate)) }
    if sex == nil, nik == nil { complaints.append(.required(.sex)) }
    if residence == nil { complaints.append(.required(.residence)) }
    let segment = segment ?? context.defaults.segment
    if segment != .public, institution(for: segment, context) == nil {
      complaints.append(.institutionMissing(segment))
    }
    if isDue(context) == true, ikd == nil { complaints.append(.required(.ikd)) }
    if (services ?? []).isEmpty, ikd == .active || isDue(context) == false {
      complaints.append(.nothingAsked)
    }
    if overrideBy != nil, overrideReason == nil { complaints.append(.overrideReasonMissing) }
    return complaints
  }

  private func activationFits(_ context: FormContext) -> Result<Void, Complaint> {
    guard ikd == .activated || ikd == .reactivated else { return .success(()) }
    if isDue(context) == false { return .failure(.notYetDue) }
    return recorded == false ? .failure(.notRecorded) : .success(())
  }

  private func institution(for segment: Segment, _ context: FormContext) -> PlaceCode? {
    switch segment {
    case .public: nil
    case .civilServant, .student:
      institution ?? (segment == context.defaults.segment ? context.defaults.institution : nil)
    }
  }

  private var override: Override? {
    guard let overrideBy, let overrideReason else { return nil }
    return Override(by: overrideBy, reason: overrideReason)
  }
}

extension Draft {
  /// The draft that would be typed to get `visit`: for an amendment.
  package init(_ visit: Visit, _ context: FormContext) {
    self.init()
    let services = visit.requests.map(\.code.text).joined(separator: ", ")
    let results = visit.requests
      .compactMap { request in request.deferral.map { "\(request.code.text)=\($0.rawValue)" } }
      .joined(separator: ", ")
    let isOpen = visit.ikd.isActive
    let isDue =
      visit.married || visit.birthDate.age(on: context.today) >= context.rules.minimumAge
    let answers: [(Field, String?)] = [
      (.nik, visit.nik?.digits ?? ""), (.name, visit.name.text),
      (.birthDate, visit.birthDate.asOnCard),
      (.sex, visit.nik?.sex == visit.sex ? nil : visit.sex.rawValue),
      (.married, visit.married ? "y" : "t"), (.residence, visit.residence.code),
      (.segment, visit.segment.rawValue), (.institution, visit.institution?.text),
      (.services, services), (.ikd, visit.ikd.state.rawValue),
      (.ikdEvidence, visit.ikd.evidence?.rawValue),
      (.recorded, isOpen ? nil : visit.recorded ? "y" : isDue ? "t" : nil),
      (.activation, isOpen || !visit.recorded ? nil : IKDState.notActive.rawValue),
      (.ikdReason, visit.ikd.reason?.rawValue),
      (
        .exemption, visit.exemption?.text ?? (visit.override == nil ? "" : Draft.coordinatorDecides)
      ),
      (.overrideBy, visit.override?.by.text), (.overrideReason, visit.override?.reason),
      (.results, results.isEmpty ? nil : results), (.phone, visit.contact.phone?.local ?? ""),
      (.email, visit.contact.email?.address ?? ""),
      (.capturedAt, visit.capturedAt?.rfc3339),
    ]
    for case (let field, let text?) in answers {
      if case .success(let read) = reading(text, for: field, context) { self = read.draft }
    }
    confirm(visit.confirmed)
  }

  /// The draft that kept texts give; a text that is no answer any more is left out.
  package init(texts: [Field: String], confirmed: [Warning], _ context: FormContext) {
    self.init()
    for (field, text) in texts.sorted(by: { $0.key < $1.key }) {
      if case .success(let read) = reading(text, for: field, context) { self = read.draft }
    }
    confirm(confirmed)
  }
}
