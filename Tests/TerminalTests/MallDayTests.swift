import Foundation
import TestWorld
import Testing

/// A day at the mall, typed by hand: every applicant goes through the kiosk's own prompts.
///
/// LOKET_APPLICANTS: how many (100; the mall of April 2024 had 967). LOKET_SEED repeats a day.
@Suite struct MallDayTests {
  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init)
  }

  @Test(.timeLimit(.minutes(15))) func aMallDayTypedByHandAddsUp() throws {
    let applicants = Self.number("LOKET_APPLICANTS") ?? 100
    let seed = Self.number("LOKET_SEED") ?? Int.random(in: 1...1_000_000)
    print("mall day: \(applicants) applicants, seed \(seed)")
    let counter = try Counter()
    let kiosk = try counter.opened()
    var day = MallDay(kiosk: kiosk, chance: SeededGenerator(seed: UInt64(seed)))
    let start = ContinuousClock.now
    for _ in 1...applicants { try day.serveNext() }
    let elapsed = ContinuousClock.now - start
    print("mall day: \(applicants) applicants in \(elapsed)")
    try day.compare(with: try counter.rekap(), "seed \(seed)")
    kiosk.type("tutup", "1350", "12", "y")
    try kiosk.expect("kunci sesi dimusnahkan")
    kiosk.type("keluar")
    #expect(try kiosk.waitExit() == .code(0))
    let final = try counter.rekap()
    #expect(final.kind == "final")
    try day.compare(with: final, "seed \(seed)")
  }
}

/// Types applicants and keeps its own count of them.
private struct MallDay {
  let kiosk: Pty
  var chance: SeededGenerator
  private var tickets = 0
  private var niks: [String] = []
  private var people = Set<String>()
  private var live: [Int: Visit] = [:]
  private var voided = 0

  /// What one visit adds to the tally.
  private struct Visit {
    let person: String
    let isResident: Bool
    let services: [String]
    let gate: String
    let ikd: String
  }

  init(kiosk: Pty, chance: SeededGenerator) {
    self.kiosk = kiosk
    self.chance = chance
  }

  mutating func serveNext() throws {
    switch chance.number(1...20) {
    case 1...8: try active(home: "dinoyo")
    case 9...10: try active(home: chance.flag() ? "luar" : "kota batu")
    case 11...12: try activated()
    case 13: try declined()
    case 14: try withoutPhone()
    case 15...16: try pupil()
    case 17: try wrongFirst()
    case 18: try held()
    case 19: try again()
    default:
      try active(home: "dinoyo")
      if chance.flag() { try void() } else { try amend() }
    }
    kiosk.forget()
  }

  /// A NIK of Lowokwaru and of somebody born in 1990.
  private mutating func freshNIK() -> String {
    let day = chance.number(1...28) + (chance.flag() ? 40 : 0)
    let number = niks.count + 1
    let serial = 1000 + number
    let nik = "357305" + two(day) + two(chance.number(1...12)) + "90" + "\(serial)"
    niks.append(nik)
    return nik
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private mutating func ticket(_ visit: Visit) throws {
    tickets += 1
    live[tickets] = visit
    let name = String(repeating: "0", count: max(0, 3 - "\(tickets)".count)) + "\(tickets)"
    try kiosk.expect("OK L01-\(name) ", timeout: .seconds(20))
  }

  private mutating func active(home: String) throws {
    let nik = freshNIK()
    kiosk.type(nik, "UJI AKTIF", "", home, "cetak, legalisir", "1", "s")
    try ticket(
      Visit(
        person: nik, isResident: home == "dinoyo", services: ["cetak", "legalisir"],
        gate: "open", ikd: "alreadyActive"))
  }

  private mutating func activated() throws {
    let nik = freshNIK()
    kiosk.type(nik, "UJI BARU", "", "dinoyo", "kk", "5", "y", "1", "s")
    try ticket(
      Visit(
        person: nik, isResident: true, services: ["ikd", "kk"], gate: "open", ikd: "activated"))
  }

  private mutating func declined() throws {
    let nik = freshNIK()
    kiosk.type(nik, "UJI MENOLAK", "", "dinoyo", "cetak", "5", "", "3", "1", "s")
    try ticket(
      Visit(
        person: nik, isResident: true, services: ["cetak"], gate: "closed", ikd: "notActive"))
  }

  private mutating func withoutPhone() throws {
    let nik = freshNIK()
    kiosk.type(
      nik, "UJI TANPA HP", "", "dinoyo", "cetak", "5", "y", "3", "tidak punya", "", "", "", "s")
    try ticket(
      Visit(
        person: nik, isResident: true, services: ["cetak"], gate: "exempt", ikd: "notActive"))
  }

  private mutating func pupil() throws {
    kiosk.type("", "", "UJI PELAJAR", "05052012", "P", "", "dinoyo", "rekam, kia", "s")
    try ticket(
      Visit(
        person: "without \(tickets)", isResident: true, services: ["rekam", "kia"],
        gate: "notYetDue", ikd: "notYetDue"))
  }

  private mutating func wrongFirst() throws {
    let nik = freshNIK()
    kiosk.type("", String(nik.dropLast()))
    try kiosk.expect("NIK harus 16 angka; yang diketik 15.")
    // The wrong text stands in the line still: away with it, then right; and once back.
    kiosk.send("\u{15}")
    kiosk.type(nik, "UJI SALAH", "<")
    kiosk.send("\u{15}")
    kiosk.type("UJI BETUL", "", "dinoyo", "cetak", "2", "s")
    try ticket(
      Visit(
        person: nik, isResident: true, services: ["cetak"], gate: "open", ikd: "alreadyActive"))
  }

  private mutating func held() throws {
    let nik = freshNIK()
    kiosk.type(nik, "UJI TAHAN", "!")
    try kiosk.expect("Formulir ditahan.")
    try active(home: "dinoyo")
    kiosk.type("lanjut 1", "", "dinoyo", "kk", "3", "s")
    try ticket(
      Visit(
        person: nik, isResident: true, services: ["ikd", "kk"], gate: "open", ikd: "activated"))
  }

  private mutating func again() throws {
    guard let nik = live.values.map(\.person).filter({ $0.count == 16 }).sorted().last
    else { return try active(home: "dinoyo") }
    kiosk.type("", nik)
    try kiosk.expect("sudah tercatat di sesi ini")
    kiosk.type("y", "UJI KEMBALI", "", "dinoyo", "kia", "1", "s")
    try ticket(
      Visit(
        person: nik, isResident: true, services: ["kia"], gate: "open", ikd: "alreadyActive"))
  }

  private mutating func void() throws {
    kiosk.type("batal \(tickets)", "salah orang")
    try kiosk.expect("dibatalkan.")
    live[tickets] = nil
    voided += 1
  }

  private mutating func amend() throws {
    kiosk.type("koreksi \(tickets)", "2")
    kiosk.send("\u{15}")
    kiosk.type("UJI KOREKSI", "s")
    try kiosk.expect("OK L01-")
  }

  func compare(with rekap: Rekap, _ about: String) throws {
    let visits = live.values
    #expect(rekap.visits == visits.count, "\(about)")
    #expect(rekap.people == Set(visits.map(\.person)).count, "\(about)")
    #expect(rekap.lines == visits.map(\.services.count).reduce(0, +), "\(about)")
    for code in Set(visits.flatMap(\.services)) {
      let with = visits.filter { $0.services.contains(code) }
      #expect(rekap[code]?.total == with.count, "\(about): \(code)")
      #expect(rekap[code]?.resident == with.count { $0.isResident }, "\(about): \(code)")
    }
    for gate in Set(visits.map(\.gate)) {
      #expect(rekap.gate[gate] == visits.count { $0.gate == gate }, "\(about): \(gate)")
    }
    for ikd in Set(visits.map(\.ikd)) {
      #expect(rekap.ikd[ikd] == visits.count { $0.ikd == ikd }, "\(about): \(ikd)")
    }
    #expect(rekap.custody["voided"] == voided, "\(about)")
    let parts = rekap.custody.filter { $0.key != "captured" }.values.reduce(0, +)
    #expect(rekap.custody["captured"] == parts && parts == visits.count + voided, "\(about)")
  }
}
