import Paper
import Wording
import Gate
import Intake
import IntakeForm
import Ports
import Sealing

extension Kiosk {
  /// One applicant from the first question to the ticket; `nik` was typed or scanned already.
  /// `withLast`: of one family with the last one, so living and reached alike.
  func register(nik: String?, withLast: Bool = false) {
    guard let counter else { return }
    var defaults = defaults
    if withLast, let last {
      defaults.residence = last.residence
      defaults.contact = last.contact
    }
    screen.say(world.words.form.keys)
    lead(
      FormTalk(
        world: world, screen: screen, counter: counter,
        context: world.formContext(for: counter.shift, defaults: defaults),
        slot: shelf(of: counter).slot(for: world.newVisit(), by: counter.staff),
        isPresent: isPresent(counter),
        rosters: rosters, typed: nik))
  }

  /// A coordinator decides by their PIN; their first decision in a shift sets it.
  private func isPresent(_ counter: OpenShift) -> (StaffCode) -> Bool {
    { staff in
      do throws(DeskError) { return try self.isPresent(staff, counter, mayDoWithout: false) } catch
      {
        self.tell(error)
        return false
      }
    }
  }

  func context(of counter: OpenShift) -> FormContext {
    world.formContext(for: counter.shift, defaults: defaults)
  }

  private func talk(
    _ counter: OpenShift, _ kept: DraftShelf.Held
  ) -> FormTalk {
    FormTalk(
      world: world, screen: screen, counter: counter, context: context(of: counter),
      slot: kept.slot, isPresent: isPresent(counter), rosters: rosters, draft: kept.draft,
      halfTyped: kept.halfTyped)
  }

  private func lead(_ talk: FormTalk) {
    var talk = talk
    switch talk.run() {
    case .finished(let visit): store(visit, talk)
    case .held:
      guard shelf(of: talk.counter).has(talk.slot.visit) else {
        return screen.say(talk.slot.amends == nil ? words.leftEmpty : words.leftUnchanged)
      }
      screen.terminal.clear()
      screen.say(words.held(talk.slot.number, talk.draft.name?.initials ?? "?"))
    case .dropped: dropped()
    case .idle: goOnAfterLock(talk)
    case .hangUp: hangUp()
    }
  }

  private func dropped() {
    screen.terminal.clear()
    screen.say(words.formDropped)
  }

  private func goOnAfterLock(_ talk: FormTalk) {
    repeat {
      do { try lock(talk.counter, talk) } catch {
        tell(error)
        if talk.unkept == nil { return }
        if counter != nil { return goOnInHand(talk) }
        guard isGivenUp() else { continue }
        shelf(of: talk.counter).drop(talk.slot.visit)
        return dropped()
      }
    } while counter == nil && isOpen(talk.counter.shift)
    guard let counter else { return talk.unkept == nil ? () : dropped() }
    if talk.unkept != nil { return goOnInHand(talk) }
    guard let kept = held(by: counter).first(where: { $0.slot.visit == talk.slot.visit })
    else { return screen.say(words.ready) }
    lead(self.talk(counter, kept))
  }

  /// Whether the form in hand may go, asked of whoever left the lock.
  private func isGivenUp() -> Bool {
    if hungUp { return true }
    switch screen.terminal.ask(Prompt(words.dropForm + ": ")) {
    case .text(let typed): return isYes(typed)
    case .interrupt, .idle, .garbled: return false
    case .endOfInput: return true
    case .hangUp:
      hangUp()
      return true
    }
  }

  private func isOpen(_ shift: Shift) -> Bool {
    guard let latest = try? Shifts(world).latest() else { return false }
    return latest.shift == shift && latest.state == .open
  }

  /// With a form that has no room on its shelf.
  private func goOnInHand(_ former: FormTalk) {
    guard let counter else { return }
    let form = DraftShelf.Held(
      slot: former.slot, draft: former.draft, halfTyped: former.halfTyped)
    var talk = talk(counter, form)
    talk.unkept = former.unkept
    lead(talk)
  }

  /// Stores until it is certain; says the ticket only then.
  private func store(_ visit: Visit, _ talk: FormTalk) {
    var talk = talk
    while true {
      do throws(DeskError) {
        let receipt = try stored(visit, talk)
        learn(visit)
        if talk.slot.amends == nil { watch.stored() }
        screen.terminal.clear()
        acknowledge(receipt)
        return coach(visit, receipt.ticket)
      } catch {
        tell(error)
        guard let typed = ask(words.tryAgain, locks: false), typed.lowercased() != "t" else {
          switch talk.hold() {
          case .end(.held): return screen.say(words.keptAsDraft)
          case .end(.dropped): return dropped()
          case .end(.hangUp): return hangUp()
          default: continue
          }
        }
      }
    }
  }

  private func stored(_ visit: Visit, _ talk: FormTalk) throws(DeskError) -> OpenShift.Receipt {
    if let receipt = try talk.counter.retry() { return receipt }
    guard let amends = talk.slot.amends, let former = try talk.counter.entry(amends) else {
      return try talk.counter.register(visit, id: talk.slot.visit)
    }
    return try talk.counter.amend(former, to: visit, reason: visit.amendmentReason ?? "")
  }

  /// The next applicant is likely to live and ask alike.
  private func learn(_ visit: Visit) {
    last = visit
    if !visit.requests.isEmpty, let counter {
      defaults.services = visit.requests.map(\.code)
      defaults.servicesOfDue = world.setting.policy.isDue(
        birthDate: visit.birthDate, married: visit.married, today: counter.shift.day)
    }
    if visit.residence.isResident { defaults.residence = visit.residence }
    if visit.segment == defaults.segment, visit.institution != nil {
      defaults.institution = visit.institution
    }
  }

  private func acknowledge(_ receipt: OpenShift.Receipt) {
    guard let decision = receipt.decision else {
      return screen.say(words.voided(receipt.ticket))
    }
    let gate = world.words.gate
    let lines = decision.lines.map { "\($0.code.text) \(gate.outcome($0.outcome))" }
    screen.say(
      words.saved(receipt.ticket, gate.state(decision.gate), lines.joined(separator: ", ")))
    if let follows = receipt.follows { screen.say("  " + words.follows(follows)) }
    decision.nextSteps.forEach { screen.say("  " + gate.nextStep($0)) }
    printSlip(receipt, at: world.clock.now())
  }
}

extension Kiosk {
  /// Lists who waits, or takes up the form with that number.
  func resumeHeld(_ rest: String) throws(DeskError) {
    let counter = try requireCounter()
    let held = held(by: counter)
    guard !held.isEmpty else { return screen.say(words.nobodyWaits) }
    let number = Int(rest) ?? (held.count == 1 && rest.isEmpty ? held[0].slot.number : nil)
    guard let one = held.first(where: { $0.slot.number == number }) else {
      listHeld(counter)
      return screen.say(words.resumeHow)
    }
    guard try mayTakeUp(one, counter) else { return screen.say(words.notTakenUp) }
    screen.say(waiting(one, as: one.draft.name?.text))
    lead(talk(counter, one))
  }

  /// A colleague's form opens to whoever came on duty by a secret; to others by its owner's.
  private func mayTakeUp(
    _ held: DraftShelf.Held, _ counter: OpenShift
  ) throws(DeskError) -> Bool {
    let (owner, staff) = (held.slot.staff, counter.staff)
    if owner == staff || staff == counter.shift.openedBy || passphrase != nil
      || Pins(world: world, shift: counter.shift.id).has(staff)
    {
      return true
    }
    guard let typed = ask(words.unlock(owner.text), isSecret: true) else { return false }
    do throws(DeskError) { _ = try Shifts(world).unlock(typed, as: owner) } catch {
      guard error.isWrongSecret else { throw error }
      tell(error)
      return false
    }
    return true
  }

  /// By initials, unless the form is about to be open anyway.
  private func waiting(_ one: DraftShelf.Held, as name: String? = nil) -> String {
    let seconds = world.clock.now().seconds - one.slot.since.seconds
    let text = words.waiting(
      name ?? one.draft.name?.initials ?? "?", Int(max(0, seconds) / 60), one.slot.amends != nil)
    return one.slot.staff == counter?.staff ? text : text + " · " + one.slot.staff.text
  }

  private func held(by counter: OpenShift) -> [DraftShelf.Held] {
    shelf(of: counter).held(
      key: counter.key, opener: counter.shift.openedBy, context(of: counter))
  }

  /// Who waits, longest first: number, initials, minutes, and no more than a list may show.
  func listHeld(_ counter: OpenShift) {
    screen.list(held(by: counter).map { ($0.slot.number, waiting($0)) })
  }

  /// By ticket number, or by NIK while the shift is open. Shows no more than a list may.
  func find(_ rest: String) throws(DeskError) {
    let counter = try requireCounter()
    let found: [SealedEntry]
    if case .success(let nik) = NIK.parse(rest) {
      found = try counter.visits(of: nik)
    } else {
      found = [try counter.visit(ticket: try ticketNumber(rest))]
    }
    if found.isEmpty { throw .noSuchTicket }
    for entry in found { try show(entry, of: counter) }
  }

  private func show(_ entry: SealedEntry, of counter: OpenShift) throws(DeskError) {
    guard let facts = entry.header.facts else { return }
    let visit = try counter.open(entry)
    let lines = facts.lines.map { "\($0.code.text) \(world.words.gate.outcome($0.outcome))" }
    screen.say(
      "\(counter.shift.ticket(facts.ticket)) \(Moment(minute: facts.minute).clock) · "
        + "\(visit.name.initials) \(visit.nik?.masked ?? "-") · \(lines.joined(separator: ", "))")
  }

  /// `7`, `007` or `L01-007`; without one, the last ticket.
  func ticketNumber(_ text: String) throws(DeskError) -> Int {
    if text.isEmpty, let last = counter?.lastTicket, last > 0 { return last }
    let digits = text.split(separator: "-").last.map(String.init) ?? ""
    guard let number = Int(digits), number > 0 else { throw .noSuchTicket }
    return number
  }

  func amend(_ rest: String) throws(DeskError) {
    let counter = try requireCounter()
    let entry = try counter.visit(ticket: try ticketNumber(rest))
    guard let id = entry.header.visit else { throw .noSuchTicket }
    if let half = held(by: counter).first(where: { $0.slot.visit == id }) {
      return lead(talk(counter, half))
    }
    let draft = Draft(try counter.open(entry), context(of: counter))
    let slot = shelf(of: counter).slot(
      for: id, by: counter.staff, amends: entry.header.id.sequence)
    lead(talk(counter, DraftShelf.Held(slot: slot, draft: draft)))
  }

  /// `batal 4`, or `batal 4 salah orang` with the reason at once.
  func void(_ rest: String) throws(DeskError) {
    let counter = try requireCounter()
    let parts = rest.split(separator: " ", maxSplits: 1).map(String.init)
    let entry = try counter.visit(ticket: try ticketNumber(parts.first ?? ""))
    try show(entry, of: counter)
    let given = parts.count > 1 ? parts[1].trimmingBlanks : nil
    guard isYes(ask(words.reallyVoid)), let consent = try consent(to: entry, counter),
      let reason = askReason(words.voidReason, words.voidReasons, given: given)
    else { return screen.say(words.notVoided) }
    acknowledge(try counter.void(entry, reason: reason + consent))
  }

  /// Where the slip is out, a coordinator agrees, if there is one on the list; their name as it
  /// stands after the reason. Nil: nobody agreed.
  private func consent(
    to entry: SealedEntry, _ counter: OpenShift
  ) throws(DeskError) -> String? {
    let coordinators = world.setting.staff.filter { $0.role == .coordinator }
    let ticket = counter.shift.ticket(entry.header.facts?.ticket ?? 0)
    let slip = Printing.slip(ticket, of: counter.shift)
    guard Printing(world).copy(of: slip) != nil, !coordinators.isEmpty else { return "" }
    screen.say(words.slipIsOut)
    let choices = coordinators.map { Choice(code: $0.code.text, title: $0.name) }
    let chosen =
      choices.count == 1 ? choices[0] : askChoice(words.coordinator, choices, show: true)
    guard let chosen, let code = StaffCode(chosen.code),
      try isPresent(code, counter, mayDoWithout: false)
    else { return nil }
    return " (\(chosen.code))"
  }

  /// A reason in words, asked for where none was given that can be one; nil if the person left.
  private func askReason(_ text: String, _ usual: [String], given: String?) -> String? {
    if let reason = given.flatMap({ try? usual.reason($0) }) { return reason }
    screen.list(usual)
    while let typed = ask(text) {
      do throws(Complaint) { return try usual.reason(typed) } catch {
        screen.showReasons(usual, after: error, world.words)
      }
    }
    return nil
  }
}

extension Screen {
  /// The usual reasons once more, where none was given or `?` asks for them.
  func showReasons(_ usual: [String], after complaint: Complaint, _ words: Wording) {
    switch complaint {
    case .required, .noSuchChoice: list(usual)
    default: say(words.form.typed(complaint))
    }
  }
}

extension [String] {
  /// The reason that a typed number or sentence means.
  func reason(_ typed: String) throws(Complaint) -> String {
    if typed == "?" { throw .noSuchChoice(.overrideReason, typed) }
    guard let number = Int(typed) else { return try Draft.sentence(typed, .overrideReason) }
    guard indices.contains(number - 1) else { throw .noSuchChoice(.overrideReason, typed) }
    return self[number - 1]
  }
}
