import Foundation
import Intake
import SQLiteQueue
import Sealing
import TestWorld
import Testing

/// An enrolled booth's day, opened by a program that shares no line with this one.
@Suite struct OtherReaderTests {
  /// Key pairs that the world knows, from RFC 9180, appendix A.2.1.
  private static let office = (
    secret: "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb",
    known: "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a"
  )
  private static let escrow = (
    secret: "f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600",
    known: "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
  )

  @Test func officeAndEscrowOpenWhatTheBoothSealed() throws {
    let booth = try Booth()
    let identity = try enrol(booth)
    try booth.open()
    let line =
      #"{"nik":"3573015508900007","name":"D'Arta Uji Coba, S.Pd","birthDate":"1990-08-15","#
      + #""residence":"3573011001","ikd":{"state":"notActive","reason":"noData"},"#
      + #""phone":"081234567890","email":"uji.coba@contoh.id","services":[{"code":"cetak"}]}"#
    let registered = try booth.register([Visitor.line(1), line])
    #expect(registered.status == 0, "\(registered.said)")
    try booth.close()
    #expect(try booth.json(Status.self, "status", "--json").mode == "live")

    let boothKey = identity.verifier.publicKey.map { hex($0) }.joined()
    for secret in [Self.office.secret, Self.escrow.secret] {
      let run = try read(booth, entry: 3, key: secret, boothKey: boothKey)
      try #require(run.status == 0, "\(run.said)")
      let visit = try JSONDecoder().decode(Opened.self, from: Data(run.output.utf8)).visit
      #expect(visit?.name == "D'Arta Uji Coba, S.Pd" || visit?.name == "D'ARTA UJI COBA, S.PD")
      #expect(visit?.nik == "3573015508900007" && visit?.birthDate == "1990-08-15")
      #expect(visit?.residence == "3573011001" && visit?.phone?.hasSuffix("81234567890") == true)
      #expect(visit?.email == "uji.coba@contoh.id" && visit?.services.map(\.code) == ["cetak"])
    }
    for entry in [1, 4] {
      let run = try read(booth, entry: entry, key: Self.office.secret, boothKey: boothKey)
      #expect(run.status == 0, "\(run.said)")
    }

    // Another's key opens nothing, and another booth's key signed nothing.
    let other = String(repeating: "42", count: 32)
    let refused = try read(booth, entry: 3, key: other, boothKey: boothKey)
    #expect(refused.status == 1 && refused.output.isEmpty, "\(refused.said)")
    let forged = try read(booth, entry: 3, key: Self.office.secret, boothKey: Self.office.known)
    #expect(forged.status == 1 && forged.output.isEmpty, "\(forged.said)")
  }

  /// A changed byte of the sealed body is refused, key or no key.
  @Test func changedEntryIsRefused() throws {
    let booth = try Booth()
    let identity = try enrol(booth)
    try booth.open()
    #expect(try booth.register([Visitor.line(1)]).status == 0)
    try booth.close()
    let change = "UPDATE entry SET payload = randomblob(length(payload)) WHERE sequence = 2"
    #expect(try booth.sqlite(change, withoutTriggers: true).status == 0)
    let boothKey = identity.verifier.publicKey.map { hex($0) }.joined()
    let run = try read(booth, entry: 2, key: Self.office.secret, boothKey: boothKey)
    #expect(run.status == 1 && run.output.isEmpty, "\(run.said)")
  }

  private struct Opened: Decodable {
    struct Visit: Decodable {
      struct Service: Decodable {
        let code: String
      }

      let nik: String?
      let name: String
      let birthDate: String
      let residence: String
      let phone: String?
      let email: String?
      let services: [Service]
    }

    let visit: Visit?
  }

  /// Makes the booth a live one whose office's keys are known.
  private func enrol(_ booth: Booth) throws -> BoothIdentity {
    let recipients = try [Self.office.known, Self.escrow.known].map {
      try #require(Recipient(publicKey: bytes($0)))
    }
    let code = try #require(BoothCode("L01"))
    let identity = try #require(
      BoothIdentity(
        booth: BoothID(high: 0x0123_4567_89ab_cdef, low: 42), code: code, mode: .live,
        signingSeed: bytes(String(repeating: "17", count: 32)),
        recipients: recipients, assignment: bytes(String(repeating: "a5", count: 32))))
    try FileManager.default.createDirectory(
      atPath: booth.home, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    _ = try SQLiteQueue.open(path: booth.database)
    try booth.write(Data(identity.bytes), to: booth.home + "/identitas")
    return identity
  }

  private func read(_ booth: Booth, entry: Int, key: String, boothKey: String) throws -> Run {
    let file = try booth.write(key + "\n", to: "key")
    return try booth.run([
      "/usr/bin/python3", Repository.path + "/scripts/lib/read_entry.py", "--queue",
      booth.database, "--shift", "1", "--entry", "\(entry)", "--key", file, "--booth-key", boothKey,
    ])
  }

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
  }

  private func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
