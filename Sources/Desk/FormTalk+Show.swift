import Gate
import Intake
import IntakeForm
import Paper
import Ports
import Sealing
import Wording

extension FormTalk {
  func explain(_ field: Field, _ choices: [Choice]) {
    screen.say(form.help(field))
    if !choices.isEmpty {
      screen.list(choices.map(\.title))
      let how = field == .services ? form.chooseSeveral : form.chooseOne
      screen.say(how(choices.count))
    }
    screen.say(form.keys)
    screen.say(form.lineKeys)
  }

  func soFar() {
    screen.say(form.soFar)
    for line in summaryLines() { screen.say("  " + text(line)) }
  }

  /// After an answer, what was understood, so that a slip is seen.
  func echo(_ field: Field) {
    switch field {
    case .nik:
      guard let nik = draft.nik else { return }
      screen.say("  " + meaning(of: nik))
    case .residence, .services, .institution, .exemption, .ikdReason, .birthDate:
      guard let line = summaryLines().first(where: { $0.field == field }) else { return }
      screen.say("  " + line.value)
    default: return
    }
  }

  /// `P · 17-08-1990 · terbit di Lowokwaru, Kota Malang`.
  func meaning(of nik: NIK) -> String {
    let day = nik.proposedBirthDate(today: context.today)?.asOnCard ?? "?"
    let regions = context.regions
    let place =
      regions.title(of: nik.district) ?? regions.title(of: nik.regency)
      ?? regions.retired[nik.regency]
    let issued =
      switch regions.standing(of: nik) {
      case .known: form.issuedIn(place ?? "?")
      case .retired: form.issuedIn(place ?? "?") + ", " + form.regionRetired
      case .unknown: form.regionUnknown
      }
    return [form.sex(nik.sex), day, issued].joined(separator: " · ")
  }

  /// A kept answer as a person reads it; a code stands for what the list or the table says.
  func wording(_ kept: String, of field: Field, _ choices: [Choice]) -> String {
    func title(_ code: String) -> String { choices.first { $0.code == code }?.title ?? code }
    switch field {
    case .residence:
      return RegionCode(kept).flatMap(context.regions.title) ?? kept
    case .segment, .ikd, .ikdEvidence, .activation, .ikdReason: return title(kept)
    case .results:
      return kept.split(separator: ",").map { title(String($0).trimmingBlanks) }
        .joined(separator: ", ")
    default: return kept
    }
  }

  func title(_ residence: Residence) -> String {
    switch residence {
    case .home(let code): context.regions.title(of: code) ?? code.digits
    case .elsewhere(let code?):
      (context.regions.title(of: code) ?? code.digits) + ", " + form.outside
    case .elsewhere(nil): form.outside
    }
  }
}
