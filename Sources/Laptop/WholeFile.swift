import Glibc

/// Files that are read and replaced as a whole.
package enum WholeFile {
  /// The bytes of what `write` puts into the file whose path it is given, for libraries that write
  /// files only. The file is fresh, only its owner may read it, and it goes afterwards.
  package static func drafted<Fault: Error>(
    _ write: (_ path: String) throws(Fault) -> Void
  ) throws(Fault) -> Result<[UInt8], SystemFault> {
    var template = Array("/tmp/loket-lembar-XXXXXX".utf8CString)
    let file = unsafe mkstemp(&template)
    guard file >= 0 else { return .failure(.last) }
    close(file)
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { unsafe unlink(path) }
    try write(path)
    return read(path, max: 1 << 24)
  }

  /// All of a regular file; `EFBIG` beyond `max` bytes, `EINVAL` for what is no file.
  ///
  /// With `fromMedium` what the system remembers of it is given up first, so that the bytes come
  /// from where they were written to.
  package static func read(
    _ path: String, max: Int, fromMedium: Bool = false
  ) -> Result<[UInt8], SystemFault> {
    do throws(SystemFault) {
      let file = try Descriptor(unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
      guard try file.facts().isRegularFile else { return .failure(SystemFault(errno: EINVAL)) }
      if fromMedium { _ = posix_fadvise(file.number, 0, 0, POSIX_FADV_DONTNEED) }
      return .success(try file.read(max: max))
    } catch {
      return .failure(error)
    }
  }

  /// Written beside, made durable, put in place, and read back; mode 0600
  /// where the file system knows modes.
  ///
  /// `EIO` if it does not read back as written: a stick that lies. `EINVAL` for what is there and
  /// is no file: a device is never replaced.
  package static func write(_ bytes: [UInt8], to path: String) -> Result<Void, SystemFault> {
    do throws(SystemFault) {
      let (folder, name) = try place(of: path)
      try Folder(path: folder).replace(name, with: bytes, isPrivate: false)
    } catch {
      return .failure(error)
    }
    switch read(path, max: bytes.count, fromMedium: true) {
    case .success(let back): return back == bytes ? .success(()) : .failure(SystemFault(errno: EIO))
    case .failure(let fault): return .failure(fault)
    }
  }

  /// Whether a small file could be written there: by a real one beside it, which goes again.
  package static func tryRoom(for path: String) -> Result<Void, SystemFault> {
    do throws(SystemFault) {
      let (folder, name) = try place(of: path)
      if let there = facts(of: path), there.isFolder { throw SystemFault(errno: EISDIR) }
      return .success(try Folder(path: folder).tryRoom(for: name))
    } catch {
      return .failure(error)
    }
  }

  /// The folder of a file, and its name there.
  private static func place(of path: String) throws(SystemFault) -> (folder: String, name: String) {
    if let there = facts(of: path), !there.isRegularFile, !there.isFolder {
      throw SystemFault(errno: EINVAL)
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    let isNamed = path.contains("/")
    return (isNamed ? (folder.isEmpty ? "/" : folder) : ".", String(parts.last ?? ""))
  }
}
