import Intake
import IntakeForm
import Testing

@Suite struct AnswerTests {
  var form: Filling

  init() throws { form = Filling(try Counter.context()) }

  @Test mutating func `a NIK that does not fit the card is a thing to confirm`() throws {
    try form.answer(.birthDate, "18-08-1990")
    try form.answer(.nik, "3573055708900001")
    #expect(form.warnings == [.nikDateDiffers])
    try form.answer(.birthDate, "17-08-1990")
    #expect(form.warnings.isEmpty)
    try form.answer(.birthDate, "17-08-1991")
    #expect(form.warnings == [.nikDateDiffers])
    try form.answer(.sex, "L")
    #expect(form.warnings == [.nikSexDiffers])
    try form.answer(.sex, "P")
    #expect(form.warnings.isEmpty)
    try form.answer(.sex, "L")
    try form.answer(.nik, "3573055708910001")
    #expect(form.warnings == [.nikSexDiffers])
  }

  @Test(arguments: [
    ("6404055708900001", Warning.nikRegionRetired), ("9999055708900001", .nikRegionUnknown),
    ("3573995708900001", .nikRegionUnknown), ("3573057102900001", .nikDateNotOnCalendar),
  ])
  func `an odd NIK is a thing to confirm`(text: String, warning: Warning) throws {
    var form = form
    try form.answer(.nik, text)
    #expect(form.warnings.contains(warning))
  }

  @Test mutating func `a NIK of elsewhere says nothing of the residence`() throws {
    try form.answer(.nik, "3171055708900001")
    #expect(form.warnings.isEmpty)
    #expect(form.draft.residence == nil)
  }

  @Test mutating func `29 February in a NIK is left to the card`() throws {
    try form.answer(.nik, "3573056902010001")
    #expect(!form.warnings.contains(.nikDateNotOnCalendar))
  }

  @Test mutating func `a kelurahan named like its kecamatan is asked about when typed as a name`()
    throws
  {
    try form.answer(.residence, "Lowokwaru")
    #expect(form.warnings == [.kelurahanNamedLikeKecamatan])
    try form.answer(.residence, "3573051011")
    #expect(form.warnings.isEmpty)
    try form.answer(.residence, "35.73.05.1011")
    #expect(form.warnings.isEmpty)
    try form.answer(.residence, "Dinoyo")
    #expect(form.warnings.isEmpty)
  }

  @Test mutating func `slips in mail and digits in a name are asked about`() throws {
    try form.answer(.email, "sari@gmail.con")
    #expect(form.warnings == [.emailDomainUnusual])
    #expect(form.draft.email?.address == "sari@gmail.con")
    try form.answer(.email, "sari@gmail.com")
    #expect(form.warnings.isEmpty)
    try form.answer(.name, "SARI 3573")
    #expect(form.warnings == [.nameHasDigits])
  }

  @Test mutating func `a very old person is asked about, an unborn one refused`() throws {
    try form.answer(.birthDate, "23-11-1915")
    #expect(form.warnings == [.birthDateVeryOld])
    try form.answer(.birthDate, "24-11-2026")
    #expect(form.warnings.isEmpty)
    #expect(form.complaint(.birthDate, "25-11-2026") == .birthDateInFuture)
    #expect(form.complaint(.birthDate, "31-02-1990") == .date(.notOnCalendar))
    #expect(form.complaint(.birthDate, "") == .required(.birthDate))
  }

  @Test mutating func `IKD asked for although it is active is asked about`() throws {
    try form.answer(.birthDate, "17-08-1990")
    try form.answer(.services, "ikd")
    try form.answer(.ikd, "active")
    #expect(form.warnings == [.ikdAlreadyActive])
  }

  @Test mutating func `an active IKD under age is asked about`() throws {
    try form.answer(.birthDate, "17-08-2012")
    try form.answer(.ikd, "active")
    #expect(form.warnings == [.ikdActiveUnderAge])
  }

  @Test func `a choice is a number, a code or the beginning of one`() {
    let choices = [
      Choice(code: "ikd", title: "Aktivasi IKD"), Choice(code: "ikd-ulang", title: "Ulang"),
      Choice(code: "kk", title: "Kartu Keluarga"), Choice(code: "kia", title: "Kartu Anak"),
    ]
    #expect(choices.pick("3") == .one(choices[2]))
    #expect(choices.pick("ikd") == .one(choices[0]))
    #expect(choices.pick("IKD") == .one(choices[0]))
    #expect(choices.pick("ikd ulang") == .one(choices[1]))
    #expect(choices.pick("ikd-u") == .one(choices[1]))
    #expect(choices.pick("kartu k") == .one(choices[2]))
    #expect(choices.pick("ik") == .several([choices[0], choices[1]]))
    #expect(choices.pick("kartu") == .several([choices[2], choices[3]]))
    for text in ["0", "5", "-1", "99999999999999999999", "x", "", " ", "--", "٣"] {
      #expect(choices.pick(text) == .nothing, "\(text)")
    }
    #expect([Choice]().pick("1") == .nothing)
  }

  @Test mutating func `services come several at once, none of them twice`() throws {
    for text in [
      "cetak, kk", "4;5", "cetak + kk", "4 , 5 ,", "cetak kk", "4 5", "cet  kk",
      "Pilihan cetak,pilihan KK",
    ] {
      try form.answer(.services, text)
      #expect(form.draft.services?.map(\.text) == ["cetak", "kk"], "\(text)")
    }
    #expect(form.complaint(.services, "cetak, 4") == .serviceTwice("cetak"))
    #expect(form.complaint(.services, "kk paspor") == .noSuchChoice(.services, "paspor"))
    try form.answer(.services, "ikd ulang")
    #expect(form.draft.services?.map(\.text) == ["ikd-ulang"])
    #expect(form.complaint(.services, "cetak, paspor") == .noSuchChoice(.services, "paspor"))
    try form.answer(.services, "")
    #expect(form.draft.services == [])
  }

  @Test mutating func `results name a service that was asked for, and why it waits`() throws {
    try form.answer(.services, "cetak, kk")
    try form.answer(.results, "kk=blanksOut, cetak=serverDown")
    #expect(
      form.draft.deferrals.map { "\($0.key.text)=\($0.value)" }.sorted()
        == ["cetak=serverDown", "kk=blanksOut"])
    #expect(
      form.complaint(.results, "rekam=blanksOut") == .noSuchChoice(.results, "rekam=blanksOut"))
    #expect(form.complaint(.results, "kk=ikdNotActive") != nil)
    try form.answer(.results, "")
    #expect(form.draft.deferrals.isEmpty)
  }

  @Test mutating func `a paper form is at most seven days old and not of tomorrow`() throws {
    try form.answer(.capturedAt, "2026-11-17T10:00:00+07:00")
    try form.answer(.capturedAt, "2026-11-24T10:05:00+07:00")
    #expect(form.draft.capturedAt == Counter.now.advanced(bySeconds: 300))
    #expect(form.complaint(.capturedAt, "2026-11-17T09:59:59+07:00") == .momentTooOld)
    #expect(form.complaint(.capturedAt, "2026-11-24T10:05:01+07:00") == .momentInFuture)
    #expect(form.complaint(.capturedAt, "24-11-2026") == .momentUnreadable)
  }

  @Test func `yes and no are said in both languages`() throws {
    for text in ["y", "Y", "ya", "YES", "true"] {
      #expect(try Draft.yesOrNo(text, .recorded), "\(text)")
    }
    for text in ["t", "T", "tidak", "n", "No", "false"] {
      #expect(try !Draft.yesOrNo(text, .recorded), "\(text)")
    }
    #expect(throws: Complaint.notYesOrNo(.recorded)) { try Draft.yesOrNo("mungkin", .recorded) }
    #expect(throws: Complaint.notYesOrNo(.recorded)) { try Draft.yesOrNo("", .recorded) }
  }

  @Test(arguments: ["\u{0}", "\u{1b}[2J", "a\nb", "a\u{202e}b", "\u{200b}", "\u{2028}", "\u{e000}"])
  func `a reason in words is one plain line`(text: String) {
    #expect(throws: Complaint.forbiddenCharacter(.overrideReason)) {
      try Draft.sentence("karena \(text)", .overrideReason)
    }
  }

  @Test func `a reason in words has an end, in bytes too`() throws {
    let long = String(repeating: "a", count: Draft.sentenceMax)
    #expect(try Draft.sentence(long, .overrideReason) == long)
    #expect(throws: Complaint.textTooLong(.overrideReason, max: Draft.sentenceMax)) {
      try Draft.sentence(long + "a", .overrideReason)
    }
    let heap = "a" + String(repeating: "\u{301}", count: 5000)
    #expect(throws: Complaint.textTooLong(.overrideReason, max: Draft.sentenceMax)) {
      try Draft.sentence(heap, .overrideReason)
    }
  }

  @Test func `every complaint of a field names its key and a code`() {
    for field in Field.allCases {
      let complaint = Complaint.required(field)
      #expect(complaint.field == field.jsonKey)
      #expect(complaint.code == "required")
    }
    #expect(Complaint.nik(.serialZero).code == "nikSerial")
    #expect(Complaint.institutionMissing(.student).field == "school")
    #expect(Complaint.institutionMissing(.civilServant).field == "agency")
  }
}
