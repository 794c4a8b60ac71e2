import Laptop
import Intake
import BoothConfig
import ArgumentParser
import Desk
import Paper
import Wording

/// `loket status`.
struct StatusDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Keadaan loket, sesi, antrean dan jam (status).")

  @OptionGroup var options: CommonOptions

  @Flag(name: .long, help: "Sebagai JSON (as JSON).")
  var json = false

  func run() throws {
    let door = try BoothDoor.open(options)
    let world = try door.readingWorld()
    let reports = Reports(world)
    let status: Reports.Status
    do { status = try reports.status() } catch { throw door.fail(error) }
    try door.emit(
      json
        ? [reports.json(status)] : StatusSheet.sheet(status, world).lines(columns: door.columns))
  }
}

/// `loket antrean`.
struct QueueDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "antrean", abstract: "Apa yang menunggu kirim, dan mengapa (queue).",
    aliases: ["queue", "antrian"])

  @OptionGroup var options: CommonOptions

  @Flag(name: .long, help: "Sebagai JSON (as JSON).")
  var json = false

  func run() throws {
    let door = try BoothDoor.open(options)
    let world = try door.readingWorld()
    let reports = Reports(world)
    let lines: [String]
    do throws(DeskError) {
      lines =
        json
        ? [try reports.queueJSON()]
        : QueueSheet.sheet(try reports.waiting(), world).lines(columns: door.columns)
    } catch {
      throw door.fail(error)
    }
    try door.emit(lines)
  }
}

/// `loket jejak`.
struct TrailDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jejak", abstract: "Siapa berbuat apa di sebuah sesi (trail).",
    aliases: ["trail"])

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Nomor sesi; tanpa ini yang terakhir (shift number).")
  var sesi: Int?

  @Flag(name: .long, help: "Sebagai JSON (as JSON).")
  var json = false

  func run() throws {
    let door = try BoothDoor.open(options)
    let reports = Reports(try door.readingWorld())
    let trail: Trail
    do throws(DeskError) { trail = try reports.trail(try reports.shift(sesi)) } catch {
      throw door.fail(error)
    }
    try door.emit(
      json
        ? [reports.json(trail)]
        : TrailSheet.sheet(trail, door.words).lines(columns: door.columns))
  }
}

/// `loket kebijakan`.
struct PolicyDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kebijakan", abstract: "Syarat IKD yang berlaku, untuk ditandatangani (policy).",
    aliases: ["policy"])

  @OptionGroup var options: CommonOptions

  @OptionGroup var text: TextOptions

  func run() throws {
    let door = try BoothDoor.open(options)
    let sheet = PolicySheet.sheet(
      door.config.policy, office: door.config.office.name, door.words)
    try door.emit(sheet.lines(columns: text.lebar ?? door.columns))
  }
}
