import Foundation
import TestWorld
import Testing

/// The identity or the queue is lost, emptied, or another laptop's: nothing begins anew in silence.
@Suite struct LostFileTests {
  /// What happens to a file of the home; the file itself is kept aside.
  enum Mishap: String, CaseIterable {
    case removed, emptied, anothers
  }

  static let files = ["identitas", "antrean.db"]

  /// Every command that stores, sends, copies or shows figures; not what needs a live laptop.
  static let commands: [[String]] = [
    ["buka", "--titik", "mpp", "--petugas", "sari"], ["daftar", "--dari", "-"], ["tutup"],
    ["rekap", "--format", "json"], ["status", "--json"], ["antrean", "--json"], ["jejak"],
    ["cadangkan", "USB"], ["bawa", "USB"], ["kirim", "--json"], ["kios"],
  ]

  /// Whatever is lost, each command refuses, changes nothing and says what is wrong; when the file
  /// is back, the next ticket is the next one.
  @Test(arguments: [false, true], [false, true])
  func isRefusedByEveryCommandAndGoesOnWhenPutBack(isLive: Bool, isClosed: Bool) throws {
    let office = try Office()
    let booth = office.booth
    if isLive { try office.enrolAndOpen() } else { try booth.open() }
    let stranger = try office.laptop()
    if isLive { try office.enrol(stranger, as: "L08") }
    try stranger.open()
    var ledger = Ledger()
    try ledger.hear(try booth.register(Visitor.lines(1...3)).lines)
    if isClosed { try booth.close() }

    var row = FaultRow("home's files lost: \(isLive ? "live" : "training")")
    for file in LostFileTests.files {
      for mishap in Mishap.allCases {
        try booth.demand(
          "mkdir -p '\(booth.folder)/usb' && cp '\(booth.home)/\(file)' \(aside(booth))")
        try happen(mishap, to: file, of: booth, stranger)
        let before = try seen(booth)
        for command in LostFileTests.commands {
          let run = try self.run(command, booth)
          let isNamed = isTold(file, mishap, by: run)
          #expect(!isLive || !run.said.contains("LATIHAN"), "\(file) \(command): \(run.said)")
          #expect(
            run.status != 0 && isNamed, "\(file) \(mishap) \(command): \(run.status) \(run.said)")
          row.runs += 1
          row.unnamed += run.status != 0 && isNamed ? 0 : 1
        }
        let doctor = try booth.loket("periksa")
        #expect(doctor.status == 1 && isTold(file, mishap, by: doctor), "\(doctor.said)")
        #expect(
          !doctor.output.contains("loket periksa"), "sends people to itself: \(doctor.output)")
        #expect(doctor.output.split(separator: "\n").count > 8, "\(doctor.output)")
        #expect(try seen(booth) == before, "\(file) \(mishap)")
        try booth.demand("cp \(aside(booth)) '\(booth.home)/\(file)'")
      }
    }
    if isClosed { try booth.open() }
    let next = try booth.register(Visitor.lines(4...4))
    #expect(
      try LineResult.of(next.lines).first?.ticket?.hasSuffix(isClosed ? "001" : "004") == true)
    try ledger.hear(next.lines)
    try booth.close()
    let finding = try ledger.compare(with: booth)
    #expect(finding.isFine, "\(finding)")
    row.acknowledged = ledger.told.count
    finding.count(into: &row)
    row.report()
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))
    #expect(booth.piecesInVolatileMemory.isEmpty)
  }

  private func aside(_ booth: Booth) -> String { "'\(booth.folder)/aside'" }

  private func happen(
    _ mishap: Mishap, to file: String, of booth: Booth, _ stranger: Booth
  ) throws {
    let path = "'\(booth.home)/\(file)'"
    switch mishap {
    case .removed: try booth.demand("rm \(path)")
    case .emptied: try booth.demand(": > \(path)")
    case .anothers: try booth.demand("cp '\(stranger.home)/\(file)' \(path)")
    }
  }

  private func run(_ command: [String], _ booth: Booth) throws -> Run {
    let words = command.map { $0 == "USB" ? "\(booth.folder)/usb" : $0 }
    let typed = command.contains("-") ? Visitor.line(9) : command == ["kios"] ? "keluar" : nil
    guard let typed else { return try booth.loket(words) }
    return try booth.loket(words, input: .file(try booth.write(typed + "\n", to: "typed")))
  }

  /// By name, or as what it makes the command: a laptop that never sends.
  private func isTold(_ file: String, _ mishap: Mishap, by run: Run) -> Bool {
    let names = [
      "identitas", "antrean.db", "ditulis laptop lain", "LATIHAN", "data latihan",
    ]
    return names.contains { run.said.lowercased().contains($0.lowercased()) }
  }

  /// Everything that a refused command must leave as it is.
  private func seen(_ booth: Booth) throws -> String {
    try booth.shell(
      """
      cd '\(booth.home)' && find . -type f ! -name 'kunci*' -exec sha256sum {} + | sort
      ls -A '\(booth.folder)/usb'; ls '\(booth.volatile)'; exit 0
      """
    ).output
  }

  /// The office renews a booth that lost its identity in the middle of a shift: the shift goes on,
  /// and its signed tally agrees with the centre to the digit.
  @Test func aBoothWithoutItsIdentityGoesOnWithARenewal() throws {
    let office = try Office()
    let booth = office.booth
    try office.enrolAndOpen()
    try booth.register(Visitor.lines(1...3))
    try booth.demand("rm '\(booth.home)/identitas'")
    #expect(try booth.register(Visitor.lines(4...4)).status == 1)
    let refused = try office.install(try office.enrolmentFile(as: "L09"), on: booth)
    #expect(refused.status == 77 && refused.errors.contains("loket lain (L07)"), "\(refused.said)")

    try office.enrol(booth, as: "L07")
    let next = try LineResult.of(try booth.register(Visitor.lines(4...5)).lines)
    #expect(next.compactMap(\.ticket) == ["L07-004", "L07-005"])
    try booth.close()
    let doctor = try booth.loket("periksa")
    #expect(doctor.output.contains("Antrean utuh"), "\(doctor.output)")
    #expect(try office.flush().reconciled)
    let processed = try office.process()
    #expect(processed.reconciled == 1 && processed.setAside == 0, "\(processed)")
    #expect(processed.alarms.isEmpty, "\(processed)")
    #expect(try office.sql("SELECT count(*) FROM loket.visit") == "5")
  }

  /// The stick with the first file is still at hand, or a copy of the first identity: what they
  /// sign the centre would set aside.
  @Test func anOlderKeyIsNotTakenUp() throws {
    let office = try Office()
    let booth = office.booth
    let first = try office.prepare(booth)
    try booth.demand("cp '\(booth.home)/identitas' \(aside(booth))")
    let second = try office.enrolmentFile(as: "L07")
    #expect(try office.install(second, on: booth).status == 0)
    try booth.open()
    try booth.register(Visitor.lines(1...2))

    try booth.demand("rm '\(booth.home)/identitas'")
    let old = try office.install(first, on: booth)
    #expect(old.status == 77 && old.errors.contains("lebih lama"), "\(old.said)")
    try booth.demand("cp \(aside(booth)) '\(booth.home)/identitas'")
    for command in [["tutup"], ["daftar", "--dari", "-"], ["kirim"], ["cadangkan", "/tmp"]] {
      let run = try self.run(command, booth)
      #expect(run.status == 1 && run.errors.contains("bukan yang terakhir"), "\(run.said)")
    }
    #expect(try office.install(first, on: booth).status == 77)
    #expect(try office.install(second, on: booth).status == 0)
    let next = try LineResult.of(try booth.register(Visitor.lines(3...3)).lines)
    #expect(next.first?.ticket == "L07-003")
    try booth.close()
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))
    #expect(try office.flush().reconciled)
    let processed = try office.process()
    #expect(processed.reconciled == 1 && processed.setAside == 0, "\(processed)")
  }

  /// Nothing but the renewal could make it whole again.
  @Test(arguments: [": >", "echo rusak >", "truncate -s 60"])
  func aGarbledIdentityIsRenewed(how: String) throws {
    let office = try Office()
    let booth = office.booth
    try office.enrolAndOpen()
    try booth.register(Visitor.lines(1...2))
    try booth.demand("\(how) '\(booth.home)/identitas'")
    let refused = try booth.loket("tutup")
    #expect(refused.status == 1 && refused.errors.contains("loket pasang"), "\(refused.said)")
    try office.enrol(booth, as: "L07")
    try booth.close()
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))
    #expect(try office.flush().reconciled)
    #expect(try office.process().reconciled == 1)
  }

  /// Its login delivers for that other booth, which must not have what is not its own.
  @Test func anotherBoothsPasswordDeliversNothing() throws {
    let office = try Office()
    let booth = office.booth
    try office.enrolAndOpen()
    let other = try office.laptop()
    try office.enrol(other, as: "L08")
    try booth.register(Visitor.lines(1...3))
    try booth.close()
    let password = "'\(booth.home)/pgpass'"
    try booth.demand("cp \(password) \(aside(booth)); cp '\(other.home)/pgpass' \(password)")
    let refused = try booth.loket("kirim", "--json")
    #expect(refused.status == 77 && refused.errors.contains("milik loket L08"), "\(refused.said)")
    booth.environment["PGPASSFILE"] = "\(booth.home)/pgpass"
    #expect(try booth.loket("kirim").status == 77)
    booth.environment["PGPASSFILE"] = nil
    let doctor = try booth.loket("periksa")
    #expect(doctor.status == 1 && doctor.output.contains("milik loket L08"), "\(doctor.output)")
    #expect(!doctor.output.contains("login diterima"), "\(doctor.output)")
    try booth.demand("cp \(aside(booth)) \(password)")
    #expect(try office.flush().reconciled)
    let status = try booth.json(Status.self, "status", "--json")
    #expect(status.queue["acknowledged"] == 3 && status.queue["quarantined"] == 0)
    // The centre heard nothing of it under the other booth either.
    let processed = try office.process()
    #expect(processed.reconciled == 1 && processed.alarms.isEmpty, "\(processed)")
    #expect(try office.sql("SELECT count(*) FROM loket.progress") == "1")
  }

  /// An enrolment that ends in no file ends no login.
  @Test func anEnrolmentWithoutAFileChangesNothing() throws {
    let office = try Office()
    try office.enrolAndOpen()
    for _ in 1...3 {
      let run = try office.pusat("loket-baru", "L07", "--ke", "/no/folder/L07.pasang")
      #expect(run.status == 74, "\(run.said)")
    }
    try office.booth.register(Visitor.lines(1...1))
    try office.booth.close()
    #expect(try office.flush().reconciled)
  }

  /// The paper comes to the office before the closing does.
  @Test func aTallyIsGenuineBeforeItsClosingHasArrived() throws {
    let office = try Office()
    let booth = office.booth
    try office.enrolAndOpen()
    try booth.register(Visitor.lines(1...2))
    _ = try office.flush()
    _ = try office.process(status: nil)
    try booth.close()
    let printed = try booth.loket("rekap", "--format", "teks").output
    let lines = printed.split(separator: "\n").drop { !$0.hasPrefix("LKT1") }
    let proof = lines.prefix { !$0.contains(" ") }.joined()
    let early = try office.pusat("periksa-rekap", proof, status: 1)
    #expect(early.errors.contains("Rekap ini asli"), "\(early.said)")
    _ = try office.flush()
    #expect(try office.pusat("periksa-rekap", proof, status: 1).errors.contains("asli"))
    _ = try office.process()
    try office.pusat("periksa-rekap", proof, status: 0)
  }

  /// What an earlier version made of a lost identity: a training one in its place.
  @Test func aTrainingIdentityInALiveHomeIsReplacedByTheRenewal() throws {
    let office = try Office()
    let booth = office.booth
    try office.enrolAndOpen()
    try booth.register(Visitor.lines(1...2))
    let stranger = try Booth()
    try stranger.open()
    try booth.demand("cp '\(stranger.home)/identitas' '\(booth.home)/identitas'")
    #expect(try booth.loket("tutup").errors.contains("ditulis laptop lain (loket L07)"))
    try office.enrol(booth, as: "L07")
    try booth.close()
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))
    #expect(try office.flush().reconciled)
    #expect(try office.process().reconciled == 1)
  }

  /// A training home that lost its identity does not become a live booth with its records in it.
  @Test func aTrainingHomeWithoutIdentityIsNotEnrolled() throws {
    let office = try Office()
    let booth = office.booth
    try booth.open()
    try booth.register(Visitor.lines(1...2))
    try booth.demand("rm '\(booth.home)/identitas'")
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    let run = try office.install(try office.enrolmentFile(as: "L07"), on: booth)
    #expect(run.status == 77 && run.errors.contains("LATIHAN"), "\(run.said)")
  }

  /// An enrolment that was cut off before its last file is not a training laptop, and is repeated.
  @Test func anEnrolmentCutOffIsRepeated() throws {
    let office = try Office()
    let booth = office.booth
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    try office.enrol(booth, as: "L07")
    try booth.demand("rm '\(booth.home)/identitas'")
    let opening = try booth.loket("buka", "--titik", "mpp", "--petugas", "sari")
    #expect(opening.status == 1 && opening.errors.contains("loket pasang"), "\(opening.said)")
    try office.enrol(booth, as: "L07")
    try booth.open()
    try booth.register(Visitor.lines(1...1))
    try booth.close()
    #expect(try office.flush().reconciled)
  }

  /// Under a running program: what was told stays told, and nothing is told any more.
  @Test(arguments: Mishap.allCases)
  func theQueueGoesUnderARunningProgram(mishap: Mishap) throws {
    let (booth, stranger) = (try Booth(), try Booth())
    try stranger.open()
    try booth.open()
    let program = try booth.start(["daftar", "--dari", "-"])
    program.send(Visitor.line(1) + "\n")
    try #require(program.waitForLines(1))
    // By no other run of the booth: what the program says is looked up by the last one.
    let files = FileManager.default
    try files.moveItem(atPath: booth.database, toPath: booth.folder + "/aside")
    switch mishap {
    case .removed: break
    case .emptied: try booth.write("", to: booth.database)
    case .anothers: try files.copyItem(atPath: stranger.database, toPath: booth.database)
    }
    program.send(Visitor.line(2) + "\n")
    program.closeInput()
    #expect(try program.wait() == .code(1), "\(program.lines)")
    #expect(program.lines.count == 1)
    #expect(booth.lastErrors().contains("antrean.db"), "\(booth.lastErrors())")
    try booth.demand("rm -f '\(booth.database)'; mv \(aside(booth)) '\(booth.database)'")
    let next = try LineResult.of(try booth.register(Visitor.lines(2...2)).lines)
    #expect(next.first?.ticket?.hasSuffix("-002") == true)
    try booth.close()
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))
  }
}
