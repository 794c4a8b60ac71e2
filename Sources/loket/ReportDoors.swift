import Intake
import BoothConfig
import ArgumentParser
import Desk
import Glibc
import Paper
import Wording

/// `loket rekap`.
struct TallyDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rekap", abstract: "Rekap sesi: sementara atau akhir (tally).",
    aliases: ["tally"])

  enum Format: String, ExpressibleByArgument, CaseIterable { case teks, json }

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Nomor sesi; tanpa ini yang terakhir (shift number).")
  var sesi: Int?

  @Option(name: .long, help: "teks atau json (format).")
  var format: Format = .teks

  @Option(name: .long, help: "Tulis ke berkas (write to a file).")
  var ke: String?

  @Option(name: .long, help: "Lebar teks dalam huruf, 32-132 (columns of text).")
  var lebar: Int = 80

  func validate() throws {
    guard (32...132).contains(lebar) else { throw ValidationError("--lebar: 32-132") }
  }

  func run() throws {
    let door = try BoothDoor.open(options)
    let reports = Reports(try door.readingWorld())
    let lines: [String]
    do {
      let report = try reports.report(try reports.shift(sesi))
      switch format {
      case .json: lines = [reports.json(report)]
      case .teks: lines = TallySheet.sheet(report, door.words).lines(columns: lebar)
      }
    } catch {
      throw door.fail(error)
    }
    guard let ke else { return lines.forEach { Streams.emit($0) } }
    if let errno = OutputFile.write(lines, to: ke) {
      throw door.fail(
        door.words.trouble.outputUnwritable(ke, SystemText.of(errno)), errno == ENOSPC ? 73 : 74)
    }
  }
}

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
    do {
      let status = try reports.status()
      if json { return _ = Streams.emit(reports.json(status)) }
      StatusSheet.sheet(status, world).lines(columns: 80).forEach { Streams.emit($0) }
    } catch {
      throw door.fail(error)
    }
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
    do throws(DeskError) {
      if json { return _ = Streams.emit(try reports.queueJSON()) }
      let sheet = QueueSheet.sheet(try reports.waiting(), world)
      sheet.lines(columns: 80).forEach { Streams.emit($0) }
    } catch {
      throw door.fail(error)
    }
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

  func run() throws {
    let door = try BoothDoor.open(options)
    let world = try door.readingWorld()
    let reports = Reports(world)
    do throws(DeskError) {
      let sheet = TrailSheet.sheet(try reports.trail(try reports.shift(sesi)), world)
      sheet.lines(columns: 80).forEach { Streams.emit($0) }
    } catch {
      throw door.fail(error)
    }
  }
}

/// `loket kebijakan`.
struct PolicyDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kebijakan", abstract: "Syarat IKD yang berlaku, untuk ditandatangani (policy).",
    aliases: ["policy"])

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Lebar teks dalam huruf, 32-132 (columns of text).")
  var lebar: Int = 80

  func run() throws {
    let door = try BoothDoor.open(options)
    PolicySheet.sheet(door.config.policy, office: door.config.office.name, door.words)
      .lines(columns: lebar).forEach { Streams.emit($0) }
  }
}

/// A file of lines, replaced as a whole.
enum OutputFile {
  /// Nil when all of it is on disk, else the system's error number.
  static func write(_ lines: [String], to path: String) -> Int32? {
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    let temporary = path + ".baru"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return errno }
    var fault: Int32?
    var rest = bytes[...]
    while !rest.isEmpty, fault == nil {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 { fault = errno == EINTR ? nil : errno } else { rest = rest.dropFirst(count) }
    }
    if fault == nil, fsync(file) != 0 { fault = errno }
    close(file)
    if fault == nil, rename(temporary, path) != 0 { fault = errno }
    if fault != nil { unlink(temporary) }
    return fault
  }
}
