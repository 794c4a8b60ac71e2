import Gate
import Intake
import IntakeForm
import Paper
import Ports
import RosterFile
import Sealing
import Wording

extension Kiosk {
  /// `sasaran`: what became of the lists; with a file's name, takes that list in.
  func roster(_ rest: String) throws(DeskError) {
    let counter = try requireCounter()
    let words = world.words.roster
    guard let path = Kiosk.path(rest) else {
      guard let sheet = try Rosters(counter).sheet() else { return screen.say(words.none) }
      return screen.show(sheet)
    }
    let bytes: [UInt8]
    switch world.readFile(path) {
    case .success(let read): bytes = read
    case .failure(let fault): throw .file(path: path, why: fault.why)
    }
    let rosters = Rosters(counter)
    guard let institution = rosters.institution(nil) ?? askInstitution() else { return }
    let reading = try rosters.take(bytes, of: institution)
    rosters.sentences(reading, of: institution).forEach(screen.say)
    self.rosters = RosterShelf(counter).all()
  }

  /// `impor FILE` as in the shell, or the file alone.
  private static func path(_ rest: String) -> String? {
    let parts = rest.split(separator: " ", maxSplits: 1).map(String.init)
    guard let first = parts.first else { return nil }
    return ["impor", "import"].contains(first) ? (parts.count > 1 ? parts[1] : nil) : rest
  }

  private func askInstitution() -> PlaceCode? {
    let known = world.setting.schools + world.setting.agencies
    return askChoice(
      world.words.roster.institution, known.map { Choice(code: $0.code.text, title: $0.name) },
      show: false
    ).flatMap { PlaceCode($0.code) }
  }

  /// A word that is no command but is on a list: the form of whoever it is.
  func expected(_ line: String) -> (Command, String)? {
    rosters.contains { !$0.find(line).isEmpty } ? (.register, line) : nil
  }
}
