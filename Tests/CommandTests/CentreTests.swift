import Foundation
import TestWorld
import Testing

/// Both programs and a real PostgreSQL: from the counter to the centre's figures.
@Suite struct CentreTests {
  @Test func publishedDayAddsUpWithTheCentre() throws {
    let office = try Office()
    let booth = office.booth
    try office.enrolAndOpen()
    let lines = try office.publishedDay()

    // The first half goes by network, the second by USB, the closing by network again.
    #expect(try LineResult.of(booth.register(Array(lines.prefix(300))).lines).count == 300)
    let first = try office.flush()
    #expect(first.acknowledged == 301 && first.left == 0 && first.reconciled)
    try booth.register(Array(lines.dropFirst(300)))
    try carryAndAccept(office)
    try booth.close()
    #expect(try office.flush().acknowledged == 1)
    let again = try office.flush()
    #expect(again.sent == 0 && again.reconciled && again.centre?.held == lines.count + 2)
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == String(lines.count + 2))

    try office.pusat("olah", status: 0)
    let rekap = try booth.loket("rekap", "--format", "json").output
    let signed = try JSONDecoder().decode(Figures.self, from: Data(rekap.utf8))
    let centre = try office.tally()
    #expect(signed.lines == 640)
    #expect(centre.figures == signed, "to the digit")
    #expect(centre.reconciled && centre.shifts.map(\.standing) == ["reconciled"])
    try expectPaperAgrees(office)
  }

  private func carryAndAccept(_ office: Office) throws {
    let carried = try office.carry()
    try office.pusat("terima", carried, status: 0)
    // The stick is plugged in twice, and its acknowledgement is lost once.
    let before = try office.sql("SELECT count(*) FROM loket.inbox")
    try office.pusat("terima", carried, status: 0)
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == before)
    let acknowledgement = carried.dropLast("loket".count) + "terima"
    for _ in 1...2 {
      let accepted = try office.booth.loket("terima", String(acknowledgement))
      #expect(accepted.status == 0, "\(accepted.said)")
    }
    #expect(try office.booth.json(Status.self, "status", "--json").queue["pending"] == 0)
  }

  private func expectPaperAgrees(_ office: Office) throws {
    let printed = try office.booth.loket("rekap", "--format", "teks").output
    let lines = printed.split(separator: "\n").drop { !$0.hasPrefix("LKT1") }
    let proof = lines.prefix { !$0.contains(" ") }.joined()
    let agrees = try office.pusat("periksa-rekap", proof, status: 0)
    #expect(agrees.said.contains("COCOK") && agrees.output.contains("Layanan (baris)"))
    for number in ["173", "259", "640"] {
      #expect(agrees.lines.contains { $0.hasSuffix(": \(number)") }, "\(agrees.output)")
    }
    // One letter altered in each part of the code: refused, and the part is named.
    let parts = [
      20: "  loket", 45: "  sesi\n", 68: "nomor sesi: kertas",
      90: "sidik semua angka rekap",
      140: "  kode rantai", 220: "tanda tangan digital",
    ]
    for (place, part) in parts {
      var letters = Array(proof)
      letters[place] = letters[place] == "7" ? "8" : "7"
      let refused = try office.pusat("periksa-rekap", String(letters), status: 1)
      #expect(refused.said.contains(part), "\(place): \(refused.said)")
    }
    try office.pusat("periksa-rekap", String(proof.dropLast(9)), status: 65)
    // A figure that was changed at the centre no longer fits the paper.
    _ = try office.sql("UPDATE loket.shift SET recount = replace(recount, '640', '641')")
    let differs = try office.pusat("periksa-rekap", proof, status: 1)
    #expect(differs.said.contains("640") && differs.said.contains("641"), "\(differs.said)")
  }

  @Test func killedDeliveriesArriveExactlyOnce() throws {
    let office = try Office()
    let booth = office.booth
    try office.enrolAndOpen()
    var sent = 0
    for round in 1...12 {
      try booth.register(Visitor.lines(sent + 1...sent + 40))
      sent += 40
      let running = try booth.start(["kirim", "--json"])
      usleep(UInt32.random(in: 0...120_000))
      running.kill(SIGKILL)
      _ = try running.wait()
      // However far it came, the laptop never believes more than the centre has.
      let status = try booth.json(Status.self, "status", "--json")
      let held = try #require(Int(try office.sql("SELECT count(*) FROM loket.inbox")))
      #expect(status.queue["acknowledged", default: 0] <= held, "round \(round)")
    }
    let last = try office.flush()
    #expect(last.left == 0 && last.reconciled && last.quarantined == 0)
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == String(sent + 1))
    #expect(
      try office.sql(
        "SELECT count(*) FROM (SELECT DISTINCT booth, shift, sequence FROM loket.inbox) x")
        == String(sent + 1))
  }

  @Test func centreReplacedByYesterdaysBackupGetsTheRestAgain() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...10))
    #expect(try office.flush().acknowledged == 11)
    let backup = office.database + "_backup"
    _ = try office.server.psql(
      "postgres", "CREATE DATABASE \(backup) TEMPLATE \(office.database)")
    try office.booth.register(Visitor.lines(11...30))
    #expect(try office.flush().acknowledged == 20)
    _ = try office.server.psql(
      "postgres", "DROP DATABASE \(office.database) WITH (FORCE)",
      "ALTER DATABASE \(backup) RENAME TO \(office.database)")
    try office.pusat("siapkan", status: 0)
    let again = try office.booth.loket("kirim", "--json")
    #expect(again.status == 0 && again.errors.contains("kehilangan 20 catatan"), "\(again.said)")
    let flush = try JSONDecoder().decode(Flush.self, from: Data(again.output.utf8))
    #expect(flush.reopened == 20 && flush.acknowledged == 20 && flush.reconciled)
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == "31")
  }

  @Test func nothingPersonalIsReadableBeforeTheOfficeOpensIt() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...5))
    _ = try office.flush()
    let dump = try office.booth.run(
      [PostgresServer.programs + "/pg_dump", "-d", office.server.conninfo(office.database)])
    try #require(dump.status == 0 && dump.output.contains("inbox"), "\(dump.errors)")
    for secret in [Visitor.nik(1), "UJI COBA", "1990-08-15", "3573011001"] {
      #expect(!dump.output.contains(secret))
      #expect(!dump.output.contains(Data(secret.utf8).map { String(format: "%02x", $0) }.joined()))
    }
    try office.pusat("olah", status: 0)
    #expect(try office.sql("SELECT nik FROM loket.visit ORDER BY ticket LIMIT 1") == Visitor.nik(1))
    #expect(!office.server.log.contains(Visitor.nik(1)))
  }

  @Test func changedEntryIsSetAsideAndTheTallyDiffers() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...6))
    try office.booth.close()
    _ = try office.flush()
    _ = try office.sql(
      "UPDATE loket.inbox SET payload = set_byte(payload, 90, get_byte(payload, 90) # 1) "
        + "WHERE sequence = 4")
    try office.pusat("olah", status: 2)
    let tally = try office.pusat("rekap", "--json", status: 2)
    let centre = try JSONDecoder().decode(CentreTally.self, from: Data(tally.output.utf8))
    #expect(!centre.reconciled && centre.shifts.first?.standing != "reconciled")
    #expect(centre.shifts.first?.setAside.contains { $0.sequence == 4 } == true)
  }

  @Test func revokedBoothIsRefusedBothWaysAndKeepsItsRecords() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...3))
    let carried = try office.carry()
    try office.pusat("cabut", "L07", "--alasan", "hilang", status: 0)
    #expect(try office.booth.loket("kirim").status == 77)
    try office.pusat("terima", carried, status: 65)
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == "0")
    #expect(try office.booth.json(Status.self, "status", "--json").queue["captured"] == 3)
  }

  @Test func damagedBundleIsRefusedWhole() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...3))
    let carried = try office.carry()
    let whole = try Data(contentsOf: URL(fileURLWithPath: carried))
    for place in [0, whole.count / 3, whole.count - 1] {
      var damaged = whole
      damaged[place] ^= 1
      try office.booth.write(damaged, to: carried)
      try office.pusat("terima", carried, status: 65)
    }
    try office.booth.write(whole.prefix(whole.count - 7), to: carried)
    try office.pusat("terima", carried, status: 65)
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == "0")
    try office.booth.write(whole, to: carried)
    try office.pusat("terima", carried, status: 0)
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == "4")
  }

  @Test func unwrittenAcknowledgementIsSaidAndMadeAgain() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...2))
    let carried = try office.carry()
    let beside = carried.dropLast("loket".count) + "terima"
    try FileManager.default.createDirectory(
      atPath: beside + "/full", withIntermediateDirectories: true)
    try office.pusat("terima", carried, status: 74)
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == "3")
    try FileManager.default.removeItem(atPath: String(beside))
    try office.pusat("terima", carried, status: 0)
    #expect(try office.booth.loket("terima", String(beside)).status == 0)
    #expect(try office.flush().centre?.held == 3)
  }

  @Test func withoutACentreNothingIsLost() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...2))
    office.booth.environment["PGHOST"] = office.path("nowhere")
    let run = try office.booth.loket("kirim")
    #expect(run.status == 69, "\(run.said)")
    #expect(run.errors.contains("Tidak ada yang hilang"), "\(run.said)")
    office.booth.environment["PGHOST"] = nil
    #expect(try office.flush().acknowledged == 3)
  }

  /// A libpq that does not load is said as what it is, by both programs.
  @Test func whatIsMissingForTheWayIsNamed() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...2))
    try FileManager.default.createDirectory(
      atPath: office.path("lib"), withIntermediateDirectories: true)
    try office.booth.write("", to: "lib/libpq.so.5")
    office.booth.environment["LD_LIBRARY_PATH"] = office.path("lib")
    let runs = [
      try office.booth.loket("kirim"), try office.pusat("rekap"),
      try office.booth.loket("flush", "--bahasa", "en"),
    ]
    for run in runs {
      #expect(run.status == 69 && run.errors.contains("apt install libpq5"), "\(run.said)")
      #expect(!run.errors.contains("terjangkau") && !run.errors.contains("reached"))
    }
    let doctor = try office.booth.loket("periksa")
    #expect(doctor.status == 1 && doctor.output.contains("RUSAK: libpq"), "\(doctor.said)")
    office.booth.environment["LD_LIBRARY_PATH"] = nil
    #expect(try office.flush().acknowledged == 3)
  }

  @Test func trainingNeverSends() throws {
    let office = try Office()
    try office.booth.open()
    try office.booth.register(Visitor.lines(1...1))
    #expect(try office.booth.loket("kirim").status == 77)
    #expect(try office.booth.loket("bawa", office.booth.folder).status == 77)
  }

  @Test func officeKeysNeedTheirPassphrase() throws {
    let office = try Office()
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    try office.booth.write("sandi yang lain sama sekali\n", to: "sandi-kantor")
    try office.pusat("loket-baru", "L08", "--ke", office.path("l08.pasang"), status: 77)
    #expect(!FileManager.default.fileExists(atPath: office.path("l08.pasang")))
  }

  @Test func theDoctorAsksTheCentreAndSaysWhatToDo() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...3))
    _ = try office.flush()
    let fine = try office.booth.loket("periksa")
    #expect(fine.status == 0, "\(fine.said)")
    #expect(fine.output.contains("BAIK: Pusat menjawab dalam"), "\(fine.output)")
    #expect(fine.output.contains("memegang 4 catatan loket ini"))
    #expect(fine.output.contains("BAIK: Kirim terakhir:"))
    office.booth.environment["PGHOST"] = office.path("nowhere")
    let far = try office.booth.loket("periksa")
    #expect(far.status == 0 && far.output.contains("PERHATIAN: Pusat tidak terjangkau"))
    office.booth.environment["PGHOST"] = nil
    try office.pusat("cabut", "L07", "--alasan", "hilang", status: 0)
    let refused = try office.booth.loket("doctor", "--bahasa", "en")
    #expect(refused.status == 1 && refused.output.contains("BROKEN: The centre refuses this booth"))
    let training = try Booth().loket("periksa")
    #expect(training.status == 0 && training.output.contains("Pusat: tidak dihubungi"))
  }
}

extension Office {
  /// The lines of `scripts/published-day`, of a seed that is printed.
  func publishedDay() throws -> [String] {
    let seed = Int.random(in: 1...1_000_000)
    print("published day at the centre: seed \(seed)")
    let script = Repository.path + "/scripts/published-day"
    let day = try booth.run([script, "--seed", String(seed)])
    try #require(day.status == 0, "\(day.errors)")
    return day.lines
  }

  /// `loket bawa` to a folder that stands for a stick; the bundle's path.
  func carry(_ other: Booth? = nil) throws -> String {
    let stick = path("usb-\(UInt32.random(in: 0...UInt32.max))")
    try FileManager.default.createDirectory(atPath: stick, withIntermediateDirectories: false)
    let run = try (other ?? booth).loket("bawa", stick)
    try #require(run.status == 0, "\(run.said)")
    return try #require(run.lines.first)
  }
}

/// `pusat rekap --json`.
struct CentreTally: Decodable {
  struct Shift: Decodable {
    struct Aside: Decodable {
      let sequence: Int
      let reason: String
    }

    let standing: String
    let setAside: [Aside]
  }

  let figures: Figures
  let reconciled: Bool
  let shifts: [Shift]

  private enum Key: String, CodingKey { case reconciled, shifts }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    figures = try Figures(from: decoder)
    reconciled = try values.decode(Bool.self, forKey: .reconciled)
    shifts = try values.decode([Shift].self, forKey: .shifts)
  }
}
