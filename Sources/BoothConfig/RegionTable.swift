import Intake

/// The rows of `regions.tsv`: code, name, status (empty or `retired`), successor.
struct RegionTable {
  static let file = "regions.tsv"

  private(set) var names: [RegionCode: String] = [:]
  private(set) var retired: [RegionCode: String] = [:]

  /// Nil if the file cannot be had; rows that are wrong are noted and left out.
  static func read(from directory: String, _ log: FaultLog) -> RegionTable? {
    guard let text = ConfigFile.text(of: file, in: directory, log) else { return nil }
    var reader = RegionReader(log: log)
    var line = 0
    for row in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      line += 1
      let row = row.last == UInt8(ascii: "\r") ? row.dropLast() : row
      if row.isEmpty || row.first == UInt8(ascii: "#") { continue }
      reader.add(row, line)
    }
    reader.checkSuccessors()
    return reader.table
  }

  fileprivate mutating func add(_ name: String, for code: RegionCode, retired isRetired: Bool) {
    if isRetired { retired[code] = name } else { names[code] = name }
  }

  fileprivate func has(_ code: RegionCode) -> Bool { names[code] != nil || retired[code] != nil }

  /// Whether a code is a kelurahan of a region.
  func isKelurahan(_ code: RegionCode, of home: RegionCode) -> Bool {
    code.digits.count == 10 && code.isWithin(home) && names[code] != nil
  }

  /// Whether a code can be an office's own region.
  func canBeHome(_ code: RegionCode) -> Bool {
    code.digits.count == 4 && names[code] != nil
      && names.keys.contains { isKelurahan($0, of: code) }
  }
}

/// Goes through the rows one by one.
private struct RegionReader {
  let log: FaultLog
  var table = RegionTable()
  /// Named by retired codes; they may stand further down than those.
  private var successors: [(code: RegionCode, line: Int)] = []

  init(log: FaultLog) { self.log = log }

  mutating func add(_ row: Substring.UTF8View, _ line: Int) {
    let cells = row.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard let code = RegionCode(cells[0]) else {
      return refuse(line, "code", cells[0], .regionCode)
    }
    guard !table.has(code) else {
      return log.note(RegionTable.file, line: line, "code", .duplicate(found: cells[0].shown))
    }
    guard cells.count > 1, cells[1].unicodeScalars.allSatisfy(\.isPlain), !cells[1].isEmpty else {
      return refuse(line, "name", cells.count > 1 ? cells[1] : "", .text)
    }
    let status = cells.count > 2 ? cells[2] : ""
    guard ["", "retired"].contains(status) else {
      return refuse(line, "status", status, .oneOf(["retired"]))
    }
    table.add(cells[1], for: code, retired: status == "retired")
    if cells.count > 3, !cells[3].isEmpty { addSuccessor(cells[3], line) }
  }

  private mutating func addSuccessor(_ text: String, _ line: Int) {
    guard let code = RegionCode(text) else { return refuse(line, "successor", text, .regionCode) }
    successors.append((code, line))
  }

  func checkSuccessors() {
    for (code, line) in successors where table.names[code] == nil {
      refuse(line, "successor", code.digits, .regionInForce)
    }
  }

  private func refuse(
    _ line: Int, _ column: String, _ found: String, _ expected: ConfigFault.Expected
  ) {
    log.refuse(RegionTable.file, line: line, column, found, expected)
  }
}
