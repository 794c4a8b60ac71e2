import Intake
import IntakeForm
import Testing

@Suite struct ChangeTests {
  let context: FormContext

  init() throws { context = try Counter.context() }

  /// An inactive IKD with a reason, an exemption and a phone.
  private func exempted() throws -> Filling {
    var form = try Filling.adult(context, services: "cetak, kk")
    try form.answer(.ikd, "notActive")
    try form.answer(.recorded, "y")
    try form.answer(.activation, "notActive")
    try form.answer(.ikdReason, "noPhone")
    try form.answer(.exemption, "A")
    try form.answer(.phone, "081234567890")
    try form.answer(.email, "sari@gmail.com")
    return form
  }

  @Test func `another IKD answer forgets why it was not active`() throws {
    var form = try exempted()
    try form.answer(.ikd, "active")
    #expect(form.next == nil)
    let visit = try form.visit()
    #expect(visit.exemption == nil)
    #expect(visit.contact == Contact())
    #expect(visit.ikd.reason == nil)
  }

  @Test func `the same answer again forgets nothing`() throws {
    var form = try exempted()
    let before = form.draft
    for (field, text) in before.texts.sorted(by: { $0.key < $1.key }) {
      try form.answer(field, text)
      #expect(form.draft == before, "\(field)")
    }
  }

  @Test func `other services forget the exemption and the results`() throws {
    var form = try exempted()
    try form.answer(.results, "kk=blanksOut")
    try form.answer(.services, "cetak")
    #expect(form.next == .exemption)
    try form.answer(.exemption, "")
    #expect(try form.visit().exemption == nil)
    #expect(try form.visit().requests.allSatisfy { $0.deferral == nil })
  }

  @Test func `another reason asks for the exemption again`() throws {
    var form = try exempted()
    try form.answer(.ikdReason, "declined")
    #expect(form.next == nil)
    #expect(try form.visit().exemption == nil)
    #expect(try form.visit().contact == Contact())
  }

  @Test func `recorded or not asks for the reason again`() throws {
    var form = try exempted()
    try form.answer(.recorded, "t")
    #expect(!form.draft.isAnswered(.ikdReason))
    #expect(form.draft.reason == .notRecorded)
    try form.answer(.recorded, "y")
    #expect(form.draft.reason == nil)
    #expect(form.next == .activation)
  }

  @Test func `activated after all forgets the exemption, the reason and the contact`() throws {
    var form = try exempted()
    try form.answer(.activation, "activated")
    let visit = try form.visit()
    #expect(visit.ikd.state == .activated)
    #expect(visit.exemption == nil)
    #expect(visit.contact == Contact())
  }

  @Test func `another segment forgets the institution`() throws {
    var form = try exempted()
    try form.answer(.segment, "student")
    try form.answer(.institution, "sman-99")
    try form.answer(.segment, "civilServant")
    #expect(form.complaints() == [.institutionMissing(.civilServant)])
  }

  @Test func `a birth date that makes IKD not yet due leaves no exemption or reason`() throws {
    var form = try exempted()
    try form.answer(.birthDate, "17-08-2010")
    #expect(form.next == .married)
    try form.answer(.married, "t")
    #expect(form.next == nil)
    let visit = try form.visit()
    #expect(visit.exemption == nil)
    #expect(visit.ikd.reason == nil)
    #expect(visit.contact == Contact())
  }

  @Test func `a birth date that makes IKD not yet due takes an activation back or says so`() throws
  {
    var form = try Filling.adult(context)
    try form.answer(.ikd, "activated")
    try form.answer(.birthDate, "17-08-2010")
    try form.answer(.married, "t")
    #expect(form.complaints() == [.notYetDue] || (try? form.visit().ikd.state) == .notActive)
  }

  @Test func `marriage is not kept of who turns out to be of age`() throws {
    var form = Filling(context)
    try form.answer(.nik, "")
    try form.answer(.name, "SARI CONTOH")
    try form.answer(.birthDate, "17-08-2010")
    try form.answer(.sex, "P")
    try form.answer(.married, "y")
    try form.answer(.birthDate, "17-08-1990")
    try form.answer(.residence, "luar")
    try form.answer(.services, "legalisir")
    try form.answer(.ikd, "active")
    #expect(try form.visit().married == false)
  }

  @Test func `a reason given for the coordinator goes with the decision`() throws {
    var form = try exempted()
    try form.answer(.exemption, Draft.coordinatorDecides)
    try form.answer(.overrideBy, "dahlia")
    try form.answer(.overrideReason, "uji coba")
    try form.answer(.exemption, "B")
    #expect(try form.visit().override == nil)
    #expect(try form.visit().exemption?.text == "B")
  }

  @Test func `a yes goes with the answer that it was given to`() throws {
    var form = try Filling.adult(context)
    try form.answer(.name, "SARI 2")
    try form.answer(.birthDate, "18-08-1990")
    try form.answer(.residence, "lowokwaru")
    #expect(
      form.draft.confirmed == [.nameHasDigits, .nikDateDiffers, .kelurahanNamedLikeKecamatan])
    try form.answer(.name, "SARI CONTOH")
    try form.answer(.residence, "dinoyo")
    #expect(form.draft.confirmed == [.nikDateDiffers])
    try form.answer(.nik, "3573055808900001")
    #expect(form.draft.confirmed == [])
  }

  @Test func `a correction keeps no yes that its visit no longer needs`() throws {
    var form = try Filling.adult(context)
    try form.answer(.birthDate, "18-08-1990")
    try form.answer(.ikd, "active")
    let visit = try form.visit()
    #expect(visit.confirmed == [.nikDateDiffers])
    let amended = try Draft(visit, context).reading("17-08-1990", for: .birthDate, context).get()
    #expect(amended.warnings.isEmpty)
    #expect(try amended.draft.finish(context).get().confirmed == [])
  }

  @Test func `a complaint changes nothing`() throws {
    let form = try exempted()
    for field in Field.allCases {
      _ = form.complaint(field, "\u{1b}")
      _ = form.complaint(field, "xyz")
    }
    let other = try exempted()
    #expect(form.draft == other.draft)
  }
}
