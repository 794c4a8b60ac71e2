import Crypto
package import Intake

/// A public X25519 key that shift keys are wrapped for: the office's, or the escrow's on paper.
package struct Recipient: Hashable, Sendable {
  package let publicKey: [UInt8]

  /// From the 32 bytes of a public key; nil for any other count.
  package init?(publicKey: [UInt8]) {
    guard publicKey.count == 32 else { return nil }
    self.publicKey = publicKey
  }

  /// The first eight bytes of the key's SHA-256.
  package var id: [UInt8] { Array(SHA256.hash(data: publicKey).prefix(8)) }
}

/// A shift key wrapped by HPKE (RFC 9180): X25519, HKDF-SHA256, ChaCha20-Poly1305, base mode.
package struct WrappedKey: Hashable, Sendable {
  /// The recipient's `id`, 8 bytes.
  package let recipient: [UInt8]
  /// HPKE's `enc`, 32 bytes.
  package let encapsulated: [UInt8]
  /// The key and its tag, 48 bytes.
  package let sealed: [UInt8]

  package init(recipient: [UInt8], encapsulated: [UInt8], sealed: [UInt8]) {
    self.recipient = recipient
    self.encapsulated = encapsulated
    self.sealed = sealed
  }
}

private let suite = HPKE.Ciphersuite(
  kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .chaChaPoly)

/// What a wrap is bound to, as HPKE's `info`; HPKE's own AAD stays empty.
private func wrapContext(
  booth: BoothID, shift: ShiftID, recipient: [UInt8], assignment: [UInt8]
) -> [UInt8] {
  Array("loket shift key v1".utf8) + booth.bytes + shift.bytes + recipient + assignment
}

extension ShiftKey {
  /// The key for one recipient; nil only if its public key is no point of the curve.
  package func wrapped(
    for recipient: Recipient, booth: BoothID, shift: ShiftID, assignment: [UInt8]
  ) -> WrappedKey? {
    let info = wrapContext(
      booth: booth, shift: shift, recipient: recipient.id, assignment: assignment)
    guard
      let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient.publicKey),
      var sender = try? HPKE.Sender(recipientKey: key, ciphersuite: suite, info: info.data),
      let sealed = try? sender.seal(bytes)
    else { return nil }
    return WrappedKey(
      recipient: recipient.id, encapsulated: Array(sender.encapsulatedKey), sealed: Array(sealed))
  }

  /// Opens an opening's wrap with a recipient's private key (32 bytes); nil if it does not fit.
  package init?(
    privateKey: [UInt8], opening: Opening, booth: BoothID, shift: ShiftID
  ) {
    guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: privateKey),
      let recipient = Recipient(publicKey: Array(key.publicKey.rawRepresentation)),
      let wrap = opening.wraps.first(where: { $0.recipient == recipient.id })
    else { return nil }
    let info = wrapContext(
      booth: booth, shift: shift, recipient: recipient.id, assignment: opening.assignment)
    guard
      var reader = try? HPKE.Recipient(
        privateKey: key, ciphersuite: suite, info: info.data,
        encapsulatedKey: wrap.encapsulated.data),
      let bytes = try? reader.open(wrap.sealed), bytes.count == 32
    else { return nil }
    self.init(bytes: Array(bytes), shift: shift)
  }
}
