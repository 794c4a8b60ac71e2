import Gate
import Intake
import IntakeForm
import Paper
import Ports
import Sealing
import Wording

extension FormTalk {
  /// The most people of one name that are listed to be chosen from.
  private static let sameNameMax = 20

  /// Somebody of a list by a few letters: what the list knows of them is answered with it.
  mutating func takeExpected(_ typed: String) -> String? {
    let words = world.words.roster
    guard Roster.isEnough(typed) else {
      screen.say(words.tooFewLetters)
      return typed
    }
    let found = rosters.flatMap { roster in roster.find(typed).map { (roster, $0) } }
    guard found.count <= FormTalk.sameNameMax, !found.isEmpty else {
      screen.say(found.isEmpty ? words.notOnList : words.tooManyFit(found.count))
      return typed
    }
    var chosen = 0
    if found.count > 1 {
      screen.list(found.map { described($0.1) })
      guard let number = whichOne(of: found.count) else { return typed }
      chosen = number
    }
    let (roster, person) = found[chosen]
    if accept(person.nik?.digits ?? "", for: .nik) != nil { return typed }
    guard draft.name == nil else { return nil }
    fill(person, of: roster)
    return nil
  }

  func described(_ person: Roster.Person) -> String {
    [person.name.text, person.group, person.birthDate?.asOnCard ?? ""].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  mutating func fill(_ person: Roster.Person, of roster: Roster) {
    let isPupil = world.setting.schools.contains { $0.code == roster.institution }
    let isUsual = context.defaults.institution == roster.institution
    let known: [(Field, String?)] = [
      (.name, person.name.text), (.birthDate, person.birthDate?.asOnCard),
      (.sex, person.nik == nil ? person.sex?.rawValue : nil),
      (.segment, isUsual ? nil : (isPupil ? Segment.student : .civilServant).rawValue),
      (.institution, isUsual ? nil : roster.institution.text),
    ]
    for case (let field, let text?) in known {
      guard case .success(let read) = draft.reading(text, for: field, context),
        read.warnings.isEmpty
      else { continue }
      draft = read.draft
    }
    keep()
    soFar()
  }

  /// The visits that this NIK has in this shift already, oldest first.
  func earlierVisits(of nik: NIK?) -> [SealedEntry] {
    guard let nik, let found = try? counter.visits(of: nik) else { return [] }
    return found.filter { $0.header.visit != slot.visit }
  }

  func told(_ earlier: [SealedEntry]) -> String {
    earlier.compactMap(\.header.facts).map { facts in
      let lines = facts.lines.map { "\($0.code.text) \(world.words.gate.outcome($0.outcome))" }
      let time = Moment(minute: facts.minute).clock
      return "\(counter.shift.ticket(facts.ticket)) \(time) \(lines.joined(separator: ", "))"
    }.joined(separator: "; ")
  }

  /// Who comes back is asked only what may have changed: the services if all were done, IKD
  /// always.
  mutating func takeUp(_ former: SealedEntry) {
    guard draft.name == nil, let facts = former.header.facts,
      let visit = try? counter.open(former)
    else { return }
    let known = Draft(visit, context).texts
    let fields: [Field] = [.name, .birthDate, .sex, .married, .residence, .segment, .institution]
    for field in fields + (facts.isDone ? [] : [.services]) {
      guard let text = known[field],
        case .success(let read) = draft.reading(text, for: field, context)
      else { continue }
      draft = read.draft
      draft.confirm(read.warnings.filter(visit.confirmed.contains))
    }
    soFar()
  }
}
