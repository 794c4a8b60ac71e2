import ArgumentParser
import BoothConfig
import Gate
import Intake
import IntakeForm
import Laptop
import Office
import Paper
import Ports
import PostgresCentre
import Sealing
import Wording

/// `pusat ganda`.
struct DuplicatesDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ganda", abstract: "Orang yang sama di beberapa kunjungan (duplicates).",
    aliases: ["duplicates"])

  @OptionGroup var options: CommonOptions

  @Flag(name: .long, help: "Sebagai JSON (as JSON).")
  var json = false

  func run() throws {
    let door = try OfficeDoor.open(options)
    let people = try door.asking { try door.store().registry.duplicates() }
    if json { return try door.emit([OfficeReports.json(people)]) }
    let words = door.words.office
    Streams.complain(
      people.isEmpty
        ? words.noDuplicates
        : words.duplicateCount(
          people.count { $0.nik != nil }, people.count { $0.nik == nil }))
    for person in people {
      let visits = person.visits.map { visit in
        let lines = visit.services.map {
          "\($0.code.text) \(door.words.gate.outcome($0.outcome))"
        }
        return "  \(visit.day.iso) \(visit.booth.text)-\(visit.ticket.padded(to: 3)) "
          + "\(visit.name.text): \(lines.joined(separator: ", "))"
      }
      try door.emit([person.nik?.masked ?? words.likelySame] + visits)
    }
  }
}
