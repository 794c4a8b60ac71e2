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
  enum Kind: String, CaseIterable {
    case ext4, xfs

    fileprivate var size: String { self == .ext4 ? "24M" : "48M" }
    fileprivate var make: String {
      switch self {
      case .ext4: "mkfs.ext4 -q -F -b 4096 -J size=4"
      case .xfs: LoopDisk.makeXFS
      }
    }
  }

  /// How the power is cut.
  enum Cut: String, CaseIterable {
    /// The file system gives up, as on a failing disk: it writes nothing any more, not even its
    /// journal in memory. The program goes on meanwhile, and must not believe it.
    case shutdown
    /// The booth goes on from a copy of the device. The program has been stopped: without power it
    /// hears of nothing.
    case copy
  }

  let kind: Kind
  let cut: Cut
  private let booth: Booth
  private let path: String
  /// Below it lies the image; for a copy a file system that copies a whole file in one moment.
  private let folder: String
  private var image: String { folder + "/disk" }
  private var copy: String { folder + "/copy" }

  private static let makeXFS = "mkfs.xfs -q -f --unsupported"

  /// A fresh one below the booth's home, or a reason why there is none.
  init(_ kind: Kind, cut: Cut = .shutdown, for booth: Booth) throws {
    self.kind = kind
    self.cut = cut
    self.booth = booth
    path = booth.home
    let memory = booth.folder + "/ram"
    folder = cut == .copy ? memory + "/copying" : memory
    try booth.mount("-t tmpfs -o size=192m tmpfs", at: memory)
    if cut == .copy {
      let outer = memory + "/outer"
      try booth.demand("truncate -s 160M '\(outer)' && \(LoopDisk.makeXFS) -m reflink=1 '\(outer)'")
      try booth.mount("-o loop,noatime '\(outer)'", at: folder)
    }
    try booth.demand("truncate -s \(kind.size) '\(image)' && \(kind.make) '\(image)'")
    try booth.mount("-o loop,noatime '\(image)'", at: path)
  }

  /// Why there can be none here; nil: there can.
  static func lack(_ kind: Kind, cut: Cut) -> String? {
    if getuid() != 0 { return "mounting needs root" }
    do {
      let disk = try LoopDisk(kind, cut: cut, for: Booth())
      try disk.cutPower()
      try disk.restart()
      return nil
    } catch { return "no loop mounts of \(kind.rawValue), cut by \(cut.rawValue): \(error)" }
  }

  /// The power goes, while the program may be running.
  func cutPower(of program: Program? = nil) throws {
    switch cut {
    case .shutdown:
      var withoutFlushing: UInt32 = 2
      let shutdown: UInt = 0x8004_587d  // _IOR('X', 125, __u32) of ext4 and xfs
      let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      defer { close(folder) }
      guard ioctl(folder, shutdown, &withoutFlushing) == 0
      else { throw ProgramFault.notStarted(errno: errno) }
    case .copy:
      program?.kill(SIGSTOP)
      let clone: UInt = 0x4004_9409  // FICLONE: no write to the image falls into it
      let from = open(image, O_RDONLY | O_CLOEXEC)
      let into = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      defer { for file in [from, into] { close(file) } }
      guard ioctl(into, clone, from) == 0 else { throw ProgramFault.notStarted(errno: errno) }
    }
  }

  /// The power comes back: the file system's own journal is played back.
  ///
  /// A process with mounts of its own that began meanwhile keeps the dead file system until it ends,
  /// and a mount would be of that one.
  func restart() throws {
    let replace = cut == .copy ? "mv '\(copy)' '\(image)'" : ":"
    try booth.demand(
      """
      umount '\(path)' || exit
      for turn in $(seq 600); do
        [ -n "$(losetup -j '\(image)')" ] || break
        sleep 0.05
      done
      \(replace) && mount -o loop,noatime '\(image)' '\(path)'
      """)
  }
}
