package import Gate
package import Intake
import MachineJSON
package import Paper
package import Ports
package import Wording

/// `pusat tindak-lanjut`: who waits for what, and what became of those who declined.
package struct FollowUpReport: Hashable, Sendable {
  package let followUps: [FollowUp]
  package let turns: [Turn]
  /// From which age on IKD is due.
  package let minimumAge: Int

  package init(followUps: [FollowUp], turns: [Turn], minimumAge: Int) {
    self.followUps = followUps
    self.turns = turns
    self.minimumAge = minimumAge
  }

  /// Why a service was not given: a deferral's code, or the reason why IKD is not active.
  private static func reason(_ followUp: FollowUp) -> String {
    switch (followUp.line.outcome, followUp.line.deferral) {
    case (.refused, _): IKDReason.declined.rawValue
    case (_, .ikdNotActive):
      followUp.ikd == .notYetDue
        ? IKDStanding.notYetDue.rawValue
        : followUp.ikdReason?.rawValue ?? DeferralReason.ikdNotActive.rawValue
    case (_, let deferral): deferral?.rawValue ?? "-"
    }
  }

  /// What should be done; nil: IKD is active by now, so the service can be given.
  package func step(_ followUp: FollowUp) -> NextStep? {
    switch (followUp.line.outcome, followUp.line.deferral) {
    case (.refused, _), (_, .ikdNotActive):
      if followUp.isIKDActiveNow { return nil }
      if followUp.ikd == .notYetDue { return .comeBackAtAge(minimumAge) }
      if followUp.ikdReason == .notRecorded { return .recordFirst }
      return followUp.line.code.isActivation
        ? .activateLater(followUp.ikdReason) : .activateIKD(followUp.ikdReason)
    case (_, .documentsIncomplete): return .bringDocuments
    case (_, .blanksOut): return .waitForBlanks
    case (_, .atOffice): return followUp.isResident ? .comeToOffice : .homeOffice
    case (_, .serverDown), (_, .quota), (_, nil): return .tryLater
    }
  }
}

extension FollowUpReport {
  private struct Record: Encodable {
    let waiting: [Waiting]
    let turned: [Turned]

    struct Waiting: Encodable {
      let visit: String
      let since: String
      let visits: Int
      let nik: String?
      let name: String
      let phone: String?
      let email: String?
      let resident: Bool
      let service: String
      let outcome: String
      let reason: String
      let ikdActiveNow: Bool
    }

    struct Turned: Encodable {
      let reason: String
      let people: Int
      let withoutNIK: Int
      let activated: Int
      let sameDay: Int
      let within7: Int
      let within30: Int
      let later: Int
      let medianDays: Int?
    }
  }

  /// At the office, with full NIKs, since those are what has to be looked up.
  package var json: String {
    JSONText.of(
      Record(
        waiting: followUps.map {
          Record.Waiting(
            visit: $0.place.text, since: $0.since.iso, visits: $0.visits, nik: $0.nik?.digits,
            name: $0.name.text, phone: $0.contact.phone?.local, email: $0.contact.email?.address,
            resident: $0.isResident, service: $0.line.code.text,
            outcome: $0.line.outcome.rawValue, reason: FollowUpReport.reason($0),
            ikdActiveNow: $0.isIKDActiveNow)
        },
        turned: turns.map {
          Record.Turned(
            reason: $0.reason.rawValue, people: $0.people, withoutNIK: $0.withoutNIK,
            activated: $0.activated, sameDay: $0.sameDay, within7: $0.withinWeek,
            within30: $0.withinMonth, later: $0.later, medianDays: $0.medianDays)
        }))
  }
}

extension FollowUpReport {
  /// What should be done, in words.
  private func advice(_ followUp: FollowUp, _ words: Wording) -> String {
    step(followUp).map(words.gate.nextStep) ?? words.figures.activeByNow
  }

  /// What the contact of one agency or school is given: who should come again, and for what; no
  /// NIK, no phone, no reason of anybody's.
  package func list(for institution: PlaceCode, _ words: Wording, _ names: CodeNames) -> Sheet {
    let figures = words.figures
    let people = followUps.filter { $0.institution == institution }
      .map { [$0.name.text, $0.line.code.text] }.sorted { $0[0] < $1[0] }
    return Sheet([
      .title(figures.followUpTitle), .title(names[institution]),
      people.isEmpty
        ? .text(figures.nobodyWaits)
        : .table(Sheet.Table(header: figures.contactHeader, rows: people, isNumeric: false)),
    ])
  }

  /// By what has to be done, those who wait longest first; of many only the first `shown`.
  package func sheet(_ words: Wording, shown: Int = 50) -> Sheet {
    let figures = words.figures
    let groups = Dictionary(grouping: followUps) { advice($0, words) }
      .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    let waiting = groups.flatMap { advice, people -> [Sheet.Block] in
      [
        .heading(figures.waitingFor(people.count, advice)),
        .table(
          Sheet.Table(
            header: figures.followUpHeader, rows: people.prefix(shown).map { row($0) },
            isNumeric: false)),
      ] + (people.count > shown ? [.text(figures.moreWait(people.count - shown))] : [])
        + [.blank]
    }
    return Sheet(
      [.title(figures.followUpTitle)]
        + (waiting.isEmpty ? [.text(figures.nobodyWaits)] : waiting)
        + turns.blocks(words) + [.text(figures.howToSettle)])
  }

  private func row(_ followUp: FollowUp) -> [String] {
    [
      followUp.since.asOnCard, followUp.place.text, followUp.nik?.masked ?? "-",
      followUp.name.text, followUp.contact.phone?.local ?? "-", followUp.line.code.text,
    ]
  }
}

extension [Turn] {
  /// How many of those whose IKD could not be activated had it activated later, and how soon.
  package func blocks(_ words: Wording) -> [Sheet.Block] {
    guard !isEmpty else { return [] }
    let figures = words.figures
    let counts = map { turn in
      [
        turn.people, turn.activated, turn.sameDay, turn.withinWeek, turn.withinMonth, turn.later,
      ]
    }
    let sums = counts[0].indices.map { column in counts.map { $0[column] }.reduce(0, +) }
    let rows = (zip(map { words.form.reason($0.reason) }, counts) + [(figures.sum, sums)])
      .map { name, counts in
        let share = ProgressReport.share(counts[1], of: counts[0] == 0 ? 1 : counts[0])
        return [name] + counts.prefix(2).map(words.figure) + [figures.percent(share)]
          + counts.dropFirst(2).map(words.figure)
      }
    let unknown = map(\.withoutNIK).reduce(0, +)
    return [
      .title(figures.turnedHeading),
      .table(Sheet.Table(header: figures.turnedHeader, rows: rows)),
    ] + (unknown == 0 ? [] : [.text(figures.turnedUnknown(unknown))])
  }
}
