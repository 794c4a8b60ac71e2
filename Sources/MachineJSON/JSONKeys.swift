import FoundationEssentials

/// The keys of the objects in a JSON text, of which Foundation's coder silently keeps one of two.
struct JSONKeys {
  private let bytes: [UInt8]
  private var place = 0
  /// The keys so far of each object around this place; nil for a list.
  private var around: [Set<String>?] = []

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The first key that an object names twice; `text` must be JSON.
  static func repeated(in text: String) -> String? {
    var keys = JSONKeys(text)
    return keys.firstRepeated()
  }

  private mutating func firstRepeated() -> String? {
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "{"): around.append([])
      case UInt8(ascii: "["): around.append(nil)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = around.popLast()
      case UInt8(ascii: "\""):
        let token = string()
        guard isKey, let key = JSONKeys.plain(token) else { continue }
        guard around[around.count - 1]?.insert(key).inserted ?? true else { return key }
        continue
      default: break
      }
      place += 1
    }
    return nil
  }

  /// The string that begins here, with its quotes; `place` is behind it afterwards.
  private mutating func string() -> ArraySlice<UInt8> {
    let start = place
    place += 1
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    place = min(place + 1, bytes.count)
    return bytes[start..<place]
  }

  /// Whether a colon comes next.
  private var isKey: Bool {
    bytes[place...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: ":")
  }

  private static func plain(_ token: ArraySlice<UInt8>) -> String? {
    try? JSONDecoder().decode(String.self, from: Data(token))
  }
}
