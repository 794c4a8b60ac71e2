import ArgumentParser
import BoothConfig
import Glibc
import Intake
import Laptop
import Office
import Paper
import Ports
import PostgresCentre
import Sealing
import Wording

/// `pusat putar-kunci`.
struct RotateDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "putar-kunci", abstract: "Kunci pembuka baru; yang lama tetap membuka (rotate).",
    aliases: ["rotate"])

  @OptionGroup var options: CommonOptions

  func run() throws {
    let door = try OfficeDoor.open(options)
    var (keys, passphrase) = try door.openedKeys()
    keys.rotate()
    try door.save(keys, passphrase: passphrase)
    Streams.complain(door.words.office.rotated(keys.openingKeys.count))
  }
}
