// Sealing: shift keys, sealed entries, the hash chain, signatures, the byte format. Pure but for
// the cryptography it imports; randomness is handed in.

import Intake
/// Writes the fixed format: big-endian numbers, texts and blobs with their length before them.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func raw(_ added: some Sequence<UInt8>) { bytes.append(contentsOf: added) }

  mutating func number<N: FixedWidthInteger>(_ value: N) {
    for shift in stride(from: N.bitWidth - 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> N(shift)))
    }
  }

  mutating func flag(_ value: Bool) { number(UInt8(value ? 1 : 0)) }

  /// At most 255 bytes of UTF-8.
  mutating func shortText(_ text: String) {
    precondition(text.utf8.count <= 255, "a code longer than its format allows")
    number(UInt8(text.utf8.count))
    raw(text.utf8)
  }

  /// What every format begins with: four letters and a version.
  mutating func heading(_ mark: [UInt8], _ version: UInt16) {
    raw(mark)
    number(version)
  }

  mutating func blob(_ added: [UInt8]) {
    number(UInt32(added.count))
    raw(added)
  }

  mutating func longText(_ text: String) { blob(Array(text.utf8)) }
}

/// Why bytes are not what they claim to be.
package enum FormatFault: Error, Hashable, Sendable {
  case cutShort
  case trailingBytes
  /// Not written by Loket at all.
  case wrongMark
  /// Written by a newer version.
  case unknownVersion(Int)
  case impossibleValue
}

/// Reads the fixed format; every read may find the bytes cut short.
struct ByteReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// Reads on by so many bytes.
  private mutating func next(_ count: Int) throws(FormatFault) -> Range<Int> {
    guard count <= bytes.count - place else { throw .cutShort }
    defer { place += count }
    return place..<place + count
  }

  mutating func raw(_ count: Int) throws(FormatFault) -> [UInt8] {
    Array(bytes[try next(count)])
  }

  mutating func number<N: FixedWidthInteger>(_: N.Type = N.self) throws(FormatFault) -> N {
    var number: UInt64 = 0
    for place in try next(N.bitWidth / 8) { number = number << 8 | UInt64(bytes[place]) }
    return N(truncatingIfNeeded: number)
  }

  /// Reads over what the format begins with, and throws unless it is this mark and version.
  mutating func heading(_ mark: [UInt8], _ version: UInt16) throws(FormatFault) {
    guard try raw(4) == mark else { throw .wrongMark }
    let found: UInt16 = try number()
    guard found == version else { throw .unknownVersion(Int(found)) }
  }

  /// The same for a format of several versions; the one that is found.
  mutating func heading(
    _ mark: [UInt8], upTo newest: UInt16
  ) throws(FormatFault) -> UInt16 {
    guard try raw(4) == mark else { throw .wrongMark }
    let found: UInt16 = try number()
    guard (1...newest).contains(found) else { throw .unknownVersion(Int(found)) }
    return found
  }

  mutating func flag() throws(FormatFault) -> Bool {
    switch try number(UInt8.self) {
    case 0: return false
    case 1: return true
    default: throw .impossibleValue
    }
  }

  mutating func shortText() throws(FormatFault) -> String {
    try text(Int(try number(UInt8.self)))
  }

  mutating func blob(max: Int) throws(FormatFault) -> [UInt8] {
    let count = Int(try number(UInt32.self))
    guard count <= max else { throw .impossibleValue }
    return try raw(count)
  }

  mutating func longText(max: Int) throws(FormatFault) -> String {
    guard let text = String(validating: try blob(max: max), as: UTF8.self)
    else { throw .impossibleValue }
    return text
  }

  private mutating func text(_ count: Int) throws(FormatFault) -> String {
    guard let text = String(validating: bytes[try next(count)], as: UTF8.self)
    else { throw .impossibleValue }
    return text
  }

  mutating func identity<Subject>() throws(FormatFault) -> Identity<Subject> {
    Identity(high: try number(), low: try number())
  }

  /// Seconds since 1970, within what a booth can have written.
  mutating func moment() throws(FormatFault) -> Moment {
    let seconds: Int64 = try number()
    guard Moment.storable.contains(seconds) else { throw .impossibleValue }
    return Moment(seconds: seconds)
  }

  /// Minutes since 1970, within what a booth can have written.
  mutating func minute() throws(FormatFault) -> Int64 {
    let minute: Int64 = try number()
    guard (0...Moment.storable.upperBound / 60).contains(minute) else { throw .impossibleValue }
    return minute
  }

  /// The end must be here.
  func finish() throws(FormatFault) {
    guard place == bytes.count else { throw .trailingBytes }
  }
}

/// A value that the format knows by number. Orders below are part of the format: append only.
protocol Numbered: Hashable {
  static var formatOrder: [Self] { get }
}

extension Numbered {
  /// From 1 on.
  var formatNumber: UInt8 {
    guard let place = Self.formatOrder.firstIndex(of: self)
    else { preconditionFailure("a value without a number in the format") }
    return UInt8(place + 1)
  }

  init?(formatNumber number: UInt8) {
    guard (1...Self.formatOrder.count).contains(Int(number)) else { return nil }
    self = Self.formatOrder[Int(number) - 1]
  }
}

extension ByteWriter {
  /// 1 for the first of the order; 0 for none.
  mutating func code<Value: Numbered>(_ value: Value?) {
    number(value?.formatNumber ?? 0)
  }
}

extension ByteReader {
  mutating func optionalCode<Value: Numbered>() throws(FormatFault) -> Value? {
    let number: UInt8 = try number()
    if number == 0 { return nil }
    guard let value = Value(formatNumber: number) else { throw .impossibleValue }
    return value
  }

  mutating func code<Value: Numbered>() throws(FormatFault) -> Value {
    guard let value: Value = try optionalCode() else { throw .impossibleValue }
    return value
  }
}
