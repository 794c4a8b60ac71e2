package import Intake

/// A shift key locked by the shift's passphrase, so that a crash of the program can resume.
///
/// It may lie on tmpfs only: nothing that a passphrase opens is ever written to a disk, because
/// deleted bytes stay in the disk's image (threats.md section 0, finding 4). A power cut takes it.
package enum LockedKey {
  private static let mark = Array("LKLK".utf8)

  /// How many bytes of chance `lock` takes.
  package static let chanceCount = PassphraseBox.chanceCount

  /// Nil if this machine cannot spare the memory that scrypt needs.
  package static func lock(
    _ key: ShiftKey, passphrase: String, shift: ShiftID, chance: [UInt8]
  ) -> [UInt8]? {
    PassphraseBox.seal(key.bytes, passphrase: passphrase, context: shift.bytes, chance: chance)
      .map { mark + $0 }
  }

  /// Nil if the passphrase is wrong or the bytes are not a locked key of this shift.
  package static func unlock(
    _ locked: [UInt8], passphrase: String, shift: ShiftID
  ) throws(TooLittleMemory) -> ShiftKey? {
    guard locked.starts(with: mark),
      let bytes = try PassphraseBox.open(
        Array(locked.dropFirst(mark.count)), passphrase: passphrase, context: shift.bytes),
      bytes.count == 32
    else { return nil }
    return ShiftKey(bytes: bytes, shift: shift)
  }
}
