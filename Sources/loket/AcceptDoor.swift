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

/// `loket terima`.
struct AcceptDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terima", abstract: "Ambil tanda terima kantor dari USB (accept).",
    aliases: ["accept"])

  @OptionGroup var options: CommonOptions

  @Argument(help: "Berkas .terima.")
  var file: String

  func run() throws {
    let door = try BoothDoor.open(options)
    let (queue, identity, lock) = try door.deliveryQueue()
    defer { withExtendedLifetime(lock) {} }
    let bytes = try door.read(file, max: Acknowledgement.bytesMax)
    let assignment = try door.assignment()
    let acknowledgement: Acknowledgement
    do {
      acknowledgement = try Acknowledgement(bytes: bytes, receiptKey: assignment.receiptKey)
    } catch {
      throw door.fail(door.words.trouble.inputUnreadable(file, door.words.delivery.text(error)), 65)
    }
    guard acknowledgement.booth == identity.booth else {
      let why = door.words.delivery.otherBooth
      throw door.fail(door.words.trouble.inputUnreadable(file, why), 65)
    }
    try apply(acknowledgement, queue, door)
  }

  private func apply(_ ack: Acknowledgement, _ queue: Queue, _ door: BoothDoor) throws {
    do {
      let accepted = try Carrier(queue: queue, clock: SystemClock.make()).accept(ack)
      let note = FlushNote(
        at: SystemClock.make().now(), way: .usb, sent: accepted.acknowledged, left: 0)
      try queue.delivery.note(note)
      let words = door.words.delivery
      Streams.complain(words.accepted(accepted.acknowledged, accepted.setAside))
      if !accepted.isNoted { Streams.complain(words.notNoted) }
      if accepted.strange > 0 {
        Streams.complain(words.strange(accepted.strange))
        throw ExitCode(2)
      }
    } catch let error as QueueError {
      throw door.fail(.queue(error))
    }
  }
}
