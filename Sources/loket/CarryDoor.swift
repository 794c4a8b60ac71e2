import ArgumentParser
import Delivery
import Desk
import Glibc
import Intake
import Laptop
import Ports
import PostgresCentre
import SQLiteQueue
import Sealing
import Wording

/// `loket bawa`.
struct CarryDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bawa", abstract: "Tulis yang belum diterima pusat ke USB (carry).",
    aliases: ["carry"])

  @OptionGroup var options: CommonOptions

  @Argument(help: "Folder di USB (folder on the stick).")
  var folder: String

  func run() throws {
    let door = try BoothDoor.open(options)
    try door.demandName(folder)
    try door.demandClock()
    let (queue, identity, lock) = try door.deliveryQueue()
    defer { withExtendedLifetime(lock) {} }
    let carrier = Carrier(queue: queue, clock: SystemClock.make())
    do {
      guard let bundle = try carrier.bundle(of: identity.booth) else {
        return Streams.complain(door.words.delivery.nothingToSend)
      }
      let path = "\(folder)/\(name(bundle, identity))"
      try door.put(bundle.signed(by: identity), path)
      // Only what lies on the stick may be at the centre. Cut off before this, it waits as before
      // and is carried again: the centre takes each entry once.
      try carrier.markCarried(bundle)
      Streams.complain(door.words.delivery.carried(bundle.entries.count, path))
      door.note(carrier.deeds(of: bundle), in: queue)
      try door.emit([path])
    } catch let error as QueueError {
      throw door.fail(.queue(error))
    }
  }

  /// `L01-20261124-150501.loket`: nothing personal, and never one file for two bundles.
  private func name(_ bundle: Bundle, _ identity: BoothIdentity) -> String {
    let digits = bundle.madeAt.rfc3339.prefix(19).filter(\.isNumber)
    return "\(identity.code.text)-\(digits.prefix(8))-\(digits.suffix(6)).loket"
  }
}
