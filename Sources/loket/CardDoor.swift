import ArgumentParser
import BoothConfig
import Desk
import Intake
import Paper
import Ports
import Wording

/// `loket kartu`.
struct CardDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kartu", abstract: "Kartu cepat petugas, satu halaman A4 (card).",
    aliases: ["card"])

  enum Format: String, ExpressibleByArgument, CaseIterable { case teks, html }

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "teks atau html (format).")
  var format: Format = .teks

  @Option(name: .long, help: "Tulis ke berkas (write to a file).")
  var ke: String?

  @Flag(name: .long, help: "Kirim ke printer A4 (print).")
  var cetak = false

  @OptionGroup var text: TextOptions

  func run() throws {
    let door = try BoothDoor.open(options)
    if cetak, format == .html { throw door.fail(door.words.paper.printing.formatNotPrintable, 64) }
    let sheet = CardSheet.sheet(
      office: door.config.office, booth: door.config.booth,
      coordinators: door.config.coordinators.map(\.name),
      program: Loket.configuration.version, door.words)
    if !cetak || ke != nil {
      switch format {
      case .teks: try door.write(sheet, columns: text.lebar ?? door.columns, to: ke)
      case .html:
        let page = HTMLPage(
          sheet, title: door.words.paper.card.title, language: door.words.language.rawValue,
          look: .card)
        try door.write(page.text, to: ke)
      }
    }
    guard cetak else { return }
    let printing = Printing(try door.readingWorld())
    try door.print(
      sheet, as: .page, on: door.receipt, Printing.card, copy: nil, printing)
  }
}
