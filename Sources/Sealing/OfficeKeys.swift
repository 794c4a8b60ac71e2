import Crypto
import Intake

/// The office's keys, all secret but the escrow's public half; kept sealed under a passphrase.
package struct OfficeKeys: Sendable {
  private let root: Curve25519.Signing.PrivateKey
  private let receipts: Curve25519.Signing.PrivateKey
  /// X25519, oldest first: booths seal for the last, older ones open what is still in the field.
  package private(set) var openingKeys: [[UInt8]]
  package let escrow: Recipient

  /// Fresh keys, and the escrow's private key (32 bytes), which is shown once and never kept.
  package static func make() -> (keys: OfficeKeys, escrowKey: [UInt8]) {
    let escrow = Curve25519.KeyAgreement.PrivateKey()
    guard let recipient = Recipient(publicKey: Array(escrow.publicKey.rawRepresentation))
    else { preconditionFailure("a public key has 32 bytes") }
    let keys = OfficeKeys(
      root: Curve25519.Signing.PrivateKey(), receipts: Curve25519.Signing.PrivateKey(),
      openingKeys: [OfficeKeys.freshOpeningKey()], escrow: recipient)
    return (keys, Array(escrow.rawRepresentation))
  }

  private static func freshOpeningKey() -> [UInt8] {
    Array(Curve25519.KeyAgreement.PrivateKey().rawRepresentation)
  }

  private init(
    root: Curve25519.Signing.PrivateKey, receipts: Curve25519.Signing.PrivateKey,
    openingKeys: [[UInt8]], escrow: Recipient
  ) {
    self.root = root
    self.receipts = receipts
    self.openingKeys = openingKeys
    self.escrow = escrow
  }

  /// A new opening key for assignments from now on; the old ones stay.
  package mutating func rotate() { openingKeys.append(OfficeKeys.freshOpeningKey()) }

  /// The public half of an X25519 private key; nil if it is none.
  package static func recipient(of privateKey: [UInt8]) -> Recipient? {
    guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: privateKey)
    else { return nil }
    return Recipient(publicKey: Array(key.publicKey.rawRepresentation))
  }

  /// The recipient that new assignments name.
  package var office: Recipient {
    guard let last = openingKeys.last, let recipient = OfficeKeys.recipient(of: last)
    else { preconditionFailure("the office has an opening key") }
    return recipient
  }

  package var rootKey: [UInt8] { Array(root.publicKey.rawRepresentation) }
  package var receiptKey: [UInt8] { Array(receipts.publicKey.rawRepresentation) }

  package func sign(_ assignment: Assignment) -> [UInt8] {
    signature(root, Assignment.signedBytes(assignment.bytes))
  }

  func signReceipt(_ bytes: [UInt8]) -> [UInt8] { signature(receipts, bytes) }

  private func signature(_ key: Curve25519.Signing.PrivateKey, _ bytes: [UInt8]) -> [UInt8] {
    guard let signature = try? key.signature(for: bytes)
    else { preconditionFailure("Ed25519 signs any bytes") }
    return Array(signature)
  }

  /// A fresh signing key for a booth: its seed, and its public half.
  package static func newBoothKey() -> (seed: [UInt8], publicKey: [UInt8]) {
    let key = Curve25519.Signing.PrivateKey()
    return (Array(key.rawRepresentation), Array(key.publicKey.rawRepresentation))
  }
}

extension OfficeKeys {
  private static let mark = Array("LKOK".utf8)
  private static let version: UInt16 = 1
  private static let context = Array("loket office keys v1".utf8)

  /// The file `kunci-kantor`; nil if scrypt finds no memory.
  package func sealed(passphrase: String, chance: [UInt8]) -> [UInt8]? {
    var writer = ByteWriter()
    writer.raw(root.rawRepresentation)
    writer.raw(receipts.rawRepresentation)
    writer.raw(escrow.publicKey)
    writer.number(UInt8(openingKeys.count))
    openingKeys.forEach { writer.raw($0) }
    guard
      let box = PassphraseBox.seal(
        writer.bytes, passphrase: passphrase, context: OfficeKeys.context, chance: chance)
    else { return nil }
    var file = ByteWriter()
    file.heading(OfficeKeys.mark, OfficeKeys.version)
    file.raw(box)
    return file.bytes
  }

  /// Why a key file does not open.
  package enum Fault: Error, Hashable, Sendable {
    case format(FormatFault)
    case wrongPassphrase
    case tooLittleMemory
  }

  package init(sealed file: [UInt8], passphrase: String) throws(Fault) {
    do throws(FormatFault) {
      var reader = ByteReader(file)
      try reader.heading(OfficeKeys.mark, OfficeKeys.version)
    } catch { throw .format(error) }
    let plain: [UInt8]?
    do {
      plain = try PassphraseBox.open(
        Array(file.dropFirst(6)), passphrase: passphrase, context: OfficeKeys.context)
    } catch { throw .tooLittleMemory }
    guard let plain else { throw .wrongPassphrase }
    do { self = try OfficeKeys(plain: plain) } catch { throw .format(error) }
  }

  private init(plain: [UInt8]) throws(FormatFault) {
    var reader = ByteReader(plain)
    let rootSeed = try reader.raw(32)
    let receiptSeed = try reader.raw(32)
    guard let root = try? Curve25519.Signing.PrivateKey(rawRepresentation: rootSeed),
      let receipts = try? Curve25519.Signing.PrivateKey(rawRepresentation: receiptSeed),
      let escrow = Recipient(publicKey: try reader.raw(32))
    else { throw .impossibleValue }
    var openingKeys: [[UInt8]] = []
    for _ in 0..<(try reader.number(UInt8.self)) { openingKeys.append(try reader.raw(32)) }
    try reader.finish()
    guard !openingKeys.isEmpty else { throw .impossibleValue }
    self.init(root: root, receipts: receipts, openingKeys: openingKeys, escrow: escrow)
  }
}
