import ArgumentParser
import BoothConfig
import Intake
import Laptop
import Office
import Ports
import PostgresCentre
import Sealing
import Wording

/// `pusat terima`.
struct ReceiveDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terima", abstract: "Terima berkas .loket dari USB (receive).",
    aliases: ["receive"])

  @OptionGroup var options: CommonOptions

  @Argument(help: "Berkas .loket (bundle files).")
  var files: [String]

  func run() throws {
    let door = try OfficeDoor.open(options)
    try door.demandClock()
    for file in files {
      try door.demandName(file)
      try door.demandForeign(beside(file))
    }
    let keys = try door.keys()
    let receiving = Receiving(
      store: try door.store(), keys: keys, clock: SystemClock.make())
    var isPartial = false
    for file in files {
      do { try receive(file, receiving, door) } catch let code as ExitCode {
        guard code.rawValue == 65 else { throw code }
        isPartial = true
      }
    }
    if isPartial { throw ExitCode(files.count == 1 ? 65 : 2) }
  }

  /// One bundle; its signed acknowledgement is written beside it. Where that cannot be written the
  /// entries are at the centre all the same, and receiving the bundle again writes it.
  private func receive(
    _ file: String, _ receiving: Receiving<OfficeStore>, _ door: OfficeDoor
  ) throws {
    let words = door.words
    let bytes = try door.read(file, max: Bundle.bytesMax)
    let (acknowledgement, receipt) = try take(bytes, of: file, receiving, door)
    Streams.complain(
      words.office.received(
        file, receipt.accepted, receipt.alreadyThere, receipt.setAside.count))
    try door.write(acknowledgement, to: beside(file))
    try door.emit([beside(file)])
  }

  private func take(
    _ bytes: [UInt8], of file: String, _ receiving: Receiving<OfficeStore>, _ door: OfficeDoor
  ) throws -> (acknowledgement: [UInt8], receipt: DeliveryReceipt) {
    let words = door.words
    do throws(ReceivingFault) { return try receiving.take(bytes) } catch {
      switch error {
      case .centre(let fault): throw door.fail(fault)
      case .parcel(let fault):
        throw door.fail(words.office.refusedFile(file, words.delivery.text(fault)), 65)
      case .unknownBooth:
        throw door.fail(words.office.refusedFile(file, words.office.unknownBooth), 65)
      case .revoked:
        throw door.fail(words.office.refusedFile(file, words.office.revokedBooth), 65)
      }
    }
  }

  private func beside(_ file: String) -> String {
    (file.hasSuffix(".loket") ? String(file.dropLast(6)) : file) + ".terima"
  }
}
