import Gate
import IntakeForm
import Sealing
import Wording
import MachineJSON
package import Intake
package import Paper
package import Ports

/// `loket rekap --format json`; the keys are promises of the contract.
private struct TallyJSON: Encodable {
  let booth: String
  let mode: String
  let shift: ShiftJSON
  let kind: String
  let figures: TallyRecord
  let counters: [String: Int]
  let custody: [String: Int]
  let head: String
  let headCode: String
  let signature: String?

  enum CodingKeys: CodingKey {
    case booth, mode, shift, kind, counters, custody, head, headCode, signature
  }

  func encode(to encoder: any Encoder) throws {
    try figures.encode(to: encoder)
    var keys = encoder.container(keyedBy: CodingKeys.self)
    try keys.encode(booth, forKey: .booth)
    try keys.encode(mode, forKey: .mode)
    try keys.encode(shift, forKey: .shift)
    try keys.encode(kind, forKey: .kind)
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
    JSONText.of(
      TallyJSON(
        booth: report.shift.booth.text, mode: report.shift.mode.rawValue,
        shift: ShiftJSON(report.shift, state: report.state, closedAt: report.closedAt),
        kind: report.isFinal ? "final" : "interim",
        figures: TallyRecord(report.tally, order: report.serviceTitles.map(\.code)),
        counters: Dictionary(
          uniqueKeysWithValues: report.counters.map { ($0.key.rawValue, $0.value) }),
        custody: custody(report.custody), head: report.head.hex, headCode: report.headCode,
        signature: report.signature.map(JSONText.base64)))
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
  let lastFlush: FlushJSON?
  let clock: ClockJSON

  enum CodingKeys: CodingKey { case booth, mode, shift, queue, lastFlush, clock }

  struct FlushJSON: Encodable {
    let at: String
    let way: String
    let sent: Int
    let left: Int
  }

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
    try keys.encode(lastFlush, forKey: .lastFlush)
    try keys.encode(clock, forKey: .clock)
  }
}

extension Reports {
  package func json(_ status: Status) -> String {
    let clock = StatusJSON.ClockJSON(
      ok: status.clock == .ok, note: status.clock.trouble(world.words))
    var queue = custody(status.custody)
    queue["held"] = status.held
    return JSONText.of(
      StatusJSON(
        booth: world.identity.code.text, mode: world.identity.mode.rawValue,
        shift: status.shift.map {
          ShiftJSON($0.shift, state: $0.state, closedAt: $0.end?.closedAt)
        },
        queue: queue,
        lastFlush: status.lastFlush.map {
          StatusJSON.FlushJSON(
            at: $0.at.rfc3339, way: $0.way.rawValue, sent: $0.sent, left: $0.left)
        },
        clock: clock))
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
    return try waiting(try queued { () throws(QueueError) in try queue.shifts() })
  }

  func waiting(_ shifts: [StoredShift]) throws(DeskError) -> [(StoredShift, Custody)] {
    let queue = world.queue
    let custodies = try queued { () throws(QueueError) in
      try queue.custodies(shifts.map(\.shift.id))
    }
    return Array(zip(shifts, custodies))
  }

  package func setAside() throws(DeskError) -> [SetAside] {
    let queue = world.queue
    return try queued { () throws(QueueError) in try queue.delivery.asideList() }
  }
}

extension Reports {
  /// `loket jejak --json`.
  package func json(_ trail: Trail) -> String { JSONText.of(TrailRecord(trail)) }
}
