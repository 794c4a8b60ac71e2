import CLinux
import Glibc

/// What the doctor (`periksa`) wants to know of this machine.
package enum MachineFacts {
  /// Room on a disk, in bytes, as this user may use it.
  package struct Space: Hashable, Sendable {
    package let free: UInt64
    package let total: UInt64
  }

  /// Of the disk that holds `path`; nil if there is no such path.
  package static func space(at path: String) -> Space? {
    diskFacts(path).map { facts in
      let unit = UInt64(facts.f_frsize)
      return Space(free: UInt64(facts.f_bavail) * unit, total: UInt64(facts.f_blocks) * unit)
    }
  }

  package static func freeMegabytes(at path: String) -> Int? {
    space(at: path).map { Int($0.free / 1_048_576) }
  }

  /// Whether two paths lie on one file system, so that one mishap takes both.
  package static func isOneDisk(_ path: String, _ other: String) -> Bool {
    guard let facts = facts(of: path), let others = Laptop.facts(of: other) else { return false }
    return facts.st_dev == others.st_dev
  }

  /// Whether the disk that holds `path` is mounted read-only; false for no such path.
  package static func isReadOnly(_ path: String) -> Bool {
    diskFacts(path).map { $0.f_flag & UInt(ST_RDONLY) != 0 } ?? false
  }

  private static func diskFacts(_ path: String) -> statvfs? {
    var facts = statvfs()
    return unsafe statvfs(path, &facts) == 0 ? facts : nil
  }

  /// Whether memory may be written to a disk: /proc/swaps lists more than its heading.
  package static func hasSwap() -> Bool { hasSwap(list: "/proc/swaps") }

  static func hasSwap(list path: String) -> Bool {
    let text = try? Descriptor(unsafe open(path, O_RDONLY | O_CLOEXEC)).read(max: 1 << 20)
    return (text ?? []).split(separator: UInt8(ascii: "\n")).count > 1
  }

  /// Whether the locale says UTF-8: the first that is set of LC_ALL, LC_CTYPE, LANG.
  package static func isUTF8Locale(_ environment: [String: String]) -> Bool {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
    let locale = named.first { !$0.isEmpty } ?? "C"
    return locale.lowercased().filter { $0 != "-" }.contains("utf8")
  }

  /// No core dumps, no looking into this process; false if the system would not.
  @discardableResult
  package static func harden() -> Bool { loket_harden_process() == 0 }
}
