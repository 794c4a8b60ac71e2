import Crypto
package import Intake

/// What the QR on a final tally says: which shift, what figures, where its chain ended, and the
/// booth's signature under both.
///
/// As text it is `LKT1` and then only 0-9 and A-Z: a QR keeps it small, and a scanner that types as
/// a keyboard does gets it right. Its figures are a digest; the office holds the figures.
package struct TallyProof: Hashable, Sendable {
  package let booth: BoothID
  package let code: BoothCode
  package let mode: Mode
  package let shift: ShiftID
  package let number: Int
  /// SHA-256 of the tally's statement, 32 bytes.
  package let digest: [UInt8]
  /// The chain's head, the hash of the closing, 32 bytes.
  package let head: [UInt8]
  /// The booth's Ed25519 signature, 64 bytes.
  package let signature: [UInt8]

  /// Nil if the head or the signature has not the length of one.
  package init?(shift: Shift, booth: BoothID, tally: Tally, head: [UInt8], signature: [UInt8]) {
    guard head.count == 32, signature.count == 64 else { return nil }
    self.booth = booth
    code = shift.booth
    mode = shift.mode
    self.shift = shift.id
    number = shift.number
    digest = TallyProof.digest(of: tally)
    self.head = head
    self.signature = signature
  }

  package static func digest(of tally: Tally) -> [UInt8] {
    Array(SHA256.hash(data: Array(tally.statement.utf8)))
  }
}

extension TallyProof {
  /// What a proof turns out to be.
  package enum Verdict: Hashable, Sendable {
    /// Signed by this booth, and of these figures.
    case agrees
    /// Signed by this booth, but of other figures than these.
    case otherFigures
    /// Not this booth's signature: altered, or of another booth.
    case notSigned
  }

  /// Whether the booth with this key signed these figures, by the digest of their statement.
  package func verdict(by verifier: BoothVerifier, digest held: [UInt8]) -> Verdict {
    guard verifier.isValid(signature, for: signedBytes) else { return .notSigned }
    return digest == held ? .agrees : .otherFigures
  }

  /// The bytes that `BoothIdentity.signTally` signs.
  private var signedBytes: [UInt8] {
    Array("loket tally v1".utf8) + booth.bytes + shift.bytes + digest + head
  }
}

extension TallyProof {
  private static let prefix = "LKT1"
  private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
  private static let checkCount = 4

  /// The text of the QR, about 280 letters.
  package var text: String {
    let content = bytes
    return TallyProof.prefix + TallyProof.encoded(content + TallyProof.check(content))
  }

  private var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.code(mode)
    writer.raw(booth.bytes)
    writer.shortText(code.text)
    writer.raw(shift.bytes)
    writer.number(UInt32(clamping: number))
    writer.raw(digest + head + signature)
    return writer.bytes
  }

  private static func check(_ content: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: Array("loket tally proof".utf8) + content).prefix(checkCount))
  }

  /// Five bits a letter, from the front, zeros at the end.
  private static func encoded(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var buffer = 0
    var count = 0
    for byte in bytes {
      buffer = buffer << 8 | Int(byte)
      count += 8
      while count >= 5 {
        count -= 5
        text.append(letters[buffer >> count & 31])
      }
      buffer &= 1 << count - 1
    }
    if count > 0 { text.append(letters[buffer << (5 - count) & 31]) }
    return String(decoding: text, as: UTF8.self)
  }
}

extension TallyProof {
  /// Why typed text is no proof.
  package enum Fault: Error, Hashable, Sendable {
    /// It does not begin with `LKT` and a version.
    case notAProof
    case unknownVersion(Character)
    /// A letter that no proof has.
    case letter(Character)
    /// A letter is missing or wrong: scan it again.
    case check
    case format(FormatFault)
  }

  /// Reads a scanned text; blanks, line ends and small letters are the scanner's and pass.
  package static func parse(_ typed: String) -> Result<TallyProof, Fault> {
    read(typed).flatMap { letters, bytes in
      let content = Array(bytes.dropLast(checkCount))
      guard bytes.count > checkCount, check(content) == Array(bytes.suffix(checkCount)),
        encoded(bytes) == letters
      else { return .failure(.check) }
      return Result { () throws(FormatFault) in try TallyProof(bytes: content) }
        .mapError(Fault.format)
    }
  }

  /// What an altered text still says, for naming what was altered; nothing of it is proved.
  package static func unchecked(_ typed: String) -> TallyProof? {
    guard case .success(let (_, bytes)) = read(typed) else { return nil }
    return try? TallyProof(bytes: Array(bytes.dropLast(checkCount)))
  }

  /// The letters after the heading, and the bytes that they stand for.
  private static func read(_ typed: String) -> Result<(String, [UInt8]), Fault> {
    let bare = typed.filter { !$0.isWhitespace }.asciiCapitals
    guard bare.hasPrefix("LKT"), let version = bare.dropFirst(3).first
    else { return .failure(.notAProof) }
    guard version == "1" else { return .failure(.unknownVersion(version)) }
    var bits: [UInt8] = []
    for letter in bare.dropFirst(prefix.count) {
      guard let value = letter.asciiValue.flatMap({ letters.firstIndex(of: $0) })
      else { return .failure(.letter(letter)) }
      bits.append(UInt8(value))
    }
    return .success((String(bare.dropFirst(prefix.count)), decoded(bits)))
  }

  private static func decoded(_ values: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = 0
    var count = 0
    for value in values {
      buffer = (buffer << 5 | Int(value)) & 0xfff
      count += 5
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(buffer >> count & 0xff))
    }
    return bytes
  }

  private init(bytes: [UInt8]) throws(FormatFault) {
    var reader = ByteReader(bytes)
    mode = try reader.code()
    booth = try reader.identity()
    guard let code = BoothCode(try reader.shortText()) else { throw .impossibleValue }
    self.code = code
    shift = try reader.identity()
    number = Int(try reader.number(UInt32.self))
    digest = try reader.raw(32)
    head = try reader.raw(32)
    signature = try reader.raw(64)
    try reader.finish()
  }
}

extension String {
  /// Only a-z are made large: no other letter turns into one that a proof has.
  fileprivate var asciiCapitals: String {
    String(map { $0.isASCII("a"..."z") ? Character($0.uppercased()) : $0 })
  }
}
