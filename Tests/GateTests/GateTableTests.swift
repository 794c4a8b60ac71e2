import Gate
import Intake
import Testing

/// The gate against a table of its own: ordered rules over plain facts, for every combination.
@Suite struct GateTableTests {
  /// One row's facts, everything that the decision of one line may depend on.
  struct Facts {
    let ikd: IKDState
    let reason: IKDReason?
    let age: Int
    let married: Bool
    /// gated, ungated; then whether it changes data.
    let service: String
    let exemption: String?
    let override: Bool
    let overrideAllowed: Bool
    let resident: Bool
    let dataChangesForAll: Bool
    let deferral: DeferralReason?

    var isActive: Bool { ikd != .notActive }
    var isDue: Bool { age >= 17 || married }
    var isGated: Bool { ["cetak", "kk"].contains(service) }
    var changesData: Bool { ["kk", "lapor"].contains(service) }
    var isExempt: Bool { exemption == "A" || exemption == "B" && service == "kk" }
  }

  struct Expected: Equatable {
    let gate: GateState
    let outcome: Outcome
    let deferral: DeferralReason?
  }

  /// The rules in the order of the office's table; the first that fits decides.
  private static let gates: [(when: @Sendable (Facts) -> Bool, gate: GateState)] = [
    ({ $0.isActive }, .open),
    ({ !$0.isGated }, .exemptService),
    ({ !$0.isDue }, .notYetDue),
    ({ $0.isExempt }, .exempt),
    ({ $0.override && $0.overrideAllowed }, .overridden),
    ({ _ in true }, .closed),
  ]

  private static func expected(_ facts: Facts) throws -> Expected {
    let gate = try #require(gates.first { $0.when(facts) }).gate
    if gate == .closed, facts.reason == .declined {
      return Expected(gate: gate, outcome: .refused, deferral: nil)
    }
    let isAway = !facts.resident && facts.changesData && !facts.dataChangesForAll
    let deferral: DeferralReason? =
      gate == .closed ? .ikdNotActive : isAway ? .atOffice : facts.deferral
    return Expected(
      gate: gate, outcome: deferral == nil ? .served : .deferred, deferral: deferral)
  }

  private static func all(_ each: (Facts) throws -> Void) rethrows {
    let flags = [false, true]
    for ikd in IKDState.allCases {
      for reason in [nil, IKDReason.declined, .noPhone] where ikd == .notActive || reason == nil {
        for (age, married) in [(16, false), (16, true), (17, false), (40, true), (0, false)] {
          for service in ["cetak", "kk", "rekam", "lapor"] {
            for exemption in [nil, "A", "B", "Z"] {
              for bits in 0..<16 {
                for deferral in [nil, DeferralReason.blanksOut] {
                  try each(
                    Facts(
                      ikd: ikd, reason: reason, age: age, married: married, service: service,
                      exemption: exemption, override: flags[bits & 1],
                      overrideAllowed: flags[bits >> 1 & 1], resident: flags[bits >> 2 & 1],
                      dataChangesForAll: flags[bits >> 3 & 1], deferral: deferral))
                }
              }
            }
          }
        }
      }
    }
  }

  private static func decision(_ facts: Facts) throws -> Decision {
    let policy = try Sample.policy(
      override: facts.overrideAllowed, outsidersGetDataChanges: facts.dataChangesForAll)
    let visit = try Sample.visit(
      [facts.service], ikd: facts.ikd, reason: facts.reason, age: facts.age,
      married: facts.married, residence: facts.resident ? nil : .elsewhere(nil),
      exemption: facts.exemption, override: facts.override, deferral: facts.deferral)
    return policy.decide(visit, today: Sample.today)
  }

  @Test func `every combination is decided as the table says`() throws {
    var count = 0
    var wrong: [String] = []
    try GateTableTests.all { facts in
      count += 1
      let decision = try GateTableTests.decision(facts)
      let expected = try GateTableTests.expected(facts)
      let line = decision.lines.first { $0.code.text == facts.service }
      let found = line.map { Expected(gate: $0.gate, outcome: $0.outcome, deferral: $0.deferral) }
      if found != expected { wrong.append("\(facts): \(String(describing: found))") }
    }
    #expect(count == 15_360)
    #expect(wrong.isEmpty, "\(wrong.count) wrong, the first: \(wrong.first ?? "")")
  }

  @Test func `what holds for all decisions holds for every combination`() throws {
    try GateTableTests.all { facts in
      let decision = try GateTableTests.decision(facts)
      let extra = facts.ikd == .activated || facts.ikd == .reactivated ? 1 : 0
      guard decision.lines.count == 1 + extra,
        decision.lines.allSatisfy({ ($0.outcome == .deferred) == ($0.deferral != nil) }),
        decision.lines.allSatisfy({ $0.outcome != .refused || facts.reason == .declined }),
        decision.gate == GateState.allCases.first(where: decision.lines.map(\.gate).contains),
        (decision.ikd == .notYetDue) == (!facts.isDue && !facts.isActive),
        Set(decision.nextSteps).count == decision.nextSteps.count
      else {
        Issue.record("\(facts): \(decision)")
        return
      }
    }
  }
}
