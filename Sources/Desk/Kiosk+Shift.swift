import Gate
import Wording
package import Intake
import IntakeForm
import Paper
import Ports
import Sealing

extension Kiosk {
  /// Finds out how the booth was left, and takes it up from there.
  func begin() throws(DeskError) {
    let shifts = Shifts(world)
    guard let stored = try shifts.latest() else { return try openDialogue() }
    if let trouble = Audit(world).quick(stored) { screen.say(world.words.doctor.fault(trouble)) }
    guard stored.state == .open else {
      screen.say(words.lastShift(stored.shift.number, world.words.time.long(stored.shift.day)))
      return try openDialogue()
    }
    guard shifts.canResume(stored.shift) else {
      let closed = try shifts.recover(stored)
      screen.say(words.recovered(closed.shift.number, closed.tally.captured))
      return try openDialogue()
    }
    try resumeDialogue(stored)
  }

  private func resumeDialogue(_ stored: StoredShift) throws(DeskError) {
    let shift = stored.shift
    screen.say(
      words.shiftStillOpen(
        shift.number, world.setting.name(of: shift.servicePoint), stored.tally.captured))
    if let passphrase {
      do throws(DeskError) {
        take(try Shifts(world).resume(passphrase: passphrase))
        return try offerDrafts()
      } catch .wrongPassphrase { tell(.wrongPassphrase) }
    } else if let counter = try unlocked(shift, as: shift.openedBy, tries: 3) {
      take(counter)
      return try offerDrafts()
    } else if try Shifts(world).latest()?.state != .open {
      return
    }
    throw .notResumed(number: shift.number)
  }

  /// Asks for the shift's passphrase or for the PIN of somebody on duty; nil if the person left,
  /// tried in vain, or closed the shift instead.
  func unlocked(
    _ shift: Shift, as staff: StaffCode, tries: Int
  ) throws(DeskError) -> OpenShift? {
    var (staff, tries) = (staff, tries)
    while tries > 0, let typed = ask(words.unlock(staff.text), isSecret: true) {
      if let other = world.setting.staff.first(where: { $0.code.text == typed }) {
        staff = other.code
      } else if Command.named(typed) == .close {
        try closeDialogue()
        if try Shifts(world).latest()?.state != .open { return nil }
      } else {
        do throws(DeskError) { return try Shifts(world).unlock(typed, as: staff) } catch {
          guard error.isWrongSecret else { throw error }
          tell(error)
          tries -= 1
        }
      }
    }
    return nil
  }

  func take(_ counter: OpenShift) {
    self.counter = counter
    watch.lookAgain()
    rosters = RosterShelf(counter).all()
    defaults = world.firstDefaults(for: counter.shift)
    let shift = counter.shift
    screen.say(words.shiftOpen(shift.number, world.setting.name(of: shift.servicePoint)))
    for sentence in (try? Rosters(counter).lost()) ?? [] { screen.say(sentence) }
    screen.say(servesNext ? words.ready : words.openedFromShell)
  }

  /// A killed program's forms: they wait under `lanjut`.
  private func offerDrafts() throws(DeskError) {
    guard let counter else { return }
    if let ticket = try counter.dropStoredDraft(context(of: counter)) {
      screen.say(words.alreadyStored(ticket))
    }
    let count = shelf(of: counter).names().count
    if count > 0 { screen.say(words.draftsFound(count)) }
  }

  /// `loket buka`: asks for what the options do not give, opens, and leaves the shift open.
  package func openOnly(
    point: String?, staff: String?, facts: OpeningFacts
  ) throws(DeskError) {
    servesNext = false
    let shifts = Shifts(world)
    if let stored = try shifts.latest(), stored.state == .open, !shifts.canResume(stored.shift) {
      let closed = try shifts.recover(stored)
      screen.say(words.recovered(closed.shift.number, closed.tally.captured))
    }
    guard let point, let staff else { return try openDialogue() }
    let plan = try shifts.plan(point: point, staff: staff, facts: facts)
    guard let secret = passphrase ?? askNewPassphrase() else { return screen.say(words.notOpened) }
    // Whoever comes after this program needs the key from where it is kept.
    take(try shifts.open(plan, passphrase: secret, mustResume: true))
  }

  /// `loket tutup` at a terminal.
  package func closeOnly() throws(DeskError) { try closeDialogue() }

  /// `loket daftar` at a terminal: one applicant, then out.
  package func registerOne() throws(DeskError) {
    try begin()
    if counter != nil { register(nik: nil) }
  }

  /// Asks where, who and with what, then opens. Leaving a question opens nothing.
  func openDialogue() throws(DeskError) {
    if let counter { throw .shiftOpenAlready(number: counter.shift.number) }
    screen.say(words.opening)
    guard let point = askPoint(), let staff = askStaff(),
      let sets = askCount(words.recordingSets), let tables = askCount(words.ikdTables),
      let secret = passphrase ?? askNewPassphrase()
    else { return screen.say(words.notOpened) }
    let plan = Shifts.Plan(
      point: point.code, staff: staff.code,
      facts: OpeningFacts(recordingSets: sets, ikdTables: tables))
    let opened = try Shifts(world).open(plan, passphrase: secret, mustResume: !servesNext)
    take(opened)
    if let fault = opened.notKept { screen.say(words.notResumable(fault == .full)) }
  }

  private func askPoint() -> ServicePoint? {
    let points = world.setting.points
    return askChoice(
      words.servicePoint,
      points.map { Choice(code: $0.code.text, title: $0.name) }, show: false
    ).flatMap { choice in points.first { $0.code.text == choice.code } }
  }

  func askStaff() -> Staff? {
    let staff = world.setting.staff
    return askChoice(
      words.staff, staff.map { Choice(code: $0.code.text, title: $0.name) }, show: true
    ).flatMap { choice in staff.first { $0.code.text == choice.code } }
  }

  /// One of a list, by number, code or beginning; nil if the person left.
  func askChoice(_ text: String, _ choices: [Choice], show: Bool) -> Choice? {
    if show { screen.list(choices.map(\.title)) }
    var prefill = ""
    while true {
      guard
        let typed = ask(
          text, prefill: prefill, completions: choices.flatMap { [$0.code, $0.title] })
      else { return nil }
      if typed == "?" || typed.isEmpty {
        screen.list(choices.map(\.title))
        screen.say(world.words.form.chooseOne(choices.count))
        continue
      }
      switch choices.pick(typed) {
      case .one(let choice): return choice
      case .several(let found):
        screen.say(words.severalFit(found.prefix(4).map(\.title).joined(separator: "; ")))
      case .nothing: screen.say(words.noneFits)
      }
      prefill = typed
    }
  }

  /// A small number, Enter for none; nil if the person left.
  private func askCount(_ text: String) -> Int? {
    while true {
      guard let typed = ask("\(text) [0]") else { return nil }
      if typed.isEmpty { return 0 }
      if let count = Int(typed), (0...999).contains(count) { return count }
      screen.say(words.notACount)
    }
  }

  func askNewPassphrase() -> String? {
    while true {
      guard let typed = ask(words.newPassphrase(Shifts.passphraseMin), isSecret: true)
      else { return nil }
      if typed.isEmpty {
        let drawn = Passphrase.drawn(world.entropy, words: 4)
        screen.say(words.drawnPassphrase(drawn))
        return drawn
      }
      guard typed.count >= Shifts.passphraseMin else {
        tell(.passphraseTooShort(min: Shifts.passphraseMin))
        continue
      }
      guard let again = ask(words.passphraseAgain, isSecret: true) else { return nil }
      if again == typed { return typed }
      screen.say(words.passphrasesDiffer)
    }
  }

  /// Settles what waits, asks for the counted figures, closes, shows the final tally.
  func closeDialogue() throws(DeskError) {
    guard let stored = try Shifts(world).latest(), stored.state == .open
    else { throw .noShiftOpen }
    if UnheardRuns.areLeft(world, stored.shift.id) {
      screen.say(world.words.trouble.resultsUnheard)
    }
    let shelved = DraftShelf(world: world, shift: stored.shift.id).names().count
    let waiting = shelved + (hasFormInHand ? 1 : 0)
    if waiting > 0 {
      if let counter { listHeld(counter) }
      screen.say(words.draftsAtClosing(waiting))
      guard isYes(ask(words.dropDrafts)) else { return screen.say(words.notClosed) }
    }
    var counters = try showRosters(of: stored.shift)
    for counter in Counter.byHand {
      guard let count = askCounter(counter, usual: counters[counter] ?? 0) else {
        return screen.say(words.notClosed)
      }
      counters[counter] = count
    }
    guard isYes(ask(words.reallyClose(stored.tally.captured))) else {
      return screen.say(words.notClosed)
    }
    let shifts = Shifts(world)
    let hadKey = counter != nil || shifts.holdsKey(stored.shift)
    let closed = try shifts.close(counters: counters, staff: counter?.staff, dropDrafts: true)
    counter = nil
    screen.show(TallySheet.sheet(try Reports(world).report(closed), world.words))
    try shifts.checkWiped(closed.shift)
    screen.say(hadKey ? words.closed : words.closedWithoutKey)
  }

  /// What became of the lists, while they can be read.
  private func showRosters(of shift: Shift) throws(DeskError) -> [Counter: Int] {
    guard let counter else {
      if RosterShelf.isFilled(world, shift.id) { screen.say(world.words.roster.notCounted) }
      return [:]
    }
    if let sheet = try Rosters(counter).sheet() { screen.show(sheet) }
    return try Rosters(counter).counters()
  }

  private func askCounter(_ counter: Counter, usual: Int) -> Int? {
    while true {
      guard let typed = ask("\(world.words.tally.counter(counter)) [\(usual)]") else { return nil }
      if typed.isEmpty { return usual }
      if let count = Int(typed), (0...Counter.most).contains(count) { return count }
      screen.say(words.notACount)
    }
  }

  func isYes(_ typed: String?) -> Bool {
    typed.map { (try? Draft.yesOrNo($0, .nik)) == true } ?? false
  }
}
