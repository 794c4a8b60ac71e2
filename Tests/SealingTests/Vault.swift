import Intake
import Sealing
import TestWorld
import Testing

/// A booth whose recipients' private keys the tests know; nothing real is sealed for them.
struct Vault {
  /// X25519 key pairs: 32 times the same byte, and the public key that belongs to it.
  static let officePrivate = [UInt8](repeating: 0x11, count: 32)
  static let escrowPrivate = [UInt8](repeating: 0x22, count: 32)
  static let strangerPrivate = [UInt8](repeating: 0x33, count: 32)
  private static let officePublic =
    "7b4e909bbe7ffe44c465a220037d608ee35897d31ef972f07f74892cb0f73f13"
  private static let escrowPublic =
    "0faa684ed28867b97f4a6a2dee5df8ce974e76b7018e3f22a1c4cf2678570f20"

  let identity: BoothIdentity
  let shift: ShiftID
  /// The shift key's own bytes, which a booth never shows.
  let keyBytes: [UInt8]
  let key: ShiftKey
  let previousHead: [UInt8]
  private(set) var chance: SeededGenerator

  init(_ chance: SeededGenerator) throws {
    var chance = chance
    let recipients = try [Vault.officePublic, Vault.escrowPublic].map {
      try #require(Recipient(publicKey: bytes(hex: $0)))
    }
    let code = try #require(BoothCode("L07"))
    identity = try #require(
      BoothIdentity(
        booth: BoothID(high: chance.next(), low: chance.next()),
        code: code, mode: .training, signingSeed: chance.bytes(32),
        recipients: recipients, assignment: chance.bytes(32)))
    shift = ShiftID(high: chance.next(), low: chance.next())
    keyBytes = chance.bytes(32)
    key = ShiftKey(bytes: keyBytes, shift: shift)
    previousHead = chance.bytes(32)
    self.chance = chance
  }

  mutating func drawn(_ count: Int) -> [UInt8] { chance.bytes(count) }

  /// The shift key with one bit turned over.
  func key(flip bit: Int) -> [UInt8] { flipped(keyBytes, bit: bit) }

  func opening() throws -> Opening {
    Opening(
      number: 3, boothCode: identity.code, servicePoint: try #require(PlaceCode("mpp")),
      openedAt: Moment(seconds: 1_795_482_000), facts: OpeningFacts(recordingSets: 2, ikdTables: 1),
      assignment: identity.assignment, previousHead: previousHead,
      wraps: try identity.recipients.map {
        try #require(
          key.wrapped(
            for: $0, booth: identity.booth, shift: shift, assignment: identity.assignment))
      })
  }

  func header(
    _ kind: EntryKind = .visit, sequence: UInt64 = 2, supersedes: UInt64? = nil
  ) throws -> EntryHeader {
    let isOfVisit = [.visit, .void].contains(kind)
    let line = ServiceLine(
      code: try #require(ServiceCode("cetak")), gate: .open, outcome: .deferred,
      deferral: .blanksOut)
    let facts = VisitFacts(
      ticket: 7, minute: 29_924_700, gate: .open, lines: [line], ikd: .alreadyActive,
      ikdReason: nil, isResident: true, segment: .student,
      institution: PlaceCode("sman-99"))
    return EntryHeader(
      booth: identity.booth, id: EntryID(shift: shift, sequence: sequence), kind: kind,
      mode: .training, supersedes: supersedes,
      visit: isOfVisit ? VisitID(high: 0x0190_0000_0000_7000, low: 9) : nil,
      staff: try #require(StaffCode("sari")), writtenMinute: 29_924_701,
      facts: kind == .visit ? facts : nil)
  }

  mutating func sealed(
    _ content: EntryContent, _ header: EntryHeader, after previous: [UInt8]
  ) -> SealedEntry {
    identity.seal(
      content, header: header, key: key, previous: previous, nonce: chance.bytes(12))
  }

  /// Everyone in it is invented.
  static func visit(name: String = "SITI CONTOH") throws -> Visit {
    Visit(
      nik: try NIK.parse("3573055708909001").get(), name: try PersonName.parse(name).get(),
      birthDate: try #require(Day(year: 1990, month: 8, day: 17)), sex: .female, married: false,
      residence: .home(try #require(RegionCode("3573051004"))), segment: .student,
      institution: PlaceCode("sman-99"), recorded: true,
      ikd: IKDResult(state: .notActive, reason: .emailLost),
      requests: [
        ServiceRequest(code: try #require(ServiceCode("cetak")), deferral: .blanksOut)
      ],
      contact: Contact(
        phone: try Phone.parse("081234500007").get(),
        email: try Email.parse("siti.contoh@example.org").get()))
  }
}

/// The bytes of an even count of hexadecimal digits.
func bytes(hex text: String) -> [UInt8] {
  let digits = Array(text)
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
    UInt8(String(digits[$0...$0 + 1]), radix: 16)
  }
}

/// The same bytes with one bit turned over.
func flipped(_ bytes: [UInt8], bit: Int) -> [UInt8] {
  var bytes = bytes
  bytes[bit / 8] ^= 1 << UInt8(bit % 8)
  return bytes
}

extension Array where Element == UInt8 {
  func contains(run: [UInt8]) -> Bool {
    guard !run.isEmpty, count >= run.count else { return false }
    return (0...count - run.count).contains { self[$0..<$0 + run.count].elementsEqual(run) }
  }
}
