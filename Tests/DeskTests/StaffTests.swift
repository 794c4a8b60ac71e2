import Intake
import Ports
import Sealing
import TestWorld
import Testing
import Wording

@testable import Desk

/// Several people at one laptop: who they are, and what a locked kiosk keeps.
@Suite struct StaffTests {
  private let opening: [String?] = [
    "mog", "sari", "", "", DeskWorld.passphrase, DeskWorld.passphrase,
  ]

  /// A kiosk without a passphrase file, as at a table.
  private func session(_ desk: DeskWorld, _ lines: [Line]) -> ScriptedTerminal {
    let script = ScriptedTerminal(lines)
    _ = Kiosk(world: desk.world, terminal: script.terminal, passphrase: nil).run()
    return script
  }

  private func lines(_ texts: [String?]) -> [Line] { texts.map { $0.map(Line.text) ?? .interrupt } }

  private func pieces(_ desk: DeskWorld) -> [String] { desk.volatile.pieces.keys.sorted() }

  @Test func `who comes on duty sets a PIN and is asked for it the next time`() throws {
    let desk = try DeskWorld()
    let script = session(
      desk,
      lines(
        opening + [
          "ganti budi", "12345", "135791", "135792", "135791", "135791", "ganti sari",
          DeskWorld.passphrase, "ganti budi", "000000", "ganti budi", "135791", "keluar",
        ]))
    #expect(script.transcript.contains("PIN terdiri dari 6 angka."))
    #expect(script.transcript.contains("Tidak sama. Ulangi."))
    #expect(script.transcript.contains("PIN salah. Tidak ada yang hilang; masih 4 kali"))
    let duties = script.shown.filter { $0.hasPrefix("Petugas sekarang") }
    #expect(duties == ["budi", "sari", "budi"].map { "Petugas sekarang: \($0)." })
    let asked = script.prompts.filter(\.isSecret)
    #expect(asked.contains { $0.text == "PIN budi: " })
    #expect(script.unread.isEmpty)
  }

  @Test func `five wrong PINs take it away, also over a restart; the passphrase sets a new one`()
    throws
  {
    let desk = try DeskWorld()
    let wrong: [String?] = ["ganti budi", "000000"]
    _ = session(
      desk,
      lines(opening + ["ganti budi", "135791", "135791", "ganti sari", DeskWorld.passphrase])
        + lines(wrong + wrong + wrong))
    let script = session(
      desk,
      lines(
        [DeskWorld.passphrase] + wrong + wrong + [
          "ganti budi", "135791", "ganti budi", DeskWorld.passphrase, "246802", "246802", "keluar",
        ]))
    #expect(script.transcript.contains("PIN salah terlalu sering dan kini dihapus."))
    #expect(script.transcript.contains("Sandi sesi salah."))
    #expect(script.shown.last { $0.hasPrefix("Petugas") } == "Petugas sekarang: budi.")
  }

  @Test func `a kiosk left alone locks, and the half-typed form is there after unlocking`() throws {
    let desk = try DeskWorld(idleSeconds: 60)
    let script = session(
      desk,
      lines(opening + ["ganti budi", "135791", "135791", "3573054101900001"])
        + [.idle("SITI CON")] + lines(["salah-salah-1", "135791", "SITI CONTOH", "", "luar"])
        + lines(["cetak", "1"]) + [.idle("")] + lines(["135791", "s"]) + [.idle("")]
        + lines(["sari", DeskWorld.passphrase, "keluar"]))
    #expect(script.unread.isEmpty)
    #expect(script.transcript.contains("OK L01-001"))
    #expect(script.prompts.contains { $0.prefill == "SITI CON" })
    #expect(script.clearCount >= 3)
    // At the opening and for the prompt that was locked; a form that goes on is not "next".
    #expect(script.shown.count { $0.hasPrefix("Siap.") } == 2)
    let stored = try #require(try desk.world.queue.latestShift())
    #expect(try Reports(desk.world).trail(stored).deeds.map(\.staff.text) == ["sari", "budi"])
    let opened = try #require(script.prompts.firstIndex { $0.isCommand })
    #expect(script.prompts[opened...].allSatisfy { $0.isSecret == ($0.idleSeconds == nil) })
  }

  @Test func `while it is locked nothing of a form can be read without a secret`() throws {
    let desk = try DeskWorld(idleSeconds: 60)
    let script = session(
      desk,
      lines(opening + ["3573054101900001", "SITI CONTOH"]) + [.idle("")]
        + lines(["lanjut", nil, "lanjut", nil, "cari 3573054101900001", nil, "keluar"]))
    let locked = try #require(script.shown.firstIndex { $0.hasPrefix("Terkunci") })
    let after = script.shown[locked...].joined()
    #expect(!after.contains("SITI") && !after.contains("S.C.") && !after.contains("3573"))
    #expect(after.contains("Sesi 1 belum dilanjutkan"))
  }

  @Test func `a form that has no room on the shelf goes on in hand after unlocking`() throws {
    let desk = try DeskWorld(idleSeconds: 60)
    _ = session(desk, lines(opening))
    desk.volatile.isFull = true
    let script = session(
      desk,
      lines([DeskWorld.passphrase, "3573054101900001", "SITI CONTOH"]) + [.idle("01-0")]
        + lines([DeskWorld.passphrase, "", "luar", "cetak", "1", "s", "keluar"]))
    #expect(script.unread.isEmpty)
    #expect(script.shown.contains { $0.hasPrefix("Terkunci.") })
    #expect(script.prompts.contains { $0.prefill == "01-0" })
    #expect(script.transcript.contains("OK L01-001"))
  }

  @Test func `at the lock a form in hand goes only when told to`() throws {
    let desk = try DeskWorld(idleSeconds: 60)
    _ = session(desk, lines(opening))
    desk.volatile.isFull = true
    let form = [DeskWorld.passphrase, "3573054101900001", "SITI CONTOH"]
    let kept = session(
      desk,
      lines(form) + [.idle("01-0")]
        + lines([nil, "t", DeskWorld.passphrase, "", "luar", "cetak", "1", "s", "keluar"]))
    #expect(kept.unread.isEmpty)
    #expect(kept.transcript.contains("hanya ada di program ini"))
    #expect(!kept.transcript.contains("Isian yang belum selesai aman"))
    #expect(kept.transcript.contains("OK L01-001"))

    let other = [DeskWorld.passphrase, "3573054101900002", "ANI CONTOH"]
    let closed = session(
      desk, lines(other) + [.idle("")] + lines(["tutup", "y", "0", "0", "y", "keluar"]))
    #expect(closed.unread.isEmpty)
    #expect(closed.transcript.contains("1 formulir"), "asked about the one in hand")
    #expect(try desk.shifts.latest()?.state == .closed)
  }

  @Test func `closing at the lock says nothing of going on`() throws {
    let desk = try DeskWorld()
    let script = session(desk, lines(opening + ["kunci", "tutup", "0", "0", "y", "keluar"]))
    #expect(script.unread.isEmpty)
    #expect(script.transcript.contains("kunci sesi dimusnahkan"))
    #expect(!script.transcript.contains("belum dilanjutkan"))
  }

  @Test func `a try that cannot be counted is not made`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    let pins = Pins(world: desk.world, shift: counter.shift.id)
    let budi = try #require(StaffCode("budi"))
    try pins.set("135791", for: budi, counter.key)
    desk.volatile.isFull = true
    for pin in ["000000", "135791"] {
      #expect(throws: DeskError.volatile(.full)) { try pins.open(pin, of: budi) }
    }
    #expect(throws: DeskError.volatile(.full)) { try pins.set("246802", for: budi, counter.key) }
    desk.volatile.isFull = false
    _ = try pins.open("135791", of: budi)
    // A PIN that could not be taken away after five wrong ones opens no more either.
    desk.volatile.isStuck = true
    for _ in 1...Pins.triesMax { _ = try? pins.open("000000", of: budi) }
    #expect(throws: DeskError.lockedOut) { try pins.open("135791", of: budi) }
  }

  @Test func `a garbled PIN is none`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    let pins = Pins(world: desk.world, shift: counter.shift.id)
    let budi = try #require(StaffCode("budi"))
    try pins.set("135791", for: budi, counter.key)
    let name = "\(counter.shift.id).pin.budi"
    let locked = try #require(desk.volatile.pieces[name])
    try desk.volatile.store.save(name, Array(locked.dropLast(3)))
    #expect(!pins.has(budi))
    try pins.set("246802", for: budi, counter.key)
    _ = try pins.open("246802", of: budi)
  }

  @Test func `a question beside the form is left alone too, and the answer stands there after`()
    throws
  {
    let desk = try DeskWorld(idleSeconds: 60)
    let script = session(
      desk,
      lines(opening + ["3573054101900001", "SITI 2"]) + [.idle("")]
        + lines([DeskWorld.passphrase, "SITI CONTOH", nil, nil, "keluar"]))
    #expect(script.unread.isEmpty)
    #expect(script.prompts.contains { $0.text.hasPrefix("Nama") && $0.prefill == "SITI 2" })
    #expect(script.shown.contains { $0.hasPrefix("Terkunci.") })
  }

  @Test func `a colleague's form opens to who came by a PIN, to others by its owner's secret`()
    throws
  {
    let desk = try DeskWorld()
    let held: [String?] = ["3573054101900001", "SITI CONTOH", "!"]
    let script = session(
      desk,
      lines(
        opening + held + [
          "ganti budi", "", "lanjut 1", "salah-salah-1", "lanjut", nil, "1", DeskWorld.passphrase,
          "!", "ganti budi", "135791", "135791", "1", "!", "lanjut 2", "ganti sari",
          DeskWorld.passphrase, "1", "!", "keluar",
        ]))
    #expect(script.unread.isEmpty)
    #expect(script.prompts.count { $0.text == "Sandi sesi atau PIN sari: " } == 3)
    #expect(script.shown.count { $0.hasPrefix("Formulir itu tetap ditahan") } == 2)
    let opened = script.shown.filter { $0.hasPrefix("SITI CONTOH · 0 menit") }
    #expect(opened.map { $0.hasSuffix(" · sari") } == [true, true, false])
    #expect(script.shown.contains(" 1 S.C. · 0 menit · sari"))
  }

  @Test func `a form held by an earlier program, which did not say whose it is, is the opener's`()
    throws
  {
    let desk = try DeskWorld()
    _ = session(desk, lines(opening + ["3573054101900001", "SITI CONTOH", "!", "keluar"]))
    let shift = try #require(try desk.world.queue.latestShift()).shift.id
    let locked = try #require(desk.volatile.pieces["\(shift).key"])
    let key = try #require(
      try LockedKey.unlock(locked, passphrase: DeskWorld.passphrase, shift: shift))
    let name = try #require(pieces(desk).first { $0.contains(".draft.") })
    let sealed = try #require(desk.volatile.pieces[name])
    let plain = try #require(key.openDraft(sealed, name: name))
    let text = String(decoding: plain, as: UTF8.self)
    let former = text.replacing(" 0 sari\n", with: " 0\n", maxReplacements: 1)
    try #require(former != text)
    try desk.world.volatile.save(
      name, key.sealDraft(Array(former.utf8), name: name, nonce: [UInt8](repeating: 9, count: 12)))
    let script = session(
      desk, lines([DeskWorld.passphrase, "lanjut", "", "luar", "cetak", "1", "s", "keluar"]))
    #expect(script.unread.isEmpty)
    #expect(script.shown.contains("SITI CONTOH · 0 menit"))
    #expect(script.transcript.contains("OK L01-001"))
  }

  /// Answers up to the question which coordinator decides.
  private func closed(_ nik: String) -> [String?] {
    [nik, "TONI CONTOH", "", "dinoyo", "cetak", "5", "y", "3", "memori", "koordinator"]
  }

  @Test(arguments: [nil, "madu-padi-kopi-awan-nada"])
  func `a coordinator decides by PIN: set at the first decision, asked for at the next`(
    own: String?
  ) throws {
    let desk = try DeskWorld(coordinatorPassphrase: own)
    let script = session(
      desk,
      lines(
        opening + closed("3573051708850003") + [
          "dahlia", own ?? DeskWorld.passphrase, "482913", "482913", "dari jauh", "", "", "s",
        ]
          + closed("3573051708850004") + ["dahlia", "111111", "dahlia", "482913", "dari jauh"]
          + ["", "", "s", "keluar"]))
    #expect(script.transcript.contains("OK L01-002 · keputusan koordinator · cetak selesai"))
    #expect(script.transcript.contains("PIN salah."))
    #expect(!script.transcript.contains("482913"))
  }

  @Test func `nobody becomes a coordinator by their code, a colleague's PIN or the passphrase`()
    throws
  {
    let desk = try DeskWorld(coordinatorPassphrase: "madu-padi-kopi-awan-nada")
    let script = session(
      desk,
      lines(
        opening + ["ganti budi", "135791", "135791"] + closed("3573051708850003") + [
          "dahlia", "482913", "dahlia", DeskWorld.passphrase, "dahlia", "135791", nil, nil,
          "ganti dahlia", DeskWorld.passphrase, "ganti dahlia", "", "kunci", "dahlia",
          DeskWorld.passphrase, "ganti dahlia", "madu-padi-kopi-awan-nada", "482913", "482913",
          "kunci", "dahlia", "482913", "keluar",
        ]))
    #expect(script.unread.isEmpty)
    #expect(script.shown.count { $0.hasPrefix("Bukan sandi koordinator itu.") } == 5)
    #expect(script.prompts.count { $0.text == "Sandi koordinator dahlia: " && $0.isSecret } == 6)
    let duties = script.shown.filter { $0.hasPrefix("Petugas sekarang") }
    #expect(
      duties == ["budi", "sari", "dahlia", "dahlia"].map { "Petugas sekarang: \($0)." })
  }

  @Test func `without a passphrase of their own the shift's is asked for, also beside a file`()
    throws
  {
    let desk = try DeskWorld()
    let typed = ["mog", "sari", "", ""] + closed("3573051708850003")
    let screen = desk.session(
      typed + ["dahlia", "482913", "dahlia", DeskWorld.passphrase, "482913", "482913", nil, nil])
    #expect(screen.contains("Sandi sesi salah."))
    #expect(desk.volatile.pieces.keys.count { $0.hasSuffix(".pin.dahlia") } == 1)
  }

  @Test func `PINs and their tries end with the shift`() throws {
    let desk = try DeskWorld()
    _ = session(
      desk,
      lines(
        opening + [
          "ganti budi", "135791", "135791", "ganti budi", "000000", "tutup", "", "", "y", "keluar",
        ]))
    #expect(pieces(desk).isEmpty)
  }

  @Test func `an abandoned idle question does nothing`() throws {
    let desk = try DeskWorld(idleSeconds: 60)
    let script = session(
      desk,
      lines(opening + ["3573054101900001", "SITI CONTOH", "", "luar", "cetak", "1", "s", "batal"])
        + [.idle("")] + lines([DeskWorld.passphrase, "3573054101900002", "ANI CONTOH", nil, nil])
        + lines(["keluar"]))
    #expect(script.transcript.contains("Tidak dibatalkan."))
    #expect(try Audit(desk.world).full().isEmpty)
  }
}
