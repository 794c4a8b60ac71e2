import Foundation
import TestWorld
import Testing

/// A made-up half-year, whose true figures its generator counted by itself: the centre's equal them
/// to the digit, in whatever order and however often it was delivered.
@Suite struct HalfYearTests {
  @Test func figuresAreTheGeneratorsToTheDigit() throws {
    let half = try MadeHalfYear(seed: Given.seed, booths: 6, shifts: 48, visits: 700)
    let office = half.office
    // By USB in no order, every third shift a second time, some after a first examination.
    let bundles = half.bundles.shuffled()
    try half.receive(bundles.prefix(bundles.count / 2) + bundles.prefix(5))
    _ = try office.process(status: nil)
    try half.receive(bundles.suffix(from: bundles.count / 2) + bundles.suffix(7))
    let processed = try office.process(status: nil)
    #expect(processed.setAside == 0 && processed.alarms.isEmpty, "\(processed)")
    #expect(try office.tally().reconciled)

    let truth = half.truth
    let day = truth.capaian.asOf
    #expect(try office.figures(Truth.Progress.self, "capaian", "--tanggal", day) == truth.capaian)
    #expect(try office.followUps() == truth.followUps)
    try expectContactList(office)
    try office.pusat(
      "sasaran", "--dari", half.folder + "/rosters.csv", "--tanggal", day, status: 0)
    let agencies = try office.figures(Truth.Institutions.self, "instansi", "--tanggal", day)
    #expect(agencies == truth.instansi)
    let schools = try office.figures(Truth.Institutions.self, "sekolah", "--tanggal", day)
    #expect(schools == truth.sekolah)
    try expectNextVisits(office, schools, upTo: day)
    try expectReport(half, upTo: day)
    // Examined once more from the beginning, nothing has moved.
    _ = try office.process("--ulang", status: nil)
    #expect(try office.figures(Truth.Progress.self, "capaian", "--tanggal", day) == truth.capaian)
    #expect(try office.followUps() == truth.followUps)
  }
}

extension HalfYearTests {
  /// Each school's next visit is for those seen there whose IKD is not active, who first becomes 17
  /// first.
  private func expectNextVisits(
    _ office: Office, _ schools: Truth.Institutions, upTo day: String
  ) throws {
    let largest = schools.institutions.sorted { $0.seen > $1.seen }.prefix(3)
    for school in largest {
      let shown = try office.pusat(
        "sekolah", "--untuk", school.code, "--tanggal", day, "--bahasa", "en", status: 0)
      let rows = shown.lines.filter {
        $0.contains("IKD") && $0.contains(/[0-9]{2}-[0-9]{2}-[0-9]{4}/)
      }
      #expect(rows.count == school.seen - school.active, "\(school.code): \(shown.output)")
      #expect(!shown.output.contains(/[0-9]{16}/) && shown.output.contains("only for the office"))
    }
    #expect(try office.pusat("sekolah", "--untuk", "tidak-ada").status == 64)
  }

  /// What an agency's contact gets: names and services of its people, nothing else about them.
  private func expectContactList(_ office: Office) throws {
    let code = try office.sql(
      "SELECT institution FROM loket.visit WHERE ikd_reason = 'declined' AND segment <> 'public' "
        + "AND NOT is_void GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    let list = try office.pusat("tindak-lanjut", "--untuk", code, status: 0).output
    #expect(list.contains("Diundang lagi untuk"), "\(list)")
    #expect(list.firstMatch(of: /[0-9]{4}/) == nil && !list.contains("Menolak"), "\(list)")
    #expect(try office.pusat("tindak-lanjut", "--untuk", "tidak-ada").status == 64)
  }

  /// One file for a period: the same figures, nobody's data, nothing that runs or is fetched.
  private func expectReport(_ half: MadeHalfYear, upTo day: String) throws {
    let office = half.office
    let first = try #require(half.truth.capaian.days.first?.of)
    for name in ["laporan.html", "laporan.xlsx", "report.html"] {
      try office.pusat(
        name.hasPrefix("report") ? "report" : "laporan", "--dari", first, "--sampai", day, "--ke",
        office.path(name), "--bahasa", name.hasPrefix("report") ? "en" : "id", status: 0)
    }
    let page = try String(contentsOfFile: office.path("laporan.html"), encoding: .utf8)
    #expect(page.contains("<svg") && page.contains("<style>") && !page.contains("<script"))
    #expect(
      !page.contains("http:") && !page.contains("https:") && !page.contains("src=")
        && !page.contains("url("))
    let niks = page.matches(of: /[0-9]{16}/)
    #expect(niks.isEmpty && !page.contains("CONTOH"), "a person in the report")
    let activated = half.truth.capaian.activated
    #expect(page.contains("<td class=\"number\">\(activated)</td>"), "all of \(activated)")
    // Small counts of a kelurahan are not shown, and never one of them alone.
    let kelurahan = try #require(page.split(separator: "Per kelurahan").dropFirst().first)
    let table = try #require(kelurahan.split(separator: "</table>").first)
    let hidden = half.truth.capaian.kelurahan.count { $0.count < 5 }
    #expect(table.split(separator: ">-</td>").count - 1 == max(hidden, 2))
    let english = try String(contentsOfFile: office.path("report.html"), encoding: .utf8)
    #expect(english.contains("IKD AND FIELD SERVICE REPORT") && english.contains("lang=\"en\""))
    let cells = try office.booth.run([
      "/usr/bin/env", "python3", Repository.path + "/Tests/PaperTests/Readers/xlsx_cells.py",
      office.path("laporan.xlsx"),
    ])
    #expect(cells.status == 0 && cells.output.contains("LAYANAN (baris)"), "\(cells.said)")
    #expect(cells.output.contains("IKD PER INSTANSI"), "\(cells.output.prefix(500))")
    for bad in [
      ["--dari", day, "--sampai", first, "--ke", "x.html"],
      ["--dari", first, "--sampai", day, "--ke", office.path("x.pdf")],
    ] {
      #expect(try office.pusat(["laporan"] + bad).status == 64)
    }
  }
}

/// What the environment says of a run of the tests.
enum Given {
  static let seed = Int(ProcessInfo.processInfo.environment["LOKET_SEED"] ?? "") ?? 7
}

/// An office whose booths have worked a half-year; nothing was received by USB yet.
final class MadeHalfYear {
  let office: Office
  let folder: String
  let truth: Truth
  let bundles: [String]

  init(seed: Int, booths: Int, shifts: Int, visits: Int) throws {
    office = try Office()
    let folder = office.path("setengah-tahun")
    self.folder = folder
    try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    let start = try office.booth.shell("TZ=Asia/Jakarta date -d tomorrow +%F").output
    let made = try office.booth.run(
      [
        Repository.path + "/scripts/half-year", folder, "--seed", "\(seed)", "--start",
        start.trimmingCharacters(in: .whitespacesAndNewlines), "--booths", "\(booths)",
        "--shifts", "\(shifts)", "--visits", "\(visits)",
      ])
    try #require(made.status == 0, "\(made.said)")
    truth = try JSONDecoder().decode(
      Truth.self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/truth.json")))
    for number in 1...booths {
      let code = number < 10 ? "L0\(number)" : "L\(number)"
      try office.pusat(
        "loket-baru", code, "--ke", "\(folder)/\(code).pasang", "--hari", "400",
        "--sandi-pasang", office.path("sandi-pasang"), status: 0)
    }
    let worker = try #require(Pty.builtProgram("HalfYear"), "build first: swift build")
    let config = try #require(office.booth.environment["LOKET_CONFIG"])
    let server = office.server
    let conninfo = "host=\(server.folder) port=\(server.port) dbname=\(office.database)"
    let run = try office.booth.run(
      [worker, config, folder, folder, folder, conninfo], within: .seconds(600))
    try #require(run.status == 0, "HalfYear: \(run.said)")
    bundles = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".loket") }.sorted().map { "\(folder)/\($0)" }
  }

  func receive(_ bundles: some Sequence<String>) throws {
    let run = try office.pusat(["terima"] + Array(bundles))
    try #require(run.status == 0, "terima: \(run.said)")
    // The made-up days lie ahead, and nothing arrives before it was written.
    _ = try office.sql(
      "UPDATE loket.inbox SET received_at = received_at + interval '400 days' "
        + "WHERE received_at < now() + interval '1 day'")
  }
}

/// `truth.json`; what it does not tell is not compared.
struct Truth: Decodable {
  struct Progress: Decodable, Hashable {
    let asOf: String
    let activated: Int
    let total: Int
    let remaining: Int
    let daysLeft: Int
    let neededPerDay: Int?
    let outsiders: Int
    let repeated: Int
    let reactivated: Int
    let days: [Counted]
    let weeks: [CommandTests.Progress.Week]
    let places: [Counted]
    let kelurahan: [Counted]
  }

  struct Institutions: Decodable, Hashable {
    struct Institution: Decodable, Hashable {
      let code: String
      let seen: Int
      let notSeen: Int?
      let active: Int
      let activated: Int
      let notActive: Int
      let notYetDue: Int
      let residents: Int
      let activeResidents: Int
      let outsiders: Int
      let regions: [String: Int]
      let reasons: [String: Int]
      let recorded: Int
      let failed: Int
      let recordedBefore: Int
      let under16: Int
      let turning17: [String: Int]
    }

    let asOf: String
    let institutions: [Institution]
  }

  enum CodingKeys: String, CodingKey {
    case capaian, instansi, sekolah
    case followUps = "tindak-lanjut"
  }

  let capaian: Progress
  let followUps: FollowUps
  let instansi: Institutions
  let sekolah: Institutions
}
