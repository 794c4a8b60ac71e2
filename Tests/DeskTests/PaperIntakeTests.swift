import Intake
import IntakeForm
import Ports
import Sealing
import TestWorld
import Testing
import Wording

@testable import Desk

@Suite struct PaperIntakeTests {
  private static func line(_ change: String, _ value: String) -> String {
    let fields: [(String, String)] = [
      ("nik", "\"3573054101900001\""), ("name", "\"SITI CONTOH\""),
      ("birthDate", "\"1990-01-01\""), ("residence", "\"3573051011\""),
      ("ikd", "{\"state\":\"active\"}"), ("services", "[{\"code\":\"cetak\"}]"),
    ]
    var all = fields.filter { $0.0 != change }
    if !value.isEmpty { all.append((change, value)) }
    return "{" + all.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  @Test(arguments: [
    ("nik", "\"ABCDEFGHIJKLMNOP\"", "nikNotDigits"), ("nik", "\"357305410190000\"", "nikLength"),
    ("nik", "\"3573050001900001\"", "nikDay"), ("nik", "\"3573053201900001\"", "nikDay"),
    ("nik", "\"3573057201900001\"", "nikDay"), ("nik", "\"3573054113900001\"", "nikMonth"),
    ("nik", "\"3573054101900000\"", "nikSerial"), ("nik", "3573054101900001", "wrongType"),
    ("name", "", "required"), ("name", "\"\"", "required"),
    ("name", "\"\(String(repeating: "A", count: 61))\"", "nameLength"),
    ("name", "\"SITI\\u001b[31m\"", "nameCharacter"), ("name", "\"SI\\u0000TI\"", "nameCharacter"),
    ("name", "\"SITI\\nAMINAH\"", "nameCharacter"), ("name", "\"\\u202eSITI\"", "nameCharacter"),
    ("birthDate", "", "required"), ("birthDate", "\"1990-02-31\"", "dateNotOnCalendar"),
    ("birthDate", "\"kemarin\"", "dateUnreadable"),
    ("birthDate", "\"2030-01-01\"", "birthDateInFuture"),
    ("birthDate", "\"2990-01-01\"", "birthDateInFuture"),
    ("birthDate", "\"1590-01-01\"", "dateTooLongAgo"),
    ("birthDate", "\"1990-8-15\"", "dateUnreadable"),
    ("birthDate", "\"15/08/1990\"", "dateUnreadable"),
    ("birthDate", "\" 1990-08-15\"", "dateUnreadable"),
    ("name", "\"S\(String(repeating: "\\u0301", count: 3000))\"", "nameLength"),
    ("residence", "", "required"), ("residence", "\"357305\"", "kelurahanNeeded"),
    ("residence", "\"9999\"", "residenceUnknown"),
    ("residence", "\"3573059999\"", "residenceUnknown"),
    ("services", "[{\"code\":\"terbang\"}]", "unknownService"), ("services", "[]", "nothingAsked"),
    ("services", "\"cetak\"", "wrongType"),
    ("services", "[{\"code\":\"cetak\"},{\"code\":\"cetak\"}]", "serviceTwice"),
    ("services", "[{\"code\":\"cetak\",\"result\":\"deferred\"}]", "deferralReasonMissing"),
    ("services", "[{\"code\":\"cetak\",\"result\":\"refused\"}]", "unknownCode"),
    (
      "services", "[{\"code\":\"cetak\",\"result\":\"deferred\",\"reason\":\"malas\"}]",
      "unknownCode"
    ),
    ("ikd", "{\"state\":\"notActive\"}", "required"),
    ("segment", "\"student\",\"school\":\"hogwarts\"", "unknownInstitution"),
    ("ikd", "", "required"), ("ikd", "{\"state\":\"mungkin\"}", "unknownCode"),
    ("ikd", "{\"state\":\"activeOnConsole\"}", "unknownCode"),
    ("ikd", "{\"state\":\"active\",\"siapa\":\"x\"}", "unknownKey"),
    ("ikd", "{\"state\":\"notActive\",\"reason\":\"malas\"}", "unknownCode"),
    ("segment", "\"civilServant\"", "institutionMissing"), ("sex", "\"X\"", "unknownCode"),
    ("married", "\"ya\"", "wrongType"), ("exemption", "\"Z\"", "unknownCode"),
    ("exemption", "\"koordinator\"", "unknownCode"),
    ("phone", "\"(0341) 751535\"", "phoneLandline"),
    ("email", "\"tanpa-tanda\"", "emailUnreadable"),
    ("capturedAt", "\"kemarin\"", "momentUnreadable"),
    ("capturedAt", "\"2031-01-01T09:00:00+07:00\"", "momentInFuture"),
    ("capturedAt", "\"2026-11-01T09:00:00+07:00\"", "momentTooOld"),
    ("agama", "\"-\"", "unknownKey"),
    ("phone", "\"081234500007\",\"phone\":\"081234500008\"", "repeatedKey"),
    ("phone", "null,\"n\\u0069k\":\"3573054101900002\"", "repeatedKey"),
    ("ikd", "{\"state\":\"active\",\"state\":\"notActive\"}", "repeatedKey"),
    ("override", "{\"by\":\"sari\",\"reason\":\"x\"}", "unknownCode"),
    ("override", "{\"by\":\"dahlia\"}", "overrideReasonMissing"),
  ])
  func `a bad value is named by its code and nothing is stored`(
    key: String, value: String, code: String
  ) throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    let result = try desk.take(PaperIntakeTests.line(key, value), counter)
    #expect(!result.isStored)
    #expect(result.json.contains("\"status\":\"invalid\""))
    #expect(result.json.contains("\"code\":\"\(code)\""), "\(result.json)")
    #expect(counter.tally == Tally())
  }

  @Test(arguments: Language.allCases)
  func `a complaint about JSON says nothing of keys, at the keyboard it does`(
    language: Language
  ) throws {
    let desk = try DeskWorld(language)
    let counter = try desk.open()
    let result = try desk.take(
      #"{"name":"UJI COBA","residence":"nowhere","segment":"x","services":[]}"#, counter)
    for code in ["required", "unknownCode", "residenceUnknown"] {
      #expect(result.json.contains("\"code\":\"\(code)\""), "\(result.json)")
    }
    for key in ["Ketik", "Type", "Tab", "?"] { #expect(!result.json.contains(key)) }
    let words = desk.world.words.form
    let complaints: [Complaint] = [
      .required(.name), .noSuchChoice(.segment, "x"), .residence(.unknown),
    ]
    for complaint in complaints {
      #expect(words.typed(complaint).hasPrefix(words.complaint(complaint) + " "))
    }
  }

  @Test(arguments: Language.allCases)
  func `a complaint names the field of the contract and what is allowed`(
    language: Language
  ) throws {
    let desk = try DeskWorld(language)
    let counter = try desk.open()
    for (key, value, field, allowed) in [
      (
        "services", #"[{"code":"cetak","result":"refused"}]"#, "services.result", "served, deferred"
      ),
      (
        "services", #"[{"code":"cetak","result":"deferred","reason":"x"}]"#, "services.reason",
        "blanksOut"
      ),
      ("segment", #""student","school":"hogwarts""#, "school", ""),
      ("ikd", #"{"state":"notActive"}"#, "ikd.reason", ""),
      ("birthDate", #""1990-8-15""#, "birthDate", "YYYY-MM-DD"),
      ("birthDate", #""1990-02-30""#, "birthDate", "YYYY-MM-DD"),
      ("birthDate", #""1590-01-01""#, "birthDate", "1850"),
    ] {
      let json = try desk.take(PaperIntakeTests.line(key, value), counter).json
      #expect(json.contains(",\"field\":\"\(field)\","), "\(json)")
      #expect(json.split(separator: "\"field\"").count == 2, "\(json)")
      #expect(allowed.isEmpty || json.contains(allowed), "\(json)")
      #expect(!json.contains("17/08") && !json.contains("agency"), "\(json)")
    }
    // Somebody from whom no IKD is due gives no reason.
    let child = PaperIntakeTests.line("birthDate", "\"2015-05-05\"").replacing(
      "\"nik\":\"3573054101900001\",", with: "\"sex\":\"P\",")
    let result = try desk.take(child.replacing("\"active\"", with: "\"notActive\""), counter)
    #expect(result.isStored, "\(result.json)")
  }

  @Test func `activation under 17 or without recording is an error`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    let young = """
      {"name":"BAYU CONTOH","birthDate":"2010-05-05","sex":"L","residence":"luar",\
      "ikd":{"state":"activated"},"services":[]}
      """
    #expect(try desk.take(young, counter).json.contains("\"code\":\"notYetDue\""))
    let married = young.dropLast() + ",\"married\":true}"
    #expect(try desk.take(String(married), counter).isStored)
    let unrecorded = """
      {"name":"RINA CONTOH","birthDate":"1999-05-05","sex":"P","residence":"luar",\
      "recorded":false,"ikd":{"state":"activated"},"services":[]}
      """
    #expect(try desk.take(unrecorded, counter).json.contains("\"code\":\"notRecorded\""))
  }

  @Test func `all faults of a line are named at once`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    let result = try desk.take(
      "{\"nik\":\"123\",\"birthDate\":\"x\",\"residence\":\"3573\",\"foo\":1}", counter)
    for code in ["nikLength", "dateUnreadable", "kelurahanNeeded", "unknownKey", "required"] {
      #expect(result.json.contains("\"code\":\"\(code)\""), "\(code)")
    }
  }

  @Test func `what is unlikely is stored with a warning`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    let differs = PaperIntakeTests.line("birthDate", "\"1991-01-01\"")
    let result = try desk.take(differs, counter)
    #expect(result.isStored)
    #expect(result.json.contains("nikDateDiffers"))
    let visit = try counter.open(try counter.visit(ticket: 1))
    #expect(visit.confirmed == [.nikDateDiffers])
  }

  @Test(arguments: [[0xff, 0x7b], Array("bukan json".utf8), Array("[1,2]".utf8), Array("{".utf8)])
  func `a line that is no object is refused, the next one is taken`(bytes: [UInt8]) throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    let intake = PaperIntake(counter)
    #expect(!(try intake.take(bytes, line: 1)).isStored)
    #expect(!intake.tooLong(line: 2).isStored)
    #expect(try intake.take(Array(People.siti.utf8), line: 3).isStored)
  }

  /// The disk fails, or the program is killed, between storing a visit and telling its ticket.
  @Test(arguments: [.after(.unconfirmed), .before(.unconfirmed)] as [MemoryQueue.Failure])
  func `a line that nobody heard of is one visit when it is given again`(
    failure: MemoryQueue.Failure
  ) throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    desk.memory.failures = [failure, .before(.unconfirmed)]
    #expect(throws: DeskError.queue(.unconfirmed)) {
      try PaperIntake(counter).take(Array(People.siti.utf8), line: 1)
    }
    let resumed = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    let intake = PaperIntake(resumed)
    let again = try intake.take(Array(People.siti.utf8), line: 1)
    #expect(again.json.contains("\"ticket\":\"L01-001\""))
    #expect(!again.json.contains("nikSeenThisShift"))
    #expect(try desk.recount()[.visits] == 1)
    // Once it was heard it is another visit.
    let third = try intake.take(Array(People.siti.utf8), line: 2)
    #expect(third.json.contains("L01-002") && third.json.contains("nikSeenThisShift"))
    let fourth = try intake.take(Array(People.siti.utf8), line: 3)
    #expect(fourth.json.contains("sudah tercatat di sesi ini: L01-001, L01-002."))
    try intake.finish()
    #expect(try desk.volatile.store.names().allSatisfy { !$0.hasSuffix(".baris") })
  }

  @Test func `a line whose visit was voided meanwhile is a new visit`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    #expect(try PaperIntake(counter).take(Array(People.siti.utf8), line: 1).isStored)
    _ = try counter.void(try counter.visit(ticket: 1), reason: "salah orang")
    let again = try PaperIntake(counter).take(Array(People.siti.utf8), line: 1)
    #expect(again.json.contains("L01-002"))
    #expect(try desk.recount()[.visits] == 1)
  }

  /// A run that is cut off after these lines, before anybody reads its results.
  private func cutOff(_ desk: DeskWorld, _ lines: [String]) throws {
    let intake = PaperIntake(try desk.shifts.resume(passphrase: DeskWorld.passphrase))
    for line in lines { #expect(try intake.take(Array(line.utf8), line: 1).isStored) }
  }

  /// A run whose every result is read; its tickets.
  private func heard(_ desk: DeskWorld, _ lines: [String]) throws -> [Int] {
    let intake = PaperIntake(try desk.shifts.resume(passphrase: DeskWorld.passphrase))
    let results = try lines.map { try intake.take(Array($0.utf8), line: 1).json }
    try intake.finish()
    return try results.map { json in
      let start = try #require(json.firstRange(of: "\"ticket\":\"L01-")).upperBound
      return try #require(Int(json[start...].prefix(3)))
    }
  }

  private func hasRecord(_ desk: DeskWorld) -> Bool {
    desk.volatile.pieces.keys.contains { $0.hasSuffix(".baris") }
  }

  @Test func `runs that were cut off are known again, whatever came in between`() throws {
    let desk = try DeskWorld()
    try desk.open()
    try cutOff(desk, [People.siti, People.pupil])
    #expect(try heard(desk, [People.declines]) == [3])
    _ = desk.session(
      ["3573054101900009", "ANI UJI", "", "3573051004", "cetak", "1", "s", "keluar"])
    try cutOff(desk, [People.siti, People.declines])
    #expect(hasRecord(desk))
    #expect(try heard(desk, [People.pupil, People.declines, People.siti]) == [2, 5, 1])
    #expect(!hasRecord(desk))
    // Heard by now: whoever comes with the same line is there once more.
    #expect(try heard(desk, [People.siti]) == [6])
    #expect(!hasRecord(desk))
  }

  @Test func `equal lines of one file are two visits, and stay two`() throws {
    let desk = try DeskWorld()
    try desk.open()
    try cutOff(desk, [People.pupil, People.pupil])
    try cutOff(desk, [People.pupil, People.pupil, People.pupil])
    #expect(try heard(desk, [People.pupil, People.pupil]) == [1, 2])
    #expect(hasRecord(desk), "the third was not given again")
    #expect(try heard(desk, [People.pupil, People.pupil]) == [3, 4])
    let shift = try #require(try desk.world.queue.latestShift())
    let ids = try desk.world.queue.entries(shift.shift.id, 2...5).compactMap(\.header.visit)
    #expect(Set(ids).count == 4 && Set(ids.map(\.low)).count == 1)
  }

  @Test func `an unheard visit that was corrected since is answered with its ticket`() throws {
    let desk = try DeskWorld()
    try desk.open()
    try cutOff(desk, [People.siti])
    _ = desk.session(["koreksi 1", "2", "SITI BETUL", "s", "1", "keluar"])
    #expect(try heard(desk, [People.siti]) == [1])
    #expect(try desk.recount()[.visits] == 1)
  }

  @Test func `a run that could not be known again does not begin`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    desk.volatile.isFull = true
    #expect(throws: DeskError.volatile(.full)) {
      try PaperIntake(counter).take(Array(People.siti.utf8), line: 1)
    }
    #expect(counter.lastSequence == 1)
    desk.volatile.isFull = false
    try cutOff(desk, [People.siti])
    // One that only repeats needs no room; only its end has to be noted.
    desk.volatile.isFull = true
    #expect(try heard(desk, [People.siti]) == [1])
    #expect(!hasRecord(desk))
  }

  @Test func `what a former version left is no hindrance`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    let name = "\(counter.shift.id).baris"
    let former = Array("2 \(counter.shift.id)\n".utf8) + Array(People.siti.utf8)
    for plain in [former, Array("baris 2\n5-2 x 1-2-3 - 18446744073709551615-".utf8)] {
      try desk.volatile.store.save(
        name, counter.key.sealDraft(plain, name: name, nonce: [UInt8](repeating: 9, count: 12)))
      #expect(try desk.take(People.siti, counter).isStored)
      #expect(!hasRecord(desk))
    }
    #expect(counter.lastSequence == 3)
  }

  @Test(arguments: [[], [7], [UInt8](repeating: 9, count: 60)])
  func `where memory has garbled the record nobody becomes two`(garbled: [UInt8]) throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    try cutOff(desk, [People.siti, People.pupil])
    try desk.volatile.store.save("\(counter.shift.id).baris", garbled)
    #expect(try heard(desk, [People.pupil, People.siti, People.declines]) == [2, 1, 3])
    #expect(!hasRecord(desk))
  }

  @Test func `an error text repeats nothing personal`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    let result = try desk.take(
      """
      {"nik":"3573054101900","name":"SITI RAHASIA","birthDate":"01-02-19x0",\
      "residence":"jalan rahasia 5","phone":"0341751535","email":"siti.rahasia",\
      "services":[{"code":"siti rahasia"}]}
      """, counter)
    #expect(!result.isStored)
    for secret in ["SITI RAHASIA", "siti", "3573054101900", "rahasia", "751535", "01-02-19x0"] {
      #expect(!result.json.contains(secret), "\(secret) in \(result.json)")
    }
  }

  /// By the contract; a pupil who is said to be one counts for the school they are met at.
  @Test func `whoever says nothing is of the public, also at a school`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open("sman-1")
    #expect(try desk.take(People.pupil, counter).isStored)
    let school = try #require(PlaceCode("sman-1"))
    #expect(counter.tally[.school(school)] == 0 && counter.tally[.segment(.public)] == 1)
    let said = People.pupil.dropLast() + #","segment":"student"}"#
    #expect(try desk.take(String(said), counter).isStored)
    #expect(counter.tally[.school(school)] == 1)
    #expect(counter.tally[.segment(.student)] == 1)
  }

  @Test func `a form from paper counts in its own hour`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    _ = try desk.take(
      PaperIntakeTests.line("capturedAt", "\"2026-11-24T07:30:00+07:00\""), counter)
    #expect(counter.tally[.hour(7)] == 1)
  }
}
