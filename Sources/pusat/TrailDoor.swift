import ArgumentParser
import Intake
import Laptop
import Office
import Paper
import Ports
import PostgresCentre
import ReadlineTerminal
import Sealing
import Wording

/// `pusat jejak`.
struct TrailDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jejak", abstract: "Siapa berbuat apa di sebuah sesi (trail).",
    aliases: ["trail"])

  @OptionGroup var options: CommonOptions

  @Argument(help: "Sesi, mis. L01/3 (shift).")
  var sesi: String

  @Flag(name: .long, help: "Sebagai JSON (as JSON).")
  var json = false

  func run() throws {
    let door = try OfficeDoor.open(options)
    let parts = sesi.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let booth = BoothCode(String(parts[0])), let number = Int(parts[1])
    else { throw door.fail(door.words.office.badShift(sesi), 64) }
    let trails: [ShiftTrail]
    do {
      let store = try door.store()
      trails = try store.entries(of: booth, shift: number).map { entries in
        ShiftTrail(
          entries, booth: booth, shift: number, try store.evidence(of: entries, shift: number))
      }
    } catch let error as CentreError { throw door.fail(error) }
    guard !trails.isEmpty else { throw door.fail(door.words.office.noShifts, 65) }
    for trail in trails { try show(trail, door) }
    if !trails.allSatisfy(\.isSound) { throw ExitCode(2) }
  }

  private func show(_ trail: ShiftTrail, _ door: OfficeDoor) throws {
    try door.emit(
      json
        ? [trail.json]
        : TrailSheet.sheet(trail.trail, door.words)
          .lines(columns: min(100, ReadlineTerminal.columns)))
    for one in trail.differences {
      Streams.complain(door.words.office.difference(one.figure, one.booth, one.centre))
    }
    trail.faults.forEach { Streams.complain(door.words.office.trailFault($0)) }
    if !trail.isSigned { Streams.complain(door.words.office.noSignedTally) }
  }
}
