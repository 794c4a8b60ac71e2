import Laptop
import Ports
import Wording
import ArgumentParser
import Desk
import Intake
import Paper

/// `loket`: the kiosk.
struct KioskDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kios", abstract: "Kios: layani pemohon satu demi satu (the kiosk).",
    aliases: ["kiosk"])

  @OptionGroup var options: CommonOptions

  func run() throws { try KioskDoor.serve(options.choices) }

  static func serve(_ choices: CommonChoices) throws {
    let door = try BoothDoor.open(choices)
    try door.demandSomebody()
    let (world, lock) = try door.writingWorld(looks: false)
    defer { withExtendedLifetime(lock) {} }
    let kiosk = Kiosk(world: world, terminal: door.terminal(), passphrase: try door.secret())
    throw ExitCode(kiosk.run())
  }
}

/// `loket buka`.
struct OpenDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "buka", abstract: "Buka sesi di titik layanan (open a shift).",
    aliases: ["open"])

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Kode titik layanan (service point code).")
  var titik: String?

  @Option(name: .long, help: "Kode petugas (officer code).")
  var petugas: String?

  @Option(name: .long, help: "Jumlah alat rekam (recording sets).")
  var alatRekam: Int = 0

  @Option(name: .long, help: "Jumlah meja IKD (IKD tables).")
  var mejaIkd: Int = 0

  func validate() throws {
    guard (0...999).contains(alatRekam), (0...999).contains(mejaIkd) else {
      throw ValidationError("--alat-rekam, --meja-ikd: 0-999")
    }
  }

  func run() throws {
    let door = try BoothDoor.open(options)
    let terminal = door.terminal()
    let isInteractive = terminal.traits().isInteractive
    guard isInteractive || titik != nil && petugas != nil else {
      throw door.fail(door.words.trouble.missingOption(titik == nil ? "--titik" : "--petugas"), 64)
    }
    let secret = try door.secret()
    guard isInteractive || secret != nil else { throw door.fail(.passphraseMissing) }
    let (world, lock) = try door.writingWorld()
    defer { withExtendedLifetime(lock) {} }
    door.warnOfClock(world)
    let kiosk = Kiosk(world: world, terminal: terminal, passphrase: secret)
    let facts = OpeningFacts(recordingSets: alatRekam, ikdTables: mejaIkd)
    do { try kiosk.openOnly(point: titik, staff: petugas, facts: facts) } catch {
      throw door.fail(error)
    }
  }
}
