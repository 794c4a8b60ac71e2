import Glibc
package import Ports

/// The room on the home's disk that is kept for closing a shift: the file `ruang-tutup`.
package enum ClosingRoom {
  static let name = "ruang-tutup"
  /// A closing's journal and what it adds to the queue, three times over.
  static let bytes = 128 * 1024

  package static func reserve(home: String) -> Reserve {
    Reserve(keep: { keep(home: home) }, release: { _ = unsafe unlink(home + "/" + name) })
  }

  /// Blocks that nothing else can take, not only a length.
  static func keep(home: String) -> Bool {
    let path = home + "/" + name
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    do throws(SystemFault) {
      let file = try Descriptor(unsafe open(path, flags, 0o600))
      guard posix_fallocate(file.number, 0, bytes) == ENOSPC else { return true }
    } catch {
      guard error.errno == ENOSPC else { return true }
    }
    _ = unsafe unlink(path)
    return false
  }
}
