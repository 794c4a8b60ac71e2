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

/// `loket tutup`.
struct CloseDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tutup", abstract: "Tutup sesi: rekap akhir, kunci dimusnahkan (close).",
    aliases: ["close"])

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Hitungan tangan, mis. formsHandedOut=350 (counted by hand).")
  var hitung: [String] = []

  @Option(name: .long, help: "Kode petugas yang menutup (officer who closes).")
  var petugas: String?

  @Flag(
    name: .long,
    help: "Buang formulir yang belum selesai dan sasaran tersegel (drop forms, sealed lists).")
  var buangDraf = false

  func run() throws {
    let door = try BoothDoor.open(options)
    let terminal = door.terminal()
    let isKiosk = terminal.traits().isInteractive && hitung.isEmpty
    let secret = isKiosk ? nil : try door.secret()
    let (world, lock) = try door.writingWorld()
    defer { withExtendedLifetime(lock) {} }
    door.warnOfClock(world)
    let shifts = Shifts(world)
    let report: ShiftReport
    let hadKey: Bool
    do throws(DeskError) {
      if isKiosk {
        return try Kiosk(world: world, terminal: terminal, passphrase: nil).closeOnly()
      }
      hadKey = try shifts.latest().map { shifts.holdsKey($0.shift) } ?? false
      door.warnOfUnheard(try shifts.latest(), world)
      let staff = try petugas.map { text throws(DeskError) in try shifts.staff(text) }
      let counted = try shifts.counters(hitung)
      let rosters = try Rosters.counters(world, passphrase: secret, drop: buangDraf)
      let closed = try shifts.close(
        counters: (rosters ?? [:]).merging(counted) { $1 }, staff: staff, dropDrafts: buangDraf)
      if rosters == nil { Streams.complain(door.words.roster.notCountedHere) }
      report = try Reports(world).report(closed)
    } catch {
      throw door.fail(error)
    }
    let words = door.words.kiosk
    let sheet = TallySheet.sheet(report, door.words).lines(columns: door.columns)
    do { try shifts.checkWiped(report.shift) } catch {
      try door.emit(sheet)
      throw door.fail(error)
    }
    Streams.complain(hadKey ? words.closed : words.closedWithoutKey)
    try door.emit(sheet)
  }
}
