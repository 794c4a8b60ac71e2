import Gate
import Intake
import IntakeForm
import Paper
import Ports
import Sealing
import Wording

extension Kiosk {
  /// Puts the key away until the passphrase or a PIN is typed; the prompt follows, or the form that
  /// was left.
  func lock() throws(DeskError) { try lock(try requireCounter(), nil) }

  /// With the form that was left, if one was.
  func lock(_ counter: OpenShift, _ form: FormTalk?) throws(DeskError) {
    guard Shifts(world).canResume(counter.shift) else { throw .cannotLock }
    self.counter = nil
    last = nil
    rosters = []
    screen.terminal.clear()
    hasFormInHand = form?.unkept != nil
    defer { hasFormInHand = false }
    screen.say(hasFormInHand ? words.lockedWithForm : words.locked)
    guard let unlocked = try unlocked(counter.shift, as: counter.staff, tries: .max) else {
      // It was closed instead.
      if try Shifts(world).latest()?.state != .open { return }
      throw .notResumed(number: counter.shift.number)
    }
    self.counter = unlocked
    rosters = RosterShelf(unlocked).all()
    screen.say(words.onDuty(unlocked.staff.text))
    if form == nil { screen.say(words.ready) }
  }

  /// Somebody else comes on duty, by the PIN that they have or set for this shift; who opened it
  /// may use its passphrase instead, and a coordinator's first PIN takes their own passphrase.
  func changeStaff(_ rest: String) throws(DeskError) {
    let counter = try requireCounter()
    let named = world.setting.staff.first { $0.code.text == rest }
    guard let staff = rest.isEmpty ? askStaff() : named else {
      if rest.isEmpty { return }
      throw .unknownStaff(rest)
    }
    guard try isPresent(staff.code, counter, mayDoWithout: true)
    else { return screen.say(words.notChanged) }
    counter.staff = staff.code
    screen.say(words.onDuty(counter.staff.text))
  }

  /// Whether the one who is named is at the keyboard, as far as a secret can tell.
  func isPresent(
    _ staff: StaffCode, _ counter: OpenShift, mayDoWithout: Bool
  ) throws(DeskError) -> Bool {
    let pins = Pins(world: world, shift: counter.shift.id)
    let secret = secret(of: staff, counter, pins)
    if let question = question(secret, staff) {
      // Neither a PIN nor the passphrase's own lock has a place without it.
      guard Shifts(world).canResume(counter.shift) else {
        screen.say(words.notResumable(counter.notKept == .full))
        return false
      }
      guard let typed = ask(question, isSecret: true) else { return false }
      do throws(DeskError) { try check(typed, secret, of: staff, pins) } catch {
        guard error.isWrongSecret else { throw error }
        tell(error)
        return false
      }
      let isOpener = staff == counter.shift.openedBy && secret == .passphrase
      if secret == .pin || isOpener && !pins.isLockedOut(staff) { return true }
    }
    guard let pin = askNewPIN(staff, isOptional: mayDoWithout) else { return false }
    if !pin.isEmpty { try pins.set(pin, for: staff, counter.key) }
    return true
  }

  /// What shows who somebody is.
  private enum Secret: Hashable {
    case pin
    /// A coordinator's own passphrase.
    case own(lock: [UInt8])
    case passphrase
    /// Nothing: an officer's first PIN in a shift is set by whoever comes on duty.
    case nothing
  }

  /// A coordinator's first PIN takes more than their code, which every colleague knows.
  private func secret(of staff: StaffCode, _ counter: OpenShift, _ pins: Pins) -> Secret {
    if pins.has(staff) { return .pin }
    if let person = world.setting.staff.first(where: { $0.code == staff }),
      person.role == .coordinator
    {
      return person.lock.map(Secret.own) ?? .passphrase
    }
    let isAsked = pins.isLockedOut(staff) || staff == counter.shift.openedBy
    return passphrase == nil && isAsked ? .passphrase : .nothing
  }

  private func question(_ secret: Secret, _ staff: StaffCode) -> String? {
    switch secret {
    case .pin: words.pin(staff.text)
    case .own: words.coordinatorPassphrase(staff.text)
    case .passphrase: words.passphrase
    case .nothing: nil
    }
  }

  private func check(
    _ typed: String, _ secret: Secret, of staff: StaffCode, _ pins: Pins
  ) throws(DeskError) {
    switch secret {
    case .pin: _ = try pins.open(typed, of: staff)
    case .own(let lock):
      let isTheirs: Bool
      do { isTheirs = try CoordinatorLock.opens(lock, staff, passphrase: typed) } catch {
        throw .keyNotMade
      }
      if !isTheirs { throw .notTheCoordinator }
    case .passphrase: _ = try Shifts(world).resume(passphrase: typed)
    case .nothing: break
    }
  }

  /// Empty: without one; nil if the person left.
  private func askNewPIN(_ staff: StaffCode, isOptional: Bool) -> String? {
    while let typed = ask(words.newPIN(staff.text, Pins.digits, isOptional), isSecret: true) {
      if typed.isEmpty, isOptional { return typed }
      guard Pins.isPIN(typed) else {
        screen.say(words.notAPIN(Pins.digits))
        continue
      }
      guard let again = ask(words.pinAgain, isSecret: true) else { return nil }
      if again == typed { return typed }
      screen.say(words.passphrasesDiffer)
    }
    return nil
  }
}
