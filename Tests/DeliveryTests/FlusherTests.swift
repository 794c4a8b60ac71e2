import Delivery
import Intake
import Ports
import PostgresCentre
import SQLiteQueue
import Sealing
import TestWorld
import Testing

/// What a flush does at the booth, from a real queue file.
@Suite struct FlusherTests {
  @Test func `a fault that passes is waited for, longer each time and not for ever`() throws {
    let file = try BoothFile(seed: 601, shifts: 1, visits: 3)
    let memory = MemoryCentre()
    var waits: [Int] = []
    func flush() throws -> FlushReport {
      let flusher = Flusher(
        queue: try file.queue(), centre: memory.centre(of: file.booth),
        clock: HandClock().clock, entropy: SeededEntropy(seed: 2).entropy,
        sleep: { waits.append($0) }, progress: { _, _ in })
      return try flusher.run()
    }
    let fault = MemoryCentre.Failure.before(.unreachable("down"))
    memory.failures = [fault, fault, fault]
    #expect(try flush().exitStatus == 0)
    #expect(zip(waits, [250, 500, 1000]).allSatisfy { $0 >= $1 && $0 < 2 * $1 })
    #expect(waits.count == 3)
    memory.failures = Array(repeating: fault, count: 20)
    let stopped = try flush()
    #expect(stopped.exitStatus == 69 && stopped.stopped == .unreachable("down"))
    #expect(memory.failures.count == 16, "four tries, then it stops")
    #expect(try file.queue().delivery.lastNote()?.left == 0)
  }

  @Test func `a way that carries little at a time gets everything across`() throws {
    let file = try BoothFile(seed: 607, shifts: 1, visits: 400)
    let memory = MemoryCentre()
    let centre = memory.centre(of: file.booth)
    var sizes: [Int] = []
    let narrow = Centre(
      holdings: centre.holdings, announce: centre.announce,
      deliver: { entries, meanwhile throws(CentreError) in
        sizes.append(entries.count)
        guard entries.count <= 20 else { throw .unreachable("too much") }
        return try centre.deliver(entries, meanwhile)
      })
    let report = try file.flush(to: narrow, batchMax: 1_000)
    #expect(report.exitStatus == 0 && report.acknowledged == 401)
    #expect(sizes.first == 250 && sizes.filter { $0 <= 20 }.reduce(0, +) == 401)
    #expect(sizes.count < 80, "and not one by one")
  }

  /// Another laptop works under the same booth: this one has never had its shift.
  @Test func `a shift that only the centre has is an alarm`() throws {
    let memory = MemoryCentre()
    let other = try BoothFile(seed: 608, shifts: 1, visits: 2, isClosed: true)
    let behind = try BoothFile(copyOf: other)
    let head = try #require(try other.queue().latestShift()).head
    var next = SampleShift(seed: 608, number: 2, previousHead: head)
    try next.open(in: try other.queue())
    let centre = memory.centre(of: other.booth)
    #expect(try other.flush(to: centre).exitStatus == 0)
    let report = try behind.flush(to: centre)
    #expect(report.alarms.map(\.kind) == [.otherLaptop])
    #expect(report.exitStatus == 2 && !report.isReconciled && report.left == 0)
  }

  /// What was acknowledged is worth more than the note of it.
  @Test func `a deed that finds no room costs no acknowledgement`() throws {
    for fault in [QueueError.diskFull, .damaged("no such table: deed"), .unconfirmed] {
      let memory = MemoryQueue()
      var sample = SampleShift(seed: 611)
      try sample.open(in: memory.queue)
      for _ in 1...3 { try sample.add(to: memory.queue) }
      let centre = MemoryCentre()
      let flusher = Flusher(
        queue: memory.queue, centre: centre.centre(of: sample.identity.booth),
        clock: HandClock().clock, entropy: SeededEntropy(seed: 2).entropy, sleep: { _ in },
        progress: { _, _ in })
      // The mark before the wire is stored; the acknowledgement is not, at first.
      memory.failures = [nil, .before(fault)]
      if fault == .unconfirmed {
        #expect(throws: fault) { try flusher.run() }
        #expect(try flusher.run().isNoted, "the next one notes what it acknowledges")
      } else {
        let report = try flusher.run()
        #expect(!report.isNoted && report.exitStatus == 0 && report.left == 0)
        #expect(try memory.queue.deeds.after(0).isEmpty)
      }
      #expect(try memory.queue.delivery.marks(sample.shift.id).acknowledged == 4)
    }
  }

  @Test func `each batch notes what it brought, and nothing is noted where nothing was`() throws {
    let file = try BoothFile(seed: 612, shifts: 2, visits: 14)
    let memory = MemoryCentre()
    let centre = memory.centre(of: file.booth)
    memory.failures = [nil, nil, .after(.unreachable("cut"))]
    #expect(try file.flush(to: centre).exitStatus == 0)
    let deeds = try file.queue().deeds.after(0).compactMap(\.deed)
    #expect(deeds.allSatisfy { $0.kind == .flushed && $0.staff == nil })
    for stored in try file.queue().shifts() {
      let counts = deeds.filter { $0.shift == stored.shift.number }.map(\.count)
      #expect(counts == counts.sorted() && counts.last == Int(stored.lastSequence), "\(counts)")
    }
    #expect(try file.flush(to: centre).exitStatus == 0)
    #expect(try file.queue().deeds.after(0).count == deeds.count)
  }

  @Test func `a booth that is turned away is not tried again`() throws {
    let file = try BoothFile(seed: 602, shifts: 1, visits: 3)
    let memory = MemoryCentre()
    memory.revoked.insert(file.booth)
    let report = try file.flush(to: memory.centre(of: file.booth))
    #expect(report.exitStatus == 77 && report.left == 4)
  }

  @Test func `what the centre will not take steps aside, and the rest goes on`() throws {
    let world = try PostgresWorld()
    let file = try BoothFile(seed: 603, shifts: 1, visits: 3)
    let queue = try file.queue()
    let shift = try #require(try queue.latestShift())
    let entries = try queue.entries(shift.shift.id, 1...4)
    // A refusal that the centre keeps from before: the same place was once offered as no entry.
    let broken = try entries[2].with(signature: [])
    let centre = try world.centre(of: file.booth)
    let picky = Centre(
      holdings: centre.holdings, announce: centre.announce,
      deliver: { sent, meanwhile throws(CentreError) in
        try centre.deliver(sent.map { $0.sequence == 3 ? broken : $0 }, meanwhile)
      })
    let report = try file.flush(to: picky)
    #expect(report.exitStatus == 2 && report.quarantined == 1 && report.left == 0)
    #expect(report.acknowledged == 3 && !report.isReconciled)
    let aside = SetAside(id: entries[2].header.id, reason: "signature")
    #expect(try queue.delivery.asideList() == [aside])
    #expect(try world.stored(file.booth, shift.shift.id).keys.sorted() == [1, 2, 4])
  }

  @Test func `an entry that the disk has damaged steps aside, and the rest goes on`() throws {
    let world = try PostgresWorld()
    let file = try BoothFile(seed: 604, shifts: 2, visits: 5)
    let queue = try file.queue()
    let shift = try #require(try queue.latestShift()).shift.id
    let status = PostgresServer.run(
      [
        "/usr/bin/sqlite3", file.path,
        "DROP TRIGGER entry_only_loses_its_body; UPDATE entry "
          + "SET header = CAST(x'00' || substr(header, 2) AS BLOB) WHERE shift = 2 AND sequence = 4",
      ], output: "/dev/null")
    try #require(status == 0)
    let report = try file.flush(to: world.centre(of: file.booth))
    #expect(report.exitStatus == 2 && report.quarantined == 1)
    #expect(try queue.delivery.asideList().map(\.reason) == ["damaged"])
    #expect(try world.stored(file.booth, shift).keys.sorted() == [1, 2, 3, 5, 6])
    #expect(report.left == 3, "what stands behind the gap is not called acknowledged")
  }

  @Test func `bodies go when a later flush found them at the centre, after the days`() throws {
    let world = try PostgresWorld()
    let file = try BoothFile(seed: 605, shifts: 1, visits: 5, isClosed: true)
    let queue = try file.queue()
    let shift = try #require(try queue.latestShift())
    let clock = HandClock(try #require(shift.end).closedAt)
    func flush() throws -> FlushReport {
      try file.flush(to: world.centre(of: file.booth), clock: clock.clock)
    }
    clock.advance(seconds: 29 * 86_400)
    #expect(try flush().emptied == 0)
    #expect(try flush().emptied == 0, "too young")
    clock.advance(seconds: 2 * 86_400)
    #expect(try flush().emptied == 5)
    let left = try queue.entries(shift.shift.id, 1...7)
    #expect(left.hashes == file.hashes[shift.shift.id])
    #expect(left.filter { $0.header.kind.isSealed }.allSatisfy { !$0.hasBody })
    #expect(try flush().emptied == 0)
    // What the centre then loses, only its own backups have: said, and nothing half is sent.
    _ = try world.psql("DELETE FROM loket.inbox", "UPDATE loket.progress SET up_to = 0")
    let lost = try flush()
    #expect(lost.exitStatus == 2 && lost.alarms.map(\.kind) == [.bodiesGone])
    #expect(try world.stored(file.booth, shift.shift.id) == [:])
  }

  @Test func `bodies stay where the first flush is late`() throws {
    let world = try PostgresWorld()
    let file = try BoothFile(seed: 606, shifts: 1, visits: 2, isClosed: true)
    let clock = HandClock()
    clock.advance(seconds: 90 * 86_400)
    let centre = try world.centre(of: file.booth)
    #expect(try file.flush(to: centre, clock: clock.clock).emptied == 0)
    #expect(try file.flush(to: centre, clock: clock.clock).emptied == 2)
  }
}
