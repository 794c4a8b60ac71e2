import Gate
import Intake
import Testing
import Wording

@testable import Paper

@Suite struct SheetTests {
  @Test func `the published day adds up to the newspaper's 640`() throws {
    let report = try Samples.publishedDay()
    let published = [
      "ikd": 173, "cetak": 259, "rekam": 65, "kia": 84, "kk": 54, "pindah-keluar": 1,
      "pindah-masuk": 3, "bantu-pindah-masuk": 1,
    ]
    for (code, count) in published {
      #expect(report.tally.total(of: try Samples.service(code)) == count)
    }
    #expect(report.tally[.lines] == 640)
    let text = TallySheet.sheet(report, Wording(.indonesian)).lines(columns: 80)
    #expect(text.contains { $0.contains("Aktivasi IKD") && $0.contains("173") })
    #expect(text.contains { $0.contains("Layanan (baris)") && $0.contains("640") })
    #expect(text.contains { $0.contains("Minggu, 24 November 2024") })
  }

  @Test(arguments: [32, 40, 48, 80, 132], Language.allCases)
  func `every sheet fits the width it is laid out for`(columns: Int, language: Language) throws {
    let words = Wording(language)
    var sheets = try [Samples.publishedDay(), Samples.mixedDay()].map {
      TallySheet.sheet($0, words)
    }
    sheets.append(SlipSheet.sheet(try Samples.slip(words, steps: Samples.everyStep), words))
    sheets.append(try Samples.card(words))
    for sheet in sheets {
      for look in [Sheet.QRLook.none, .text, .halfBlocks] {
        let lines = sheet.lines(columns: columns, qr: look)
        #expect(lines.filter { $0.count > columns } == [])
      }
    }
  }

  @Test(arguments: Language.allCases)
  func `golden text`(language: Language) throws {
    let words = Wording(language)
    let code = language.rawValue
    let published = TallySheet.sheet(try Samples.publishedDay(), words)
    let mixed = TallySheet.sheet(try Samples.mixedDay(), words)
    let interim = TallySheet.sheet(try Samples.mixedDay(.live, isFinal: false), words)
    try Golden.expect(published.text(80), is: "published-80.\(code).txt")
    try Golden.expect(mixed.text(40), is: "mixed-40.\(code).txt")
    try Golden.expect(mixed.text(32), is: "mixed-32.\(code).txt")
    try Golden.expect(interim.text(80), is: "interim-80.\(code).txt")
    try Golden.expect(published.page, is: "published-a4.\(code).txt")
    try Golden.expect(published.postScript, is: "published-a4.\(code).ps")
    try Golden.expect(Samples.card(words).text(80), is: "card-80.\(code).txt")
    let drawn = published.lines(columns: 80, qr: .halfBlocks).map { $0 + "\n" }.joined()
    try Golden.expect(drawn, is: "published-screen.\(code).txt")
  }

  @Test func `final, interim, copy and training are marked in every language`() throws {
    for language in Language.allCases {
      let words = Wording(language)
      var report = try Samples.mixedDay()
      report.copy = 2
      let final = TallySheet.sheet(report, words).text(48)
      #expect(final.contains("*** \(words.shift.training) ***"))
      #expect(final.contains("*** \(words.paper.kindMark(true)) ***"))
      #expect(final.contains("*** \(words.paper.copyMark(2)) ***"))
      let interim = TallySheet.sheet(try Samples.mixedDay(.live, isFinal: false), words).text(48)
      #expect(interim.contains("*** \(words.paper.kindMark(false)) ***"))
      #expect(!interim.contains(words.shift.training))
      #expect(!interim.contains("LKT1"))
    }
  }

  @Test func `custody on the sheet adds up`() throws {
    for report in [try Samples.publishedDay(), try Samples.mixedDay()] {
      #expect(report.custody.captured == report.tally.captured)
      let line = Wording(.indonesian).tally.custody(report.custody)
      let numbers = line.split { !$0.isNumber }.compactMap { Int($0) }
      #expect(numbers.first == numbers.dropFirst().reduce(0, +))
    }
  }

  @Test(arguments: Language.allCases)
  func `a slip says the ticket, or what to bring and where to come`(language: Language) throws {
    let words = Wording(language)
    let ticket = SlipSheet.sheet(try Samples.slip(words), words).text(32)
    #expect(ticket.contains(words.paper.slip.ticketTitle))
    #expect(ticket.contains("L01-007"))
    #expect(!ticket.contains(words.paper.slip.bringTitle))
    let next = SlipSheet.sheet(
      try Samples.slip(words, steps: [.activateIKD(.emailLost), .bringDocuments]), words)
    let lines = next.lines(columns: 32)
    #expect(lines.contains { $0.contains(words.paper.slip.nextTitle) })
    #expect(lines.contains { $0.contains("KTP-el") })
    #expect(lines.joined(separator: " ").contains("08.00-16.00 WIB"))
    #expect(lines.joined().contains("Arjowinangun"))
    #expect(next.blocks.last == .qr("L01-007"))
    try Golden.expect(next.text(32), is: "slip-next-32.\(language.rawValue).txt")
    try Golden.expect(ticket, is: "slip-ticket-32.\(language.rawValue).txt")
  }

  @Test func `who must go to another region's office is not sent to ours`() throws {
    let words = Wording(.indonesian)
    let text = SlipSheet.sheet(try Samples.slip(words, steps: [.homeOffice]), words).text(48)
    #expect(!text.contains("Arjowinangun"))
    #expect(text.contains("daerah asal"))
  }

  @Test func `every next step has something to bring`() {
    for language in Language.allCases {
      let bring = Wording(language).paper.slip.bring
      for step in Samples.everyStep { #expect(!bring(step).isEmpty) }
    }
  }
}

extension Samples {
  static let everyStep: [NextStep] =
    IKDReason.allCases.flatMap { [.activateIKD($0), .activateLater($0)] } + [
      .activateIKD(nil), .activateLater(nil), .recordFirst, .comeBackAtAge(17), .homeOffice,
      .bringDocuments,
      .waitForBlanks, .tryLater, .comeToOffice,
    ]

  static func card(_ words: Wording) throws -> Sheet {
    CardSheet.sheet(
      office: office, booth: try #require(BoothCode("L01")),
      coordinators: ["Dahlia Prameswari"], program: "loket 0.1", words)
  }
}

extension Sheet {
  func text(_ columns: Int) -> String {
    lines(columns: columns).map { $0 + "\n" }.joined()
  }
}
