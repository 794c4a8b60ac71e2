import Gate
import Intake
import Testing

@Suite struct GateTests {
  private func decide(_ visit: Visit, _ policy: Policy? = nil) throws -> Decision {
    try (policy ?? Sample.policy()).decide(visit, today: Sample.today)
  }

  private func only(_ decision: Decision) throws -> ServiceLine {
    try #require(decision.lines.count == 1)
    return decision.lines[0]
  }

  @Test(arguments: IKDState.allCases, [IKDReason.declined, .notRecorded, .noPhone])
  func `rekam never needs IKD`(state: IKDState, reason: IKDReason) throws {
    let decision = try decide(Sample.visit(["rekam"], ikd: state, reason: reason))
    let line = try #require(decision.lines.first { $0.code.text == "rekam" })
    #expect(line.outcome == .served)
    #expect(line.gate == (state == .notActive ? .exemptService : .open))
  }

  @Test func `under seventeen and never married it is not yet due`() throws {
    let decision = try decide(Sample.visit(["cetak"], age: 16))
    #expect(try only(decision).gate == .notYetDue)
    #expect(try only(decision).outcome == .served)
    #expect(decision.ikd == .notYetDue)
    #expect(decision.nextSteps.isEmpty)
  }

  @Test func `under seventeen and married it is due`() throws {
    let decision = try decide(Sample.visit(["cetak"], reason: .noPhone, age: 16, married: true))
    #expect(try only(decision).gate == .closed)
    #expect(decision.ikd == .notActive)
  }

  @Test func `it is due from the seventeenth birthday on`() throws {
    let policy = try Sample.policy()
    let birthday = try Sample.born(17)
    let dayAfter = Day(number: birthday.number + 1)
    #expect(policy.isDue(birthDate: birthday, married: false, today: Sample.today))
    #expect(!policy.isDue(birthDate: dayAfter, married: false, today: Sample.today))
    #expect(policy.isDue(birthDate: dayAfter, married: true, today: Sample.today))
  }

  @Test(arguments: IKDReason.allCases)
  func `a service is refused only to who declined`(reason: IKDReason) throws {
    let line = try only(decide(Sample.visit(["cetak"], reason: reason)))
    #expect(line.gate == .closed)
    #expect(line.outcome == (reason == .declined ? .refused : .deferred))
    #expect(line.deferral == (reason == .declined ? nil : .ikdNotActive))
  }

  @Test func `an inactive IKD without a reason defers too`() throws {
    #expect(try only(decide(Sample.visit(["cetak"]))).deferral == .ikdNotActive)
  }

  @Test func `an exemption opens what it grants and nothing else`() throws {
    let decision = try decide(Sample.visit(["cetak", "kk"], reason: .noPhone, exemption: "B"))
    #expect(decision.lines.map(\.gate) == [.closed, .exempt])
    #expect(decision.lines.map(\.outcome) == [.deferred, .served])
    #expect(decision.gate == .closed)
  }

  @Test func `a coordinator's decision opens the gate where the policy lets it`() throws {
    let visit = try Sample.visit(["cetak"], reason: .noPhone, override: true)
    #expect(try only(decide(visit)).gate == .overridden)
    #expect(try only(decide(visit, Sample.policy(override: false))).gate == .closed)
  }

  @Test func `a service that no catalogue has is gated`() throws {
    #expect(try only(decide(Sample.visit(["baru"], reason: .noPhone))).gate == .closed)
  }

  @Test func `outsiders' data changes go to their home office`() throws {
    let visit = try Sample.visit(["kk", "cetak"], ikd: .active, residence: .elsewhere(nil))
    let decision = try decide(visit)
    #expect(decision.lines.map(\.deferral) == [.atOffice, nil])
    #expect(decision.gate == .open)
    #expect(decision.nextSteps == [.homeOffice])
    let open = try decide(visit, Sample.policy(outsidersGetDataChanges: true))
    #expect(open.lines.allSatisfy { $0.outcome == .served })
  }

  @Test func `an outsider is not sent to activate IKD for what is not done here at all`() throws {
    let decision = try decide(
      Sample.visit(["kk"], reason: .noPhone, residence: .elsewhere(nil)))
    #expect(decision.nextSteps.contains(.homeOffice))
  }

  @Test(arguments: [(IKDState.activated, "ikd"), (.reactivated, "ikd-ulang")])
  func `an activation is a line without being asked for`(state: IKDState, code: String) throws {
    let decision = try decide(Sample.visit(["cetak"], ikd: state))
    #expect(decision.lines.map(\.code.text) == [code, "cetak"])
    #expect(decision.lines.allSatisfy { $0.gate == .open && $0.outcome == .served })
    let asked = try decide(Sample.visit(["ikd", "cetak"], ikd: state))
    #expect(asked.lines == decision.lines)
  }

  @Test func `IKD asked for although it is active gives no line`() throws {
    #expect(try decide(Sample.visit(["ikd"], ikd: .active)).lines.isEmpty)
    #expect(try decide(Sample.visit(["ikd"], ikd: .active)).gate == .open)
    let both = try decide(Sample.visit(["ikd", "ikd-ulang", "cetak"], ikd: .active))
    #expect(both.lines.map(\.code.text) == ["cetak"])
  }

  @Test func `who came only for IKD and fails gets a line of it`() throws {
    for services in [[], ["ikd"]] {
      let decision = try decide(Sample.visit(services, reason: .noPhone))
      #expect(
        decision.lines == [
          ServiceLine(code: .activation, gate: .closed, outcome: .deferred, deferral: .ikdNotActive)
        ])
    }
    let declined = try decide(Sample.visit([], reason: .declined))
    #expect(try only(declined).outcome == .refused)
    let child = try decide(Sample.visit(["ikd"], age: 16))
    #expect(try only(child).gate == .notYetDue)
    #expect(try only(child).outcome == .deferred)
    #expect(child.nextSteps == [.comeBackAtAge(17)])
  }

  @Test func `who asks for something else gets no line of an IKD that failed`() throws {
    let decision = try decide(Sample.visit(["rekam"], reason: .noPhone))
    #expect(decision.lines.map(\.code.text) == ["rekam"])
  }

  @Test func `of several the strictest gate is the visit's`() throws {
    let cases: [([String], String?, Bool, GateState)] = [
      (["rekam", "cetak"], nil, false, .closed), (["rekam", "kk"], "B", false, .exempt),
      (["kk", "cetak"], "B", true, .overridden), (["rekam"], "A", true, .exemptService),
      (["cetak", "kk", "rekam"], "B", false, .closed),
    ]
    for (services, exemption, override, gate) in cases {
      let visit = try Sample.visit(
        services, reason: .noPhone, exemption: exemption, override: override)
      #expect(try decide(visit).gate == gate, "\(services)")
    }
    #expect(try decide(Sample.visit(["rekam", "cetak"], age: 16)).gate == .notYetDue)
  }

  @Test func `the strictest stands first`() {
    #expect(
      GateState.allCases
        == [.closed, .overridden, .exempt, .notYetDue, .exemptService, .open])
  }

  @Test func `what the operator could not do is deferred with the reason`() throws {
    for reason in DeferralReason.allCases where reason != .ikdNotActive {
      let visit = try Sample.visit(["cetak"], ikd: .active, deferral: reason)
      let decision = try decide(visit)
      #expect(try only(decision).deferral == reason)
      #expect(try only(decision).gate == .open)
      #expect(decision.nextSteps.count == 1)
    }
  }

  @Test func `who is not recorded is sent to rekam first, unless that was done here`() throws {
    let not = try decide(Sample.visit(["cetak"], reason: .notRecorded, recorded: false))
    #expect(not.nextSteps == [.recordFirst])
    let done = try decide(Sample.visit(["rekam"], reason: .notRecorded, recorded: false))
    #expect(done.nextSteps == [.activateLater(.notRecorded)])
    let both = try decide(
      Sample.visit(["rekam", "cetak"], reason: .notRecorded, recorded: false))
    #expect(both.nextSteps == [.activateIKD(.notRecorded)])
    let failed = try decide(
      Sample.visit(["rekam"], reason: .notRecorded, recorded: false, deferral: .serverDown))
    #expect(failed.nextSteps == [.recordFirst, .tryLater])
  }

  @Test func `the next step of an inactive IKD says its reason`() throws {
    let decision = try decide(Sample.visit(["cetak"], reason: .emailLost))
    #expect(decision.nextSteps == [.activateIKD(.emailLost)])
  }

  @Test func `who came for IKD or a service without it waits for nothing else`() throws {
    for codes in [[], ["ikd"], ["rekam"]] {
      let decision = try decide(Sample.visit(codes, reason: .serverDown))
      #expect(decision.nextSteps == [.activateLater(.serverDown)], "\(codes)")
    }
  }
}

@Suite struct PolicyTests {
  private func policy(
    age: Int = 17, _ exemptions: [Exemption] = [], services: [Service]? = nil
  ) throws -> Policy {
    Policy(
      version: "uji-1", basis: "contoh", minimumAge: age, exemptions: exemptions,
      coordinatorsOverride: true, outsidersGetDataChanges: false,
      services: try services ?? Sample.services())
  }

  @Test func `a sound policy has no fault`() throws {
    #expect(try Sample.policy().faults.isEmpty)
    #expect(try policy(age: 12).faults.isEmpty)
    #expect(try policy(age: 21).faults.isEmpty)
  }

  @Test(arguments: [-1, 0, 11, 22, 100])
  func `a minimum age is 12 to 21`(age: Int) throws {
    #expect(try policy(age: age).faults == [.minimumAge(age)])
  }

  @Test func `a service stands once`() throws {
    let services = try Sample.services()
    let faults = try policy(services: services + services.suffix(1) + services.suffix(1)).faults
    #expect(faults == [.serviceTwice(try Sample.code("lapor"))])
  }

  @Test func `the two activations are in every catalogue`() throws {
    let services = try Sample.services().filter { !$0.code.isActivation }
    #expect(
      try policy(services: services).faults
        == [.serviceMissing(.activation), .serviceMissing(.reactivation)])
  }

  @Test(arguments: ["rekam", "ikd", "ikd-ulang"])
  func `what IKD needs cannot need IKD`(text: String) throws {
    let code = try Sample.code(text)
    let services = try Sample.services().map {
      Service(
        code: $0.code, title: $0.title, needsIKD: $0.needsIKD || $0.code == code,
        changesData: $0.changesData)
    }
    #expect(try policy(services: services).faults == [.cannotNeedIKD(code)])
  }

  @Test func `an exemption stands once and grants what there is`() throws {
    let unknown: Set<ServiceCode> = [try Sample.code("terbang"), try Sample.code("kk")]
    let faults = try policy([
      Sample.exemption("A"), Sample.exemption("A"), Sample.exemption("B", grants: unknown),
    ]).faults
    let code = try #require(ExemptionCode("A"))
    let other = try #require(ExemptionCode("B"))
    #expect(
      faults == [
        .exemptionTwice(code), .exemptionGrantsUnknown(other, try Sample.code("terbang")),
      ])
  }

  @Test func `no exemption is offered for declining`() throws {
    let faults = try policy([Sample.exemption("A", suggestedFor: [.declined, .noPhone])]).faults
    #expect(faults == [.exemptionForDeclined(try #require(ExemptionCode("A")))])
  }

  @Test func `every fault is told at once`() throws {
    let faults = try policy(
      age: 3, [Sample.exemption("A", suggestedFor: [.declined])], services: []
    ).faults
    #expect(faults.count == 4)
  }
}
