import Foundation
import Intake
import Sealing
import TestWorld
import Testing

/// `scripts/lib/read_entry.py`, which shares no line with the program, must read what we seal.
@Suite struct OtherReaderTests {
  private typealias Fields = [String: [UInt8]]

  private struct Said {
    let status: Int32
    let output: String
    let complaint: String

    func field(_ path: String...) throws -> String? {
      var value: Any? = try JSONSerialization.jsonObject(with: Data(output.utf8))
      for key in path { value = (value as? [String: Any])?[key] }
      return value as? String
    }
  }

  private var script: String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "scripts/lib/read_entry.py").path
  }

  /// Runs the script, or `code` with the script at hand.
  private func run(
    _ arguments: [String], input: String = "", code: String? = nil
  ) throws -> Said {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    let folder = URL(filePath: script).deletingLastPathComponent().path
    process.arguments =
      code.map {
        ["-B", "-c", "import sys; sys.path.append('\(folder)'); import read_entry; " + $0]
      }
      ?? ["-B", script] + arguments
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    let complaint = try stderr.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Said(
      status: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      complaint: String(decoding: complaint, as: UTF8.self))
  }

  private func read(_ fields: Fields) throws -> Said {
    let json = fields.map { "\"\($0.key)\": \"\($0.value.hex)\"" }.joined(separator: ", ")
    return try run(["--json"], input: "{\(json)}")
  }

  private func fields(
    _ vault: Vault, _ entry: SealedEntry, after previous: [UInt8], opening: SealedEntry
  ) -> Fields {
    [
      "header": entry.headerBytes, "tag": entry.tag, "payload": entry.payload, "hash": entry.hash,
      "signature": entry.signature, "previous": previous, "opening": opening.payload,
      "boothPublicKey": vault.identity.verifier.publicKey,
      "officePrivateKey": Vault.officePrivate,
    ]
  }

  /// A shift's opening and a visit after it.
  private func visit() throws -> (vault: Vault, fields: Fields) {
    var vault = try Vault(SeededGenerator(seed: Seed.value))
    let start = Chain.start(
      booth: vault.identity.booth, shift: vault.shift, previousHead: vault.previousHead)
    let opening = vault.sealed(
      .opening(try vault.opening()), try vault.header(.opening, sequence: 1), after: start)
    let entry = vault.sealed(
      .visit(try Vault.visit()), try vault.header(), after: opening.hash)
    return (vault, fields(vault, entry, after: opening.hash, opening: opening))
  }

  @Test func `it opens the message of RFC 9180`() throws {
    let said = try run(["--self-test"])
    #expect(said.status == 0, "\(said.complaint)")
  }

  @Test(arguments: [Vault.officePrivate, Vault.escrowPrivate])
  func `it reads the same person from the same bytes`(privateKey: [UInt8]) throws {
    var (_, fields) = try visit()
    fields["officePrivateKey"] = privateKey
    let said = try read(fields)
    try #require(said.status == 0, "\(said.complaint), LOKET_SEED=\(Seed.value)")
    #expect(try said.field("visit", "name") == "SITI CONTOH")
    #expect(try said.field("visit", "nik") == "3573055708909001")
    #expect(try said.field("visit", "birthDate") == "1990-08-17")
    #expect(try said.field("visit", "residence") == "3573051004")
    #expect(try said.field("visit", "ikd", "reason") == "emailLost")
    #expect(try said.field("visit", "email") == "siti.contoh@example.org")
    #expect(try said.field("header", "facts", "institution") == "sman-99")
    #expect(try said.field("header", "kind") == "visit")
  }

  @Test func `it reads what a visit follows and why it was amended, and bodies without both`()
    throws
  {
    var vault = try Vault(SeededGenerator(seed: Seed.value))
    let opening = vault.sealed(
      .opening(try vault.opening()), try vault.header(.opening, sequence: 1),
      after: vault.previousHead)
    var visit = try Vault.visit()
    visit.follows = VisitID(high: 1, low: 2)
    visit.amendmentReason = "salah ketik"
    let entry = vault.sealed(
      .visit(visit), try vault.header(sequence: 3, supersedes: 2), after: opening.hash)
    let said = try read(fields(vault, entry, after: opening.hash, opening: opening))
    #expect(try said.field("visit", "follows") == visit.follows?.bytes.hex)
    #expect(try said.field("visit", "amendmentReason") == "salah ketik")
    let old = try run(
      [], code: "print(read_entry.read_visit(bytes.fromhex('\(visit.bytes(version: 1).hex)')))")
    #expect(old.status == 0 && old.output.contains("'SITI CONTOH'"), "\(old.complaint)")
    #expect(!old.output.contains("follows"))
  }

  @Test func `it refuses a flipped bit anywhere`() throws {
    let (vault, fields) = try visit()
    var chance = vault.chance
    for (name, bytes) in fields.sorted(by: { $0.key < $1.key }) {
      // An opening's bytes are covered by its own entry's hash; here its wrap must open.
      let bit = name == "opening" ? wrapBit(bytes) : chance.number(0...bytes.count * 8 - 1)
      var changed = fields
      changed[name] = flipped(bytes, bit: bit)
      let said = try read(changed)
      #expect(said.status == 1, "\(name), LOKET_SEED=\(Seed.value)")
      #expect(said.output.isEmpty, "\(name)")
      #expect(!said.complaint.contains("Traceback"), "\(name): \(said.complaint)")
    }
  }

  /// A bit in the office's wrapped key: two wraps of 8 + (4 + 32) + (4 + 48) bytes end an opening.
  private func wrapBit(_ opening: [UInt8]) -> Int { (opening.count - 2 * 96 + 60) * 8 }

  @Test func `it refuses a stranger's key`() throws {
    var (_, fields) = try visit()
    fields["officePrivateKey"] = Vault.strangerPrivate
    let said = try read(fields)
    #expect(said.status == 1)
    #expect(said.complaint.contains("not wrapped for this private key"))
  }

  @Test func `it reads openings, voids and closings too`() throws {
    var vault = try Vault(SeededGenerator(seed: Seed.value))
    let start = Chain.start(
      booth: vault.identity.booth, shift: vault.shift, previousHead: vault.previousHead)
    let opening = vault.sealed(
      .opening(try vault.opening()), try vault.header(.opening, sequence: 1), after: start)
    let said = try read(fields(vault, opening, after: start, opening: opening))
    try #require(said.status == 0, "\(said.complaint)")
    #expect(try said.field("opening", "boothCode") == "L07")
    #expect(try said.field("opening", "previousHead") == vault.previousHead.hex)
    let void = vault.sealed(
      .void(reason: "salah orang"), try vault.header(.void, sequence: 3, supersedes: 2),
      after: opening.hash)
    let taken = try read(fields(vault, void, after: opening.hash, opening: opening))
    #expect(try taken.field("void", "reason") == "salah orang")
    var tally = Tally()
    tally.add(2, to: .people)
    let closing = Closing(
      closedAt: Moment(seconds: 1_795_500_000), counters: [.absent: 3], draftsDropped: 0,
      tally: tally, deeds: try log())
    let end = vault.sealed(
      .closing(closing), try vault.header(.closing, sequence: 4), after: void.hash)
    let closed = try read(fields(vault, end, after: void.hash, opening: opening))
    #expect(try closed.field("closing", "tally") == "people=2\n")
    #expect(try closed.field("closing", "deeds", "after", "hash") == log().after.hash.hex)
    #expect(closed.output.contains(#""whole": true"#), "\(closed.output)")
  }

  /// Two deeds after two that are added up.
  private func log() throws -> DeedLog {
    let base = Chain.digest([7])
    let deeds = [
      NotedDeed(.backedUp, at: Moment(seconds: 1_795_490_000), count: 40),
      NotedDeed(
        .slipPrintedAgain, at: Moment(seconds: 1_795_490_001), staff: StaffCode("sari"), shift: 3,
        ticket: 12, count: 1),
    ]
    let hash = deeds.reduce(base) { Chain.next(after: $0, deed: $1) }
    let log = DeedLog(
      before: DeedMark(number: 5, hash: Chain.digest([8])), older: [.flushed: 2], base: base,
      deeds: deeds, after: DeedMark(number: 9, hash: hash))
    try #require(log.isWhole)
    return log
  }
}
