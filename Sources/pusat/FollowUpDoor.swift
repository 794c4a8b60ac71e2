import ArgumentParser
import BoothConfig
import Gate
import Intake
import Laptop
import Office
import Paper
import Ports
import PostgresCentre
import Wording

/// `pusat tindak-lanjut`.
struct FollowUpDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tindak-lanjut", abstract: "Siapa yang menunggu, mengapa, lalu apa (follow-up).",
    aliases: ["follow-up"])

  @OptionGroup var options: CommonOptions

  @Flag(name: .long, help: "Sebagai JSON (as JSON).")
  var json = false

  @Option(name: .long, help: "Selesai di kantor: kunjungan seperti L01/3-007 (settled).")
  var selesai: String?

  @Option(name: .long, help: "Hanya layanan ini, dengan --selesai (only this service).")
  var layanan: String?

  @Option(name: .long, help: "Daftar nama untuk satu instansi atau sekolah (list for).")
  var untuk: String?

  func validate() throws {
    if untuk != nil, json { throw ValidationError("--untuk | --json") }
  }

  func run() throws {
    let door = try OfficeDoor.open(options)
    let figures = try door.store().figures
    try door.asking {
      if let selesai { return try settle(selesai, figures, door) }
      let institution = try untuk.map { try door.institution($0) }
      let report = try door.followUps(figures)
      if let institution {
        let list = report.list(for: institution, door.words, door.names)
        return try door.emit(list.lines(columns: 80))
      }
      try door.emit(json ? [report.json] : report.sheet(door.words).lines(columns: 100))
    }
  }

  private func settle(_ visit: String, _ figures: Figures, _ door: OfficeDoor) throws {
    let words = door.words.figures
    let service = layanan.flatMap(ServiceCode.init)
    guard let place = FollowUp.Place(visit), layanan == nil || service != nil
    else { throw door.fail(words.badVisit(visit), 64) }
    let count = try figures.settle(place, service, door.user)
    guard count > 0 else { throw door.fail(words.nothingToSettle(place.text), 65) }
    Streams.complain(words.settled(place.text, count))
  }
}

extension OfficeDoor {
  /// A typed code of an agency or a school.
  func institution(_ text: String) throws -> PlaceCode {
    let known = (config.agencies + config.schools).map(\.code)
    guard let code = PlaceCode(text), known.contains(code)
    else { throw fail(words.figures.noInstitution(text), 64) }
    return code
  }

  func followUps(_ figures: Figures) throws(CentreError) -> FollowUpReport {
    FollowUpReport(
      followUps: try figures.followUps(), turns: try figures.turns(nil),
      minimumAge: config.policy.minimumAge)
  }
}
