import Foundation
import Intake
import Sealing
import TestWorld
import Testing

/// `loket cadangkan`: a second medium, real files, real programs.
///
/// `LOKET_BACKUP_KILLS` says how often a backup is killed midway (12).
@Suite struct BackupTests {
  private static var kills: Int {
    ProcessInfo.processInfo.environment["LOKET_BACKUP_KILLS"].flatMap(Int.init) ?? 12
  }

  /// The laptop falls into the water; what was backed up is at the centre once, and no ticket of it
  /// or after it is issued by the laptop in its place.
  @Test func aDrownedLaptopIsReplacedAndNoTicketLivesTwice() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let drowned = office.booth
    try drowned.register(Visitor.lines(1...5))
    let backup = try drowned.backUp()
    // Told and printed after the backup: nobody but the drowned laptop knows of them.
    try drowned.register(Visitor.lines(6...8))

    let received = try office.pusat("terima", backup)
    #expect(received.status == 0, "\(received.said)")
    #expect(try office.process(status: nil).unclosed == 1)
    #expect(try office.sql("SELECT count(*) FROM loket.visit") == "5")

    // Under the old code it would begin at ticket 1 again.
    let spare = try office.laptop()
    let file = office.path("L07-lagi.pasang")
    let renewal = try office.pusat(
      "loket-baru", "L07", "--ke", file, "--sandi-pasang", office.path("sandi-pasang"), status: 0)
    #expect(renewal.errors.contains("Laptop pengganti mendapat kode sendiri"))
    let refused = try spare.loket("pasang", file, "--sandi-berkas", office.path("sandi-pasang"))
    #expect(refused.status == 77 && refused.errors.contains("nomor tiketnya akan terulang"))
    try office.enrol(spare, as: "L08")
    try spare.open()
    let tickets = try LineResult.of(try spare.register(Visitor.lines(11...14)).lines)
    #expect(tickets.compactMap(\.ticket).allSatisfy { $0.hasPrefix("L08-") })
    try spare.close()
    #expect(try office.flush(spare).reconciled)

    // Dried, it works again: it was never replaced under its own name, so all of it is taken.
    try drowned.close()
    #expect(try office.flush(drowned).reconciled)
    let again = try office.pusat("terima", backup)
    #expect(again.status == 0, "\(again.said)")
    let processed = try office.process()
    #expect(processed.alarms.isEmpty && processed.setAside == 0, "\(processed)")
    let counts = "SELECT count(*), count(DISTINCT (booth, shift, ticket)) FROM loket.visit"
    #expect(try office.sql(counts) == "12|12")
    var row = FaultRow("laptop replaced from its backup")
    (row.runs, row.acknowledged) = (1, 12)
    row.report()
  }

  /// A copy that is signed by a key that no office knows would be worth nothing.
  @Test func aLaptopWithoutItsIdentityIsNotCopiedInSilence() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...2))
    try office.booth.demand("rm '\(office.booth.home)/identitas'; mkdir '\(office.path("usb"))'")
    let run = try office.booth.loket("cadangkan", office.path("usb"))
    #expect(run.status == 1 && run.errors.contains("identitas"), "\(run.said)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: office.path("usb")).isEmpty)
  }

  /// What the centre once had and lost comes back from the stick alone.
  @Test func aBackupHoldsWhatWasAcknowledgedToo() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...3))
    _ = try office.flush()
    try office.booth.register(Visitor.lines(4...4))
    let bundle = try office.booth.bundle(try office.booth.backUp())
    #expect(bundle.entries.count == 5 && bundle.shifts.map { $0.entries } == [5])
  }

  @Test func itHoldsNoKeyAndNobodysName() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    try booth.register(Visitor.lines(1...3))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: booth.backUp()))
    let identity = [UInt8](try Data(contentsOf: URL(fileURLWithPath: booth.home + "/identitas")))
    // Mark, version, mode, booth, code; then the seed of the signing key.
    let seed = identity.dropFirst(6 + 1 + 16 + 1 + 3).prefix(32)
    let password = try String(contentsOfFile: booth.home + "/pgpass", encoding: .utf8)
      .split(separator: ":").last.map { $0.trimmingCharacters(in: .newlines) }
    #expect(bytes.range(of: Data(seed)) == nil)
    #expect(bytes.range(of: Data(try #require(password).utf8)) == nil)
    for text in ["UJI COBA", Visitor.nik(1), Visitor.nik(3)] {
      #expect(bytes.range(of: Data(text.utf8)) == nil)
    }
    #expect(identity.count > 100 && seed.count == 32)
  }

  /// While another process stores one visit after another, every backup is whole in itself.
  @Test func besideSavesEachBackupIsOneMoment() throws {
    let booth = try Booth()
    try booth.open()
    let program = try booth.start(["daftar", "--dari", "-"])
    var row = FaultRow("backup beside saves")
    for round in 1...8 {
      program.send(Visitor.lines(round * 20 - 19...round * 20).map { $0 + "\n" }.joined())
      #expect(program.waitForLines(round * 20 - 15))
      let told = program.lines.count
      let bundle = try booth.bundle(try booth.backUp())
      row.runs += 1
      row.acknowledged += told
      row.lost += max(0, told - (bundle.entries.count - 1))
      var hash = bundle.entries.first?.hash ?? []
      for entry in bundle.entries.dropFirst() {
        #expect(entry.continues(hash))
        hash = entry.hash
      }
      #expect(hash == bundle.shifts.last?.head)
    }
    program.closeInput()
    #expect(try program.wait() == .code(0))
    #expect(row.lost == 0)
    row.report()
  }

  @Test(.enabled(if: Booth.canMount, "needs root to mount a small disk"))
  func aFullOrPulledMediumLeavesTheOldBackupGood() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...40)).status == 0)
    let stick = booth.folder + "/stick"
    try booth.mountSmallDisk(at: stick, size: "1m")
    let path = try booth.backUp(to: stick)
    let former = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(try booth.register(Visitor.lines(41...80)).status == 0)
    var row = FaultRow("backup on a full or pulled medium")

    try booth.shell("cat /dev/zero > '\(stick)/ballast' 2>/dev/null")
    let full = try booth.loket("cadangkan", stick)
    #expect(full.status == 73 && full.errors.contains(path), "\(full.said)")
    unlink(stick + "/ballast")
    try booth.remount(stick, "ro")
    let pulled = try booth.loket("cadangkan", stick)
    #expect(pulled.status == 74 && pulled.errors.contains(path), "\(pulled.said)")
    try booth.remount(stick, "rw")
    let gone = try booth.loket("cadangkan", stick + "/tidak-ada")
    #expect(gone.status == 74 && gone.errors.contains("tidak-ada"), "\(gone.said)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == former)
    #expect(try FileManager.default.contentsOfDirectory(atPath: stick).count == 1)
    row.runs = 3
    row.acknowledged = 40
    row.lost = 41 - (try booth.bundle(path).entries.count)

    let better = try booth.backUp(to: stick)
    #expect(better == path)
    #expect(try booth.bundle(path).entries.count == 81)
    row.report()
  }

  @Test func killedMidwayTheOldBackupOrTheNewOneIsThere() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...200)).status == 0)
    var known = try booth.bundle(try booth.backUp()).entries.count
    var row = FaultRow("backup killed midway")
    var chance = SeededGenerator(seed: UInt64.random(in: 1...1_000_000))
    for round in 1...Self.kills {
      #expect(try booth.register(Visitor.lines(200 + round...200 + round)).status == 0)
      let program = try booth.start(["cadangkan", booth.folder], input: .nothing)
      usleep(UInt32(chance.number(5_000...90_000)))
      program.kill(SIGKILL)
      _ = try program.wait()
      let entries = try booth.bundle(try booth.backupPath()).entries.count
      row.runs += 1
      row.acknowledged += known - 1
      row.lost += max(0, known - entries)
      #expect(entries == known || entries == 201 + round, "\(entries), not \(known)")
      known = entries
    }
    #expect(try booth.bundle(try booth.backUp()).entries.count == 201 + Self.kills)
    row.report()
  }

  /// An old state of the laptop's data does not replace a newer copy.
  @Test func anOlderLaptopNeverReplacesANewerBackup() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...3)).status == 0)
    let early = try Data(contentsOf: URL(fileURLWithPath: booth.database))
    #expect(try booth.register(Visitor.lines(4...6)).status == 0)
    let path = try booth.backUp()
    try booth.write(early, to: booth.database)
    let refused = try booth.loket("cadangkan", booth.folder, "--bahasa", "en")
    #expect(refused.status == 77 && refused.errors.contains("entries that this laptop has not"))
    #expect(try booth.bundle(path).entries.count == 7)
  }

  /// Two courses of one shift, as many entries in each: neither replaces the other's only copy.
  @Test func anotherCourseOfTheShiftNeverReplacesABackup() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...3)).status == 0)
    let copy = try Data(contentsOf: URL(fileURLWithPath: booth.database))
    #expect(try booth.register(Visitor.lines(4...5)).status == 0)
    let path = try booth.backUp()
    let former = try Data(contentsOf: URL(fileURLWithPath: path))
    try booth.write(copy, to: booth.database)
    #expect(try booth.register(Visitor.lines(6...8)).status == 0)
    let refused = try booth.loket("cadangkan", booth.folder)
    #expect(refused.status == 77 && refused.output.isEmpty, "\(refused.said)")
    #expect(refused.errors.contains("kantor menerima keduanya"), "\(refused.errors)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == former)
    try booth.demand("mkdir '\(booth.folder)/lain'")
    #expect(try booth.bundle(try booth.backUp(to: booth.folder + "/lain")).entries.count == 7)
  }

  /// An entry that the disk has damaged since lives on in the copy alone.
  @Test func aCopyOfADamagedEntryIsKept() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...4)).status == 0)
    let path = try booth.backUp()
    let sql = "UPDATE entry SET header = zeroblob(100) WHERE sequence = 3"
    #expect(try booth.sqlite(sql, withoutTriggers: true).status == 0)
    #expect(try booth.loket("cadangkan", booth.folder).status == 77)
    #expect(try booth.bundle(path).entries.count == 5)
  }

  /// A torn file is nobody's copy and gives way; one with another's signature stays.
  @Test func onlyATornFileGivesWay() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    let path = try booth.backUp()
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for torn in [Data(), whole.prefix(10), whole.prefix(whole.count / 2), whole.dropLast()] {
      try booth.write(Data(torn), to: path)
      #expect(try booth.backUp() == path)
      #expect(try booth.bundle(path).entries.count == 3)
    }
    var signedByAnother = whole
    signedByAnother[whole.count - 1] ^= 1
    try booth.write(signedByAnother, to: path)
    let refused = try booth.loket("cadangkan", booth.folder)
    #expect(refused.status == 77 && refused.errors.contains("folder lain"), "\(refused.said)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == signedByAnother)
  }

  @Test func whatTheDiskHasDamagedIsSaidAndTheRestKept() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...5)).status == 0)
    let sql = "UPDATE entry SET header = zeroblob(100) WHERE sequence = 3"
    #expect(try booth.sqlite(sql, withoutTriggers: true).status == 0)
    let run = try booth.loket("backup", booth.folder)
    #expect(run.status == 2 && run.errors.contains("rusak di disk"), "\(run.said)")
    #expect(try booth.bundle(try booth.backupPath()).entries.count == 5)
  }

  @Test func nothingStoredNeedsNoBackup() throws {
    let booth = try Booth()
    let run = try booth.loket("cadangkan", booth.folder)
    #expect(run.status == 0 && run.output.isEmpty && run.errors.contains("Belum ada"))
  }
}

extension Booth {
  /// Backs up into a folder and returns the file.
  @discardableResult
  fileprivate func backUp(to place: String? = nil) throws -> String {
    let run = try loket("cadangkan", place ?? folder)
    try #require(run.status == 0, "\(run.said)")
    return try #require(run.lines.first)
  }

  fileprivate func backupPath() throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return folder + "/" + (try #require(names.first { $0.hasSuffix("-cadangan.loket") }))
  }

  /// A bundle of this booth's, its signature checked.
  fileprivate func bundle(_ path: String) throws -> Sealing.Bundle {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: home + "/identitas"))
    let identity = try BoothIdentity(bytes: [UInt8](bytes))
    let file = try Data(contentsOf: URL(fileURLWithPath: path))
    return try Sealing.Bundle(bytes: [UInt8](file), signer: identity.verifier)
  }
}
