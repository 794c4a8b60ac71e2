package import Intake
import Ports

/// A value for a statement. The server takes its type from where it stands: `column = $1` knows it,
/// `$1::bigint` says it.
package enum Value: Hashable, Sendable {
  case null
  case bytes([UInt8])
  /// Must not hold a zero character, which PostgreSQL does not store.
  case text(String)
  case number(Int64)
  case flag(Bool)
  /// A `timestamptz`.
  case moment(Moment)
  /// A `date`.
  case day(Day)
  case byteStrings([[UInt8]])
  case texts([String])
  case numbers([Int64])
  case flags([Bool])

  package static func number(_ count: Int) -> Value { .number(Int64(count)) }

  package static func identity<Subject>(_ identity: Identity<Subject>) -> Value {
    .bytes(identity.bytes)
  }

  package static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }

  package static func optional(_ number: Int?) -> Value { number.map(Value.number) ?? .null }

  package static func optional(_ flag: Bool?) -> Value { flag.map(Value.flag) ?? .null }

  package static func optional(_ day: Day?) -> Value { day.map(Value.day) ?? .null }

  package static func optional(_ moment: Moment?) -> Value { moment.map(Value.moment) ?? .null }
}

extension Value {
  /// As it travels; nil for null. Texts without the zero that ends them.
  fileprivate var wire: [UInt8]? {
    switch self {
    case .null: nil
    case .bytes(let bytes): bytes
    case .text(let text): Array(text.utf8)
    case .number(let number): Array(String(number).utf8)
    case .flag(let flag): Array((flag ? "t" : "f").utf8)
    case .moment(let moment): Array(moment.rfc3339.utf8)
    case .day(let day): Array(day.iso.utf8)
    case .byteStrings(let list): Value.array(list.map { "\"\\\\x\($0.hex)\"" })
    case .texts(let list): Value.array(list.map(Value.quoted))
    case .numbers(let list): Value.array(list.map { String($0) })
    case .flags(let list): Value.array(list.map { $0 ? "t" : "f" })
    }
  }

  /// One line of COPY's text format. A zero character in a text is for the server to refuse.
  static func append(line values: [Value], to text: inout [UInt8]) {
    for (place, value) in values.enumerated() {
      if place > 0 { text.append(UInt8(ascii: "\t")) }
      if case .bytes(let bytes) = value {
        text += Array("\\\\x".utf8) + bytes.hexDigits
      } else if let wire = value.wire {
        for byte in wire { append(escaped: byte, to: &text) }
      } else {
        text += Array("\\N".utf8)
      }
    }
    text.append(UInt8(ascii: "\n"))
  }

  private static func append(escaped byte: UInt8, to text: inout [UInt8]) {
    let backslash = UInt8(ascii: "\\")
    switch byte {
    case backslash: text += [backslash, backslash]
    case UInt8(ascii: "\t"): text += [backslash, UInt8(ascii: "t")]
    case UInt8(ascii: "\n"): text += [backslash, UInt8(ascii: "n")]
    case UInt8(ascii: "\r"): text += [backslash, UInt8(ascii: "r")]
    default: text.append(byte)
    }
  }

  private static func array(_ elements: [String]) -> [UInt8] {
    Array("{\(elements.joined(separator: ","))}".utf8)
  }

  private static func quoted(_ text: String) -> String {
    let inner = text.unicodeScalars.reduce(into: "") { quoted, scalar in
      if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
      quoted.unicodeScalars.append(scalar)
    }
    return "\"\(inner)\""
  }

  private static let byteaType: UInt32 = 17

  /// Bytes go in binary and say what they are; the rest is text of a type that the server infers.
  fileprivate var isBinary: Bool {
    if case .bytes = self { true } else { false }
  }

  fileprivate var type: UInt32 { isBinary ? Value.byteaType : 0 }
}

/// Values laid out as libpq takes them.
@safe struct BoundValues {
  let types: [UInt32]
  let lengths: [CInt]
  let formats: [CInt]
  /// All values one after the other, each with a zero behind it.
  private var store: [CChar] = []
  private var places: [Int?] = []

  init(_ values: [Value]) throws(CentreError) {
    let wires = values.map(\.wire)
    types = values.map(\.type)
    formats = values.map { $0.isBinary ? 1 : 0 }
    lengths = wires.map { CInt(clamping: $0?.count ?? 0) }
    for (value, wire) in zip(values, wires) {
      guard let wire else {
        places.append(nil)
        continue
      }
      guard value.isBinary || !wire.contains(0) else { throw .failed("a text with a zero") }
      places.append(store.count)
      store.append(contentsOf: wire.lazy.map { CChar(bitPattern: $0) })
      store.append(0)
    }
  }

  func withPointers<Result>(_ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
    unsafe store.withUnsafeBufferPointer { bytes in
      let pointers = unsafe places.map { place -> UnsafePointer<CChar>? in
        guard let place else { return nil }
        return unsafe bytes.baseAddress?.advanced(by: place)
      }
      return unsafe body(pointers)
    }
  }
}
