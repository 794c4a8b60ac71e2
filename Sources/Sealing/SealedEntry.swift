import Crypto
package import Intake

/// An entry as it is stored and sent: the header readable by all, the body only by the office.
package struct SealedEntry: Hashable, Sendable {
  package let header: EntryHeader
  package let headerBytes: [UInt8]
  /// 16 bytes for a visit with a NIK, else none.
  package let tag: [UInt8]
  /// A sealed body, or clear bytes for openings and closings; nothing once the retention emptied
  /// it.
  package let payload: [UInt8]
  /// SHA-256 of the payload, which the chain covers and which outlives it.
  package let payloadHash: [UInt8]
  /// The chain up to here, 32 bytes.
  package let hash: [UInt8]
  /// Ed25519 by the booth's key, 64 bytes.
  package let signature: [UInt8]

  /// From stored bytes; the header must be readable, nothing else is believed yet.
  package init(
    headerBytes: [UInt8], tag: [UInt8], payload: [UInt8], hash: [UInt8], signature: [UInt8]
  ) throws(FormatFault) {
    header = try EntryHeader(bytes: headerBytes)
    self.headerBytes = headerBytes
    self.tag = tag
    self.payload = payload
    payloadHash = Chain.digest(payload)
    self.hash = hash
    self.signature = signature
  }

  /// An entry whose body the retention has taken; the chain still goes through it.
  package init(
    headerBytes: [UInt8], tag: [UInt8], emptiedOf payloadHash: [UInt8], hash: [UInt8],
    signature: [UInt8]
  ) throws(FormatFault) {
    header = try EntryHeader(bytes: headerBytes)
    self.headerBytes = headerBytes
    self.tag = tag
    payload = []
    self.payloadHash = payloadHash
    self.hash = hash
    self.signature = signature
  }

  /// Whether the body is still here.
  package var hasBody: Bool { !payload.isEmpty }

  /// Whether nothing that the centre needs of it has been taken by the retention.
  package var isWhole: Bool { hasBody || !header.kind.isSealed }
}

/// The hash chain: each entry's hash covers all before it.
package enum Chain {
  package static let hashCount = 32

  /// The hash that a shift's first entry goes on from.
  package static func start(booth: BoothID, shift: ShiftID, previousHead: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: [0] + booth.bytes + shift.bytes + previousHead))
  }

  /// What stands before a booth's first shift.
  package static let nothing = [UInt8](repeating: 0, count: hashCount)

  package static func next(
    after previous: [UInt8], header: [UInt8], tag: [UInt8], payload: [UInt8]
  ) -> [UInt8] {
    next(
      after: previous, header: header, tag: tag,
      payloadHash: digest(payload))
  }

  /// What of a payload the chain covers: its SHA-256.
  package static func digest(_ payload: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: payload)) }

  static func next(
    after previous: [UInt8], header: [UInt8], tag: [UInt8], payloadHash: [UInt8]
  ) -> [UInt8] {
    Array(
      SHA256.hash(
        data: [1] + previous + Array(SHA256.hash(data: header)) + [UInt8(tag.count)] + tag
          + payloadHash))
  }

  /// The first 50 bits of a head as ten letters and digits that no two of which look alike: what
  /// the printed tally shows, `7K2MQ-R9DWX`.
  package static func headCode(_ hash: [UInt8]) -> String {
    let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    let bits = hash.prefix(7).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 6
    let code = (0..<10).map { letters[Int(bits >> UInt64(45 - 5 * $0) & 31)] }
    return String(code.prefix(5)) + "-" + String(code.suffix(5))
  }
}

extension SealedEntry {
  /// What the booth's key signs of an entry.
  static func signedBytes(_ header: EntryHeader, hash: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.raw("loket entry v1".utf8)
    writer.raw(header.booth.bytes)
    writer.raw(header.id.shift.bytes)
    writer.number(header.id.sequence)
    writer.raw(hash)
    return writer.bytes
  }

  /// What is wrong with one entry.
  package enum Fault: Hashable, Sendable {
    /// Not the entry that stood after `previous`: something before it or in it was changed.
    case chain
    /// Not signed by this booth's key.
    case signature
  }

  /// Whether the entry goes on from `previous` and the booth signed it; nil: it does.
  package func fault(after previous: [UInt8], signer: BoothVerifier) -> Fault? {
    guard continues(previous) else { return .chain }
    return isSigned(by: signer) ? nil : .signature
  }

  /// Whether its hash covers `previous` and all of its own bytes.
  package func continues(_ previous: [UInt8]) -> Bool {
    hash
      == Chain.next(after: previous, header: headerBytes, tag: tag, payloadHash: payloadHash)
  }

  /// Whether the signature under its own hash is this key's.
  package func isSigned(by signer: BoothVerifier) -> Bool {
    signer.isValid(signature, for: SealedEntry.signedBytes(header, hash: hash))
  }

  /// The content; a body needs the shift key and the hash before it. Nil: not to be opened so.
  package func content(key: ShiftKey?, previous: [UInt8]) throws(FormatFault) -> EntryContent? {
    switch header.kind {
    case .opening: return .opening(try Opening(bytes: payload))
    case .closing, .recovery: return .closing(try Closing(bytes: payload))
    case .visit, .void:
      guard let plain = key?.open(payload, bound: headerBytes + tag + previous)
      else { return nil }
      if header.kind == .visit { return .visit(try Visit(bytes: plain)) }
      var reader = ByteReader(plain)
      let reason = try reader.longText(max: 4096)
      try reader.finish()
      return .void(reason: reason)
    }
  }
}

extension BoothIdentity {
  /// Seals, chains and signs an entry. `key` may be missing only for openings and closings;
  /// `nonce` is 12 bytes of chance, used once.
  package func seal(
    _ content: EntryContent, header: EntryHeader, key: ShiftKey?, previous: [UInt8],
    nonce: [UInt8]
  ) -> SealedEntry {
    let headerBytes = header.bytes
    var tag: [UInt8] = []
    let payload: [UInt8]
    switch content {
    case .opening(let opening): payload = opening.bytes
    case .closing(let closing): payload = closing.bytes
    case .visit(let visit):
      guard let key else { preconditionFailure("a visit cannot be sealed without a key") }
      tag = visit.nik.map(key.tag) ?? []
      payload = key.seal(visit.bytes, nonce: nonce, bound: headerBytes + tag + previous)
    case .void(let reason):
      guard let key else { preconditionFailure("a void cannot be sealed without a key") }
      var writer = ByteWriter()
      writer.longText(reason)
      payload = key.seal(writer.bytes, nonce: nonce, bound: headerBytes + previous)
    }
    let hash = Chain.next(after: previous, header: headerBytes, tag: tag, payload: payload)
    return SealedEntry(
      header: header, headerBytes: headerBytes, tag: tag, payload: payload, hash: hash,
      signature: sign(SealedEntry.signedBytes(header, hash: hash)))
  }
}

extension SealedEntry {
  fileprivate init(
    header: EntryHeader, headerBytes: [UInt8], tag: [UInt8], payload: [UInt8], hash: [UInt8],
    signature: [UInt8]
  ) {
    self.header = header
    self.headerBytes = headerBytes
    self.tag = tag
    self.payload = payload
    payloadHash = Chain.digest(payload)
    self.hash = hash
    self.signature = signature
  }
}
