/// Whom a school or an agency expects at the counter (sasaran): its pupils or its staff.
package struct Roster: Hashable, Sendable {
  package let institution: PlaceCode
  package let people: [Person]

  package init(institution: PlaceCode, people: [Person]) {
    self.institution = institution
    self.people = people
  }

  /// One line of the list; all but the name may be missing.
  package struct Person: Hashable, Sendable {
    package let nik: NIK?
    package let name: PersonName
    package let birthDate: Day?
    package let sex: Sex?
    /// Class or unit, as the list has it.
    package let group: String

    package init(nik: NIK?, name: PersonName, birthDate: Day?, sex: Sex?, group: String) {
      self.nik = nik
      self.name = name
      self.birthDate = birthDate
      self.sex = sex
      self.group = group
    }
  }
}

extension Roster {
  /// Everyone of whose name each typed word begins a word; who is called just so comes alone.
  package func find(_ typed: String) -> [Person] {
    guard Roster.isEnough(typed) else { return [] }
    let wanted = Roster.words(typed)
    let found = people.filter { person in
      let words = Roster.words(person.name.text)
      return wanted.allSatisfy { part in words.contains { $0.hasPrefix(part) } }
    }
    let same = found.filter { Roster.words($0.name.text) == wanted }
    return same.isEmpty ? found : same
  }

  /// Whether it can be looked up: a single letter would find half the list.
  package static func isEnough(_ typed: String) -> Bool { words(typed).contains { $0.count > 1 } }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split(separator: " ").map { $0.filter { $0.isLetter || $0.isNumber } }
      .filter { !$0.isEmpty }
  }
}

/// What became of a list by the visits of a shift.
package struct RosterTally: Hashable, Sendable {
  package var listed = 0
  package var came = 0
  /// Recorded for the KTP-el here.
  package var recorded = 0
  /// IKD activated here, for the first time or again.
  package var activated = 0
  /// IKD was active when they came.
  package var already = 0
  /// Under 16 on the shift's day: too young to be recorded.
  package var under16 = 0
  package var absent: Int { listed - came }
  /// Of this school or agency, and on no list; who has no NIK counts once a visit.
  package var strangers = 0

  package init() {}

  package var counters: [Counter: Int] {
    [
      .rosterListed: listed, .rosterCame: came, .rosterRecorded: recorded,
      .rosterActivated: activated, .rosterAlreadyActive: already, .rosterUnder16: under16,
      .rosterAbsent: absent, .rosterUnlisted: strangers,
    ]
  }
}

extension RosterTally {
  /// Matches by NIK, else by name and birth date; who came twice is counted once, by what was
  /// reached in the end.
  package init(_ roster: Roster, _ visits: [Visit], on day: Day) {
    listed = roster.people.count
    under16 = roster.people.count { $0.birthDate.map { $0.age(on: day) < 16 } ?? false }
    var rest = visits
    for person in roster.people {
      let theirs = rest.filter { RosterTally.isOf(person, $0) }
      guard !theirs.isEmpty else { continue }
      rest.removeAll { RosterTally.isOf(person, $0) }
      came += 1
      if theirs.contains(where: RosterTally.isRecordedHere) { recorded += 1 }
      if theirs.contains(where: { [.activated, .reactivated].contains($0.ikd.state) }) {
        activated += 1
      } else if theirs.contains(where: { $0.ikd.state == .active }) {
        already += 1
      }
    }
    let unlisted = rest.filter { $0.institution == roster.institution }
    strangers = Set(unlisted.compactMap(\.nik)).count + unlisted.count { $0.nik == nil }
  }

  private static func isOf(_ person: Roster.Person, _ visit: Visit) -> Bool {
    if let nik = person.nik, let other = visit.nik { return nik == other }
    return person.name == visit.name && (person.birthDate.map { $0 == visit.birthDate } ?? true)
  }

  private static func isRecordedHere(_ visit: Visit) -> Bool {
    visit.requests.contains { $0.code == .recording && $0.deferral == nil }
  }
}
