import Foundation
import TestWorld
import Testing

/// Somebody with the sqlite3 shell: whatever they do to the queue, `loket periksa` names it.
///
/// Shift 1 is closed with entries 1 to 12 (opening, ten visits, closing); shift 2 is open with
/// entries 1 to 7.
@Suite struct TamperTests {
  private static let sound: Result<SoundQueue, any Error> = Result { try SoundQueue() }

  @Test func triggersRefuseChanges() throws {
    let booth = try Self.sound.get().copy()
    for (sql, sentence) in [
      ("UPDATE entry SET payload = zeroblob(600) WHERE shift = 1", "entries never change"),
      ("DELETE FROM entry WHERE shift = 1 AND sequence = 5", "entries never go"),
      ("DELETE FROM shift", "shifts never go"),
      (
        "UPDATE shift SET opened_by = 'budi', last_sequence = last_sequence + 1 WHERE number = 2",
        "a shift stays what it was opened as"
      ),
      ("UPDATE shift SET tally = '' WHERE number = 1", "ends once"),
      ("UPDATE shift SET state = 'open', closed_at = NULL WHERE number = 1", "ends once"),
      ("UPDATE deed SET count = 0", "what was noted stays so"),
      ("DELETE FROM deed", "what was noted stays so"),
      (
        "INSERT INTO entry SELECT shift, 13, 5, NULL, NULL, NULL, NULL, header, payload, hash, "
          + "signature FROM entry WHERE shift = 1 AND sequence = 12", "not open"
      ),
    ] {
      let run = try booth.sqlite(sql)
      #expect(run.status != 0 && run.errors.contains(sentence), "\(sql): \(run.said)")
    }
    #expect(try booth.loket("periksa").status == 0)
  }

  /// The triggers dropped and put back as they were, so that only the change itself is left.
  @Test(arguments: Tampering.all)
  func tamperingIsNamed(_ tampering: Tampering) throws {
    let booth = try Self.sound.get().copy()
    let run = try booth.sqlite(tampering.sql, withoutTriggers: true)
    try #require(run.status == 0, "\(run.said)")
    let doctor = try booth.loket("periksa", "--bahasa", "en")
    #expect(doctor.status == 1, "\(doctor.said)")
    #expect(
      tampering.named.contains { doctor.said.contains($0) },
      "none of \(tampering.named) in: \(doctor.said)")
    let machine = doctor.output.contains("Configuration valid")
    #expect(machine, "the other findings are still told: \(doctor.said)")
  }

  /// Every byte of a header counts: the hash is over all of it.
  @Test func everyByteOfAHeaderCounts() throws {
    let sound = try Self.sound.get()
    let seed = Int.random(in: 1...1_000_000)
    var chance = SeededGenerator(seed: UInt64(seed))
    let text = try sound.copy().sqlite(
      "SELECT hex(header) FROM entry WHERE shift = 1 AND sequence = 5")
    let hex = Array(try #require(text.lines.first))
    for _ in 1...12 {
      let place = chance.number(0...hex.count - 1)
      var changed = hex
      changed[place] = hex[place] == "7" ? "8" : "7"
      let booth = try sound.copy()
      let sql = "UPDATE entry SET header = X'\(String(changed))' WHERE shift = 1 AND sequence = 5"
      #expect(try booth.sqlite(sql, withoutTriggers: true).status == 0)
      let doctor = try booth.loket("periksa", "--bahasa", "en")
      let about = "seed \(seed), digit \(place) of \(hex.count)"
      #expect(doctor.status == 1, "\(about): \(doctor.said)")
      #expect(doctor.said.contains("hift 1, entry 5"), "\(about): \(doctor.said)")
    }
  }

  /// A byte of the file itself: named, or nothing that anyone reads has changed.
  @Test func flippedByteIsNamedOrHarmless() throws {
    let sound = try Self.sound.get()
    let seed = Int.random(in: 1...1_000_000)
    var chance = SeededGenerator(seed: UInt64(seed))
    let dump = try sound.copy().sqlite(".dump").output
    var harmless = 0
    for round in 1...30 {
      let booth = try sound.copy()
      var bytes = try Data(contentsOf: URL(fileURLWithPath: booth.database))
      // Half of the rounds anywhere, half where something is written.
      var place = chance.number(0...bytes.count - 1)
      while round > 15 && bytes[place] == 0 { place = chance.number(0...bytes.count - 1) }
      bytes[place] ^= UInt8(chance.number(1...255))
      try booth.write(bytes, to: booth.database)
      let doctor = try booth.loket("periksa", "--bahasa", "en")
      let about = "seed \(seed), byte \(place) of \(bytes.count)"
      if doctor.status == 0 {
        harmless += 1
        #expect(try booth.sqlite(".dump").output == dump, "\(about) was not noticed")
      } else {
        #expect(doctor.status == 1, "\(about): \(doctor.exit) \(doctor.said)")
        #expect(doctor.said.contains("BROKEN") || doctor.said.contains("damaged"), "\(about)")
      }
    }
    print("flipped bytes: seed \(seed), \(harmless) of 30 harmless")
  }

  /// A whole database of somebody else in the queue's place.
  @Test func anotherFileIsNotTakenForAQueue() throws {
    let booth = try Self.sound.get().copy()
    try booth.write(String(repeating: "not a queue\n", count: 500), to: booth.database)
    let doctor = try booth.loket("periksa", "--bahasa", "en")
    #expect(doctor.status == 1 && doctor.said.contains("damaged"), "\(doctor.said)")
    let before = try Data(contentsOf: URL(fileURLWithPath: booth.database))
    #expect(try booth.loket("buka", "--titik", "mpp", "--petugas", "sari").status == 1)
    #expect(try Data(contentsOf: URL(fileURLWithPath: booth.database)) == before)
  }
}

/// One way to tamper, and what must be said of it: one of `named`.
struct Tampering: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let sql: String
  let named: [String]

  private init(_ description: String, _ sql: String, _ named: String...) {
    testDescription = description
    self.sql = sql
    self.named = named
  }

  private static let place5 = "WHERE shift = 1 AND sequence = 5"
  private static let of11 =
    "(header, payload, hash, signature) = (SELECT header, payload, hash, signature FROM entry "
    + "WHERE shift = 1 AND sequence = 11)"

  static let all: [Tampering] = [
    Tampering(
      "payload", "UPDATE entry SET payload = randomblob(length(payload)) \(place5)",
      "Shift 1, entry 5"),
    Tampering(
      "payload of the open shift",
      "UPDATE entry SET payload = randomblob(length(payload)) WHERE shift = 2 AND sequence = 3",
      "Shift 2, entry 3"),
    Tampering("tag", "UPDATE entry SET tag = randomblob(16) \(place5)", "Shift 1, entry 5"),
    Tampering("no tag", "UPDATE entry SET tag = NULL \(place5)", "Shift 1, entry 5"),
    Tampering(
      "signature", "UPDATE entry SET signature = randomblob(64) \(place5)", "Shift 1, entry 5"),
    Tampering("hash", "UPDATE entry SET hash = randomblob(32) \(place5)", "Shift 1, entry 5"),
    Tampering("removed", "DELETE FROM entry \(place5)", "Shift 1, entry 5"),
    Tampering(
      "removed from the open shift", "DELETE FROM entry WHERE shift = 2 AND sequence = 3",
      "Shift 2, entry 3"),
    Tampering(
      "opening removed", "DELETE FROM entry WHERE shift = 1 AND sequence = 1", "Shift 1, entry 1"),
    Tampering(
      "two swapped",
      """
      UPDATE entry SET sequence = 1000 \(place5);
      UPDATE entry SET sequence = 5 WHERE shift = 1 AND sequence = 6;
      UPDATE entry SET sequence = 6 WHERE shift = 1 AND sequence = 1000;
      """, "hift 1, entry 5", "hift 1, entry 6"),
    Tampering(
      "another's contents", "UPDATE entry SET \(of11) \(place5)", "hift 1, entry 5"),
    Tampering(
      "an entry of another shift in its place",
      """
      UPDATE entry SET (header, payload, hash, signature) = (
        SELECT header, payload, hash, signature FROM entry WHERE shift = 1 AND sequence = 4)
        WHERE shift = 2 AND sequence = 4
      """, "hift 2, entry 4"),
    Tampering(
      "an entry of another shift at the end",
      """
      INSERT INTO entry SELECT 2, 8, kind, visit, supersedes, 7, tag, header, payload, hash,
        signature FROM entry WHERE shift = 1 AND sequence = 8;
      UPDATE shift SET last_sequence = 8, last_ticket = 7,
        head = (SELECT hash FROM entry WHERE shift = 2 AND sequence = 8) WHERE number = 2;
      """, "hift 2, entry 8"),
    Tampering(
      "tail cut", "DELETE FROM entry WHERE shift = 2 AND sequence > 5", "Shift 2"),
    Tampering(
      "tail cut, the shift's end moved",
      """
      DELETE FROM entry WHERE shift = 2 AND sequence > 5;
      UPDATE shift SET last_sequence = 5, last_ticket = 4,
        head = (SELECT hash FROM entry WHERE shift = 2 AND sequence = 5) WHERE number = 2;
      """, "Shift 2"),
    Tampering(
      "closing cut, the shift's end moved",
      """
      DELETE FROM entry WHERE shift = 1 AND sequence = 12;
      UPDATE shift SET last_sequence = 11,
        head = (SELECT hash FROM entry WHERE shift = 1 AND sequence = 11) WHERE number = 1;
      """, "Shift 1"),
    Tampering(
      "tally of the closed shift",
      "UPDATE shift SET tally = replace(tally, '10', '90') WHERE number = 1", "Shift 1"),
    Tampering(
      "tally of the open shift",
      "UPDATE shift SET tally = replace(tally, '6', '7') WHERE number = 2", "Shift 2"),
    Tampering(
      "no tally", "UPDATE shift SET tally = '' WHERE number = 1", "Shift 1"),
    Tampering(
      "tally that is none", "UPDATE shift SET tally = 'x' WHERE number = 1", "hift 1"),
    Tampering(
      "signature of the tally",
      "UPDATE shift SET tally_signature = randomblob(64) WHERE number = 1", "Shift 1"),
    Tampering(
      "counters", "UPDATE shift SET counters = replace(counters, '12', '99') WHERE number = 1",
      "hift 1"),
    Tampering(
      "service point", "UPDATE shift SET service_point = 'mcp' WHERE number = 2", "hift 2"),
    Tampering("officer", "UPDATE shift SET opened_by = 'budi' WHERE number = 2", "hift 2"),
    Tampering("mode", "UPDATE shift SET mode = 'live' WHERE number = 1", "hift 1"),
    Tampering(
      "opening time", "UPDATE shift SET opened_at = opened_at - 86400 WHERE number = 1", "hift 1"),
    Tampering(
      "start of the chain", "UPDATE shift SET chain_start = randomblob(32) WHERE number = 2",
      "hift 2"),
    Tampering("head", "UPDATE shift SET head = randomblob(32) WHERE number = 2", "hift 2"),
    Tampering(
      "first shift removed",
      """
      DELETE FROM delivery WHERE shift = 1; DELETE FROM entry WHERE shift = 1;
      DELETE FROM shift WHERE number = 1;
      """, "Shift 2"),
    Tampering(
      "reopened",
      """
      DELETE FROM entry WHERE shift = 1 AND sequence = 12;
      UPDATE shift SET state = 'recovered' WHERE number = 2 AND 0;
      UPDATE shift SET last_sequence = 11, state = 'recovered',
        head = (SELECT hash FROM entry WHERE shift = 1 AND sequence = 11) WHERE number = 1;
      """, "hift 1"),
    Tampering("deed changed", "UPDATE deed SET count = 9 WHERE number = 2", "deed 2"),
    Tampering("deed of nobody", "UPDATE deed SET staff = 'budi' WHERE number = 4", "deed 4"),
    Tampering("deed removed", "DELETE FROM deed WHERE number = 2", "deed 2"),
    Tampering(
      "deeds swapped",
      """
      UPDATE deed SET number = 1000 WHERE number = 2; UPDATE deed SET number = 2 WHERE number = 3;
      UPDATE deed SET number = 3 WHERE number = 1000;
      """, "deed 2"),
    Tampering(
      "the last deeds of a closing removed", "DELETE FROM deed WHERE number > 2",
      "Shift 1: its closing carries another trail"),
    Tampering(
      "all deeds removed", "DELETE FROM deed", "Shift 1: its closing carries another trail"),
    Tampering(
      "a deed that never was",
      """
      INSERT INTO deed SELECT 5, kind, at, staff, shift, ticket, count, hash FROM deed
        WHERE number = 4
      """, "deed 5"),
    Tampering("a trigger gone", "DROP TRIGGER entry_never_goes", "entry_never_goes"),
    Tampering("a table more", "CREATE TABLE extra (a)", "extra"),
  ]
}

/// The files of a booth with two shifts, to be tampered with in copies.
private struct SoundQueue: Sendable {
  let files: [String: Data]

  init() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...10)).status == 0)
    // Three deeds that the closing carries, and one that none does yet.
    for _ in 1...3 { #expect(try booth.loket("rekap", "--ke", booth.folder + "/r").status == 0) }
    try booth.close()
    #expect(try booth.loket("rekap", "--ke", booth.folder + "/r").status == 0)
    try booth.open("mog")
    #expect(try booth.register(Visitor.lines(11...16)).status == 0)
    let doctor = try booth.loket("periksa")
    try #require(doctor.status == 0, "\(doctor.said)")
    var files: [String: Data] = [:]
    for name in ["antrean.db", "identitas"] {
      files[name] = try Data(contentsOf: URL(fileURLWithPath: "\(booth.home)/\(name)"))
    }
    self.files = files
  }

  func copy() throws -> Booth {
    let copy = try Booth()
    try FileManager.default.createDirectory(
      atPath: copy.home, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    for (name, bytes) in files { try copy.write(bytes, to: "\(copy.home)/\(name)") }
    return copy
  }
}

extension Booth {
  /// The sqlite3 shell at the queue; with `withoutTriggers` they are dropped for the statements and
  /// put back afterwards, unless the statements are about them.
  func sqlite(_ sql: String, withoutTriggers: Bool = false) throws -> Run {
    var script = sql
    if withoutTriggers, !sql.contains("TRIGGER") {
      let triggers = try sqlite("SELECT name FROM sqlite_master WHERE type = 'trigger'").lines
      let texts = try sqlite("SELECT sql || ';' FROM sqlite_master WHERE type = 'trigger'").output
      let drops = triggers.map { "DROP TRIGGER \($0);" }.joined(separator: "\n")
      script = "BEGIN;\n\(drops)\n\(sql);\n\(texts)\nCOMMIT;"
    }
    let file = try write(script + "\n", to: "script.sql")
    return try run(["sqlite3", "-batch", "-bail", database], input: .file(file))
  }
}
