import Testing

/// A reader of ESC/POS bytes that knows every command we may send and refuses any other.
struct Receipt {
  enum Command: Hashable {
    case reset
    case centre(Bool)
    case bold(Bool)
    case double(Bool)
    case line(String)
    case symbolModel, symbolSquare(Int), symbolCorrection, symbolText(String), symbolPrint
    case raster(rowBytes: Int, rows: Int)
    case cut
  }

  struct Unknown: Error, CustomStringConvertible {
    let place: Int
    let bytes: [UInt8]
    var description: String { "unknown command at \(place): \(bytes)" }
  }

  private(set) var commands: [Command] = []
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    while place < bytes.count { commands.append(try next()) }
  }

  /// The text lines, and how many columns each takes on paper.
  var lines: [(text: String, columns: Int)] {
    var lines: [(String, Int)] = []
    var isDouble = false
    for command in commands {
      if case .double(let now) = command { isDouble = now }
      if case .line(let text) = command { lines.append((text, text.count * (isDouble ? 2 : 1))) }
    }
    return lines
  }

  /// The widest line's columns: on a tally the paper's.
  var width: Int { lines.map(\.columns).max() ?? 0 }

  var text: String { lines.map(\.text).joined(separator: "\n") }

  var symbols: [String] {
    commands.compactMap { if case .symbolText(let text) = $0 { text } else { nil } }
  }

  private mutating func next() throws -> Command {
    switch bytes[place] {
    case 0x1b: try escape()
    case 0x1d: try group()
    case 0x0a, 0x20...0x7e: try line()
    default: throw unknown()
    }
  }

  private func unknown() -> Unknown {
    Unknown(place: place, bytes: Array(bytes[place..<min(place + 8, bytes.count)]))
  }

  private mutating func take(_ count: Int) throws -> [UInt8] {
    guard place + count <= bytes.count else { throw unknown() }
    defer { place += count }
    return Array(bytes[place..<place + count])
  }

  private mutating func line() throws -> Command {
    guard let end = bytes[place...].firstIndex(of: 0x0a) else { throw unknown() }
    let text = bytes[place..<end]
    guard text.allSatisfy({ (0x20...0x7e).contains($0) }) else { throw unknown() }
    place = end + 1
    return .line(String(decoding: text, as: UTF8.self))
  }

  private mutating func escape() throws -> Command {
    guard place + 1 < bytes.count else { throw unknown() }
    switch bytes[place + 1] {
    case UInt8(ascii: "@"):
      place += 2
      return .reset
    case UInt8(ascii: "a"): return .centre(try flag())
    case UInt8(ascii: "E"): return .bold(try flag())
    default: throw unknown()
    }
  }

  /// A command of two bytes and a value that is none or one.
  private mutating func flag(_ one: UInt8 = 1) throws -> Bool {
    guard place + 2 < bytes.count, [0, one].contains(bytes[place + 2]) else { throw unknown() }
    return try take(3)[2] == one
  }

  private mutating func group() throws -> Command {
    guard place + 3 < bytes.count else { throw unknown() }
    switch bytes[place + 1] {
    case UInt8(ascii: "!"): return .double(try flag(0x11))
    case UInt8(ascii: "V"):
      guard try take(4) == [0x1d, UInt8(ascii: "V"), 66, 0] else { throw unknown() }
      return .cut
    case UInt8(ascii: "v"):
      let head = try take(8)
      guard head[2] == UInt8(ascii: "0"), head[3] == 0 else { throw unknown() }
      let rowBytes = Int(head[4]) + Int(head[5]) << 8
      let rows = Int(head[6]) + Int(head[7]) << 8
      _ = try take(rowBytes * rows)
      return .raster(rowBytes: rowBytes, rows: rows)
    case UInt8(ascii: "("): return try symbol()
    default: throw unknown()
    }
  }

  private mutating func symbol() throws -> Command {
    let head = try take(5)
    guard head[2] == UInt8(ascii: "k") else { throw unknown() }
    let body = try take(Int(head[3]) + Int(head[4]) << 8)
    guard body.count >= 3, body[0] == 49 else { throw unknown() }
    switch (body[1], body.count) {
    case (65, 4) where body[2...] == [50, 0]: return .symbolModel
    case (67, 3) where (1...16).contains(body[2]): return .symbolSquare(Int(body[2]))
    case (69, 3) where body[2] == 49: return .symbolCorrection
    case (80, _) where body[2] == 48:
      return .symbolText(String(decoding: body[3...], as: UTF8.self))
    case (81, 3) where body[2] == 48: return .symbolPrint
    default: throw unknown()
    }
  }
}
