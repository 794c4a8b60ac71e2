import Desk
import Intake
import IntakeForm
import Ports
import Sealing
import TestWorld
import Testing
import Wording

@Suite struct KioskTests {
  /// From the prompt to the opened shift.
  private let opening: [String?] = ["mog", "sari", "2", "4"]
  /// One routine adult, from NIK to the typed letter that saves.
  private let siti: [String?] = [
    "3573054101900001", "SITI CONTOH", "", "3573051004", "cetak", "1", "s",
  ]

  @Test func `a routine adult takes seven prompts and gets a ticket`() throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(opening + [""] + siti + ["keluar"])
    #expect(kiosk.run() == 0)
    #expect(script.unread.isEmpty)
    #expect(script.transcript.contains("OK L01-001 · terbuka · cetak selesai"))
    let first = try #require(script.asked.firstIndex { $0.hasPrefix("NIK") })
    let last = try #require(script.asked.firstIndex { $0.hasPrefix("Simpan?") })
    #expect(last - first + 1 <= 7)
    #expect(script.clearCount >= 1)
  }

  @Test func `the ticket is said only after the store has it`() throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(opening + [""] + siti + ["", "keluar"])
    desk.memory.failures = [nil, .before(.diskFull)]
    #expect(kiosk.run() == 0)
    let full = try #require(script.shown.firstIndex { $0.hasPrefix("Disk penuh") })
    let ticket = try #require(script.shown.firstIndex { $0.hasPrefix("OK L01-001") })
    #expect(full < ticket)
  }

  @Test func `a NIK at the prompt begins the form with it`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(opening + siti + ["keluar"])
    #expect(screen.contains("OK L01-001"))
  }

  @Test func `a scanned NIK is echoed, and one that needs a yes is not typed again`() throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(
      opening + siti + ["3573054101900001", "y", "SITI CONTOH", nil, nil, "keluar"])
    _ = kiosk.run()
    #expect(script.shown.contains("  P · 01-01-1990 · terbit di Lowokwaru, Kota Malang"))
    #expect(!script.asked.contains { $0.hasPrefix("NIK") })
    #expect(script.transcript.contains("sudah tercatat di sesi ini: L01-001"))
  }

  @Test func `a wrong NIK at the prompt is corrected in the form, not called a command`() throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(opening + ["357305410190000", nil, nil, "keluar"])
    _ = kiosk.run()
    #expect(script.transcript.contains("NIK harus 16 angka; yang diketik 15."))
    #expect(!script.transcript.contains("tidak dikenal"))
    #expect(script.prompts.contains { $0.prefill == "357305410190000" })
  }

  @Test func `a shift left open is resumed by the first command that needs it`() throws {
    for command in ["", "buka", "lanjut", "3573054101900001"] {
      let desk = try DeskWorld()
      _ = desk.session(opening + ["keluar"])
      let script = ScriptedTerminal(
        texts: ["salah-salah-1", "salah-salah-2", "salah-salah-3", command, DeskWorld.passphrase])
      _ = Kiosk(world: desk.world, terminal: script.terminal, passphrase: nil).run()
      #expect(script.transcript.contains("Sesi 1 belum dilanjutkan"), "\(command)")
      #expect(!script.transcript.contains("Buka sesi baru"), "\(command)")
      #expect(script.shown.contains("Siap. Enter = pemohon berikutnya."), "\(command)")
    }
  }

  @Test(arguments: [
    "cari 3", "koreksi", "lanjut", "slip", "keluarga", "sasaran", "kunci", "ganti", "batal 2",
    "tutup", "rekap", "3573054101900001",
  ])
  func `without a shift every command says that Enter opens one, and it does`(
    command: String
  ) throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk([nil, command, ""] + opening + ["keluar"])
    _ = kiosk.run()
    #expect(script.shown.contains("Belum ada sesi terbuka. Tekan Enter untuk membukanya."))
    #expect(!script.transcript.contains("--titik"))
    #expect(script.unread.isEmpty && script.transcript.contains("Sesi 1 terbuka"))
  }

  @Test(arguments: [("mog" as String?, "sari" as String?), (nil, nil)])
  func `loket buka says what to run, for no prompt follows`(
    point: String?, staff: String?
  ) throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(point == nil ? opening : [])
    try kiosk.openOnly(point: point, staff: staff, facts: OpeningFacts())
    #expect(script.transcript.contains("Untuk melayani jalankan loket;"))
    #expect(!script.transcript.contains("Enter = pemohon"))
  }

  @Test func `a declined IKD is recorded as a refusal, with what comes next`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(
      opening + [
        "", "3573051708850003", "TONI CONTOH", "", "dinoyo", "cetak, rekam", "5", "", "3", "1",
        "s", "keluar",
      ])
    #expect(screen.contains("OK L01-001 · tertutup · cetak tidak dilayani, rekam selesai"))
    let tally = try #require(try desk.world.queue.latestShift()).tally
    #expect(tally[.ikdReason(.declined)] == 1)
  }

  @Test func `an exemption is offered for its reason and opens the gate`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(
      opening + [
        "", "3573051708850003", "TONI CONTOH", "", "dinoyo", "cetak", "5", "y", "3",
        "tidak punya", "", "", "", "s", "keluar",
      ])
    #expect(screen.contains("Pengecualian [A]"))
    #expect(screen.contains("OK L01-001 · dikecualikan · cetak selesai"))
  }

  @Test(arguments: [
    ("tidak punya", "", "Pengecualian [A]: ", "dikecualikan · cetak selesai"),
    ("tidak punya", "-", "Pengecualian [A]: ", "tertutup · cetak tunda"),
    ("memori", "", "Pengecualian [tidak ada]: ", "tertutup · cetak tunda"),
  ])
  func `help at an exemption says what Enter and a dash do, and they do it`(
    reason: String, typed: String, prompt: String, outcome: String
  ) throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(
      opening + [
        "", "3573051708850003", "TONI CONTOH", "", "dinoyo", "cetak", "5", "y", "3", reason, "?",
        typed, "", "", "s", "keluar",
      ])
    _ = kiosk.run()
    #expect(script.unread.isEmpty && script.asked.contains(prompt))
    #expect(script.transcript.contains("Enter = yang tampak di dalam [ ]"))
    #expect(script.transcript.contains("Tanda - = tanpa pengecualian."))
    #expect(script.transcript.contains("OK L01-001 · \(outcome)"))
  }

  @Test func `a coordinator's decision asks who and why`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(
      opening + [
        "", "3573051708850003", "TONI CONTOH", "", "dinoyo", "cetak", "5", "y", "3", "memori",
        "koordinator", "dahlia", DeskWorld.passphrase, "482913", "482913", "rombongan dari jauh",
        "", "", "s", "keluar",
      ])
    #expect(screen.contains("OK L01-001 · keputusan koordinator · cetak selesai"))
    let counter = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    let visit = try counter.open(try counter.visit(ticket: 1))
    #expect(
      visit.override
        == Override(by: try #require(StaffCode("dahlia")), reason: "rombongan dari jauh"))
  }

  @Test func `activating on the spot opens the gate and adds a line`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(
      opening + [
        "", "3573051708850003", "TONI CONTOH", "", "dinoyo", "kk", "5", "y", "1", "s", "keluar",
      ])
    #expect(screen.contains("OK L01-001 · terbuka · ikd selesai, kk selesai"))
  }

  @Test func `a pupil under 17 is asked nothing about IKD`() throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(
      [
        "sman-1", "1", "", "", "", "", "BAYU CONTOH", "05052010", "L", "", "luar", "rekam", "s",
        "keluar",
      ])
    _ = kiosk.run()
    #expect(!script.asked.contains { $0.hasPrefix("IKD") })
    #expect(script.transcript.contains("OK L01-001"))
    #expect(try #require(try desk.world.queue.latestShift()).tally[.ikd(.notYetDue)] == 1)
  }

  @Test func `a wrong answer is asked again with the text still in the line`() throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(opening + ["", "35730541019000", nil, nil, "keluar"])
    _ = kiosk.run()
    #expect(script.transcript.contains("NIK harus 16 angka; yang diketik 14."))
    #expect(script.prompts.contains { $0.prefill == "35730541019000" })
  }

  @Test(arguments: Language.allCases)
  func `a question mark is not doubled where a complaint names the question`(language: Language) {
    let words = Wording(language).form
    for field in Field.allCases {
      for complaint in [Complaint.noSuchChoice(field, "x"), .required(field)] {
        let said = words.complaint(complaint)
        #expect(!said.contains("?:") && !said.contains("("), "\(said)")
      }
    }
  }

  @Test func `help at the services says that several may be typed, and so they may`() throws {
    for typed in ["4 6", "cetak, kk"] {
      let desk = try DeskWorld()
      let (kiosk, script) = desk.kiosk(
        opening + siti.prefix(4) + ["?", typed, "1", "s", "keluar"])
      _ = kiosk.run()
      let screen = script.transcript.split { $0.isWhitespace }.joined(separator: " ")
      #expect(screen.contains("boleh beberapa sekaligus: 4 6, atau cetak, kk."))
      #expect(script.transcript.contains("OK L01-001 · terbuka · cetak selesai, kk selesai"))
    }
  }

  @Test func `back, help and so-far stay inside the form`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(
      opening + [
        "", "3573054101900001", "SITI", "<", "SITI CONTOH", "?", "", "=", "3573051004", "cetak",
        "1", "s", "keluar",
      ])
    #expect(screen.contains("Tanggal lahir di KTP, hari dulu"))
    #expect(screen.contains("Isian sampai di sini:"))
    #expect(screen.contains("OK L01-001"))
    let counter = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    #expect(try counter.open(try counter.visit(ticket: 1)).name.text == "SITI CONTOH")
  }

  @Test func `an answer that is gone back to stands there in words, and Enter keeps it`() throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(
      opening + [
        "3573051708850003", "TONI CONTOH", "", "malang", "1", "sukoharjo", "1", "kk", "5", "y",
        "2", "6", "Diaktifkan ulang di sini (HP baru, lupa PIN)", "4",
        "Sukoharjo, Kota Malang", "s", "keluar",
      ])
    _ = kiosk.run()
    #expect(script.unread.isEmpty)
    func stood(_ question: String) -> [String] {
      script.prompts.filter { $0.text.hasPrefix(question) }.map(\.prefill)
    }
    #expect(stood("IKD: ") == ["", "Diaktifkan ulang di sini (HP baru, lupa PIN)"])
    #expect(stood("Domisili") == ["", "malang", "Sukoharjo, Kota Malang"])
    let counter = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    let visit = try counter.open(try counter.visit(ticket: 1))
    #expect(visit.ikd.state == .reactivated && visit.residence.isResident)
  }

  @Test func `a correction shows what was deferred in words, and what is left as it was stays`()
    throws
  {
    let desk = try DeskWorld()
    _ = desk.session(opening)
    let counter = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    _ = try desk.take(
      """
      {"nik":"3573054101900001","name":"SITI CONTOH","birthDate":"1990-01-01",\
      "residence":"3573051004","ikd":{"state":"active"},\
      "services":[{"code":"cetak","result":"deferred","reason":"blanksOut"}]}
      """, counter)
    let (kiosk, script) = desk.kiosk(["koreksi 1", "7", "cetak: blangko habis", "s", "keluar"])
    _ = kiosk.run()
    let deferred = script.prompts.filter { $0.text.hasPrefix("Yang ditunda") }
    #expect(deferred.map(\.prefill) == ["cetak: blangko habis"])
    #expect(script.transcript.contains("kunjungan tetap seperti semula"))
  }

  @Test func `Ctrl-C leaves the line, then holds the form`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(
      opening + [
        "", "3573054101900001", nil, nil, "lanjut", "SITI CONTOH", "", "3573051004",
        "cetak", "1", "s", "keluar",
      ])
    #expect(screen.contains("Baris dibuang."))
    #expect(screen.contains("Formulir ditahan"))
    #expect(screen.contains("OK L01-001"))
    #expect(desk.volatile.pieces.keys.allSatisfy { !$0.contains("draft") })
  }

  /// The answers up to the summary.
  private let half: [String?] = ["3573054101900001", "SITI CONTOH"]
  private let rest: [String?] = ["", "3573051004", "cetak", "1", "s"]

  @Test func `a form that has no room on the shelf stays in hand until its ticket is out`() throws {
    let desk = try DeskWorld()
    _ = desk.session(opening)
    desk.volatile.isFull = true
    let (kiosk, script) = desk.kiosk(
      half + ["!", "t", nil, nil, "t"] + rest + ["lanjut", "keluar"])
    _ = kiosk.run()
    #expect(script.unread.isEmpty)
    #expect(script.shown.count { $0.hasPrefix("Memori sementara penuh: isian ini hanya") } == 1)
    #expect(script.shown.count { $0.hasPrefix("Belum ditahan: memori sementara penuh") } == 2)
    #expect(!script.transcript.contains("Formulir ditahan"))
    #expect(!script.transcript.contains("belum ada isian"))
    #expect(script.transcript.contains("OK L01-001"))
    #expect(script.transcript.contains("Tidak ada yang ditahan."))
  }

  @Test func `with room again the whole form is held; given up, nothing is claimed of it`() throws {
    let desk = try DeskWorld()
    _ = desk.session(opening)
    _ = desk.session(["3573054101900001"])
    desk.volatile.isFull = true
    let (kiosk, script) = desk.kiosk(["lanjut", "SITI CONTOH", "!", "y", "lanjut", "keluar"])
    _ = kiosk.run()
    #expect(script.unread.isEmpty)
    #expect(script.transcript.contains("Formulir dibuang; isiannya tidak disimpan"))
    #expect(script.transcript.contains("Tidak ada yang ditahan."))
    desk.volatile.isFull = false
    let again = desk.session(half + ["!", "lanjut"] + rest + ["keluar"])
    #expect(again.contains("Formulir ditahan sebagai nomor 1") && again.contains("OK L01-001"))
  }

  /// Ctrl-D at both questions, as when the input is at its end: no question is asked for ever.
  @Test func `a form that cannot be held can be left at the end of the input`() throws {
    let desk = try DeskWorld()
    _ = desk.session(opening)
    desk.volatile.isFull = true
    #expect(desk.session(half).contains("Formulir dibuang"))
  }

  @Test func `a visit that the disk does not take is not said to wait where it does not`() throws {
    let desk = try DeskWorld()
    _ = desk.session(opening)
    desk.volatile.isFull = true
    desk.memory.failures = [.before(.diskFull), .before(.diskFull)]
    let (kiosk, script) = desk.kiosk(
      half + rest + ["t", "t", "", "keluar"])
    _ = kiosk.run()
    #expect(script.unread.isEmpty)
    #expect(!script.transcript.contains("Isian tetap ada di lanjut"))
    #expect(script.transcript.contains("OK L01-001"))
  }

  @Test func `a key that was gone, or that stays, is not said to be destroyed`() throws {
    let desk = try DeskWorld()
    _ = desk.session(opening)
    for name in desk.volatile.pieces.keys { try desk.volatile.store.remove(name) }
    // Closed in the shell's dialogue, which does not take the shift up first.
    let (gone, script) = desk.kiosk(["", "", "y"])
    try gone.closeOnly()
    #expect(script.transcript.contains("Kuncinya sudah tidak ada sebelum ditutup."))
    #expect(!script.transcript.contains("dimusnahkan"))
    _ = desk.session(opening)
    desk.volatile.isStuck = true
    let stuck = desk.session(["tutup", "", "", "y", "keluar"])
    #expect(stuck.contains("Matikan laptop sekarang"))
    #expect(!stuck.contains("dimusnahkan"))
    #expect(try #require(try desk.world.queue.latestShift()).state == .closed)
  }

  @Test func `who waits keeps a number until the form is stored, whoever else comes and goes`()
    throws
  {
    let desk = try DeskWorld()
    let names = ["", "ANI UJI", "BUDI UJI", "CICI UJI", "DEDI UJI"]
    func begin(_ serial: Int) -> [String?] { ["357305410190000\(serial)", names[serial], "!"] }
    let rest: [String?] = ["", "3573051004", "cetak", "1", "s"]
    let screen = desk.session(
      opening + begin(1) + begin(2) + begin(3) + ["2"] + rest + begin(4) + ["lanjut", "3", "="]
        + rest + ["lanjut 2", "="] + rest + ["lanjut", "="] + rest + ["keluar"])
    #expect(screen.contains("Formulir ditahan sebagai nomor 3 (C.U.)."))
    #expect(screen.contains(" 1 A.U. · 0 menit   2 D.U. · 0 menit   3 C.U. · 0 menit"))
    let counter = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    let served = try (1...4).map { try counter.open(try counter.visit(ticket: $0)).name.text }
    #expect(served == [2, 3, 4, 1].map { names[$0] })
    #expect(try Reports(desk.world).status().held == 0)
  }

  @Test func `a correction that is held waits under lanjut, also after a kill`() throws {
    let desk = try DeskWorld()
    _ = desk.session(opening + siti + ["koreksi 1", "2", "SITI BETUL", "!"])
    let (kiosk, script) = desk.kiosk(["lanjut", "s", "1", "cari", "keluar"])
    _ = kiosk.run()
    #expect(script.transcript.contains("1 formulir belum selesai ditemukan."))
    #expect(!script.transcript.contains("ternyata sudah tersimpan"))
    #expect(script.transcript.contains("S.B. 3573********0001"))
    let tally = try #require(try desk.world.queue.latestShift()).tally
    #expect(tally[.visits] == 1)
    #expect(try Audit(desk.world).full().isEmpty)
  }

  @Test func `a correction cut off right after storing is not offered again`() throws {
    let desk = try DeskWorld()
    _ = desk.session(opening + siti + ["koreksi 1", "2", "SITI BETUL", "!"])
    let kept = desk.volatile.pieces
    _ = desk.session(["lanjut", "s", "1", "keluar"])
    for (name, bytes) in kept { try desk.volatile.store.save(name, bytes) }
    let screen = desk.session(["keluar"])
    #expect(screen.contains("sudah tersimpan sebagai L01-001"))
    #expect(try Reports(desk.world).status().held == 0)
  }

  @Test func `koreksi goes on with the correction that is held; untouched, it is none`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(
      opening + siti + [
        "koreksi", "!", "lanjut", "koreksi", "2", "SITI BETUL", "!", "koreksi 1", "=", "s", "1",
        "koreksi", "s", "keluar",
      ])
    #expect(screen.ranges(of: "kunjungan tetap seperti semula").count == 2)
    #expect(try #require(try desk.world.queue.latestShift()).lastSequence == 3)
    #expect(screen.contains("Tidak ada yang ditahan."))
    #expect(screen.contains("SITI BETUL"))
    #expect(try Reports(desk.world).status().held == 0)
  }

  @Test func `voiding a visit settles its held correction`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(
      opening + siti + [
        "koreksi", "2", "SITI BETUL", "!", "batal 1", "y", "salah orang", "lanjut", "keluar",
      ])
    #expect(screen.contains("Tidak ada yang ditahan."))
  }

  @Test(arguments: [
    ("batal 1 salah orang", nil as String?, "salah orang"),
    ("batal L01-001  2", nil, "Tercatat dua kali"),
    ("batal 1 9", "3", "Pemohon pergi"), ("batal 1", "1", "Salah orang"),
  ])
  func `a reason typed after the ticket is taken; what cannot be one is asked for`(
    command: String, answer: String?, reason: String
  ) throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(
      opening + siti + [command, "y"] + (answer.map { [$0] } ?? []) + ["keluar"])
    _ = kiosk.run()
    #expect(script.unread.isEmpty && script.transcript.contains("OK L01-001 dibatalkan."))
    #expect(script.asked.count { $0.hasPrefix("Alasan batal") } == (answer == nil ? 0 : 1))
    let stored = try #require(try desk.world.queue.latestShift())
    let locked = try #require(desk.volatile.pieces["\(stored.shift.id).key"])
    let key = try LockedKey.unlock(
      locked, passphrase: DeskWorld.passphrase, shift: stored.shift.id)
    let last = try desk.world.queue.entries(stored.shift.id, 2...3)
    #expect(try last[1].content(key: key, previous: last[0].hash) == .void(reason: reason))
  }

  @Test func `a killed program offers the form again`() throws {
    let desk = try DeskWorld()
    _ = desk.session(opening + ["", "3573054101900001", "SITI CONTOH"])
    let screen = desk.session(["lanjut", "", "3573051004", "cetak", "1", "s", "keluar"])
    #expect(screen.contains("1 formulir belum selesai ditemukan."))
    #expect(screen.contains("OK L01-001"))
  }

  @Test func `a draft whose visit was stored just before the kill is not stored again`() throws {
    let desk = try DeskWorld()
    let (kiosk, _) = desk.kiosk(opening + [""] + siti.dropLast())
    _ = kiosk.run()
    let kept = desk.volatile.pieces
    _ = desk.session(["lanjut", "s", "keluar"])
    for (name, bytes) in kept { try desk.volatile.store.save(name, bytes) }
    let screen = desk.session(["status", "keluar"])
    #expect(screen.contains("sudah tersimpan sebagai L01-001"))
    #expect(try #require(try desk.world.queue.latestShift()).tally[.visits] == 1)
  }

  @Test func `a second visit of a NIK needs a yes, which is recorded`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(
      opening + siti + [
        "", "3573054101900001", "y", "kk", "1", "s", "keluar",
      ])
    #expect(screen.contains("sudah tercatat di sesi ini: L01-001 09.00 cetak selesai"))
    let counter = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    #expect(try counter.open(try counter.visit(ticket: 2)).confirmed == [.nikSeenThisShift])
    #expect(counter.tally[.people] == 1)
  }

  @Test func `who was refused comes back, is asked about IKD only, and is linked`() throws {
    let desk = try DeskWorld()
    let toni: [String?] = [
      "3573051708850003", "TONI CONTOH", "", "dinoyo", "cetak, rekam", "5", "", "3", "1", "s",
    ]
    let (kiosk, script) = desk.kiosk(
      opening + toni + [
        "3573051708850003", "y", "!", "1", "3", "s", "cari 3573051708850003", "keluar",
      ])
    _ = kiosk.run()
    #expect(script.transcript.contains("OK L01-002 · terbuka · ikd selesai, cetak selesai, rekam"))
    #expect(script.transcript.contains("Menyusul L01-001"))
    #expect(script.asked.filter { $0.hasPrefix("Nama") }.count == 1)
    #expect(script.unread.isEmpty)
    let counter = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    let first = try counter.visit(ticket: 1)
    #expect(try counter.open(first).follows == nil)
    let second = try counter.visit(ticket: 2)
    #expect(try counter.open(second).follows == first.header.visit)
    let other = try counter.open(first)
    let stranger = Visit(
      nik: nil, name: other.name, birthDate: other.birthDate, sex: other.sex, married: false,
      residence: other.residence, segment: .public, institution: nil, recorded: true,
      ikd: IKDResult(state: .active), requests: other.requests)
    _ = try counter.amend(second, to: stranger, reason: "NIK orang lain")
    let amended = try counter.open(try counter.visit(ticket: 2))
    #expect(amended.nik == nil && amended.follows == first.header.visit)
    #expect(amended.amendmentReason == "NIK orang lain")
  }

  @Test func `what the last one asked for and where they live is proposed to the next`() throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(
      opening + siti + ["3573051708850003", "TONI CONTOH", "", "", "", "1", "s", "keluar"])
    _ = kiosk.run()
    #expect(script.asked.contains { $0.hasSuffix("[Dinoyo, Kota Malang]: ") })
    #expect(script.asked.contains("Layanan [cetak]: "))
    #expect(script.transcript.contains("OK L01-002 · terbuka · cetak selesai"))
  }

  @Test func `what an adult asked for is not proposed to a child, nor the other way round`() throws
  {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(
      opening + siti + [
        "3573051205120007", "ADIK CONTOH", "", "", "", "kia", "s", "3573054101900002", "ANI CONTOH",
        "", "", "cetak", "1", "s", "keluar",
      ])
    _ = kiosk.run()
    #expect(script.unread.isEmpty)
    #expect(script.transcript.contains("OK L01-003"))
    #expect(!script.asked.contains { $0.hasPrefix("Layanan [") })
  }

  @Test func `a family is asked for its address and its contact once`() throws {
    let desk = try DeskWorld()
    let toni: [String?] = [
      "3573051708850003", "TONI CONTOH", "", "kota batu", "cetak", "5", "y", "3", "memori", "-",
      "081234567890", "toni@gmail.com", "s",
    ]
    let siti: [String?] = [
      "k 3573054101900001", "SITI CONTOH", "", "", "", "5", "y", "3", "memori", "-", "", "", "s",
    ]
    let ani: [String?] = ["3573054101900002", "ANI CONTOH", nil, nil, "keluar"]
    let (kiosk, script) = desk.kiosk(opening + toni + siti + ani)
    _ = kiosk.run()
    let counter = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    let (first, second) = (
      try counter.open(try counter.visit(ticket: 1)), try counter.open(try counter.visit(ticket: 2))
    )
    #expect(second.residence == first.residence && !second.residence.isResident)
    #expect(second.contact == first.contact && second.contact.email?.address == "toni@gmail.com")
    #expect(!script.asked.suffix(4).contains { $0.contains("0812") || $0.contains("Batu") })
  }

  @Test func `amend, void and find by ticket`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(
      opening + siti + [
        "cari 1", "cari 3573054101900001", "koreksi L01-001", "2", "SITI BETUL", "s",
        "9", "", "lain di KK",
        "cari 99", "batal 1", "t", "batal", "y", "", "salah orang", "batal 1", "cari 1", "keluar",
      ])
    #expect(screen.contains("S.C. 3573********0001"))
    #expect(screen.ranges(of: "S.B. 3573********0001 · cetak selesai").count == 2)
    #expect(screen.contains("Tidak dibatalkan."))
    #expect(screen.ranges(of: "L01-001 sudah dibatalkan pukul 09.00").count == 2)
    #expect(screen.contains("OK L01-001 dibatalkan."))
    #expect(screen.contains("Lain di kartu atau berkas"))
    #expect(screen.contains("Tidak ditemukan di sesi ini."))
    #expect(try #require(try desk.world.queue.latestShift()).tally[.voided] == 1)
    #expect(try Audit(desk.world).full().isEmpty)
  }

  @Test func `closing asks for the counts, prints the final tally, destroys the key`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(opening + siti + ["tutup", "350", "12", "y", "keluar"])
    #expect(screen.contains("REKAP HARIAN"))
    #expect(screen.contains("Formulir dibagikan : 350"))
    #expect(screen.contains("kunci sesi dimusnahkan"))
    #expect(try #require(try desk.world.queue.latestShift()).state == .closed)
    #expect(desk.volatile.pieces.isEmpty)
  }

  @Test func `closing warns of unfinished forms and can be left`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(opening + ["", "3573054101900001", "!", "tutup", "t", "keluar"])
    #expect(screen.contains("1 formulir belum selesai"))
    #expect(try #require(try desk.world.queue.latestShift()).state == .open)
  }

  @Test func `a locked kiosk opens only with the passphrase`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(
      opening + ["kunci", "salah-salah-salah", DeskWorld.passphrase] + siti + ["keluar"])
    #expect(screen.contains("Terkunci."))
    #expect(screen.contains("Sandi sesi salah."))
    #expect(screen.contains("OK L01-001"))
  }

  @Test func `the officer on duty stands in the entries`() throws {
    let desk = try DeskWorld()
    _ = desk.session(opening + ["ganti budi", ""] + siti + ["jejak", "keluar"])
    let stored = try #require(try desk.world.queue.latestShift())
    let deeds = try Reports(desk.world).trail(stored).deeds
    #expect(deeds.map(\.staff.text) == ["sari", "budi"])
  }

  @Test func `a default of yes or no is a letter of the screen's language`() throws {
    for (language, letter) in [(Language.indonesian, "t"), (.english, "n")] {
      let desk = try DeskWorld(language)
      let (kiosk, script) = desk.kiosk(
        opening + ["", "", "BAYU CONTOH", "05052010", "L", nil, nil, "keluar"])
      _ = kiosk.run()
      #expect(script.asked.contains { $0.hasSuffix("(y/\(letter)) [\(letter)]: ") })
    }
  }

  @Test(arguments: [Language.indonesian, .english])
  func `nothing is wider than forty columns`(language: Language) throws {
    let desk = try DeskWorld(language)
    let script = ScriptedTerminal(
      texts: ["?", "mog", "sari", "2", "4", "", "?", "3573051708850003", "TONI CONTOH", "", "?"]
        + [
          "dinoyo", "?", "cetak kk", "?", "5", "?", "t", "?", "A", "?", "", "?", "", "=", "<", "",
          "?",
        ]
        + ["s", "?", "status", "rekap", "kebijakan", "jejak", "antrean", "batal", "y", "uji coba"]
        + ["koreksi 1", "keluar"],
      columns: 40)
    _ = Kiosk(
      world: desk.world, terminal: script.terminal, passphrase: DeskWorld.passphrase
    ).run()
    let wide = script.shown.filter { $0.count > 40 }
    #expect(wide.isEmpty, "\(wide)")
    #expect(script.transcript.contains("OK L01-001"))
  }

  @Test func `every command has an English name that does the same`() throws {
    let desk = try DeskWorld(.english)
    let screen = desk.session(
      opening + siti + ["tally", "queue", "find 1", "policy", "trail", "doctor", "help", "quit"])
    for words in ["OK L01-001 · open · cetak served", "INTERIM TALLY", "SERVICE POLICY WITH IKD"] {
      #expect(screen.contains(words))
    }
    #expect(!screen.contains("Simpan?"))
  }

  @Test func `nothing is stored when the terminal goes away in a form, and the draft waits`() throws
  {
    let desk = try DeskWorld()
    let script = ScriptedTerminal(
      (opening + ["", "3573054101900001"]).map { .text($0 ?? "") } + [.hangUp])
    let kiosk = Kiosk(
      world: desk.world, terminal: script.terminal, passphrase: DeskWorld.passphrase)
    #expect(kiosk.run() == 0)
    #expect(try #require(try desk.world.queue.latestShift()).tally.captured == 0)
    #expect(try Reports(desk.world).status().held == 1)
  }
}
