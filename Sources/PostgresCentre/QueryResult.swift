import CPQ
import Ports

/// A statement's result, freed when it goes.
@safe final class QueryResult {
  private let pointer: OpaquePointer

  /// Takes over what libpq hands out; nil for its nil.
  init?(_ pointer: OpaquePointer?) {
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.pointer = unsafe pointer
  }

  deinit { unsafe PQclear(pointer) }

  var status: ExecStatusType { unsafe PQresultStatus(pointer) }

  /// The command's tag: `COMMIT`, `INSERT 0 1`.
  var tag: String { unsafe String(cString: PQcmdStatus(pointer)) }

  /// How many rows were changed.
  var changed: Int { unsafe Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

  var state: String { field("C") }

  /// The primary message only: details quote rows.
  var message: String { field("M") }

  private func field(_ code: Unicode.Scalar) -> String {
    guard let text = unsafe PQresultErrorField(pointer, CInt(code.value)) else { return "" }
    return unsafe String(cString: text)
  }

  /// The rows; each keeps the result alive, none copies it.
  var rows: [Row] {
    (0..<(unsafe PQntuples(pointer))).map { Row(result: self, number: $0) }
  }

  var columnCount: Int { unsafe Int(PQnfields(pointer)) }

  /// Whether the column came in binary.
  func isBinary(_ column: Int) -> Bool { unsafe PQfformat(pointer, CInt(column)) == 1 }

  func type(_ column: Int) -> UInt32 { unsafe PQftype(pointer, CInt(column)) }

  /// Nil for null.
  func cell(_ row: CInt, _ column: Int) -> [UInt8]? {
    guard unsafe PQgetisnull(pointer, row, CInt(column)) == 0,
      let value = unsafe PQgetvalue(pointer, row, CInt(column))
    else { return nil }
    let count = unsafe Int(PQgetlength(pointer, row, CInt(column)))
    return unsafe Array(UnsafeRawBufferPointer(start: value, count: count))
  }
}
