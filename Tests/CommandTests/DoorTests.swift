import Foundation
import TestWorld
import Testing

/// What the commands make of a stick that fails, an output that nobody takes, and an enrolment that
/// is not whole.
@Suite struct DoorTests {
  @Test func whatNeverReachedTheStickIsNotInDoubt() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    try booth.register(Visitor.lines(1...3))
    let failed = try booth.loket("bawa", office.path("no-stick"))
    #expect(failed.status == 74, "\(failed.said)")
    var queue = try booth.json(Status.self, "status", "--json").queue
    #expect(queue["pending"] == 3 && queue["inDoubt"] == 0, "\(queue)")
    // Written, but the path is heard by nobody: carried and noted all the same.
    try booth.demand("mkdir '\(office.path("usb"))'")
    let deaf = try booth.shell(
      booth.words(["bawa", office.path("usb")]).map { "'\($0)'" }.joined(separator: " ")
        + " >/dev/full")
    #expect(deaf.status == 74 && deaf.errors.contains("stdout"), "\(deaf.said)")
    queue = try booth.json(Status.self, "status", "--json").queue
    #expect(queue["pending"] == 0 && queue["inDoubt"] == 3, "\(queue)")
    #expect(try booth.loket("jejak").output.contains("bawa: 4 catatan"))
    let flush = try booth.shell(
      booth.words(["kirim", "--json"]).map { "'\($0)'" }.joined(separator: " ") + " >/dev/full")
    #expect(flush.status == 74, "\(flush.said)")
    #expect(try booth.json(Status.self, "status", "--json").queue["acknowledged"] == 3)
  }

  @Test func theKioskNeedsSomebody() throws {
    let booth = try Booth()
    for arguments in [[], ["kios"], ["latihan"]] {
      let run = try booth.loket(arguments)
      #expect(run.status == 64 && run.errors.contains("--petugas"), "\(arguments): \(run.said)")
      #expect(run.output.isEmpty)
    }
    let empty = try booth.write("", to: "empty")
    #expect(try booth.loket("kios", input: .file(empty)).status == 64)
    let words = booth.words([]).joined(separator: " ")
    #expect(try booth.shell("\(words) <&-").status == 64)
    #expect(!FileManager.default.fileExists(atPath: booth.home), "nothing was begun")
    // Lines from a pipe are answers, as ever, also those that come late.
    let piped = try booth.shell("(sleep 0.2; echo keluar) | \(words)")
    #expect(piped.status == 0 && piped.output.contains("LATIHAN"), "\(piped.said)")
    let typed = try booth.write("keluar\n", to: "typed")
    #expect(try booth.loket("kios", input: .file(typed)).status == 0)
  }

  @Test func aVariableThatIsNoTextIsRefused() throws {
    let booth = try Booth()
    let words = booth.words(["status"]).joined(separator: " ")
    for name in ["LOKET_HOME", "XDG_STATE_HOME", "LOKET_CONFIG"] {
      let run = try booth.shell("export \(name)=\"$(printf '/tmp/loket-\\377')\"; \(words)")
      #expect(run.status == 78 && run.errors.contains(name) && run.output.isEmpty, "\(run.said)")
    }
    let pusat = try #require(Pty.builtProgram("pusat"))
    let run = try booth.shell("PUSAT_HOME=\"$(printf '/tmp/\\377')\" '\(pusat)' rekap")
    #expect(run.status == 78 && run.errors.contains("PUSAT_HOME"), "\(run.said)")
  }

  @Test func aHomeWithAnApostropheDelivers() throws {
    let office = try Office()
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    try office.enrol(office.booth, as: "L07")
    let home = office.path("Jum'at \\ pagi")
    try FileManager.default.moveItem(atPath: office.booth.home, toPath: home)
    office.booth.environment["LOKET_HOME"] = home
    #expect(try office.flush().reconciled)
  }

  @Test func anEnrolmentThatIsNotWholeIsNamed() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    try booth.register(Visitor.lines(1...1))
    let received = try office.pusat("terima", try office.carry(), status: 0)
    let receipt = try #require(received.lines.first)
    #expect(try booth.loket("periksa").output.contains("BAIK: Penugasan loket berlaku sampai"))
    try booth.demand("chmod 644 '\(booth.home)/pgpass'")
    let open = try booth.loket("periksa").output
    #expect(open.contains("chmod 600 '\(booth.home)/pgpass'"), "\(open)")
    try booth.demand(": > '\(booth.home)/pgpass'")
    #expect(try booth.loket("periksa").output.contains("berkas pgpass"))

    try booth.demand("mv '\(booth.home)/penugasan' '\(office.path("penugasan"))'")
    let refused = try booth.loket("terima", receipt)
    #expect(refused.status == 1 && refused.errors.contains("loket pasang"), "\(refused.said)")
    #expect(!refused.errors.contains("LATIHAN"))
    let missing = try booth.loket("periksa")
    #expect(missing.status == 1 && missing.output.contains("RUSAK: Penugasan loket ini tidak ada"))
    try booth.write("x", to: booth.home + "/penugasan")
    #expect(try booth.loket("periksa").output.contains("tidak terbaca (berkas penugasan)"))
    try booth.demand("mv '\(office.path("penugasan"))' '\(booth.home)/penugasan'")
    #expect(try booth.loket("terima", receipt).status == 0)
  }
}
