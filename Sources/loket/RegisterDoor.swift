import Laptop
import Wording
import ArgumentParser
import Desk
import Glibc
import Ports
import ReadlineTerminal

/// `loket daftar`.
struct RegisterDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daftar", abstract: "Daftarkan pemohon: satu, atau JSON Lines (register).",
    aliases: ["register"])

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "JSON Lines: satu kunjungan sebaris; - dari masukan (from a file).")
  var dari: String?

  @Flag(name: .long, help: "Hasil per baris sebagai JSON; selalu begitu dengan --dari.")
  var json = false

  func run() throws {
    let door = try BoothDoor.open(options)
    guard let dari else { return try one(door) }
    let lines = try source(dari, door)
    let secret = try door.secretOrAsk()
    let (world, lock) = try door.writingWorld()
    defer { withExtendedLifetime(lock) {} }
    door.warnOfClock(world)
    let invalid: Int
    do {
      let intake = PaperIntake(try Shifts(world).resume(passphrase: secret))
      invalid = try takeAll(lines, intake, door)
    } catch let error as DeskError {
      throw door.fail(error)
    }
    if invalid > 0 { throw ExitCode(2) }
  }

  private func one(_ door: BoothDoor) throws {
    let terminal = door.terminal()
    guard terminal.traits().isInteractive else {
      throw door.fail(door.words.trouble.noTerminal, 64)
    }
    let (world, lock) = try door.writingWorld(looks: false)
    defer { withExtendedLifetime(lock) {} }
    door.warnOfClock(world)
    do {
      try Kiosk(world: world, terminal: terminal, passphrase: try door.secret()).registerOne()
    } catch let error as DeskError {
      throw door.fail(error)
    }
  }

  private func source(_ path: String, _ door: BoothDoor) throws -> LineSource {
    try door.demandName(path)
    if path == "-" { return LineSource(descriptor: 0, bytesMax: PaperIntake.lineMax) }
    do { return try LineSource(path: path, bytesMax: PaperIntake.lineMax) } catch {
      let why = SystemText.of(error.errno)
      throw door.fail(door.words.trouble.inputUnreadable(path, why), 65)
    }
  }

  /// Each line's result is written as soon as the visit is durable; how many were invalid.
  private func takeAll(
    _ lines: LineSource, _ intake: PaperIntake, _ door: BoothDoor
  ) throws -> Int {
    var stored = 0
    var invalid = 0
    while let next = lines.next() {
      let result: PaperIntake.Result
      switch next {
      case .line(_, let bytes) where bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0d }): continue
      case .line(let number, let bytes): result = try intake.take(bytes, line: number)
      case .tooLong(let number): result = intake.tooLong(line: number)
      case .failed(_, let errno):
        let why = SystemText.of(errno)
        throw door.fail(door.words.trouble.inputUnreadable(dari ?? "-", why), 65)
      }
      if result.isStored { stored += 1 } else { invalid += 1 }
      // A reader who is gone cannot hear of more tickets; what is stored stays stored.
      try door.emit([result.json])
    }
    switch Streams.hearing() {
    case .heard: try intake.finish()
    // Given again, the lines are the same visits.
    case .waiting: break
    case .lost:
      throw door.fail(door.words.trouble.outputUnwritable("stdout", SystemText.of(EPIPE)), 74)
    }
    if invalid > 0 { Streams.complain(door.words.trouble.someLinesInvalid(stored, invalid)) }
    return invalid
  }
}
