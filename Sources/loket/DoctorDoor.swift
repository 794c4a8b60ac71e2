import ArgumentParser
import BoothConfig
import Desk
import Intake
import Laptop
import Ports
import PostgresCentre
import Sealing
import Wording

/// `loket periksa`.
struct DoctorDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "periksa",
    abstract: "Uji laptop dan antrean: apa yang salah, apa obatnya (doctor).",
    aliases: ["doctor"])

  @OptionGroup var options: CommonOptions

  func run() throws {
    let door = try BoothDoor.open(options)
    let world = try door.readingWorld()
    let findings = Doctor(world).examine(try machine(door, world))
    let words = door.words.doctor
    for finding in findings {
      let grade =
        switch finding.grade {
        case .fine: words.ok
        case .attention: words.attention
        case .broken: words.broken
        }
      try door.emit(["\(grade): \(finding.sentence)"])
    }
    if findings.contains(where: { $0.grade == .broken }) { throw ExitCode(1) }
  }

  private func machine(_ door: BoothDoor, _ world: World) throws -> Doctor.Machine {
    let home = door.places.home
    let term = door.environment["TERM"] ?? ""
    let swap: Doctor.Machine.Swap =
      switch MachineFacts.swap() {
      case .none: .none
      case .safe: .safe
      case .open: .open
      }
    return Doctor.Machine(
      configPath: door.configPath, homePath: home,
      freeMegabytes: MachineFacts.freeMegabytes(at: home),
      freeFiles: MachineFacts.freeFiles(at: home), isReadOnly: MachineFacts.isReadOnly(home),
      swap: swap, isHardened: MachineFacts.isHardened(),
      isUTF8: MachineFacts.isUTF8Locale(door.environment), terminal: term.isEmpty ? "-" : term,
      columns: door.columns,
      lastWritten: MachineFacts.lastWritten(
        [door.queuePath] + HomeFile.allCases.map { "\(home)/\($0.rawValue)" }
      ).map(Moment.init(seconds:)), centre: try centre(door, world))
  }

  /// Asks the centre what it holds; whoever is at the counter does not wait long for it.
  private func centre(_ door: BoothDoor, _ world: World) throws -> Doctor.Machine.Centre {
    guard world.identity.mode == .live else { return .training }
    guard door.hasCentre else { return .notConfigured }
    let clock = ContinuousClock()
    let began = clock.now
    let conninfo = try door.conninfo()
    do throws(CentreError) {
      let centre = try PostgresCentre.open(conninfo: conninfo, patience: .short)
      let holdings = try centre.holdings()
      let (seconds, fraction) = (clock.now - began).components
      return .answers(
        milliseconds: Int(seconds * 1000 + fraction / 1_000_000_000_000_000),
        entries: holdings.values.map { Int($0.upTo) }.reduce(0, +))
    } catch {
      return .fails(error)
    }
  }
}
