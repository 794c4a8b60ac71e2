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

/// The system's own words for what went wrong.
enum SystemWords {
  static var last: String { of(errno) }

  static func of(_ number: CInt) -> String { unsafe String(cString: strerror(number)) }
}
