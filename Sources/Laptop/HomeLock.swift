import Glibc

/// Why the home is not ours alone.
package enum LockFault: Error, Hashable, Sendable {
  /// Another program holds it, by its process number if it wrote that down.
  case busy(pid: Int32?)
  case failed(errno: Int32)
}

/// One program at a time in a booth's home: `kunci`, locked (flock) as long as this lives.
///
/// The kernel lets go when the process ends, however it ends, so a file left behind blocks nobody.
package final class HomeLock {
  private let file: CInt

  private init(file: CInt) { self.file = file }

  deinit { close(file) }

  /// What one program at a time may do.
  package enum Purpose: String {
    /// Store entries.
    case counter = "kunci"
    /// Send them.
    case delivery = "kunci-kirim"
  }

  package static func take(
    home: String, for purpose: Purpose = .counter
  ) -> Result<HomeLock, LockFault> {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    let file = unsafe open(home + "/" + purpose.rawValue, flags, 0o600)
    guard file >= 0 else { return .failure(.failed(errno: errno)) }
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      let fault = errno
      if fault == EINTR { continue }
      defer { close(file) }
      return .failure(fault == EWOULDBLOCK ? .busy(pid: holder(file)) : .failed(errno: fault))
    }
    signOn(file)
    return .success(HomeLock(file: file))
  }

  /// Only a hint for people: a failure to write it changes nothing.
  private static func signOn(_ file: CInt) {
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(file, 0) == 0 else { return }
    _ = unsafe pwrite(file, text, text.count, 0)
  }

  private static func holder(_ file: CInt) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = unsafe pread(file, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes.prefix(count).prefix { $0 != 0x0A }, as: UTF8.self))
  }
}
