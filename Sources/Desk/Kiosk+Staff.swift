import Gate
import Intake
import IntakeForm
import Paper
import Ports
import Sealing
import Wording

extension Kiosk {
  /// Puts the key away until the passphrase or a PIN is typed.
  func lock() throws(DeskError) {
    let counter = try requireCounter()
    guard Shifts(world).canResume(counter.shift) else { throw .cannotLock }
    self.counter = nil
    last = nil
    rosters = []
    screen.terminal.clear()
    screen.say(words.locked)
    guard let unlocked = try unlocked(counter.shift, as: counter.staff, tries: .max)
    else { throw .notResumed(number: counter.shift.number) }
    self.counter = unlocked
    rosters = RosterShelf(unlocked).all()
    screen.say(words.onDuty(unlocked.staff.text))
    screen.say(words.ready)
  }

  /// Somebody else comes on duty, by the PIN that they have or set for this shift; who opened it
  /// may use its passphrase instead.
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
    let hasPIN = pins.has(staff)
    let isLockedOut = pins.isLockedOut(staff)
    if hasPIN || passphrase == nil && (isLockedOut || staff == counter.shift.openedBy) {
      let text = hasPIN ? words.pin(staff.text) : words.passphrase
      guard let typed = ask(text, isSecret: true) else { return false }
      do throws(DeskError) {
        if hasPIN {
          _ = try pins.open(typed, of: staff)
        } else {
          _ = try Shifts(world).resume(passphrase: typed)
        }
      } catch {
        guard error.isWrongSecret else { throw error }
        tell(error)
        return false
      }
      if !isLockedOut { return true }
    }
    guard let pin = askNewPIN(staff, isOptional: mayDoWithout) else { return false }
    if !pin.isEmpty { try pins.set(pin, for: staff, counter.key) }
    return true
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
