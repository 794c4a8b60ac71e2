import ArgumentParser
import BoothConfig
import Intake
import Laptop
import Office
import Ports
import PostgresCentre
import Sealing
import Wording

/// `pusat hapus`.
struct PurgeDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hapus", abstract: "Hapus data pribadi yang lewat masa simpan (purge).",
    aliases: ["purge"])

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Umur data dalam hari, paling sedikit 30 (older than days).")
  var lebihDari: Int

  func validate() throws {
    guard lebihDari >= 30 else { throw ValidationError("--lebih-dari: >= 30") }
  }

  func run() throws {
    let door = try OfficeDoor.open(options)
    let before = Day(number: door.today.number - lebihDari)
    let store = try door.store()
    let (purged, dropped) = try door.asking {
      let waiting = try store.figures.followUps().count
      let purged = try store.registry.purge(before, door.user)
      return (purged, waiting - (try store.figures.followUps().count))
    }
    Streams.complain(
      door.words.office.purged(purged.visits, purged.bodies, door.words.time.long(before)))
    if dropped > 0 { Streams.complain(door.words.office.waitersEmptied(dropped)) }
    if purged.shiftsLeft > 0 {
      Streams.complain(door.words.office.purgeLeft(purged.shiftsLeft))
      throw ExitCode(2)
    }
  }
}
