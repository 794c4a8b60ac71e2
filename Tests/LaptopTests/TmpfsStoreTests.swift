import Glibc
import Ports
import Testing

@testable import Laptop

struct TmpfsStoreTests {
  /// On tmpfs, like the real one.
  private let parent: Scratch
  private let store: VolatileStore

  init() throws {
    parent = try Scratch(in: "/dev/shm")
    store = TmpfsStore.open(home: "/home/sari", parents: [parent.path])
  }

  private var folder: String { parent.path + "/" + TmpfsStore.folderName(home: "/home/sari") }

  @Test func `pieces are kept, replaced, listed and taken away`() throws {
    #expect(try store.load("kunci-sesi") == nil)
    try store.save("kunci-sesi", [1, 2])
    try store.save("draf-2", [])
    try store.save("kunci-sesi", [3])
    #expect(try store.load("kunci-sesi") == [3])
    #expect(try store.names() == ["draf-2", "kunci-sesi"])
    try store.remove("kunci-sesi")
    try store.remove("kunci-sesi")
    #expect(try store.load("kunci-sesi") == nil)
    #expect(try store.names() == ["draf-2"])
  }

  @Test func `its folder comes with the first piece and goes with the last`() throws {
    #expect(try store.names() == [] && store.load("draf") == nil)
    try store.remove("draf")
    #expect(facts(of: folder) == nil)
    try store.save("draf", [1])
    try store.save("kunci", [2])
    try store.remove("draf")
    #expect(try store.names() == ["kunci"])
    try store.remove("kunci")
    #expect(facts(of: folder) == nil)
    try store.save("draf", [3])
    #expect(try store.load("draf") == [3])
  }

  @Test func `what lies in another parent is found and taken away too`() throws {
    let second = try Scratch(in: "/dev/shm")
    try TmpfsStore.open(home: "/home/sari", parents: [second.path]).save("kunci", [7])
    try store.save("draf", [1])
    let both = TmpfsStore.open(home: "/home/sari", parents: [parent.path, second.path])
    #expect(try both.names() == ["draf", "kunci"] && both.load("kunci") == [7])
    try both.remove("kunci")
    #expect(try TmpfsStore.open(home: "/home/sari", parents: [second.path]).names() == [])
  }

  @Test func `only the owner can look in`() throws {
    try store.save("draf", [1])
    #expect(Scratch.permissions(folder) == 0o700)
    #expect(Scratch.permissions(folder + "/draf") == 0o600)
  }

  @Test func `another opening of the same home finds the pieces, another home does not`() throws {
    try store.save("draf", [1])
    let again = TmpfsStore.open(home: "/home/sari", parents: [parent.path])
    let other = TmpfsStore.open(home: "/home/budi", parents: [parent.path])
    #expect(try again.load("draf") == [1])
    #expect(try other.load("draf") == nil)
  }

  @Test func `every path to one home leads to the same pieces`() throws {
    let scratch = try Scratch()
    let home = try scratch.makeFolder("loket")
    try #require(symlink(home, scratch.path + "/link") == 0)
    let store = TmpfsStore.open(home: home, parents: [parent.path])
    try store.save("draf", [1])
    for other in [home + "/", home + "/.", scratch.path + "//loket", scratch.path + "/link"] {
      let again = TmpfsStore.open(home: other, parents: [parent.path])
      #expect(try again.load("draf") == [1], "\(other)")
    }
  }

  @Test func `a home that was moved finds its pieces, and so does one that was put back`() throws {
    let scratch = try Scratch()
    let home = try scratch.makeFolder("loket")
    let open = { TmpfsStore.open(home: $0, parents: [parent.path]) }
    try open(home).save("kunci", [1])
    let moved = scratch.path + "/pindah"
    try #require(rename(home, moved) == 0)
    #expect(try open(moved).load("kunci") == [1])
    try open(moved).save("draf", [2])
    // Another folder under the path that it had.
    _ = try scratch.makeFolder("loket")
    #expect(try open(home).names() == ["draf", "kunci"])
    try open(home).save("draf-2", [3])
    #expect(try open(moved).load("draf-2") == [3])
    // Another folder of another path.
    let other = try scratch.makeFolder("lain")
    #expect(try open(other).names() == [])
    for name in try open(moved).names() { try open(moved).remove(name) }
    #expect(try open(home).names() == [])
    // Of the old path's sign nothing is left but a name that leads nowhere.
    #expect(try parent.names().allSatisfy { facts(of: "\(parent.path)/\($0)")?.isFolder == false })
  }

  @Test func `a home that was put back and then moved finds its pieces too`() throws {
    let scratch = try Scratch()
    let home = try scratch.makeFolder("loket")
    let open = { TmpfsStore.open(home: $0, parents: [parent.path]) }
    try open(home).save("kunci", [1])
    let copy = try scratch.makeFolder("salinan")
    try #require(rmdir(home) == 0 && rename(copy, home) == 0)
    try open(home).save("draf", [2])
    let moved = scratch.path + "/pindah"
    try #require(rename(home, moved) == 0)
    #expect(try open(moved).names() == ["draf", "kunci"])
    for name in try open(moved).names() { try open(moved).remove(name) }
    try open(moved).save("lagi", [3])
    #expect(try open(moved).load("lagi") == [3])
  }

  /// Anybody may write signs into /dev/shm; they would lead one home to another's pieces.
  @Test(.enabled(if: getuid() == 0, "only root can give a file away"))
  func `somebody else's sign leads nowhere, and stands in nobody's way`() throws {
    let scratch = try Scratch()
    let home = try scratch.makeFolder("loket")
    let practice = try scratch.makeFolder("latihan")
    let open = { TmpfsStore.open(home: $0, parents: [parent.path]) }
    try open(practice).save("lama", [1])
    let sign = try #require(
      try parent.names().first { facts(of: "\(parent.path)/\($0)")?.isRegularFile == true })
    try open(practice).remove("lama")
    try open(home).save("kunci", [1])
    let live = try #require(
      try parent.names().first { facts(of: "\(parent.path)/\($0)")?.isFolder == true })
    let planted = try parent.write(live, to: sign, mode: 0o644)
    try #require(chown(planted, 65_534, 65_534) == 0)
    #expect(try open(practice).names() == [])
    try open(practice).save("baru", [2])
    #expect(try open(home).names() == ["kunci"])
    #expect(try open(practice).load("baru") == [2])
  }

  @Test(arguments: ["", "loket-0-zz", "../trap", "loket-9999999-0123456789abcdef"])
  func `a sign that says nothing of ours leads nowhere`(text: String) throws {
    let scratch = try Scratch()
    let home = try scratch.makeFolder("loket")
    _ = try parent.makeFolder("trap")
    let open = { TmpfsStore.open(home: home, parents: [parent.path]) }
    try open().save("kunci", [1])
    let names = try parent.names()
    let sign = try #require(
      names.first { facts(of: "\(parent.path)/\($0)")?.isRegularFile == true })
    _ = try parent.write(text, to: sign)
    try #require(rename(home, scratch.path + "/pindah") == 0)
    _ = try scratch.makeFolder("loket")
    #expect(try open().names() == [])
    try open().save("kunci", [2])
    #expect(
      try TmpfsStore.open(home: scratch.path + "/pindah", parents: [parent.path])
        .load("kunci") == [1])
  }

  @Test func `what a killed program left half written goes with the last piece`() throws {
    try store.save("kunci", [1])
    try store.save("draf", [2])
    _ = try parent.write("half", to: TmpfsStore.folderName(home: "/home/sari") + "/.kunci.baru")
    try store.remove("draf")
    #expect(facts(of: folder + "/.kunci.baru") != nil)
    try store.remove("kunci")
    #expect(facts(of: folder) == nil)
  }

  @Test(arguments: ["", ".", "..", "../x", "a/b", ".hidden"])
  func `a name that is more than a name is refused`(name: String) {
    #expect(throws: VolatileError.failed(errno: EINVAL)) { try store.save(name, [1]) }
  }

  @Test func `the folder's name gives nobody away`() {
    let name = TmpfsStore.folderName(home: "/home/siti-aminah")
    #expect(name.hasPrefix("loket-\(getuid())-"))
    #expect(!name.contains("siti"))
    #expect(name.utf8.count == "loket-\(getuid())-".utf8.count + 16)
  }

  @Test func `a link in the folder's place is refused`() throws {
    let trap = try parent.makeFolder("trap")
    let link = parent.path + "/" + TmpfsStore.folderName(home: "/home/eve")
    try #require(symlink(trap, link) == 0)
    let refused = TmpfsStore.open(home: "/home/eve", parents: [parent.path])
    #expect(throws: VolatileError.unavailable) { try refused.save("draf", [1]) }
  }

  @Test(.enabled(if: getuid() == 0, "only root can give a folder away"))
  func `somebody else's folder is refused`() throws {
    let name = TmpfsStore.folderName(home: "/home/eve")
    let folder = try parent.makeFolder(name, mode: 0o777)
    try #require(chown(folder, 65_534, 65_534) == 0)
    let refused = TmpfsStore.open(home: "/home/eve", parents: [parent.path])
    #expect(throws: VolatileError.unavailable) { try refused.save("draf", [1]) }
  }

  @Test func `a disk is no tmpfs, and nothing is left on it`() throws {
    let disk = try Scratch(in: "/tmp")
    try #require(disk.isOnDisk)
    let none = TmpfsStore.open(home: "/home/sari", parents: [disk.path])
    #expect(throws: VolatileError.unavailable) { try none.save("draf", [1]) }
    #expect(try none.load("draf") == nil)
    #expect(try none.names() == [])
    try none.remove("draf")
    #expect(facts(of: disk.path + "/" + TmpfsStore.folderName(home: "/home/sari")) == nil)
  }

  @Test func `the next place is tried when the first does not serve`() throws {
    let second = TmpfsStore.open(home: "/home/sari", parents: ["/nonexistent", parent.path])
    try second.save("draf", [9])
    #expect(try store.load("draf") == [9])
  }
}

extension Scratch {
  fileprivate func names() throws -> [String] { try Folder(path: path).names() }

  /// Whether the scratch folder's file system is another than /dev/shm's.
  fileprivate var isOnDisk: Bool { facts(of: path)?.st_dev != facts(of: "/dev/shm")?.st_dev }
}
