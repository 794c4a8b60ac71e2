import Foundation
import TestWorld
import Testing

/// Lines that are no visits: each is named with its number and field, none stops the others.
@Suite struct BadInputTests {
  private static let good = Visitor.line(1)

  private static func line(_ changes: [String: String]) -> String {
    var values = [
      "nik": #""3573011508909001""#, "name": #""UJI COBA""#, "birthDate": #""1990-08-15""#,
      "residence": #""3573011001""#, "ikd": #"{"state":"active"}"#,
      "services": #"[{"code":"cetak"}]"#,
    ]
    for (key, value) in changes { values[key] = value }
    let pairs = values.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
    return "{" + pairs.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
  }

  /// What is wrong, the line, and the field that must be named.
  private static let lines: [(String, String, field: String)] = [
    ("16 letters", line(["nik": #""ABCDEFGHIJKLMNOP""#]), "nik"),
    ("15 digits", line(["nik": #""357301150890900""#]), "nik"),
    ("day 00", line(["nik": #""3573010008909001""#]), "nik"),
    ("day 32", line(["nik": #""3573013208909001""#]), "nik"),
    ("day 72", line(["nik": #""3573017208909001""#]), "nik"),
    ("month 13", line(["nik": #""3573011513909001""#]), "nik"),
    ("serial 0000", line(["nik": #""3573011508900000""#]), "nik"),
    ("a NIK that is a number", line(["nik": "3573011508909001"]), "nik"),
    ("digits of another script", line(["nik": #""٣573011508909001""#]), "nik"),
    ("61 characters", line(["name": "\"\(String(repeating: "N", count: 61))\""]), "name"),
    ("ESC", line(["name": #""UJI\u001b[31mCOBA""#]), "name"),
    ("NUL", line(["name": #""UJI\u0000COBA""#]), "name"),
    ("newline", line(["name": #""UJI\nCOBA""#]), "name"),
    ("turned around", line(["name": #""UJI\u202eCOBA""#]), "name"),
    ("an empty name", line(["name": #""""#]), "name"),
    ("no name", line(["name": ""]), "name"),
    ("30 February", line(["birthDate": #""1990-02-30""#]), "birthDate"),
    ("the future", line(["birthDate": #""2990-02-03""#]), "birthDate"),
    ("no birth date", line(["birthDate": ""]), "birthDate"),
    ("unknown kelurahan", line(["residence": #""3573019999""#]), "residence"),
    ("no residence", line(["residence": ""]), "residence"),
    ("unknown service", line(["services": #"[{"code":"sim"}]"#]), "services"),
    ("services as text", line(["services": #""cetak""#]), "services"),
    ("twice the same", line(["services": #"[{"code":"kk"},{"code":"kk"}]"#]), "services"),
    ("unknown IKD state", line(["ikd": #"{"state":"maybe"}"#]), "ikd"),
    ("no IKD state", line(["ikd": ""]), "ikd"),
    ("unknown key", line(["hobby": #""x""#]), "hobby"),
    ("unknown exemption", line(["exemption": #""Z""#]), "exemption"),
    ("unknown agency", line(["segment": #""civilServant""#, "agency": #""nasa""#]), "agency"),
    ("no school", line(["segment": #""student""#]), "school"),
    ("filled in tomorrow", line(["capturedAt": #""2999-01-01T10:00:00+07:00""#]), "capturedAt"),
    (
      "activated while too young",
      line([
        "nik": "", "sex": #""L""#, "birthDate": #""2020-01-01""#,
        "ikd": #"{"state":"activated"}"#,
      ]), "ikd"
    ),
    ("not JSON", "nama: Uji", "line"),
    ("half a line", String(good.prefix(60)), "line"),
    ("a list", "[\(good)]", "line"),
    ("a number", "42", "line"),
    ("half a surrogate", line(["name": #""UJI\ud800""#]), "line"),
    ("60,000 brackets", String(repeating: "[", count: 60_000), "line"),
    ("60,000 braces", String(repeating: #"{"a":"#, count: 10_000), "line"),
  ]

  @Test func everyBadLineIsNamedAndNoneStopsTheOthers() throws {
    let booth = try Booth()
    try booth.open()
    let lines = Self.lines.map(\.1) + [Self.good]
    let run = try booth.register(lines)
    #expect(run.status == 2, "\(run.exit) \(run.errors.prefix(2000))")
    let results = try LineResult.of(run.lines)
    try #require(results.count == lines.count)
    for (number, (what, _, field)) in Self.lines.enumerated() {
      let result = results[number]
      #expect(result.line == number + 1 && result.status == "invalid", "\(what)")
      #expect(result.ticket == nil)
      let fields = (result.errors ?? []).map(\.field)
      #expect(fields.contains { $0.hasPrefix(field) }, "\(what): \(fields)")
      #expect(result.errors?.allSatisfy { !$0.message.isEmpty && !$0.code.isEmpty } == true)
    }
    #expect(results.last?.ticket == "L01-001")
    let counts = "1 tersimpan, \(Self.lines.count) tidak sah"
    #expect(run.errors.contains(counts), "\(run.errors)")
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").lines == 1)
  }

  /// What is not text at all, and what is only written unusually.
  @Test func bytesAreReadAsTheyCome() throws {
    let booth = try Booth()
    try booth.open()
    let good = Data(Visitor.line(1).utf8)
    let invalid = Data([0xff, 0xfe]) + good
    let long = Data(String(repeating: "x", count: 1_000_000).utf8)
    let longName = Data(Self.line(["name": "\"\(String(repeating: "A", count: 60_000))\""]).utf8)
    let newline = Data("\n".utf8)
    var bytes = Data()
    for part in [good + Data("\r".utf8), Data(), Data("\r".utf8), invalid, long, longName] {
      bytes += part + newline
    }
    bytes += Data("  \n".utf8) + Data(Visitor.line(2).utf8)  // no newline at the end
    let file = try booth.write(bytes, to: "bytes.jsonl")
    let run = try booth.loket("daftar", "--dari", file)
    #expect(run.status == 2, "\(run.exit) \(run.errors)")
    let results = try LineResult.of(run.lines)
    #expect(results.map(\.line) == [1, 4, 5, 6, 8])
    #expect(
      results.map(\.status) == ["queued", "invalid", "invalid", "invalid", "queued"])
    #expect(results.map { $0.errors?.first?.code ?? "" }.prefix(3) == ["", "notUTF8", "tooLong"])
    #expect(run.output.utf8.count < 20_000, "a long line is not said back")
  }

  @Test func whatIsRefusedIsNotSaidBackRaw() throws {
    let booth = try Booth()
    try booth.open()
    let run = try booth.register([
      Self.line(["services": #"[{"code":"x\u001b]0;title\u0007"}]"#]),
      Self.line(["residence": #""\u001b[2J""#]), Self.line(["x\u{1b}[31m".lowercased(): "1"]),
    ])
    #expect(run.status == 2)
    #expect(!run.said.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func emptyInputIsNoFault() throws {
    let booth = try Booth()
    try booth.open()
    let run = try booth.loket("daftar", "--dari", "-")
    #expect(run.status == 0 && run.output.isEmpty, "\(run.said)")
  }

  @Test func missingInputIsNamed() throws {
    let booth = try Booth()
    try booth.open()
    for path in ["/nowhere/visits.jsonl", booth.folder] {
      let run = try booth.loket("daftar", "--dari", path)
      #expect(run.status == 65 && run.errors.contains(path), "\(run.exit) \(run.said)")
    }
  }
}
