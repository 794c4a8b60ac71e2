import Crypto
package import Intake

/// A shift key locked by the shift's passphrase, so that a crash of the program can resume.
///
/// It may lie on tmpfs only: nothing that a passphrase opens is ever written to a disk, because
/// deleted bytes stay in the disk's image (threats.md section 0, finding 4). A power cut takes it.
/// A checksum at its end tells bytes that memory has garbled from a wrong passphrase.
package enum LockedKey {
  private static let mark = Array("LKL2".utf8)
  /// What a former version wrote, without a checksum.
  private static let formerMark = Array("LKLK".utf8)
  private static let checkCount = 8

  /// How many bytes of chance `lock` takes.
  package static let chanceCount = PassphraseBox.chanceCount

  /// Nil if this machine cannot spare the memory that scrypt needs.
  package static func lock(
    _ key: ShiftKey, passphrase: String, shift: ShiftID, chance: [UInt8]
  ) -> [UInt8]? {
    PassphraseBox.seal(key.bytes, passphrase: passphrase, context: shift.bytes, chance: chance)
      .map { mark + $0 + check(mark + $0) }
  }

  /// Whether these are the bytes of a locked key, as far as can be told without its passphrase.
  package static func isWhole(_ locked: [UInt8]) -> Bool { box(in: locked) != nil }

  /// Nil if the passphrase is wrong or the bytes are not a locked key of this shift.
  package static func unlock(
    _ locked: [UInt8], passphrase: String, shift: ShiftID
  ) throws(TooLittleMemory) -> ShiftKey? {
    guard let box = box(in: locked),
      let bytes = try PassphraseBox.open(box, passphrase: passphrase, context: shift.bytes),
      bytes.count == 32
    else { return nil }
    return ShiftKey(bytes: bytes, shift: shift)
  }

  private static func box(in locked: [UInt8]) -> [UInt8]? {
    let count = mark.count + PassphraseBox.count(of: 32)
    let body = Array(locked.prefix(count))
    guard body.count == count else { return nil }
    let rest = Array(locked.dropFirst(count))
    let isWhole =
      body.starts(with: mark) && rest == check(body) || body.starts(with: formerMark) && rest == []
    return isWhole ? Array(body.dropFirst(mark.count)) : nil
  }

  private static func check(_ bytes: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: bytes).prefix(checkCount))
  }
}
