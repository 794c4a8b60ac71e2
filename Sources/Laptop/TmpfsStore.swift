import CLinux
import Glibc
package import Ports

/// Memory that outlives the program but no power cut: files of mode 0600 in an own folder of mode
/// 0700 under /dev/shm, else $XDG_RUNTIME_DIR, if that truly is tmpfs.
///
/// The folder is named by the user's number and a hash of the home's real path, so two homes never
/// meet and links or doubled slashes lead to the same; it is there while it holds something. It
/// notes which home it belongs to: a home that was moved or is mounted elsewhere too keeps it. A
/// folder that is a link or somebody else's is refused: then there is no store, `load` and `names`
/// give nothing, and `save` throws `.unavailable`.
package enum TmpfsStore {
  package static func open(home: String) -> VolatileStore {
    open(home: home, parents: parents())
  }

  private static func parents() -> [String] {
    let runtime = Environment.current()["XDG_RUNTIME_DIR"] ?? ""
    return ["/dev/shm"] + (runtime.hasPrefix("/") ? [runtime] : [])
  }

  /// Pieces are saved in the first of `parents` that can be written, and found in all of them:
  /// where one turns read-only or comes back, what lies there is no less there.
  package static func open(home: String, parents: [String]) -> VolatileStore {
    let place = HomePlace(home)
    let folders = parents.compactMap { try? TmpfsFolder(of: place, in: $0) }
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

  /// Destroys what homes of this user left in volatile memory and can never find again, because
  /// they were removed, moved to another disk or given away; and calls this home's folder by the
  /// path that the home has now. For whoever holds the home's lock.
  package static func settle(home: String) { settle(home: home, parents: parents()) }

  package static func settle(home: String, parents: [String]) {
    let place = HomePlace(home)
    for parent in parents {
      guard let found = try? TmpfsFolder(of: place, in: parent) else { continue }
      let own = found.named(folderName(home: place.path), in: parent)
      try? own.renewNote()
      for name in TmpfsFolder.names(in: parent) {
        let other = TmpfsFolder(name, in: parent, of: place)
        guard other.path != own.path, let note = other.note, note.isLost else { continue }
        for piece in (try? other.names()) ?? [] { try? other.remove(piece) }
      }
    }
  }

  /// `loket-1000-90af…`, by the home's real path.
  package static func folderName(home: String) -> String {
    let hash = home.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3  // FNV-1a
    }
    let digits = String(hash, radix: 16)
    return "\(folderPrefix)\(String(repeating: "0", count: 16 - digits.count))\(digits)"
  }

  fileprivate static var folderPrefix: String { "loket-\(getuid())-" }
}

/// Where a home lies, and which folder it is, whatever it is called.
private struct HomePlace: Equatable {
  let path: String
  let device: UInt64
  /// Device, number and birth; empty for a home that is not there, and where births are not kept.
  let mark: String

  init(_ home: String) {
    // A home that is not there has nothing in any store, whatever it is called.
    path = Places.real(home) ?? home
    guard let facts = facts(of: path) else { (device, mark) = (0, ""); return }
    device = UInt64(facts.st_dev)
    let birth = unsafe loket_birth(path)
    mark = birth == 0 ? "" : "\(device) \(facts.st_ino) \(birth)"
  }

  /// As a folder on tmpfs notes it.
  init?(note bytes: [UInt8]) {
    let parts = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let device = UInt64(parts[0]) else { return nil }
    self.device = device
    mark = String(parts[1])
    path = String(parts[2])
  }

  var note: [UInt8] { Array("\(device)\n\(mark)\n\(path)".utf8) }

  /// No longer where it was, though its disk is there; or another user's.
  var isLost: Bool {
    if let facts = facts(of: path) { return facts.st_uid != getuid() }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/") else { return false }
    let above = facts(of: slash == path.startIndex ? "/" : String(path[..<slash]))
    return above.map { UInt64($0.st_dev) } == device
  }
}

/// Made with the first piece, gone with the last.
private struct TmpfsFolder {
  /// TMPFS_MAGIC of linux/magic.h.
  private static let tmpfsMark = 0x0102_1994
  private static let pieceBytesMax = 16 * 1024 * 1024
  private static let noteName = ".asal"
  let path: String
  let isWritable: Bool
  private let home: HomePlace

  init(_ name: String, in parent: String, of home: HomePlace) {
    isWritable = unsafe access(parent, W_OK | X_OK) == 0
    path = parent + "/" + name
    self.home = home
  }

  /// The folder by the home's path, or the one that notes that it belongs to the same home.
  init(of home: HomePlace, in parent: String) throws(SystemFault) {
    guard unsafe loket_file_system_type(parent) == TmpfsFolder.tmpfsMark
    else { throw SystemFault(errno: ENODEV) }
    let own = TmpfsFolder(TmpfsStore.folderName(home: home.path), in: parent, of: home)
    if try own.existing() == nil, !home.mark.isEmpty {
      for name in TmpfsFolder.names(in: parent) {
        let other = TmpfsFolder(name, in: parent, of: home)
        if other.note?.mark == home.mark { self = other; return }
      }
    }
    self = own
  }

  /// The folders of all homes of this user, as they are called.
  static func names(in parent: String) -> [String] {
    guard let folder = try? Folder(path: parent), let names = try? folder.names() else { return [] }
    return names.filter { $0.hasPrefix(TmpfsStore.folderPrefix) }
  }

  /// Nil: not there, or made before folders noted whose they are.
  var note: HomePlace? {
    guard let folder = try? existing() else { return nil }
    guard let bytes = try? folder.load(TmpfsFolder.noteName, max: 8192) else { return nil }
    return HomePlace(note: bytes)
  }

  /// Under this name, if nothing else has it.
  func named(_ name: String, in parent: String) -> TmpfsFolder {
    let wanted = TmpfsFolder(name, in: parent, of: home)
    guard wanted.path != path else { return self }
    return unsafe rename(path, wanted.path) == 0 ? wanted : self
  }

  func renewNote() throws(SystemFault) {
    guard let folder = try existing(), note != home else { return }
    try folder.replace(TmpfsFolder.noteName, with: home.note)
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
        try folder.replace(try checked(name), with: bytes)
        // Without it the home's own path still finds the piece.
        if note == nil { try? folder.replace(TmpfsFolder.noteName, with: home.note) }
        return
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
