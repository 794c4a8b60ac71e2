import CLinux
import Glibc
package import Ports

/// Memory that outlives the program but no power cut: files of mode 0600 in an own folder of mode
/// 0700 under /dev/shm, else $XDG_RUNTIME_DIR, if that truly is tmpfs.
///
/// The folder is named by the user's number and a hash of the booth's home, so two homes never
/// meet; it is there while it holds something. Links and doubled slashes in the home's path lead
/// to the same folder. A folder that is a link or somebody else's is refused: then there is no
/// store, `load` and `names` give nothing, and `save` throws `.unavailable`.
package enum TmpfsStore {
  package static func open(home: String) -> VolatileStore {
    let runtime = Environment.current()["XDG_RUNTIME_DIR"] ?? ""
    return open(home: home, parents: ["/dev/shm"] + (runtime.hasPrefix("/") ? [runtime] : []))
  }

  /// Pieces are saved in the first of `parents` that can be written, and found in all of them:
  /// where one turns read-only or comes back, what lies there is no less there.
  package static func open(home: String, parents: [String]) -> VolatileStore {
    // A home that is not there has nothing in any store, whatever it is called.
    let name = folderName(home: Places.real(home) ?? home)
    let folders = parents.compactMap { try? TmpfsFolder(name, in: $0) }
    let main = folders.first(where: \.isWritable)
    return VolatileStore(
      save: { name, bytes throws(VolatileError) in
        guard let main else { throw .unavailable }
        try main.save(name, bytes)
      },
      load: { name throws(VolatileError) in
        for folder in folders {
          if let bytes = try folder.load(name) { return bytes }
        }
        return nil
      },
      remove: { name throws(VolatileError) in
        for folder in folders { try folder.remove(name) }
      },
      names: { () throws(VolatileError) in
        var names: Set<String> = []
        for folder in folders { names.formUnion(try folder.names()) }
        return names.sorted()
      })
  }

  /// `loket-1000-90af…`, by the home's real path.
  package static func folderName(home: String) -> String {
    let hash = home.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3  // FNV-1a
    }
    let digits = String(hash, radix: 16)
    return "loket-\(getuid())-\(String(repeating: "0", count: 16 - digits.count))\(digits)"
  }
}

/// Made with the first piece, gone with the last.
private struct TmpfsFolder {
  /// TMPFS_MAGIC of linux/magic.h.
  private static let tmpfsMark = 0x0102_1994
  private static let pieceBytesMax = 16 * 1024 * 1024
  private let path: String
  let isWritable: Bool

  init(_ name: String, in parent: String) throws(SystemFault) {
    guard unsafe loket_file_system_type(parent) == TmpfsFolder.tmpfsMark
    else { throw SystemFault(errno: ENODEV) }
    isWritable = unsafe access(parent, W_OK | X_OK) == 0
    path = parent + "/" + name
    _ = try existing()
  }

  /// Nil while it holds nothing.
  private func existing() throws(SystemFault) -> Folder? {
    let folder: Folder
    do throws(SystemFault) { folder = try Folder(path: path, refusesLink: true) } catch {
      guard error.errno == ENOENT else { throw error }
      return nil
    }
    let number = folder.descriptor.number
    guard try folder.descriptor.facts().st_uid == getuid() else { throw SystemFault(errno: EPERM) }
    guard loket_descriptor_file_system_type(number) == TmpfsFolder.tmpfsMark
    else { throw SystemFault(errno: ENODEV) }
    let isOpen = try folder.descriptor.facts().permissions != 0o700
    guard !isOpen || fchmod(number, 0o700) == 0 else { throw .last }
    return folder
  }

  func save(_ name: String, _ bytes: [UInt8]) throws(VolatileError) {
    var fault = SystemFault(errno: ENOENT)
    // Another program may take the empty folder away while this one reaches into it.
    for _ in 1...3 where fault.errno == ENOENT {
      do throws(SystemFault) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw SystemFault.last }
        guard let folder = try existing() else { continue }
        return try folder.replace(try checked(name), with: bytes)
      } catch {
        fault = error
      }
    }
    // What did not get in leaves no empty folder behind.
    _ = unsafe rmdir(path)
    throw fault.isFull ? .full : .failed(errno: fault.errno)
  }

  func load(_ name: String) throws(VolatileError) -> [UInt8]? {
    do throws(SystemFault) {
      return try existing()?.load(try checked(name), max: TmpfsFolder.pieceBytesMax)
    } catch { throw .failed(errno: error.errno) }
  }

  func remove(_ name: String) throws(VolatileError) {
    do throws(SystemFault) {
      guard let folder = try existing() else { return }
      try folder.wipe(try checked(name))
      // With the last piece goes what a killed program has left half written.
      if try folder.names().isEmpty {
        for draft in try folder.names(hidden: true) { try folder.wipe(draft) }
      }
    } catch {
      throw .failed(errno: error.errno)
    }
    _ = unsafe rmdir(path)
  }

  func names() throws(VolatileError) -> [String] {
    do throws(SystemFault) { return try existing()?.names() ?? [] } catch {
      throw .failed(errno: error.errno)
    }
  }

  /// A name is one file's name, not a path and not hidden.
  private func checked(_ name: String) throws(SystemFault) -> String {
    guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), name.utf8.count <= 200
    else { throw SystemFault(errno: EINVAL) }
    return name
  }
}
