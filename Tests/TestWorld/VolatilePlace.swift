import Foundation

/// Where a home's pieces lie in volatile memory.
package enum VolatilePlace {
  /// The sign under the hash of the home's path (FNV-1a), or what stands in its place.
  package static func sign(of home: String) -> String {
    let hash = home.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    let zeros = String(repeating: "0", count: 16 - digits.count)
    return "/dev/shm/loket-\(getuid())-\(zeros)\(digits)"
  }

  /// The folder to which the sign leads; the sign's own place if there is none.
  package static func folder(of home: String) -> String {
    let sign = sign(of: home)
    let name = try? String(contentsOfFile: sign, encoding: .utf8)
    return name.map { "/dev/shm/\($0)" } ?? sign
  }

  /// As a power cut does.
  package static func lose(_ home: String) {
    for place in [folder(of: home), sign(of: home)] {
      try? FileManager.default.removeItem(atPath: place)
    }
  }
}
