import Foundation
import Testing

/// One source of figures: every way out says the same, to the digit.
@Suite struct FigureTests {
  private struct Tally: Decodable {
    struct Service: Decodable {
      let code: String
      let resident: Int
      let outsider: Int
      let total: Int
      let served: Int
      let deferred: Int
      let refused: Int
      var figures: [Int] { [resident, outsider, total, served, deferred, refused] }
    }
    let people: Int
    let lines: Int
    let services: [Service]
    let custody: [String: Int]
  }

  @Test func `sheet, receipt, CSV, page and spreadsheet say what the JSON says`() throws {
    let booth = try PrintedBooth(printer: "")
    try booth.workADay()
    let json = try JSONDecoder().decode(
      Tally.self, from: Data(try booth.run(["rekap", "--format", "json"]).output))
    #expect(json.lines == 5 && json.people == 3)
    let titles = [
      "cetak": "Cetak KTP-el", "rekam": "Rekam KTP-el", "kia": "Kartu Identitas Anak (KIA)",
    ]
    let text = try booth.run(["rekap"]).text.split(separator: "\n")
    let bytes = try booth.run(["rekap", "--format", "escpos"]).output
    let receipt = try Receipt(bytes).lines.map(\.text)
    let csv = try booth.run(["rekap", "--format", "csv"]).text
    let html = try booth.run(["rekap", "--format", "html"]).text
    for service in json.services {
      let title = try #require(titles[service.code])
      let row = try #require(text.first { $0.hasPrefix(title) })
      #expect(row.split(separator: " ").suffix(6).compactMap { Int($0) } == service.figures)
      let name = try #require(receipt.firstIndex(of: title))
      #expect(receipt[name + 1].split(separator: " ").compactMap { Int($0) } == service.figures)
      let cells = service.figures.map { "<td class=\"number\">\($0)</td>" }.joined()
      #expect(html.contains("<th scope=\"row\">\(title)</th>\(cells)"))
      for (column, count) in [("resident", service.resident), ("refused", service.refused)]
      where count > 0 {
        #expect(csv.contains(",service/\(service.code)/\(column),\(count)\r\n"))
      }
    }
    #expect(csv.contains(",people,3\r\n") && csv.contains(",lines,5\r\n"))
    for (part, count) in json.custody { #expect(csv.contains(",custody/\(part),\(count)\r\n")) }
  }

  @Test func `nothing personal is on any way out`() throws {
    let booth = try PrintedBooth(printer: "")
    try booth.workADay()
    for format in ["teks", "json", "html", "escpos", "csv"] {
      let text = try booth.run(["rekap", "--format", format]).text
      for secret in ["SITI", "TONI", "BAYU", "CONTOH", "35730", "1990-01-01", "3573051011"] {
        #expect(!text.contains(secret), "\(format) \(secret)")
      }
    }
    let file = booth.folder + "/r.xlsx"
    #expect(try booth.run(["rekap", "--format", "xlsx", "--ke", file]).status == 0)
    let cells = try Python.run("xlsx_cells.py", [file])
    for secret in ["SITI", "CONTOH", "35730"] { #expect(!cells.contains(secret)) }
    let facts = try FileManager.default.attributesOfItem(atPath: file)
    #expect(facts[.posixPermissions] as? Int == 0o600)
  }

  @Test func `bytes for machines are refused by a screen, words are not`() throws {
    let booth = try PrintedBooth(printer: "")
    try booth.workADay()
    for format in ["xlsx", "escpos"] {
      let ended = try PrintedBooth.run(
        "/usr/bin/script",
        ["-qec", "\(PrintedBooth.program) rekap --format \(format)", "/dev/null"],
        booth.environment(), booth.folder)
      #expect(ended.status == 64)
      #expect(ended.text.contains("--ke"))
    }
    #expect(try booth.run(["rekap", "--format", "html", "--cetak"]).status == 64)
    #expect(try booth.run(["rekap", "--ke", "/nowhere/x"]).status == 74)
    // What is no file is never put away for one.
    let pipe = booth.folder + "/pipa"
    try #require(mkfifo(pipe, 0o600) == 0)
    #expect(try booth.run(["rekap", "--ke", pipe]).status == 74)
    let facts = try FileManager.default.attributesOfItem(atPath: pipe)
    #expect(facts[.type] as? FileAttributeType != .typeRegular)
  }

  @Test func `the paper is as wide as the configuration says, the text as the screen`() throws {
    let booth = try PrintedBooth(printer: "")
    try booth.workADay()
    func receipt(_ options: String...) throws -> Receipt {
      try Receipt(try booth.run(["rekap", "--format", "escpos"] + options).output)
    }
    #expect(try receipt().width == 32)
    for columns in [42, 48] {
      try booth.configure("printerColumns", "\(columns)")
      #expect(try receipt().width == columns)
    }
    #expect(try receipt().symbols.count == 1)
    #expect(try receipt("--kolom", "32").width == 32)
    try booth.configure("printerDots", "true")
    #expect(try receipt().symbols.isEmpty)
    for (columns, most) in [(40, 40), (80, 80), (200, 100)] {
      let screen = "stty cols \(columns); exec \(PrintedBooth.program) rekap"
      let ended = try PrintedBooth.run(
        "/usr/bin/script", ["-qec", screen, "/dev/null"], booth.environment(), booth.folder)
      let widths = ended.text.split(whereSeparator: \.isNewline).map(\.count)
      #expect(widths.max() == most)
    }
    #expect(try booth.run(["rekap"]).text.split(separator: "\n").map(\.count).max() == 80)
    try booth.configure("printerColumns", "58")
    let refused = try booth.run(["rekap"])
    #expect(refused.status == 78 && refused.errors.contains("printerColumns"))
  }

  @Test func `the card is made in both formats and languages`() throws {
    let booth = try PrintedBooth(printer: "")
    #expect(try booth.run(["kartu"]).text.contains("KARTU CEPAT PETUGAS"))
    let page = try booth.run(["card", "--bahasa", "en", "--format", "html"])
    #expect(page.text.contains("QUICK CARD FOR STAFF"))
    #expect(!page.text.contains("http:"))
    let none = try booth.run(["kartu", "--cetak"])
    #expect(none.status == 2)
    #expect(none.errors.contains(booth.state + "/card-"))
  }
}
