import Intake

// The numbers of the format. New values are added at the end; none is moved or taken out.

extension Mode: Numbered {
  static let formatOrder: [Mode] = [.training, .live]
}

extension GateState: Numbered {
  static let formatOrder: [GateState] = [
    .closed, .overridden, .exempt, .notYetDue, .exemptService, .open,
  ]
}

extension IKDStanding: Numbered {
  static let formatOrder: [IKDStanding] = [
    .activated, .reactivated, .alreadyActive, .notActive, .notYetDue,
  ]
}

extension IKDState: Numbered {
  static let formatOrder: [IKDState] = [.active, .activated, .reactivated, .notActive]
}

extension IKDEvidence: Numbered {
  static let formatOrder: [IKDEvidence] = [.seenOnPhone, .operatorConsole]
}

extension IKDReason: Numbered {
  static let formatOrder: [IKDReason] = [
    .declined, .noPhone, .phoneUnsupported, .storageFull, .noData, .emailLost, .cameraBroken,
    .faceMismatch, .otherDevice, .pinForgotten, .notRecorded, .dataNotSynced, .duplicateRecord,
    .serverDown,
  ]
}

extension Outcome: Numbered {
  static let formatOrder: [Outcome] = [.served, .deferred, .refused]
}

extension DeferralReason: Numbered {
  static let formatOrder: [DeferralReason] = [
    .ikdNotActive, .documentsIncomplete, .blanksOut, .serverDown, .atOffice, .quota,
  ]
}

extension Segment: Numbered {
  static let formatOrder: [Segment] = [.public, .civilServant, .student]
}

extension Sex: Numbered {
  static let formatOrder: [Sex] = [.male, .female]
}

extension Counter: Numbered {
  static let formatOrder: [Counter] = [
    .formsHandedOut, .absent, .rosterListed, .rosterCame, .rosterRecorded, .rosterActivated,
    .rosterAlreadyActive, .rosterUnder16, .rosterAbsent, .rosterUnlisted,
  ]
}

extension Warning: Numbered {
  static let formatOrder: [Warning] = [
    .nikRegionUnknown, .nikRegionRetired, .nikDateDiffers, .nikDateNotOnCalendar,
    .nikSexDiffers, .nikSeenThisShift, .nameHasDigits, .birthDateVeryOld,
    .kelurahanNamedLikeKecamatan, .emailDomainUnusual, .ikdActiveUnderAge, .ikdAlreadyActive,
  ]
}

extension NotedDeed.Kind: Numbered {
  static let formatOrder: [NotedDeed.Kind] = [
    .exported, .printed, .printedAgain, .slipPrintedAgain, .flushed, .carried, .accepted, .backedUp,
  ]

  package var number: UInt8 { formatNumber }
  package init?(number: UInt8) { self.init(formatNumber: number) }
}
