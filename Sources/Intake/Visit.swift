/// One person at the counter once, as the form has checked it; past the form nothing is a raw text.
///
/// Only `IntakeForm.Draft.finish` makes one from answers, and the sealed body's decoder from bytes.
package struct Visit: Hashable, Sendable {
  /// May be missing: newborns and people never registered have none. Not a key.
  package let nik: NIK?
  package let name: PersonName
  package let birthDate: Day
  package let sex: Sex
  /// Matters under 17 only: who is or was married must have a card (UU 24/2013 art. 63).
  package let married: Bool
  package let residence: Residence
  package let segment: Segment
  /// The agency of a civil servant or the school of a student.
  package let institution: PlaceCode?
  /// Biometrics for the KTP-el are recorded; IKD needs them.
  package let recorded: Bool
  package let ikd: IKDResult
  package let requests: [ServiceRequest]
  package let exemption: ExemptionCode?
  package let override: Override?
  package let contact: Contact
  /// When a paper form was filled in, for entries from paper; nil when typed on the spot.
  package let capturedAt: Moment?
  /// The warnings that the operator saw and confirmed.
  package let confirmed: [Warning]
  /// The earlier visit of this person in the same shift that ended undone and is taken up here.
  package var follows: VisitID?
  /// Why this revision stands in place of the one before, in the operator's words; nil for a first
  /// one.
  package var amendmentReason: String?

  package init(
    nik: NIK?, name: PersonName, birthDate: Day, sex: Sex, married: Bool, residence: Residence,
    segment: Segment, institution: PlaceCode?, recorded: Bool, ikd: IKDResult,
    requests: [ServiceRequest], exemption: ExemptionCode? = nil, override: Override? = nil,
    contact: Contact = Contact(), capturedAt: Moment? = nil, confirmed: [Warning] = []
  ) {
    self.nik = nik
    self.name = name
    self.birthDate = birthDate
    self.sex = sex
    self.married = married
    self.residence = residence
    self.segment = segment
    self.institution = institution
    self.recorded = recorded
    self.ikd = ikd
    self.requests = requests
    self.exemption = exemption
    self.override = override
    self.contact = contact
    self.capturedAt = capturedAt
    self.confirmed = confirmed
  }
}

extension Visit {
  /// What was answered, without what ties it to other entries.
  package var unlinked: Visit {
    var visit = self
    visit.follows = nil
    visit.amendmentReason = nil
    return visit
  }
}

/// A coordinator's decision to serve although the gate is closed: who, and why in words.
package struct Override: Hashable, Sendable {
  package let by: StaffCode
  package let reason: String

  package init(by: StaffCode, reason: String) {
    self.by = by
    self.reason = reason
  }
}

/// How to reach a person whose activation has to be followed up; kept for nothing else.
package struct Contact: Hashable, Sendable {
  package let phone: Phone?
  package let email: Email?

  package init(phone: Phone? = nil, email: Email? = nil) {
    self.phone = phone
    self.email = email
  }
}

/// Something unlikely but possible, which a person confirms and the record keeps.
package enum Warning: String, Hashable, Sendable, CaseIterable {
  case nikRegionUnknown, nikRegionRetired, nikDateDiffers, nikDateNotOnCalendar, nikSexDiffers
  case nikSeenThisShift, nameHasDigits, birthDateVeryOld, kelurahanNamedLikeKecamatan
  case emailDomainUnusual, ikdActiveUnderAge, ikdAlreadyActive
}
