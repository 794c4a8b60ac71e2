import Intake
import Ports
import Sealing
import TestWorld
import Testing

@Suite struct `Revisions in every queue` {
  @Test(arguments: Kind.allCases)
  func `a ticket leads to the latest revision`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 11)
      try sample.open(in: queue)
      let first = try sample.add(to: queue)
      let second = try sample.add(to: queue)
      #expect(try queue.ticket(sample.shift.id, 1) == first)
      let amended = try sample.amend(first, in: queue)
      #expect(try queue.ticket(sample.shift.id, 1) == amended)
      let void = try sample.void(amended, in: queue)
      #expect(try queue.ticket(sample.shift.id, 1) == void)
      #expect(try queue.ticket(sample.shift.id, 2) == second)
      #expect(try queue.ticket(sample.shift.id, 3) == nil)
    }
  }

  @Test(arguments: Kind.allCases)
  func `a tag leads to every visit that ever had it, in its latest revision`(
    _ kind: Kind
  ) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 12)
      try sample.open(in: queue)
      let (one, two) = (sample.nik(), sample.nik())
      let tag = sample.key.tag(of: one)
      let first = try sample.add(to: queue, nik: one)
      let again = try sample.add(to: queue, nik: one)
      let other = try sample.add(to: queue, nik: two)
      #expect(try queue.tagged(sample.shift.id, tag) == [first, again])
      let kept = try sample.amend(first, nik: one, in: queue)
      #expect(try queue.tagged(sample.shift.id, tag) == [again, kept])
      let corrected = try sample.amend(again, nik: two, in: queue)
      #expect(try queue.tagged(sample.shift.id, tag) == [kept, corrected])
      let void = try sample.void(kept, in: queue)
      #expect(try queue.tagged(sample.shift.id, tag) == [corrected, void])
      let found = try queue.tagged(sample.shift.id, sample.key.tag(of: two))
      #expect(found == [other, corrected])
      #expect(try queue.tagged(sample.shift.id, sample.key.tag(of: sample.nik())) == [])
      #expect(try queue.tagged(sample.shift.id, []) == [])
    }
  }

  @Test(arguments: Kind.allCases)
  func `a revision follows the latest one only, and none follows a void`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 13)
      try sample.open(in: queue)
      let first = try sample.add(to: queue)
      let amended = try sample.amend(first, in: queue)
      var stale = sample
      let second = stale.amend(first)
      #expect(throws: QueueError.conflict(second.header.id)) {
        try queue.append(second, stale.tally)
      }
      let void = try sample.void(amended, in: queue)
      let revived = sample.amend(void)
      #expect(throws: QueueError.conflict(revived.header.id)) {
        try queue.append(revived, sample.tally)
      }
      #expect(try queue.latestShift()?.head == void.hash)
    }
  }
}

@Suite struct `Custody in every queue` {
  @Test(arguments: Kind.allCases)
  func `moves with the marks and always adds up`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 21)
      try sample.open(in: queue)
      let shift = sample.shift.id
      var visits: [SealedEntry] = []
      for _ in 2...9 { visits.append(try sample.add(to: queue)) }
      func custody() throws -> [Int] {
        let found = try queue.custody(shift)
        #expect(found.captured == sample.tally.captured)
        return [
          found.acknowledged, found.pending, found.inDoubt, found.quarantined, found.voided,
        ]
      }
      #expect(try custody() == [0, 8, 0, 0, 0])
      try queue.delivery.markInDoubt(EntryID(shift: shift, sequence: 5))
      #expect(try custody() == [0, 4, 4, 0, 0])
      try queue.delivery.acknowledge(EntryID(shift: shift, sequence: 3), nil)
      #expect(try custody() == [2, 4, 2, 0, 0])
      // Set aside: one acknowledged, one in doubt, one not sent.
      for (sequence, rest) in [(3, [1, 4, 2, 1, 0]), (4, [1, 4, 1, 2, 0]), (9, [1, 3, 1, 3, 0])] {
        let id = EntryID(shift: shift, sequence: UInt64(sequence))
        try queue.delivery.setAside(id, "invalid")
        #expect(try custody() == rest)
      }
      // An acknowledged visit that is amended has to be sent again; so has one that was set aside.
      try sample.amend(visits[0], in: queue)
      #expect(try custody() == [0, 4, 1, 3, 0])
      let repaired = try sample.amend(visits[1], in: queue)
      #expect(try custody() == [0, 5, 1, 2, 0])
      // Voids, of what was set aside too.
      try sample.void(repaired, in: queue)
      try sample.void(visits[2], in: queue)
      #expect(try custody() == [0, 4, 1, 1, 2])
      try queue.delivery.acknowledge(EntryID(shift: shift, sequence: 13), nil)
      #expect(try custody() == [5, 0, 0, 1, 2])
      #expect(try queue.integrity() == [])
    }
  }

  @Test(arguments: Kind.allCases)
  func `marks never go back and never pass the last entry`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 22)
      try sample.open(in: queue)
      for _ in 2...4 { try sample.add(to: queue) }
      let ids = (0...5).map { EntryID(shift: sample.shift.id, sequence: UInt64($0)) }
      try queue.delivery.acknowledge(ids[3], nil)
      try queue.delivery.acknowledge(ids[2], nil)
      try queue.delivery.markInDoubt(ids[2])
      #expect(try queue.custody(sample.shift.id).acknowledged == 2)
      for strange in [ids[0], ids[5], EntryID(shift: ShiftID(high: 1, low: 1), sequence: 1)] {
        #expect(throws: QueueError.conflict(strange)) {
          try queue.delivery.acknowledge(strange, nil)
        }
        #expect(throws: QueueError.conflict(strange)) { try queue.delivery.markInDoubt(strange) }
        #expect(throws: QueueError.conflict(strange)) {
          try queue.delivery.setAside(strange, "invalid")
        }
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `goes on in a closed shift, and the aside list is in order`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 23)
      try sample.open(in: queue)
      for _ in 2...4 { try sample.add(to: queue) }
      try sample.close(in: queue)
      var next = SampleShift(seed: 23, number: 2, previousHead: sample.head)
      try next.open(in: queue)
      try next.add(to: queue)
      let ids = [
        EntryID(shift: sample.shift.id, sequence: 2), EntryID(shift: sample.shift.id, sequence: 4),
        EntryID(shift: next.shift.id, sequence: 2),
      ]
      for id in ids.reversed() { try queue.delivery.setAside(id, "chain") }
      try queue.delivery.setAside(ids[1], "invalid")
      #expect(
        try queue.delivery.asideList() == [
          SetAside(id: ids[0], reason: "chain"), SetAside(id: ids[1], reason: "invalid"),
          SetAside(id: ids[2], reason: "chain"),
        ])
      try queue.delivery.acknowledge(EntryID(shift: sample.shift.id, sequence: 5), nil)
      #expect(
        try queue.custody(sample.shift.id)
          == Custody(acknowledged: 1, pending: 0, inDoubt: 0, quarantined: 2, voided: 0))
    }
  }
}

@Suite struct `Two queues` {
  /// A random life of a shift, in memory and on disk: every answer must be the same.
  @Test(arguments: 1...25)
  func `answer alike`(_ seed: Int) throws {
    try Kind.disk.withQueue { disk in
      let memory = MemoryQueue().queue
      var life = RandomLife(seed: UInt64(seed))
      for queue in [memory, disk] { try life.open(in: queue) }
      for _ in 1...40 {
        let step = life.step()
        for queue in [memory, disk] { try step(queue) }
        #expect(try memory.latestShift() == disk.latestShift())
        #expect(try memory.custody(life.shift) == disk.custody(life.shift))
        #expect(
          try memory.custody(life.shift).captured == disk.latestShift()?.tally.captured)
      }
      for ticket in 1...life.tickets {
        #expect(try memory.ticket(life.shift, ticket) == disk.ticket(life.shift, ticket))
      }
      for tag in life.tags {
        #expect(try memory.tagged(life.shift, tag) == disk.tagged(life.shift, tag))
      }
      #expect(try memory.delivery.asideList() == disk.delivery.asideList())
      #expect(try disk.integrity() == [])
    }
  }
}

/// Visits of few people, amended, voided, sent and refused at random.
private struct RandomLife {
  private var sample: SampleShift
  private var chance: SeededGenerator
  private var live: [SealedEntry] = []
  private let people: [NIK]
  private let opening: SealedEntry

  init(seed: UInt64) {
    var sample = SampleShift(seed: seed)
    opening = sample.opening()
    people = (0..<4).map { _ in sample.nik() }
    self.sample = sample
    chance = SeededGenerator(seed: seed)
  }

  var shift: ShiftID { sample.shift.id }
  var tickets: Int { max(sample.lastTicket, 1) }
  var tags: [[UInt8]] { people.map(sample.key.tag) }

  func open(in queue: Queue) throws {
    try queue.open(sample.shift, opening, sample.chainStart)
  }

  mutating func step() -> (Queue) throws -> Void {
    let place = EntryID(
      shift: shift, sequence: UInt64(chance.number(1...Int(sample.lastSequence))))
    switch chance.number(1...10) {
    case 1: return { try $0.delivery.markInDoubt(place) }
    case 2: return { try $0.delivery.acknowledge(place, nil) }
    case 3: return { try $0.delivery.setAside(place, "invalid") }
    case 4...5: return revision(isVoid: true)
    case 6...7: return revision(isVoid: false)
    default: return appended(sample.visit(nik: chance.pick(people)))
    }
  }

  private mutating func revision(isVoid: Bool) -> (Queue) throws -> Void {
    guard !live.isEmpty else { return appended(sample.visit(hasNIK: false)) }
    let former = live.remove(at: chance.number(0...live.count - 1))
    return appended(
      isVoid ? sample.void(former) : sample.amend(former, nik: chance.pick(people)))
  }

  private mutating func appended(_ entry: SealedEntry) -> (Queue) throws -> Void {
    if entry.header.kind == .visit { live.append(entry) }
    let tally = sample.tally
    return { try $0.append(entry, tally) }
  }
}
