internal import FoundationEssentials
import GRDB
import Ports

extension [UInt8] {
  /// As SQLite's binding takes it.
  var data: Data { Data(self) }
}

extension Row {
  /// A column's value; throws where a damaged file holds another kind, on which GRDB's own
  /// subscripts would end the program.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ column: Int
  ) throws -> Value {
    try decode(Value.self, atIndex: column)
  }

  func bytes(_ column: Int) throws -> [UInt8] {
    let data: Data = try value(column)
    return Array(data)
  }

  func optionalBytes(_ column: Int) throws -> [UInt8]? {
    let data: Data? = try value(column)
    return data.map { Array($0) }
  }

  /// Whatever a PRAGMA answers, as text.
  func text(_ column: Int) throws -> String {
    let value: DatabaseValue = try decode(DatabaseValue.self, atIndex: column)
    switch value.storage {
    case .string(let text): return text
    case .int64(let number): return String(number)
    case .null, .double, .blob: return ""
    }
  }
}

extension Database {
  /// The first row of a statement that is prepared once.
  func row(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
    try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
  }

  func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
    try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
  }

  /// What is made of each row, none of which is kept.
  func each<Made>(
    _ sql: String, _ arguments: StatementArguments, _ make: (Row) throws -> Made
  ) throws -> [Made] {
    var made: [Made] = []
    let cursor = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
    while let row = try cursor.next() { made.append(try make(row)) }
    return made
  }

  func run(_ sql: String, _ arguments: StatementArguments = []) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }
}

extension UInt64 {
  /// As SQLite counts; what is larger than any sequence becomes the largest.
  var stored: Int64 { Int64(clamping: self) }
}
