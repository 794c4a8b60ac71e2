import Glibc
import Ports

/// The queue's file before SQLite sees it: there, readable by its owner only, and writable.
///
/// A file that exists is never opened here: closing it would drop SQLite's locks on it.
enum QueueFile {
  static let mode: mode_t = 0o600

  /// Follows no link, so that nobody can point the queue at another file; nor may its journal be
  /// anything but a file: SQLite would wait for ever at a pipe.
  static func exists(_ path: String) throws(QueueError) -> Bool {
    _ = try isThere(path + "-journal", "its journal is not a plain file")
    return try isThere(path, "not a plain file")
  }

  private static func isThere(_ path: String, _ otherwise: String) throws(QueueError) -> Bool {
    var facts = stat()
    if lstat(path, &facts) == 0 {
      guard facts.st_mode & S_IFMT == S_IFREG else { throw .damaged(otherwise) }
      return true
    }
    guard errno == ENOENT else { throw .notWritable }
    return false
  }

  /// Makes the file if it is missing and may be made (`.gone`: it may not), and checks that it and
  /// its folder, where the journal goes, can be written.
  static func prepare(_ path: String, mayCreate: Bool) throws(QueueError) {
    if try !exists(path) {
      guard mayCreate else { throw .gone }
      try create(path)
    }
    guard access(path, W_OK) == 0, access(folder(of: path), W_OK | X_OK) == 0,
      chmod(path, mode) == 0
    else { throw .notWritable }
  }

  private static func create(_ path: String) throws(QueueError) {
    let file = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, mode)
    let reason = errno
    if file < 0, reason == EEXIST { return }
    guard file >= 0 else { throw reason == ENOSPC ? .diskFull : .notWritable }
    Glibc.close(file)
    syncFolder(of: path)
  }

  /// Makes the new name survive a power cut; SQLite does the same for its journal.
  private static func syncFolder(of path: String) {
    let folder = openFolder(of: path)
    guard folder >= 0 else { return }
    fsync(folder)
    Glibc.close(folder)
  }

  /// False once the file system has given up on a failing disk.
  ///
  /// Asked after a commit: a sync into which xfs gives up may say that all is well when nothing is
  /// (Linux 6.18), but from then on it opens nothing.
  static func isAlive(_ path: String) -> Bool {
    let folder = openFolder(of: path)
    guard folder >= 0 else { return errno != EIO }
    Glibc.close(folder)
    return true
  }

  private static func openFolder(of path: String) -> CInt {
    Glibc.open(folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
