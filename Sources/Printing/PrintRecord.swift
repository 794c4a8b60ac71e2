import Glibc
import Ports

/// Every attempt to print, one JSON object a line; no person in it. Mode 0600.
struct PrintRecord {
  let path: String

  func note(_ attempt: PrintAttempt) {
    let line = PrintRecord.line(attempt)
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW
    let file = unsafe open(path, flags, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    _ = fchmod(file, 0o600)
    let bytes = Array((line + "\n").utf8)
    _ = unsafe write(file, bytes, bytes.count)
  }

  /// How often the record says that this was sent.
  func timesSent(_ subject: PrintSubject) -> Int {
    let mark = PrintRecord.subject(subject)
    return lines().filter { $0.contains(mark) && $0.hasSuffix("\"result\":\"sent\"}") }.count
  }

  private static func line(_ attempt: PrintAttempt) -> String {
    "{\"time\":\"\(safe(attempt.time))\",\(subject(attempt.subject)),"
      + "\"kind\":\"\(attempt.kind.rawValue)\",\"result\":\"\(attempt.error?.code ?? "sent")\"}"
  }

  private static func subject(_ subject: PrintSubject) -> String {
    "\"what\":\"\(subject.what.rawValue)\",\"shift\":\"\(safe(subject.shift))\","
      + "\"detail\":\"\(safe(subject.detail))\""
  }

  /// Codes, numbers and times have no other letters; anything else could end the text.
  private static func safe(_ text: String) -> String {
    text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-:+.".contains($0)) }
  }

  private func lines() -> [Substring] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(file, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += piece.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }
}

/// Where a sheet is kept that no printer took: the state folder, mode 0600.
struct SheetShelf {
  let folder: String

  func keep(_ name: String, _ bytes: [UInt8]) throws(KeepError) -> String {
    let path = "\(folder)/\(name)"
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
    let file = unsafe open(path, flags, 0o600)
    guard file >= 0 else { throw KeepError(path: path, why: SystemWords.last) }
    defer { close(file) }
    _ = fchmod(file, 0o600)
    if let errno = pour(bytes, into: file) {
      throw KeepError(path: path, why: SystemWords.of(errno))
    }
    return path
  }
}
