import CLinux
import Glibc
package import Ports

/// Memory that outlives the program but no power cut: files of mode 0600 in an own folder of mode
/// 0700 under /dev/shm, else $XDG_RUNTIME_DIR, if that truly is tmpfs.
///
/// A home's folder is named by the user's number and a hash of which folder the home is, so that a
/// home that is moved, or mounted elsewhere too, finds its pieces; it is there while it holds
/// something. A sign under the hash of the home's path leads there as well: a home that was put
/// back from a copy, or a stick that was put in again, is another folder under the same path. Homes
/// of different shifts that come to share a folder do not meet, since pieces are named by their
/// shifts. What is a link or somebody else's is refused: then there is no store, `load` and `names`
/// give nothing, and `save` throws `.unavailable`.
package enum TmpfsStore {
  package static func open(home: String) -> VolatileStore {
    let runtime = Environment.current()["XDG_RUNTIME_DIR"] ?? ""
    return open(home: home, parents: ["/dev/shm"] + (runtime.hasPrefix("/") ? [runtime] : []))
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

  /// `loket-1000-90af…`.
  package static func folderName(home: String) -> String { HomePlace(home).name }
}

/// What a home is called in volatile memory; the two never meet.
private struct HomePlace {
  /// By device, number and birth; by the path where no births are kept.
  let name: String
  /// By the path.
  let sign: String

  init(_ home: String) {
    // A home that is not there has nothing in any store, whatever it is called.
    let path = Places.real(home) ?? home
    let birth = unsafe loket_birth(path)
    sign = HomePlace.name(path)
    if birth != 0, let facts = facts(of: path) {
      name = HomePlace.name("\(facts.st_dev) \(facts.st_ino) \(birth)")
    } else {
      name = HomePlace.name("path " + path)
    }
  }

  private static let prefix = "loket-\(getuid())-"

  private static func name(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3  // FNV-1a
    }
    let digits = String(hash, radix: 16)
    return prefix + String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// What a sign says, if it is one.
  static func name(signed bytes: [UInt8]) -> String? {
    let name = String(decoding: bytes, as: UTF8.self)
    let digits = name.dropFirst(prefix.count)
    let isName = name.hasPrefix(prefix) && digits.utf8.count == 16
    return isName && digits.allSatisfy(\.isHexDigit) ? name : nil
  }
}

/// Made with the first piece, gone with the last.
private struct TmpfsFolder {
  /// TMPFS_MAGIC of linux/magic.h.
  private static let tmpfsMark = 0x0102_1994
  private static let pieceBytesMax = 16 * 1024 * 1024
  private let parent: String
  private let name: String
  private let signs: [String]
  let isWritable: Bool

  private var path: String { parent + "/" + name }

  init(of home: HomePlace, in parent: String) throws(SystemFault) {
    guard unsafe loket_file_system_type(parent) == TmpfsFolder.tmpfsMark
    else { throw SystemFault(errno: ENODEV) }
    isWritable = unsafe access(parent, W_OK | X_OK) == 0
    self.parent = parent
    signs = [home.sign, home.name]
    // The home's own name, where it leads, where its path leads.
    name =
      TmpfsFolder.target(home.name, in: parent) ?? TmpfsFolder.target(home.sign, in: parent)
      ?? home.name
    // A sign that leads nowhere any more is in the way.
    if TmpfsFolder.signed(name, in: parent) != nil { _ = unsafe unlink(path) }
    _ = try existing()
  }

  /// The folder of this user that is called so, or to which a sign called so leads; nil: none.
  private static func target(_ name: String, in parent: String) -> String? {
    func isOwnFolder(_ name: String) -> Bool {
      facts(of: "\(parent)/\(name)", followsLink: false)
        .map { $0.isFolder && $0.st_uid == getuid() } ?? false
    }
    if isOwnFolder(name) { return name }
    guard let signed = signed(name, in: parent), isOwnFolder(signed) else { return nil }
    return signed
  }

  /// What a sign of this user says.
  private static func signed(_ name: String, in parent: String) -> String? {
    guard let facts = facts(of: "\(parent)/\(name)", followsLink: false), facts.isRegularFile,
      facts.st_uid == getuid()
    else { return nil }
    let bytes = try? Folder(path: parent).load(name, max: 256)
    return bytes.flatMap { HomePlace.name(signed: $0) }
  }

  /// Without them the home itself still finds a folder of its own name.
  private func setSigns() {
    for sign in signs where sign != name && TmpfsFolder.signed(sign, in: parent) != name {
      try? Folder(path: parent).replace(sign, with: Array(name.utf8))
    }
  }

  /// Takes the folder away if it is empty, and its signs with it.
  private func leave() {
    guard unsafe rmdir(path) == 0 else { return }
    for sign in signs where TmpfsFolder.signed(sign, in: parent) == name {
      _ = unsafe unlink("\(parent)/\(sign)")
    }
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
        setSigns()
        return
      } catch {
        fault = error
      }
    }
    // What did not get in leaves no empty folder behind.
    leave()
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
    leave()
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
