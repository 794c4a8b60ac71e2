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
  var typed: String?
  /// Stood in the line of the open question when the form was put away.
  var halfTyped: String
  var interrupts = 0
  /// Why the latest answers are in this program alone; nil: they lie on the shelf, or there are
  /// none.
  var unkept: VolatileError?
  /// Nobody answered a question beside the form: the next one locks at once.
  var isAway = false

  init(
    world: World, screen: Screen, counter: OpenShift, context: FormContext,
    slot: DraftShelf.Slot, isPresent: @escaping (StaffCode) -> Bool, rosters: [Roster],
    draft: Draft = Draft(), typed: String? = nil, halfTyped: String = ""
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
  }

  /// How a talk ends. All but `finished` and `dropped` leave the draft on its shelf, if it has
  /// room.
  enum End {
    case finished(Visit)
    case held
    /// It could not be held, and the person gave it up.
    case dropped
    /// Nobody typed for too long: to be locked, and gone on with afterwards.
    case idle
    case hangUp
  }

  var idleSeconds: Int? { counter.idleSeconds }
  var form: FormWords { world.words.form }
  var shelf: DraftShelf { DraftShelf(world: world, shift: counter.shift.id) }

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
  enum Step {
    case next
    case to(Field?)
    case end(End)
  }
}

extension FormTalk {
  mutating func ask(_ field: Field) -> Step {
    let choices = context.choices(field, draft)
    if !choices.isEmpty { screen.list(choices.map(\.title)) }
    let kept = draft.texts[field] ?? ""
    let shown = wording(kept, of: field, choices)
    var prefill = halfTyped.isEmpty ? shown : halfTyped
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
        let meant = text.isEmpty ? proposal(field) : text == shown ? kept : text
        guard let again = answer(meant, to: field) else { return .next }
        prefill = again
      }
    }
  }

  func prompt(_ field: Field) -> String {
    let shown = draft.isAnswered(field) ? "" : shownProposal(field)
    func asked(_ label: String) -> String {
      shown.isEmpty ? label + (label.hasSuffix("?") ? " " : ": ") : "\(label) [\(shown)]: "
    }
    let full = asked(form.label(field))
    return full.count > screen.columns - 8 ? asked(form.name(of: field)) : full
  }

  func proposal(_ field: Field) -> String {
    draft.isAnswered(field) ? "" : draft.proposal(field, context) ?? ""
  }

  func shownProposal(_ field: Field) -> String {
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

  func completions(_ field: Field, _ choices: [Choice]) -> [String] {
    switch field {
    case .residence: context.regions.completions + ["luar"]
    case .nik: rosters.flatMap(\.people).map(\.name.text)
    default: choices.flatMap { $0.code.count > 1 ? [$0.code, $0.title] : [$0.title] }
    }
  }

  /// Takes the text as the answer; nil if it was taken, else what to put in the line again.
  /// A name in small letters only is meant as the card has it: in capitals.
  mutating func answer(_ typed: String, to field: Field) -> String? {
    let isSmall = field == .name && typed == typed.lowercased()
    let text = isSmall ? typed.uppercased() : typed
    guard field == .nik, !rosters.isEmpty, text.contains(where: \.isLetter)
    else { return accept(text, for: field) }
    return takeExpected(text)
  }

  mutating func accept(_ text: String, for field: Field) -> String? {
    switch draft.reading(text, for: field, context) {
    case .failure(.residence(.ambiguous(let codes))) where codes.count <= 12:
      guard let code = oneOf(codes) else { return text }
      return accept(code.digits, for: field) == nil ? nil : text
    case .failure(let complaint):
      screen.say(form.typed(complaint))
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

  /// Which of several places of one name is meant; nil if the person would rather type again.
  mutating func oneOf(_ codes: [RegionCode]) -> RegionCode? {
    screen.list(codes.map { placeTitle($0) })
    return whichOne(of: codes.count).map { codes[$0] }
  }

  mutating func whichOne(of count: Int) -> Int? {
    guard let number = besides(form.whichOne).flatMap({ Int($0) }), (1...count).contains(number)
    else { return nil }
    return number - 1
  }

  func placeTitle(_ code: RegionCode) -> String {
    let name = context.regions.title(of: code) ?? code.digits
    return code.digits.count == 10 ? "\(form.kelurahan) \(name)" : name
  }

  mutating func keep(halfTyped: String = "") {
    let held = DraftShelf.Held(slot: slot, draft: draft, halfTyped: halfTyped)
    let former = unkept
    do throws(VolatileError) {
      try shelf.keep(held, key: counter.key)
      unkept = nil
    } catch {
      unkept = error
      // Where there is no such memory at all, the opening has said so.
      guard former == nil, error != .unavailable else { return }
      screen.say(world.words.kiosk.notKept(error == .full))
    }
  }

  mutating func isConfirmed(_ sentence: String) -> Bool {
    screen.say(sentence)
    return besides(form.confirm).map { (try? Draft.yesOrNo($0, .nik)) == true } ?? false
  }

  /// A question beside the form's own; nil for everything that is no text.
  mutating func besides(_ question: String) -> String? {
    switch screen.terminal.ask(Prompt(question + ": ", idleSeconds: idleSeconds)) {
    case .text(let typed): return typed.trimmingBlanks
    case .idle: isAway = true
    case .interrupt, .endOfInput, .hangUp, .garbled: break
    }
    return nil
  }

  func detail(_ warning: Warning, of draft: Draft) -> String {
    switch warning {
    case .emailDomainUnusual: draft.email?.suggestion ?? ""
    case .kelurahanNamedLikeKecamatan: draft.residence.map(title) ?? ""
    default: ""
    }
  }

  /// Ctrl-C leaves the line, pressed again the form; everything else that is no text, too.
  mutating func interruption(_ line: Line, at field: Field?) -> Step? {
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

  /// Leaves the form on its shelf. Where it has no room it stays in hand, unless the person gives
  /// it up.
  mutating func hold() -> Step {
    interrupts = 0
    if unkept != nil { keep() }
    guard let unkept else { return .end(.held) }
    let words = world.words.kiosk
    screen.say(words.notHeld(unkept == .full))
    switch screen.terminal.ask(Prompt(words.dropForm + ": ", idleSeconds: idleSeconds)) {
    case .text(let typed) where (try? Draft.yesOrNo(typed.trimmingBlanks, .nik)) != true:
      return .next
    case .text, .endOfInput:
      shelf.drop(slot.visit)
      return .end(.dropped)
    case .hangUp: return .end(.hangUp)
    case .idle:
      isAway = true
      return .next
    case .interrupt, .garbled: return .next
    }
  }

  /// The form waits on its shelf, half-typed line and all; without room there, in hand.
  mutating func idle(_ standing: String) -> Step {
    if !draft.isEmpty || !standing.isEmpty { keep(halfTyped: standing) }
    halfTyped = standing
    return .end(.idle)
  }
}
