import Gate
import Intake
import Paper
import Ports
import Sealing
import Wording

extension World {
  /// The slip for who was just served; nil for a visit that was taken back.
  func slip(_ receipt: OpenShift.Receipt, of shift: Shift, at time: Moment, copy: Int?) -> Slip? {
    guard let decision = receipt.decision else { return nil }
    return Slip(
      office: setting.office, shift: shift, pointName: setting.name(of: shift.servicePoint),
      ticket: receipt.ticket, time: time, lines: decision.lines.map(slipLine),
      steps: decision.nextSteps.map(slipStep), copy: copy)
  }

  private func slipLine(_ line: ServiceLine) -> Slip.Line {
    let service = setting.policy.services.first { $0.code == line.code }
    return Slip.Line(
      service: service.map { words.pick($0.title) } ?? line.code.text,
      outcome: words.gate.outcome(line.outcome))
  }

  private func slipStep(_ step: NextStep) -> Slip.Step {
    let place: Slip.Place =
      switch step {
      case .homeOffice: .elsewhere
      case .comeToOffice, .waitForBlanks, .activateIKD(.dataNotSynced),
        .activateIKD(.duplicateRecord), .activateLater(.dataNotSynced),
        .activateLater(.duplicateRecord):
        .office
      case .activateIKD, .activateLater, .recordFirst, .comeBackAtAge, .bringDocuments, .tryLater:
        .boothOrOffice
      }
    return Slip.Step(
      text: words.gate.nextStep(step), bring: words.paper.slip.bring(step), place: place)
  }
}

extension Kiosk {
  /// The slip goes out after the ticket is said; whatever happens to it, the visit is stored.
  func printSlip(_ receipt: OpenShift.Receipt, at time: Moment) {
    guard Printing(world).hasPrinter, let sent = sendSlip(receipt, at: time) else { return }
    screen.say(
      sent.isSent ? sent.sentence : world.words.paper.printing.visitSafe(sent.sentence))
  }

  /// The slip of a ticket once more, of the last one where none is named; one that does not go out
  /// is shown and kept.
  func reprintSlip(_ rest: String) throws(DeskError) {
    let counter = try requireCounter()
    let number = rest.isEmpty ? counter.lastTicket : try ticketNumber(rest)
    let entry = try counter.visit(ticket: number)
    guard let id = entry.header.visit, let facts = entry.header.facts else { throw .noSuchTicket }
    let decision = world.setting.policy.decide(
      try counter.open(entry), today: counter.shift.day)
    let receipt = OpenShift.Receipt(
      visit: id, ticket: counter.shift.ticket(facts.ticket), decision: decision)
    guard let sent = sendSlip(receipt, at: Moment(minute: facts.minute)) else { return }
    screen.say(sent.sentence)
    guard !sent.isSent else { return note(sent.copy, of: facts.ticket, in: counter) }
    screen.show(sent.sheet)
    screen.say(Printing(world).keep(sent.sheet, sent.subject))
  }

  /// Also where the record of prints, a plain file, knows of no earlier one.
  private func note(_ copy: Int?, of ticket: Int, in counter: OpenShift) {
    let deed = NotedDeed(
      .slipPrintedAgain, at: world.clock.now(), staff: counter.staff,
      shift: counter.shift.number, ticket: ticket, count: copy ?? 0)
    if !DeedBook(world).note(deed) { screen.say(world.words.delivery.notNoted) }
  }

  private struct SentSlip {
    let sheet: Sheet
    let subject: PrintSubject
    let copy: Int?
    let isSent: Bool
    let sentence: String
  }

  /// Nil for a visit that was taken back: it has no slip.
  private func sendSlip(_ receipt: OpenShift.Receipt, at time: Moment) -> SentSlip? {
    let printing = Printing(world)
    guard let shift = counter?.shift else { return nil }
    let subject = Printing.slip(receipt.ticket, of: shift)
    let copy = printing.copy(of: subject)
    guard let slip = world.slip(receipt, of: shift, at: time, copy: copy) else { return nil }
    let sheet = SlipSheet.sheet(slip, world.words)
    let printed = printing.send(sheet, as: .receipt, on: world.receipt, subject, copy: copy)
    return SentSlip(
      sheet: sheet, subject: subject, copy: copy, isSent: printed.isSent,
      sentence: printing.sentence(printed, subject))
  }
}
