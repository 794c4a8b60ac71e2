package import Intake
package import Ports

/// One row of a result. Columns count from 0; one that is not what was asked for is a fault of the
/// centre (`.failed`), which never quotes the value.
package struct Row {
  private let result: QueryResult
  private let number: CInt

  init(result: QueryResult, number: CInt) {
    self.result = result
    self.number = number
  }

  private func fault(_ column: Int, _ wanted: String) -> CentreError {
    .failed("column \(column) is no \(wanted)")
  }

  /// A `bytea`, or null.
  package func optionalBytes(_ column: Int) throws(CentreError) -> [UInt8]? {
    guard column < result.columnCount else { throw fault(column, "column") }
    return result.cell(number, column)
  }

  package func isNull(_ column: Int) throws(CentreError) -> Bool {
    try optionalBytes(column) == nil
  }

  package func bytes(_ column: Int) throws(CentreError) -> [UInt8] {
    guard let bytes = try optionalBytes(column) else { throw fault(column, "value, but null") }
    return bytes
  }

  package func text(_ column: Int) throws(CentreError) -> String {
    String(decoding: try bytes(column), as: UTF8.self)
  }

  package func optionalText(_ column: Int) throws(CentreError) -> String? {
    try optionalBytes(column).map { String(decoding: $0, as: UTF8.self) }
  }

  /// `bigint`, `integer` or `smallint`; a `numeric`, as `sum` gives it, has to be cast.
  package func number(_ column: Int) throws(CentreError) -> Int64 {
    guard let number = Row.number(try bytes(column)), Kind.numbers.contains(result.type(column))
    else { throw fault(column, "whole number") }
    return number
  }

  package func optionalNumber(_ column: Int) throws(CentreError) -> Int64? {
    try isNull(column) ? nil : number(column)
  }

  package func count(_ column: Int) throws(CentreError) -> Int { Int(try number(column)) }

  /// A number that cannot be negative.
  package func sequence(_ column: Int) throws(CentreError) -> UInt64 {
    guard let sequence = UInt64(exactly: try number(column))
    else { throw fault(column, "sequence") }
    return sequence
  }

  package func flag(_ column: Int) throws(CentreError) -> Bool {
    let bytes = try bytes(column)
    guard bytes == [0] || bytes == [1] else { throw fault(column, "boolean") }
    return bytes == [1]
  }

  package func identity<Subject>(_ column: Int) throws(CentreError) -> Identity<Subject> {
    guard let identity = Identity<Subject>(bytes: try bytes(column))
    else { throw fault(column, "identity") }
    return identity
  }

  /// A `timestamptz`, to the second.
  package func moment(_ column: Int) throws(CentreError) -> Moment {
    guard result.type(column) == Kind.moment, let count = Row.number(try bytes(column))
    else { throw fault(column, "moment") }
    let seconds = (count - (count % 1_000_000 + 1_000_000) % 1_000_000) / 1_000_000
    return Moment(seconds: seconds + 946_684_800)
  }

  package func optionalMoment(_ column: Int) throws(CentreError) -> Moment? {
    try isNull(column) ? nil : moment(column)
  }

  /// A `date`.
  package func day(_ column: Int) throws(CentreError) -> Day {
    guard result.type(column) == Kind.day, let count = Row.number(try bytes(column))
    else { throw fault(column, "day") }
    return Day(number: Int(count) + 10_957)
  }

  package func optionalDay(_ column: Int) throws(CentreError) -> Day? {
    try isNull(column) ? nil : day(column)
  }

  /// An array of whole numbers; null and the empty array are both none.
  package func numbers(_ column: Int) throws(CentreError) -> [Int64] {
    var numbers: [Int64] = []
    for element in try elements(column) {
      guard let number = Row.number(element) else { throw fault(column, "list of numbers") }
      numbers.append(number)
    }
    return numbers
  }

  package func texts(_ column: Int) throws(CentreError) -> [String] {
    try elements(column).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension Row {
  /// PostgreSQL's numbers of its own types.
  private enum Kind {
    static let numbers: [UInt32] = [20, 21, 23]
    static let moment: UInt32 = 1184
    static let day: UInt32 = 1082
  }

  /// Big-endian, of two, four or eight bytes.
  private static func number(_ bytes: [UInt8]) -> Int64? {
    guard [2, 4, 8].contains(bytes.count), let first = bytes.first else { return nil }
    return bytes.reduce(first > 127 ? -1 : 0) { $0 << 8 | Int64($1) }
  }

  /// Of a one-dimensional array without nulls: dimensions, flags, type, count, lower bound, then
  /// each element behind its length.
  private func elements(_ column: Int) throws(CentreError) -> [[UInt8]] {
    guard let bytes = try optionalBytes(column) else { return [] }
    var rest = bytes[...]
    func word() throws(CentreError) -> Int {
      guard rest.count >= 4, let number = Row.number(Array(rest.prefix(4)))
      else { throw fault(column, "array") }
      rest = rest.dropFirst(4)
      return Int(number)
    }
    let dimensions = try word()
    _ = (try word(), try word())
    guard dimensions == 1 else {
      if dimensions == 0 { return [] }
      throw fault(column, "list")
    }
    let count = try word()
    _ = try word()
    var elements: [[UInt8]] = []
    for _ in 0..<count {
      let length = try word()
      guard length >= 0, rest.count >= length else { throw fault(column, "list without nulls") }
      elements.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return elements
  }
}
