import Foundation
import TestWorld
import Testing

/// Enrolment files that come late, twice, or to a laptop that has lost its keys.
@Suite struct EnrolmentFileTests {
  private static let faketime = "/usr/bin/faketime"

  /// The stick with the first file is still at hand when the laptop's disk is replaced: its tickets
  /// would begin at 1 again. The centre knows better; where it cannot be asked, the file's age.
  @Test func aFirstFileMakesNoSecondLaptop() throws {
    let trial = "a first enrolment taken again"
    guard access(Self.faketime, X_OK) == 0 else { try Trial.skip(trial, "no faketime") }
    let office = try Office()
    let booth = office.booth
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    let file = try office.enrolmentFile(as: "L07")
    // Taken again before anything was delivered, it is a first one still.
    for _ in 1...2 {
      #expect(try office.install(file, on: booth).status == 0)
      try booth.demand("rm -r '\(booth.home)'")
    }
    #expect(try office.install(file, on: booth).status == 0)
    try booth.open()
    try booth.register(Visitor.lines(1...2))
    try booth.close()
    #expect(try office.flush().reconciled)

    try booth.demand("rm -r '\(booth.home)'")
    let again = try office.install(file, on: booth)
    #expect(again.status == 77 && again.errors.contains("sudah melayani"), "\(again.said)")
    let alone = try Booth()
    alone.environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
    alone.wrapper = [Self.faketime, "-f", "+15d"]
    let late = try office.install(file, on: alone)
    #expect(late.status == 77 && late.errors.contains("lebih dari 14 hari"), "\(late.said)")
    #expect(try alone.loket("status").output.contains("LATIHAN"))
    alone.wrapper = [Self.faketime, "-f", "+13d"]
    #expect(try office.install(file, on: alone).status == 0)
  }

  /// The centre has closed the login of a file after two renewals, and of a revoked booth at once:
  /// that is no centre that cannot be asked.
  @Test(arguments: [false, true])
  func aFileThatTheCentreNoLongerTakesIsRefused(isRevoked: Bool) throws {
    let office = try Office()
    let booth = office.booth
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    let file = try office.enrolmentFile(as: "L07")
    if isRevoked {
      try office.pusat("cabut", "L07", "--alasan", "uji", status: 0)
    } else {
      for _ in 1...2 { _ = try office.enrolmentFile(as: "L07") }
    }
    let refused = try office.install(file, on: booth)
    #expect(refused.status == 77, "\(refused.said)")
    #expect(refused.errors.contains("tidak menerima berkas ini lagi"), "\(refused.said)")
    #expect(try booth.loket("status").output.contains("LATIHAN"))
  }

  /// Identity and queue are lost together, and what the enrolment left is there: the tickets were
  /// given out, and cannot begin again.
  @Test func anEnrolledHomeWithoutAQueueIsNoNewLaptop() throws {
    let office = try Office()
    let booth = office.booth
    let file = try office.prepare(booth)
    try booth.open()
    try booth.register(Visitor.lines(1...2))
    let lost = "identitas antrean.db antrean.db-journal"
    try booth.demand("cd '\(booth.home)' && mkdir ../aside && mv \(lost) ../aside")
    for arguments in [["daftar", "--dari", "/dev/null"], ["status"], ["tutup"]] {
      let run = try booth.loket(arguments)
      #expect(run.status != 0 && run.errors.contains("antrean.db"), "\(arguments): \(run.said)")
      #expect(!run.errors.contains("Antrean utuh"), "\(arguments): \(run.said)")
    }
    let again = try office.install(file, on: booth)
    #expect(again.status != 0 && again.errors.contains("antrean.db"), "\(again.said)")
    try booth.demand("cd '\(booth.home)' && mv ../aside/* .")
    let next = try LineResult.of(try booth.register(Visitor.lines(3...3)).lines)
    #expect(next.first?.ticket == "L07-003")
  }

  /// Two files before the first shift: the older one is the older one, with or without an identity.
  @Test func anOlderFirstFileIsOlder() throws {
    let office = try Office()
    let booth = office.booth
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    let files = [try office.enrolmentFile(as: "L07"), try office.enrolmentFile(as: "L07")]
    #expect(try office.install(files[1], on: booth).status == 0)
    let assignment = "'\(booth.home)/penugasan'"
    try booth.demand("rm '\(booth.home)/identitas'")
    #expect(try office.install(files[0], on: booth).errors.contains("lebih lama"))
    try booth.demand("rm \(assignment)")
    #expect(try office.install(files[0], on: booth).errors.contains("lebih lama"))
    #expect(try office.install(files[1], on: booth).status == 0)
  }

  /// Nothing is left but a queue that the disk has damaged too: what the office issues now is taken,
  /// also where it has heard of nothing yet; what may be the first file is not, nor another booth's.
  @Test(
    arguments: ["signature = zeroblob(64)", "header = zeroblob(length(header))"], [false, true])
  func aDamagedQueueIsNoDeadEnd(damage: String, isDelivered: Bool) throws {
    let office = try Office()
    let booth = office.booth
    let first = try office.prepare(booth)
    try booth.open()
    try booth.register(Visitor.lines(1...2))
    if isDelivered { #expect(try office.flush().left == 0) }
    _ = try booth.sqlite("UPDATE entry SET \(damage)", withoutTriggers: true)
    try booth.demand("cd '\(booth.home)' && rm pgpass && \(Loss.all.rawValue)")
    for file in [first, try office.enrolmentFile(as: "L08")] {
      #expect(try office.install(file, on: booth).status == 77)
    }
    let renewed = try office.install(try office.enrolmentFile(as: "L07"), on: booth)
    #expect(renewed.status == 0, "\(renewed.said)")
  }

  /// That the server lets nobody in from here says nothing of the file.
  @Test func aServerThatLetsNobodyInIsNotAsked() throws {
    let office = try Office()
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    let rules = office.server.folder + "/data/pg_hba.conf"
    let before = try String(contentsOfFile: rules, encoding: .utf8)
    // In place: the file is the server's user's.
    try Data(("local all loket_hba9 reject\n" + before).utf8).write(
      to: URL(fileURLWithPath: rules), options: [])
    _ = try office.sql("SELECT pg_reload_conf()")
    let file = try office.enrolmentFile(as: "HBA9")
    let installed = try office.install(file, on: office.booth)
    #expect(installed.status == 0, "\(installed.said)")
    let doctor = try office.booth.loket("periksa")
    #expect(doctor.output.contains("pg_hba"), "\(doctor.output)")
  }

  /// A database of the former version: the order that it had stays, and what comes is later.
  @Test func assignmentsKeepTheirOrderWhenTheDatabaseIsBroughtUp() throws {
    let office = try Office()
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    for _ in 1...4 { _ = try office.enrolmentFile(as: "L07") }
    _ = try office.sql(
      """
      UPDATE loket.assignment SET valid_from = valid_from - issue * interval '1 hour';
      ALTER TABLE loket.assignment DROP COLUMN issue;
      DELETE FROM loket.migration WHERE number = 10
      """)
    try office.pusat("siapkan", status: 0)
    let order = "SELECT string_agg(hash::text, ' ' ORDER BY"
    let before = try office.sql("\(order) valid_from) FROM loket.assignment")
    #expect(before.split(separator: " ").count == 4)
    _ = try office.sql("UPDATE loket.assignment SET valid_from = '2020-01-01'")
    _ = try office.enrolmentFile(as: "L07")
    let after = try office.sql("\(order) issue) FROM loket.assignment")
    #expect(after.hasPrefix(before) && after.split(separator: " ").count == 5, "\(after)")
  }

  /// What the files of the home once said of its keys is lost, in whole or in part.
  enum Loss: String, CaseIterable {
    case all = "rm identitas penugasan kunci-lama"
    case list = "rm kunci-lama"
    case partOfTheList = "truncate -s 45 kunci-lama"
  }

  @Test(arguments: Loss.allCases)
  func aRenewalBringsTheFormerKeys(loss: Loss) throws {
    let office = try Office()
    let booth = office.booth
    let first = try office.prepare(booth)
    for number in 1...3 {
      if number > 1 { try office.enrol(booth, as: "L07") }
      try booth.open()
      try booth.register(Visitor.lines(number...number))
      try booth.close()
    }
    try booth.demand("cd '\(booth.home)' && \(loss.rawValue)")
    if loss != .all {
      let doctor = try booth.loket("periksa")
      #expect(doctor.status == 1 && !doctor.output.contains("Antrean utuh"), "\(doctor.output)")
    }
    // What the first file's key signs the centre would set aside.
    let old = try office.install(first, on: booth)
    #expect(old.status == 77 && old.errors.contains("lebih lama"), "\(old.said)")

    try office.enrol(booth, as: "L07")
    let doctor = try booth.loket("periksa")
    #expect(doctor.output.contains("Antrean utuh"), "\(doctor.output)")
    try booth.demand("mkdir '\(booth.folder)/usb'")
    for _ in 1...2 {
      let backup = try booth.loket("cadangkan", "\(booth.folder)/usb")
      #expect(backup.status == 0, "\(backup.said)")
    }
    try booth.open()
    try booth.register(Visitor.lines(4...4))
    try booth.close()
    #expect(try office.flush().reconciled)
    let processed = try office.process()
    #expect(processed.reconciled == 4 && processed.setAside == 0, "\(processed)")
    #expect(processed.alarms.isEmpty, "\(processed)")
  }

  /// The office's clock was ten days ahead when it issued a file: the next one is a later one all
  /// the same, at the booth and at the centre.
  @Test func theOrderOfEnrolmentsIsNoClocks() throws {
    let trial = "an office clock that ran ahead"
    guard access(Self.faketime, X_OK) == 0 else { try Trial.skip(trial, "no faketime") }
    let office = try Office()
    office.booth.environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
    let booth = try office.laptop()
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    try office.enrol(booth, as: "L07")
    office.booth.wrapper = [Self.faketime, "-f", "+10d"]
    let ahead = try office.enrolmentFile(as: "L07")
    office.booth.wrapper = []
    #expect(try office.install(ahead, on: booth).status == 0)
    let next = try office.enrolmentFile(as: "L07")
    let renewed = try office.install(next, on: booth)
    #expect(renewed.status == 0, "\(renewed.said)")
    #expect(try office.install(ahead, on: booth).status == 77)
    try booth.open()
    try booth.register(Visitor.lines(1...1))
    // In the midst of the shift the booth goes on with a later key.
    try booth.demand("rm '\(booth.home)/identitas'")
    try office.enrol(booth, as: "L07")
    try booth.register(Visitor.lines(2...2))
    try booth.close()
    #expect(try office.flush(booth).reconciled)
    let processed = try office.process()
    #expect(processed.reconciled == 1 && processed.setAside == 0, "\(processed)")
    #expect(processed.alarms.isEmpty, "\(processed)")
  }
}
