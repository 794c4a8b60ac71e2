import Crypto
package import Intake

/// The office's assignment of a booth (surat tugas): whose key it signs with, for whom it seals,
/// whose receipts it believes, and from when to when. Holds nothing secret.
package struct Assignment: Hashable, Sendable {
  package let booth: BoothID
  package let code: BoothCode
  /// The booth's public Ed25519 key, 32 bytes.
  package let boothKey: [UInt8]
  package let validFrom: Moment
  package let validTo: Moment
  package let office: Recipient
  package let escrow: Recipient
  /// The office's public Ed25519 key for receipts, 32 bytes.
  package let receiptKey: [UInt8]
  /// The office's public Ed25519 root key, which signed this, 32 bytes.
  package let rootKey: [UInt8]

  package init(
    booth: BoothID, code: BoothCode, boothKey: [UInt8], validFrom: Moment, validTo: Moment,
    office: Recipient, escrow: Recipient, receiptKey: [UInt8], rootKey: [UInt8]
  ) {
    self.booth = booth
    self.code = code
    self.boothKey = boothKey
    self.validFrom = validFrom
    self.validTo = validTo
    self.office = office
    self.escrow = escrow
    self.receiptKey = receiptKey
    self.rootKey = rootKey
  }

  /// SHA-256 of its bytes: what openings name it by.
  package var hash: [UInt8] { Array(SHA256.hash(data: bytes)) }

  package func isValid(at moment: Moment) -> Bool { validFrom <= moment && moment <= validTo }

  package var signer: BoothVerifier { BoothVerifier(publicKey: boothKey) }
}

extension Assignment {
  private static let mark = Array("LKSA".utf8)
  private static let version: UInt16 = 1

  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.heading(Assignment.mark, Assignment.version)
    writer.raw(booth.bytes)
    writer.shortText(code.text)
    writer.raw(boothKey)
    writer.number(validFrom.seconds)
    writer.number(validTo.seconds)
    writer.raw(office.publicKey)
    writer.raw(escrow.publicKey)
    writer.raw(receiptKey)
    writer.raw(rootKey)
    return writer.bytes
  }

  package init(bytes: [UInt8]) throws(FormatFault) {
    var reader = ByteReader(bytes)
    try reader.heading(Assignment.mark, Assignment.version)
    let booth: BoothID = try reader.identity()
    guard let code = BoothCode(try reader.shortText()) else { throw .impossibleValue }
    let boothKey = try reader.raw(32)
    let validFrom = try reader.moment()
    let validTo = try reader.moment()
    guard let office = Recipient(publicKey: try reader.raw(32)),
      let escrow = Recipient(publicKey: try reader.raw(32))
    else { throw .impossibleValue }
    let receiptKey = try reader.raw(32)
    let rootKey = try reader.raw(32)
    try reader.finish()
    self.init(
      booth: booth, code: code, boothKey: boothKey, validFrom: validFrom, validTo: validTo,
      office: office, escrow: escrow, receiptKey: receiptKey, rootKey: rootKey)
  }

  /// What the office's root key signs.
  static func signedBytes(_ bytes: [UInt8]) -> [UInt8] {
    Array("loket assignment v1".utf8) + bytes
  }

  /// Whether the office whose root key it names signed it.
  package func isSigned(_ signature: [UInt8]) -> Bool {
    BoothVerifier(publicKey: rootKey).isValid(signature, for: Assignment.signedBytes(bytes))
  }
}

/// A public key in eight groups of four that two people can read to each other.
package enum Fingerprint {
  package static func text(_ publicKey: [UInt8]) -> String {
    let hex = Array(SHA256.hash(data: publicKey).prefix(16)).hex
    return stride(from: 0, to: 32, by: 4).map { hex.slice($0, $0 + 4) }.joined(separator: " ")
  }
}
