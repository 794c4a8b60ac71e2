import Glibc

/// Numbered lines for work in bulk (JSON Lines), from a file or the standard input.
///
/// Bytes are handed on as they are: no check of UTF-8, no trimming but of the line end. A line
/// that is too long is passed over and reported, and the next ones still come.
package final class LineSource {
  package enum Next: Hashable, Sendable {
    case line(number: Int, bytes: [UInt8])
    case tooLong(number: Int)
    /// The input could not be read on; the last that comes.
    case failed(number: Int, errno: Int32)
  }

  /// The file cannot be opened.
  package struct Fault: Error, Hashable, Sendable {
    package let errno: Int32
  }

  private var lines: ByteLines
  private var number = 0
  private var isOver = false
  private let owned: CInt?

  /// From an open descriptor, which stays the caller's; 0 is the standard input.
  package init(descriptor: Int32, bytesMax: Int) {
    lines = ByteLines(descriptor: descriptor, bytesMax: bytesMax)
    owned = nil
  }

  package init(path: String, bytesMax: Int) throws(Fault) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Fault(errno: errno) }
    lines = ByteLines(descriptor: file, bytesMax: bytesMax)
    owned = file
  }

  deinit {
    if let owned { close(owned) }
  }

  /// The next line, numbered from 1; nil at the end.
  package func next() -> Next? {
    guard !isOver else { return nil }
    number += 1
    switch lines.next() {
    case .line(let bytes): return .line(number: number, bytes: bytes)
    case .tooLong: return .tooLong(number: number)
    case .end:
      isOver = true
      return nil
    case .failed(let errno):
      isOver = true
      return .failed(number: number, errno: errno)
    }
  }
}
