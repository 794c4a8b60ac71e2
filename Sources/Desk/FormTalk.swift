import Paper
import Gate
import Intake
import IntakeForm
import Ports
import Sealing
import Wording

/// Leads one applicant through the form: question, answer, echo, next.
///
/// Every answer goes into a sealed draft before the next question, so whatever ends the talk, the
/// typed answers can be taken up again.
struct FormTalk {
  let world: World
  let screen: Screen
  let counter: OpenShift
  let context: FormContext
  let slot: DraftShelf.Slot
  /// Whether the coordinator who is named is there.
  let isPresent: (StaffCode) -> Bool
  /// Where a typed name is looked up.
  let rosters: [Roster]
  var draft: Draft
  /// The answer to the first question, given before it was asked.
  private var typed: String?
  /// Stood in the line of the open question when the form was put away.
  private var halfTyped: String
  /// The ticket of an earlier visit that ended undone and is taken up again here.
  private(set) var follows: String?
  private var interrupts = 0
  /// Nobody answered a question beside the form: the next one locks at once.
  private var isAway = false

  init(
    world: World, screen: Screen, counter: OpenShift, context: FormContext,
    slot: DraftShelf.Slot, isPresent: @escaping (StaffCode) -> Bool, rosters: [Roster],
    draft: Draft = Draft(), typed: String? = nil, halfTyped: String = "", follows: String? = nil
  ) {
    self.world = world
    self.screen = screen
    self.counter = counter
    self.context = context
    self.slot = slot
    self.isPresent = isPresent
    self.rosters = rosters
    self.draft = draft
    self.typed = typed
    self.halfTyped = halfTyped
    self.follows = follows
  }

  /// How a talk ends. All but `finished` leave the draft on its shelf.
  enum End {
    case finished(Visit)
    case held
    /// Nobody typed for too long: to be locked, and gone on with afterwards.
    case idle
    case hangUp
  }

  private var idleSeconds: Int? { counter.idleSeconds }
  private var form: FormWords { world.words.form }
  private var shelf: DraftShelf { DraftShelf(world: world, shift: counter.shift.id) }

  mutating func run() -> End {
    var field = draft.next(context)
    while true {
      let step = field.map { ask($0) } ?? summary()
      switch step {
      case .next: field = draft.next(context)
      case .to(let other): field = other
      case .end(let end): return end
      }
    }
  }

  /// Where the talk goes on.
  private enum Step {
    case next
    case to(Field?)
    case end(End)
  }
}

extension FormTalk {
  private mutating func ask(_ field: Field) -> Step {
    let choices = context.choices(field, draft)
    if !choices.isEmpty { screen.list(choices.map(\.title)) }
    var prefill = halfTyped.isEmpty ? draft.texts[field] ?? "" : halfTyped
    halfTyped = ""
    if let text = typed.take() {
      guard let again = answer(text, to: field) else { return .next }
      prefill = again
    }
    while true {
      if isAway { return idle(prefill) }
      let line = screen.terminal.ask(
        Prompt(
          prompt(field), prefill: prefill, completions: completions(field, choices),
          idleSeconds: idleSeconds))
      guard case .text(let typed) = line else {
        if let step = interruption(line, at: field) { return step }
        prefill = ""
        continue
      }
      interrupts = 0
      switch typed.trimmingBlanks {
      case "?": explain(field, choices)
      case "<": return .to(draft.previous(of: field, context) ?? field)
      case "!": return hold()
      case "=": soFar()
      case let text:
        guard let again = answer(text.isEmpty ? proposal(field) : text, to: field)
        else { return .next }
        prefill = again
      }
    }
  }

  private func prompt(_ field: Field) -> String {
    let shown = draft.isAnswered(field) ? "" : shownProposal(field)
    func asked(_ label: String) -> String {
      shown.isEmpty ? label + (label.hasSuffix("?") ? " " : ": ") : "\(label) [\(shown)]: "
    }
    let full = asked(form.label(field))
    return full.count > screen.columns - 8 ? asked(form.name(of: field)) : full
  }

  private func proposal(_ field: Field) -> String {
    draft.isAnswered(field) ? "" : draft.proposal(field, context) ?? ""
  }

  private func shownProposal(_ field: Field) -> String {
    let text = proposal(field)
    switch field {
    case .residence: return context.defaults.residence.map(title) ?? ""
    case .institution:
      return context.choices(field, draft).first { $0.code == text }?.title ?? text
    case .recorded, .married: return text.isEmpty ? "" : text == "y" ? form.yesKey : form.noKey
    case .exemption, .phone, .email: return text.isEmpty ? form.none : text
    default: return text
    }
  }

  private func completions(_ field: Field, _ choices: [Choice]) -> [String] {
    switch field {
    case .residence: context.regions.completions + ["luar"]
    case .nik: rosters.flatMap(\.people).map(\.name.text)
    default: choices.flatMap { $0.code.count > 1 ? [$0.code, $0.title] : [$0.title] }
    }
  }

  /// Takes the text as the answer; nil if it was taken, else what to put in the line again.
  private mutating func answer(_ text: String, to field: Field) -> String? {
    guard field == .nik, !rosters.isEmpty, text.contains(where: \.isLetter)
    else { return accept(text, for: field) }
    return takeExpected(text)
  }

  private mutating func accept(_ text: String, for field: Field) -> String? {
    switch draft.reading(text, for: field, context) {
    case .failure(.residence(.ambiguous(let codes))) where codes.count <= 12:
      guard let code = oneOf(codes) else { return text }
      return accept(code.digits, for: field)
    case .failure(let complaint):
      screen.say(form.complaint(complaint))
      return text
    case .success(let (read, warnings)):
      var unlikely = warnings.map { ($0, detail($0, of: read)) }
      let earlier = field == .nik ? earlierVisits(of: read.nik) : []
      if !earlier.isEmpty { unlikely.append((.nikSeenThisShift, told(earlier))) }
      for (warning, detail) in unlikely where !read.confirmed.contains(warning) {
        guard isConfirmed(form.warning(warning, detail)) else {
          return warning == .emailDomainUnusual ? detail : text
        }
      }
      if field == .overrideBy, read.overrideBy.map(isPresent) != true { return text }
      draft = read
      draft.confirm(unlikely.map(\.0))
      echo(field)
      if let last = earlier.last { takeUp(last) }
      keep()
      return nil
    }
  }

  /// The most people of one name that are listed to be chosen from.
  private static let sameNameMax = 20

  /// Somebody of a list by a few letters: what the list knows of them is answered with it.
  private mutating func takeExpected(_ typed: String) -> String? {
    let words = world.words.roster
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

  private func described(_ person: Roster.Person) -> String {
    [person.name.text, person.group, person.birthDate?.asOnCard ?? ""].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  private mutating func fill(_ person: Roster.Person, of roster: Roster) {
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

  /// Which of several places of one name is meant; nil if the person would rather type again.
  private mutating func oneOf(_ codes: [RegionCode]) -> RegionCode? {
    screen.list(codes.map { placeTitle($0) })
    return whichOne(of: codes.count).map { codes[$0] }
  }

  private mutating func whichOne(of count: Int) -> Int? {
    guard let number = besides(form.whichOne).flatMap({ Int($0) }), (1...count).contains(number)
    else { return nil }
    return number - 1
  }

  private func placeTitle(_ code: RegionCode) -> String {
    let name = context.regions.title(of: code) ?? code.digits
    return code.digits.count == 10 ? "\(form.kelurahan) \(name)" : name
  }

  private func keep(halfTyped: String = "") {
    let held = DraftShelf.Held(slot: slot, draft: draft, halfTyped: halfTyped, follows: follows)
    shelf.keep(held, key: counter.key)
  }

  private mutating func isConfirmed(_ sentence: String) -> Bool {
    screen.say(sentence)
    return besides(form.confirm).map { (try? Draft.yesOrNo($0, .nik)) == true } ?? false
  }

  /// A question beside the form's own; nil for everything that is no text.
  private mutating func besides(_ question: String) -> String? {
    switch screen.terminal.ask(Prompt(question + ": ", idleSeconds: idleSeconds)) {
    case .text(let typed): return typed.trimmingBlanks
    case .idle: isAway = true
    case .interrupt, .endOfInput, .hangUp, .garbled: break
    }
    return nil
  }

  private func detail(_ warning: Warning, of draft: Draft) -> String {
    switch warning {
    case .emailDomainUnusual: draft.email?.suggestion ?? ""
    case .kelurahanNamedLikeKecamatan: draft.residence.map(title) ?? ""
    default: ""
    }
  }

  /// The visits that this NIK has in this shift already, oldest first.
  private func earlierVisits(of nik: NIK?) -> [SealedEntry] {
    guard let nik, let found = try? counter.visits(of: nik) else { return [] }
    return found.filter { $0.header.visit != slot.visit }
  }

  private func told(_ earlier: [SealedEntry]) -> String {
    earlier.compactMap(\.header.facts).map { facts in
      let lines = facts.lines.map { "\($0.code.text) \(world.words.gate.outcome($0.outcome))" }
      let time = Moment(minute: facts.minute).clock
      return "\(counter.shift.ticket(facts.ticket)) \(time) \(lines.joined(separator: ", "))"
    }.joined(separator: "; ")
  }

  /// Who comes back is asked only what may have changed: the services if all were done, IKD
  /// always. A visit that was not done is named on the new one's receipt.
  private mutating func takeUp(_ former: SealedEntry) {
    guard draft.name == nil, let facts = former.header.facts,
      let visit = try? counter.open(former)
    else { return }
    let isDone = facts.lines.allSatisfy { $0.outcome == .served }
    let known = Draft(visit, context).texts
    let fields: [Field] = [.name, .birthDate, .sex, .married, .residence, .segment, .institution]
    for field in fields + (isDone ? [] : [.services]) {
      guard let text = known[field],
        case .success(let read) = draft.reading(text, for: field, context)
      else { continue }
      draft = read.draft
      draft.confirm(read.warnings.filter(visit.confirmed.contains))
    }
    if !isDone { follows = counter.shift.ticket(facts.ticket) }
    soFar()
  }

  /// Ctrl-C leaves the line, pressed again the form; everything else that is no text, too.
  private mutating func interruption(_ line: Line, at field: Field?) -> Step? {
    switch line {
    case .text: return nil
    case .interrupt:
      interrupts += 1
      if interrupts >= 2 { return hold() }
      screen.say(world.words.kiosk.interruptedOnce)
      return nil
    case .endOfInput: return hold()
    case .idle(let standing): return idle(standing)
    case .hangUp: return .end(.hangUp)
    case .garbled(.tooLong(let max)):
      screen.say(form.tooLong(max))
      return nil
    case .garbled:
      screen.say(form.garbled)
      return nil
    }
  }

  private func hold() -> Step { .end(.held) }

  /// The form waits on its shelf, half-typed line and all.
  private func idle(_ standing: String) -> Step {
    if !draft.isEmpty || !standing.isEmpty { keep(halfTyped: standing) }
    return .end(.idle)
  }
}

extension FormTalk {
  private func explain(_ field: Field, _ choices: [Choice]) {
    screen.say(form.help(field))
    if !choices.isEmpty {
      screen.list(choices.map(\.title))
      screen.say(form.chooseOne(choices.count))
    }
    screen.say(form.keys)
    screen.say(form.lineKeys)
  }

  private func soFar() {
    screen.say(form.soFar)
    for line in summaryLines() { screen.say("  " + text(line)) }
  }

  /// After an answer, what was understood, so that a slip is seen.
  private func echo(_ field: Field) {
    switch field {
    case .nik:
      guard let nik = draft.nik else { return }
      screen.say("  " + meaning(of: nik))
    case .residence, .services, .institution, .exemption, .ikdReason, .birthDate:
      guard let line = summaryLines().first(where: { $0.field == field }) else { return }
      screen.say("  " + line.value)
    default: return
    }
  }

  /// `P · 17-08-1990 · terbit di Lowokwaru, Kota Malang`.
  private func meaning(of nik: NIK) -> String {
    let day = nik.proposedBirthDate(today: context.today)?.asOnCard ?? "?"
    let regions = context.regions
    let place =
      regions.title(of: nik.district) ?? regions.title(of: nik.regency)
      ?? regions.retired[nik.regency]
    let issued =
      switch regions.standing(of: nik) {
      case .known: form.issuedIn(place ?? "?")
      case .retired: form.issuedIn(place ?? "?") + ", " + form.regionRetired
      case .unknown: form.regionUnknown
      }
    return [form.sex(nik.sex), day, issued].joined(separator: " · ")
  }

  private func title(_ residence: Residence) -> String {
    switch residence {
    case .home(let code): context.regions.title(of: code) ?? code.digits
    case .elsewhere(let code?):
      (context.regions.title(of: code) ?? code.digits) + ", " + form.outside
    case .elsewhere(nil): form.outside
    }
  }
}

extension FormTalk {
  /// A line of the summary: its number leads back to its field.
  private struct SummaryLine {
    let field: Field
    let value: String
    /// As everybody's: shares the last line with others.
    var isMinor = false
  }

  private func text(_ line: SummaryLine) -> String { "\(form.name(of: line.field)): \(line.value)" }

  private mutating func summary() -> Step {
    let lines = summaryLines()
    show(lines)
    while true {
      let line = screen.terminal.ask(Prompt(form.save + ": ", idleSeconds: idleSeconds))
      guard case .text(let typed) = line else {
        if let step = interruption(line, at: nil) { return step }
        continue
      }
      interrupts = 0
      switch typed.trimmingBlanks.lowercased() {
      case "s", "simpan", "save": return save()
      case "<": return .to(draft.previous(of: nil, context))
      case "!": return hold()
      case let text:
        if let number = Int(text), lines.indices.contains(number - 1) {
          return .to(lines[number - 1].field)
        }
        screen.say(form.saveHint)
      }
    }
  }

  /// A line each, and one for all that is as everybody's.
  private func show(_ lines: [SummaryLine]) {
    let majors = lines.prefix { !$0.isMinor }.count
    screen.say(form.summary)
    for (number, line) in lines.prefix(majors).enumerated() {
      screen.say(text(line), after: (number + 1).trailing(2) + " ")
    }
    if majors == lines.count { return }
    let minors = lines.indices[majors...].map { number in
      (number == majors ? "" : "\(number + 1) ") + text(lines[number])
    }
    screen.say(minors.joined(separator: " · "), after: (majors + 1).trailing(2) + " ")
  }

  private func save() -> Step {
    switch draft.finish(context) {
    case .success(let visit): return .end(.finished(visit))
    case .failure(let faults):
      faults.complaints.forEach { screen.say(form.complaint($0)) }
      return .to(faults.complaints.first.flatMap(field) ?? draft.previous(of: nil, context))
    }
  }

  /// Which question to ask again for a complaint about the whole.
  private func field(_ complaint: Complaint) -> Field? {
    switch complaint {
    case .required(let field): field
    case .institutionMissing: .institution
    case .nothingAsked: .services
    case .notYetDue, .notRecorded: .ikd
    case .overrideReasonMissing: .overrideReason
    default: nil
    }
  }

  private func summaryLines() -> [SummaryLine] {
    let values: [(Field, String?)] = [
      (.nik, draft.texts[.nik].map { _ in draft.nik?.digits ?? form.none }),
      (.name, draft.name?.text), (.birthDate, birthText), (.sex, draft.sex.map(form.sex)),
      (.residence, draft.residence.map(title)), (.services, servicesText), (.ikd, ikdText),
      (.ikdReason, draft.reason.map(form.reason)), (.exemption, exemptionText),
      (.phone, draft.phone?.local), (.email, draft.email?.address),
      (.segment, segmentText), (.institution, institutionText), (.results, resultsText),
    ]
    let lines = values.compactMap { field, value in
      value.map { SummaryLine(field: field, value: $0, isMinor: isMinor(field)) }
    }
    return lines.filter { !$0.isMinor } + lines.filter(\.isMinor)
  }

  private func isMinor(_ field: Field) -> Bool {
    let defaults = context.defaults
    return switch field {
    case .segment: (draft.segment ?? defaults.segment) == defaults.segment
    case .institution: (draft.institution ?? defaults.institution) == defaults.institution
    case .results: draft.deferrals.isEmpty
    default: false
    }
  }

  private var birthText: String? {
    draft.birthDate.map { "\($0.asOnCard), \(form.age($0.age(on: context.today)))" }
  }

  private var segmentText: String? {
    draft.services == nil ? nil : form.segment(draft.segment ?? context.defaults.segment)
  }

  private var institutionText: String? {
    guard let code = draft.institution ?? defaultInstitution else { return nil }
    return context.choices(.institution, draft).first { $0.code == code.text }?.title ?? code.text
  }

  private var defaultInstitution: PlaceCode? {
    guard draft.services != nil,
      (draft.segment ?? context.defaults.segment) == context.defaults.segment
    else { return nil }
    return context.defaults.institution
  }

  /// Each service with what the gate says of it as the answers stand.
  private var servicesText: String? {
    guard let services = draft.services else { return nil }
    guard case .success(let visit) = draft.finish(context) else {
      return services.map(\.text).joined(separator: ", ")
    }
    let decision = world.setting.policy.decide(visit, today: context.today)
    return decision.lines.map { line in
      let why = line.deferral.map { " (\(form.deferral($0)))" } ?? ""
      return "\(line.code.text) \(world.words.gate.outcome(line.outcome))\(why)"
    }.joined(separator: ", ")
  }

  private var ikdText: String? {
    if draft.isDue(context) == false, draft.ikd == nil || draft.ikd == .notActive {
      return draft.birthDate == nil ? nil : world.words.gate.state(.notYetDue)
    }
    guard let state = draft.ikd else { return nil }
    guard state == .active else { return form.ikd(state) }
    return "\(form.ikd(state)), \(form.evidence(draft.evidence ?? .seenOnPhone))"
  }

  private var exemptionText: String? {
    if draft.wantsOverride { return form.coordinatorDecides }
    return draft.exemption?.text
  }

  private var resultsText: String? {
    guard draft.next(context) == nil else { return nil }
    if draft.deferrals.isEmpty { return form.none }
    return draft.deferrals.sorted { $0.key < $1.key }
      .map { "\($0.key.text): \(form.deferral($0.value))" }.joined(separator: ", ")
  }
}
