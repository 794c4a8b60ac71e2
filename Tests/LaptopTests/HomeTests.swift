import Glibc
import Testing

@testable import Laptop

struct HomeLockTests {
  @Test func `a second program is told that the first is there`() throws {
    let home = try Scratch()
    let first = try HomeLock.take(home: home.path).get()
    #expect(throws: LockFault.busy(pid: getpid())) { try HomeLock.take(home: home.path).get() }
    withExtendedLifetime(first) {}
  }

  @Test func `the lock is free again once it goes`() throws {
    let home = try Scratch()
    _ = try HomeLock.take(home: home.path).get()
    _ = try HomeLock.take(home: home.path).get()
  }

  @Test func `a file left behind by a dead program blocks nobody`() throws {
    let home = try Scratch()
    _ = try home.write("99999999\n", to: "kunci")
    _ = try HomeLock.take(home: home.path).get()
  }

  @Test func `another process is kept out, and let in after the holder is killed`() throws {
    let home = try Scratch()
    let lock = "exec 9>\(home.path)/kunci; flock -n 9 || exit 1"
    let holder = try Shell("\(lock); echo ya; exec sleep 60")
    try #require(holder.readLine() == "ya")
    #expect(throws: LockFault.busy(pid: nil)) { try HomeLock.take(home: home.path).get() }
    holder.kill()
    _ = try HomeLock.take(home: home.path).get()
  }

  @Test func `a home that is not there is a fault, not busy`() {
    #expect(throws: LockFault.failed(errno: ENOENT)) {
      try HomeLock.take(home: "/nonexistent").get()
    }
  }
}

struct HomeDirectoryTests {
  @Test func `the home and what is above it are made for the owner alone`() throws {
    let scratch = try Scratch()
    let home = scratch.path + "/a/b/loket"
    try HomeDirectory.prepare(home).get()
    for path in [home, scratch.path + "/a/b", scratch.path + "/a"] {
      #expect(Scratch.permissions(path) == 0o700)
    }
    try HomeDirectory.prepare(home).get()
  }

  @Test func `a home that others could read is closed to them`() throws {
    let scratch = try Scratch()
    let home = try scratch.makeFolder("open", mode: 0o755)
    try HomeDirectory.prepare(home).get()
    #expect(Scratch.permissions(home) == 0o700)
  }

  @Test(.enabled(if: getuid() == 0, "only root can give a folder away"))
  func `another user's home is refused, to root too`() throws {
    let scratch = try Scratch()
    let home = try scratch.makeFolder("loket", mode: 0o755)
    try #require(chown(home, 65_000, 65_000) == 0)
    #expect(throws: HomeFault.ofAnother(user: "65000")) { try HomeDirectory.prepare(home).get() }
    #expect(HomeFault.ofAnother(user: "65000").exitStatus == 77)
    #expect(Scratch.permissions(home) == 0o755, "nothing of it is changed")
  }

  @Test func `a file in the way is named as such`() throws {
    let scratch = try Scratch()
    let file = try scratch.write("x", to: "file")
    #expect(throws: HomeFault.notADirectory) { try HomeDirectory.prepare(file).get() }
    #expect(throws: HomeFault.notADirectory) { try HomeDirectory.prepare(file + "/in").get() }
  }

  @Test func `a relative path is refused`() {
    #expect(throws: HomeFault.notAbsolute) { try HomeDirectory.prepare("loket").get() }
  }

  @Test func `where nothing can be written the error number is told`() {
    #expect(throws: HomeFault.self) { try HomeDirectory.prepare("/proc/loket").get() }
  }
}

struct IdentityFileTests {
  @Test func `no identity yet is nil`() throws {
    let home = try Scratch()
    #expect(try HomeFile.identity.load(home: home.path).get() == nil)
  }

  @Test func `what is saved is loaded, and only the owner may read it`() throws {
    let home = try Scratch()
    for bytes: [UInt8] in [[1, 2, 3], Array(repeating: 7, count: 10_000)] {
      try HomeFile.identity.save(bytes, home: home.path).get()
      #expect(try HomeFile.identity.load(home: home.path).get() == bytes)
      #expect(Scratch.permissions(home.path + "/identitas") == 0o600)
    }
    #expect(Scratch.permissions(home.path + "/.identitas.baru") == nil)
  }

  @Test func `a draft that a crash left is no hindrance`() throws {
    let home = try Scratch()
    _ = try home.write("half", to: ".identitas.baru", mode: 0o644)
    try HomeFile.identity.save([1], home: home.path).get()
    #expect(try HomeFile.identity.load(home: home.path).get() == [1])
  }

  @Test func `a link in the identity's place is not followed`() throws {
    let home = try Scratch()
    let other = try home.write("secret", to: "other")
    try #require(symlink(other, home.path + "/identitas") == 0)
    #expect(throws: SystemFault(errno: ELOOP)) { try HomeFile.identity.load(home: home.path).get() }
  }
}
