import Foundation
import TestWorld
import Testing

/// The terminal belongs to the kiosk from its first question to its end, and goes back as it was.
@Suite struct ModeTests {
  private static let nik = "3573054101900001"

  /// A terminal that no program has touched.
  private func untouched() throws -> [UInt32] { try #require(Pty("/bin/true").modes) }

  /// A kiosk that asks for the passphrase of an open shift.
  private func asking(_ counter: Counter) throws -> Pty {
    let kiosk = try counter.opened()
    kiosk.type("keluar")
    try kiosk.waitExit()
    let again = try counter.kiosk(secret: false)
    try again.expect("Sandi sesi atau PIN sari:")
    return again
  }

  private func expectGivenBack(_ kiosk: Pty) throws {
    #expect(kiosk.modes == (try untouched()))
    let pastes = kiosk.transcript.components(separatedBy: "\u{1b}[?2004").dropFirst()
    #expect(pastes.last?.hasPrefix("l") == true)
  }

  @Test(arguments: ["keluar\r", "\u{4}"])
  func `leaving gives the terminal back`(keys: String) throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    #expect(!kiosk.isCooked)
    kiosk.send(keys)
    #expect(try kiosk.waitExit() == .code(0))
    try expectGivenBack(kiosk)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `a signal while the passphrase is tried gives the terminal back`(signal: Int32) throws {
    let counter = try Counter()
    let kiosk = try asking(counter)
    kiosk.type(Counter.passphrase)
    kiosk.kill(signal)
    #expect(try kiosk.waitExit() == .code(0))
    try expectGivenBack(kiosk)
    #expect(!kiosk.transcript.contains(Counter.passphrase))
  }

  @Test func `what is typed while the program ends is neither shown nor left to the shell`() throws
  {
    let counter = try Counter()
    _ = try asking(counter)
    let shell = try Pty(
      "/bin/sh", ["-c", "trap : TERM; \(counter.program); echo SELESAI; cat"],
      environment: counter.environment(withSecret: false))
    try shell.expect("Sandi sesi atau PIN sari:")
    shell.killGroup(SIGSTOP)
    shell.type(Counter.passphrase, Self.nik)
    try shell.waitTyped(Counter.passphrase.count + Self.nik.count + 2)
    shell.killGroup(SIGTERM)
    shell.killGroup(SIGCONT)
    try shell.expect("SELESAI")
    shell.type("SUDAH")
    try shell.expect("SUDAH\nSUDAH")
    #expect(!shell.transcript.contains(Self.nik))
    #expect(!shell.transcript.contains(Counter.passphrase))
    shell.send("\u{4}")
    try shell.waitExit()
  }

  @Test func `the question after a secret one is shown once`() throws {
    let counter = try Counter()
    let kiosk = try asking(counter)
    kiosk.type(Counter.passphrase)
    try kiosk.expect("Siap.")
    try kiosk.expect("mog · L01 > ")
    kiosk.type("status")
    #expect(try !kiosk.expect("Kunjungan").contains("LATIHAN mog"))
  }

  @Test func `Ctrl-S does not freeze the screen, Ctrl-Z does not stop the program`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.send("\u{13}\u{1a}status\r")
    try kiosk.expect("Kunjungan")
  }

  @Test func `Ctrl-D on an empty line holds the form, in a text it does nothing`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type(Self.nik)
    try kiosk.expect("Nama:")
    kiosk.send("UJI\u{4} COBA\r")
    try kiosk.expect("Tanggal lahir")
    kiosk.send("\u{4}")
    try kiosk.expect("Formulir ditahan")
    kiosk.type("lanjut", "<", "", "", "dinoyo", "cetak", "1", "s")
    try kiosk.expect("OK L01-001")
  }

  @Test(arguments: [("\u{1b}[200~", "\u{1b}[201~"), ("", "")])
  func `a huge paste is refused with a sentence, and the form goes on`(
    begin: String, end: String
  ) throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type(Self.nik)
    try kiosk.expect("Nama:")
    kiosk.send(begin + String(repeating: "UJI COBA ", count: 11_200) + end + "\r")
    try kiosk.expect("Baris lebih dari 4096 huruf tidak diambil.", timeout: .seconds(30))
    kiosk.type("UJI COBA", "", "dinoyo", "cetak", "1", "s")
    try kiosk.expect("OK L01-001")
  }
}
