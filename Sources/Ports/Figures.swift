package import Intake

/// The registry's figures for the head of service. Only shifts of real applicants, no voided
/// visits; a day is the WIB day of the shift, as in the tally.
package struct Figures {
  /// Of the days after the first one, or of all, up to the second.
  package let activations: (_ after: Day?, _ upTo: Day) throws(CentreError) -> Activations
  package let correct: (Correction, _ by: String) throws(CentreError) -> Void
  /// Who waits for a service: each person and service once, those who wait longest first.
  package let followUps: () throws(CentreError) -> [FollowUp]
  /// What became of those whose IKD could not be activated, by the reason.
  /// Of all visits, or of those who came without IKD within these days, as it stood at their end.
  package let turns: (ClosedRange<Day>?) throws(CentreError) -> [Turn]
  /// Marks what a visit waits for, or one service of it, as settled at the office; how many
  /// services.
  package let settle: (FollowUp.Place, ServiceCode?, _ by: String) throws(CentreError) -> Int
  /// The agencies of civil servants or the schools of students, up to a day; those of both that
  /// have a list come with each, since a list does not say which it is.
  package let institutions: (Segment, _ upTo: Day) throws(CentreError) -> [InstitutionFigures]
  /// Who of an institution was seen up to a day and is not done with, those who become 17 first.
  package let remaining: (PlaceCode, _ upTo: Day) throws(CentreError) -> [RemainingPerson]
  package let enrol: ([PlaceCode: RosterSize], _ by: String) throws(CentreError) -> Void

  package init(
    activations: @escaping (Day?, Day) throws(CentreError) -> Activations,
    correct: @escaping (Correction, String) throws(CentreError) -> Void,
    followUps: @escaping () throws(CentreError) -> [FollowUp],
    turns: @escaping (ClosedRange<Day>?) throws(CentreError) -> [Turn],
    settle: @escaping (FollowUp.Place, ServiceCode?, String) throws(CentreError) -> Int,
    institutions: @escaping (Segment, Day) throws(CentreError) -> [InstitutionFigures],
    remaining: @escaping (PlaceCode, Day) throws(CentreError) -> [RemainingPerson],
    enrol: @escaping ([PlaceCode: RosterSize], String) throws(CentreError) -> Void
  ) {
    self.activations = activations
    self.correct = correct
    self.followUps = followUps
    self.turns = turns
    self.settle = settle
    self.institutions = institutions
    self.remaining = remaining
    self.enrol = enrol
  }
}

/// IKD activations of some days. A person counts once, on the day of the first activation, as the
/// resident or outsider of that day; who has no NIK counts each time.
package struct Activations: Hashable, Sendable {
  /// Of own residents: what counts to the target.
  package var byDay: [Day: Int] = [:]
  package var byPlace: [PlaceCode: Int] = [:]
  /// By the residents' kelurahan; nil where the retention has left none.
  package var byKelurahan: [RegionCode?: Int] = [:]
  /// First activations of people who live elsewhere.
  package var outsiders = 0
  /// Visits with an activation again, of residents and outsiders alike.
  package var reactivated = 0
  /// Visits with a first activation of somebody who had one before; counted nowhere else.
  package var repeated = 0
  package var corrections: [Correction] = []
  /// People whose NIK the retention has emptied, up to now.
  package var emptied = 0
  /// The first day that the registry has a shift of.
  package var firstDay: Day?

  package init() {}

  package var residents: Int { byDay.values.reduce(0, +) }
  package var loweredBy: Int { corrections.map(\.loweredBy).reduce(0, +) }
}

/// What lowers the figure: IKD uninstalled, deaths, removals.
package struct Correction: Hashable, Sendable {
  package let day: Day
  package let loweredBy: Int
  package let reason: String

  package init(day: Day, loweredBy: Int, reason: String) {
    self.day = day
    self.loweredBy = loweredBy
    self.reason = reason
  }
}
