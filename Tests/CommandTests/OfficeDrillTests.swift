import Foundation
import Intake
import Sealing
import TestWorld
import Testing

/// What an office rehearses: the key from the envelope, a change of keys, bundles that are not what
/// they seem, rows that somebody changed, the end of the retention.
@Suite struct OfficeDrillTests {
  @Test func escrowKeyTypedFromPaperOpensEverything() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...4))
    try office.booth.close()
    _ = try office.flush()
    let sheet = try String(contentsOfFile: office.path("escrow"), encoding: .utf8)
    let key = try #require(
      sheet.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        .first { $0.split(separator: "-").count == 8 && $0.count == 63 })
    // The office's own keys burnt with the office. Typed as people type: small, spaced, l for 1.
    try FileManager.default.removeItem(atPath: office.path("pusat"))
    let typed = key.lowercased().replacingOccurrences(of: "-", with: " ")
      .replacingOccurrences(of: "1", with: "l").replacingOccurrences(of: "0", with: "o")
    try office.booth.write(typed + "\n", to: "diketik")
    try office.booth.write(typed.dropLast(3) + "7zz\n", to: "salah-ketik")
    let slip = try office.pusat(
      "olah", "--kunci-kertas", office.path("salah-ketik"), status: 65)
    #expect(slip.errors.contains("Kunci kertas"))
    let processed = try office.process("--kunci-kertas", office.path("diketik"))
    #expect(processed.reconciled == 1 && processed.setAside == 0)
    #expect(try office.sql("SELECT count(nik) FROM loket.visit") == "4")
  }

  @Test func escrowSheetCarriesItsQRAsTextAndAsAPage() throws {
    let office = try Office()
    try office.pusat("siapkan", "--escrow", office.path("amplop.html"), status: 0)
    let page = try String(contentsOfFile: office.path("amplop.html"), encoding: .utf8)
    #expect(page.contains("<svg") && page.contains("KUNCI ESCROW") && !page.contains("<script"))
    let other = try Office()
    try other.pusat("siapkan", "--escrow", other.path("amplop"), status: 0)
    let text = try String(contentsOfFile: other.path("amplop"), encoding: .utf8)
    let drawn = text.split(separator: "\n").filter { $0.contains("█") && $0.contains("▀") }
    #expect(drawn.count >= 12)
    for place in ["amplop", "pusat/kunci-kantor"] {
      let facts = try FileManager.default.attributesOfItem(atPath: other.path(place))
      #expect(facts[.posixPermissions] as? Int == 0o600, "\(place)")
    }
    // Made once: a second time nothing is written over, and no other key appears.
    try other.pusat("siapkan", "--escrow", other.path("amplop"), status: 0)
    #expect(try String(contentsOfFile: other.path("amplop"), encoding: .utf8) == text)
  }

  @Test func withoutAPassphraseItIsAskedForAndNothingElseSaid() throws {
    let office = try Office()
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    let run = try office.booth.run(
      office.words(["putar-kunci"]).filter {
        $0 != "--sandi-berkas" && $0 != office.path("sandi-kantor")
      })
    #expect(run.status == 64 && run.errors.contains("--sandi-berkas"), "\(run.said)")
  }

  @Test func keysRotateWhileBoothsHoldTheOldOnes() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    try booth.register(Visitor.lines(1...3))
    try office.pusat("putar-kunci", status: 0)
    // A booth that has not heard of it goes on under the old key, also with a new shift.
    try booth.register(Visitor.lines(4...5))
    try booth.close()
    try booth.open()
    try booth.register(Visitor.lines(6...7))
    try booth.close()
    // Another one gets the new key only, and the first one with its renewal.
    let other = try office.laptop()
    try office.enrol(other, as: "L08")
    try office.enrol(booth, as: "L07")
    for laptop in [booth, other] {
      try laptop.open()
      try laptop.register(Visitor.lines(11...13))
      try laptop.close()
      #expect(try office.flush(laptop).reconciled)
    }
    let processed = try office.process()
    #expect(processed.shifts == 4 && processed.reconciled == 4, "\(processed)")
    #expect(processed.alarms.isEmpty)
    #expect(try office.sql("SELECT count(name) FROM loket.visit") == "13")
  }

  @Test func wrongKeyFirstThenTheRightOne() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...3))
    try office.booth.close()
    _ = try office.flush()
    let stranger = PaperKey.text([UInt8](repeating: 9, count: 32))
    try office.booth.write(stranger, to: "kunci-lain")
    let failed = try office.process("--kunci-kertas", office.path("kunci-lain"), status: 2)
    #expect(failed.refused == 1 && failed.unopened == 1 && failed.alarms == ["unopenable": 1])
    // What nobody has opened nobody may empty, however old it is.
    _ = try office.sql(
      "UPDATE loket.shift SET day = day - 900; UPDATE loket.progress SET changed_at = '2020-01-01'")
    #expect(try office.pusat("hapus", "--lebih-dari", "800").errors.contains("belum terbuka"))
    #expect(try office.sql("SELECT count(*) FROM loket.inbox WHERE payload = ''") == "0")
    #expect(try office.process().reconciled == 1, "the right key takes it up by itself")
    #expect(try office.process().shifts == 0, "nothing new")
    #expect(try !office.pusat("rekap").said.contains("unopenable"))
  }

  /// Everything once more, but with another office's key: what was opened stays as it is.
  @Test func wrongKeyTakesNothingAway() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...3))
    try office.booth.close()
    _ = try office.flush()
    #expect(try office.process().reconciled == 1)
    let stranger = PaperKey.text([UInt8](repeating: 9, count: 32))
    try office.booth.write(stranger, to: "kunci-lain")
    let failed = try office.process(
      "--ulang", "--kunci-kertas", office.path("kunci-lain"), status: 2)
    #expect(failed.unopened == 1)
    #expect(try office.sql("SELECT count(name) FROM loket.visit") == "3")
    #expect(try office.sql("SELECT standing FROM loket.shift") == "reconciled")
    #expect(try office.process().reconciled == 1)
  }

  /// The lost laptop may hold tickets of its code, so that no other one gets it.
  @Test func aRevokedCodeIsUsedUp() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.pusat("cabut", "L07", "--alasan", "hilang", status: 0)
    let again = try office.pusat(
      "loket-baru", "L07", "--ke", office.path("lagi"), "--sandi-pasang",
      office.path("sandi-pasang"), status: 64)
    #expect(again.errors.contains("belum pernah dipakai"))
    #expect(!FileManager.default.fileExists(atPath: office.path("lagi")))
    let twice = try office.pusat("cabut", "L07", "--alasan", "hilang", status: 64)
    #expect(twice.errors.contains("sudah dicabut"))
  }

  @Test func strangeBundlesAreRefusedEachByItsName() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    try booth.register(Visitor.lines(1...2))
    let first = try office.carry()
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: first)))
    let id = try Bundle.claimedBooth(bytes)

    func expectRefused(_ bundle: [UInt8], _ why: String) throws {
      let path = office.path("aneh.loket")
      try booth.write(Data(bundle), to: path)
      let run = try office.pusat("terima", path, status: 65)
      #expect(run.errors.contains(why), "\(why): \(run.errors)")
      #expect(!FileManager.default.fileExists(atPath: office.path("aneh.terima")))
      #expect(try office.sql("SELECT count(*) FROM loket.inbox") == "0")
    }
    // In this booth's name, by somebody else's key.
    var shift = SampleShift(seed: 77)
    let entries = [shift.opening(), shift.visit()]
    let now = Moment(seconds: Int64(Date().timeIntervalSince1970))
    let forged = Bundle(booth: id, madeAt: now, shifts: [], entries: entries)
    try expectRefused(forged.signed(by: shift.identity), "tanda tangannya tidak cocok")
    // Of a booth that was never enrolled.
    let unknown = Bundle(booth: shift.identity.booth, madeAt: now, shifts: [], entries: entries)
    try expectRefused(unknown.signed(by: shift.identity), "tidak terdaftar")
    var newer = bytes
    newer[5] += 1
    try expectRefused(newer, "versi yang lebih baru")
    try expectRefused(Array(bytes.dropLast(100)), "tidak cocok")
    try expectRefused(Array(bytes.prefix(10)), "terpotong")
    try expectRefused(bytes + [0], "tidak cocok")
    try expectRefused(Array("PK\u{3}\u{4} bukan berkas loket".utf8), "bukan berkas loket")
  }

  @Test func replayedBundleAndReceiptsOfOthersChangeNothing() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    try booth.register(Visitor.lines(1...2))
    let first = try office.carry()
    try booth.register(Visitor.lines(3...4))
    let second = try office.carry()
    try office.pusat("terima", second, status: 0)
    // The older stick turns up later, and says that it brings nothing new.
    let replayed = try office.pusat("terima", first, status: 0)
    #expect(replayed.errors.contains("0 diterima, 3 sudah ada"), "\(replayed.errors)")
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == "5")
    let receipts = [first, second].map { String($0.dropLast("loket".count)) + "terima" }
    // A receipt for another booth, one that was changed, one of a newer version.
    let other = try office.laptop()
    try office.enrol(other, as: "L08")
    #expect(try other.loket("terima", receipts[1]).status == 65)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: receipts[1])))
    for (place, status) in [(whole.count / 2, 65), (5, 65), (0, 65)] as [(Int, Int32)] {
      var changed = whole
      changed[place] += 1
      try booth.write(Data(changed), to: "berubah.terima")
      #expect(try booth.loket("terima", office.path("berubah.terima")).status == status)
    }
    #expect(try booth.json(Status.self, "status", "--json").queue["acknowledged"] == 0)
    // The newer receipt, then the older one again: what is acknowledged stays so.
    for receipt in [receipts[1], receipts[0], receipts[1]] {
      #expect(try booth.loket("terima", receipt).status == 0)
    }
    #expect(try booth.json(Status.self, "status", "--json").queue["acknowledged"] == 4)
  }

  /// Each kind of change to the inbox, and what it is called.
  private static let changes: [(sql: String, alarm: String, aside: [Int])] = [
    ("DELETE FROM loket.inbox WHERE sequence = 4", "gap", [5]),
    ("DELETE FROM loket.inbox WHERE sequence = 1", "gap", []),
    (
      "UPDATE loket.inbox SET tag = set_byte(tag, 0, get_byte(tag, 0) # 1) WHERE sequence = 3",
      "chain", [3]
    ),
    (
      "UPDATE loket.inbox SET payload = set_byte(payload, 70, get_byte(payload, 70) # 1) "
        + "WHERE sequence = 3", "chain", [3]
    ),
    (
      "UPDATE loket.inbox SET header = set_byte(header, 60, get_byte(header, 60) # 1) "
        + "WHERE sequence = 5", "chain", [5]
    ),
    (
      "UPDATE loket.inbox SET signature = set_byte(signature, 9, get_byte(signature, 9) # 1) "
        + "WHERE sequence = 5", "signature", [5]
    ),
    (
      "UPDATE loket.inbox SET header = set_byte(header, 1, 0) WHERE sequence = 6",
      "unreadable", [6, 7]
    ),
    (
      "UPDATE loket.inbox AS a SET header = b.header, tag = b.tag, payload = b.payload, "
        + "hash = b.hash, signature = b.signature FROM loket.inbox AS b "
        + "WHERE a.sequence = 3 AND b.sequence = 4", "chain", [3, 4]
    ),
    ("DELETE FROM loket.assignment", "outsideAssignment", []),
    ("UPDATE loket.booth SET revoked_at = '2020-01-01', revoked_why = 'uji'", "revoked", []),
  ]

  @Test func changedRowsAreNamedAndNoneIsBelieved() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...6))
    try office.booth.close()
    _ = try office.flush()
    #expect(try office.process().reconciled == 1)
    let keep =
      "CREATE TABLE public.keep_inbox AS TABLE loket.inbox;"
      + "CREATE TABLE public.keep_assignment AS TABLE loket.assignment"
    _ = try office.sql(keep)
    let restore = """
      TRUNCATE loket.inbox, loket.assignment, loket.alarm;
      INSERT INTO loket.inbox TABLE public.keep_inbox;
      INSERT INTO loket.assignment TABLE public.keep_assignment;
      UPDATE loket.booth SET revoked_at = NULL, revoked_why = NULL
      """
    for change in OfficeDrillTests.changes {
      _ = try office.sql(restore)
      _ = try office.sql(change.sql)
      let processed = try office.process("--ulang", status: change.alarm == "gap" ? nil : 2)
      #expect(processed.reconciled == 0, "\(change.sql)")
      #expect(processed.alarms[change.alarm] == 1, "\(change.sql): \(processed.alarms)")
      let tally = try office.tally()
      #expect(!tally.reconciled, "\(change.sql)")
      #expect(
        (tally.shifts.first?.setAside ?? []).map(\.sequence) == change.aside, "\(change.sql)")
    }
    _ = try office.sql(restore)
    #expect(try office.process("--ulang").reconciled == 1)
  }

  @Test func purgeKeepsTheCountsAndNothingPersonal() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    try booth.register(Visitor.lines(1...5))
    try booth.close()
    _ = try office.flush()
    // Nothing was opened yet, so nothing may go.
    _ = try office.sql("UPDATE loket.progress SET changed_at = now() - interval '100 days'")
    try office.pusat("hapus", "--lebih-dari", "30", status: 2)
    #expect(try office.sql("SELECT count(*) FROM loket.inbox WHERE payload = ''") == "0")
    #expect(try office.process().reconciled == 1)
    let before = try office.tally()
    // A hundred days go by.
    _ = try office.sql("UPDATE loket.shift SET day = day - 100")
    let purged = try office.pusat("hapus", "--lebih-dari", "30", status: 0)
    #expect(purged.errors.contains("5 kunjungan"), "\(purged.errors)")
    #expect(try office.tally().figures == before.figures)
    #expect(try office.tally().reconciled)
    #expect(
      try office.sql(
        "SELECT count(*) FROM loket.visit WHERE coalesce(nik, name, phone, email, "
          + "residence, sex, birth_date::text) IS NOT NULL") == "0")
    #expect(
      try office.sql(
        "SELECT count(*) FROM loket.inbox WHERE get_byte(header, 6) IN (2, 3) "
          + "AND (payload <> '' OR tag <> '')") == "0")
    #expect(try office.sql("SELECT visits, entries FROM loket.purge ORDER BY id") == "0|0\n5|5")
    // Examining everything again does not touch what can no longer be opened.
    #expect(try office.process("--ulang").shifts == 0)
    #expect(try office.tally().figures == before.figures)
    #expect(try office.flush().reconciled, "the booth and the centre still agree hash by hash")
  }

  @Test func whatComesAfterThePurgeIsNamed() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...3))
    _ = try office.flush()
    #expect(try office.process().unclosed == 1)
    _ = try office.sql("UPDATE loket.shift SET day = day - 100")
    try office.pusat("hapus", "--lebih-dari", "30", status: 0)
    try office.booth.register(Visitor.lines(4...4))
    _ = try office.flush()
    _ = try office.process()
    #expect(
      try office.sql("SELECT kind FROM loket.alarm ORDER BY id") == "afterPurge")
    #expect(try office.sql("SELECT count(*) FROM loket.visit") == "3")
    #expect(try office.sql("SELECT count(*) FROM loket.inbox WHERE payload <> ''") == "2")
  }
}
