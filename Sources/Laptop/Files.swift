import Glibc

/// A system call's error number with nothing else: no path, no contents.
package struct SystemFault: Error, Hashable, Sendable {
  package let errno: Int32

  package init(errno: Int32) { self.errno = errno }

  /// Nothing more fits: a full disk, a spent quota, a file as long as it may get.
  package var isFull: Bool { [ENOSPC, EDQUOT, EFBIG].contains(errno) }

  /// 73 where the disk is full, else 74.
  package var exitStatus: Int32 { isFull ? 73 : 74 }

  /// The last call's.
  static var last: SystemFault { SystemFault(errno: Glibc.errno) }
}

/// An open descriptor, closed when it goes.
struct Descriptor: ~Copyable {
  let number: CInt

  /// `number` is a result of `open`; a negative one throws what `errno` says.
  init(_ number: CInt) throws(SystemFault) {
    guard number >= 0 else { throw .last }
    self.number = number
  }

  deinit { close(number) }

  func facts() throws(SystemFault) -> stat {
    var facts = stat()
    guard unsafe fstat(number, &facts) == 0 else { throw .last }
    return facts
  }

  func write(_ bytes: some Sequence<UInt8>) throws(SystemFault) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(number, bytes.baseAddress, bytes.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .last }
      rest = rest.dropFirst(count)
    }
  }

  /// Everything from here to the end; `EFBIG` beyond `max` bytes.
  func read(max: Int) throws(SystemFault) -> [UInt8] {
    var all: [UInt8] = []
    while all.count <= max {
      var piece = [UInt8](repeating: 0, count: 4096)
      let count = unsafe Glibc.read(number, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .last }
      if count == 0 { return all }
      all += piece.prefix(count)
    }
    throw SystemFault(errno: EFBIG)
  }

  func synchronise() throws(SystemFault) {
    guard fsync(number) == 0 else { throw .last }
  }
}

/// A folder by its open descriptor: nobody can put another in its place meanwhile.
struct Folder: ~Copyable {
  let descriptor: Descriptor

  /// With `refusesLink` the path's last part may be no symbolic link.
  init(path: String, refusesLink: Bool = false) throws(SystemFault) {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (refusesLink ? O_NOFOLLOW : 0)
    descriptor = try Descriptor(unsafe open(path, flags))
  }

  /// Nil if there is no such file.
  func load(_ name: String, max: Int) throws(SystemFault) -> [UInt8]? {
    let file = unsafe openat(
      descriptor.number, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    if file < 0 && errno == ENOENT { return nil }
    return try Descriptor(file).read(max: max)
  }

  /// Replaces the file as a whole, mode 0600; durable once it returns.
  ///
  /// A USB stick's file system may know no modes: then `isPrivate` false lets it pass.
  func replace(
    _ name: String, with bytes: [UInt8], isPrivate: Bool = true
  ) throws(SystemFault) {
    let draft = ".\(name).baru"
    do throws(SystemFault) {
      try writeDraft(draft, bytes, isPrivate: isPrivate)
      guard unsafe renameat(descriptor.number, draft, descriptor.number, name) == 0
      else { throw SystemFault.last }
    } catch {
      _ = unsafe unlinkat(descriptor.number, draft, 0)
      throw error
    }
    try descriptor.synchronise()
  }

  /// Writes a small draft of that file, and takes it away again.
  func tryRoom(for name: String) throws(SystemFault) {
    let draft = ".\(name).baru"
    defer { _ = unsafe unlinkat(descriptor.number, draft, 0) }
    try writeDraft(draft, Array(repeating: 0, count: 4096), isPrivate: false)
  }

  private func writeDraft(
    _ name: String, _ bytes: [UInt8], isPrivate: Bool
  ) throws(SystemFault) {
    _ = unsafe unlinkat(descriptor.number, name, 0)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = try Descriptor(unsafe openat(descriptor.number, name, flags, 0o600))
    guard fchmod(file.number, 0o600) == 0 || !isPrivate else { throw .last }
    try file.write(bytes)
    try file.synchronise()
  }

  /// Overwrites the file with zeros, then takes it away; no file, nothing done.
  func wipe(_ name: String) throws(SystemFault) {
    let file = unsafe openat(descriptor.number, name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
    if file < 0 && errno == ENOENT { return }
    let opened = try Descriptor(file)
    let size = Int(try opened.facts().st_size)
    try opened.write(repeatElement(0, count: size))
    try opened.synchronise()
    guard unsafe unlinkat(descriptor.number, name, 0) == 0 else { throw .last }
  }

  /// File names in alphabetical order, the hidden ones or all others.
  func names(hidden: Bool = false) throws(SystemFault) -> [String] {
    let copy = unsafe openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { throw .last }
    guard let listing = unsafe fdopendir(copy) else {
      let fault = SystemFault.last
      close(copy)
      throw fault
    }
    defer { unsafe closedir(listing) }
    var names: [String] = []
    while let entry = unsafe readdir(listing) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let name, name.hasPrefix(".") == hidden, name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

/// A file's type, owner and mode by its path; nil if it cannot be seen.
func facts(of path: String, followsLink: Bool = true) -> stat? {
  var facts = stat()
  let found = followsLink ? unsafe stat(path, &facts) : unsafe lstat(path, &facts)
  return found == 0 ? facts : nil
}

extension stat {
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }
  /// The nine permission bits.
  var permissions: mode_t { st_mode & 0o777 }
}
