package import Intake

/// What tells a coordinator (koordinator) from whoever types their code: an empty box that only
/// their own passphrase opens.
///
/// It lies in the configuration, so the passphrase is drawn, never chosen; it opens nothing else.
package enum CoordinatorLock {
  /// How many bytes of chance `make` takes.
  package static let chanceCount = PassphraseBox.chanceCount

  /// Nil if this machine cannot spare the memory that scrypt needs.
  package static func make(
    _ staff: StaffCode, passphrase: String, chance: [UInt8]
  ) -> [UInt8]? {
    PassphraseBox.seal([], passphrase: passphrase, context: context(staff), chance: chance)
  }

  package static func opens(
    _ lock: [UInt8], _ staff: StaffCode, passphrase: String
  ) throws(TooLittleMemory) -> Bool {
    try PassphraseBox.open(lock, passphrase: passphrase, context: context(staff)) != nil
  }

  private static func context(_ staff: StaffCode) -> [UInt8] {
    Array("koordinator \(staff.text)".utf8)
  }
}
