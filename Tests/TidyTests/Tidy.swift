import Foundation

/// The rules that `Sources` keeps, as functions from a file to what is wrong with it.
enum Tidy {
  static let columnsMax = 100
  static let functionLinesMax = 70
  static let doorLinesMax = 130

  /// What each room may import; the README's table, written out.
  static let imports: [String: Set<String>] = [
    "Intake": [],
    "Gate": ["Intake"],
    "IntakeForm": ["Intake"],
    "Sealing": ["Intake", "Crypto", "CryptoExtras", "FoundationEssentials"],
    "Ports": ["Intake", "Sealing"],
    "Wording": ["Intake", "Gate", "IntakeForm", "Sealing"],
    "Paper": ["Intake", "Gate", "IntakeForm", "Wording", "CQREncode"],
    "Spreadsheet": ["Paper", "CXLSXWriter"],
    "RosterFile": ["Intake", "CZlib"],
    "Printing": ["Ports", "CLinux", "Glibc"],
    "MachineJSON": ["FoundationEssentials"],
    "Delivery": ["Intake", "Sealing", "Ports"],
    "PostgresCentre": ["Intake", "Sealing", "Ports", "CPQ", "Glibc"],
    "ReadlineTerminal": ["Ports", "CReadline", "CLinux", "Glibc"],
    "SQLiteQueue": ["Intake", "Sealing", "Ports", "GRDB", "Glibc", "FoundationEssentials"],
    "Laptop": ["Intake", "Sealing", "Ports", "CLinux", "Glibc"],
    "BoothConfig": ["Intake", "Gate", "Wording", "TOMLKit", "Glibc"],
    "Desk": [
      "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Wording", "Paper", "Delivery",
      "RosterFile", "MachineJSON",
    ],
    "Office": [
      "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Delivery", "Wording", "Paper",
      "MachineJSON",
    ],
    "pusat": [
      "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Wording", "Paper", "Spreadsheet",
      "PostgresCentre", "Laptop", "BoothConfig", "Delivery", "Office", "ReadlineTerminal",
      "ArgumentParser", "Glibc", "Dispatch", "Synchronization",
    ],
    "loket": [
      "Intake", "Gate", "IntakeForm", "Sealing", "Ports", "Wording", "Paper", "ReadlineTerminal",
      "SQLiteQueue", "Laptop", "Spreadsheet", "Printing", "PostgresCentre", "Delivery",
      "BoothConfig", "RosterFile", "Desk", "ArgumentParser", "Glibc",
    ],
  ]

  /// The rooms that are doors: arguments in, world built, exit code out.
  static let doors: Set<String> = ["loket", "pusat"]

  static func faults(_ file: SourceFile) -> [String] {
    importFaults(file) + longLines(file) + longFunctions(file) + undocumented(file)
      + longDoor(file) + leftovers(file)
  }

  private static func fault(_ file: SourceFile, _ line: Int, _ text: String) -> String {
    "\(file.path):\(line + 1): \(text)"
  }

  static func importFaults(_ file: SourceFile) -> [String] {
    guard let allowed = imports[file.room] else {
      return [fault(file, 0, "room \(file.room) stands in no table")]
    }
    return file.code.enumerated().compactMap { line, text in
      // The language itself is no room.
      guard let module = imported(text), module != "Swift", !allowed.contains(module)
      else { return nil }
      return fault(file, line, "\(file.room) may not import \(module)")
    }
  }

  private static func imported(_ line: Substring) -> String? {
    let kinds = "struct|class|enum|protocol|func|var|let|typealias"
    let pattern = #"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:(?:\#(kinds))\s+)?(\w+)"#
    guard let regex = try? Regex(pattern, as: (Substring, Substring).self) else { return nil }
    return line.prefixMatch(of: regex).map { String($0.1) }
  }

  static func longLines(_ file: SourceFile) -> [String] {
    file.lines.enumerated().filter { $0.element.count > columnsMax }
      .map { fault(file, $0.offset, "\($0.element.count) columns") }
  }

  static func longFunctions(_ file: SourceFile) -> [String] {
    let pattern = /^\s*(?:[\w@()]+\s+)*(?:func\s|init[?<(]|deinit\b|subscript[<(]|var\s.*\{$)/
    return file.code.indices.compactMap { line in
      guard file.code[line].prefixMatch(of: pattern) != nil,
        let last = bodyEnd(file.code, from: line)
      else { return nil }
      let count = last - line + 1
      return count > functionLinesMax ? fault(file, line, "a function of \(count) lines") : nil
    }
  }

  /// The line on which the body that begins at or after `start` ends; nil if there is none.
  private static func bodyEnd(_ code: [Substring], from start: Int) -> Int? {
    var parentheses = 0
    var braces = 0
    for line in start..<code.count {
      for letter in code[line] {
        switch letter {
        case "(", "[": parentheses += 1
        case ")", "]": parentheses -= 1
        case "{" where parentheses == 0 || braces > 0: braces += 1
        case "}" where braces > 0:
          braces -= 1
          if braces == 0 { return line }
        case "}" where parentheses == 0: return nil
        default: break
        }
      }
      if braces == 0, parentheses == 0, line > start, code[line].allSatisfy(\.isWhitespace) {
        return nil
      }
    }
    return nil
  }

  static func undocumented(_ file: SourceFile) -> [String] {
    let pattern = /^package\s+(?:final\s+|indirect\s+)*(?:struct|enum|class|protocol|actor)\s/
    guard let line = file.code.firstIndex(where: { $0.prefixMatch(of: pattern) != nil })
    else { return [] }
    let before = file.lines[..<line].last { !$0.hasPrefix("@") }
    return before?.hasPrefix("///") == true
      ? [] : [fault(file, line, "the first type has no doc comment")]
  }

  static func longDoor(_ file: SourceFile) -> [String] {
    let count = file.lines.count - 1
    guard doors.contains(file.room), count > doorLinesMax else { return [] }
    return [fault(file, 0, "a door of \(count) lines")]
  }

  static func leftovers(_ file: SourceFile) -> [String] {
    file.lines.enumerated().filter { $0.element.contains(/\b(?:TODO|FIXME|XXX)\b/) }
      .map { fault(file, $0.offset, "something left to do") }
  }
}
