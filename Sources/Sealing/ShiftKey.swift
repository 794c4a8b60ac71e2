import Crypto
package import Intake

/// The key of one shift (32 random bytes): seals its bodies and drafts, tags its NIKs.
///
/// While the shift is open it lives in memory; after closing nobody on this laptop has it. The
/// office and the escrow open it from the wraps in the opening entry.
package struct ShiftKey: Sendable {
  private let root: SymmetricKey
  private let shift: ShiftID
  private let bodies: SymmetricKey
  private let tags: SymmetricKey
  private let drafts: SymmetricKey
  private let lines: SymmetricKey

  /// From 32 bytes of chance.
  package init(bytes: [UInt8], shift: ShiftID) {
    precondition(bytes.count == 32, "a shift key has 32 bytes")
    root = SymmetricKey(data: bytes)
    self.shift = shift
    bodies = ShiftKey.derived(root, shift, "rec")
    tags = ShiftKey.derived(root, shift, "nik-dup")
    drafts = ShiftKey.derived(root, shift, "draft")
    lines = ShiftKey.derived(root, shift, "line")
  }

  /// HKDF-SHA256 with the shift's identity as salt; one purpose a key.
  private static func derived(
    _ root: SymmetricKey, _ shift: ShiftID, _ purpose: String
  ) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: root, salt: shift.bytes, info: Array(purpose.utf8), outputByteCount: 32)
  }

  var bytes: [UInt8] { root.withUnsafeBytes(Array.init) }

  /// The duplicate tag of a NIK, 16 bytes: the same NIK gives the same tag within this shift only.
  package func tag(of nik: NIK) -> [UInt8] {
    Array(
      HMAC<SHA256>.authenticationCode(for: Array(nik.digits.utf8), using: tags).prefix(16))
  }

  /// By what a visit from a file is known again by its line, within this shift only: 62 bits, as
  /// many as an identity has room for.
  package func mark(ofLine bytes: [UInt8]) -> UInt64 {
    HMAC<SHA256>.authenticationCode(for: bytes, using: lines).prefix(8)
      .reduce(0) { $0 << 8 | UInt64($1) } & 0x3fff_ffff_ffff_ffff
  }
}

extension ShiftKey {
  /// ChaCha20-Poly1305 over the padded plain text; nonce, cipher text and tag in one.
  func seal(_ plain: [UInt8], nonce: [UInt8], bound: [UInt8]) -> [UInt8] {
    ShiftKey.seal(Padding.padded(plain), key: bodies, nonce: nonce, bound: bound)
  }

  func open(_ sealed: [UInt8], bound: [UInt8]) -> [UInt8]? {
    ShiftKey.open(sealed, key: bodies, bound: bound).flatMap(Padding.bare)
  }

  /// Seals a half-typed form; its name is bound in, so that drafts cannot be swapped.
  package func sealDraft(_ plain: [UInt8], name: String, nonce: [UInt8]) -> [UInt8] {
    ShiftKey.seal(Padding.padded(plain), key: drafts, nonce: nonce, bound: Array(name.utf8))
  }

  package func openDraft(_ sealed: [UInt8], name: String) -> [UInt8]? {
    ShiftKey.open(sealed, key: drafts, bound: Array(name.utf8)).flatMap(Padding.bare)
  }

  static func seal(
    _ plain: [UInt8], key: SymmetricKey, nonce: [UInt8], bound: [UInt8]
  ) -> [UInt8] {
    guard let nonce = try? ChaChaPoly.Nonce(data: nonce),
      let box = try? ChaChaPoly.seal(plain, using: key, nonce: nonce, authenticating: bound)
    else { preconditionFailure("sealing takes a 32-byte key and a 12-byte nonce") }
    return Array(box.combined)
  }

  static func open(_ sealed: [UInt8], key: SymmetricKey, bound: [UInt8]) -> [UInt8]? {
    guard let box = try? ChaChaPoly.SealedBox(combined: sealed),
      let plain = try? ChaChaPoly.open(box, using: key, authenticating: bound)
    else { return nil }
    return Array(plain)
  }
}

/// Hides how long a body is: its length, itself, then zeros up to a multiple of 512 bytes.
enum Padding {
  static func padded(_ plain: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.blob(plain)
    return writer.bytes + [UInt8](repeating: 0, count: (512 - writer.bytes.count % 512) % 512)
  }

  /// Nil if the length lies or the rest is not all zeros.
  static func bare(_ padded: [UInt8]) -> [UInt8]? {
    var reader = ByteReader(padded)
    guard padded.count.isMultiple(of: 512), let plain = try? reader.blob(max: padded.count),
      padded.dropFirst(4 + plain.count).allSatisfy({ $0 == 0 })
    else { return nil }
    return plain
  }
}
