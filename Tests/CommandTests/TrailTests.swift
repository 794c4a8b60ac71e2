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
      let setAside: String?
    }

    struct Noted: Decodable {
      let number: Int
      let staff: String?
      let deed: String
      let shift: Int?
      let ticket: String?
      let count: Int
      let sealed: Bool
    }

    struct Fault: Decodable {
      let fault: String
      let shift: Int?
    }

    let deeds: [Deed]
    let noted: [Noted]
    let faults: [Fault]?
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
    let sheet = try office.pusat("jejak", "L07/1", status: 0).output
    // The booth has noted the delivery, too, which no closing carries yet.
    let own = try booth.loket("jejak", "--sesi", "1").output
    #expect(words(sheet) == words(own).filter { !$0.contains("*") }, "\(own)")
    #expect(own.contains("kirim: 6 catatan di pusat") && own.contains("* tercatat"), "\(own)")
    #expect(!run.said.contains("UJI COBA") && !run.said.contains("salah orang"))

    // The void gone from the centre's rows: the booth has signed that there was one.
    _ = try office.sql("DELETE FROM loket.inbox WHERE sequence = 5")
    let missing = try office.pusat("jejak", "L07/1")
    #expect(missing.status == 2 && missing.errors.contains("voided"), "\(missing.said)")
    #expect(try office.pusat("jejak", "L07").status == 64)
    #expect(try office.pusat("jejak", "L07/9").status == 65)
  }

  /// A table's words, however wide its columns are.
  private func words(_ sheet: String) -> [[Substring]] {
    sheet.split(separator: "\n").filter { !$0.hasPrefix("-") }.map { $0.split(separator: " ") }
  }

  private func trail(_ office: Office, _ shift: String, status: Int32 = 0) throws -> Trail {
    let run = try office.pusat("jejak", shift, "--json", status: status)
    return try JSONDecoder().decode(Trail.self, from: Data(run.output.utf8))
  }

  /// Everything that leaves the laptop, by whichever door, stands in the next closing.
  @Test func whatLeftTheLaptopIsInTheNextClosing() throws {
    let office = try Office()
    let booth = office.booth
    try booth.demand(
      "touch '\(office.path("printer"))'; mkdir '\(office.path("usb"))'; "
        + "sed -i 's|^printer = .*|printer = \"\(office.path("printer"))\"|' "
        + "'\(office.path("config"))/loket.toml'")
    try office.enrolAndOpen()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    let program = try #require(Pty.builtProgram("loket"))
    let kiosk = try Pty(program, environment: booth.environment)
    try kiosk.expect("Siap")
    kiosk.send("slip 2\rslip 2\rkeluar\r")
    try kiosk.waitExit()
    func done(_ arguments: String...) throws {
      let run = try booth.loket(arguments)
      #expect(run.status == 0, "\(arguments): \(run.said)")
      #expect(!run.errors.contains("jejak"), "\(run.errors)")
    }
    try done("rekap", "--ke", office.path("rekap.txt"))
    try done("rekap", "--format", "csv")
    // Looks, which nobody needs to know of.
    try done("rekap")
    try done("rekap", "--format", "json")
    try done("rekap", "--cetak")
    try done("cadangkan", office.path("usb"))
    try done("bawa", office.path("usb"))
    let bundle = try booth.shell("ls '\(office.path("usb"))'/L07-2*.loket").lines[0]
    try office.pusat("terima", bundle, status: 0)
    try done("terima", String(bundle.dropLast(6)) + ".terima")
    try booth.close()
    try done("rekap", "--cetak")
    try done("rekap", "--cetak")
    _ = try office.flush()
    try booth.open()
    try booth.close()
    _ = try office.flush()
    _ = try office.process()

    let first = try trail(office, "L07/1")
    #expect(
      first.noted.map(\.deed) == [
        "slipPrintedAgain", "slipPrintedAgain", "exported", "exported", "printed", "backedUp",
        "carried", "accepted",
      ])
    #expect(first.noted.map(\.count) == [0, 1, 1, 1, 1, 3, 3, 3])
    #expect(first.noted[0].staff == "sari" && first.noted[0].ticket == "L07-002")
    #expect(first.noted.dropFirst(2).allSatisfy { $0.staff == nil } && first.noted[5].shift == nil)
    let second = try trail(office, "L07/2")
    #expect(second.noted.map(\.deed) == ["printed", "printedAgain", "flushed"])
    #expect(second.noted.map(\.number) == [9, 10, 11] && second.noted.allSatisfy(\.sealed))
    #expect(second.noted.map(\.shift) == [1, 1, 1] && second.faults?.isEmpty == true)
    let own = try booth.json(Trail.self, "jejak", "--json")
    #expect(own.noted.map(\.deed) == ["printed", "printedAgain", "flushed", "flushed"])
    #expect(own.noted.map(\.sealed) == [true, true, true, false])
    let english = try booth.loket("jejak", "--sesi", "2", "--bahasa", "en").output
    #expect(english.contains("tally printed again (copy 1), shift 1"), "\(english)")
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))

    // What the examination does not believe is marked; and the centre's own gaps are named.
    _ = try office.sql(
      """
      INSERT INTO loket.set_aside SELECT booth, shift, 2, 'invalid' FROM loket.progress
        WHERE number = 1
      """)
    #expect(try trail(office, "L07/1").deeds.map(\.setAside) == [nil, "invalid", nil, nil])
    #expect(try office.pusat("jejak", "L07/1").output.contains("disisihkan pusat: invalid"))
    _ = try office.sql("UPDATE loket.progress SET up_to = 3 WHERE number = 1")
    let claimed = try trail(office, "L07/2", status: 2)
    #expect(claimed.faults?.map(\.fault) == ["neverArrived"])
    _ = try office.sql(
      """
      DELETE FROM loket.inbox AS i USING loket.progress AS p
        WHERE i.shift = p.shift AND p.number = 1 AND i.sequence = 4
      """)
    let gone = try trail(office, "L07/2", status: 2)
    #expect(gone.faults?.map(\.fault) == ["previousMissing", "neverArrived"])
    let said = try office.pusat("jejak", "L07/2", "--bahasa", "en")
    #expect(said.errors.contains("the closing of shift 1 is not at the centre"), "\(said.errors)")
  }

  /// Deeds that were cut off, with others in their place: the closing that was signed knew better.
  @Test func deedsInThePlaceOfOthersAreSeen() throws {
    let office = try Office()
    let booth = office.booth
    try office.enrolAndOpen()
    func done(_ arguments: String...) throws {
      #expect(try booth.loket(arguments).status == 0)
    }
    for name in ["a.txt", "b.txt", "c.txt"] { try done("rekap", "--ke", office.path(name)) }
    try booth.close()
    try booth.demand(
      "sqlite3 '\(booth.home)/antrean.db' "
        + "'DROP TRIGGER deed_never_goes; DELETE FROM deed WHERE number > 1'")
    for _ in 1...3 { try done("cadangkan", booth.folder) }
    try booth.open()
    try booth.close()
    _ = try office.flush()
    #expect(try trail(office, "L07/1").noted.map(\.number) == [1, 2, 3])
    let second = try trail(office, "L07/2", status: 2)
    #expect(second.faults?.map(\.fault) == ["notAfterPrevious"])
    #expect(second.noted.map(\.number) == [4])
  }

  /// A backup that the office takes in brings the trail of what was closed.
  @Test func aBackupBringsItsTrail() throws {
    let office = try Office()
    let booth = office.booth
    try office.enrolAndOpen()
    #expect(try booth.loket("rekap", "--ke", office.path("rekap.txt")).status == 0)
    try booth.close()
    try booth.demand("mkdir '\(office.path("usb"))'")
    let copy = try booth.loket("cadangkan", office.path("usb")).lines[0]
    try office.pusat("terima", copy, status: 0)
    #expect(try trail(office, "L07/1").noted.map(\.deed) == ["exported"])
    #expect(try booth.json(Trail.self, "jejak", "--json").noted.map(\.deed).last == "backedUp")
  }

  /// The figures come out all the same, and it is said that nobody can see it later.
  @Test(.enabled(if: Booth.canMount, "needs root to mount a small disk"))
  func whatCannotBeNotedIsDoneAndSaid() throws {
    let booth = try Booth()
    try booth.mountSmallDisk(at: booth.home, size: "1m")
    try booth.open()
    try booth.remount(booth.home, "ro")
    for (language, sentence) in [("id", "tidak tercatat di jejak"), ("en", "could not take it")] {
      let file = "\(booth.folder)/rekap-\(language)"
      let run = try booth.loket("rekap", "--ke", file, "--bahasa", language)
      #expect(run.status == 0 && run.errors.contains(sentence), "\(run.said)")
      #expect(FileManager.default.fileExists(atPath: file))
    }
    try booth.remount(booth.home, "rw")
    #expect(try booth.loket("rekap", "--ke", booth.folder + "/rekap").errors.isEmpty)
    #expect(try booth.json(Trail.self, "jejak", "--json").noted.map(\.number) == [1])
  }
}
