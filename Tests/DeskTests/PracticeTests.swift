import Desk
import Ports
import TestWorld
import Testing
import Wording

/// The guided practice, done well and done badly.
@Suite struct PracticeTests {
  /// The steps in order, as the cards tell them; the kelurahan is the first of the region table.
  private func steps(_ kelurahan: String) -> [String?] {
    [
      "3573015701900001", "SITI CONTOH", "", kelurahan, "cetak", "1", "s",
      "3573011701850002", "TONI CONTOH", "", "", "kk", "5", "", "!",
      "3573011701970003", "RUDI CONTOH", "", "luar", "cetak legalisir", "1", "s",
      "1", "1", "s",
      "", "", "BAYU CONTOH", "17012010", "L", "t", kelurahan, "rekam", "s",
      "3573015701740005", "DEWI CONTOH", "", "", "cetak", "5", "", "3", "1", "s",
      "3573015701740005", "y", "3", "s",
    ]
  }

  private func practise(_ desk: DeskWorld, _ lines: [String?]) -> ScriptedTerminal {
    let script = ScriptedTerminal(lines.map { $0.map(Line.text) ?? .interrupt })
    _ = Kiosk(world: desk.world, terminal: script.terminal, passphrase: nil).practise()
    return script
  }

  @Test(arguments: [Language.indonesian, .english])
  func `seven steps done well end the practice by themselves`(language: Language) throws {
    let desk = try DeskWorld(language)
    let script = practise(desk, steps("balearjosari"))
    #expect(script.unread.isEmpty && !script.ranDry)
    let last = try #require(script.shown.last { $0.contains("7") })
    #expect(last.contains(language == .indonesian ? "7 dari 7 tepat" : "7 of 7 right"))
  }

  @Test func `what is not right is named, and a correction makes it so`() throws {
    let desk = try DeskWorld()
    let wrong: [String?] = [
      "3573015701900001", "SITI CNTOH", "", "luar", "kk", "2", "s", "koreksi", "2", "SITI CONTOH",
      "4", "balearjosari", "5", "cetak", "s", "1",
    ]
    let script = practise(desk, wrong + steps("balearjosari").dropFirst(7))
    #expect(
      script.transcript.contains(
        "BELUM TEPAT: NIK, nama, tanggal lahir atau L/P, domisili, layanan."))
    #expect(script.transcript.contains("6 dari 7 tepat pada kali pertama"))
  }

  @Test(arguments: [["keluar"], [], ["", nil, nil, "keluar"], ["tutup", "", "", "y", "keluar"]])
  func `leaving in between leaves nothing to be closed, and says so`(lines: [String?]) throws {
    let desk = try DeskWorld()
    let screen = practise(desk, lines).transcript
    #expect(screen.hasSuffix("latihan."))
    #expect(screen.contains("Latihan dihentikan; tidak ada yang perlu ditutup."))
    #expect(!screen.contains("Sesi tetap terbuka") && !screen.contains("loket tutup"))
  }

  @Test func `who should have been held is asked for again`() throws {
    let desk = try DeskWorld()
    let script = practise(
      desk, Array(steps("balearjosari").prefix(7)) + ["status", "status", "keluar"])
    #expect(script.transcript.ranges(of: "BELUM: orang ini perlu ditahan dengan !").count == 2)
    #expect(!script.transcript.contains("Latihan selesai"))
  }
}
