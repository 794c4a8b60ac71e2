import Gate
import Intake
import IntakeForm
import Paper
import Ports
import Sealing
import Wording

extension FormTalk {
  /// A line of the summary: its number leads back to its field.
  struct SummaryLine {
    let field: Field
    let value: String
    /// As everybody's: shares the last line with others.
    var isMinor = false
  }

  func text(_ line: SummaryLine) -> String { "\(form.name(of: line.field)): \(line.value)" }

  mutating func summary() -> Step {
    let lines = summaryLines()
    show(lines)
    while true {
      if isAway { return idle("") }
      let line = screen.terminal.ask(Prompt(form.save + ": ", idleSeconds: idleSeconds))
      guard case .text(let typed) = line else {
        if let step = interruption(line, at: nil) { return step }
        continue
      }
      interrupts = 0
      switch typed.trimmingBlanks.lowercased() {
      case "s", "simpan", "save": return save()
      case "<": return .to(draft.previous(of: nil, context))
      case "!": return hold()
      case let text:
        if let number = Int(text), lines.indices.contains(number - 1) {
          return .to(lines[number - 1].field)
        }
        screen.say(form.saveHint)
      }
    }
  }

  /// A line each, and one for all that is as everybody's.
  func show(_ lines: [SummaryLine]) {
    let majors = lines.prefix { !$0.isMinor }.count
    screen.say(form.summary)
    for (number, line) in lines.prefix(majors).enumerated() {
      screen.say(text(line), after: (number + 1).trailing(2) + " ")
    }
    if majors == lines.count { return }
    let minors = lines.indices[majors...].map { number in
      (number == majors ? "" : "\(number + 1) ") + text(lines[number])
    }
    screen.say(minors.joined(separator: " · "), after: (majors + 1).trailing(2) + " ")
  }

  mutating func save() -> Step {
    switch draft.finish(context) {
    case .success(let visit):
      return slot.amends.map { saveAmendment(visit, of: $0) } ?? .end(.finished(visit))
    case .failure(let faults):
      faults.complaints.forEach { screen.say(form.typed($0)) }
      return .to(faults.complaints.first.flatMap(field) ?? draft.previous(of: nil, context))
    }
  }

  /// With its reason; what changes nothing is no amendment.
  private mutating func saveAmendment(_ visit: Visit, of sequence: UInt64) -> Step {
    let former = (try? counter.entry(sequence)).flatMap { $0 }.flatMap { try? counter.open($0) }
    if visit == former?.unlinked {
      shelf.drop(slot.visit)
      unkept = nil
      return hold()
    }
    let words = world.words.kiosk
    screen.list(words.amendReasons)
    while let typed = besides(words.amendReason) {
      do throws(Complaint) {
        var visit = visit
        visit.amendmentReason = try words.amendReasons.reason(typed)
        return .end(.finished(visit))
      } catch {
        screen.showReasons(words.amendReasons, after: error, world.words)
      }
    }
    return .next
  }

  /// Which question to ask again for a complaint about the whole.
  func field(_ complaint: Complaint) -> Field? {
    switch complaint {
    case .required(let field): field
    case .institutionMissing: .institution
    case .nothingAsked: .services
    case .notYetDue, .notRecorded: .ikd
    case .overrideReasonMissing: .overrideReason
    default: nil
    }
  }

  func summaryLines() -> [SummaryLine] {
    let values: [(Field, String?)] = [
      (.nik, draft.texts[.nik].map { _ in draft.nik?.digits ?? form.none }),
      (.name, draft.name?.text), (.birthDate, birthText), (.sex, draft.sex.map(form.sex)),
      (.residence, draft.residence.map(title)), (.services, servicesText), (.ikd, ikdText),
      (.ikdReason, draft.reason.map(form.reason)), (.exemption, exemptionText),
      (.phone, draft.phone?.local), (.email, draft.email?.address),
      (.segment, segmentText), (.institution, institutionText), (.results, resultsText),
    ]
    let lines = values.compactMap { field, value in
      value.map { SummaryLine(field: field, value: $0, isMinor: isMinor(field)) }
    }
    return lines.filter { !$0.isMinor } + lines.filter(\.isMinor)
  }

  func isMinor(_ field: Field) -> Bool {
    let defaults = context.defaults
    return switch field {
    case .segment: (draft.segment ?? defaults.segment) == defaults.segment
    case .institution: (draft.institution ?? defaults.institution) == defaults.institution
    case .results: draft.deferrals.isEmpty
    default: false
    }
  }

  var birthText: String? {
    draft.birthDate.map { "\($0.asOnCard), \(form.age($0.age(on: context.today)))" }
  }

  var segmentText: String? {
    draft.services == nil ? nil : form.segment(draft.segment ?? context.defaults.segment)
  }

  var institutionText: String? {
    guard let code = draft.institution ?? defaultInstitution else { return nil }
    return context.choices(.institution, draft).first { $0.code == code.text }?.title ?? code.text
  }

  var defaultInstitution: PlaceCode? {
    guard draft.services != nil,
      (draft.segment ?? context.defaults.segment) == context.defaults.segment
    else { return nil }
    return context.defaults.institution
  }

  /// Each service with what the gate says of it as the answers stand.
  var servicesText: String? {
    guard let services = draft.services else { return nil }
    guard case .success(let visit) = draft.finish(context) else {
      return services.isEmpty ? form.none : services.map(\.text).joined(separator: ", ")
    }
    let decision = world.setting.policy.decide(visit, today: context.today)
    return decision.lines.map { line in
      let why = line.deferral.map { " (\(form.deferral($0)))" } ?? ""
      return "\(line.code.text) \(world.words.gate.outcome(line.outcome))\(why)"
    }.joined(separator: ", ")
  }

  var ikdText: String? {
    if draft.isDue(context) == false, draft.ikd == nil || draft.ikd == .notActive {
      return draft.birthDate == nil ? nil : world.words.gate.state(.notYetDue)
    }
    guard let state = draft.ikd else { return nil }
    guard state == .active else { return form.ikd(state) }
    return "\(form.ikd(state)), \(form.evidence(draft.evidence ?? .seenOnPhone))"
  }

  var exemptionText: String? {
    if draft.wantsOverride { return form.coordinatorDecides }
    return draft.exemption?.text
  }

  var resultsText: String? {
    guard draft.next(context) == nil else { return nil }
    if draft.deferrals.isEmpty { return form.none }
    return draft.deferrals.sorted { $0.key < $1.key }
      .map { "\($0.key.text): \(form.deferral($0.value))" }.joined(separator: ", ")
  }
}
