package import Intake
import MachineJSON
package import Ports

/// What the office says of the booths' shifts, for machines.
package enum OfficeReports {
  /// A figure on which the booth's signed tally and the centre's rows do not agree.
  package struct Difference: Hashable, Sendable, Encodable {
    package let figure: String
    package let booth: Int
    package let centre: Int
  }

  /// Empty where the two are the same to the digit, or nothing was signed yet.
  package static func differences(_ shift: RegisteredShift) -> [Difference] {
    differences(signed: shift.signed, recount: shift.recount)
  }

  static func differences(signed: Tally?, recount: Tally) -> [Difference] {
    guard let signed else { return [] }
    let keys = Set(signed.counts.keys).union(recount.counts.keys)
    return keys.filter { signed[$0] != recount[$0] }
      .map { Difference(figure: $0.text, booth: signed[$0], centre: recount[$0]) }
      .sorted { $0.figure < $1.figure }
  }

  /// The centre's figures of several shifts together. `people` are counted once a shift.
  package static func sum(_ shifts: [RegisteredShift]) -> Tally {
    shifts.reduce(into: Tally()) { sum, shift in
      for (key, count) in shift.recount.counts { sum.add(count, to: key) }
    }
  }

  /// Whether every shift is the booth's signed tally to the digit; false when there is none.
  package static func isReconciled(_ shifts: [RegisteredShift]) -> Bool {
    !shifts.isEmpty && shifts.allSatisfy { $0.standing == .reconciled }
  }
}

extension OfficeReports {
  private struct ShiftJSON: Encodable {
    let booth: String
    let number: Int
    let id: String
    let servicePoint: String
    let day: String
    let openedAt: String
    let standing: String
    let reconciled: Bool
    let recovered: Bool
    let figures: TallyRecord
    let differences: [Difference]
    let setAside: [AsideJSON]
    let clock: [String]
    let head: String

    struct AsideJSON: Encodable {
      let sequence: Int
      let reason: String
    }

    init(_ shift: RegisteredShift, _ alarms: [RegisteredAlarm], order: [ServiceCode]) {
      booth = shift.booth.text
      number = shift.number
      id = shift.shift.description
      servicePoint = shift.servicePoint.text
      day = shift.openedAt.day.iso
      openedAt = shift.openedAt.rfc3339
      standing = shift.standing.rawValue
      reconciled = shift.standing == .reconciled
      recovered = shift.wasRecovered
      figures = TallyRecord(shift.recount, order: order)
      differences = OfficeReports.differences(shift)
      setAside = shift.setAside.map {
        AsideJSON(sequence: Int($0.id.sequence), reason: $0.reason)
      }
      clock = OfficeReports.clockAlarms(alarms, of: shift).map {
        ExaminedAlarm.Kind($0).rawValue
      }
      head = shift.head.hex
    }
  }

  private struct FieldJSON: Encodable {
    let booth: String
    let number: Int
    let announced: Int
    let arrived: Int
    let closed: Bool
    let announcedAt: String
  }

  private struct TallyJSON: Encodable {
    let shifts: [ShiftJSON]
    let field: [FieldJSON]
    let reconciled: Bool
    let figures: TallyRecord

    enum CodingKeys: CodingKey { case shifts, field, reconciled }

    func encode(to encoder: any Encoder) throws {
      try figures.encode(to: encoder)
      var keys = encoder.container(keyedBy: CodingKeys.self)
      try keys.encode(shifts, forKey: .shifts)
      try keys.encode(field, forKey: .field)
      try keys.encode(reconciled, forKey: .reconciled)
    }
  }

  /// `pusat rekap --json`: the booth's keys from the centre's rows, each shift beside its signed
  /// tally, and what is still in the field.
  package static func json(
    _ shifts: [RegisteredShift], _ field: [FieldShift], _ alarms: [RegisteredAlarm] = [],
    order: [ServiceCode]
  ) -> String {
    JSONText.of(
      TallyJSON(
        shifts: shifts.map { ShiftJSON($0, alarms, order: order) },
        field: field.map {
          FieldJSON(
            booth: $0.booth.text, number: $0.number, announced: $0.announced,
            arrived: $0.arrived, closed: $0.isClosed, announcedAt: $0.announcedAt.rfc3339)
        }, reconciled: isReconciled(shifts), figures: TallyRecord(sum(shifts), order: order)))
  }

  /// What is wrong with the clock by which a shift was written.
  package static func clockAlarms(
    _ alarms: [RegisteredAlarm], of shift: RegisteredShift
  ) -> [ClockFault] {
    let found = alarms.filter { $0.booth == shift.booth.text && $0.shiftNumber == shift.number }
    return ClockFault.allCases.filter { fault in
      found.contains { $0.kind == ExaminedAlarm.Kind(fault).rawValue }
    }
  }

  /// `7-11, 14`: sequences for people.
  package static func ranges(_ sequences: [UInt64]) -> String {
    var ranges: [ClosedRange<UInt64>] = []
    for sequence in sequences.sorted() {
      if let last = ranges.last, last.upperBound + 1 == sequence {
        ranges[ranges.count - 1] = last.lowerBound...sequence
      } else {
        ranges.append(sequence...sequence)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }

  private struct PersonJSON: Encodable {
    /// Absent where only name and birth date agree.
    let nik: String?
    let match: String
    let visits: [VisitJSON]

    struct VisitJSON: Encodable {
      let booth: String
      let shift: Int
      let ticket: String
      let day: String
      let nik: String?
      let name: String
      let services: [LineJSON]
    }

    struct LineJSON: Encodable {
      let code: String
      let outcome: String
    }
  }

  /// `pusat ganda --json`: at the office, with full NIKs, since that is what has to be looked up.
  package static func json(_ people: [DuplicatePerson]) -> String {
    JSONText.of(
      people.map { person in
        PersonJSON(
          nik: person.nik?.digits, match: person.nik == nil ? "name" : "nik",
          visits: person.visits.map { visit in
            PersonJSON.VisitJSON(
              booth: visit.booth.text, shift: visit.shiftNumber,
              ticket: "\(visit.booth.text)-\(visit.ticket.padded(to: 3))", day: visit.day.iso,
              nik: visit.nik?.digits, name: visit.name.text,
              services: visit.services.map {
                PersonJSON.LineJSON(code: $0.code.text, outcome: $0.outcome.rawValue)
              })
          })
      })
  }

  /// What `pusat olah` did.
  package struct Processed: Hashable, Sendable, Encodable {
    package var shifts = 0
    package var reconciled = 0
    package var differing = 0
    package var unclosed = 0
    package var incomplete = 0
    package var refused = 0
    /// Of the refused: those that no key at hand opened.
    package var unopened = 0
    package var setAside = 0
    package var alarms: [String: Int] = [:]

    package init() {}

    mutating func add(_ shift: ExaminedShift) {
      shifts += 1
      switch shift.standing {
      case .reconciled: reconciled += 1
      case .differs: differing += 1
      case .unclosed: unclosed += 1
      case .incomplete: incomplete += 1
      case .refused: refused += 1
      }
      unopened += shift.isUnopened ? 1 : 0
      setAside += shift.setAside.count
      for alarm in shift.alarms { alarms[alarm.kind.rawValue, default: 0] += 1 }
    }

    /// What another hand did at the same time.
    package mutating func add(_ other: Processed) {
      shifts += other.shifts
      reconciled += other.reconciled
      differing += other.differing
      unclosed += other.unclosed
      incomplete += other.incomplete
      refused += other.refused
      unopened += other.unopened
      setAside += other.setAside
      alarms.merge(other.alarms, uniquingKeysWith: +)
    }

    package var json: String { JSONText.of(self) }
  }

  /// Examines everything that is new, and adds what it did, also where it then fails. Safe to kill
  /// and to repeat; several may run.
  package static func process(
    _ registry: Registry, _ examiner: Examiner, into processed: inout Processed
  ) throws(CentreError) {
    while true {
      var examined: ExaminedShift?
      let isMore = try registry.processNext { shift in
        let result = examiner.examine(shift)
        examined = result
        return result
      }
      guard isMore else { return }
      if let examined { processed.add(examined) }
    }
  }
}
