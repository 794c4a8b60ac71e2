import Crypto
import CryptoExtras
package import Intake

/// A shift key locked by the shift's passphrase, so that a crash of the program can resume.
///
/// It may lie on tmpfs only: nothing that a passphrase opens is ever written to a disk, because
/// deleted bytes stay in the disk's image (threats.md section 0, finding 4). A power cut takes it.
package enum LockedKey {
  private static let mark = Array("LKLK".utf8)
  /// scrypt's cost: 128 MiB and about a third of a second a guess.
  private static let rounds = 1 << 17
  private static let saltCount = 16
  private static let nonceCount = 12

  /// How many bytes of chance `lock` takes.
  package static let chanceCount = saltCount + nonceCount

  /// Nil if this machine cannot spare the memory that scrypt needs.
  package static func lock(
    _ key: ShiftKey, passphrase: String, shift: ShiftID, chance: [UInt8]
  ) -> [UInt8]? {
    let salt = Array(chance.prefix(saltCount))
    guard let wrapping = wrappingKey(passphrase, salt: salt) else { return nil }
    return mark + salt
      + ShiftKey.seal(
        key.bytes, key: wrapping, nonce: Array(chance.suffix(nonceCount)), bound: shift.bytes)
  }

  /// Nil if the passphrase is wrong or the bytes are not a locked key of this shift.
  package static func unlock(
    _ locked: [UInt8], passphrase: String, shift: ShiftID
  ) -> ShiftKey? {
    guard locked.starts(with: mark) else { return nil }
    let salt = Array(locked.dropFirst(mark.count).prefix(saltCount))
    guard salt.count == saltCount, let wrapping = wrappingKey(passphrase, salt: salt),
      let bytes = ShiftKey.open(
        Array(locked.dropFirst(mark.count + saltCount)), key: wrapping, bound: shift.bytes),
      bytes.count == 32
    else { return nil }
    return ShiftKey(bytes: bytes, shift: shift)
  }

  private static func wrappingKey(_ passphrase: String, salt: [UInt8]) -> SymmetricKey? {
    try? KDF.Scrypt.deriveKey(
      from: Array(passphrase.utf8), salt: salt, outputByteCount: 32, rounds: rounds,
      blockSize: 8, parallelism: 1)
  }
}
