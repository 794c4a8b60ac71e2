import Foundation
import TestWorld
import Testing

/// What a whole session puts on screens of every kind.
@Suite struct ScreenTests {
  private static let nik = "3573054101900001"

  /// Serves one applicant by every kind of question, looks at every sheet, closes.
  private func wholeDay(_ kiosk: Pty) throws {
    kiosk.type(Self.nik, "UJI COBA", "", "dinoyo", "cetak, kk", "5", "y", "3", "2", "A", "", "")
    kiosk.type("s")
    try kiosk.expect("OK L01-001")
    kiosk.type("rekap", "status", "antrean", "kebijakan", "jejak", "periksa", "bantuan", "tutup")
    kiosk.type("350", "12", "y", "keluar")
    #expect(try kiosk.waitExit() == .code(0))
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"], ["ACCESSIBLE": "1"], ["TERM": ""]])
  func `no colour where none is wanted`(environment: [String: String]) throws {
    let counter = try Counter()
    let kiosk = try counter.opened(environment: environment)
    try wholeDay(kiosk)
    let sequences = kiosk.transcript.components(separatedBy: "\u{1b}[").dropFirst()
    let finals = sequences.compactMap { $0.first { $0.isLetter } }
    #expect(!finals.contains("m"))
  }

  /// The final letters of the control sequences that a program sent; nil: it sent another kind.
  private func finals(_ kiosk: Pty) -> Set<Character>? {
    let pieces = kiosk.transcript.components(separatedBy: "\u{1b}").dropFirst()
    guard pieces.allSatisfy({ $0.hasPrefix("[") }) else { return nil }
    return Set(pieces.compactMap { $0.dropFirst().first { $0.isLetter || $0 == "@" } })
  }

  @Test func `the Linux console gets only sequences that it knows`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened(environment: ["TERM": "linux"])
    kiosk.type(Self.nik, "UJI", "<")
    try kiosk.expect("Nama: UJI")
    kiosk.send("\u{1b}[1~\u{1b}[3~\u{1b}[4~\u{7f}\u{1b}[D\u{1b}[CO\r<\r")
    try kiosk.expect("Nama: JO")
    kiosk.send("!\r")
    try kiosk.expect("Formulir ditahan")
    kiosk.type("tutup", "y", "", "", "t", "lanjut", "!")
    try wholeDay(kiosk)
    let known: Set<Character> = ["@", "A", "B", "C", "D", "G", "H", "J", "K", "P", "h", "l", "m"]
    #expect(try #require(finals(kiosk)).isSubset(of: known))
    #expect(!kiosk.transcript.contains("\u{1b}[?1049"))
  }

  @Test(arguments: [["TERM": "linux"], ["ACCESSIBLE": "1"]])
  func `a slow line loses no key typed ahead, and nothing is drawn again and again`(
    environment: [String: String]
  ) throws {
    func shown(bytesAtOnce: Int?) throws -> Int {
      let counter = try Counter()
      let kiosk = try counter.opened(environment: environment)
      kiosk.forget()
      kiosk.bytesAtOnce = bytesAtOnce
      // All of three people before the first question has come through.
      for serial in 1...3 {
        kiosk.type("357305410190000\(serial)", "UJI COBA", "", "dinoyo", "cetak", "1", "s")
      }
      try kiosk.expect("OK L01-003", timeout: .seconds(60))
      #expect(try counter.rekap().visits == 3)
      return kiosk.transcript.utf8.count
    }
    let (fast, slow) = (try shown(bytesAtOnce: nil), try shown(bytesAtOnce: 48))
    #expect(slow < fast * 5 / 4, "\(slow) bytes, \(fast) on a fast line")
  }

  @Test func `a screen reader's screen only goes on, line after line`() throws {
    for (arguments, environment) in [(["--polos"], [:]), ([], ["ACCESSIBLE": "1"])] {
      let counter = try Counter()
      let kiosk = try counter.opened(arguments, environment: environment)
      try wholeDay(kiosk)
      // Erasing to the end of the line and bracketed paste: nothing that moves up or wipes.
      #expect(try #require(finals(kiosk)).isSubset(of: ["K", "h", "l", "C", "D", "P", "@"]))
      #expect(!kiosk.transcript.contains("█") && !kiosk.transcript.contains("▀"))
    }
  }

  @Test func `a window that changes while a name is typed keeps the name`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type(Self.nik)
    try kiosk.expect("Nama:")
    let name = "SITI NURHALIZAH BINTI CONTOH PERCOBAAN"
    for (number, letter) in name.enumerated() {
      kiosk.send(String(letter))
      kiosk.resize(rows: 24, columns: [80, 20, 132, 40][number % 4])
    }
    kiosk.resize(rows: 24, columns: 80)
    kiosk.type("", "", "dinoyo", "cetak", "1")
    try kiosk.expect("Nama: \(name)\n")
    kiosk.type("s")
    try kiosk.expect("OK L01-001")
  }

  @Test func `at forty columns only questions and long choices are wider`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened(columns: 40)
    try wholeDay(kiosk)
    let questions = [
      "LATIHAN mog", "Titik layanan", "NIK (", "Domisili", "E-mail", "Tetap tutup", "Tutup sesi",
      "Simpan?", "HP (", "Sudah rekam", "Tanggal lahir", "Mengapa",
    ]
    let wide = kiosk.shown.split(separator: "\n").filter { $0.count > 40 }
      .filter { line in !questions.contains { line.hasPrefix($0) } }
      // A numbered choice with a long title: the terminal breaks it.
      .filter { $0.drop { $0 == " " }.first?.isNumber != true }
    #expect(wide.isEmpty)
  }

  @Test(arguments: [["LANG": "C"], ["LANG": "", "LC_ALL": "POSIX"], ["LANG": "xx_YY.nonsense"]])
  func `a locale without UTF-8 types and shows names whole`(environment: [String: String]) throws {
    let counter = try Counter()
    let kiosk = try counter.opened(["--bahasa", "id"], environment: environment)
    kiosk.type(Self.nik, "ZOË CONTO\u{e9}\u{7f}É")
    try kiosk.expect("Tanggal lahir")
    kiosk.type("", "dinoyo", "cetak", "1")
    try kiosk.expect("Nama: ZOË CONTOÉ\n")
    kiosk.type("s")
    try kiosk.expect("OK L01-001 · terbuka")
  }

  @Test func `in English nothing of a session is Indonesian`() throws {
    let counter = try Counter()
    let kiosk = try counter.kiosk(["--bahasa", "en"], secret: false)
    try kiosk.expect("Service point")
    kiosk.type("mog", "sari", "", "", Counter.passphrase, Counter.passphrase)
    try kiosk.expect("Ready.")
    kiosk.type(Self.nik, "TEST", "", "dinoyo", "cetak", "1", "s")
    try kiosk.expect("OK L01-001 · open · cetak served")
    kiosk.type("tally", "status", "find 1", "close", "0", "0", "y", "quit")
    #expect(try kiosk.waitExit() == .code(0))
    for word in ["Sesi", "Simpan", "selesai", "Layanan", "Ketik", "Sandi", "LATIHAN"] {
      #expect(!kiosk.shown.contains(word))
    }
    #expect(!kiosk.transcript.contains(Counter.passphrase))
  }

  @Test func `nothing of a served applicant comes back at the next one's questions`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type(Self.nik, "UJI COBA", "", "dinoyo", "cetak")
    try kiosk.expect("IKD:")
    // Killed by Ctrl-U, by Ctrl-W and to the end: all of it would be in readline's kill ring.
    kiosk.type("1", "2")
    try kiosk.expect("Nama: ")
    kiosk.send("\u{1}\u{b}UJI COBA\u{15}UJI COBA\u{17}COBA\r")
    try kiosk.expect("Simpan?")
    kiosk.type("s")
    try kiosk.expect("OK L01-001")
    kiosk.forget()
    let keys = [
      "\u{19}", "\u{1f}", "\u{1b}[A", "\u{1b}OA", "\u{10}", "\u{12}", "\u{1b}.", "\u{1b}y",
      "\u{18}\u{15}", "\u{16}", "\u{14}", "\u{1b}[B", "\u{e}", "\u{1b}_",
    ].joined()
    kiosk.send(keys + "\u{15}\r")
    for _ in 1...2 {
      try kiosk.expect("NIK (Enter")
      kiosk.send(keys + "\u{15}")
      kiosk.type("12")
      try kiosk.expect("yang diketik 2.")
      kiosk.send("\u{15}")
    }
    #expect(!kiosk.transcript.contains("3573"))
    #expect(!kiosk.transcript.contains("UJI") && !kiosk.transcript.contains("COBA"))
  }

  @Test func `a locked screen is cleared and shows no passphrase`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type("cari 1", "kunci")
    try kiosk.expect("Terkunci.")
    let afterClear = try #require(kiosk.transcript.components(separatedBy: "\u{1b}[3J").last)
    #expect(!afterClear.contains("cari"))
    try kiosk.expect("Sandi sesi atau PIN sari:")
    kiosk.type("status", Counter.passphrase)
    try kiosk.expect("Sandi sesi salah.")
    try kiosk.expect("Siap.")
    #expect(!kiosk.transcript.contains(Counter.passphrase))
  }

  @Test func `left alone the kiosk locks, and the half-typed line is there afterwards`() throws {
    let counter = try Counter()
    let config = counter.folder + "/config"
    try FileManager.default.copyItem(atPath: Counter.config, toPath: config)
    let file = config + "/loket.toml"
    try String(contentsOfFile: file, encoding: .utf8)
      .replacingOccurrences(of: "idleSeconds = 600", with: "idleSeconds = 3")
      .write(toFile: file, atomically: true, encoding: .utf8)
    let kiosk = try counter.opened(environment: ["LOKET_CONFIG": config])
    kiosk.type(Self.nik)
    try kiosk.expect("Nama:")
    kiosk.send("UJI COB")
    try kiosk.expect("Terkunci.")
    let afterClear = try #require(kiosk.transcript.components(separatedBy: "\u{1b}[3J").last)
    #expect(!afterClear.contains("UJI") && !afterClear.contains(Self.nik))
    try kiosk.expect("Sandi sesi atau PIN sari:")
    kiosk.type(Counter.passphrase)
    try kiosk.expect("Nama: UJI COB")
    kiosk.send("\u{1b}[FA\r")
    try kiosk.expect("Tanggal lahir")
    kiosk.type("<")
    try kiosk.expect("Nama: UJI COBA")
  }
}
