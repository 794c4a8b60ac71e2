import ArgumentParser
import BoothConfig
import Intake
import IntakeForm
import Laptop
import Office
import Paper
import Ports
import PostgresCentre
import Wording

/// `pusat capaian`.
struct ProgressDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capaian", abstract: "Capaian IKD penduduk sendiri terhadap target (progress).",
    aliases: ["progress"])

  @OptionGroup var options: CommonOptions

  @Flag(name: .long, help: "Sebagai JSON (as JSON).")
  var json = false

  @Option(name: .long, help: "Keadaan akhir hari ini, YYYY-MM-DD (as of the end of day).")
  var tanggal: String?

  @Option(name: .long, help: "Catat koreksi turun, mis. IKD dihapus (lower the figure by).")
  var kurangi: Int?

  @Option(name: .long, help: "Alasan koreksi, tanpa data pribadi (reason of the correction).")
  var alasan: String?

  func validate() throws {
    guard let kurangi, kurangi < 1 else { return }
    throw ValidationError("--kurangi: >= 1")
  }

  func run() throws {
    let door = try OfficeDoor.open(options)
    let day = try door.day(tanggal) ?? door.today
    let figures = try door.store().figures
    let report = try door.asking {
      if let kurangi { try correct(by: kurangi, on: day, figures, door) }
      return try door.progress(figures, upTo: day)
    }
    try door.emit(
      json ? [report.json] : report.sheet(door.words, door.names).lines(columns: 80))
  }

  private func correct(
    by count: Int, on day: Day, _ figures: Figures, _ door: OfficeDoor
  ) throws {
    let words = door.words.figures
    guard let alasan, alasan.contains(where: { !$0.isWhitespace })
    else { throw door.fail(words.correctionNeedsReason, 64) }
    guard alasan.filter(\.isNumber).count < 8
    else { throw door.fail(words.correctionNamesSomebody, 64) }
    let first = door.config.goal.baseline?.day ?? day
    guard day <= door.today, first <= day
    else { throw door.fail(words.correctionOutside(door.words.time.long(first)), 64) }
    let reached = try door.progress(figures, upTo: day).total
    guard count <= reached else { throw door.fail(words.correctionTooLarge(reached), 64) }
    try figures.correct(
      Correction(day: day, loweredBy: count, reason: alasan), door.user)
    Streams.complain(words.corrected(count, door.words.time.long(day)))
  }
}

extension OfficeDoor {
  var today: Day { SystemClock.make().now().day }

  var user: String { environment["USER"] ?? "?" }

  /// A typed day; nil where none was typed.
  func day(_ text: String?) throws -> Day? {
    guard let text else { return nil }
    switch Day.parse(text) {
    case .success(let day): return day
    case .failure(let fault): throw fail(words.form.complaint(.date(fault)), 64)
    }
  }

  var names: CodeNames {
    let institutions = (config.agencies + config.schools).map { ($0.code, $0.name) }
    let places = config.places.map { ($0.code, $0.name) }
    return CodeNames(
      places: Dictionary(places + institutions) { first, _ in first }, regions: config.regions)
  }

  func progress(_ figures: Figures, upTo day: Day) throws(CentreError) -> ProgressReport {
    ProgressReport(
      goal: config.goal, asOf: day,
      activations: try figures.activations(config.goal.baseline?.day, day))
  }
}
