import Glibc
import TestWorld
import Testing

/// Mounts that are undone with it, also when the tests die: a process of its own waits for that.
final class Mounts {
  private static let script = """
    list=
    while read -r path; do list="$path
    $list"; done
    printf '%s' "$list" | while read -r path; do umount -l "$path"; done
    """
  private let guardian: Program

  init(folder: String) throws {
    guardian = try Program(
      ["/bin/sh", "-c", Mounts.script], environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin"],
      input: .pipe, output: .file("/dev/null"), errors: folder + "/umount")
  }

  deinit {
    guardian.closeInput()
    _ = try? guardian.wait()
  }

  /// Told before the mount is made, so that none is ever forgotten.
  func expect(_ path: String) { guardian.send(path + "\n") }
}

/// A real file system of a booth on a loop device, whose power can be cut.
///
/// Its image lies in memory: what the file system has written out before the cut is there, what it
/// had not is gone.
struct LoopDisk {
  enum Kind: String, CaseIterable, CustomTestStringConvertible {
    case ext4, xfs

    var testDescription: String { rawValue }

    fileprivate var size: String { self == .ext4 ? "24M" : "48M" }
    fileprivate var make: String {
      switch self {
      case .ext4: "mkfs.ext4 -q -F -b 4096 -J size=4"
      case .xfs: "mkfs.xfs -q -f --unsupported"
      }
    }
  }

  let kind: Kind
  private let booth: Booth
  private let path: String
  private var image: String { booth.folder + "/ram/disk" }

  /// A fresh one below the booth's home, or a reason why there is none.
  init(_ kind: Kind, for booth: Booth) throws {
    self.kind = kind
    self.booth = booth
    path = booth.home
    try booth.mount("-t tmpfs -o size=96m tmpfs", at: booth.folder + "/ram")
    try booth.demand("truncate -s \(kind.size) '\(image)' && \(kind.make) '\(image)'")
    try booth.mount("-o loop,noatime '\(image)'", at: path)
  }

  /// Why there can be none here; nil: there can.
  static func lack(_ kind: Kind) -> String? {
    if getuid() != 0 { return "mounting needs root" }
    do {
      let disk = try LoopDisk(kind, for: Booth())
      try disk.cut()
      try disk.restart()
      return nil
    } catch { return "no loop mounts of \(kind.rawValue): \(error)" }
  }

  /// The power goes: nothing is written any more, not even the journal in memory.
  func cut() throws {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { close(folder) }
    var withoutFlushing: UInt32 = 2
    let shutdown: UInt = 0x8004_587d  // _IOR('X', 125, __u32) of ext4 and xfs
    guard ioctl(folder, shutdown, &withoutFlushing) == 0
    else { throw ProgramFault.notStarted(errno: errno) }
  }

  /// The power comes back: the file system's own journal is played back.
  ///
  /// A process with mounts of its own that began meanwhile keeps the dead file system until it ends,
  /// and a mount would be of that one.
  func restart() throws {
    try booth.demand(
      """
      umount '\(path)' || exit
      for turn in $(seq 600); do
        [ -n "$(losetup -j '\(image)')" ] || break
        sleep 0.05
      done
      mount -o loop,noatime '\(image)' '\(path)'
      """)
  }
}
