import ArgumentParser
import BoothConfig
import Intake
import Laptop
import Ports
import Sealing
import Wording

/// `pusat koordinator`.
struct CoordinatorDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "koordinator",
    abstract: "Sandi pribadi seorang koordinator, dan barisnya di loket.toml (coordinator).",
    aliases: ["coordinator"])

  @OptionGroup var options: CommonOptions

  @Argument(help: "Kode koordinator di loket.toml (coordinator code).")
  var code: String

  func run() throws {
    let door = try OfficeDoor.open(options)
    let words = door.words
    guard let staff = StaffCode(code), door.config.isCoordinator(staff)
    else { throw door.fail(words.office.notACoordinator(code), 64) }
    let entropy = SystemEntropy.make()
    let passphrase = Passphrase.drawn(entropy, words: 5)
    let chance = entropy.bytes(CoordinatorLock.chanceCount)
    guard let lock = CoordinatorLock.make(staff, passphrase: passphrase, chance: chance)
    else { throw door.fail(words.trouble.keyNotMade, 1) }
    try door.emit(["kunci = \"\(lock.hex)\""])
    Streams.complain(words.office.coordinatorMade(staff.text, passphrase))
  }
}
