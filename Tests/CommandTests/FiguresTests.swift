import Foundation
import Intake
import TestWorld
import Testing

/// What the head of service is told, from real booths over a real PostgreSQL.
@Suite struct FiguresTests {
  /// The shipped configuration's case: 54,000 on 23 April 2024, 160,000 wanted by the end of 2024.
  @Test func theCaseOfTheOfficeIsReproduced() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let run = try office.pusat("capaian", "--tanggal", "2024-04-23", "--json", status: 0)
    let progress = try JSONDecoder().decode(Progress.self, from: Data(run.output.utf8))
    #expect(progress.total == 54_000 && progress.remaining == 106_000)
    #expect(progress.daysLeft == 252 && progress.neededPerDay == 421)
    #expect(progress.shares.map(\.of) == ["target", "residents recorded for KTP-el"])
    #expect(progress.shares.map(\.percent) == [33.75, 8.14])
    #expect(progress.forecast == nil && progress.activated == 0)
    for (language, answer) in [("id", "PERLU PER HARI: 421"), ("en", "NEEDED PER DAY: 421")] {
      let shown = try office.pusat(
        "capaian", "--tanggal", "23-04-2024", "--bahasa", language, status: 0)
      #expect(shown.lines.prefix(4).contains { $0.contains(answer) }, "\(shown.output)")
    }
    #expect(try office.pusat("progress", "--tanggal", "2024-02-30").status == 64)
  }

  @Test func personCountsOnceAndOutsidersApart() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    let lines = [
      Visitor.ikd(1, "activated"), Visitor.ikd(2, "activated", residence: "3573011002"),
      Visitor.ikd(3, "activated", residence: "3507"), Visitor.ikd(4, "reactivated"),
      Visitor.ikd(5, "active"), Visitor.ikd(nil, "activated"),
    ]
    try booth.register(lines)
    try booth.close()
    // The same two people once more, at another booth: one by mistake as new, one rightly not.
    let other = try office.laptop()
    try office.enrol(other, as: "L08")
    try other.open("mog")
    try other.register([Visitor.ikd(1, "activated"), Visitor.ikd(2, "reactivated")])
    try other.close()
    // The later booth arrives first.
    for laptop in [other, booth] {
      _ = try office.flush(laptop)
      _ = try office.process(status: nil)
    }
    let progress = try office.progress()
    #expect(progress.activated == 3 && progress.total == 54_003)
    #expect(progress.outsiders == 1 && progress.reactivated == 2 && progress.repeated == 1)
    #expect(progress.kelurahan.map(\.of) == ["3573011001", "3573011002"])
    #expect(progress.kelurahan.map(\.count) == [2, 1])
    #expect(progress.places.map(\.count).reduce(0, +) == 3, "\(progress.places)")
    // Everything once more makes the same figures.
    _ = try office.process("--ulang", status: nil)
    #expect(try office.progress() == progress)
    // What the phones lost is taken off, with its reason and not without.
    #expect(try office.pusat("capaian", "--kurangi", "2").status == 64)
    for words in [
      ["60000", "--alasan", "IKD dihapus"], ["1", "--alasan", "IKD 3573014101900001 dihapus"],
      ["1", "--alasan", "IKD dihapus", "--tanggal", "2024-01-01"],
      ["1", "--alasan", "IKD dihapus", "--tanggal", "2099-01-01"],
    ] {
      #expect(try office.pusat(["capaian", "--kurangi"] + words).status == 64, "\(words)")
    }
    #expect(try office.progress() == progress, "none of these was taken")
    try office.pusat("capaian", "--kurangi", "2", "--alasan", "IKD dihapus", status: 0)
    let lowered = try office.progress()
    #expect(lowered.total == progress.total - 2 && lowered.activated == 3)
    #expect(lowered.corrections.map(\.reason) == ["IKD dihapus"])
  }

  @Test func retentionLeavesTheFiguresAsTheyWere() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register((1...9).map { Visitor.ikd($0, "activated") })
    try office.booth.close()
    _ = try office.flush()
    _ = try office.process()
    _ = try office.sql("UPDATE loket.shift SET day = day - 100")
    var before = try office.progress()
    #expect(before.activated == 9 && before.kelurahan == [Counted(of: "3573011001", count: 9)])
    try office.pusat("hapus", "--lebih-dari", "30", status: 0)
    try office.pusat("hapus", "--lebih-dari", "30", status: 0)
    // Who of them returns is not known again: that alone is said.
    before.emptied = 9
    #expect(try office.progress() == before)
    #expect(try office.sql("SELECT count(nik) FROM loket.person") == "0")
  }
}

extension FiguresTests {
  /// How many of a school were too young, recorded before, or from elsewhere stays when nobody can
  /// be named any more, and it is said that services waited.
  @Test func retentionLeavesASchoolsCounts() throws {
    let office = try Office()
    try office.enrolAndOpen()
    func pupil(_ born: String, _ rest: String) -> String {
      #"{"name":"UJI COBA","sex":"P","birthDate":"\#(born)","segment":"student","#
        + #""school":"sman-1",\#(rest)}"#
    }
    try office.booth.register([
      pupil("2015-01-01", #""residence":"3573011001","services":[{"code":"kia"}]"#),
      pupil(
        "1999-01-01",
        #""residence":"3507","recorded":true,"ikd":{"state":"active"},"#
          + #""services":[{"code":"cetak","result":"deferred","reason":"blanksOut"}]"#),
    ])
    try office.booth.close()
    _ = try office.flush()
    _ = try office.process()
    _ = try office.sql("UPDATE loket.shift SET day = day - 100")
    let before = try office.pusat("sekolah", "--json", status: 0).output
    #expect(before.contains(#""under16":1"#) && before.contains(#""recordedBefore":1"#))
    #expect(before.contains(#""3507":1"#), "\(before)")
    let purged = try office.pusat("hapus", "--lebih-dari", "30", status: 0)
    #expect(purged.errors.contains("1 layanan yang masih menunggu"), "\(purged.errors)")
    // When somebody turns 17 goes with the birth date.
    let after = try office.pusat("sekolah", "--json", status: 0).output
    #expect(after == before.replacing(#""turning17":{"2032-01":1}"#, with: #""turning17":{}"#))
  }

  /// Who came without IKD within a period, and what has become of it by its end.
  @Test func aPeriodsReportTellsWhomItTurned() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register([
      #"{"name":"UJI COBA","sex":"P","birthDate":"1990-01-01","residence":"3573011001","#
        + #""ikd":{"state":"notActive","reason":"declined"},"services":[{"code":"cetak"}]}"#
    ])
    try office.booth.close()
    _ = try office.flush()
    _ = try office.process()
    func page(_ from: Int, _ upTo: Int) throws -> String {
      let today = Moment(seconds: Int64(Date().timeIntervalSince1970)).day.number
      let path = office.path("laporan-\(upTo).html")
      try office.pusat(
        "laporan", "--dari", Day(number: today + from).iso, "--sampai",
        Day(number: today + upTo).iso, "--ke", path, "--bahasa", "en", status: 0)
      return try String(contentsOfFile: path, encoding: .utf8)
    }
    let title = "NOT ACTIVE, THEN ACTIVATED HERE"
    #expect(try page(-9, 0).contains(title))
    #expect(try !page(-9, -1).contains(title))
  }

  /// What comes after the retention was there moves a person's first activation to another visit.
  @Test func lateDeliveryAfterTheRetentionCountsNobodyTwice() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let late = try office.laptop()
    try office.enrol(late, as: "L08")
    try late.open("mog")
    let before = Moment(seconds: Int64(Date().timeIntervalSince1970) - 86_400)
    try late.register([
      Visitor.ikd(1, "activated").replacingOccurrences(
        of: #""name""#, with: #""capturedAt":"\#(before.rfc3339)","name""#)
    ])
    try late.close()
    let booth = office.booth
    try booth.register([Visitor.ikd(1, "activated"), Visitor.ikd(2, "activated")])
    try booth.close()
    _ = try office.flush()
    _ = try office.process()
    _ = try office.sql("UPDATE loket.shift SET day = day - 100")
    // Somebody who is seen again keeps the NIK when the retention comes.
    try booth.open()
    try booth.register([Visitor.ikd(1, "active")])
    try booth.close()
    _ = try office.flush()
    _ = try office.process()
    try office.pusat("hapus", "--lebih-dari", "30", status: 0)
    let kept = [Counted(of: "3573011001", count: 2)]
    var progress = try office.progress()
    #expect(progress.activated == 2 && progress.kelurahan == kept && progress.emptied == 1)
    let places = progress.places
    _ = try office.flush(late)
    _ = try office.process()
    progress = try office.progress()
    #expect(progress.activated == 2 && progress.repeated == 1 && progress.kelurahan == kept)
    #expect(progress.places == places && progress.outsiders == 0)
    // The retention takes the late one too, and counts it no second time.
    _ = try office.sql("UPDATE loket.shift SET day = day - 40 WHERE service_point = 'mog'")
    try office.pusat("hapus", "--lebih-dari", "30", status: 0)
    progress = try office.progress()
    #expect(progress.activated == 2 && progress.kelurahan == kept)
    #expect(try office.sql("SELECT sum(activated) FROM loket.kelurahan_kept") == "2")
  }

  /// Nobody is left of a NIK that was corrected: the figure is of people who could return.
  @Test func correctedNIKIsNobodyWhomTheRetentionEmptied() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    try booth.register([Visitor.ikd(1, "active")])
    _ = try office.flush()
    _ = try office.process(status: nil)
    let keys = ["koreksi 1", "1", Visitor.nik(2), "s", "2", "keluar"]
    let typed = try booth.write(keys.map { $0 + "\n" }.joined(), to: "ketikan")
    #expect(try booth.loket("kios", input: .file(typed)).output.contains("OK L07-001"))
    try booth.close()
    _ = try office.flush()
    #expect(try office.process().reconciled == 1)
    #expect(try office.sql("SELECT count(nik) FROM loket.person") == "2")
    _ = try office.sql("UPDATE loket.shift SET day = day - 100")
    try office.pusat("hapus", "--lebih-dari", "30", status: 0)
    #expect(try office.sql("SELECT count(*) - count(nik) FROM loket.person") == "2")
    #expect(try office.progress().emptied == 1)
  }

  @Test func whoComesBackStaysTiedToTheRefusalAlsoUnderAnotherNIK() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    let run = try booth.register([
      Visitor.ikd(1, "notActive", reason: "declined"), Visitor.ikd(1, "active"),
    ])
    #expect(run.lines.last?.contains(#""follows":"L07-001""#) == true, "\(run.said)")
    // It was somebody else's card: the second visit gets its own NIK.
    let keys = ["koreksi 2", "1", Visitor.nik(2), "s", "2", "keluar"]
    let typed = try booth.write(keys.map { $0 + "\n" }.joined(), to: "ketikan")
    let kiosk = try booth.loket("kios", input: .file(typed))
    #expect(kiosk.output.contains("OK L07-002"), "\(kiosk.said)")
    try booth.close()
    _ = try office.flush()
    #expect(try office.process().reconciled == 1)
    #expect(try office.followUps().waiting.isEmpty)
    let reasons = "SELECT string_agg(kind || ':' || coalesce(reason, '-'), ' ' ORDER BY sequence)"
    #expect(
      try office.sql(reasons + " FROM loket.revision")
        == "visit:- visit:- amendment:Lain di kartu atau berkas")
    _ = try office.sql("UPDATE loket.shift SET day = day - 100")
    try office.pusat("hapus", "--lebih-dari", "30", status: 0)
    #expect(try office.sql("SELECT count(reason) FROM loket.revision") == "0")
  }

  @Test func whoWaitsIsCalledUntilServedAnywhere() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let booth = office.booth
    try booth.register([
      // Refused, then activated, then served; refused and never seen again.
      Visitor.ikd(1, "notActive", reason: "declined"),
      Visitor.ikd(2, "notActive", reason: "declined"),
      Visitor.ikd(3, "notActive", reason: "noPhone"),
      Visitor.ikd(4, "active", deferral: "blanksOut"),
      Visitor.ikd(5, "active"), Visitor.ikd(nil, "notActive", reason: "declined"),
    ])
    try booth.close()
    _ = try office.flush()
    _ = try office.process()
    // Ten days later.
    let later =
      "UPDATE loket.shift SET day = day - 10; "
      + "UPDATE loket.visit SET at = at - interval '10 days'"
    _ = try office.sql(later)
    var waiting = try office.followUps().waiting
    #expect(waiting.map(\.reason) == ["declined", "declined", "noPhone", "blanksOut", "declined"])
    #expect(waiting.map(\.visit) == [1, 2, 3, 4, 6].map { "L07/1-00\($0)" })
    #expect(waiting[0].nik == Visitor.nik(1) && waiting[0].phone == nil)
    #expect(waiting[2].phone == "081234567890", "kept for an activation that may follow")
    #expect(try office.followUps().turned.first?.people == 2)

    let other = try office.laptop()
    try office.enrol(other, as: "L08")
    try other.open("mog")
    // One was activated without asking for the card, one is refused for the second time.
    let activation = Visitor.ikd(1, "activated").replacingOccurrences(
      of: #"{"code":"cetak"}"#, with: "")
    try other.register([
      activation, Visitor.ikd(2, "notActive", reason: "declined"), Visitor.ikd(4, "active"),
    ])
    try other.close()
    _ = try office.flush(other)
    _ = try office.process()
    waiting = try office.followUps().waiting
    #expect(waiting.map(\.visit) == ["L07/1-001", "L07/1-003", "L07/1-006", "L08/1-002"])
    #expect(
      waiting.map(\.visits) == [1, 1, 1, 2]
        && waiting.map(\.ikdActiveNow) == [true, false, false, false])
    let declined = try #require(try office.followUps().turned.first { $0.reason == "declined" })
    #expect((declined.people, declined.withoutNIK, declined.activated) == (2, 1, 1))
    #expect((declined.within30, declined.medianDays) == (1, 10))

    // Settled at the office: both of that person's visits in vain are done with, once.
    try office.pusat("tindak-lanjut", "--selesai", "L08/1-002", status: 0)
    let again = try office.pusat(
      "follow-up", "--selesai", "L08/1-002", "--bahasa", "en", status: 65)
    #expect(again.errors.contains("Nothing was changed"))
    #expect(try office.pusat("tindak-lanjut", "--selesai", "L08-002").status == 64)
    #expect(try office.followUps().waiting.map(\.visit) == ["L07/1-001", "L07/1-003", "L07/1-006"])
    // The list for the wall hides most of a NIK.
    let shown = try office.pusat("tindak-lanjut", status: 0).output
    #expect(
      shown.contains("IKD sudah aktif sesudahnya") && !shown.contains(Visitor.nik(1)), "\(shown)")
  }
}

extension FiguresTests {
  /// A laptop whose clock is a day ahead, and one whose clock went back a day between two shifts.
  @Test func clockThatIsADayWrongIsTold() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register([Visitor.ikd(1, "activated")])
    try office.booth.close()
    _ = try office.flush()
    #expect(try office.process().alarms.isEmpty)
    #expect(!(try office.pusat("rekap", status: 0).output.contains("JAM ")))
    _ = try office.sql("UPDATE loket.inbox SET received_at = received_at - interval '1 day'")
    #expect(try office.process("--ulang").alarms == ["clockAhead": 1])
    // The shift before ended tomorrow by the clock of then.
    _ = try office.sql("UPDATE loket.shift SET closed_at = closed_at + interval '1 day'")
    try office.booth.open("mog")
    try office.booth.register([Visitor.ikd(2, "activated")])
    try office.booth.close()
    _ = try office.flush()
    let processed = try office.process()
    #expect(processed.alarms == ["clockBack": 1] && processed.reconciled == 1)
    let shown = try office.pusat("rekap", status: 0).output
    #expect(shown.contains("JAM L07/1: ada catatan bertanggal sesudah ia tiba"), "\(shown)")
    #expect(shown.contains("JAM L07/2: ada catatan bertanggal sebelum"), "\(shown)")
    let json = try office.pusat("rekap", "--json", status: 0).output
    #expect(json.contains(#""clock":["clockAhead"]"#) && json.contains(#""clock":["clockBack"]"#))
    #expect(try office.progress().activated == 2, "counted all the same")
  }
}

/// `pusat tindak-lanjut --json`.
struct FollowUps: Decodable, Hashable {
  struct Waiting: Decodable, Hashable {
    let visit: String
    let since: String
    let visits: Int
    let nik: String?
    let phone: String?
    let service: String
    let outcome: String
    let reason: String
    let ikdActiveNow: Bool
  }

  struct Turned: Decodable, Hashable {
    let reason: String
    let people: Int
    let withoutNIK: Int
    let activated: Int
    let sameDay: Int
    let within7: Int
    let within30: Int
    let later: Int
    let medianDays: Int?
  }

  let waiting: [Waiting]
  let turned: [Turned]
}

/// `pusat capaian --json`.
struct Progress: Decodable, Hashable {
  struct Share: Decodable, Hashable {
    let of: String
    let base: Int
    let percent: Double
  }

  struct Week: Decodable, Hashable {
    let from: String
    let count: Int
    let whole: Bool
  }

  struct Correction: Decodable, Hashable {
    let day: String
    let loweredBy: Int
    let reason: String
  }

  struct Forecast: Decodable, Hashable {
    let weeks: Int
    let perWeek: [String: Int]
    let total: [String: Int]
    let reachedOn: String?
  }

  let activated: Int
  let total: Int
  let remaining: Int
  let daysLeft: Int
  let neededPerDay: Int?
  let shares: [Share]
  let outsiders: Int
  let reactivated: Int
  let repeated: Int
  var emptied: Int
  let days: [Counted]
  let weeks: [Week]
  let places: [Counted]
  let kelurahan: [Counted]
  let forecast: Forecast?
  let corrections: [Correction]
}

/// A count and what it is of.
struct Counted: Decodable, Hashable {
  let of: String?
  let count: Int
}

extension Office {
  func followUps() throws -> FollowUps { try figures(FollowUps.self, "tindak-lanjut") }

  /// What a command of figures says as JSON.
  func figures<Value: Decodable>(_ type: Value.Type, _ words: String...) throws -> Value {
    let run = try pusat(words + ["--json"])
    try #require(run.status == 0, "\(words): \(run.status) \(run.said)")
    return try JSONDecoder().decode(type, from: Data(run.output.utf8))
  }

  func progress() throws -> Progress { try figures(Progress.self, "capaian") }
}

extension Visitor {
  /// Somebody whose IKD is in this state; without a NIK where there is no number.
  static func ikd(
    _ number: Int?, _ state: String, reason: String? = nil, residence: String = "3573011001",
    deferral: String? = nil
  ) -> String {
    let who = number.map { #""nik":"\#(nik($0))","# } ?? #""sex":"L","#
    let why = reason.map { #","reason":"\#($0)""# } ?? ""
    let result = deferral.map { #","result":"deferred","reason":"\#($0)""# } ?? ""
    let phone = reason == nil ? "" : #""phone":"081234567890","#
    return "{" + who + phone + #""name":"UJI COBA","birthDate":"1990-08-15","#
      + #""residence":"\#(residence)","ikd":{"state":"\#(state)"\#(why)},"#
      + #""services":[{"code":"cetak"\#(result)}]}"#
  }
}
