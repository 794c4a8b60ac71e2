import Intake

// The numbers of the format. New values are added at the end; none is moved or taken out.

extension Mode: Numbered {
  static var formatOrder: [Mode] { [.training, .live] }
}

extension GateState: Numbered {
  static var formatOrder: [GateState] {
    [.closed, .overridden, .exempt, .notYetDue, .exemptService, .open]
  }
}

extension IKDStanding: Numbered {
  static var formatOrder: [IKDStanding] {
    [.activated, .reactivated, .alreadyActive, .notActive, .notYetDue]
  }
}

extension IKDState: Numbered {
  static var formatOrder: [IKDState] { [.active, .activated, .reactivated, .notActive] }
}

extension IKDEvidence: Numbered {
  static var formatOrder: [IKDEvidence] { [.seenOnPhone, .operatorConsole] }
}

extension IKDReason: Numbered {
  static var formatOrder: [IKDReason] {
    [
      .declined, .noPhone, .phoneUnsupported, .storageFull, .noData, .emailLost, .cameraBroken,
      .faceMismatch, .otherDevice, .pinForgotten, .notRecorded, .dataNotSynced, .duplicateRecord,
      .serverDown,
    ]
  }
}

extension Outcome: Numbered {
  static var formatOrder: [Outcome] { [.served, .deferred, .refused] }
}

extension DeferralReason: Numbered {
  static var formatOrder: [DeferralReason] {
    [.ikdNotActive, .documentsIncomplete, .blanksOut, .serverDown, .atOffice, .quota]
  }
}

extension Segment: Numbered {
  static var formatOrder: [Segment] { [.public, .civilServant, .student] }
}

extension Sex: Numbered {
  static var formatOrder: [Sex] { [.male, .female] }
}

extension Counter: Numbered {
  static var formatOrder: [Counter] {
    [
      .formsHandedOut, .absent, .rosterListed, .rosterCame, .rosterRecorded, .rosterActivated,
      .rosterAlreadyActive, .rosterUnder16, .rosterAbsent, .rosterUnlisted,
    ]
  }
}

extension Warning: Numbered {
  static var formatOrder: [Warning] {
    [
      .nikRegionUnknown, .nikRegionRetired, .nikDateDiffers, .nikDateNotOnCalendar,
      .nikSexDiffers, .nikSeenThisShift, .nameHasDigits, .birthDateVeryOld,
      .kelurahanNamedLikeKecamatan, .emailDomainUnusual, .ikdActiveUnderAge, .ikdAlreadyActive,
    ]
  }
}
