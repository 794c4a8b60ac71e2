import Crypto
package import Intake

/// Why bytes that came from outside are not what they claim to be.
package enum ParcelFault: Error, Hashable, Sendable {
  case format(FormatFault)
  /// The signature does not fit: changed on the way, or made by somebody else.
  case forged
}

/// What a booth carries to the office on a USB stick (`.loket`): a manifest and sealed entries,
/// signed as a whole by the booth.
package struct Bundle: Hashable, Sendable {
  package let booth: BoothID
  package let madeAt: Moment
  package let shifts: [ManifestLine]
  package let entries: [SealedEntry]

  package init(
    booth: BoothID, madeAt: Moment, shifts: [ManifestLine], entries: [SealedEntry]
  ) {
    self.booth = booth
    self.madeAt = madeAt
    self.shifts = shifts
    self.entries = entries
  }

  /// The largest bundle that is read, in bytes.
  package static let bytesMax = 256 * 1024 * 1024
}

extension Bundle {
  private static let mark = Array("LKBN".utf8)
  private static let version: UInt16 = 1
  private static let signatureCount = 64

  private static func signedBytes(_ body: some Sequence<UInt8>) -> [UInt8] {
    Array("loket bundle v1".utf8) + Array(SHA256.hash(data: Array(body)))
  }

  /// The file's bytes: body, then the booth's Ed25519 signature over the body's SHA-256.
  package func signed(by identity: BoothIdentity) -> [UInt8] {
    var writer = ByteWriter()
    writer.heading(Bundle.mark, Bundle.version)
    writer.raw(booth.bytes)
    writer.number(madeAt.seconds)
    writer.number(UInt32(shifts.count))
    for line in shifts {
      writer.raw(line.shift.bytes)
      writer.number(UInt32(line.number))
      writer.number(line.entries)
      writer.raw(line.head)
      writer.flag(line.isClosed)
    }
    writer.number(UInt32(entries.count))
    for entry in entries {
      writer.blob(entry.headerBytes)
      writer.blob(entry.tag)
      writer.blob(entry.payload)
      writer.raw(entry.hash)
      writer.raw(entry.signature)
    }
    return writer.bytes + identity.sign(Bundle.signedBytes(writer.bytes))
  }

  /// Whose bundle this claims to be, so that the right key can be looked up; nothing else is read.
  package static func claimedBooth(_ bytes: [UInt8]) throws(FormatFault) -> BoothID {
    var reader = ByteReader(bytes.prefix(22))
    try reader.heading(mark, Bundle.version)
    return try reader.identity()
  }

  /// The signature is checked before anything in the body is believed.
  package init(bytes: [UInt8], signer: BoothVerifier) throws(ParcelFault) {
    do { _ = try Bundle.claimedBooth(bytes) } catch { throw .format(error) }
    guard bytes.count > Bundle.signatureCount else { throw .format(.cutShort) }
    let body = bytes.dropLast(Bundle.signatureCount)
    guard
      signer.isValid(
        Array(bytes.suffix(Bundle.signatureCount)), for: Bundle.signedBytes(body))
    else { throw .forged }
    do { self = try Bundle(body: body) } catch { throw .format(error) }
  }

  /// Whether these bytes are a bundle to their end, or one of a newer version, whoever signed it:
  /// what is torn or no bundle at all is worth nothing to anybody.
  package static func isComplete(_ bytes: [UInt8]) -> Bool {
    do throws(FormatFault) {
      _ = try claimedBooth(bytes)
      _ = try Bundle(body: bytes.dropLast(signatureCount))
      return true
    } catch {
      if case .unknownVersion = error { return true }
      return false
    }
  }

  private init(body: ArraySlice<UInt8>) throws(FormatFault) {
    var reader = ByteReader(body.dropFirst(6))
    let booth: BoothID = try reader.identity()
    let madeAt = try reader.moment()
    var shifts: [ManifestLine] = []
    for _ in 0..<(try reader.number(UInt32.self)) { shifts.append(try reader.shiftLine()) }
    var entries: [SealedEntry] = []
    for _ in 0..<(try reader.number(UInt32.self)) { entries.append(try reader.entry()) }
    try reader.finish()
    self.init(booth: booth, madeAt: madeAt, shifts: shifts, entries: entries)
  }
}

extension ByteReader {
  fileprivate mutating func shiftLine() throws(FormatFault) -> ManifestLine {
    ManifestLine(
      shift: try identity(), number: Int(try number(UInt32.self)), entries: try number(),
      head: try raw(32), isClosed: try flag())
  }

  fileprivate mutating func entry() throws(FormatFault) -> SealedEntry {
    try SealedEntry(
      headerBytes: try blob(max: 65_536), tag: try blob(max: 16), payload: try blob(max: 1 << 22),
      hash: try raw(32), signature: try raw(64))
  }
}
