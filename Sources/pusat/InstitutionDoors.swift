import ArgumentParser
import BoothConfig
import Intake
import Laptop
import Office
import Paper
import Ports
import PostgresCentre
import Wording

/// What `pusat instansi` and `pusat sekolah` take.
struct InstitutionOptions: ParsableArguments {
  @Flag(name: .long, help: "Sebagai JSON (as JSON).")
  var json = false

  @Option(name: .long, help: "Keadaan akhir hari ini, YYYY-MM-DD (as of the end of day).")
  var tanggal: String?

  @Option(name: .long, help: "Kode: nama yang tersisa untuk kunjungan berikutnya (next visit).")
  var untuk: String?

  func validate() throws {
    if untuk != nil, json { throw ValidationError("--untuk | --json") }
  }

  func run(_ segment: Segment, _ options: CommonOptions) throws {
    let door = try OfficeDoor.open(options)
    let day = try door.day(tanggal) ?? door.today
    if let untuk { return try next(try door.institution(untuk), day, door) }
    let report = try door.asking {
      try door.institutions(segment, door.store().figures, upTo: day)
    }
    try door.emit(
      json ? [report.json] : report.sheet(door.words, door.names).lines(columns: 120))
  }

  private func next(_ institution: PlaceCode, _ day: Day, _ door: OfficeDoor) throws {
    let people = try door.asking { try door.store().figures.remaining(institution, day) }
    try door.emit(
      InstitutionReport.nextVisit(people, of: institution, door.words, door.names)
        .lines(columns: 80))
  }
}

/// `pusat instansi`.
struct AgenciesDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "instansi", abstract: "Cakupan IKD per instansi (agencies).",
    aliases: ["agencies"])

  @OptionGroup var options: CommonOptions
  @OptionGroup var figures: InstitutionOptions

  func run() throws { try figures.run(.civilServant, options) }
}

/// `pusat sekolah`.
struct SchoolsDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sekolah", abstract: "Perekaman dan IKD per sekolah (schools).",
    aliases: ["schools"])

  @OptionGroup var options: CommonOptions
  @OptionGroup var figures: InstitutionOptions

  func run() throws { try figures.run(.student, options) }
}

/// `pusat sasaran`: how long the lists of agencies and schools are; counts, no names.
struct RosterDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sasaran",
    abstract: "Jumlah orang pada daftar instansi dan sekolah, tanpa nama (roster).",
    aliases: ["roster"])

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Baris: kode, jumlah[, luar kota[, dinas luar[, ASN]]] (counts).")
  var dari: String

  @Option(name: .long, help: "Keadaan hari ini, YYYY-MM-DD (as of day).")
  var tanggal: String?

  func run() throws {
    let door = try OfficeDoor.open(options)
    let day = try door.day(tanggal) ?? door.today
    let bytes = try door.read(dari, max: 1 << 20)
    let known = Set((door.config.agencies + door.config.schools).map(\.code))
    let list = RosterList(String(decoding: bytes, as: UTF8.self), day: day, known: known)
    for line in list.badLines.prefix(50) { Streams.complain(door.words.figures.badRoster(line)) }
    guard list.badLines.isEmpty else {
      throw door.fail(door.words.figures.rosterUnchanged, 65)
    }
    try door.asking { try door.store().figures.enrol(list.rosters, door.user) }
    Streams.complain(door.words.figures.rosterTaken(list.rosters.count))
  }
}

extension OfficeDoor {
  func institutions(
    _ segment: Segment, _ figures: Figures, upTo day: Day
  ) throws(CentreError) -> InstitutionReport {
    let known = segment == .student ? config.schools : config.agencies
    return InstitutionReport(
      segment: segment, asOf: day, institutions: try figures.institutions(segment, day),
      known: Set(known.map(\.code)))
  }
}
