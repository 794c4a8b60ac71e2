import CLinux
import Glibc
package import Ports

/// Memory that outlives the program but no power cut: files of mode 0600 in an own folder of mode
/// 0700 under /dev/shm, else $XDG_RUNTIME_DIR, if that truly is tmpfs.
///
/// The folder is named by the user's number and a hash of the booth's home, so two homes never
/// meet. A folder that is a link or somebody else's is refused: then there is no store, `load` and
/// `names` give nothing, and `save` throws `.unavailable`.
package enum TmpfsStore {
  package static func open(home: String) -> VolatileStore {
    let runtime = Environment.current()["XDG_RUNTIME_DIR"] ?? ""
    return open(home: home, parents: ["/dev/shm"] + (runtime.hasPrefix("/") ? [runtime] : []))
  }

  /// The first of `parents` that serves.
  package static func open(home: String, parents: [String]) -> VolatileStore {
    let name = folderName(home: home)
    for parent in parents {
      if let folder = try? TmpfsFolder(path: parent + "/" + name) {
        return VolatileStore(
          save: folder.save, load: folder.load, remove: folder.remove, names: folder.names)
      }
    }
    return VolatileStore(
      save: NoTmpfs.save, load: NoTmpfs.load, remove: NoTmpfs.remove, names: NoTmpfs.names)
  }

  /// `loket-1000-90af…`.
  package static func folderName(home: String) -> String {
    let hash = home.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3  // FNV-1a
    }
    let digits = String(hash, radix: 16)
    return "loket-\(getuid())-\(String(repeating: "0", count: 16 - digits.count))\(digits)"
  }
}

private enum NoTmpfs {
  static func save(_ name: String, _ bytes: [UInt8]) throws(VolatileError) { throw .unavailable }
  static func load(_ name: String) throws(VolatileError) -> [UInt8]? { nil }
  static func remove(_ name: String) throws(VolatileError) {}
  static func names() throws(VolatileError) -> [String] { [] }
}

private final class TmpfsFolder {
  /// TMPFS_MAGIC of linux/magic.h.
  private static let tmpfsMark = 0x0102_1994
  private static let pieceBytesMax = 16 * 1024 * 1024
  private let folder: Folder

  init(path: String) throws(SystemFault) {
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .last }
    let opened = try Folder(path: path, refusesLink: true)
    let number = opened.descriptor.number
    let facts = try opened.descriptor.facts()
    guard facts.st_uid == getuid() else { throw SystemFault(errno: EPERM) }
    guard loket_descriptor_file_system_type(number) == TmpfsFolder.tmpfsMark
    else {
      // Made a moment ago on a disk: not what we want to leave behind.
      _ = unsafe rmdir(path)
      throw SystemFault(errno: ENODEV)
    }
    guard fchmod(number, 0o700) == 0 else { throw .last }
    folder = opened
  }

  func save(_ name: String, _ bytes: [UInt8]) throws(VolatileError) {
    do { try folder.replace(try checked(name), with: bytes) } catch {
      throw .failed(errno: error.errno)
    }
  }

  func load(_ name: String) throws(VolatileError) -> [UInt8]? {
    do { return try folder.load(try checked(name), max: TmpfsFolder.pieceBytesMax) } catch {
      throw .failed(errno: error.errno)
    }
  }

  func remove(_ name: String) throws(VolatileError) {
    do { try folder.wipe(try checked(name)) } catch { throw .failed(errno: error.errno) }
  }

  func names() throws(VolatileError) -> [String] {
    do { return try folder.names() } catch { throw .failed(errno: error.errno) }
  }

  /// A name is one file's name, not a path and not hidden.
  private func checked(_ name: String) throws(SystemFault) -> String {
    guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), name.utf8.count <= 200
    else { throw SystemFault(errno: EINVAL) }
    return name
  }
}
