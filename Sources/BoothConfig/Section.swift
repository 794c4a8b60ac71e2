import Gate
import Intake
import TOMLKit

/// A table of a TOML file while it is read: it hands out values and notes what is wrong.
///
/// A value that it does not hand out is a fault in the log, so readers only have to stop.
struct Section {
  let file: String
  /// Empty for the file itself, else `office`, `place[mog]`.
  let path: String
  let log: FaultLog
  private let table: TOMLTable
  /// Keys that were meant by unknown ones, which are not missing then: one slip, one fault.
  private let mistyped: Set<String>

  private init(_ table: TOMLTable, file: String, path: String, keys: [String], _ log: FaultLog) {
    self.file = file
    self.path = path
    self.log = log
    self.table = table
    let free = keys.filter { table[$0] == nil }
    var mistyped: Set<String> = []
    for key in table.keys where !keys.contains(key) {
      let near = key.nearest(in: free)
      if let near { mistyped.insert(near) }
      log.note(file, Section.joined(path, key), .unknownKey(didYouMean: near))
    }
    self.mistyped = mistyped
  }

  /// A file of the directory as a whole, of which only `keys` are known.
  init?(file: String, in directory: String, keys: [String], _ log: FaultLog) {
    guard let text = ConfigFile.text(of: file, in: directory, log) else { return nil }
    if let trap = ParserTrap(in: text) {
      log.note(file, line: trap.line, "", .syntax(column: trap.column, detail: trap.detail))
      return nil
    }
    do {
      self.init(try TOMLTable(string: text), file: file, path: "", keys: keys, log)
    } catch let error as TOMLParseError {
      let begin = error.source.begin
      let detail = error.description.shown
      log.note(file, line: begin.line, "", .syntax(column: begin.column, detail: detail))
      return nil
    } catch {
      log.note(file, "", .syntax(column: 0, detail: "\(error)".shown))
      return nil
    }
  }

  private static func joined(_ path: String, _ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }

  func note(_ key: String, _ kind: ConfigFault.Kind) {
    log.note(file, Section.joined(path, key), kind)
  }

  /// Notes a value that cannot be; `names`: those it could have been.
  func refuse(
    _ key: String, _ found: String, _ expected: ConfigFault.Expected, names: [String] = []
  ) {
    log.refuse(file, Section.joined(path, key), found, expected, names: names)
  }

  func has(_ key: String) -> Bool { table[key] != nil }
}

extension Section {
  /// The value of a key; one that is missing and one of another type are different faults.
  private func raw<Value>(
    _ key: String, _ expected: ConfigFault.Expected, _ read: (TOMLValue) -> Value?
  ) -> Value? {
    guard let found = table[key]?.tomlValue else {
      if !mistyped.contains(key) { note(key, .missingKey(expected: expected)) }
      return nil
    }
    if let value = read(found) { return value }
    note(key, .wrongType(found: ConfigFault.ValueType(found.type), expected: expected))
    return nil
  }

  /// One line of text, which may be empty only where `canBeEmpty`.
  private func line(
    _ key: String, _ expected: ConfigFault.Expected, canBeEmpty: Bool = false
  ) -> String? {
    guard let text = raw(key, expected, { $0.string }) else { return nil }
    let isLine =
      text.count <= ConfigFault.textLengthMax && text.unicodeScalars.allSatisfy(\.isPlain)
    if isLine, canBeEmpty || text.contains(where: { $0 != " " }) { return text }
    refuse(key, text, expected)
    return nil
  }

  func text(_ key: String) -> String? { line(key, .text) }

  /// Nil for an empty text as for a missing key.
  func optionalText(_ key: String) -> String? {
    guard has(key), let text = line(key, .text, canBeEmpty: true) else { return nil }
    return text.isEmpty ? nil : text
  }

  func wholeNumber(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let number = raw(key, .wholeNumber(range), { $0.int }) else { return nil }
    if range.contains(number) { return number }
    refuse(key, String(number), .wholeNumber(range))
    return nil
  }

  func yesOrNo(_ key: String) -> Bool? { raw(key, .yesOrNo) { $0.bool } }

  /// A text that `make` turns into a value; `names` are offered where it cannot.
  func value<Value>(
    _ key: String, _ expected: ConfigFault.Expected, names: [String] = [],
    make: (String) -> Value?
  ) -> Value? {
    guard let text = line(key, expected) else { return nil }
    if let value = make(text) { return value }
    refuse(key, text, expected, names: names)
    return nil
  }

  /// The same for a key that may be missing.
  func optionalValue<Value>(
    _ key: String, _ expected: ConfigFault.Expected, names: [String] = [],
    make: (String) -> Value?
  ) -> Value? {
    has(key) ? value(key, expected, names: names, make: make) : nil
  }

  /// A text by its raw value, as one of an enum's cases.
  func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) -> Choice?
  where Choice.RawValue == String {
    let names = Choice.allCases.map(\.rawValue)
    return value(key, .oneOf(names), names: names) { Choice(rawValue: $0) }
  }

  /// `{ id = "…", en = "…" }`
  func words(_ key: String) -> Words? {
    guard let section = section(key, keys: ["id", "en"]) else { return nil }
    let indonesian = section.text("id")
    let english = section.text("en")
    guard let indonesian, let english else { return nil }
    return Words(indonesian: indonesian, english: english)
  }
}

extension Section {
  func section(_ key: String, keys: [String]) -> Section? {
    raw(key, .table) { $0.table }
      .map { Section($0, file: file, path: Section.joined(path, key), keys: keys, log) }
  }

  /// The tables of a list; each is named by its `code`, or by its place where it has none.
  ///
  /// Of several with one code the first counts, the others are faults.
  func sections(_ key: String, keys: [String]) -> [Section] {
    var codes: Set<String> = []
    return elements(of: key).compactMap { name, element in
      guard let table = element.table else {
        note(name, .wrongType(found: ConfigFault.ValueType(element.type), expected: .table))
        return nil
      }
      let code = table["code"]?.string ?? ""
      let path = Section.joined(path, code.isEmpty ? name : "\(key)[\(code.shown)]")
      let section = Section(table, file: file, path: path, keys: keys, log)
      if code.isEmpty || codes.insert(code).inserted { return section }
      section.note("code", .duplicate(found: code.shown))
      return nil
    }
  }

  /// A list of texts that `make` turns into values.
  func values<Value>(
    _ key: String, _ expected: ConfigFault.Expected, names: [String] = [],
    make: (String) -> Value?
  ) -> [Value] {
    elements(of: key).compactMap { name, element in
      guard let text = element.string else {
        note(name, .wrongType(found: ConfigFault.ValueType(element.type), expected: expected))
        return nil
      }
      if let value = make(text) { return value }
      refuse(name, text, expected, names: names)
      return nil
    }
  }

  func isList(_ key: String) -> Bool { table[key]?.type == .array }

  func isEmptyList(_ key: String) -> Bool { table[key]?.tomlValue.array?.isEmpty ?? false }

  private func elements(of key: String) -> [(name: String, element: TOMLValue)] {
    guard let list = raw(key, .list, { $0.array }) else { return [] }
    return list.enumerated().map { ("\(key)[#\($0.offset + 1)]", $0.element.tomlValue) }
  }
}

extension ConfigFault.ValueType {
  fileprivate init(_ type: TOMLType) {
    self =
      switch type {
      case .table: .table
      case .array: .list
      case .string: .text
      case .int: .wholeNumber
      case .double: .fraction
      case .bool: .yesOrNo
      case .date, .time, .dateTime: .time
      }
  }
}
