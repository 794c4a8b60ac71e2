/// The tables of an XLSX workbook: cells as text or number, nothing is calculated.
enum Workbook {
  /// Every sheet as rows; nil for what is no workbook.
  static func grids(_ bytes: [UInt8]) -> [[[Cell]]]? {
    guard let zip = Zip(bytes) else { return nil }
    let shared = zip.file("xl/sharedStrings.xml").map(sharedTexts) ?? []
    let sheets = zip.names.filter {
      $0.hasPrefix("xl/worksheets/") && $0.hasSuffix(".xml") && !$0.contains("_rels")
    }
    guard !sheets.isEmpty else { return nil }
    return sheets.compactMap { zip.file($0).map { rows($0, shared) } }
  }

  private static func sharedTexts(_ bytes: [UInt8]) -> [String] {
    var texts: [String] = []
    var isText = false
    var phonetic = 0
    var scanner = XMLScanner(bytes)
    while let token = scanner.next() {
      switch token {
      case .open("si", _): texts.append("")
      case .open("rPh", _): phonetic += 1
      case .close("rPh"): phonetic -= 1
      case .open("t", _): isText = phonetic == 0
      case .close("t"): isText = false
      case .text(let text) where isText && !texts.isEmpty: texts[texts.count - 1] += text
      default: continue
      }
    }
    return texts
  }

  /// The widest table that is read, in columns.
  private static let columnsMax = 256

  private static func rows(_ bytes: [UInt8], _ shared: [String]) -> [[Cell]] {
    var rows: [[Cell]] = []
    var kind = ""
    var column = 0
    var value = ""
    var isValue = false
    var scanner = XMLScanner(bytes)
    while let token = scanner.next() {
      switch token {
      case .open("row", _): rows.append([])
      case .open("c", let attributes):
        kind = attributes["t"] ?? "n"
        column = attributes["r"].map(Workbook.column) ?? (rows.last?.count ?? 0)
        value = ""
      case .open("v", _), .open("t", _): isValue = true
      case .close("v"), .close("t"): isValue = false
      case .text(let text) where isValue: value += text
      case .close("c"):
        guard let last = rows.indices.last, column < columnsMax else { continue }
        while rows[last].count < column { rows[last].append(.text("")) }
        if rows[last].count == column { rows[last].append(cell(kind, value, shared)) }
      default: continue
      }
    }
    return rows
  }

  private static func cell(_ kind: String, _ value: String, _ shared: [String]) -> Cell {
    switch kind {
    case "s":
      guard let place = Int(value), shared.indices.contains(place) else { return .text("") }
      return .text(shared[place])
    case "n": return Double(value).map(Cell.number) ?? .text(value)
    default: return .text(value)
    }
  }

  /// `A1` is 0, `AB7` is 27.
  private static func column(_ reference: String) -> Int {
    let letters = reference.utf8.prefix { (0x41...0x5A).contains($0) }.prefix(3)
    return letters.reduce(0) { $0 * 26 + Int($1) - 0x40 } - 1
  }
}
