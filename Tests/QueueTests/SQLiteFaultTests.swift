import Glibc
import Intake
import Ports
import Sealing
import TestWorld
import Testing

@testable import SQLiteQueue

@Suite("When the queue's file fails") struct SQLiteFaultTests {
  @Test func `a file of a newer program is refused, by readers too`() throws {
    try withFolder { folder in
      let path = folder + "/queue"
      _ = try SQLiteQueue.open(path: path)
      try #require(run("/usr/bin/sqlite3", path, "PRAGMA user_version = 99") == 0)
      #expect(throws: QueueError.newer(schema: 99)) { try SQLiteQueue.open(path: path) }
      #expect(throws: QueueError.newer(schema: 99)) { try SQLiteQueue.openReadOnly(path: path) }
    }
  }

  @Test func `garbage is damage, and stays as it is`() throws {
    try withFolder { folder in
      let path = folder + "/queue"
      var chance = SeededGenerator(seed: 40)
      write(chance.bytes(8192), to: path)
      #expect(isDamaged { _ = try SQLiteQueue.open(path: path) })
      #expect(isDamaged { _ = try SQLiteQueue.openReadOnly(path: path) })
      #expect(size(of: path) == 8192)
    }
  }

  @Test func `another program's database is refused and not changed`() throws {
    try withFolder { folder in
      let path = folder + "/queue"
      try #require(
        run("/usr/bin/sqlite3", path, "PRAGMA journal_mode = WAL; CREATE TABLE other (x)") == 0)
      #expect(isDamaged { _ = try SQLiteQueue.open(path: path) })
      let store = run("/usr/bin/sqlite3", path, "SELECT 1 / (count(*) = 1) FROM sqlite_schema")
      #expect(store == 0)
    }
  }

  @Test func `a link is refused`() throws {
    try withFolder { folder in
      _ = try SQLiteQueue.open(path: folder + "/other")
      symlink(folder + "/other", folder + "/queue")
      #expect(isDamaged { _ = try SQLiteQueue.open(path: folder + "/queue") })
    }
  }

  @Test func `a folder that is missing, or is none, cannot be written`() throws {
    try withFolder { folder in
      #expect(throws: QueueError.notWritable) {
        try SQLiteQueue.open(path: folder + "/nowhere/queue")
      }
      close(creat(folder + "/other", 0o600))
      #expect(throws: QueueError.notWritable) {
        try SQLiteQueue.open(path: folder + "/other/queue")
      }
    }
  }

  @Test(.enabled(if: Mount.isPossible, "needs root and the right to mount tmpfs"))
  func `a read-only disk is told at the start, and can be read`() throws {
    try Mount.with(size: "1m") { mount in
      let path = mount.folder + "/queue"
      var sample = SampleShift(seed: 41)
      try sample.open(in: SQLiteQueue.open(path: path))
      try #require(mount.change("ro,remount"))
      #expect(throws: QueueError.notWritable) { try SQLiteQueue.open(path: path) }
      #expect(throws: QueueError.notWritable) {
        try SQLiteQueue.open(path: mount.folder + "/other")
      }
      let reader = try #require(try SQLiteQueue.openReadOnly(path: path))
      #expect(try reader.latestShift()?.shift == sample.shift)
      try #require(mount.change("rw,remount"))
      try sample.add(to: SQLiteQueue.open(path: path))
    }
  }

  /// SQLite has no checksums: between the structure, the headers, the chain and the recount, every
  /// bit of what was stored must be covered, and none may end the program.
  @Test(arguments: 1...8)
  func `a flipped bit is told or does no harm`(_ seed: UInt64) throws {
    try withFolder { folder in
      let path = folder + "/queue"
      var sample = SampleShift(seed: 46)
      let queue = try SQLiteQueue.open(path: path)
      try sample.open(in: queue)
      for _ in 1...3 { try sample.void(sample.add(to: queue), in: queue) }
      try sample.add(to: queue)
      try sample.close(in: queue)
      let (shifts, entries) = try (queue.shifts(), queue.entries(sample.shift.id, everything))
      let sound = read(path)
      var chance = SeededGenerator(seed: seed)
      var row = FaultRow("bit flipped in a queue's file")
      for _ in 1...60 {
        var bytes = sound
        let place = chance.number(0...bytes.count - 1)
        bytes[place] ^= 1 << UInt8(chance.number(0...7))
        write(bytes, to: folder + "/other")
        row.runs += 1
        guard let reader = try? SQLiteQueue.openReadOnly(path: folder + "/other"),
          (try? reader.custody(sample.shift.id)) != nil, isSound(reader, sample)
        else { continue }
        let isHarmless =
          try reader.shifts() == shifts
          && reader.entries(sample.shift.id, everything) == entries
        #expect(isHarmless, "byte \(place)")
        row.unnamed += isHarmless ? 0 : 1
      }
      row.report()
    }
  }

  @Test(.enabled(if: Mount.isPossible, "needs root and the right to mount tmpfs"))
  func `a full disk loses nothing that was acknowledged, and goes on with room`() throws {
    try Mount.with(size: "320k") { mount in
      let queue = try SQLiteQueue.open(path: mount.folder + "/queue")
      var sample = SampleShift(seed: 42)
      try sample.open(in: queue)
      let (stored, refused, why) = fill(queue, from: &sample)
      #expect(why == .diskFull)
      #expect(stored.count > 10)
      #expect(try queue.entries(sample.shift.id, 2...9999) == stored)
      let again = try SQLiteQueue.open(path: mount.folder + "/queue")
      #expect(try again.entries(sample.shift.id, 2...9999) == stored)
      #expect(try again.integrity() == [])
      try #require(mount.change("remount,size=2m"))
      try queue.append(refused, sample.tally)
      #expect(try queue.entries(sample.shift.id, 2...9999) == stored + [refused])
      try sample.close(in: queue)
      #expect(try queue.integrity() == [])
    }
  }

  @Test(.enabled(if: Mount.isPossible, "needs root and the right to mount tmpfs"))
  func `a disk too full for a new queue can be freed and tried again`() throws {
    try Mount.with(size: "24k") { mount in
      #expect(throws: QueueError.diskFull) {
        try SQLiteQueue.open(path: mount.folder + "/queue")
      }
      try #require(mount.change("remount,size=2m"))
      #expect(try SQLiteQueue.open(path: mount.folder + "/queue").integrity() == [])
    }
  }

  /// The limit on file sizes makes SQLite's writes fail; it holds for a whole process, so this
  /// runs in its own.
  @Test func `an I/O error is unconfirmed, and the same entry goes in later`() async {
    await #expect(processExitsWith: .success) {
      let folder = makeFolder()
      let queue = try SQLiteQueue.open(path: folder + "/queue")
      var sample = SampleShift(seed: 43)
      try sample.open(in: queue)
      limitFiles(to: size(of: folder + "/queue") + 3 * 4096)
      let (stored, failed, why) = fill(queue, from: &sample)
      guard why == .unconfirmed else { exit(3) }
      guard try queue.entries(sample.shift.id, 2...9999) == stored else { exit(4) }
      limitFiles(to: nil)
      try queue.append(failed, sample.tally)
      guard try queue.entries(sample.shift.id, 2...9999) == stored + [failed],
        try queue.integrity() == []
      else { exit(5) }
      _ = run("/bin/rm", "-r", folder)
    }
  }

  @Test func `a second writer waits, then says that it is busy`() throws {
    try withFolder { folder in
      let path = folder + "/queue"
      let queue = try SQLiteQueue.open(path: path)
      var sample = SampleShift(seed: 44)
      try sample.open(in: queue)
      let entry = sample.visit()
      let store = try Store(path: path, access: .writer)
      let id = EntryID(shift: sample.shift.id, sequence: 1)
      try store.commit(
        id, isStored: { _ in false },
        store: { db in
          try db.run("UPDATE delivery SET in_doubt_upto = 1")
          #expect(throws: QueueError.busy) { try queue.append(entry, sample.tally) }
        })
      try queue.append(entry, sample.tally)
      #expect(try queue.latestShift()?.lastSequence == 2)
    }
  }

  @Test func `a queue whose file went away is not replaced by an empty one`() throws {
    try withFolder { folder in
      let path = folder + "/queue"
      let queue = try SQLiteQueue.open(path: path)
      var sample = SampleShift(seed: 45)
      try sample.open(in: queue)
      unlink(path)
      unlink(path + "-journal")
      let entry = sample.visit()
      for _ in 1...2 {
        #expect(throws: QueueError.gone) { try queue.append(entry, sample.tally) }
      }
      #expect(size(of: path) == 0)
    }
  }
}

/// Stores visits until one is refused.
private func fill(
  _ queue: Queue, from sample: inout SampleShift
) -> (stored: [SealedEntry], refused: SealedEntry, why: QueueError) {
  var stored: [SealedEntry] = []
  while true {
    let entry = sample.visit()
    do { try queue.append(entry, sample.tally) } catch { return (stored, entry, error) }
    stored.append(entry)
  }
}

/// What `loket periksa` asks: the store, the chain, and the tally counted again.
private func isSound(_ queue: Queue, _ sample: SampleShift) -> Bool {
  guard (try? queue.integrity()) == [], let shift = try? queue.latestShift(),
    let entries = try? queue.entries(sample.shift.id, everything)
  else { return false }
  var head = shift.chainStart
  var fold = TallyFold()
  for entry in entries {
    guard entry.fault(after: head, signer: sample.identity.verifier) == nil else { return false }
    head = entry.hash
    fold.add(entry.header, tag: entry.tag.isEmpty ? nil : entry.tag)
  }
  let isSigned = sample.identity.verifier.isValid(
    tallySignature: shift.end?.tallySignature ?? [], tally: shift.tally,
    booth: sample.identity.booth, shift: shift.shift.id, head: shift.head)
  return fold.tally == shift.tally && isSigned
}

private func read(_ path: String) -> [UInt8] {
  let file = Glibc.open(path, O_RDONLY)
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: size(of: path))
  precondition(file >= 0 && Glibc.read(file, &bytes, bytes.count) == bytes.count, "not read")
  return bytes
}

private func isDamaged(_ body: () throws -> Void) -> Bool {
  do { try body() } catch QueueError.damaged { return true } catch { return false }
  return false
}

/// The largest file this process may write, in bytes; nil: as large as the system allows.
private func limitFiles(to size: Int?) {
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit()
  getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  limit.rlim_cur = size.map { rlim_t($0) } ?? limit.rlim_max
  setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
}

/// A small tmpfs on a new folder.
private struct Mount {
  let folder: String

  /// Mounting needs root, and a container may forbid it; without it the tests show as skipped.
  static let isPossible: Bool = (try? with(size: "64k") { _ in }) != nil

  static func with(size: String, _ body: (Mount) throws -> Void) throws {
    let mount = Mount(folder: makeFolder())
    defer { rmdir(mount.folder) }
    try #require(
      run("/bin/mount", "-t", "tmpfs", "-o", "size=\(size)", "loket-test", mount.folder) == 0)
    defer { _ = run("/bin/umount", "-l", mount.folder) }
    try body(mount)
  }

  func change(_ options: String) -> Bool { run("/bin/mount", "-o", options, folder) == 0 }
}
