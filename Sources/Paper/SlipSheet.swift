import Gate
package import Intake
package import Wording

/// What a visit's slip is made of: nothing that says who the person is.
package struct Slip: Hashable, Sendable {
  package let office: Office
  package let shift: Shift
  package let pointName: String
  package let ticket: String
  package let time: Moment
  package let lines: [Line]
  package let steps: [Step]
  /// The how-manieth copy this is; nil: the first print.
  package let copy: Int?

  /// A service and what became of it, in words.
  package struct Line: Hashable, Sendable {
    package let service: String
    package let outcome: String

    package init(service: String, outcome: String) {
      self.service = service
      self.outcome = outcome
    }
  }

  /// What to do next, what to bring for it, and where.
  package struct Step: Hashable, Sendable {
    package let text: String
    package let bring: [String]
    package let place: Place

    package init(text: String, bring: [String], place: Place) {
      self.text = text
      self.bring = bring
      self.place = place
    }
  }

  /// Where a step is taken.
  package enum Place: Hashable, Sendable {
    /// This booth while it stands here, or the office.
    case boothOrOffice
    case office
    /// The office of the home region, which the step's own words name.
    case elsewhere
  }

  package init(
    office: Office, shift: Shift, pointName: String, ticket: String, time: Moment, lines: [Line],
    steps: [Step], copy: Int? = nil
  ) {
    self.office = office
    self.shift = shift
    self.pointName = pointName
    self.ticket = ticket
    self.time = time
    self.lines = lines
    self.steps = steps
    self.copy = copy
  }
}

/// A person's slip as a sheet: the ticket, or what to bring and where to come next.
package enum SlipSheet {
  package static func sheet(_ slip: Slip, _ words: Wording) -> Sheet {
    Sheet(head(slip, words) + (slip.steps.isEmpty ? [] : next(slip, words)) + foot(slip, words))
  }

  private static func head(_ slip: Slip, _ words: Wording) -> [Sheet.Block] {
    let say = words.paper.slip
    let training = slip.shift.mode == .training ? words.shift.training : nil
    let marks = [training, slip.copy.map(words.paper.copyMark)].compactMap(\.self)
    return [.title(slip.office.name)] + marks.map(Sheet.Block.mark) + [
      .title(slip.steps.isEmpty ? say.ticketTitle : say.nextTitle), .big(slip.ticket), .rule,
      .text(words.time.long(slip.time.day)),
      .pairs([
        Sheet.Pair(say.time, words.time.short(slip.time, on: slip.time.day)),
        Sheet.Pair(say.point, slip.pointName),
      ]),
      .heading(say.services),
      .pairs(slip.lines.map { Sheet.Pair($0.service, $0.outcome) }),
    ]
  }

  private static func next(_ slip: Slip, _ words: Wording) -> [Sheet.Block] {
    let say = words.paper.slip
    var bring: [String] = []
    for thing in slip.steps.flatMap(\.bring) where !bring.contains(thing) { bring.append(thing) }
    var blocks: [Sheet.Block] = [.rule] + slip.steps.map { .text($0.text) }
    if !bring.isEmpty { blocks += [.heading(say.bringTitle)] + bring.map { .text("  - \($0)") } }
    let places = Set(slip.steps.map(\.place))
    guard places != [.elsewhere] else { return blocks }
    let booth = places.contains(.office) ? [] : [Sheet.Block.text("  " + say.comeToBooth)]
    return blocks + [.heading(say.comeTo)] + booth + [
      .text("  " + slip.office.name), .text("  " + slip.office.address),
      .pairs([
        Sheet.Pair(say.hours, slip.office.hours), Sheet.Pair(say.phone, slip.office.phone),
      ]),
    ]
  }

  private static func foot(_ slip: Slip, _ words: Wording) -> [Sheet.Block] {
    [.rule, .text(words.paper.slip.keep), .qr(slip.ticket)]
  }
}
