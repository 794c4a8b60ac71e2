import Gate
import Intake
import Testing
import Wording

@testable import Paper

@Suite struct ReceiptTests {
  private static let papers = [
    ReceiptPaper(columns: 32), ReceiptPaper(columns: 48),
    ReceiptPaper(columns: 32, drawsDots: true), ReceiptPaper(columns: 48, drawsDots: true),
  ]

  @Test(arguments: papers, Language.allCases)
  func `a receipt has only known commands and fits its paper`(
    paper: ReceiptPaper, language: Language
  ) throws {
    let words = Wording(language)
    let sheets = [
      TallySheet.sheet(try Samples.publishedDay(), words),
      TallySheet.sheet(try Samples.mixedDay(), words),
      SlipSheet.sheet(try Samples.slip(words, steps: Samples.everyStep, copy: 1), words),
    ]
    for sheet in sheets {
      let receipt = try Receipt(sheet.escpos(paper))
      #expect(receipt.commands.first == .reset)
      #expect(receipt.commands.last == .cut)
      #expect(receipt.lines.filter { $0.columns > paper.columns }.isEmpty)
      for command in receipt.commands {
        if case .raster(let rowBytes, _) = command { #expect(rowBytes * 8 <= paper.columns * 12) }
      }
    }
  }

  @Test(arguments: papers.prefix(2))
  func `a symbol leaves its quiet edge on the paper`(paper: ReceiptPaper) throws {
    let report = try Samples.publishedDay()
    let receipt = try Receipt(TallySheet.sheet(report, Wording(.indonesian)).escpos(paper))
    let proof = try #require(report.proof)
    #expect(receipt.symbols == [proof])
    let side = try #require(QRSymbol(proof)).side + 2 * QRSymbol.quiet
    let square = try #require(
      receipt.commands.compactMap { if case .symbolSquare(let dots) = $0 { dots } else { nil } }
        .first)
    #expect(side * square <= paper.columns * 12)
    #expect(square >= 4)
  }

  @Test(arguments: Language.allCases)
  func `golden bytes`(language: Language) throws {
    let words = Wording(language)
    let code = language.rawValue
    let tally = TallySheet.sheet(try Samples.publishedDay(), words)
    let slip = SlipSheet.sheet(try Samples.slip(words), words)
    let next = SlipSheet.sheet(
      try Samples.slip(words, steps: [.activateIKD(.emailLost)], copy: 1, mode: .training), words)
    try Golden.expect(tally.escpos(ReceiptPaper(columns: 48)), is: "published-48.\(code).escpos")
    try Golden.expect(tally.escpos(ReceiptPaper(columns: 32)), is: "published-32.\(code).escpos")
    try Golden.expect(
      tally.escpos(ReceiptPaper(columns: 32, drawsDots: true)),
      is: "published-32-dots.\(code).escpos")
    try Golden.expect(slip.escpos(ReceiptPaper(columns: 32)), is: "slip-32.\(code).escpos")
    try Golden.expect(next.escpos(ReceiptPaper(columns: 48)), is: "slip-next-48.\(code).escpos")
  }

  @Test(arguments: [
    "\u{1b}@", "\u{1d}V\u{42}\u{0}", "a\u{1b}i\u{0}b", "\u{10}\u{04}\u{01}", "\n\n\u{0c}",
    "\u{7f}\u{9b}2J", "\u{1d}(k\u{4}\u{0}1A2\u{0}", "日本 🖨️", "\u{202e}x",
  ])
  func `a hostile name changes no command`(hostile: String) throws {
    func shape(_ name: String) throws -> [String] {
      let words = Wording(.indonesian)
      let report = try Samples.mixedDay(name: name)
      let office = Office(name: name, address: name, phone: name, hours: name)
      let slip = try Samples.slip(words, steps: [.comeToOffice], office: office)
      let bytes = [TallySheet.sheet(report, words), SlipSheet.sheet(slip, words)]
        .flatMap { $0.escpos(ReceiptPaper(columns: 48)) }
      return try Receipt(bytes).commands.map {
        if case .line = $0 { "line" } else { "\($0)" }
      }
    }
    #expect(try shape(hostile) == shape(String(repeating: "a", count: 4)))
  }

  @Test func `letters that a printer does not know become the nearest ones`() {
    #expect(PrinterText.ascii("Café · Ñandú … – 1.234 ½") == "Cafe - Nandu ... - 1.234 1/2")
    #expect(PrinterText.ascii("“x”") == "\"x\"")
    #expect(PrinterText.ascii("e\u{301}") == "e")
    #expect(PrinterText.ascii("a\tb\u{1b}c\u{0}d") == "a bcd")
    #expect(PrinterText.ascii("文") == "?")
  }

  @Test func `what a page of text holds is ASCII too`() throws {
    let page = TallySheet.sheet(try Samples.mixedDay(name: "É\u{1b}c"), Wording(.indonesian)).page
    #expect(page.allSatisfy { (0x20...0x7e).contains($0) || $0 == 0x0a })
  }
}
