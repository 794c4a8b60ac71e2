import Intake
import IntakeForm
import TestWorld
import Testing

@Suite struct RoundTripTests {
  @Test func `a visit typed at random is typed again as the same visit`() throws {
    try Seed.forAll(1500) { chance, note in
      let context = try Counter.context(
        segment: chance.pick(Segment.allCases), institution: nil, exemptions: !chance.oneIn(4))
      let form = try Typist.fill(context, &chance, note)
      let visit = try #require(try? form.visit(), "\(form.complaints()), \(note)")
      let again = Draft(visit, context)
      try #require(again.next(context) == nil, note)
      try #require((try? again.finish(context).get()) == visit, note)
    }
  }

  @Test func `a draft is kept as its texts`() throws {
    try Seed.forAll(1500) { chance, note in
      let context = try Counter.context(segment: chance.pick(Segment.allCases))
      let form = try Typist.fill(context, &chance, note, upTo: chance.number(0...20))
      let kept = Draft(
        texts: form.draft.texts, confirmed: form.draft.confirmed, context)
      try #require(kept == form.draft, note)
      try #require(kept.next(context) == form.next, note)
    }
  }

  @Test func `whatever is changed on the way, nothing stays that has no meaning`() throws {
    try Seed.forAll(1500) { chance, note in
      let context = try Counter.context(segment: chance.pick(Segment.allCases))
      var form = try Typist.fill(context, &chance, note)
      for _ in 0..<3 {
        let field = chance.pick(form.draft.texts.keys.sorted())
        if let text = Typist.answer(field, form.draft, context, &chance) {
          try? form.answer(field, text)
        }
        form = try Typist.fill(context, &chance, note, from: form)
      }
      guard let visit = try? form.visit() else {
        try #require(
          form.complaints().allSatisfy { [.notYetDue, .notRecorded, .nothingAsked].contains($0) },
          "\(form.complaints()), \(note)")
        return
      }
      let due = form.draft.isDue(context) == true
      let open = visit.ikd.isActive || !due
      try #require(!open || visit.exemption == nil, note)
      try #require(!open || visit.override == nil, note)
      try #require(!open || visit.contact == Contact(), note)
      try #require(!open || visit.ikd.reason == nil, note)
      try #require(visit.segment == .public || visit.institution != nil, note)
      try #require(visit.ikd.reason != .notRecorded || !visit.recorded, note)
      try #require(open || visit.ikd.reason != nil, note)
    }
  }
}

/// Someone who answers every question with something that fits.
private enum Typist {
  static func fill(
    _ context: FormContext, _ chance: inout SeededGenerator, _ note: Comment,
    from form: Filling? = nil, upTo count: Int = 40
  ) throws -> Filling {
    var form = form ?? Filling(context)
    for _ in 0..<count {
      guard let field = form.next else { break }
      let text = try #require(answer(field, form.draft, context, &chance), "\(field), \(note)")
      do { try form.answer(field, text) } catch {
        Issue.record("\(field): \(text.debugDescription) gave \(error), \(note)")
        return form
      }
    }
    if form.next == nil, chance.oneIn(3) { try form.answer(.results, results(form.draft, &chance)) }
    if form.next == nil, chance.oneIn(5) {
      try form.answer(.capturedAt, "2026-11-2\(chance.number(0...3))T10:00:00+07:00")
    }
    return form
  }

  private static func results(_ draft: Draft, _ chance: inout SeededGenerator) -> String {
    let reasons = DeferralReason.allCases.filter { $0 != .ikdNotActive }
    return (draft.services ?? []).filter { _ in chance.flag() }
      .map { "\($0.text)=\(chance.pick(reasons).rawValue)" }.joined(separator: ",")
  }

  static func answer(
    _ field: Field, _ draft: Draft, _ context: FormContext, _ chance: inout SeededGenerator
  ) -> String? {
    let choices = context.choices(field, draft).map(\.code)
    switch field {
    case .nik: return chance.oneIn(3) ? "" : nik(&chance)
    case .name: return chance.pick(["SARI CONTOH", "BUDI", "NI'MAH UJI 2"])
    case .birthDate:
      return Day(number: context.today.number - chance.number(0...12_000)).asOnCard
    case .married, .recorded: return chance.pick(["y", "t"])
    case .residence:
      return chance.pick(["luar", "dinoyo", "Lowokwaru", "3507", "Kab Malang", "350724"])
    case .services:
      return choices.shuffled(using: &chance).prefix(chance.number(1...4)).joined(separator: ", ")
    case .exemption: return chance.oneIn(3) ? "" : chance.pick(choices)
    case .overrideReason: return "uji coba"
    case .phone: return chance.flag() ? "" : "08123456\(chance.number(1000...9999))"
    case .email: return chance.flag() ? "" : "sari\(chance.number(1...9))@gmail.com"
    case .results: return results(draft, &chance)
    case .capturedAt: return "2026-11-23T10:00:00+07:00"
    case .sex, .segment, .institution, .ikd, .ikdEvidence, .activation, .ikdReason, .overrideBy:
      return choices.isEmpty ? nil : chance.pick(choices)
    }
  }

  private static func nik(_ chance: inout SeededGenerator) -> String {
    let day = (chance.number(1...28) + (chance.flag() ? 40 : 0)).padded(to: 2)
    let month = chance.number(1...12).padded(to: 2)
    let year = chance.number(0...99).padded(to: 2)
    return "357305\(day)\(month)\(year)\(chance.number(9000...9999))"
  }
}
