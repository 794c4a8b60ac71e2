import Glibc

/// An end to waiting, by a clock that nobody sets.
struct Deadline {
  private let end: Int64

  init(milliseconds: Int) { end = Deadline.now() + Int64(milliseconds) }

  /// Milliseconds left, never below zero.
  var left: Int32 { Int32(clamping: max(0, end - Deadline.now())) }

  private static func now() -> Int64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// Writes all of it; nil once that is done, else the system's error number.
func pour(_ bytes: [UInt8], into file: CInt) -> CInt? {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = unsafe rest.withUnsafeBytes { bytes in
      unsafe write(file, bytes.baseAddress, bytes.count)
    }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return errno }
    rest = rest.dropFirst(count)
  }
  return nil
}

/// The system's own words for what went wrong.
enum SystemWords {
  static var last: String { of(errno) }

  static func of(_ number: CInt) -> String { unsafe String(cString: strerror(number)) }
}
