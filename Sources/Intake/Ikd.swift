/// What was found or done about a person's IKD at this visit.
package enum IKDState: String, Hashable, Sendable, CaseIterable {
  /// Was active already.
  case active
  /// Activated here for the first time: the only state that can raise coverage.
  case activated
  /// Reset or moved to a new phone here (domain.md section 0.8).
  case reactivated
  case notActive
}

/// Who saw that IKD is active, and how; offline nobody can verify it (domain.md section 0.9).
package enum IKDEvidence: String, Hashable, Sendable, CaseIterable {
  case seenOnPhone, operatorConsole
}

/// Why IKD is not active (domain.md section 1.4).
package enum IKDReason: String, Hashable, Sendable, CaseIterable {
  case declined, noPhone, phoneUnsupported, storageFull, noData, emailLost, cameraBroken
  case faceMismatch, otherDevice, pinForgotten, notRecorded, dataNotSynced, duplicateRecord
  case serverDown
}

/// IKD at this visit. Only `notActive` carries a reason, all others evidence.
package struct IKDResult: Hashable, Sendable {
  package let state: IKDState
  package let evidence: IKDEvidence?
  package let reason: IKDReason?

  package init(state: IKDState, evidence: IKDEvidence? = nil, reason: IKDReason? = nil) {
    self.state = state
    self.evidence = state == .notActive ? nil : evidence ?? state.usualEvidence
    self.reason = state == .notActive ? reason : nil
  }

  package var isActive: Bool { state != .notActive }
}

extension IKDState {
  /// A phone shows that IKD is active; that it was activated here, the operator's console does.
  fileprivate var usualEvidence: IKDEvidence { self == .active ? .seenOnPhone : .operatorConsole }

  /// The tally line that follows from the state without being asked for.
  package var line: ServiceCode? {
    switch self {
    case .activated: .activation
    case .reactivated: .reactivation
    case .active, .notActive: nil
    }
  }
}
