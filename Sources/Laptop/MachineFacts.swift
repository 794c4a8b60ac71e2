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

  /// Whether others than its owner may do anything with it; false for no such path.
  package static func isOpenToOthers(_ path: String) -> Bool {
    facts(of: path).map { $0.permissions & 0o077 != 0 } ?? false
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

  /// How many more files the disk that holds `path` takes; nil where it keeps no count.
  package static func freeFiles(at path: String) -> Int? {
    diskFacts(path).flatMap { $0.f_files == 0 ? nil : Int(clamping: $0.f_favail) }
  }

  /// Where memory may be written to.
  package enum Swap: Hashable, Sendable {
    case none
    /// On disks that dm-crypt encrypts, or compressed in memory.
    case safe
    /// On a disk that a thief could read.
    case open
  }

  package static func swap() -> Swap { swap(list: "/proc/swaps", blocks: "/sys/block") }

  /// `list` as /proc/swaps: a heading, then a line each that begins with the device or file.
  static func swap(list: String, blocks: String) -> Swap {
    let places = text(list).split(separator: "\n").dropFirst()
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    if places.isEmpty { return .none }
    return places.allSatisfy { isSafe($0, blocks: blocks) } ? .safe : .open
  }

  private static func isSafe(_ place: String, blocks: String) -> Bool {
    let device = place.split(separator: "/").last.map(String.init) ?? ""
    guard place.hasPrefix("/dev/") else { return false }
    return device.hasPrefix("zram") || text("\(blocks)/\(device)/dm/uuid").hasPrefix("CRYPT-")
  }

  private static func text(_ path: String) -> String {
    let bytes = try? Descriptor(unsafe open(path, O_RDONLY | O_CLOEXEC)).read(max: 1 << 20)
    return String(decoding: bytes ?? [], as: UTF8.self)
  }

  /// Seconds since 1970 UTC at which any of these files was last written; nil: none is there.
  package static func lastWritten(_ paths: [String]) -> Int64? {
    paths.compactMap { facts(of: $0).map { Int64($0.st_mtim.tv_sec) } }.max()
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

  package static func isHardened() -> Bool { loket_is_hardened() != 0 }
}
