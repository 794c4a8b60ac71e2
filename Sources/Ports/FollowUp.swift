package import Intake

/// A service that somebody was not given and has not been given since: at no booth, on no day, and
/// not marked as settled at the office. Who has no NIK waits until it is marked: a name and a birth
/// date are no proof that a later visit was that person's.
package struct FollowUp: Hashable, Sendable {
  /// The person's last visit for this service.
  package let place: Place
  package let nik: NIK?
  package let name: PersonName
  package let contact: Contact
  package let isResident: Bool
  /// The agency or school that was named at that visit.
  package let institution: PlaceCode?
  package let line: ServiceLine
  package let ikd: IKDStanding
  package let ikdReason: IKDReason?
  /// The day of the first of the visits in vain.
  package let since: Day
  package let visits: Int
  /// Whether the person's IKD was active at a later visit.
  package let isIKDActiveNow: Bool

  /// Where a visit stands: `L01/3-007`.
  package struct Place: Hashable, Sendable {
    package let booth: BoothCode
    package let shiftNumber: Int
    package let ticket: Int

    package init(booth: BoothCode, shiftNumber: Int, ticket: Int) {
      self.booth = booth
      self.shiftNumber = shiftNumber
      self.ticket = ticket
    }

    /// Nil for anything but `L01/3-007`.
    package init?(_ text: String) {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      let numbers = parts.last?.split(separator: "-").compactMap { Int($0) } ?? []
      guard parts.count == 2, numbers.count == 2, numbers.allSatisfy({ $0 > 0 }),
        let booth = BoothCode(String(parts[0]))
      else { return nil }
      self.init(booth: booth, shiftNumber: numbers[0], ticket: numbers[1])
    }

    package var text: String { "\(booth.text)/\(shiftNumber)-\(ticket.padded(to: 3))" }
  }

  package init(
    place: Place, nik: NIK?, name: PersonName, contact: Contact, isResident: Bool,
    institution: PlaceCode?, line: ServiceLine, ikd: IKDStanding, ikdReason: IKDReason?, since: Day,
    visits: Int,
    isIKDActiveNow: Bool
  ) {
    self.place = place
    self.nik = nik
    self.name = name
    self.contact = contact
    self.isResident = isResident
    self.institution = institution
    self.line = line
    self.ikd = ikd
    self.ikdReason = ikdReason
    self.since = since
    self.visits = visits
    self.isIKDActiveNow = isIKDActiveNow
  }
}

/// Of the people whose IKD could not be activated for one reason, how many had it activated here
/// later, and how soon.
package struct Turn: Hashable, Sendable {
  package let reason: IKDReason
  /// With a NIK, each once.
  package let people: Int
  /// Visits without a NIK, of which nobody can say what became.
  package let withoutNIK: Int
  package let activated: Int
  package let sameDay: Int
  /// On one of the seven days after it.
  package let withinWeek: Int
  /// On one of the thirty days after it, the first seven apart.
  package let withinMonth: Int
  package let later: Int
  /// Days that half of them took at most; nil: nobody.
  package let medianDays: Int?

  package init(
    reason: IKDReason, people: Int, withoutNIK: Int, activated: Int, sameDay: Int,
    withinWeek: Int, withinMonth: Int, later: Int, medianDays: Int?
  ) {
    self.reason = reason
    self.people = people
    self.withoutNIK = withoutNIK
    self.activated = activated
    self.sameDay = sameDay
    self.withinWeek = withinWeek
    self.withinMonth = withinMonth
    self.later = later
    self.medianDays = medianDays
  }
}
