// MachineJSON: values as JSON for machines, and back. Pure: imports FoundationEssentials' coder and
// nothing of ours.

import FoundationEssentials

/// Writes JSON for machines: keys sorted, one line.
package enum JSONText {
  package static func of(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("plain values always encode")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Base 64 with padding, as JSON carries bytes.
  package static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}

/// Any JSON value; whole numbers apart from others is of no use here.
package enum JSONValue: Decodable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  /// Why a text is no value.
  package enum Fault: Error, Hashable, Sendable {
    case notJSON
    /// An object names it twice, and nobody can tell which of the two is meant.
    case repeated(key: String)
  }

  /// One JSON value and nothing else.
  package static func parse(_ text: String) -> Result<JSONValue, Fault> {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    else { return .failure(.notJSON) }
    return JSONKeys.repeated(in: text).map { .failure(.repeated(key: $0)) } ?? .success(value)
  }

  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  package var object: [String: JSONValue]? {
    if case .object(let object) = self { object } else { nil }
  }

  package var text: String? { if case .text(let text) = self { text } else { nil } }
}
