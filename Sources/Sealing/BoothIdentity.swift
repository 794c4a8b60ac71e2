import Crypto
package import Intake

/// Who this laptop is: its codes, its signing key, and for whom it seals.
///
/// A live identity comes from the office's enrolment; without one a training identity is drawn,
/// whose two recipients' private keys nobody keeps: its records can be opened by no one and are
/// known to no centre.
package struct BoothIdentity: Sendable {
  package let booth: BoothID
  package let code: BoothCode
  package let mode: Mode
  /// The office and the escrow, in this order.
  package let recipients: [Recipient]
  /// SHA-256 of the assignment that named the recipients, 32 bytes; zeros in training.
  package let assignment: [UInt8]
  private let signingKey: Curve25519.Signing.PrivateKey

  /// `signingSeed` is the 32 bytes of an Ed25519 private key.
  package init?(
    booth: BoothID, code: BoothCode, mode: Mode, signingSeed: [UInt8], recipients: [Recipient],
    assignment: [UInt8]
  ) {
    guard recipients.count >= 2, Set(recipients.map(\.id)).count == recipients.count,
      assignment.count == 32,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: signingSeed)
    else { return nil }
    self.booth = booth
    self.code = code
    self.mode = mode
    self.recipients = recipients
    self.assignment = assignment
    signingKey = key
  }

  /// A fresh training identity.
  package static func training(code: BoothCode, booth: BoothID) -> BoothIdentity {
    let recipients = (0..<2).compactMap { _ in
      Recipient(publicKey: Array(Curve25519.KeyAgreement.PrivateKey().publicKey.rawRepresentation))
    }
    let seed = Array(Curve25519.Signing.PrivateKey().rawRepresentation)
    guard
      let identity = BoothIdentity(
        booth: booth, code: code, mode: .training, signingSeed: seed, recipients: recipients,
        assignment: Chain.nothing)
    else { preconditionFailure("fresh keys always make an identity") }
    return identity
  }

  func sign(_ bytes: [UInt8]) -> [UInt8] {
    guard let signature = try? signingKey.signature(for: bytes)
    else { preconditionFailure("Ed25519 signs any bytes") }
    return Array(signature)
  }

  package var verifier: BoothVerifier {
    BoothVerifier(publicKey: Array(signingKey.publicKey.rawRepresentation))
  }

  /// Signs a final tally together with the chain's head: what the printed sheet carries.
  package func signTally(_ tally: Tally, shift: ShiftID, head: [UInt8]) -> [UInt8] {
    sign(TallySignature.signedBytes(tally, booth: booth, shift: shift, head: head))
  }
}

/// Checks a booth's signatures by its public Ed25519 key.
package struct BoothVerifier: Hashable, Sendable {
  package let publicKey: [UInt8]

  package init(publicKey: [UInt8]) { self.publicKey = publicKey }

  package func isValid(_ signature: [UInt8], for bytes: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
    else { return false }
    return key.isValidSignature(signature, for: bytes)
  }

  package func isValid(
    tallySignature: [UInt8], tally: Tally, booth: BoothID, shift: ShiftID, head: [UInt8]
  ) -> Bool {
    isValid(
      tallySignature,
      for: TallySignature.signedBytes(tally, booth: booth, shift: shift, head: head))
  }
}

private enum TallySignature {
  static func signedBytes(
    _ tally: Tally, booth: BoothID, shift: ShiftID, head: [UInt8]
  ) -> [UInt8] {
    Array("loket tally v1".utf8) + booth.bytes + shift.bytes
      + Array(SHA256.hash(data: Array(tally.statement.utf8))) + head
  }
}

extension BoothIdentity {
  private static let mark = Array("LKID".utf8)
  private static let version: UInt16 = 1

  /// The identity as its file holds it (mode 0600); a secret.
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.heading(BoothIdentity.mark, BoothIdentity.version)
    writer.code(mode)
    writer.raw(booth.bytes)
    writer.shortText(code.text)
    writer.raw(signingKey.rawRepresentation)
    writer.raw(assignment)
    writer.number(UInt8(recipients.count))
    recipients.forEach { writer.raw($0.publicKey) }
    // A flipped bit would make another key of the seed, and the office would refuse every entry.
    return writer.bytes + SHA256.hash(data: writer.bytes)
  }

  package init(bytes: [UInt8]) throws(FormatFault) {
    let body = Array(bytes.dropLast(32))
    var reader = ByteReader(body)
    try reader.heading(BoothIdentity.mark, BoothIdentity.version)
    guard Array(bytes.suffix(32)) == Array(SHA256.hash(data: body)) else { throw .impossibleValue }
    let mode: Mode = try reader.code()
    let booth: BoothID = try reader.identity()
    guard let code = BoothCode(try reader.shortText()) else { throw .impossibleValue }
    let seed = try reader.raw(32)
    let assignment = try reader.raw(32)
    var recipients: [Recipient] = []
    for _ in 0..<(try reader.number(UInt8.self)) {
      guard let recipient = Recipient(publicKey: try reader.raw(32))
      else { throw .impossibleValue }
      recipients.append(recipient)
    }
    try reader.finish()
    guard
      let identity = BoothIdentity(
        booth: booth, code: code, mode: mode, signingSeed: seed, recipients: recipients,
        assignment: assignment)
    else { throw .impossibleValue }
    self = identity
  }
}
