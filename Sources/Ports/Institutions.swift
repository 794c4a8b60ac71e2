package import Intake

/// An agency or a school, as its people were seen at any booth. Each person once, as of the latest
/// visit; who has no NIK counts each time. Somebody belongs to the institution that was named last.
package struct InstitutionFigures: Hashable, Sendable {
  package let code: PlaceCode
  package var seen = 0
  /// Whose IKD was active at the latest visit.
  package var active = 0
  /// Whose IKD was activated here for the first time, at whatever visit.
  package var activated = 0
  package var notActive = 0
  package var notYetDue = 0
  package var residents = 0
  package var activeResidents = 0
  /// Where those live who are no residents: four digits; nil where only that is known.
  package var regions: [RegionCode?: Int] = [:]
  /// Why IKD is not active.
  package var reasons: [IKDReason: Int] = [:]
  /// Recorded here; else tried in vain; else recorded before; else too young: each person in one.
  package var recorded = 0
  package var failed = 0
  package var recordedBefore = 0
  package var under16 = 0
  /// Birth dates of those who are not 17 yet.
  package var minors: [Day: Int] = [:]
  package var roster: RosterSize?

  package init(code: PlaceCode) { self.code = code }

  package var outsiders: Int { regions.values.reduce(0, +) }
}

/// How many people stand on an institution's list, as of a day; no names.
package struct RosterSize: Hashable, Sendable {
  package let day: Day
  package let size: Int
  /// Of those: who lives elsewhere, and who is on outside duty; nil: not told.
  package let elsewhere: Int?
  package let away: Int?
  /// Of those: civil servants (ASN); the others are contract staff. The visits do not say which
  /// somebody is.
  package let asn: Int?

  package init(
    day: Day, size: Int, elsewhere: Int? = nil, away: Int? = nil, asn: Int? = nil
  ) {
    self.day = day
    self.size = size
    self.elsewhere = elsewhere
    self.away = away
    self.asn = asn
  }
}

/// Somebody of an institution who was seen, and whose IKD is not active.
package struct RemainingPerson: Hashable, Sendable {
  package let name: PersonName
  package let birthDate: Day
  /// Recorded for the KTP-el, here or before.
  package let isRecorded: Bool
  package let seen: Day

  package init(name: PersonName, birthDate: Day, isRecorded: Bool, seen: Day) {
    self.name = name
    self.birthDate = birthDate
    self.isRecorded = isRecorded
    self.seen = seen
  }
}
