import Gate
import IntakeForm
import Sealing
import Wording
import FoundationEssentials
package import Intake
package import Paper
package import Ports

/// Writes JSON for machines: keys sorted, one line.
enum JSONText {
  static func of(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("plain values always encode")
    }
    return String(decoding: data, as: UTF8.self)
  }
}

/// `loket rekap --format json`; the keys are promises of the contract.
private struct TallyJSON: Encodable {
  let booth: String
  let mode: String
  let shift: ShiftJSON
  let kind: String
  let people: Int
  let visits: Int
  let lines: Int
  let services: [ServiceJSON]
  let ikd: [String: Int]
  let gate: [String: Int]
  let reasons: [String: Int]
  let reasonsBy: [String: [String: Int]]
  let segments: [String: Int]
  let agencies: [String: Int]
  let schools: [String: Int]
  let hours: [String: Int]
  let counters: [String: Int]
  let custody: [String: Int]
  let head: String
  let headCode: String
  let signature: String?

  enum CodingKeys: CodingKey {
    case booth, mode, shift, kind, people, visits, lines, services, ikd, gate, reasons, reasonsBy
    case segments, agencies, schools, hours, counters, custody, head, headCode, signature
  }

  struct ServiceJSON: Encodable {
    let code: String
    let resident: Int
    let outsider: Int
    let total: Int
    let served: Int
    let deferred: Int
    let refused: Int
  }

  func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encode(booth, forKey: .booth)
    try keys.encode(mode, forKey: .mode)
    try keys.encode(shift, forKey: .shift)
    try keys.encode(kind, forKey: .kind)
    try keys.encode(people, forKey: .people)
    try keys.encode(visits, forKey: .visits)
    try keys.encode(lines, forKey: .lines)
    try keys.encode(services, forKey: .services)
    try keys.encode(ikd, forKey: .ikd)
    try keys.encode(gate, forKey: .gate)
    try keys.encode(reasons, forKey: .reasons)
    try keys.encode(reasonsBy, forKey: .reasonsBy)
    try keys.encode(segments, forKey: .segments)
    try keys.encode(agencies, forKey: .agencies)
    try keys.encode(schools, forKey: .schools)
    try keys.encode(hours, forKey: .hours)
    try keys.encode(counters, forKey: .counters)
    try keys.encode(custody, forKey: .custody)
    try keys.encode(head, forKey: .head)
    try keys.encode(headCode, forKey: .headCode)
    // The contract wants null, not a missing key, while the shift is open.
    try keys.encode(signature, forKey: .signature)
  }
}

private struct ShiftJSON: Encodable {
  let number: Int
  let id: String
  let servicePoint: String
  let openedAt: String
  let openedBy: String
  let closedAt: String?
  let state: String
  let recordingSets: Int
  let ikdTables: Int

  init(_ shift: Shift, state: ShiftState, closedAt: Moment?) {
    number = shift.number
    id = shift.id.description
    servicePoint = shift.servicePoint.text
    openedAt = shift.openedAt.rfc3339
    openedBy = shift.openedBy.text
    self.closedAt = closedAt?.rfc3339
    self.state = state == .open ? "open" : "closed"
    recordingSets = shift.facts.recordingSets
    ikdTables = shift.facts.ikdTables
  }
}

extension Reports {
  package func json(_ report: ShiftReport) -> String {
    let tally = report.tally
    return JSONText.of(
      TallyJSON(
        booth: report.shift.booth.text, mode: report.shift.mode.rawValue,
        shift: ShiftJSON(report.shift, state: report.state, closedAt: report.closedAt),
        kind: report.isFinal ? "final" : "interim", people: tally[.people],
        visits: tally[.visits], lines: tally[.lines], services: services(report),
        ikd: ikd(tally), gate: counts(GateState.self) { tally[.gate($0)] },
        reasons: counts(IKDReason.self) { tally[.ikdReason($0)] }
          .merging(counts(DeferralReason.self) { tally[.deferral($0)] }, uniquingKeysWith: +),
        reasonsBy: [
          "ikd": counts(IKDReason.self) { tally[.ikdReason($0)] },
          "deferral": counts(DeferralReason.self) { tally[.deferral($0)] },
        ],
        segments: counts(Segment.self) { tally[.segment($0)] },
        agencies: places(tally.places.agencies), schools: places(tally.places.schools),
        hours: hours(tally),
        counters: Dictionary(
          uniqueKeysWithValues: report.counters.map { ($0.key.rawValue, $0.value) }),
        custody: custody(report.custody), head: report.head.hex, headCode: report.headCode,
        signature: report.signature.map { Data($0).base64EncodedString() }))
  }

  private func services(_ report: ShiftReport) -> [TallyJSON.ServiceJSON] {
    let tally = report.tally
    return report.servicesWithLines.map { title in
      TallyJSON.ServiceJSON(
        code: title.code.text, resident: tally[.service(title.code, .resident)],
        outsider: tally[.service(title.code, .outsider)], total: tally.total(of: title.code),
        served: tally[.service(title.code, .served)],
        deferred: tally[.service(title.code, .deferred)],
        refused: tally[.service(title.code, .refused)])
    }
  }

  private func ikd(_ tally: Tally) -> [String: Int] {
    var counts = Dictionary(
      uniqueKeysWithValues: IKDStanding.allCases.map { ($0.rawValue, tally[.ikd($0)]) })
    counts["countsToTarget"] = tally[.countsToTarget]
    return counts
  }

  /// Figures other than zero, by their codes.
  private func counts<Code: CaseIterable & RawRepresentable<String>>(
    _: Code.Type, _ count: (Code) -> Int
  ) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: Code.allCases.map { ($0.rawValue, count($0)) })
      .filter { $0.value != 0 }
  }

  private func places(_ found: [(code: PlaceCode, count: Int)]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: found.map { ($0.code.text, $0.count) })
  }

  private func hours(_ tally: Tally) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: (0..<24).map { ($0.padded(to: 2), tally[.hour($0)]) }
    ).filter { $0.value != 0 }
  }

  private func custody(_ custody: Custody) -> [String: Int] {
    [
      "captured": custody.captured, "acknowledged": custody.acknowledged,
      "pending": custody.pending, "inDoubt": custody.inDoubt,
      "quarantined": custody.quarantined, "voided": custody.voided,
    ]
  }
}

/// `loket status --json`.
private struct StatusJSON: Encodable {
  let booth: String
  let mode: String
  let shift: ShiftJSON?
  let queue: [String: Int]
  let clock: ClockJSON

  enum CodingKeys: CodingKey { case booth, mode, shift, queue, lastFlush, clock }

  struct ClockJSON: Encodable {
    let ok: Bool
    let note: String?
  }

  func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encode(booth, forKey: .booth)
    try keys.encode(mode, forKey: .mode)
    try keys.encode(shift, forKey: .shift)
    try keys.encode(queue, forKey: .queue)
    try keys.encodeNil(forKey: .lastFlush)
    try keys.encode(clock, forKey: .clock)
  }
}

extension Reports {
  package func json(_ status: Status) -> String {
    let clock: StatusJSON.ClockJSON =
      switch status.clock {
      case .ok: StatusJSON.ClockJSON(ok: true, note: nil)
      case .behind(let last):
        StatusJSON.ClockJSON(
          ok: false, note: world.words.doctor.clockBehind(world.words.time.long(last)))
      }
    var queue = custody(status.custody)
    queue["held"] = status.held
    return JSONText.of(
      StatusJSON(
        booth: world.identity.code.text, mode: world.identity.mode.rawValue,
        shift: status.shift.map {
          ShiftJSON($0.shift, state: $0.state, closedAt: $0.end?.closedAt)
        },
        queue: queue, clock: clock))
  }

  /// `loket antrean --json`: what waits, shift by shift, and what was set aside and why.
  package func queueJSON() throws(DeskError) -> String {
    struct Row: Encodable {
      let shift: Int
      let servicePoint: String
      let day: String
      let state: String
      let queue: [String: Int]
    }
    struct Aside: Encodable {
      let shift: String
      let sequence: Int
      let reason: String
    }
    struct Whole: Encodable {
      let booth: String
      let mode: String
      let shifts: [Row]
      let quarantined: [Aside]
    }
    let rows = try waiting().map { stored, custody in
      Row(
        shift: stored.shift.number, servicePoint: stored.shift.servicePoint.text,
        day: stored.shift.day.iso, state: stored.state.rawValue, queue: self.custody(custody))
    }
    let aside = try setAside().map {
      Aside(
        shift: $0.id.shift.description, sequence: Int($0.id.sequence), reason: $0.reason)
    }
    return JSONText.of(
      Whole(
        booth: world.identity.code.text, mode: world.identity.mode.rawValue, shifts: rows,
        quarantined: aside))
  }

  /// Every shift with where its visits are.
  package func waiting() throws(DeskError) -> [(StoredShift, Custody)] {
    let queue = world.queue
    var rows: [(StoredShift, Custody)] = []
    for stored in try queued({ () throws(QueueError) in try queue.shifts() }) {
      let custody = try queued { () throws(QueueError) in try queue.custody(stored.shift.id) }
      rows.append((stored, custody))
    }
    return rows
  }

  package func setAside() throws(DeskError) -> [SetAside] {
    let queue = world.queue
    return try queued { () throws(QueueError) in try queue.delivery.asideList() }
  }
}
