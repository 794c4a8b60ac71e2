// Laptop: this machine's clock, chance, tmpfs, identity file, lock file, passphrase files and
// facts; touches those and nothing else.

import CLinux
import Glibc
import Intake
package import Ports

/// The laptop's clock, right or wrong.
package enum SystemClock {
  package static func make() -> Clock { Clock(now: now) }

  private static func now() -> Moment {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0
    else { preconditionFailure("Linux always has a real-time clock") }
    return Moment(seconds: Int64(time.tv_sec))
  }
}

/// The kernel's chance (getrandom).
package enum SystemEntropy {
  package static func make() -> Entropy { Entropy(bytes: bytes) }

  /// The kernel hands out up to 256 bytes at once, whole.
  private static let chunk = 256

  private static func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      var piece = [UInt8](repeating: 0, count: min(chunk, count - bytes.count))
      guard unsafe loket_random_bytes(&piece, piece.count) == 0
      else { preconditionFailure("no chance from the kernel: no key may be drawn") }
      bytes += piece
    }
    return bytes
  }
}
