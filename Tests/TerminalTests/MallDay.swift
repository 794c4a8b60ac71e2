import Glibc
import Intake
import TestWorld
import Testing

/// Types applicants and keeps its own count of them.
struct MallDay {
  private var kiosk: Pty
  private var chance: SeededGenerator
  private var tickets = 0
  private var personCount = 0
  private var live: [Int: Visit] = [:]
  private var voided = 0
  /// Who waits while a phone installs: the number that the screen gave, and the NIK.
  private var waiting: [(number: Int, nik: String)] = []
  private var onDuty = "sari"
  private var havePIN: Set<String> = []

  /// What one visit adds to the tally.
  private struct Visit {
    /// The NIK, or a name of our own for people without one.
    let person: String
    var lines: [String: Outcome]
    var isResident = true
    var gate = "open"
    var ikd = "alreadyActive"
    var segment = "public"
  }

  private enum Outcome { case served, deferred, refused }

  init(kiosk: Pty, chance: SeededGenerator) {
    self.kiosk = kiosk
    self.chance = chance
  }

  mutating func serveNext() throws {
    switch chance.number(1...23) {
    case 1...7: try active()
    case 8...9: try outsider()
    case 10...11: try activated()
    case 12: try declined()
    case 13: try withoutPhone()
    case 14...15: try pupil()
    case 16: try wrongFirst()
    case 17: try held()
    case 18: try again()
    case 19: try interrupted()
    case 20: try void()
    case 21: try amend()
    case 22: try returned()
    default: try someDeferred()
    }
    kiosk.forget()
  }

  /// A NIK of Lowokwaru and of somebody born in 1990, that nobody had before.
  private mutating func freshNIK() -> String {
    personCount += 1
    let day = chance.number(1...28) + (chance.flag() ? 40 : 0)
    return "357305" + padded(day, 2) + padded(chance.number(1...12), 2) + "90"
      + padded(personCount, 4)
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
  }

  /// Some services of those that anybody may have here.
  private mutating func someServices() -> [String] {
    let codes = ["cetak", "kk", "kia", "legalisir", "rekam", "akta-lahir"]
    let chosen = codes.filter { _ in chance.number(1...3) == 1 }
    return chosen.isEmpty ? ["cetak"] : chosen
  }

  private func served(_ services: [String]) -> [String: Outcome] {
    Dictionary(uniqueKeysWithValues: services.map { ($0, Outcome.served) })
  }

  private mutating func ticket(_ visit: Visit) throws {
    tickets += 1
    live[tickets] = visit
    try kiosk.expect("OK L01-\(padded(tickets, 3)) ", timeout: .seconds(20))
  }
}

extension MallDay {
  private mutating func active() throws {
    let (nik, services) = (freshNIK(), someServices())
    let kelurahan = chance.flag() ? "dinoyo" : "3573051004"
    kiosk.type(nik, "UJI AKTIF", "", kelurahan, services.joined(separator: ", "), "1", "s")
    try ticket(Visit(person: nik, lines: served(services)))
  }

  /// Somebody from elsewhere: printing is done, what changes data is for the home office.
  private mutating func outsider() throws {
    let nik = freshNIK()
    let home = chance.flag() ? "luar" : "kota batu"
    kiosk.type(nik, "UJI LUAR", "", home, "cetak,kk", "2", "s")
    try ticket(
      Visit(person: nik, lines: ["cetak": .served, "kk": .deferred], isResident: false))
  }

  private mutating func activated() throws {
    let nik = freshNIK()
    kiosk.type(nik, "UJI BARU", "", "dinoyo", "kk", "5", "y", "1", "s")
    try ticket(Visit(person: nik, lines: ["ikd": .served, "kk": .served], ikd: "activated"))
  }

  private mutating func declined() throws {
    let nik = freshNIK()
    kiosk.type(nik, "UJI MENOLAK", "", "dinoyo", "cetak, rekam", "5", "", "3", "1", "s")
    try ticket(
      Visit(
        person: nik, lines: ["cetak": .refused, "rekam": .served], gate: "closed",
        ikd: "notActive"))
  }

  private mutating func withoutPhone() throws {
    let nik = freshNIK()
    kiosk.type(
      nik, "UJI TANPA HP", "", "dinoyo", "cetak", "5", "y", "3", "tidak punya", "", "", "", "s")
    try ticket(Visit(person: nik, lines: ["cetak": .served], gate: "exempt", ikd: "notActive"))
  }

  /// Without an exemption the gate only puts off.
  private mutating func someDeferred() throws {
    let nik = freshNIK()
    kiosk.type(
      nik, "UJI MEMORI", "", "dinoyo", "cetak, kia", "5", "y", "3", "memori", "-", "081234567890",
      "", "s")
    try ticket(
      Visit(
        person: nik, lines: ["cetak": .deferred, "kia": .deferred], gate: "closed",
        ikd: "notActive"))
  }

  /// Sixteen years ago by the clock that the kiosk's shift has its day from.
  private var pupilsBirthDate: String { "0101\(Moment(seconds: Int64(time(nil))).day.year - 16)" }

  /// Under 17 and without a NIK.
  private mutating func pupil() throws {
    let isResident = chance.flag()
    kiosk.type(
      "", "", "UJI PELAJAR", pupilsBirthDate, "P", "", isResident ? "dinoyo" : "luar", "rekam, kia",
      "s")
    personCount += 1
    try ticket(
      Visit(
        person: "without \(personCount)", lines: ["rekam": .served, "kia": .served],
        isResident: isResident, gate: "notYetDue", ikd: "notYetDue"))
  }

  private mutating func wrongFirst() throws {
    let nik = freshNIK()
    kiosk.type("", String(nik.dropLast()))
    try kiosk.expect("NIK harus 16 angka; yang diketik 15.")
    // The wrong text stands in the line still: to its end, its last digit, a name, and once back.
    kiosk.send("\u{1b}[F" + String(nik.suffix(1)) + "\r")
    kiosk.type("UJI SALAH", "<", "UJI BETUL", "", "dinoyo", "cetak", "2", "s")
    try ticket(Visit(person: nik, lines: ["cetak": .served]))
  }

  private mutating func held() throws {
    let nik = freshNIK()
    kiosk.type(nik, "UJI TAHAN", "!")
    try kiosk.expect("Formulir ditahan")
    try active()
    kiosk.type("lanjut 1", "", "dinoyo", "kk", "3", "s")
    try ticket(Visit(person: nik, lines: ["ikd": .served, "kk": .served], ikd: "activated"))
  }

  /// Ctrl-C drops the line, not the form.
  private mutating func interrupted() throws {
    let nik = freshNIK()
    kiosk.type(nik)
    try kiosk.expect("Nama: ")
    kiosk.send("SALAH\u{3}")
    try kiosk.expect("Baris dibuang.")
    try kiosk.expect("Nama: ")
    kiosk.type("UJI CTRL C", "", "dinoyo", "legalisir", "1", "s")
    try ticket(Visit(person: nik, lines: ["legalisir": .served]))
  }

  /// The same NIK once more: another visit, not another person.
  private mutating func again() throws {
    let open = Set(live.values.filter { $0.lines.values.contains { $0 != .served } }.map(\.person))
    let fits = { (visit: Visit) in visit.person.count == 16 && !open.contains(visit.person) }
    guard let found = anyone(where: fits)?.value else { return try active() }
    kiosk.type("", found.person)
    try kiosk.expect("sudah tercatat di sesi ini")
    kiosk.type("y", "legalisir", "1", "s")
    try ticket(
      Visit(
        person: found.person, lines: ["legalisir": .served], isResident: found.isResident))
  }

  /// Who stood before a closed gate comes back, and IKD is activated.
  private mutating func returned() throws {
    let visits = live.values
    let isFirst = { (visit: Visit) in
      visit.gate == "closed" && visits.count { $0.person == visit.person } == 1
    }
    guard let found = anyone(where: isFirst)?.value else { return try declined() }
    kiosk.type(found.person)
    try kiosk.expect("sudah tercatat di sesi ini")
    kiosk.type("y")
    try kiosk.expect("IKD: ")
    kiosk.type("3", "s")
    var lines = found.lines.mapValues { _ in Outcome.served }
    lines["ikd"] = .served
    try ticket(Visit(person: found.person, lines: lines, ikd: "activated"))
  }

  private mutating func void() throws {
    try active()
    guard let ticket = anyone(where: { _ in true })?.key else { return }
    kiosk.type("batal \(ticket)", "y", "salah orang")
    try kiosk.expect("dibatalkan.")
    live[ticket] = nil
    voided += 1
  }

  /// Other services for somebody whose IKD is active.
  private mutating func amend() throws {
    try active()
    let isPlain = { (visit: Visit) in visit.ikd == "alreadyActive" && visit.isResident }
    guard let ticket = anyone(where: isPlain)?.key else { return }
    var services = someServices()
    while live[ticket]?.lines == served(services) { services = someServices() }
    kiosk.type("koreksi \(ticket)", "5", services.joined(separator: " + "), "s", "3")
    try kiosk.expect("OK L01-\(padded(ticket, 3)) ")
    let lines = served(services)
    live[ticket]?.lines = lines
  }

  private mutating func anyone(where fits: (Visit) -> Bool) -> (key: Int, value: Visit)? {
    let found = live.filter { fits($0.value) }.sorted { $0.key < $1.key }
    return found.isEmpty ? nil : found[chance.number(0...(found.count - 1))]
  }
}

extension MallDay {
  /// At a table with `crowd` on hold: one of them is served and the next put on hold, or somebody
  /// who needs no waiting comes between.
  mutating func serveNext(crowd: Int) throws {
    while waiting.count < crowd { try putOnHold() }
    switch chance.number(1...12) {
    case 1...5: try serveWaiting()
    case 6: try declined()
    case 7: try outsider()
    case 8: try again()
    case 9: try returned()
    case 10: try void()
    case 11: try amend()
    default: try active()
    }
    kiosk.forget()
  }

  mutating func serveAllWaiting() throws {
    while !waiting.isEmpty { try serveWaiting() }
  }

  private mutating func putOnHold() throws {
    let nik = freshNIK()
    kiosk.type(nik, "UJI TUNGGU", "!")
    let said = try kiosk.expect(" (U.T.)", timeout: .seconds(20))
    guard let word = said.split(separator: "nomor ").last?.split(separator: " ").first,
      let number = Int(word)
    else { throw PtyFault.notSeen("a number", transcript: said) }
    #expect(!waiting.contains { $0.number == number })
    waiting.append((number, nik))
  }

  private mutating func serveWaiting() throws {
    let one = waiting.remove(at: chance.number(0...(waiting.count - 1)))
    kiosk.type("\(one.number)", "", "dinoyo", "kk", "3", "s")
    try ticket(Visit(person: one.nik, lines: ["ikd": .served, "kk": .served], ikd: "activated"))
  }

  /// The other officer comes on duty, by the PIN of the shift.
  mutating func changeOfficer() throws {
    onDuty = onDuty == "sari" ? "budi" : "sari"
    let pin = "135791"
    kiosk.type("ganti \(onDuty)")
    try kiosk.expect(havePIN.contains(onDuty) ? "PIN \(onDuty):" : "PIN baru untuk \(onDuty)")
    kiosk.type(pin)
    if havePIN.insert(onDuty).inserted { kiosk.type(pin) }
    try kiosk.expect("Petugas sekarang: \(onDuty).", timeout: .seconds(20))
  }

  /// The program dies in a form; what was typed waits with the others under its number.
  mutating func die(then start: () throws -> Pty) throws {
    let nik = freshNIK()
    kiosk.type(nik, "UJI TUNGGU")
    try kiosk.expect("Tanggal lahir", timeout: .seconds(20))
    kiosk.kill(SIGKILL)
    try kiosk.waitExit()
    let taken = Set(waiting.map(\.number))
    let number = (1...(taken.count + 1)).first { !taken.contains($0) } ?? 0
    waiting.append((number, nik))
    kiosk = try start()
    try kiosk.expect("\(waiting.count) formulir belum selesai ditemukan.", timeout: .seconds(20))
    onDuty = "sari"
  }

  var last: Pty { kiosk }
}

extension MallDay {
  /// Every figure that the kiosk counted is the one counted here, and there are no others.
  func compare(with rekap: Rekap, _ about: String) {
    let visits = Array(live.values)
    let lines = visits.flatMap(\.lines)
    #expect(rekap.visits == visits.count, "\(about)")
    #expect(rekap.people == Set(visits.map(\.person)).count, "\(about)")
    #expect(rekap.lines == lines.count, "\(about)")
    #expect(nonzero(rekap.gate) == counted(visits.map(\.gate)), "\(about)")
    #expect(nonzero(rekap.segments) == counted(visits.map(\.segment)), "\(about)")
    var ikd = counted(visits.map(\.ikd))
    let toTarget = visits.count { $0.ikd == "activated" && $0.isResident }
    ikd["countsToTarget"] = toTarget == 0 ? nil : toTarget
    #expect(nonzero(rekap.ikd) == ikd, "\(about)")
    let services = rekap.services.filter { $0.total > 0 }
    #expect(Set(services.map(\.code)) == Set(lines.map(\.key)), "\(about)")
    for service in services { compare(service, visits, about) }
    #expect(rekap.custody["voided"] == voided, "\(about)")
    let parts = rekap.custody.filter { $0.key != "captured" }.values.reduce(0, +)
    #expect(rekap.custody["captured"] == parts && parts == visits.count + voided, "\(about)")
  }

  private func compare(_ service: Rekap.Service, _ visits: [Visit], _ about: String) {
    let with = visits.filter { $0.lines[service.code] != nil }
    let outcomes = with.compactMap { $0.lines[service.code] }
    let wanted = [
      with.count, with.count { $0.isResident }, with.count { !$0.isResident },
      outcomes.count { $0 == .served }, outcomes.count { $0 == .deferred },
      outcomes.count { $0 == .refused },
    ]
    let found = [
      service.total, service.resident, service.outsider, service.served, service.deferred,
      service.refused,
    ]
    #expect(found == wanted, "\(about): \(service.code)")
  }

  private func nonzero(_ counts: [String: Int]) -> [String: Int] { counts.filter { $1 != 0 } }

  private func counted(_ keys: [String]) -> [String: Int] {
    Dictionary(keys.map { ($0, 1) }, uniquingKeysWith: +)
  }
}
