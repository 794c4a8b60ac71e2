import ArgumentParser
import Desk
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
    let (world, troubles) = try door.examinedWorld()
    let findings = Doctor(world, troubles: troubles).examine()
    try door.emit(findings.map { $0.line(door.words.doctor) })
    if findings.contains(where: { $0.grade == .broken }) { throw ExitCode(1) }
  }
}
