import ArgumentParser
import Desk
import Ports
import Wording

/// `loket latihan`.
struct PracticeDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "latihan", abstract: "Latihan terpandu dengan orang karangan (practice).",
    aliases: ["practice"])

  @OptionGroup var options: CommonOptions

  func run() throws {
    let door = try BoothDoor.open(options)
    try door.demandSomebody()
    let (world, lock) = try door.practiceWorld()
    defer { withExtendedLifetime(lock) {} }
    let kiosk = Kiosk(world: world, terminal: door.terminal(), passphrase: nil)
    throw ExitCode(kiosk.practise())
  }
}
