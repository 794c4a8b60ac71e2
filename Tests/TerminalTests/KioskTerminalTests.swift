import Foundation
import TestWorld
import Testing

/// The real kiosk at a real pseudo-terminal: keys, signals, and what a screen may show.
@Suite struct KioskTerminalTests {
  private static let nik = "3573054101900001"

  private func served(_ kiosk: Pty, _ nik: String = KioskTerminalTests.nik) throws {
    kiosk.type(nik, "UJI COBA", "", "dinoyo", "cetak", "1", "s")
    try kiosk.expect("OK L01-")
  }

  @Test func `Ctrl-C leaves the line, then holds the form, never the program`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type(Self.nik)
    try kiosk.expect("Nama:")
    kiosk.send("UJI\u{3}")
    try kiosk.expect("Baris dibuang.")
    try kiosk.expect("Nama:")
    kiosk.send("\u{3}")
    try kiosk.expect("Formulir ditahan")
    try kiosk.expect("ditahan > ")
    kiosk.send("\u{3}")
    try kiosk.expect("Ketik keluar untuk keluar")
    try kiosk.expect("ditahan > ")
    kiosk.send("\u{4}")
    try kiosk.expect("Sesi tetap terbuka")
    #expect(try kiosk.waitExit() == .code(0))
    #expect(kiosk.isCooked)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `a signal in a form ends the program, the form waits at the next start`(
    signal: Int32
  ) throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type(Self.nik)
    try kiosk.expect("Nama:")
    kiosk.kill(signal)
    try kiosk.waitExit()
    #expect(kiosk.isCooked)
    let again = try counter.kiosk()
    try again.expect("1 formulir belum selesai ditemukan.")
    again.type("lanjut", "UJI COBA", "", "dinoyo", "cetak", "1", "s")
    try again.expect("OK L01-001")
  }

  @Test func `periksa at the prompt says what the command says, and the prompt goes on`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened(environment: ["LANG": "C", "COLUMNS": "100"], columns: 100)
    kiosk.type("periksa")
    try kiosk.expect("PERHATIAN: LATIHAN: laptop belum didaftarkan")
    try kiosk.expect("PERHATIAN: Locale bukan UTF-8: huruf khusus bisa rusak. Pakai LANG=C.UTF-8.")
    try kiosk.expect("Selebihnya baik (")
    try served(kiosk)
    let narrow = try Counter().opened(columns: 39)
    narrow.type("periksa")
    try narrow.expect("PERHATIAN: Terminal hanya 39 kolom:")
    narrow.type("keluar")
    #expect(try narrow.waitExit() == .code(0))
  }

  @Test func `pulling the plug of the terminal loses no answer`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type(Self.nik)
    try kiosk.expect("Nama:")
    kiosk.closeMaster()
    try kiosk.waitExit()
    let again = try counter.kiosk()
    try again.expect("1 formulir belum selesai ditemukan.")
  }

  @Test func `kill -9 in a form: the next start offers it`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type(Self.nik, "UJI COBA")
    try kiosk.expect("Tanggal lahir")
    kiosk.kill(SIGKILL)
    try kiosk.waitExit()
    let again = try counter.kiosk()
    try again.expect("1 formulir belum selesai ditemukan.")
    again.type("lanjut", "", "dinoyo", "cetak", "1", "s")
    try again.expect("OK L01-001")
  }

  @Test func `the passphrase is never shown, and a wrong one opens nothing`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    try served(kiosk)
    kiosk.type("keluar")
    try kiosk.waitExit()
    let again = try counter.kiosk(secret: false)
    try again.expect("Sandi sesi atau PIN sari:")
    again.type("salah-salah-salah")
    try again.expect("Sandi sesi salah.")
    try again.expect("Sandi sesi atau PIN sari:")
    again.type(Counter.passphrase)
    try again.expect("Siap.")
    #expect(!again.transcript.contains("salah-salah-salah"))
    #expect(!again.transcript.contains(Counter.passphrase))
  }

  @Test func `a passphrase typed before it is asked for is not shown either`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type("keluar")
    try kiosk.waitExit()
    #expect(kiosk.isCooked)
    let again = try counter.kiosk(secret: false)
    try again.expect("Sandi sesi atau PIN sari:")
    // The first one keeps scrypt busy; the second is typed meanwhile.
    again.type("salah-salah-salah", Counter.passphrase)
    try again.expect("Siap.")
    #expect(!again.transcript.contains(Counter.passphrase))
    again.type("keluar")
    #expect(try again.waitExit() == .code(0))
    #expect(again.isCooked)
  }

  @Test func `a refused text stays for correction, and the next text typed replaces it`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type("", "357305410190000")
    try kiosk.expect("yang diketik 15.")
    kiosk.type("?")
    try kiosk.expect("16 angka di baris pertama KTP")
    kiosk.type("35730541019000")
    try kiosk.expect("yang diketik 14.")
    // Two characters off its end, four on.
    kiosk.send("\u{7f}\u{7f}000x\r")
    try kiosk.expect("NIK hanya angka")
    // A scanner types all of it, whatever stands there.
    kiosk.type(Self.nik)
    try kiosk.expect("Nama:")
    kiosk.type("UJI", "<", "<")
    try kiosk.expect("NIK (Enter")
    kiosk.send("\u{1b}[200~\(Self.nik)\u{1b}[201~\r")
    try kiosk.expect("Tanggal lahir")
    kiosk.type("!")
    try kiosk.expect("Formulir ditahan")
  }

  @Test func `Tab completes places, kelurahan and services`() throws {
    let counter = try Counter()
    let kiosk = try counter.kiosk()
    try kiosk.expect("Titik layanan")
    kiosk.send("velod\t\r")
    try kiosk.expect("Petugas:")
    kiosk.type("1", "", "")
    try kiosk.expect("Siap.")
    kiosk.type(Self.nik, "UJI COBA", "")
    try kiosk.expect("Domisili")
    kiosk.send("oro oro\t\r")
    try kiosk.expect("Oro-oro Dowo, Kota Malang")
    try kiosk.expect("Layanan:")
    kiosk.send("cetak, legal\t\r")
    try kiosk.expect("cetak, legalisir")
  }

  @Test(arguments: ["\u{19}", "\u{1f}", "\u{1b}[A", "\u{12}3573", "\u{1b}.", "\u{10}"])
  func `nothing of an earlier answer comes back by any key`(key: String) throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type("")
    try kiosk.expect("NIK")
    kiosk.send(Self.nik + "\u{15}")
    kiosk.type("", "UJI COBA")
    try kiosk.expect("Tanggal lahir")
    kiosk.forget()
    // A Ctrl-C counts only at a question: wait for each.
    kiosk.send(key + "\u{3}")
    try kiosk.expect("Baris dibuang.")
    try kiosk.expect("Tanggal lahir")
    kiosk.send(key + "\u{3}")
    try kiosk.expect("Formulir ditahan")
    try kiosk.expect("ditahan > ")
    kiosk.send(key + "\u{3}")
    try kiosk.expect("Ketik keluar")
    #expect(!kiosk.transcript.contains(Self.nik))
    #expect(!kiosk.transcript.contains("UJI COBA"))
  }

  @Test func `the screen and what was scrolled off it are cleared after each applicant`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    try served(kiosk)
    let afterClear = try #require(kiosk.transcript.components(separatedBy: "\u{1b}[3J").last)
    #expect(afterClear.contains("OK L01-001"))
    #expect(!afterClear.contains(Self.nik) && !afterClear.contains("UJI COBA"))
  }

  @Test func `the history holds commands only, for its owner only`() throws {
    let counter = try Counter()
    let path = counter.folder + "/state/loket/riwayat"
    try FileManager.default.createDirectory(
      atPath: counter.folder + "/state/loket", withIntermediateDirectories: true)
    try "cari Uji Lama\nantrean\n".write(toFile: path, atomically: true, encoding: .utf8)
    let kiosk = try counter.opened()
    try served(kiosk)
    kiosk.type(
      "status", "cari \(Self.nik)", "Uji Coba", "cari uji coba", "lanjut uji", "cari 3",
      Counter.passphrase, "112233", "batal 1 uji coba", "t", "keluar")
    try kiosk.waitExit()
    let history = try String(contentsOfFile: path, encoding: .utf8)
    #expect(history == "antrean\nstatus\ncari 3\nkeluar\n")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func `a hostile inputrc changes nothing that is typed`() throws {
    let counter = try Counter()
    let inputrc = counter.folder + "/inputrc"
    try "\"a\": \"PWNED\"\nset editing-mode vi\n\"\\C-m\": abort\n"
      .write(toFile: inputrc, atomically: true, encoding: .utf8)
    let kiosk = try counter.opened(environment: ["INPUTRC": inputrc, "HOME": counter.folder])
    kiosk.type(Self.nik, "raka coba")
    try kiosk.expect("Tanggal lahir")
    #expect(!kiosk.transcript.contains("PWNED"))
    #expect(kiosk.shown.contains("raka coba"))
  }

  @Test func `a dumb terminal gets no escape sequence`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened(environment: ["TERM": "dumb"])
    try served(kiosk)
    kiosk.type("rekap", "keluar")
    try kiosk.waitExit()
    #expect(!kiosk.transcript.contains("\u{1b}"))
  }

  @Test(arguments: [["ACCESSIBLE": "1"], [:]])
  func `for screen readers nothing is cleared`(environment: [String: String]) throws {
    let counter = try Counter()
    let kiosk = try counter.opened(
      environment.isEmpty ? ["--polos"] : [], environment: environment)
    try served(kiosk)
    #expect(!kiosk.transcript.contains("\u{1b}[3J") && !kiosk.transcript.contains("\u{1b}[2J"))
  }

  @Test func `sheets fit forty columns, also after the window shrank while typing`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    try served(kiosk)
    kiosk.send("rek")
    kiosk.resize(rows: 24, columns: 40)
    kiosk.send("ap\r")
    try kiosk.expect("REKAP SEMENTARA")
    try kiosk.expect("Sementara: sesi masih")
    let sheet = try #require(kiosk.shown.components(separatedBy: "rekap\n").last)
    #expect(sheet.split(separator: "\n").allSatisfy { $0.count <= 40 })
  }

  @Test(arguments: ["UJI\u{16}\u{1b}COBA\r", "UJI\u{1b}[200~A\u{0}B\u{1b}[201~\r"])
  func `control characters in a name are refused with a sentence`(typed: String) throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type(Self.nik)
    try kiosk.expect("Nama:")
    kiosk.send(typed)
    try kiosk.expect("Ada tanda yang tidak")
    #expect(try counter.rekap().visits == 0)
  }

  @Test func `a pasted line end does not send the line`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type(Self.nik)
    try kiosk.expect("Nama:")
    kiosk.send("\u{1b}[200~UJI\nTEMPEL\u{1b}[201~\r")
    try kiosk.expect("Ada tanda yang tidak")
  }

  @Test func `without a terminal plain lines drive the kiosk`() throws {
    let counter = try Counter()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: counter.program)
    process.environment = counter.environment(withSecret: true).merging(["LANG": "C.UTF-8"]) { $1 }
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let lines = ["mog", "sari", "", "", Self.nik, "UJI COBA", "", "dinoyo", "cetak", "1", "s"]
    input.fileHandleForWriting.write(Data(lines.map { $0 + "\n" }.joined().utf8))
    try input.fileHandleForWriting.close()
    let said = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(said.contains("OK L01-001 · terbuka · cetak selesai"))
    #expect(!said.contains("\u{1b}"))
  }

  @Test func `practice has a booth of its own, anew each time, and leaves this one alone`() throws {
    let counter = try Counter()
    for _ in 1...2 {
      let practice = try counter.kiosk(["latihan"])
      try practice.expect("Langkah 1 dari 7")
      try practice.expect("LATIHAN mog · L01 >")
      practice.type(Self.nik, "UJI COBA", "", "dinoyo", "cetak", "1", "s")
      try practice.expect("BELUM TEPAT: NIK")
      practice.type("keluar")
      try practice.waitExit()
    }
    let status = String(decoding: try counter.run("status", "--json"), as: UTF8.self)
    #expect(status.contains("\"shift\":null"))
  }

  @Test func `a second kiosk says politely that the first is open`() throws {
    let counter = try Counter()
    let first = try counter.opened()
    let second = try counter.kiosk()
    try second.expect("Loket lain sedang terbuka di laptop ini.")
    try second.expect("ketik keluar di sana.")
    #expect(try second.waitExit() == .code(75))
    try served(first)
  }
}
