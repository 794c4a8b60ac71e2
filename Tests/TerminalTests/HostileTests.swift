import Foundation
import TestWorld
import Testing

/// Strings that would steer a terminal, hide in a name or run in a spreadsheet, typed and pasted
/// into every question of the real kiosk.
@Suite struct HostileTests {
  /// None of these may come back from the program as it was sent.
  private static let steering = [
    "\u{1b}[2J", "\u{1b}]0;x\u{7}", "\u{1b}[31m", "\u{9b}2J", "\u{202e}", "\u{2066}", "\u{200b}",
    "\u{200f}", "\u{feff}", "\u{2028}", "\u{ad}", "\u{e0041}", "\u{e000}", "\u{0}", "\u{7f}",
  ]
  private static let bytes: [[UInt8]] = [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF8, 0x88]]

  /// The first applicant's questions, each with its right answer.
  private static let questions: [(prompt: String, answer: String)] = [
    ("NIK (", "3573054101900001"), ("Nama: ", "SITI CONTOH"), ("Tanggal lahir", ""),
    ("Domisili", "dinoyo"), ("Layanan: ", "cetak"), ("IKD: ", "5"), ("Sudah rekam", "y"),
    ("Aktifkan sekarang?", "3"), ("Mengapa", "memori"), ("Pengecualian", "-"),
    ("HP [", "081234567890"), ("E-mail [", "siti@gmail.com"), ("Simpan?", "s"),
  ]

  /// Sent as a paste, which no key's meaning gets in the way of.
  private func paste(_ bytes: [UInt8], _ kiosk: Pty) {
    kiosk.send("\u{1b}[200~")
    kiosk.send(bytes: bytes)
    kiosk.send("\u{1b}[201~\r")
  }

  @Test func `nothing hostile gets through any question, or back to the screen`() throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type("")
    for (prompt, answer) in Self.questions {
      for bytes in Self.steering.map({ Array("A\($0)B".utf8) }) + Self.bytes {
        try kiosk.expect(prompt)
        paste(bytes, kiosk)
        try kiosk.expect("Ada tanda yang tidak")
      }
      try kiosk.expect(prompt)
      for text in Self.steering.dropFirst(4) { #expect(!kiosk.shown.contains(text)) }
      for text in Self.steering.prefix(4) { #expect(!kiosk.transcript.contains("A" + text)) }
      kiosk.send("\u{15}")
      kiosk.type(answer)
    }
    try kiosk.expect("OK L01-001")
    let rekap = try counter.rekap()
    #expect(rekap.visits == 1)
  }

  @Test(arguments: ["=1+1", "@SUM(A1)", "%s%n", "'; DROP TABLE entry;--", "$(reboot)", "../../etc"])
  func `text for other programs is refused or stored as text`(text: String) throws {
    let counter = try Counter()
    let kiosk = try counter.opened()
    kiosk.type("3573054101900001", "SITI CONTOH", "", text)
    try kiosk.expect("Tempat itu tidak dikenal")
    kiosk.type("dinoyo", text)
    try kiosk.expect("pilihan itu tidak ada")
    kiosk.type("cetak", "1", "s")
    try kiosk.expect("OK L01-001")
    kiosk.type("batal", "y", text)
    try kiosk.expect("OK L01-001 dibatalkan.")
    kiosk.type(text)
    try kiosk.expect("tidak dikenal")
    kiosk.type("keluar")
    #expect(try kiosk.waitExit() == .code(0))
    let rekap = try counter.rekap()
    #expect(rekap.visits == 0 && rekap.custody["voided"] == 1)
  }
}
