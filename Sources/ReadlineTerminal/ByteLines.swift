import Glibc

/// Lines of bytes from a descriptor, by `read` and a buffer of its own; it owns no descriptor.
struct ByteLines {
  enum Next: Hashable {
    /// Without its line end (LF or CR LF).
    case line([UInt8])
    /// The line was longer than allowed and has been passed over to its end.
    case tooLong
    case end
    case failed(errno: Int32)
  }

  let descriptor: CInt
  let bytesMax: Int
  private var buffer: [UInt8] = []
  private var position = 0

  init(descriptor: CInt, bytesMax: Int) {
    self.descriptor = descriptor
    self.bytesMax = bytesMax
  }

  private static let lineEnd = UInt8(ascii: "\n")
  private static let chunk = 64 * 1024

  mutating func next() -> Next {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      if position == buffer.count, let end = refill() {
        return isTooLong ? .tooLong : line.isEmpty || end != .end ? end : .line(line)
      }
      let rest = buffer[position...]
      let stop = rest.firstIndex(of: ByteLines.lineEnd)
      let piece = rest[..<(stop ?? rest.endIndex)]
      position = stop.map { $0 + 1 } ?? buffer.count
      // One byte more than allowed, for the CR that may stand before the LF.
      isTooLong = isTooLong || line.count + piece.count > bytesMax + 1
      if isTooLong { line = [] } else { line += piece }
      if stop != nil { return finished(line, isTooLong: isTooLong) }
    }
  }

  /// The next line; nil at the end and at anything that is no line.
  mutating func nextLine() -> [UInt8]? {
    guard case .line(let bytes) = next() else { return nil }
    return bytes
  }

  private func finished(_ line: [UInt8], isTooLong: Bool) -> Next {
    guard !isTooLong else { return .tooLong }
    let text = line.last == UInt8(ascii: "\r") ? Array(line.dropLast()) : line
    return text.count > bytesMax ? .tooLong : .line(text)
  }

  /// Nil: there are bytes again.
  private mutating func refill() -> Next? {
    while true {
      var bytes = [UInt8](repeating: 0, count: ByteLines.chunk)
      let count = unsafe read(descriptor, &bytes, bytes.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return .failed(errno: errno) }
      guard count > 0 else { return .end }
      buffer = Array(bytes.prefix(count))
      position = 0
      return nil
    }
  }
}
