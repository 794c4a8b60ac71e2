import ArgumentParser
import BoothConfig
import Gate
import Intake
import Laptop
import Office
import Paper
import Ports
import PostgresCentre
import Spreadsheet
import Wording

/// `pusat laporan`.
struct ReportDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "laporan", abstract: "Laporan satu periode untuk kepala dinas (report).",
    aliases: ["report"])

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Hari pertama, YYYY-MM-DD (first day).")
  var dari: String

  @Option(name: .long, help: "Hari terakhir, YYYY-MM-DD (last day).")
  var sampai: String

  @Option(name: .long, help: "Berkas .html atau .xlsx (file).")
  var ke: String

  func run() throws {
    let door = try OfficeDoor.open(options)
    let words = door.words
    guard let from = try door.day(dari), let upTo = try door.day(sampai), from <= upTo
    else { throw door.fail(words.figures.badPeriod, 64) }
    try door.demandForeign(ke)
    let isSpreadsheet = ke.lowercased().hasSuffix(".xlsx")
    guard isSpreadsheet || ke.lowercased().hasSuffix(".html")
    else { throw door.fail(words.figures.badReportFile(ke), 64) }
    let report = try door.asking { try door.report(from...upTo, try door.store()) }
    let sheet = report.sheet(words, door.names)
    if isSpreadsheet {
      try write(sheet.grids, door)
    } else {
      let page = HTMLPage(
        sheet, title: "\(words.figures.reportTitle) \(from.iso) \(upTo.iso)",
        language: words.language.rawValue)
      try door.write(Array(page.text.utf8), to: ke)
    }
    Streams.complain(words.figures.reportWritten(ke))
  }

  private func write(_ grids: [Grid], _ door: OfficeDoor) throws {
    let drafted: Result<[UInt8], SystemFault>
    do throws(SpreadsheetFile.Fault) {
      drafted = try WholeFile.drafted { path throws(SpreadsheetFile.Fault) in
        try SpreadsheetFile.write(grids, to: path)
      }
    } catch {
      throw door.fail(door.words.trouble.outputUnwritable(ke, error.text), 74)
    }
    switch drafted {
    case .success(let bytes): try door.write(bytes, to: ke)
    case .failure(let fault):
      throw door.fail(
        door.words.trouble.outputUnwritable(ke, SystemText.of(fault.errno)), 74)
    }
  }
}

extension OfficeDoor {
  func report(
    _ days: ClosedRange<Day>, _ store: OfficeStore
  ) throws(CentreError) -> PeriodReport {
    let (from, upTo) = (days.lowerBound, days.upperBound)
    let figures = store.figures
    return PeriodReport(
      officeName: config.office.name,
      homeName: config.regions.title(of: config.regions.home) ?? config.regions.home.digits,
      from: from, upTo: upTo,
      progress: try progress(figures, upTo: upTo),
      activations: try figures.activations(Day(number: from.number - 1), upTo),
      shifts: try store.registry.shifts(ShiftFilter(days: days)),
      alarms: try store.registry.alarms(),
      agencies: try institutions(.civilServant, figures, upTo: upTo),
      schools: try institutions(.student, figures, upTo: upTo),
      turns: try figures.turns(days),
      serviceTitles: config.policy.services.map {
        ShiftReport.Title(code: $0.code, text: words.pick($0.title))
      })
  }
}
