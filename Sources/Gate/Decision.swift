package import Intake

/// What the gate decides of one visit, with its reasons; what the header carries follows from it.
package struct Decision: Hashable, Sendable {
  /// The strictest state that any line met.
  package let gate: GateState
  package let lines: [ServiceLine]
  package let ikd: IKDStanding
  /// What the person should do next, most urgent first.
  package let nextSteps: [NextStep]
}

/// What a person goes home with when something was not done here.
package enum NextStep: Hashable, Sendable {
  /// Activate IKD, then come back; the reason says what to bring or mend first.
  case activateIKD(IKDReason?)
  /// Activate IKD some time: no other service waits for it.
  case activateLater(IKDReason?)
  /// Have biometrics recorded first: IKD needs them.
  case recordFirst
  /// Come back at the minimum age.
  case comeBackAtAge(Int)
  /// The home region's office does this (domain.md section 2.1).
  case homeOffice
  case bringDocuments, waitForBlanks, tryLater, comeToOffice
}

extension Policy {
  /// Whether IKD is due from this person at all: of age, or married before it
  /// (UU 24/2013 art. 63; domain.md section 1.2).
  package func isDue(birthDate: Day, married: Bool, today: Day) -> Bool {
    married || birthDate.age(on: today) >= minimumAge
  }

  /// Decides a visit on `today`, the WIB day of the shift. Pure: the same for the same values.
  package func decide(_ visit: Visit, today: Day) -> Decision {
    let due = isDue(birthDate: visit.birthDate, married: visit.married, today: today)
    let lines = asked(visit).map { line($0, of: visit, due: due) }
    let states = lines.map(\.gate)
    return Decision(
      gate: GateState.allCases.first(where: states.contains) ?? .open,
      lines: lines,
      ikd: standing(visit.ikd.state, due: due),
      nextSteps: nextSteps(visit, lines: lines, due: due))
  }

  /// The lines of the tally: what was asked for, and the activation that was done here.
  ///
  /// Who asks for nothing else and leaves without an active IKD came for IKD.
  private func asked(_ visit: Visit) -> [ServiceRequest] {
    let requests = visit.requests.filter { !($0.code.isActivation && visit.ikd.isActive) }
    if let done = visit.ikd.state.line { return [ServiceRequest(code: done)] + requests }
    if requests.isEmpty, !visit.ikd.isActive { return [ServiceRequest(code: .activation)] }
    return requests
  }

  private func standing(_ state: IKDState, due: Bool) -> IKDStanding {
    switch state {
    case .activated: .activated
    case .reactivated: .reactivated
    case .active: .alreadyActive
    case .notActive: due ? .notActive : .notYetDue
    }
  }

  private func line(_ request: ServiceRequest, of visit: Visit, due: Bool) -> ServiceLine {
    let gate = gate(before: request.code, visit, due: due)
    let blocked: (Outcome, DeferralReason?)? =
      if gate == .closed {
        visit.ikd.reason == .declined ? (.refused, nil) : (.deferred, .ikdNotActive)
      } else if request.code.isActivation, !visit.ikd.isActive {
        (.deferred, .ikdNotActive)
      } else if !outsiderMay(request.code, visit.residence) {
        (.deferred, .atOffice)
      } else {
        nil
      }
    let (outcome, reason) =
      blocked ?? (request.deferral == nil ? .served : .deferred, request.deferral)
    return ServiceLine(code: request.code, gate: gate, outcome: outcome, deferral: reason)
  }

  /// The table of the gate, read from the top: the first line that fits decides.
  private func gate(before code: ServiceCode, _ visit: Visit, due: Bool) -> GateState {
    if visit.ikd.isActive { return .open }
    if code.isActivation { return due ? .closed : .notYetDue }
    if service(code)?.needsIKD == false { return .exemptService }
    if !due { return .notYetDue }
    if let exemption = visit.exemption.flatMap(exemption), exemption.opens(code) {
      return .exempt
    }
    if visit.override != nil, coordinatorsOverride { return .overridden }
    return .closed
  }

  private func outsiderMay(_ code: ServiceCode, _ residence: Residence) -> Bool {
    residence.isResident || outsidersGetDataChanges || service(code)?.changesData != true
  }

  private func nextSteps(_ visit: Visit, lines: [ServiceLine], due: Bool) -> [NextStep] {
    var steps: [NextStep] = []
    if !visit.ikd.isActive {
      if !due {
        if lines.contains(where: \.code.isActivation) { steps.append(.comeBackAtAge(minimumAge)) }
      } else if visit.recorded
        || lines.contains(where: { $0.code == .recording && $0.outcome == .served })
      {
        let isAwaited = lines.contains { $0.gate == .closed && !$0.code.isActivation }
        steps.append(
          isAwaited ? .activateIKD(visit.ikd.reason) : .activateLater(visit.ikd.reason))
      } else {
        steps.append(.recordFirst)
      }
    }
    let isAway = lines.contains { !outsiderMay($0.code, visit.residence) }
    if isAway { steps.insert(.homeOffice, at: 0) }
    for line in lines {
      guard let step = line.deferral.flatMap({ self.step(after: $0, visit) }),
        !steps.contains(step)
      else { continue }
      steps.append(step)
    }
    return steps
  }

  private func step(after reason: DeferralReason, _ visit: Visit) -> NextStep? {
    switch reason {
    case .ikdNotActive: nil
    case .documentsIncomplete: .bringDocuments
    case .blanksOut: .waitForBlanks
    case .serverDown, .quota: .tryLater
    case .atOffice: visit.residence.isResident ? .comeToOffice : .homeOffice
    }
  }
}
