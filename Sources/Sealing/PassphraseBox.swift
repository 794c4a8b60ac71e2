import Crypto
import CryptoExtras

/// This machine cannot spare the memory that scrypt needs: nothing is known of the passphrase.
package struct TooLittleMemory: Error, Hashable, Sendable {}

/// Bytes sealed under a passphrase: scrypt (N = 2^17, r = 8, p = 1), then ChaCha20-Poly1305.
///
/// 128 MiB and about a third of a second a guess. What it is for is bound in, so that a box of one
/// kind is never opened as another.
package enum PassphraseBox {
  private static let rounds = 1 << 17
  private static let saltCount = 16
  private static let nonceCount = 12

  /// How many bytes of chance `seal` takes.
  package static let chanceCount = saltCount + nonceCount

  /// How long a box of so many bytes is.
  static func count(of plain: Int) -> Int { chanceCount + plain + 16 }

  /// Salt, nonce and sealed bytes in one; nil if this machine cannot spare scrypt's memory.
  package static func seal(
    _ plain: [UInt8], passphrase: String, context: [UInt8], chance: [UInt8]
  ) -> [UInt8]? {
    precondition(chance.count == chanceCount, "a box takes \(chanceCount) bytes of chance")
    let salt = Array(chance.prefix(saltCount))
    guard let key = key(passphrase, salt: salt) else { return nil }
    return salt
      + ShiftKey.seal(
        plain, key: key, nonce: Array(chance.suffix(nonceCount)), bound: context)
  }

  /// Nil if the passphrase is wrong or the bytes are not such a box.
  package static func open(
    _ box: [UInt8], passphrase: String, context: [UInt8]
  ) throws(TooLittleMemory) -> [UInt8]? {
    let salt = Array(box.prefix(saltCount))
    guard salt.count == saltCount else { return nil }
    guard let key = key(passphrase, salt: salt) else { throw TooLittleMemory() }
    return ShiftKey.open(Array(box.dropFirst(saltCount)), key: key, bound: context)
  }

  private static func key(_ passphrase: String, salt: [UInt8]) -> SymmetricKey? {
    try? KDF.Scrypt.deriveKey(
      from: Array(passphrase.utf8), salt: salt, outputByteCount: 32, rounds: rounds,
      blockSize: 8, parallelism: 1)
  }
}
