import Intake
import IntakeForm
import Testing

@Suite struct QuestionTests {
  let context: FormContext

  init() throws { context = try Counter.context() }

  /// Answers in turn; what was asked is what the test names.
  private func run(_ steps: [(Field, String)], in context: FormContext? = nil) throws -> Filling {
    var form = Filling(try context ?? Counter.context())
    for (field, text) in steps {
      #expect(form.next == field)
      try form.answer(field, text)
    }
    return form
  }

  private let adult: [(Field, String)] = [
    (.nik, "3573055708900001"), (.name, "SARI CONTOH"), (.birthDate, "17-08-1990"),
    (.residence, "dinoyo"), (.services, "cetak"),
  ]

  @Test func `an active IKD needs six answers`() throws {
    let form = try run(adult + [(.ikd, "active")])
    #expect(form.next == nil)
    let visit = try form.visit()
    #expect(visit.sex == .female)
    #expect(visit.recorded)
    #expect(visit.ikd == IKDResult(state: .active, evidence: .seenOnPhone))
    #expect(visit.requests.map(\.code.text) == ["cetak"])
  }

  @Test func `sex is asked only of who has no NIK`() throws {
    let form = try run([
      (.nik, ""), (.name, "SARI CONTOH"), (.birthDate, "17-08-1990"), (.sex, "p"),
      (.residence, "dinoyo"), (.services, "cetak"), (.ikd, "1"),
    ])
    #expect(form.next == nil)
    #expect(try form.visit().sex == .female)
    #expect(try form.visit().nik == nil)
  }

  @Test func `no child is asked whether it is married`() throws {
    let child: [(Field, String)] = [
      (.nik, ""), (.name, "ADIK CONTOH"), (.birthDate, "25-11-2011"), (.sex, "P"),
    ]
    #expect(try run(child).next == .residence)
    var older = child
    older[2].1 = "24-11-2011"
    #expect(try run(older).next == .married)
  }

  @Test func `marriage is asked only under seventeen, and IKD not of the unmarried`() throws {
    let young: [(Field, String)] = [
      (.nik, ""), (.name, "BUDI CONTOH"), (.birthDate, "25-11-2009"), (.sex, "L"),
    ]
    let single = try run(young + [(.married, "t"), (.residence, "dinoyo"), (.services, "rekam")])
    #expect(single.next == nil)
    #expect(try single.visit().ikd.state == .notActive)
    let married = try run(young + [(.married, "y"), (.residence, "dinoyo"), (.services, "rekam")])
    #expect(married.next == .ikd)
    let ofAge = try run([
      (.nik, ""), (.name, "BUDI CONTOH"), (.birthDate, "24-11-2009"), (.sex, "L"),
    ])
    #expect(ofAge.next == .residence)
  }

  @Test func `why, and how to reach the person, is asked when IKD stays inactive`() throws {
    let form = try run(
      adult + [
        (.ikd, "notActive"), (.recorded, "y"), (.activation, "notActive"), (.ikdReason, "noPhone"),
        (.exemption, "A"), (.phone, "081234567890"), (.email, "sari@gmail.com"),
      ])
    #expect(form.next == nil)
    let visit = try form.visit()
    #expect(visit.ikd.reason == .noPhone)
    #expect(visit.exemption?.text == "A")
    #expect(visit.contact.phone?.local == "081234567890")
    #expect(visit.contact.email?.address == "sari@gmail.com")
  }

  @Test func `who is not recorded is not asked why, and the record says so`() throws {
    let form = try run(adult + [(.ikd, "notActive"), (.recorded, "t"), (.exemption, "")])
    #expect(form.next == nil)
    let visit = try form.visit()
    #expect(!visit.recorded)
    #expect(visit.ikd.reason == .notRecorded)
  }

  @Test func `who declines is not asked for an exemption, a phone or mail`() throws {
    let form = try run(
      adult + [
        (.ikd, "notActive"), (.recorded, "y"), (.activation, "notActive"), (.ikdReason, "declined"),
      ])
    #expect(form.next == nil)
    #expect(try form.visit().contact == Contact())
  }

  @Test func `an activation done now ends the questions`() throws {
    let form = try run(
      adult + [(.ikd, "notActive"), (.recorded, "y"), (.activation, "activated")])
    #expect(form.next == nil)
    let visit = try form.visit()
    #expect(visit.ikd == IKDResult(state: .activated, evidence: .operatorConsole))
    #expect(visit.recorded)
  }

  @Test func `a coordinator's decision asks who and why`() throws {
    let steps: [(Field, String)] = [
      (.ikd, "notActive"), (.recorded, "y"), (.activation, "notActive"), (.ikdReason, "noData"),
      (.exemption, Draft.coordinatorDecides), (.overrideBy, "1"), (.overrideReason, "sakit keras"),
      (.phone, ""), (.email, ""),
    ]
    let visit = try run(adult + steps).visit()
    #expect(visit.exemption == nil)
    #expect(visit.override?.by.text == "dahlia")
    #expect(visit.override?.reason == "sakit keras")
  }

  @Test func `no exemption is asked where nothing is blocked or none is offered`() throws {
    var form = try Filling.adult(context, services: "rekam, legalisir")
    for (field, text) in [(Field.ikd, "notActive"), (.recorded, "y"), (.activation, "3")] {
      try form.answer(field, text)
    }
    try form.answer(.ikdReason, "noPhone")
    #expect(form.next == .phone)
    var other = try Filling.adult(Counter.context(exemptions: false))
    try other.answer(.ikd, "notActive")
    try other.answer(.recorded, "t")
    #expect(other.next == nil)
  }

  @Test func `a school is asked for unless the place says it`() throws {
    let school = try Counter.context(segment: .student)
    #expect(try run(Array(adult.prefix(4)), in: school).next == .institution)
    let known = try Counter.context(segment: .student, institution: "sman-99")
    var form = try Filling.adult(known)
    #expect(form.next == .ikd)
    try form.answer(.ikd, "active")
    #expect(try form.visit().institution?.text == "sman-99")
    #expect(try form.visit().segment == .student)
    try form.answer(.segment, "civilServant")
    #expect(form.next == .institution)
    #expect(form.complaint(.institution, "sman-99") == .noSuchChoice(.institution, "sman-99"))
    #expect(form.complaint(.institution, "") == .institutionMissing(.civilServant))
    try form.answer(.institution, "dinkes")
    #expect(try form.visit().institution?.text == "dinkes")
    try form.answer(.segment, "public")
    #expect(form.next == nil)
    #expect(try form.visit().institution == nil)
  }

  @Test func `going back stops at what was asked and answered`() throws {
    let form = try run(adult + [(.ikd, "notActive"), (.recorded, "t"), (.exemption, "A")])
    var fields: [Field] = []
    var field: Field?
    while let before = form.draft.previous(of: field, context), fields.count < 30 {
      fields.append(before)
      field = before
    }
    #expect(
      fields == [
        .exemption, .recorded, .ikd, .services, .residence, .birthDate, .name, .nik,
      ])
  }

  @Test func `Enter proposes what is likely`() throws {
    var form = Filling(context)
    #expect(form.draft.proposal(.nik, context) == "")
    try form.answer(.nik, "3573055708900001")
    #expect(form.draft.proposal(.birthDate, context) == "17-08-1990")
    #expect(form.draft.proposal(.name, context) == nil)
    #expect(form.draft.proposal(.residence, context) == nil)
  }

  @Test func `an empty form says all that is missing`() {
    let form = Filling(context)
    #expect(form.draft.isEmpty)
    #expect(
      form.complaints() == [
        .required(.name), .required(.birthDate), .required(.sex), .required(.residence),
      ])
  }

  @Test func `a visit for nothing is none`() throws {
    var form = try Filling.adult(context, services: "")
    try form.answer(.ikd, "active")
    #expect(form.complaints() == [.nothingAsked])
    try form.answer(.ikd, "activated")
    #expect(form.complaints().isEmpty)
  }

  @Test func `IKD is not activated for who has none due or is not recorded`() throws {
    var form = Filling(context)
    try form.answer(.birthDate, "25-11-2009")
    #expect(form.complaint(.ikd, "activated") == .notYetDue)
    #expect(form.complaint(.ikd, "reactivated") == .notYetDue)
    form = try Filling.adult(context)
    try form.answer(.recorded, "t")
    #expect(form.complaint(.ikd, "activated") == .notRecorded)
  }
}
