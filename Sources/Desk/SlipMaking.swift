import Gate
import Intake
import Paper
import Ports
import Wording

extension World {
  /// The slip for who was just served; nil for a visit that was taken back.
  func slip(_ receipt: OpenShift.Receipt, of shift: Shift, copy: Int?) -> Slip? {
    guard let decision = receipt.decision else { return nil }
    return Slip(
      office: setting.office, shift: shift, pointName: setting.name(of: shift.servicePoint),
      ticket: receipt.ticket, time: clock.now(), lines: decision.lines.map(slipLine),
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
        .activateIKD(.duplicateRecord):
        .office
      case .activateIKD, .recordFirst, .comeBackAtAge, .bringDocuments, .tryLater: .boothOrOffice
      }
    return Slip.Step(
      text: words.gate.nextStep(step), bring: words.paper.slip.bring(step), place: place)
  }
}

extension Kiosk {
  /// The slip goes out after the ticket is said; whatever happens to it, the visit is stored.
  func printSlip(_ receipt: OpenShift.Receipt) {
    let printing = Printing(world)
    guard printing.hasPrinter, let shift = counter?.shift else { return }
    let subject = Printing.slip(receipt.ticket, of: shift)
    let copy = printing.copy(of: subject)
    guard let slip = world.slip(receipt, of: shift, copy: copy) else { return }
    let printed = printing.send(
      SlipSheet.sheet(slip, world.words), as: .receipt, on: world.receipt, subject, copy: copy)
    switch printed {
    case .sent: screen.say(printing.sentence(printed))
    case .notSent: screen.say(world.words.paper.printing.visitSafe(printing.sentence(printed)))
    }
  }
}
