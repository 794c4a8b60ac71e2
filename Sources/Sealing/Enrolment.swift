import Intake

/// What the office hands a booth (`.pasang`): the signed assignment, the booth's signing key, and
/// how to reach the centre. Sealed under a passphrase that travels another way.
package struct Enrolment: Sendable {
  package let assignment: Assignment
  /// The root key's signature under the assignment, 64 bytes.
  package let signature: [UInt8]
  /// The seed of the booth's Ed25519 key, 32 bytes.
  package let signingSeed: [UInt8]
  /// The booth's database role and its password; empty where only USB is used.
  package let role: String
  package let password: String
  /// Whether the booth has served before: then only the laptop that is the booth may take it, since
  /// any other would begin its ticket numbers anew.
  package let isRenewal: Bool
  /// The booth's public keys before this one, 32 bytes each, oldest first: by them its laptop knows
  /// what it wrote, also after it has lost its own list.
  package let formerKeys: [[UInt8]]

  package init(
    assignment: Assignment, signature: [UInt8], signingSeed: [UInt8], role: String,
    password: String, isRenewal: Bool = false, formerKeys: [[UInt8]] = []
  ) {
    self.assignment = assignment
    self.signature = signature
    self.signingSeed = signingSeed
    self.role = role
    self.password = password
    self.isRenewal = isRenewal
    self.formerKeys = formerKeys
  }

  /// Why an enrolment file is not taken.
  package enum Fault: Error, Hashable, Sendable {
    case format(FormatFault)
    case wrongPassphrase
    case tooLittleMemory
    /// The office's root key did not sign the assignment, or the booth's key is another one.
    case forged
  }
}

extension Enrolment {
  private static let mark = Array("LKPS".utf8)
  /// Version 1 did not say whether it renews, version 2 named no former keys.
  static let version: UInt16 = 3
  private static let context = Array("loket enrolment v1".utf8)

  /// What the passphrase seals.
  var plain: [UInt8] {
    var writer = ByteWriter()
    writer.blob(assignment.bytes)
    writer.raw(signature)
    writer.raw(signingSeed)
    writer.shortText(role)
    writer.shortText(password)
    writer.flag(isRenewal)
    writer.number(UInt16(clamping: formerKeys.count))
    for key in formerKeys.suffix(Int(UInt16.max)) { writer.raw(key) }
    return writer.bytes
  }

  /// Nil if scrypt finds no memory.
  package func sealed(passphrase: String, chance: [UInt8]) -> [UInt8]? {
    guard
      let box = PassphraseBox.seal(
        plain, passphrase: passphrase, context: Enrolment.context, chance: chance)
    else { return nil }
    var file = ByteWriter()
    file.heading(Enrolment.mark, Enrolment.version)
    file.raw(box)
    return file.bytes
  }

  package init(sealed file: [UInt8], passphrase: String) throws(Fault) {
    let version: UInt16
    do throws(FormatFault) {
      var reader = ByteReader(file)
      version = try reader.heading(Enrolment.mark, upTo: Enrolment.version)
    } catch { throw .format(error) }
    let plain: [UInt8]?
    do {
      plain = try PassphraseBox.open(
        Array(file.dropFirst(6)), passphrase: passphrase, context: Enrolment.context)
    } catch { throw .tooLittleMemory }
    guard let plain else { throw .wrongPassphrase }
    do { self = try Enrolment(plain: plain, version) } catch { throw .format(error) }
    guard assignment.isSigned(signature), identity?.verifier.publicKey == assignment.boothKey
    else { throw .forged }
  }

  init(plain: [UInt8], _ version: UInt16) throws(FormatFault) {
    var reader = ByteReader(plain)
    let assignment = try Assignment(bytes: try reader.blob(max: 4096))
    let signature = try reader.raw(64)
    let seed = try reader.raw(32)
    let role = try reader.shortText()
    let password = try reader.shortText()
    let isRenewal = version > 1 ? try reader.flag() : false
    let count = version > 2 ? try reader.number(UInt16.self) : 0
    var formerKeys: [[UInt8]] = []
    for _ in 0..<count { formerKeys.append(try reader.raw(32)) }
    try reader.finish()
    self.init(
      assignment: assignment, signature: signature, signingSeed: seed, role: role,
      password: password, isRenewal: isRenewal, formerKeys: formerKeys)
  }

  /// The live identity that the booth keeps; nil if the seed is no key.
  package var identity: BoothIdentity? {
    BoothIdentity(
      booth: assignment.booth, code: assignment.code, mode: .live, signingSeed: signingSeed,
      recipients: [assignment.office, assignment.escrow], assignment: assignment.hash)
  }
}
