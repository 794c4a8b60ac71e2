/// A tally's figures under the contract's JSON keys; figures of zero are left out of open lists.
package struct TallyRecord: Encodable, Sendable {
  package let people: Int
  package let visits: Int
  package let lines: Int
  package let services: [Service]
  package let ikd: [String: Int]
  package let gate: [String: Int]
  /// By code; `serverDown` may come from both of `reasonsBy`.
  package let reasons: [String: Int]
  package let reasonsBy: [String: [String: Int]]
  package let segments: [String: Int]
  package let agencies: [String: Int]
  package let schools: [String: Int]
  package let hours: [String: Int]

  /// One service's lines.
  package struct Service: Encodable, Sendable {
    package let code: String
    package let resident: Int
    package let outsider: Int
    package let total: Int
    package let served: Int
    package let deferred: Int
    package let refused: Int
  }

  /// `order` is the catalogue's; services that it no longer has come after it.
  package init(_ tally: Tally, order: [ServiceCode]) {
    let counted = Set(tally.services)
    let ordered = order.filter(counted.contains) + counted.subtracting(order).sorted()
    people = tally[.people]
    visits = tally[.visits]
    lines = tally[.lines]
    services = ordered.map { Service($0, tally) }
    ikd = Dictionary(
      uniqueKeysWithValues: IKDStanding.allCases.map { ($0.rawValue, tally[.ikd($0)]) }
        + [("countsToTarget", tally[.countsToTarget])])
    gate = TallyRecord.counts(GateState.self) { tally[.gate($0)] }
    let why = TallyRecord.counts(IKDReason.self) { tally[.ikdReason($0)] }
    let deferrals = TallyRecord.counts(DeferralReason.self) { tally[.deferral($0)] }
    reasons = why.merging(deferrals, uniquingKeysWith: +)
    reasonsBy = ["ikd": why, "deferral": deferrals]
    segments = TallyRecord.counts(Segment.self) { tally[.segment($0)] }
    agencies = Dictionary(
      uniqueKeysWithValues: tally.places.agencies.map { ($0.code.text, $0.count) })
    schools = Dictionary(
      uniqueKeysWithValues: tally.places.schools.map { ($0.code.text, $0.count) })
    hours = Dictionary(
      uniqueKeysWithValues: (0..<24).map { ($0.padded(to: 2), tally[.hour($0)]) }
    ).filter { $0.value != 0 }
  }

  private static func counts<Code: CaseIterable & RawRepresentable<String>>(
    _: Code.Type, _ count: (Code) -> Int
  ) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: Code.allCases.map { ($0.rawValue, count($0)) })
      .filter { $0.value != 0 }
  }
}

extension TallyRecord.Service {
  fileprivate init(_ service: ServiceCode, _ tally: Tally) {
    code = service.text
    resident = tally[.service(service, .resident)]
    outsider = tally[.service(service, .outsider)]
    total = tally.total(of: service)
    served = tally[.service(service, .served)]
    deferred = tally[.service(service, .deferred)]
    refused = tally[.service(service, .refused)]
  }
}

extension Tally {
  /// Visits by institution, most first.
  package var places:
    (agencies: [(code: PlaceCode, count: Int)], schools: [(code: PlaceCode, count: Int)])
  {
    var agencies: [(code: PlaceCode, count: Int)] = []
    var schools: [(code: PlaceCode, count: Int)] = []
    for (key, count) in counts {
      if case .agency(let code) = key { agencies.append((code, count)) }
      if case .school(let code) = key { schools.append((code, count)) }
    }
    let mostFirst = { (left: (code: PlaceCode, count: Int), right: (code: PlaceCode, count: Int)) in
      (right.count, left.code) < (left.count, right.code)
    }
    return (agencies.sorted(by: mostFirst), schools.sorted(by: mostFirst))
  }
}
