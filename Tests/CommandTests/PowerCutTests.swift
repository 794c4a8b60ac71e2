import Foundation
import TestWorld
import Testing

/// The power goes while the real program saves, opens, closes, sends or brings its file up to date,
/// on a real file system. What was acknowledged is there, once, the chain holds, and the next
/// start says what it found.
///
/// The power is cut in two ways, by a shutdown of the file system and by a copy of the device.
/// LOKET_CUTS: how many cuts on ext4 in all (100), and a tenth of that on xfs in either way.
/// LOKET_SEED repeats a run's choices, though not the machine's timing.
@Suite(.serialized) struct PowerCutTests {
  private static let cuts = Trial.number("LOKET_CUTS", else: 100)

  /// As many cuts of the whole as this many in a hundred.
  private static func share(_ hundredths: Int) -> Int { max(1, cuts * hundredths / 100) }

  @Test(.timeLimit(.minutes(60)), arguments: LoopDisk.Kind.allCases, LoopDisk.Cut.allCases)
  func savesOutliveThePower(kind: LoopDisk.Kind, cut: LoopDisk.Cut) throws {
    var storm = try Storm(kind, cut: cut, "saves", seed: 1)
    for _ in 1...PowerCutTests.share(kind == .ext4 ? 30 : 10) { try storm.cutSaving() }
    storm.report()
  }

  @Test(.timeLimit(.minutes(60)))
  func openingsAndClosingsOutliveThePower() throws {
    var storm = try Storm(.ext4, "openings and closings", seed: 2)
    for _ in 1...PowerCutTests.share(10) {
      try storm.cutOpening()
      try storm.cutClosing()
    }
    storm.report()
  }

  @Test(.timeLimit(.minutes(60)))
  func filesOfOlderProgramsOutliveThePower() throws {
    var storm = try Storm(.ext4, "migrations", seed: 3)
    let former = try storm.formerFiles()
    for cut in 0..<PowerCutTests.share(10) {
      try storm.cutMigration(from: former[cut % former.count])
    }
    storm.report()
  }

  @Test(.timeLimit(.minutes(60)))
  func deliveriesOutliveThePower() throws {
    let office = try Office()
    var storm = try Storm(.ext4, "deliveries", seed: 4, booth: office.booth)
    try office.enrolAndOpen()
    for _ in 1...PowerCutTests.share(10) { try storm.cutSending(to: office) }
    storm.report()
  }
}

/// A booth on a disk of its own, and one cut after another.
private struct Storm {
  let booth: Booth
  private let disk: LoopDisk
  private var chance: SeededGenerator
  private var ledger = Ledger()
  private var row: FaultRow
  private var given = 0
  /// The first line that was given and not acknowledged: the operator gives it again.
  private var unheard: Int?

  init(
    _ kind: LoopDisk.Kind, cut: LoopDisk.Cut = .shutdown, _ what: String, seed: Int,
    booth: Booth? = nil
  ) throws {
    let way = cut == .copy ? ", device copied" : ""
    let trial = "power cut, \(kind.rawValue)\(way): \(what)"
    if let lack = LoopDisk.lack(kind, cut: cut) { try Trial.skip(trial, lack) }
    print("\(trial): seed \(Trial.seed)")
    let booth = try booth ?? Booth()
    self.booth = booth
    disk = try LoopDisk(kind, cut: cut, for: booth)
    chance = SeededGenerator(seed: UInt64(Trial.seed * 8 + seed))
    row = FaultRow(trial)
  }

  func report() {
    row.report()
    print("\(row.trial): \(row.runs) cuts, \(row.acknowledged) acknowledged")
  }

  /// Lets a command run, cuts the power, and starts the machine again.
  ///
  /// Most cuts fall while the queue is being written, the others anywhere.
  private mutating func cut(_ arguments: [String], lines: [String]? = nil) throws -> [String] {
    let program = try booth.start(arguments, input: lines == nil ? .nothing : .pipe)
    if let lines { program.send(lines.map { $0 + "\n" }.joined(), within: .seconds(2)) }
    if chance.oneIn(5) {
      usleep(UInt32(chance.number(0...400_000)))
    } else if lines == nil || chance.oneIn(4) {
      waitForJournal()
      usleep(UInt32(chance.number(0...4_000)))
    } else {
      _ = program.waitForLines(1)
      usleep(UInt32(chance.number(0...60_000)))
    }
    try disk.cutPower(of: program)
    program.kill(SIGKILL)
    _ = try program.wait()
    try disk.restart()
    row.runs += 1
    return program.lines
  }

  private mutating func hear(_ lines: [String]) throws {
    try ledger.hear(lines)
    row.acknowledged += lines.count
  }

  /// Until SQLite has begun to write, or a second has passed.
  private func waitForJournal() {
    let end = ContinuousClock.now + .seconds(1)
    var facts = stat()
    while ContinuousClock.now < end {
      if stat(booth.database + "-journal", &facts) == 0, facts.st_size > 0 { return }
      usleep(30)
    }
  }

  /// The machine's memory is gone as well, and the shift's key with it.
  private func loseMemory() { VolatilePlace.lose(booth.home) }

  @discardableResult
  private mutating func compare() throws -> Ledger.Finding {
    let finding = try ledger.compare(with: booth)
    #expect(finding.isFine, "after \(row.runs) cuts: \(finding)")
    finding.count(into: &row)
    return finding
  }

  /// The next start finds the shift as it was left, and says so; `loket periksa` finds it sound.
  private mutating func open() throws {
    let before = try booth.json(Status.self, "status", "--json")
    let isLost = before.shift?.state == "open" && booth.piecesInVolatileMemory.isEmpty
    let opening = try booth.loket("buka", "--titik", "mpp", "--petugas", "sari")
    #expect([0, 77].contains(opening.status), "\(opening.said)")
    if isLost {
      let isNamed = opening.said.contains("Sesi \(before.shift?.number ?? 0)")
      #expect(isNamed, "\(opening.said)")
      row.unnamed += isNamed ? 0 : 1
      unheard = nil
    }
    if opening.status == 77 { #expect(opening.errors.contains("masih terbuka")) }
  }

  private func examine() throws {
    let doctor = try booth.loket("periksa")
    #expect(doctor.output.contains("Antrean utuh"), "\(doctor.said)")
  }

  mutating func cutSaving() throws {
    if row.runs == 0 || booth.piecesInVolatileMemory.isEmpty { try open() }
    let first = unheard ?? given + 1
    given = max(given, first + chance.pick([0, 3, 199, 199]))
    let lines = try cut(["daftar", "--dari", "-"], lines: Visitor.lines(first...given))
    try hear(lines)
    unheard = first + lines.count <= given ? first + lines.count : nil
    try compare()
    if chance.oneIn(4) {
      loseMemory()
      try examine()
    }
  }

  mutating func cutOpening() throws {
    if chance.oneIn(3) { try wipe() }
    _ = try cut(["buka", "--titik", "mpp", "--petugas", "sari"])
    if chance.flag() { loseMemory() }
    try open()
    given += 1
    let registered = try booth.register(Visitor.lines(given...given))
    #expect(registered.status == 0, "\(registered.said)")
    try hear(registered.lines)
    try compare()
  }

  /// A laptop on which nothing has ever been: also its identity is made in the opening.
  private mutating func wipe() throws {
    loseMemory()
    try booth.demand("rm -rf '\(booth.home)'/* && sync -f '\(booth.home)'")
    ledger = Ledger()
  }

  mutating func cutClosing() throws {
    _ = try cut(["tutup", "--hitung", "formsHandedOut=12"])
    if chance.flag() { loseMemory() }
    try compare()
    let again = try booth.loket("tutup", "--hitung", "formsHandedOut=12")
    #expect([0, 77].contains(again.status), "\(again.said)")
    let rekap = try booth.json(Rekap.self, "rekap", "--format", "json")
    #expect(rekap.kind == "final" && rekap.shift.state == "closed" && rekap.people == 1)
    #expect(rekap.counters["formsHandedOut"] == 12)
    try compare()
  }

  /// The same day's file as the programs before this one would have left it, oldest first.
  mutating func formerFiles() throws -> [String] {
    try open()
    given = 40
    try hear(try booth.register(Visitor.lines(1...given)).lines)
    return try FormerFile.all(of: booth.database, in: booth)
  }

  mutating func cutMigration(from former: String) throws {
    let ledger = ledger
    defer { self.ledger = ledger }
    try booth.demand(
      "rm -f '\(booth.database)-journal' && cp '\(former)' '\(booth.database)'"
        + " && sync -f '\(booth.home)'")
    let lines = try cut(["daftar", "--dari", "-"], lines: Visitor.lines(given + 1...given + 1))
    try hear(lines)
    try compare()
    let again = try booth.register(Visitor.lines(given + 2...given + 3))
    #expect(again.status == 0, "\(again.said)")
    try hear(again.lines)
    try compare()
  }

  mutating func cutSending(to office: Office) throws {
    given += 5
    let registered = try booth.register(Visitor.lines(given - 4...given))
    try hear(registered.lines)
    _ = try cut(["kirim"])
    try compare()
    let again = try office.flush()
    #expect(again.left == 0 && again.reconciled && again.quarantined == 0)
    let (held, conflicts) = (
      try office.sql("SELECT count(*) FROM loket.inbox"),
      try office.sql("SELECT count(*) FROM loket.conflict")
    )
    #expect(held == "\(given + 1)" && conflicts == "0", "\(held) at the centre, \(conflicts)")
    row.lost += max(0, given + 1 - (Int(held) ?? 0))
    row.twice += Int(conflicts) ?? 1
  }
}
