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

/// `loket kirim`.
struct SendDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kirim", abstract: "Kirim antrean ke pusat lewat jaringan (flush).",
    aliases: ["flush"])

  @OptionGroup var options: CommonOptions

  @Flag(name: .long, help: "Hasil sebagai JSON (as JSON).")
  var json = false

  func run() throws {
    let door = try BoothDoor.open(options)
    let (queue, identity, lock) = try door.deliveryQueue()
    defer { withExtendedLifetime(lock) {} }
    let centre: Centre
    guard let conninfo = door.conninfo else {
      throw door.fail(door.words.delivery.noConnection, 78)
    }
    // The centre would take what it announces for that booth's.
    if let other = door.passwordOwner(other: identity.code) {
      throw door.fail(door.words.doctor.passwordOfAnother(other), 77)
    }
    do { centre = try PostgresCentre.open(conninfo: conninfo) } catch {
      throw door.fail(SendingReport.sentence(error, door.words), error.exitStatus)
    }
    let flusher = Flusher(
      queue: queue, centre: centre, clock: SystemClock.make(), entropy: SystemEntropy.make(),
      sleep: { usleep(UInt32($0) * 1000) }, progress: progress(door))
    let report: FlushReport
    do { report = try flusher.run() } catch { throw door.fail(.queue(error)) }
    SendingReport.sentences(report, door.words).forEach(Streams.complain)
    if json { try door.emit([SendingReport.json(report)]) }
    throw ExitCode(report.exitStatus)
  }

  /// One line that is written over on a terminal, else a line a batch.
  private func progress(_ door: BoothDoor) -> (Int, Int) -> Void {
    let isTerminal = isatty(2) == 1
    let words = door.words.delivery
    return { sent, all in
      guard isTerminal else { return Streams.complain(words.sending(sent, all)) }
      Streams.show(
        "\r" + words.sending(sent, all) + (sent >= all ? "\n" : ""))
    }
  }
}
