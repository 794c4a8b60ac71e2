import Glibc
import Laptop
import Wording

/// The system's own words for an error number.
enum SystemText {
  static func of(_ number: Int32) -> String { String(cString: strerror(number)) }
}

extension HomeFault {
  func text(_ words: Wording) -> String {
    switch self {
    case .notAbsolute: words.trouble.pathNotAbsolute
    case .notADirectory: words.trouble.notAFolder
    case .notWritable(let errno), .failed(let errno): SystemText.of(errno)
    }
  }

  var exitStatus: Int32 {
    switch self {
    case .notAbsolute, .notADirectory: 73
    case .notWritable(let errno), .failed(let errno): errno == ENOSPC ? 73 : 74
    }
  }
}

extension SecretFault {
  func text(_ words: Wording) -> String {
    switch self {
    case .missing: words.trouble.fileMissing
    case .unreadable(let errno): SystemText.of(errno)
    case .openToOthers: words.trouble.openToOthers
    case .empty: words.trouble.fileEmpty
    case .tooLong, .notUTF8: words.trouble.fileNoPassphrase
    }
  }
}

/// The standard streams: data to the one, messages to the other.
enum Streams {
  /// A line of data on standard output, written through at once; false if nobody reads it.
  @discardableResult
  static func emit(_ line: String) -> Bool { write(line + "\n", to: 1) }

  /// A line of message on standard error.
  static func complain(_ line: String) { write(line + "\n", to: 2) }

  @discardableResult
  private static func write(_ text: String, to file: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
