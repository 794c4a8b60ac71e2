import CLinux
import Glibc
import Ports

/// The system's own words for an error number.
package enum SystemText {
  package static func of(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}

/// The standard streams: data to the one, messages to the other.
package enum Streams {
  /// First of all, before anything is opened: the three are there, and a file's greatest size is
  /// an error to be told, no end of the program.
  ///
  /// What the caller closed would else be the number of the next file opened, and results would
  /// be written into that. In its place stands one that takes and gives nothing, with an error.
  package static func prepare() {
    for (file, mode) in [(Int32(0), O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] {
      if fcntl(file, F_GETFD) >= 0 { continue }
      // The lowest number that is free, which is this one.
      _ = unsafe open("/dev/null", mode)
    }
    signal(SIGXFSZ, SIG_IGN)
  }

  /// How results that were written have fared.
  package enum Hearing {
    case heard
    /// They wait in a pipe.
    case waiting
    /// They waited in a pipe whose reader went.
    case lost
  }

  /// Whether what was written on standard output was read, as far as the system knows: a pipe
  /// keeps it until then. Waits a little for a reader that is busy.
  package static func hearing(milliseconds: Int = 2000) -> Hearing {
    for _ in 0...milliseconds / 10 {
      guard loket_unread_bytes(1) > 0 else { return .heard }
      var end = pollfd(fd: 1, events: 0, revents: 0)
      if unsafe poll(&end, 1, 10) > 0 { return .lost }
    }
    return .waiting
  }

  /// Lines of data on standard output, written through at once; false if nobody reads them.
  package static func emit(_ lines: [String]) -> Bool {
    lines.allSatisfy { emit(Array(($0 + "\n").utf8)) }
  }

  /// Bytes on standard output, all of them or false.
  package static func emit(_ bytes: [UInt8]) -> Bool { write(bytes, to: 1) }

  /// A part of a line on standard error, as it is.
  package static func show(_ text: String) { write(Array(text.utf8), to: 2) }

  /// A line of message on standard error. It may quote a file's name or what somebody typed: what
  /// would steer the terminal is shown as `<U+001B>`.
  package static func complain(_ line: String) { show(visible(line) + "\n") }

  static func visible(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control where scalar != "\n", .format, .lineSeparator, .paragraphSeparator, .privateUse:
        shown += scalar.spelt
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  @discardableResult
  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(file, bytes.baseAddress, bytes.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
