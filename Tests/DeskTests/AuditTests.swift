import Desk
import Intake
import Ports
import Sealing
import TestWorld
import Testing

@Suite struct AuditTests {
  /// A day of four visits, seen through a queue whose entries somebody changed.
  private func faults(_ change: ([SealedEntry]) throws -> [SealedEntry]) throws -> [AuditFault] {
    let desk = try DeskWorld()
    let counter = try desk.open()
    for _ in 0..<4 { _ = try desk.take(People.pupil, counter) }
    let stored = try #require(try desk.world.queue.latestShift())
    let all = try change(try desk.world.queue.entries(stored.shift.id, 1...5))
    let world = desk.world
    let queue = Queue(
      latestShift: world.queue.latestShift, shift: world.queue.shift, shifts: world.queue.shifts,
      open: world.queue.open, append: world.queue.append, close: world.queue.close,
      entries: { _, range in all.filter { range.contains($0.header.id.sequence) } },
      places: { _, range in
        all.filter { range.contains($0.header.id.sequence) }.map {
          StoredPlace(sequence: $0.header.id.sequence, entry: $0)
        }
      },
      tagged: world.queue.tagged, ticket: world.queue.ticket, duty: world.queue.duty,
      custodies: world.queue.custodies, delivery: world.queue.delivery, deeds: world.queue.deeds,
      integrity: world.queue.integrity
    )
    return try Audit(
      World(
        setting: world.setting, words: world.words, identity: world.identity, queue: queue,
        clock: world.clock, entropy: world.entropy, volatile: world.volatile)
    ).full()
  }

  private func changed(
    _ entry: SealedEntry, payload: [UInt8]? = nil, hash: [UInt8]? = nil,
    signature: [UInt8]? = nil
  ) throws -> SealedEntry {
    try SealedEntry(
      headerBytes: entry.headerBytes, tag: entry.tag, payload: payload ?? entry.payload,
      hash: hash ?? entry.hash, signature: signature ?? entry.signature)
  }

  @Test func `an untouched queue has no fault`() throws {
    #expect(try faults { $0 }.isEmpty)
  }

  @Test func `a changed body is named`() throws {
    let found = try faults { entries in
      var payload = entries[2].payload
      payload[20] ^= 1
      return try entries.enumerated().map { $0 == 2 ? try changed($1, payload: payload) : $1 }
    }
    #expect(found == [.altered(shift: 1, entry: 3)])
  }

  @Test func `a changed signature is named`() throws {
    let found = try faults { entries in
      try entries.enumerated().map {
        $0 == 3 ? try changed($1, signature: [UInt8](repeating: 1, count: 64)) : $1
      }
    }
    #expect(found == [.forged(shift: 1, entry: 4)])
  }

  @Test func `a removed entry is named, and the tally no longer fits`() throws {
    let found = try faults { $0.filter { $0.header.id.sequence != 3 } }
    #expect(found == [.missing(shift: 1, entry: 3), .tallyDiffers(shift: 1)])
  }

  @Test func `a cut tail is named`() throws {
    let found = try faults { Array($0.prefix(4)) }
    #expect(found == [.tailLost(shift: 1), .tallyDiffers(shift: 1)])
  }

  private func note(_ count: Int, _ desk: DeskWorld) throws {
    let deed = NotedDeed(.exported, at: desk.clock.now, shift: 1, count: count)
    #expect(DeedBook(desk.world).note(deed))
  }

  private func log(_ number: Int, _ desk: DeskWorld) throws -> DeedLog? {
    let stored = try #require(try desk.world.queue.shift(number))
    let last = stored.lastSequence
    let entry = try desk.world.queue.entries(stored.shift.id, last...last)[0]
    return try Closing(bytes: entry.payload).deeds
  }

  /// After a power cut, too, and after a closing of a program that knew of no deeds.
  @Test func `a closing carries the deeds that none before it did`() throws {
    let desk = try DeskWorld()
    try desk.open()
    try closeAsBefore(desk)
    #expect(try log(1, desk) == nil)
    try note(1, desk)
    try desk.open()
    try note(2, desk)
    _ = try desk.shifts.recover(try #require(try desk.shifts.latest()))
    #expect(try log(2, desk)?.deeds.map(\.count) == [1, 2])
    try desk.open()
    for count in 3...DeedLog.most + 4 { try note(count, desk) }
    _ = try desk.shifts.close(counters: [:], dropDrafts: true)
    try desk.open()
    _ = try desk.shifts.close(counters: [:], dropDrafts: true)
    let (second, third, fourth) = (try log(2, desk), try log(3, desk), try log(4, desk))
    #expect(third?.before == second?.after && third?.after.number == UInt64(DeedLog.most + 4))
    #expect(third?.older == [.exported: 2] && third?.deeds.first?.count == 5)
    #expect(fourth?.before == third?.after && fourth?.after == third?.after)
    #expect([second, third, fourth].allSatisfy { $0?.isWhole == true })
    #expect(try Audit(desk.world).full().isEmpty)
  }

  /// A closing of version 1.
  private func closeAsBefore(_ desk: DeskWorld) throws {
    let stored = try #require(try desk.shifts.latest())
    let closing = Closing(
      closedAt: desk.clock.now, counters: [:], draftsDropped: 0, tally: stored.tally)
    let identity = desk.world.identity
    let entry = identity.seal(
      .closing(closing),
      header: EntryHeader(
        booth: identity.booth,
        id: EntryID(shift: stored.shift.id, sequence: stored.lastSequence + 1), kind: .closing,
        mode: stored.shift.mode, staff: stored.shift.openedBy,
        writtenMinute: desk.clock.now.minute),
      key: nil, previous: stored.head, nonce: [])
    try desk.world.queue.close(
      entry,
      ShiftEnd(
        state: .closed, closedAt: closing.closedAt, counters: [:],
        tallySignature: identity.signTally(
          stored.tally, shift: stored.shift.id, head: entry.hash)))
  }

  @Test func `the quick look at the start sees a changed end`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    _ = try desk.take(People.pupil, counter)
    let stored = try #require(try desk.world.queue.latestShift())
    #expect(Audit(desk.world).quick(stored) == nil)
    let other = StoredShift(
      shift: stored.shift, state: stored.state, chainStart: stored.chainStart,
      head: [UInt8](repeating: 0, count: 32), lastSequence: stored.lastSequence,
      lastTicket: stored.lastTicket, tally: stored.tally, end: nil)
    #expect(Audit(desk.world).quick(other) == .tailLost(shift: 1))
  }
}
