import Glibc
import Ports

/// A printer by its path: `/dev/usb/lp0`, or a file to which jobs are added.
enum Device {
  static func write(
    _ bytes: [UInt8], to path: String, _ deadline: Deadline
  ) throws(PrinterError) {
    // A device is never made; what is no device is a file of our own.
    let making = path.hasPrefix("/dev/") ? 0 : O_CREAT
    let flags = O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | making
    let file = unsafe Glibc.open(path, flags, 0o600)
    guard file >= 0 else { throw .device(SystemWords.last) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(file, bytes.baseAddress, bytes.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        try wait(for: file, deadline)
      } else if errno == ENOSPC && path.hasPrefix("/dev/") {
        throw .noPaper
      } else if errno != EINTR {
        throw .device(SystemWords.last)
      }
    }
  }

  /// Until the device takes more, or patience ends.
  private static func wait(for file: CInt, _ deadline: Deadline) throws(PrinterError) {
    var waiting = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
    let left = deadline.left
    guard left > 0 else { throw .noAnswer }
    let ready = unsafe poll(&waiting, 1, left)
    guard ready != 0 else { throw .noAnswer }
    guard ready > 0 || errno == EINTR else { throw .device(SystemWords.last) }
  }
}
