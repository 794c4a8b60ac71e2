import BoothConfig
import Wording
import ArgumentParser
import Desk
import Laptop

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
    let findings = Doctor(world).examine(machine(door, world))
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

  private func machine(_ door: BoothDoor, _ world: World) -> Doctor.Machine {
    Doctor.Machine(
      configPath: door.configPath, homePath: door.places.home,
      freeMegabytes: MachineFacts.freeMegabytes(at: door.places.home),
      isReadOnly: MachineFacts.isReadOnly(door.places.home), hasSwap: MachineFacts.hasSwap(),
      isUTF8: MachineFacts.isUTF8Locale(door.environment), printer: door.config.printer)
  }
}
