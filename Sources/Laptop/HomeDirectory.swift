import Glibc

/// Why a folder cannot be lived in.
package enum HomeFault: Error, Hashable, Sendable {
  /// Only a path from `/` is taken.
  case notAbsolute
  /// Something else stands there.
  case notADirectory
  /// Another user's: what this one kept in volatile memory, or stored, that user would not find.
  case ofAnother(user: String)
  /// It, or its parent, cannot be written: rights or a read-only disk.
  case notWritable(errno: Int32)
  case failed(errno: Int32)

  /// What the system says; nil: the path itself is the fault.
  package var system: SystemFault? {
    switch self {
    case .notAbsolute, .notADirectory, .ofAnother: nil
    case .notWritable(let errno), .failed(let errno): SystemFault(errno: errno)
    }
  }

  package var exitStatus: Int32 {
    if case .ofAnother = self { return 77 }
    return system?.exitStatus ?? 73
  }
}

/// The folder that holds all of a booth: mode 0700.
package enum HomeDirectory {
  /// Makes the folder and what is missing above it, each 0700; takes others' rights away from the
  /// folder itself. Another user's home is refused, to root too.
  package static func prepare(_ path: String) -> Result<Void, HomeFault> {
    guard path.hasPrefix("/") else { return .failure(.notAbsolute) }
    if let fault = make(path) { return .failure(fault) }
    guard let facts = facts(of: path), facts.isFolder else { return .failure(.notADirectory) }
    guard facts.st_uid == getuid() else {
      return .failure(.ofAnother(user: userName(facts.st_uid)))
    }
    if facts.permissions & 0o077 != 0 {
      guard unsafe chmod(path, 0o700) == 0 else { return .failure(.notWritable(errno: errno)) }
    }
    guard unsafe access(path, R_OK | W_OK | X_OK) == 0
    else { return .failure(.notWritable(errno: errno)) }
    return .success(())
  }

  /// Their name, or their number if they have none.
  private static func userName(_ number: uid_t) -> String {
    guard let user = unsafe getpwuid(number), let name = unsafe user.pointee.pw_name
    else { return "\(number)" }
    return unsafe String(validatingCString: name) ?? "\(number)"
  }

  private static func make(_ path: String) -> HomeFault? {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      if let facts = facts(of: made) {
        if facts.isFolder { continue }
        return .notADirectory
      }
      guard unsafe mkdir(made, 0o700) == 0 || errno == EEXIST else { return fault(errno) }
    }
    return nil
  }

  private static func fault(_ number: Int32) -> HomeFault {
    switch number {
    case EACCES, EPERM, EROFS: .notWritable(errno: number)
    case ENOTDIR: .notADirectory
    default: .failed(errno: number)
    }
  }
}

/// A small file of the home, mode 0600, by its name.
package enum HomeFile: String, CaseIterable {
  /// The booth's identity: a secret.
  case identity = "identitas"
  /// The office's signed assignment.
  case assignment = "penugasan"
  /// The public keys that the booth signed with before its last renewal.
  case formerKeys = "kunci-lama"
  /// The booth's database password, as libpq reads it: a secret.
  case passwords = "pgpass"
  /// Which lists the shift has, by code and count; nobody in it.
  case rosterNote = "sasaran"

  private static let bytesMax = 64 * 1024

  /// Whether something of this name is there, readable or not.
  package func isThere(home: String) -> Bool {
    var facts = stat()
    return unsafe lstat("\(home)/\(rawValue)", &facts) == 0
  }

  /// Nil if this laptop has none yet.
  package func load(home: String) -> Result<[UInt8]?, SystemFault> {
    do throws(SystemFault) {
      return .success(try Folder(path: home).load(rawValue, max: HomeFile.bytesMax))
    } catch {
      // A home that is not there yet holds no file.
      return error.errno == ENOENT ? .success(nil) : .failure(error)
    }
  }

  /// Whether it is not there, or empty.
  package func isMissing(home: String) -> Bool {
    let path = "\(home)/\(rawValue)"
    guard let facts = facts(of: path) else { return errno == ENOENT }
    return facts.st_size == 0
  }

  /// Replaces it as a whole; after a power cut the old or the new one is there.
  package func save(_ bytes: [UInt8], home: String) -> Result<Void, SystemFault> {
    do throws(SystemFault) {
      return .success(try Folder(path: home).replace(rawValue, with: bytes))
    } catch {
      return .failure(error)
    }
  }
}
