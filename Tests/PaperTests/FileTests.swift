import Desk
import Foundation
import Intake
import Spreadsheet
import Testing
import Wording

@testable import Paper

@Suite struct FileTests {
  private func page(_ report: ShiftReport, _ language: Language = .indonesian) -> String {
    HTMLPage(
      TallySheet.sheet(report, Wording(language)), title: "Rekap", language: language.rawValue
    ).text
  }

  @Test(arguments: Language.allCases)
  func `golden pages`(language: Language) throws {
    let code = language.rawValue
    let words = Wording(language)
    try Golden.expect(page(try Samples.publishedDay(), language), is: "published.\(code).html")
    try Golden.expect(page(try Samples.mixedDay(), language), is: "mixed.\(code).html")
    let card = HTMLPage(
      try Samples.card(words), title: words.paper.card.title, language: code, look: .card)
    try Golden.expect(card.text, is: "card.\(code).html")
  }

  @Test func `a page fetches nothing, runs nothing, and holds every total`() throws {
    let text = page(try Samples.publishedDay())
    #expect(!text.contains("http:") && !text.contains("https:") && !text.contains("//"))
    #expect(!text.lowercased().contains("<script"))
    #expect(text.contains("default-src 'none'; style-src 'unsafe-inline'"))
    #expect(text.contains("@page { size: A4;"))
    for number in ["640", "173", "259", "467"] {
      #expect(text.contains("<td class=\"number\">\(number)</td>"))
    }
  }

  @Test func `a hostile name stays text`() throws {
    let name = "<script>alert(1)</script>\" onload='x' & \u{1b}"
    let text = page(try Samples.mixedDay(name: name))
    #expect(!text.contains("<script"))
    #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;"))
    #expect(!text.contains("\u{1b}"))
  }

  @Test func `golden JSON`() throws {
    let reports = Reports(try SlipPrintingTests.world())
    // Interim: a signature differs each time it is made.
    let text = reports.json(try Samples.mixedDay(isFinal: false)) + "\n"
    try Golden.expect(text, is: "mixed.json")
  }

  @Test func `golden CSV, one figure a line`() throws {
    let text = TallyFigures.csv(try Samples.mixedDay())
    try Golden.expect(text, is: "mixed.csv")
    #expect(text.hasSuffix("\r\n"))
    #expect(text.contains("L01,training,3,2024-11-24,mpp,final,custody/captured,41\r\n"))
  }

  @Test func `CSV quotes what needs it and starts no formula`() {
    #expect(
      CSV.text([["a,b", "c\"d", "e\r\nf", "-5", "=1+1", "+62", "@x", "\tx", "3573054101900001"]])
        == "\"a,b\",\"c\"\"d\",\"e\r\nf\",-5,'=1+1,'+62,'@x,'\tx,3573054101900001\r\n")
  }

  @Test func `sixteen digits and a formula stay text in a spreadsheet`() throws {
    let file = NSTemporaryDirectory() + "loket-\(UUID().uuidString).xlsx"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let hostile = Grid(
      name: "Uji",
      rows: [
        [.text("id"), .text("rumus"), .text("jumlah")],
        [.text("3573054101900001"), .text("=1+1"), .number(640)],
      ])
    let report = TallyFigures.grids(try Samples.publishedDay(), Wording(.indonesian))
    try SpreadsheetFile.write([hostile] + report, to: file)
    let cells = try Python.run("xlsx_cells.py", [file])
    #expect(cells.contains("Uji A2 s 3573054101900001"))
    #expect(cells.contains("Uji B2 s =1+1"))
    #expect(cells.contains("Uji C2 n 640"))
    #expect(cells.contains("Uji frozen 1"))
    #expect(!cells.contains(" f "))
    #expect(cells.contains("Layanan A2 s ikd"))
    try Golden.expect(cells, is: "published-cells.txt")
  }
}

/// The small readers in `Tests/PaperTests/Readers`, which know nothing of our code.
enum Python {
  struct Failed: Error { let text: String }

  static func run(_ script: String, _ arguments: [String]) throws -> String {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Readers")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", folder.appending(path: script).path] + arguments
    let out = Pipe()
    process.standardOutput = out
    process.standardError = out
    try process.run()
    let data = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    guard process.terminationStatus == 0 else { throw Failed(text: text) }
    return text
  }
}
