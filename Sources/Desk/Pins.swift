import Gate
import Intake
import IntakeForm
import Paper
import Ports
import Sealing
import Wording

/// The staff's own PINs for one shift: each locks the shift's key once more, on tmpfs only.
///
/// A PIN is set by whoever comes on duty, a coordinator's by a passphrase besides, and ends with
/// the shift; nothing that it opens is ever on the disk. Wrong tries are counted before they are
/// tried, so that a kill takes none back, and a try that cannot be counted is not made.
struct Pins {
  let world: World
  let shift: ShiftID

  /// Exactly so many digits, so that a PIN is never taken for a passphrase.
  static let digits = 6
  /// After so many wrong ones the PIN is gone; the shift's passphrase opens still.
  static let triesMax = 5

  static func isPIN(_ text: String) -> Bool {
    text.utf8.count == digits && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private func name(_ staff: StaffCode) -> String { "\(shift).pin.\(staff.text)" }
  private func triesName(_ staff: StaffCode) -> String { name(staff) + ".tries" }

  private func piece(_ name: String) -> [UInt8]? { (try? world.volatile.load(name)) ?? nil }

  func has(_ staff: StaffCode) -> Bool { locked(staff) != nil }

  /// A PIN that memory has garbled is none.
  private func locked(_ staff: StaffCode) -> [UInt8]? {
    piece(name(staff)).flatMap { LockedKey.isWhole($0) ? $0 : nil }
  }

  private func tries(_ staff: StaffCode) -> Int { Int(piece(triesName(staff))?.first ?? 0) }

  /// A new PIN for them takes the shift's passphrase.
  func isLockedOut(_ staff: StaffCode) -> Bool { tries(staff) >= Pins.triesMax }

  func set(_ pin: String, for staff: StaffCode, _ key: ShiftKey) throws(DeskError) {
    let chance = world.entropy.bytes(LockedKey.chanceCount)
    guard let locked = LockedKey.lock(key, passphrase: pin, shift: shift, chance: chance)
    else { throw .keyNotMade }
    do throws(VolatileError) {
      try world.volatile.remove(triesName(staff))
      try world.volatile.save(name(staff), locked)
    } catch { throw .volatile(error) }
  }

  func open(_ pin: String, of staff: StaffCode) throws(DeskError) -> ShiftKey {
    guard let locked = locked(staff) else { throw .wrongPassphrase }
    let tries: Int
    do throws(VolatileError) { tries = try countTry(of: staff) } catch { throw .volatile(error) }
    guard tries <= Pins.triesMax else { throw .lockedOut }
    let key: ShiftKey?
    do { key = try LockedKey.unlock(locked, passphrase: pin, shift: shift) } catch {
      // Nothing was tried, so nothing counts.
      try? world.volatile.save(triesName(staff), [UInt8(clamping: tries - 1)])
      throw .keyNotMade
    }
    if let key {
      try? world.volatile.remove(triesName(staff))
      return key
    }
    guard tries < Pins.triesMax else {
      try? world.volatile.remove(name(staff))
      throw .lockedOut
    }
    throw .wrongPIN(triesLeft: Pins.triesMax - tries)
  }

  /// How many there are with this one.
  private func countTry(of staff: StaffCode) throws(VolatileError) -> Int {
    let tries = Int(try world.volatile.load(triesName(staff))?.first ?? 0) + 1
    try world.volatile.save(triesName(staff), [UInt8(clamping: tries)])
    return tries
  }
}
