import ArgumentParser
import BoothConfig
import Desk
import Intake
import Paper
import Ports
import Wording

/// `loket rekap`.
struct TallyDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rekap", abstract: "Rekap sesi: sementara atau akhir (tally).",
    aliases: ["tally"])

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case teks, json, html, xlsx, escpos, csv
  }

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Nomor sesi; tanpa ini yang terakhir (shift number).")
  var sesi: Int?

  @Option(name: .long, help: "teks, json, html, xlsx, escpos atau csv (format).")
  var format: Format?

  @Option(name: .long, help: "Tulis ke berkas (write to a file).")
  var ke: String?

  @Flag(name: .long, help: "Kirim ke printer: struk, atau A4 dengan --format teks (print).")
  var cetak = false

  @OptionGroup var text: TextOptions

  @OptionGroup var receipt: ReceiptOptions

  func run() throws {
    let door = try BoothDoor.open(options)
    if cetak, let format, format != .teks, format != .escpos {
      throw door.fail(door.words.paper.printing.formatNotPrintable, 64)
    }
    let world = try door.readingWorld()
    let reports = Reports(world)
    let report: ShiftReport
    do { report = try reports.report(try reports.shift(sesi)) } catch {
      throw door.fail(error)
    }
    if !cetak || ke != nil {
      try write(report, reports, door)
      if isExport { door.note(deed(.exported, report, world)) }
    }
    if cetak { try print(report, world, door) }
  }

  /// A file, or what is no look at the figures: programs look by JSON, people by text.
  private var isExport: Bool { ke != nil || ![nil, .teks, .json].contains(format) }

  private func deed(
    _ kind: NotedDeed.Kind, _ report: ShiftReport, _ world: World, count: Int = 1
  ) -> NotedDeed {
    NotedDeed(kind, at: world.clock.now(), shift: report.shift.number, count: count)
  }

  private func write(_ report: ShiftReport, _ reports: Reports, _ door: BoothDoor) throws {
    let sheet = TallySheet.sheet(report, door.words)
    switch format ?? .teks {
    case .teks: try door.write(sheet, columns: text.lebar ?? door.columns, to: ke)
    case .json: try door.write(reports.json(report) + "\n", to: ke)
    case .csv: try door.write(TallyFigures.csv(report), to: ke)
    case .html:
      let title = "\(door.words.tally.title(report.isFinal)) \(report.shift.booth.text)"
      try door.write(
        HTMLPage(sheet, title: title, language: door.words.language.rawValue).text, to: ke)
    case .escpos: try door.write(sheet.escpos(receipt.paper(door.receipt)), to: ke)
    case .xlsx: try door.write(TallyFigures.grids(report, door.words), to: ke)
    }
  }

  private func print(_ report: ShiftReport, _ world: World, _ door: BoothDoor) throws {
    let printing = Printing(world)
    let subject = Printing.tally(report)
    var marked = report
    marked.copy = printing.copy(of: subject)
    try door.print(
      TallySheet.sheet(marked, door.words), as: format == .teks ? .page : .receipt,
      on: receipt.paper(door.receipt), subject, copy: marked.copy,
      noting: marked.copy.map { deed(.printedAgain, report, world, count: $0) }
        ?? deed(.printed, report, world), printing)
  }
}

/// How wide text is laid out.
struct TextOptions: ParsableArguments {
  @Option(name: .long, help: "Lebar teks, 32-132 huruf; tanpa ini selebar layar (text width).")
  var lebar: Int?

  func validate() throws {
    guard lebar.map((32...132).contains) ?? true else { throw ValidationError("--lebar: 32-132") }
  }
}

/// A receipt printer other than the configured one.
struct ReceiptOptions: ParsableArguments {
  @Option(name: .long, help: "Lebar struk: 32 (58 mm) sampai 48 (80 mm) huruf (receipt width).")
  var kolom: Int?

  @Flag(name: .long, help: "QR sebagai titik, untuk printer murah (QR as dots).")
  var titik = false

  func validate() throws {
    guard kolom.map((32...48).contains) ?? true else { throw ValidationError("--kolom: 32-48") }
  }

  func paper(_ configured: ReceiptPaper) -> ReceiptPaper {
    ReceiptPaper(
      columns: kolom ?? configured.columns, drawsDots: titik || configured.drawsDots)
  }
}
