import Glibc

/// What is the program's own, by whatever name somebody calls it: a file that is written for others
/// never replaces a queue, a key, a passphrase or a configuration.
package struct OwnPlaces {
  private let folders: Set<FileIdentity>
  private let files: Set<FileIdentity>

  /// `folders` with all that lies in them, the files of the folder `filesOf`, and `files`; what is
  /// not there is nobody's.
  package init(folders: [String], filesOf: String? = nil, files: [String?] = []) {
    self.folders = Set(folders.compactMap(FileIdentity.init))
    let inside = (folders + [filesOf].compactMap(\.self)).flatMap { folder in
      ((try? Folder(path: folder).names()) ?? []).map { "\(folder)/\($0)" }
    }
    self.files = Set((inside + files.compactMap(\.self)).compactMap(FileIdentity.init))
  }

  /// Whether a file written at `path` would lie in one of the folders, or take the place of one of
  /// the files; seen through links and `..`.
  package func hold(_ path: String) -> Bool {
    if let there = FileIdentity(path), files.contains(there) { return true }
    var folder = FileIdentity.folder(of: path)
    var last: FileIdentity?
    while let identity = FileIdentity(folder), identity != last {
      if folders.contains(identity) { return true }
      last = identity
      folder += "/.."
    }
    return false
  }
}

/// A file or folder itself, whatever its names.
private struct FileIdentity: Hashable {
  private let device: dev_t
  private let number: ino_t

  /// Nil if it cannot be seen.
  init?(_ path: String) {
    guard let facts = facts(of: path) else { return nil }
    device = facts.st_dev
    number = facts.st_ino
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return String(path[...slash])
  }
}
