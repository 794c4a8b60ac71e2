import Foundation
import TestWorld
import Testing

/// 24/11/2024 at the MPP, as the office published it, with invented people.
@Suite struct PublishedDayTests {
  private static let published = [
    "ikd": 173, "cetak": 259, "rekam": 65, "kia": 84, "kk": 54, "pindah-keluar": 1,
    "pindah-masuk": 3, "bantu-pindah-masuk": 1,
  ]

  private static var script: String { Repository.path + "/scripts/published-day" }

  @Test(arguments: [20_241_124, Int.random(in: 1...1_000_000)])
  func dayHasThePublishedFigures(seed: Int) throws {
    print("published day: seed \(seed)")
    let booth = try Booth()
    let day = ["--seed", String(seed), "--captured-on", try yesterday(booth)]
    let visits = try booth.run([Self.script] + day)
    let summary = try booth.run([Self.script] + day + ["--summary"])
    try #require(visits.status == 0 && summary.status == 0, "\(visits.errors)\(summary.errors)")
    let expected = try JSONDecoder().decode(Figures.self, from: Data(summary.output.utf8))

    try booth.open("mpp")
    let results = try booth.loket(
      "daftar", "--dari", "-", input: .file(try booth.write(visits.output, to: "visits.jsonl")))
    #expect(results.status == 0, "\(results.errors)")
    let lines = try LineResult.of(results.lines)
    #expect(lines.count == expected.visits && lines.allSatisfy { $0.status == "queued" })
    #expect(Set(lines.compactMap(\.ticket)).count == expected.visits)
    try booth.close()

    let json = try booth.loket("rekap", "--format", "json").output
    let found = try JSONDecoder().decode(Figures.self, from: Data(json.utf8))
    let rekap = try JSONDecoder().decode(Rekap.self, from: Data(json.utf8))
    #expect(found.lines == 640)
    let totals = Dictionary(uniqueKeysWithValues: found.services.map { ($0.code, $0.total) })
    #expect(totals == Self.published)
    #expect(found.people == expected.people && found.people < 640)
    #expect(found.ikd == expected.ikd && found.ikd["activated"] == 173)
    #expect(found.services == expected.services)
    #expect(found.gate == expected.gate)
    #expect(found.reasons == expected.reasons)
    #expect(
      [found.segments, found.agencies, found.schools, found.hours]
        == [expected.segments, expected.agencies, expected.schools, expected.hours])
    for service in found.services {
      #expect(service.resident + service.outsider == service.total, "\(service)")
      #expect(service.served + service.deferred + service.refused == service.total, "\(service)")
    }
    expectMixed(expected)
    expectFinal(rekap, visits: expected.visits)
    #expect(try booth.loket("periksa").status == 0)
  }

  /// The day is worth testing with: it has all kinds of visits.
  private func expectMixed(_ expected: Figures) {
    let outsiders = expected.outsiders ?? 0
    #expect((expected.visits / 5...expected.visits / 3).contains(outsiders), "about a quarter")
    #expect((expected.returning ?? 0) >= 5)
    #expect((expected.withoutNIK ?? 0) >= 3)
    #expect(
      Set(expected.gate.keys) == [
        "open", "closed", "exempt", "exemptService", "notYetDue", "overridden",
      ])
    #expect((expected.reasons["declined"] ?? 0) >= 5)
  }

  private func expectFinal(_ rekap: Rekap, visits: Int) {
    #expect(rekap.kind == "final" && rekap.shift.state == "closed")
    #expect(rekap.custody["captured"] == visits)
    let parts = ["acknowledged", "pending", "inDoubt", "quarantined", "voided"]
    #expect(parts.map { rekap.custody[$0] ?? -1 }.reduce(0, +) == visits)
    #expect(rekap.head.count == 64 && rekap.head.allSatisfy(\.isHexDigit))
    #expect(rekap.signature.flatMap { Data(base64Encoded: $0) }?.count == 64)
    #expect(rekap.counters["formsHandedOut"] == 12)
  }

  private func yesterday(_ booth: Booth) throws -> String {
    let run = try booth.shell("TZ=WIB-7 date -d yesterday +%F")
    return try #require(run.lines.first)
  }
}

/// After the closing nobody can read the day on this laptop.
@Suite struct ClosedShiftTests {
  @Test func nothingPersonalIsLeftAnywhere() throws {
    let booth = try Booth()
    try booth.open()
    let visits = try booth.run([Repository.path + "/scripts/published-day", "--seed", "7"])
    #expect(try booth.register(visits.lines).status == 0)
    let secrets = try personal(visits.lines)
    #expect(secrets.count > 2000)
    unlink(booth.folder + "/lines.jsonl")
    let places = [booth.home, booth.folder + "/state", booth.volatile]
    // Sealed is sealed: not even the open shift shows anything.
    #expect(ByteSearch.hits(of: secrets, below: places) == [])
    try booth.close()
    #expect(ByteSearch.files(below: [booth.home]).count >= 3)
    #expect(ByteSearch.hits(of: secrets, below: places) == [])

    // The search can find: a planted name is found, in the middle of a binary file too.
    let planted = try #require(secrets.randomElement())
    try booth.write(
      Data([0, 255, 7]) + Data(planted.utf8) + Data([0, 1]), to: booth.home + "/zzz")
    #expect(ByteSearch.hits(of: secrets, below: places).contains("\(booth.home)/zzz"))
  }

  @Test func closedShiftOpensForNobody() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...3)).status == 0)
    #expect(!booth.piecesInVolatileMemory.isEmpty, "the locked key waits for a crash")
    try booth.close()
    #expect(booth.piecesInVolatileMemory == [])
    let refused = try booth.register(Visitor.lines(4...4))
    #expect(refused.status == 77, "\(refused.said)")
    #expect(refused.output.isEmpty && refused.errors.contains("Belum ada sesi terbuka"))
    #expect(try booth.loket("tutup").status == 77)
  }

  /// Killed between the closing's commit and the key's end, `loket tutup` leaves the locked key
  /// behind; whoever comes next must put an end to it.
  @Test func keyThatAKilledClosingLeftGoesAtTheNextStart() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    let left = booth.folder + "/left"
    try booth.shell("cp -a '\(booth.volatile)' '\(left)'")
    try booth.close()
    try booth.shell("cp -a '\(left)'/. '\(booth.volatile)'")
    let keys = booth.piecesInVolatileMemory
    try #require(!keys.isEmpty)
    try booth.open()
    #expect(keys.filter(booth.piecesInVolatileMemory.contains) == [])
  }

  /// Every name and its longer words, every NIK and its birth date with serial, every phone number
  /// without its prefix, every e-mail address.
  private func personal(_ lines: [String]) throws -> [String] {
    struct Person: Decodable {
      let name: String
      let nik: String?
      let phone: String?
      let email: String?
    }
    var secrets: Set<String> = []
    for line in lines {
      let person = try JSONDecoder().decode(Person.self, from: Data(line.utf8))
      let words = person.name.split(separator: " ").map(String.init)
      secrets.formUnion([person.name] + words.filter { $0.utf8.count > 6 })
      if let nik = person.nik { secrets.formUnion([nik, String(nik.suffix(10))]) }
      if let phone = person.phone { secrets.insert(String(phone.suffix(10))) }
      if let email = person.email { secrets.insert(email) }
    }
    return secrets.sorted()
  }
}

/// A search through raw bytes.
enum ByteSearch {
  static func files(below places: [String]) -> [String] {
    places.flatMap { place -> [String] in
      let names = FileManager.default.enumerator(atPath: place)?.compactMap { $0 as? String } ?? []
      return names.map { "\(place)/\($0)" }.filter {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder)
          && !isFolder.boolValue
      }
    }
  }

  /// The files that hold one of the words (six bytes and more), as they are or in small letters.
  static func hits(of words: [String], below places: [String]) -> [String] {
    var wanted: [UInt64: [[UInt8]]] = [:]
    for word in Set(words + words.map { $0.lowercased() }) where word.utf8.count >= start {
      wanted[key(Array(word.utf8.prefix(start))), default: []].append(Array(word.utf8))
    }
    return files(below: places).filter { path in
      guard let data = FileManager.default.contents(atPath: path) else { return true }
      return holds([UInt8](data), wanted)
    }
  }

  /// How many bytes of a word are looked up at once.
  private static let start = 6

  private static func key(_ bytes: [UInt8]) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

  private static func holds(_ bytes: [UInt8], _ wanted: [UInt64: [[UInt8]]]) -> Bool {
    var window: UInt64 = 0
    for (place, byte) in bytes.enumerated() {
      window = (window << 8 | UInt64(byte)) & (1 << 48 - 1)
      guard let words = wanted[window] else { continue }
      let from = bytes[max(0, place - start + 1)...]
      if words.contains(where: { from.starts(with: $0) }) { return true }
    }
    return false
  }
}
