import ArgumentParser
import BoothConfig
import Glibc
import Intake
import Laptop
import Office
import Paper
import Ports
import PostgresCentre
import Sealing
import Wording

/// `pusat siapkan`.
struct InitDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "siapkan", abstract: "Skema, peran, dan kunci kantor (init).",
    aliases: ["init"])

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Berkas untuk kunci escrow, ditulis sekali (escrow key file).")
  var escrow: String?

  @Option(name: .long, help: "Buka kantor lain di basis data ini, mis. batu (another office).")
  var kantor: String?

  func validate() throws {
    guard let kantor, kantor.wholeMatch(of: /[a-z][a-z0-9]{1,19}/) == nil else { return }
    throw ValidationError("--kantor: a-z, 0-9 (2-20)")
  }

  func run() throws {
    let door = try OfficeDoor.open(options)
    if let escrow { try door.demandForeign(escrow) }
    let store = try door.anyStore()
    do {
      Streams.complain(door.words.office.ready(try store.migrate().count))
      if let kantor {
        Streams.complain(door.words.office.officeOpened(kantor, try store.openOffice(kantor)))
      }
    } catch {
      throw door.fail(error)
    }
    if door.hasKeys {
      Streams.complain(door.words.office.keysThere)
      if let escrow { Streams.complain(door.words.office.noEscrowAgain(escrow)) }
      return
    }
    // Its keys may be made where it works.
    if kantor != nil, escrow == nil { return }
    guard let escrow else { throw door.fail(door.words.trouble.missingOption("--escrow"), 64) }
    let passphrase = try door.secret(
      file: door.secretPath, door.words.office.newPassphrase(OfficeDoor.passphraseMin))
    guard passphrase.count >= OfficeDoor.passphraseMin else {
      throw door.fail(door.words.trouble.passphraseTooShort(OfficeDoor.passphraseMin), 64)
    }
    let (keys, escrowKey) = OfficeKeys.make()
    // The escrow sheet first: keys without it would be keys that can be lost.
    try door.write(Array(page(escrowKey, door).utf8), to: escrow)
    try door.save(keys, passphrase: passphrase)
    Streams.complain(door.words.office.keysMade)
    Streams.complain(door.words.office.escrowWritten(escrow))
  }

  /// The key as text and as a QR, for paper: a web page where the file is named so, else text.
  private func page(_ key: [UInt8], _ door: OfficeDoor) -> String {
    let words = door.words
    let text = PaperKey.text(key)
    let sheet = Sheet([
      .title(door.config.office.name), .title(words.office.escrowSheet), .rule, .blank,
      .text(text), .blank, .qr(text.filter { $0 != "-" }), .blank,
      .text(words.office.escrowHint),
    ])
    if escrow?.hasSuffix(".html") == true {
      let language = words.language.rawValue
      return HTMLPage(sheet, title: words.office.escrowSheet, language: language, look: .card).text
    }
    return sheet.lines(columns: 80, qr: .halfBlocks).joined(separator: "\n") + "\n"
  }
}
