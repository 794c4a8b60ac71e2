import CZlib

/// The files in a ZIP archive, as far as spreadsheets use it: stored or deflated, no encryption.
struct Zip {
  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]

  private struct Entry {
    let method: Int
    let packed: Int
    let plain: Int
    let offset: Int
  }

  /// A part that would unpack to more is no list.
  private static let plainMax = 64 * 1024 * 1024

  static func isOne(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

  /// By the directory at its end; nil if that is damaged.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    let from = max(0, bytes.count - 22 - 65_535)
    guard bytes.count >= 22,
      let end = (from...(bytes.count - 22)).last(where: { bytes[$0...].starts(with: mark) })
    else { return nil }
    var place = number(end + 16, 4)
    for _ in 0..<number(end + 10, 2) {
      guard place + 46 <= bytes.count, number(place, 4) == 0x0201_4B50 else { return nil }
      let nameCount = number(place + 28, 2)
      guard place + 46 + nameCount <= bytes.count else { return nil }
      let name = String(decoding: bytes[(place + 46)..<(place + 46 + nameCount)], as: UTF8.self)
      entries[name] = Entry(
        method: number(place + 10, 2), packed: number(place + 20, 4), plain: number(place + 24, 4),
        offset: number(place + 42, 4))
      place += 46 + nameCount + number(place + 30, 2) + number(place + 32, 2)
    }
  }

  var names: [String] { entries.keys.sorted { ($0.count, $0) < ($1.count, $1) } }

  /// Nil if there is none, or it is damaged.
  func file(_ name: String) -> [UInt8]? {
    guard let entry = entries[name], entry.plain <= Zip.plainMax,
      entry.offset + 30 <= bytes.count, number(entry.offset, 4) == 0x0403_4B50
    else { return nil }
    let start = entry.offset + 30 + number(entry.offset + 26, 2) + number(entry.offset + 28, 2)
    guard start + entry.packed <= bytes.count else { return nil }
    let packed = Array(bytes[start..<(start + entry.packed)])
    switch entry.method {
    case 0: return packed
    case 8: return Zip.inflated(packed, to: entry.plain)
    default: return nil
    }
  }

  private static func inflated(_ packed: [UInt8], to count: Int) -> [UInt8]? {
    var plain = [UInt8](repeating: 0, count: max(1, count))
    let made = unsafe loket_inflate(packed, UInt32(packed.count), &plain, UInt32(plain.count))
    return made == count ? Array(plain.prefix(count)) : nil
  }

  /// Little-endian; 0 beyond the end.
  private func number(_ place: Int, _ count: Int) -> Int {
    guard place >= 0, place + count <= bytes.count else { return 0 }
    return bytes[place..<(place + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
