import Gate
import Intake
import IntakeForm
import Paper
import Ports
import Sealing
import Wording

/// The guided practice (latihan): tells who stands at the counter, and looks at what was stored.
///
/// It knows the kiosk by what the kiosk stores and holds, so that whoever practises types nothing
/// else than on a working day.
struct Practice {
  private let world: World
  private let people: [Person]
  private let steps: [Step]
  private var place = 0
  private var isTold = false
  /// The step was told with the judgement of the one before, so the prompt need not say it.
  private var isToldAhead = false
  private var missed: Set<Int> = []
  private let since: Moment

  /// An invented applicant, and what a right record of them says.
  struct Person: Hashable {
    let nik: NIK?
    let name: PersonName
    let birthDate: Day
    let sex: Sex
    let residence: Residence?
    let services: [String]
  }

  private enum Step {
    case serve(Int, IKDState, story: String)
    case hold(Int)

    var person: Int {
      switch self {
      case .serve(let person, _, _), .hold(let person): person
      }
    }
  }

  /// Nil if the region table knows no kelurahan of the home region.
  init?(_ world: World, today: Day) {
    guard let people = Practice.people(world, today: today) else { return nil }
    let words = world.words.practice
    self.world = world
    self.people = people
    since = world.clock.now()
    steps = [
      .serve(0, .active, story: words.isActive), .hold(1),
      .serve(2, .active, story: words.isActive),
      .serve(1, .activated, story: words.isReady(people[1].name.text)),
      .serve(3, .notActive, story: words.isYoung),
      .serve(4, .notActive, story: words.declines),
      .serve(4, .activated, story: words.returns(people[4].name.text)),
    ]
  }

  var welcome: String { world.words.practice.welcome(steps.count) }
  var isDone: Bool { place == steps.count }

  private static func people(_ world: World, today: Day) -> [Person]? {
    let regions = world.setting.regions
    guard let home = regions.kelurahan.first(where: { !regions.sharesNameWithDistrict($0) })
    else { return nil }
    func person(
      _ name: String, _ age: Int, _ sex: Sex, serial: String?, at residence: Residence?,
      _ services: [String]
    ) -> Person? {
      guard let birthDate = Day(year: today.year - age, month: 1, day: 17),
        let name = try? PersonName.parse(name).get()
      else { return nil }
      let day = birthDate.day + (sex == .female ? 40 : 0)
      let digits = serial.map {
        home.digits.prefix(6) + "\(day)" + "01" + (birthDate.year % 100).padded(to: 2) + $0
      }
      return Person(
        nik: digits.flatMap { try? NIK.parse(String($0)).get() }, name: name, birthDate: birthDate,
        sex: sex, residence: residence, services: services)
    }
    let here = Residence.home(home)
    let people = [
      person("SITI CONTOH", 36, .female, serial: "0001", at: here, ["cetak"]),
      person("TONI CONTOH", 41, .male, serial: "0002", at: here, ["kk"]),
      person("RUDI CONTOH", 29, .male, serial: "0003", at: nil, ["cetak", "legalisir"]),
      person("BAYU CONTOH", 16, .male, serial: nil, at: here, ["rekam"]),
      person("DEWI CONTOH", 52, .female, serial: "0005", at: here, ["cetak"]),
    ].compactMap { $0 }
    return people.count == 5 ? people : nil
  }
}

extension Practice {
  /// What is to be said before the next prompt: the step at hand, once; at the end, how it went.
  mutating func next(held: Int) -> [String] {
    guard !isDone else { return [] }
    if isToldAhead {
      isToldAhead = false
      return []
    }
    let words = world.words.practice
    if case .hold = steps[place] {
      if isTold, held > 0 { return [words.right] + advance() }
      if isTold { return [words.notWaiting] }
    }
    guard !isTold else { return [] }
    isTold = true
    return [words.step(place + 1, steps.count)] + story(steps[place])
  }

  private mutating func advance() -> [String] {
    place += 1
    isTold = false
    guard isDone else { return next(held: 0) }
    let minutes = Int(max(0, world.clock.now().seconds - since.seconds) / 60)
    return [world.words.practice.done(steps.count - missed.count, steps.count, minutes)]
  }

  private func story(_ step: Step) -> [String] {
    let words = world.words.practice
    let person = people[step.person]
    let names = world.setting.regions.names
    let place = person.residence.map { residence in
      words.lives(RegionCode(residence.code).flatMap { names[$0] } ?? residence.code)
    }
    let card = [
      words.person(
        person.name.text, person.nik?.digits, person.birthDate.asOnCard, person.sex),
      place ?? words.livesElsewhere, words.wants(person.services.joined(separator: ", ")),
    ].joined(separator: " ")
    switch step {
    case .hold: return [card, words.installs]
    case .serve(_, _, let story):
      let isKnown = steps[..<self.place].contains { $0.person == step.person }
      return isKnown ? [story] : [card, story]
    }
  }

  /// Looks at what was stored for the step at hand.
  mutating func judge(_ visit: Visit, ticket: String) -> [String] {
    let words = world.words.practice
    guard !isDone, case .serve(let index, let state, _) = steps[place] else { return [] }
    let faults = faults(of: visit, people[index], state)
    guard faults.isEmpty else {
      missed.insert(place)
      return [words.wrong(faults.joined(separator: ", "), ticket)]
    }
    let more = advance()
    isToldAhead = true
    return [words.right] + more
  }

  private func faults(of visit: Visit, _ person: Person, _ state: IKDState) -> [String] {
    let words = world.words.practice
    let isSame =
      visit.nik == person.nik && visit.name.text.uppercased() == person.name.text
      && visit.birthDate == person.birthDate && visit.sex == person.sex
    let isAtHome = person.residence.map { $0 == visit.residence } ?? !visit.residence.isResident
    let isDeclined = visit.ikd.reason == .declined
    let wasDeclined = state == .notActive && person.nik != nil
    return [
      isSame ? nil : words.identity, isAtHome ? nil : words.residence,
      Set(visit.requests.map(\.code.text)) == Set(person.services) ? nil : words.services,
      visit.ikd.state == state && isDeclined == wasDeclined ? nil : words.ikd,
    ].compactMap { $0 }
  }
}

extension Kiosk {
  /// `loket latihan`: opens a shift of its own and leads through the steps; the exit status.
  package func practise() -> Int32 {
    let shifts = Shifts(world)
    do throws(DeskError) {
      guard let point = world.setting.points.first?.code.text,
        let staff = world.setting.staff.first?.code.text
      else { return 1 }
      let plan = try shifts.plan(point: point, staff: staff, facts: OpeningFacts())
      take(try shifts.open(plan, passphrase: Passphrase.drawn(world.entropy, words: 4)))
    } catch {
      tell(error)
      return error.exitStatus
    }
    practice = Practice(world, today: world.clock.now().day)
    if let practice { screen.say(practice.welcome) }
    return serve()
  }

  /// Before a prompt; false once the practice is over.
  func coach() -> Bool {
    guard practice != nil else { return true }
    let held = counter.map { shelf(of: $0).names().count } ?? 0
    practice?.next(held: held).forEach(screen.say)
    return practice?.isDone == false
  }

  func coach(_ visit: Visit, _ ticket: String) {
    practice?.judge(visit, ticket: ticket).forEach(screen.say)
  }
}
