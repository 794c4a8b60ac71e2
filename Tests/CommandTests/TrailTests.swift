import Foundation
import TestWorld
import Testing

/// Who did what, at the booth and at the office: the same, and enough for the signed figures.
@Suite struct TrailTests {
  private struct Trail: Decodable {
    struct Deed: Decodable {
      let staff: String
      let deed: String
      let ticket: String?
      let gate: String?
    }

    let deeds: [Deed]
  }

  @Test func theOfficeSeesWhatTheBoothDidAndWhatIsMissing() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    let decided =
      #"{"nik":"3573055708909001","name":"UJI COBA","birthDate":"1990-08-17","#
      + #""residence":"3573011001","ikd":{"state":"notActive","reason":"noPhone"},"#
      + #""services":[{"code":"cetak"}],"override":{"by":"dahlia","reason":"lansia"}}"#
    #expect(try booth.register(Visitor.lines(1...2) + [decided]).status == 0)
    let program = try #require(Pty.builtProgram("loket"))
    let kiosk = try Pty(program, environment: booth.environment)
    try kiosk.expect("Siap")
    kiosk.send("ganti budi\r\r")
    kiosk.send("batal 2\ry\rsalah orang\r")
    try kiosk.expect("dibatalkan")
    kiosk.send("keluar\r")
    try kiosk.waitExit()
    try booth.close()
    _ = try office.flush()

    let run = try office.pusat("jejak", "L07/1", "--json", status: 0)
    let trail = try JSONDecoder().decode(Trail.self, from: Data(run.output.utf8))
    let deeds = ["opened", "registered", "registered", "registered", "voided", "closed"]
    #expect(trail.deeds.map(\.deed) == deeds)
    #expect(trail.deeds.map(\.staff)[4] == "budi" && trail.deeds[4].ticket == "L07-002")
    #expect(trail.deeds[3].gate == "overridden")
    let sheet = try office.pusat("jejak", "L07/1", status: 0)
    #expect(sheet.output == (try booth.loket("jejak", "--sesi", "1")).output)
    #expect(!run.said.contains("UJI COBA") && !run.said.contains("salah orang"))

    // The void gone from the centre's rows: the booth has signed that there was one.
    _ = try office.sql("DELETE FROM loket.inbox WHERE sequence = 5")
    let missing = try office.pusat("jejak", "L07/1")
    #expect(missing.status == 2 && missing.errors.contains("voided"), "\(missing.said)")
    #expect(try office.pusat("jejak", "L07").status == 64)
    #expect(try office.pusat("jejak", "L07/9").status == 65)
  }
}
