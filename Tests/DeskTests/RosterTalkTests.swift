import Desk
import Intake
import Ports
import TestWorld
import Testing
import Wording

/// A school's list at the counter. Its pupils are invented.
@Suite struct RosterTalkTests {
  private let list = """
    Nama;NIK;Tanggal Lahir;JK;Kelas
    BAYU CONTOH;3573050505100001;05/05/2010;L;X-1
    BAYU UJI;;06/06/2010;L;X-2
    CICI CONTOH;3573055707080002;17/07/2008;P;XII-1
    DEDI CONTOH;;01/02/2012;L;VIII-1
    \u{202E}JAHAT;;;;

    """
  private let opening: [String?] = ["sman-1", "sari", "", ""]

  private func world(_ language: Language = .indonesian) throws -> DeskWorld {
    let desk = try DeskWorld(language)
    desk.facts.files["siswa.csv"] = list
    return desk
  }

  @Test func `a few letters at the prompt begin the form of who is on the list`() throws {
    let desk = try world()
    let (kiosk, script) = desk.kiosk(
      opening + ["sasaran siswa.csv", "bayu c", "", "luar", "rekam", "s", "keluar"])
    _ = kiosk.run()
    #expect(script.shown.contains { $0.hasPrefix("4 orang dari SMAN 1 Malang masuk sasaran.") })
    #expect(
      script.transcript.contains(
        "1 baris tidak diambil karena namanya kosong atau tidak terbaca: baris 6"))
    #expect(!script.transcript.contains("\u{202E}"))
    #expect(script.transcript.contains("OK L01-001"))
    #expect(!script.asked.contains { $0.hasPrefix("Nama") || $0.hasPrefix("Tanggal") })
    let counter = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    let visit = try counter.open(try counter.visit(ticket: 1))
    #expect(visit.name.text == "BAYU CONTOH" && visit.nik?.digits == "3573050505100001")
    #expect(visit.segment == .student && visit.institution == PlaceCode("sman-1"))
  }

  @Test(arguments: Language.allCases)
  func `double lines are made one, counted once, and told by their numbers only`(
    language: Language
  ) throws {
    let desk = try DeskWorld(language)
    desk.facts.files["ganda.csv"] = """
      Nama;NIK;Tanggal Lahir
      BAYU CONTOH;3573050505100001;05/05/2010
      BAYU CONTOH;;05/05/2010
      CICI CONTOH;3573050505100001;06/06/2010

      """
    let isIndonesian = language == .indonesian
    let screen = desk.session(
      opening + [
        "sasaran ganda.csv", "bayu", "", "luar", "rekam", "s", "tutup", "", "", "y", "keluar",
      ])
    #expect(screen.contains(isIndonesian ? "1 baris ganda dijadikan satu" : "1 double line was"))
    #expect(screen.contains(isIndonesian ? "baris 2 + 4" : "lines 2 + 4"))
    #expect(!screen.contains("CICI"))
    let closed = try #require(try desk.world.queue.latestShift())
    #expect(closed.end?.counters[.rosterListed] == 1 && closed.end?.counters[.rosterCame] == 1)
    #expect(closed.end?.counters[.rosterAbsent] == 0)
  }

  @Test func `several of one name are chosen from, nobody and everybody is said`() throws {
    let desk = try world()
    let (kiosk, script) = desk.kiosk(
      opening + [
        "sasaran siswa.csv", "", "b", "zz", "bayu", "2", "", "luar", "rekam", "s", "keluar",
      ])
    _ = kiosk.run()
    #expect(script.shown.count { $0.contains("Nama itu tidak ada di sasaran.") } == 1)
    #expect(script.transcript.contains("ketik paling sedikit dua huruf nama."))
    #expect(script.transcript.contains("1 BAYU CONTOH · X-1 · 05-05-2010"))
    let counter = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    let visit = try counter.open(try counter.visit(ticket: 1))
    #expect(visit.name.text == "BAYU UJI" && visit.nik == nil && visit.sex == .male)
  }

  @Test func `at a mall the list says whose it is, and its people are counted there`() throws {
    let desk = try world()
    _ = desk.session(
      ["mog", "sari", "", "", "sasaran siswa.csv", "sman-1", "cici", "dinoyo", "cetak", "1", "s"])
    let counter = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    let visit = try counter.open(try counter.visit(ticket: 1))
    #expect(visit.segment == .student && visit.institution == PlaceCode("sman-1"))
  }

  @Test func `closing says who came and proposes how many did not`() throws {
    let desk = try world()
    let (kiosk, script) = desk.kiosk(
      opening + [
        "sasaran impor siswa.csv", "bayu c", "", "luar", "rekam", "s", "cici", "luar", "cetak", "3",
        "s", "", "", "ORANG BARU", "07072010", "P", "", "luar", "rekam", "s", "sasaran", "tutup",
        "", "", "y", "keluar",
      ])
    _ = kiosk.run()
    let figures = [
      "Di daftar : 4", "Datang : 2", "Direkam di sini : 1", "IKD diaktifkan di sini : 1",
      "IKD sudah aktif : 0", "Di bawah 16 tahun : 1", "Tidak datang : 2",
      "Datang, tidak di daftar : 1",
    ]
    let shown = script.shown.map { $0.split(separator: " ").joined(separator: " ") }
    // By `sasaran`, at closing, and on the final tally.
    for figure in figures { #expect(shown.count { $0 == figure } == 3, "\(figure)") }
    #expect(script.asked.contains("Tidak hadir [2]: "))
    let closed = try #require(try desk.world.queue.latestShift())
    let counters: [Counter: Int] = [
      .formsHandedOut: 0, .absent: 2, .rosterListed: 4, .rosterCame: 2, .rosterRecorded: 1,
      .rosterActivated: 1, .rosterAlreadyActive: 0, .rosterUnder16: 1, .rosterAbsent: 2,
      .rosterUnlisted: 1,
    ]
    #expect(closed.end?.counters == counters)
    let reports = Reports(desk.world)
    let json = reports.json(try reports.report(closed))
    #expect(json.contains(#""rosterAlreadyActive":0"#) && json.contains(#""rosterCame":2"#))
    #expect(desk.volatile.pieces.isEmpty)
  }

  @Test func `the list is sealed, is there after a kill, and is not while it is locked`() throws {
    let desk = try world()
    _ = desk.session(opening + ["sasaran siswa.csv"])
    let sealed = desk.volatile.pieces.values.map { String(decoding: $0, as: UTF8.self) }
    #expect(!sealed.contains { $0.contains("BAYU") || $0.contains("3573") })
    let screen = desk.session(["bayu c", "!", "kunci", nil, "bayu c", nil, "keluar"])
    #expect(screen.ranges(of: "Nama: BAYU CONTOH").count == 1)
  }

  @Test func `a list that went with the power is asked for again, until it is there`() throws {
    let desk = try world()
    desk.facts.files["pegawai.csv"] = "Nama,Tanggal Lahir\nWATI UJI,1980-01-02\n"
    let take = ["sasaran siswa.csv", "sasaran pegawai.csv"]
    _ = desk.session(["mog", "sari", "", "", take[0], "sman-1", take[1], "dinkes", "keluar"])
    let note = String(decoding: try #require(desk.facts.rosterNote), as: UTF8.self)
    #expect(!note.contains("WATI") && !note.contains("3573"))
    for name in desk.volatile.pieces.keys { try desk.volatile.store.remove(name) }
    let lost = "(4 orang) hilang bersama listrik"
    let screen = desk.session(opening + ["keluar"])
    #expect(screen.contains("Sesi 1 terputus") && screen.contains("Sasaran SMAN 1 Malang " + lost))
    #expect(screen.contains("(1 orang) hilang"))
    let again = desk.session(["sasaran siswa.csv", "keluar"])
    #expect(again.contains(lost))
    #expect(!desk.session(["tutup", "", "", "y", "keluar"]).contains(lost))
    #expect(!desk.session(opening + ["keluar"]).contains("hilang"))
  }

  @Test func `a locked shift that is closed says that its lists are not counted`() throws {
    let desk = try world()
    _ = desk.session(opening + ["sasaran siswa.csv", "keluar"])
    let script = ScriptedTerminal(texts: ["tutup", "", "", "t", "tutup", "", "", "y", "keluar"])
    _ = Kiosk(world: desk.world, terminal: script.terminal, passphrase: nil).run()
    #expect(script.transcript.contains("Sasaran sesi ini tidak terhitung"))
    let closed = try #require(try desk.world.queue.latestShift())
    #expect(closed.end?.counters == [.formsHandedOut: 0, .absent: 0])
  }

  @Test func `a closing without the passphrase is refused while lists would be lost by it`() throws
  {
    let desk = try world()
    #expect(try Rosters.counters(desk.world, passphrase: nil, drop: false) == [:])
    _ = desk.session(opening + ["sasaran siswa.csv", "keluar"])
    let error = #expect(throws: DeskError.rostersSealed) {
      try Rosters.counters(desk.world, passphrase: nil, drop: false)
    }
    #expect(error?.exitStatus == 64)
    for name in ["--sandi-berkas", "--buang-draf"] {
      #expect(error?.sentence(desk.world.words).contains(name) == true)
    }
    #expect(try desk.world.queue.latestShift()?.state == .open)
    #expect(try Rosters.counters(desk.world, passphrase: nil, drop: true) == nil)
    let counted = try Rosters.counters(
      desk.world, passphrase: DeskWorld.passphrase, drop: false)
    #expect(counted?[.rosterListed] == 4)
    // A power cut took the key and with it every way to count.
    for name in desk.volatile.pieces.keys where name.hasSuffix(".key") {
      try desk.volatile.store.remove(name)
    }
    #expect(try Rosters.counters(desk.world, passphrase: nil, drop: false) == nil)
  }

  @Test func `a file that is no list changes nothing and says what is needed`() throws {
    let desk = try world()
    desk.facts.files["surat.txt"] = "halo\n"
    let screen = desk.session(
      opening + ["sasaran surat.txt", "sasaran tidak-ada.csv", "sasaran", "keluar"])
    #expect(screen.contains("Baris judul tidak ditemukan."))
    #expect(screen.contains("tidak-ada.csv"))
    #expect(screen.contains("Belum ada sasaran di sesi ini."))
  }
}
