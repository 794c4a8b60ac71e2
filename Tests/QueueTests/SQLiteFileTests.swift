import Glibc
import Intake
import Ports
import Sealing
import TestWorld
import Testing

@testable import SQLiteQueue

@Suite struct `The queue's file` {
  @Test func `has the settings that survive a power cut`() throws {
    try withStore { (store, _) throws in
      #expect(try store.texts("PRAGMA journal_mode") == ["truncate"])
      #expect(try store.texts("PRAGMA synchronous") == ["3"])
      #expect(try store.texts("PRAGMA foreign_keys") == ["1"])
      #expect(try store.texts("PRAGMA application_id") == ["\(0x4c4f_4b54)"])
      #expect(try store.texts("PRAGMA user_version") == ["\(Schema.latest)"])
    }
  }

  @Test func `has them again after SQLite's WAL mode was set from outside`() throws {
    try withFolder { folder in
      var sample = SampleShift(seed: 31)
      try sample.open(in: SQLiteQueue.open(path: folder + "/queue"))
      try #require(run("/usr/bin/sqlite3", folder + "/queue", "PRAGMA journal_mode = WAL") == 0)
      let store = try Store(path: folder + "/queue", access: .writer)
      #expect(try store.texts("PRAGMA journal_mode") == ["truncate"])
      #expect(try store.latestShift()?.shift == sample.shift)
    }
  }

  @Test func `is not waited for where its journal is a pipe`() throws {
    try withFolder { folder in
      var sample = SampleShift(seed: 33)
      try sample.open(in: SQLiteQueue.open(path: folder + "/queue"))
      unlink(folder + "/queue-journal")
      try #require(mkfifo(folder + "/queue-journal", 0o600) == 0)
      let fault = QueueError.damaged("its journal is not a plain file")
      #expect(throws: fault) { _ = try SQLiteQueue.open(path: folder + "/queue") }
      #expect(throws: fault) { _ = try SQLiteQueue.openReadOnly(path: folder + "/queue") }
    }
  }

  @Test func `is created for its owner only, and made so if it was not`() throws {
    try withFolder { folder in
      let former = umask(0)
      defer { umask(former) }
      let path = folder + "/queue"
      var sample = SampleShift(seed: 32)
      try sample.open(in: SQLiteQueue.open(path: path))
      #expect(mode(of: path) == 0o600)
      #expect(mode(of: path + "-journal") == 0o600)
      chmod(path, 0o644)
      _ = try SQLiteQueue.open(path: path)
      #expect(mode(of: path) == 0o600)
    }
  }

  @Test(arguments: [
    "UPDATE entry SET payload = x'00'", "UPDATE entry SET tag = NULL", "DELETE FROM entry",
    "UPDATE shift SET head = zeroblob(32)", "UPDATE shift SET opened_by = 'orang-lain'",
    "UPDATE shift SET last_sequence = 1", "DELETE FROM shift", "DELETE FROM delivery",
    "UPDATE delivery SET acknowledged_upto = 0", "DELETE FROM set_aside",
    "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE sequence = 2",
    "UPDATE deed SET count = 9", "DELETE FROM deed",
    "INSERT INTO deed VALUES (5, 1, 1795485600, NULL, 1, NULL, 1, zeroblob(32))",
    "INSERT OR REPLACE INTO deed VALUES (1, 1, 1795485600, NULL, 1, NULL, 1, zeroblob(32))",
  ])
  func `refuses to change what was stored`(_ sql: String) throws {
    try withStore { store, sample in
      let id = EntryID(shift: sample.shift.id, sequence: 2)
      let deed = NotedDeed(
        .flushed, at: Moment(seconds: 1_795_485_600), shift: 1, count: 2)
      try store.acknowledge(id, noting: deed)
      try store.setAside(id, reason: "invalid")
      let before = try store.entries(sample.shift.id, everything)
      #expect(throws: QueueError.conflict(id)) {
        try store.commit(id, isStored: { _ in false }, store: { try $0.run(sql) })
      }
      #expect(try store.entries(sample.shift.id, everything) == before)
      #expect(try store.integrity() == [])
    }
  }

  @Test func `does not change a shift that has ended`() throws {
    try withStore { store, sample in
      var sample = sample
      try sample.close(in: store.queue)
      let id = EntryID(shift: sample.shift.id, sequence: 1)
      #expect(throws: QueueError.conflict(id)) {
        try store.commit(
          id, isStored: { _ in false }, store: { try $0.run("UPDATE shift SET counters = ''") })
      }
    }
  }

  @Test func `tells what was changed behind its back`() throws {
    try withFolder { folder in
      let path = folder + "/queue"
      var sample = SampleShift(seed: 33)
      let queue = try SQLiteQueue.open(path: path)
      try sample.open(in: queue)
      for _ in 1...3 { try sample.add(to: queue) }
      let changes = """
        DROP TRIGGER entry_only_loses_its_body; DROP TRIGGER entry_never_goes;
        DROP INDEX entry_by_tag;
        CREATE TABLE stranger (x); UPDATE entry SET ticket = 77 WHERE sequence = 3;
        DELETE FROM entry WHERE sequence = 4; UPDATE entry SET shift = 9 WHERE sequence = 2
        """
      try #require(run("/usr/bin/sqlite3", path, changes) == 0)
      #expect(
        try queue.integrity() == [
          "entry row 2 belongs to no shift", "index entry_by_tag is missing",
          "table stranger was added", "trigger entry_never_goes is missing",
          "trigger entry_only_loses_its_body is missing", "shift 1 does not agree with its entries",
          "entry 3 of shift 1 is not what its header says",
        ])
    }
  }

  @Test func `a file from before the list of duty gets it from its headers`() throws {
    try withFolder { folder in
      let path = folder + "/queue"
      var sample = SampleShift(seed: 34)
      do {
        let queue = try SQLiteQueue.open(path: path)
        try sample.open(in: queue)
        try sample.add(to: queue)
        sample.staff = try #require(StaffCode("bu-tatik-sumarni-2"))
        for _ in 1...2 { try sample.add(to: queue) }
      }
      try #require(
        run("/usr/bin/sqlite3", path, "DROP TABLE deed; DROP TABLE duty; PRAGMA user_version = 3")
          == 0)
      let queue = try SQLiteQueue.open(path: path)
      #expect(try queue.duty(sample.shift.id).map(\.text) == ["rini", "bu-tatik-sumarni-2"])
      #expect(try queue.integrity() == [])
      sample.staff = try #require(StaffCode("ayu"))
      try sample.add(to: queue)
      #expect(try queue.duty(sample.shift.id).map(\.text).last == "ayu")
      let change = "INSERT INTO duty VALUES (1, 3, 'siapa')"
      try #require(run("/usr/bin/sqlite3", path, change) != 0)
      let other = "INSERT INTO duty VALUES (1, 4, 'siapa')"
      try #require(run("/usr/bin/sqlite3", path, other) == 0)
      #expect(try queue.integrity() == ["shift 1 lists others on duty"])
    }
  }

  @Test func `a file from before the deeds takes them, and one with a strange row is read`() throws
  {
    try withFolder { folder in
      let path = folder + "/queue"
      var sample = SampleShift(seed: 35)
      do { try sample.open(in: SQLiteQueue.open(path: path)) }
      try #require(
        run("/usr/bin/sqlite3", path, "DROP TABLE deed; PRAGMA user_version = 4") == 0)
      let queue = try SQLiteQueue.open(path: path)
      let deed = NotedDeed(.printed, at: Moment(seconds: 1_795_485_600), shift: 1, count: 1)
      for _ in 1...2 { try queue.deeds.note(deed) }
      #expect(try queue.integrity() == [])
      // Of a program to come, or made up; and a time that no closing could hold.
      try #require(
        run(
          "/usr/bin/sqlite3", path,
          "INSERT INTO deed VALUES (3, 200, 1795485600, NULL, 1, NULL, 1, zeroblob(32))") == 0)
      #expect(try queue.deeds.after(0).map(\.deed) == [deed, deed, nil])
      #expect(throws: QueueError.self) {
        try queue.deeds.note(NotedDeed(.printed, at: Moment(seconds: -5), count: 1))
      }
      #expect(try queue.deeds.after(0).count == 3)
    }
  }

  @Test func `is looked up through indexes alone`() throws {
    try withStore { store, _ in
      let hot = [
        EntrySQL.range, EntrySQL.tagged, EntrySQL.ticket, EntrySQL.hash, EntrySQL.place,
        CustodySQL.shift, CustodySQL.notLive, CustodySQL.aside, DutySQL.of,
        DeedSQL.after,
        "SELECT max(sequence) FROM entry WHERE shift = ? AND visit = x'00'",
        "UPDATE shift SET live = 1 WHERE id = ?",
      ]
      for sql in hot {
        var bound = sql
        for name in ["?1", "?2", "?3", "?"] { bound = bound.replacing(name, with: "1") }
        let plan = try store.texts("EXPLAIN QUERY PLAN " + bound, column: 3)
        #expect(plan.contains { $0.contains("SEARCH") }, "\(sql)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") && $0 != "SCAN CONSTANT ROW" }, "\(plan)")
        #expect(!plan.contains { $0.contains("USE TEMP B-TREE FOR ORDER BY") }, "\(plan)")
      }
    }
  }
}

@Suite struct `A reader beside the counter` {
  @Test func `finds nothing where nothing was stored`() throws {
    try withFolder { (folder) throws in
      #expect(try SQLiteQueue.openReadOnly(path: folder + "/queue") == nil)
      close(creat(folder + "/queue", 0o600))
      #expect(try SQLiteQueue.openReadOnly(path: folder + "/queue") == nil)
      #expect(try SQLiteQueue.openReadOnly(path: folder + "/nowhere/queue") == nil)
    }
  }

  @Test func `sees each commit and can store nothing`() throws {
    try withFolder { folder in
      let counter = try SQLiteQueue.open(path: folder + "/queue")
      var sample = SampleShift(seed: 34)
      try sample.open(in: counter)
      let reader = try #require(try SQLiteQueue.openReadOnly(path: folder + "/queue"))
      for _ in 1...3 {
        try sample.add(to: counter)
        #expect(try reader.latestShift() == counter.latestShift())
        #expect(try reader.custody(sample.shift.id) == counter.custody(sample.shift.id))
      }
      #expect(throws: QueueError.notWritable) { try sample.add(to: reader) }
      #expect(throws: QueueError.notWritable) {
        try reader.delivery.acknowledge(EntryID(shift: sample.shift.id, sequence: 2), nil)
      }
      #expect(try reader.integrity() == [])
    }
  }

  @Test func `plays back the journal of a counter that died while storing`() throws {
    try withFolder { folder in
      let path = folder + "/queue"
      var sample = SampleShift(seed: 35)
      try sample.open(in: SQLiteQueue.open(path: path))
      writeHotJournal(beside: path)
      let reader = try #require(try SQLiteQueue.openReadOnly(path: path))
      #expect(try reader.latestShift()?.shift == sample.shift)
      // And once more while it is open already.
      writeHotJournal(beside: path)
      #expect(try reader.latestShift()?.shift == sample.shift)
    }
  }
}

/// Hands in a store with a shift of two visits.
func withStore(_ body: (Store, SampleShift) throws -> Void) throws {
  try withFolder { folder in
    let store = try Store(path: folder + "/queue", access: .writer)
    var sample = SampleShift(seed: 30)
    try sample.open(in: store.queue)
    for _ in 1...2 { try sample.add(to: store.queue) }
    try body(store, sample)
  }
}

func mode(of path: String) -> mode_t {
  var facts = stat()
  guard lstat(path, &facts) == 0 else { return 0 }
  return facts.st_mode & 0o777
}

func size(of path: String) -> Int {
  var facts = stat()
  return lstat(path, &facts) == 0 ? Int(facts.st_size) : 0
}

/// Runs a program to its end, without its output; its exit code.
func run(_ program: String, _ arguments: String...) -> Int32 {
  var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
  words.append(nil)
  defer { words.forEach { free($0) } }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for output in [STDOUT_FILENO, STDERR_FILENO] {
    posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
  }
  var child = pid_t()
  guard posix_spawn(&child, program, &actions, nil, words, environ) == 0 else { return -1 }
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0 {
    guard errno == EINTR else { return -1 }
  }
  return status & 0x7f == 0 ? status >> 8 & 0xff : -1
}

func write(_ bytes: [UInt8], to path: String) {
  let file = creat(path, 0o600)
  precondition(file >= 0 && write(file, bytes, bytes.count) == bytes.count, "not written")
  close(file)
}

/// A journal as a kill leaves it (sqlite.org/fileformat2.html section 3): no page in it yet, but
/// valid, so that SQLite has to play it back.
private func writeHotJournal(beside path: String) {
  func big(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
  let mark: [UInt8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7]
  let header = mark + big(0) + big(7) + big(size(of: path) / 4096) + big(512) + big(4096)
  write(header + [UInt8](repeating: 0, count: 512 - header.count), to: path + "-journal")
}
