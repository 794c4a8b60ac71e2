import Foundation
import TestWorld
import Testing

/// `pusat koordinator`, and what its line does at a booth.
@Suite struct CoordinatorTests {
  @Test func theOfficesPassphraseIsWhatMakesACoordinator() throws {
    let office = try Office()
    let unknown = try office.pusat("koordinator", "sari")
    #expect(unknown.status == 64 && unknown.errors.contains("sari"), "\(unknown.said)")
    let made = try office.pusat("coordinator", "dahlia", status: 0)
    let passphrase = try #require(
      made.errors.firstMatch(of: /Sandi koordinator dahlia: ([a-z-]+) ./)?.1)
    #expect(passphrase.split(separator: "-").count == 5 && !made.output.contains(passphrase))
    let name = "name = \"Dahlia Prameswari\""
    let path = office.path("config/loket.toml")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try office.booth.write(
      text.replacingOccurrences(of: name, with: "\(name), \(made.output.dropLast())"), to: path)
    let program = try #require(Pty.builtProgram("loket"))
    let kiosk = try Pty(program, environment: office.booth.environment)
    try kiosk.expect("Titik layanan")
    kiosk.send("mog\rsari\r\r\r")
    try kiosk.expect("Siap.")
    kiosk.send("ganti dahlia\r\(Booth.passphrase)\r")
    try kiosk.expect("Bukan sandi koordinator itu.")
    kiosk.send("ganti dahlia\r\(passphrase)\r482913\r482913\r")
    try kiosk.expect("Petugas sekarang: dahlia.")
  }
}
