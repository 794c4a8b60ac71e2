import Intake
import Ports
import Sealing
import TestWorld
import Testing

@Suite struct `Every queue` {
  @Test(arguments: Kind.allCases)
  func `knows no shift before the first`(_ kind: Kind) throws {
    try kind.withQueue { (queue) throws in
      #expect(try queue.latestShift() == nil)
      #expect(try queue.shifts().isEmpty)
      #expect(try queue.shift(1) == nil)
      let nowhere = ShiftID(high: 1, low: 2)
      #expect(try queue.entries(nowhere, everything).isEmpty)
      #expect(try queue.ticket(nowhere, 1) == nil)
      #expect(try queue.custody(nowhere) == .none)
      #expect(try queue.integrity() == [])
    }
  }

  @Test(arguments: Kind.allCases)
  func `gives back what was stored, to the byte`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 1)
      let opening = sample.opening()
      try queue.open(sample.shift, opening, sample.chainStart)
      let first = try sample.add(to: queue)
      let second = sample.visit(hasNIK: false)
      try queue.append(second, sample.tally)
      let (closing, end) = sample.closing()
      try queue.close(closing, end)
      let stored = try queue.entries(sample.shift.id, everything)
      #expect(stored == [opening, first, second, closing])
      let shift = StoredShift(
        shift: sample.shift, state: .closed, chainStart: sample.chainStart, head: closing.hash,
        lastSequence: 4, lastTicket: 2, tally: sample.tally, end: end)
      #expect(try queue.latestShift() == shift)
      #expect(try queue.integrity() == [])
    }
  }

  @Test(arguments: Kind.allCases)
  func `keeps a chain that the booth's key verifies`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 2)
      try sample.open(in: queue)
      for _ in 1...5 { try sample.add(to: queue) }
      var head = try #require(try queue.latestShift()).chainStart
      for entry in try queue.entries(sample.shift.id, everything) {
        #expect(entry.fault(after: head, signer: sample.identity.verifier) == nil)
        head = entry.hash
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `stores the running tally with each entry`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 3)
      try sample.open(in: queue)
      let first = try sample.add(to: queue)
      #expect(try queue.latestShift()?.tally == sample.tally)
      try sample.amend(first, in: queue)
      #expect(try queue.latestShift()?.tally == sample.tally)
      try sample.add(to: queue)
      #expect(try queue.latestShift()?.tally == sample.tally)
      #expect(try queue.latestShift()?.lastTicket == 2)
    }
  }

  @Test(arguments: Kind.allCases)
  func `takes the very same entry twice as one`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 4)
      let opening = sample.opening()
      for _ in 1...2 { try queue.open(sample.shift, opening, sample.chainStart) }
      let visit = sample.visit()
      for _ in 1...2 { try queue.append(visit, sample.tally) }
      let (closing, end) = sample.closing(.recovered)
      for _ in 1...2 { try queue.close(closing, end) }
      #expect(try queue.entries(sample.shift.id, everything) == [opening, visit, closing])
      #expect(try queue.shifts().map(\.state) == [.recovered])
      // An old one too, after others and after the closing.
      try queue.append(visit, sample.tally)
      #expect(try queue.latestShift()?.lastSequence == 3)
    }
  }

  @Test(arguments: Kind.allCases)
  func `refuses another entry at the same place and keeps the first`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 5)
      try sample.open(in: queue)
      var rival = sample
      let first = try sample.add(to: queue)
      let other = rival.visit(nik: rival.nik())
      #expect(throws: QueueError.conflict(other.header.id)) {
        try queue.append(other, rival.tally)
      }
      #expect(try queue.entries(sample.shift.id, 2...9) == [first])
      #expect(try queue.latestShift()?.tally == sample.tally)
    }
  }

  @Test(arguments: Kind.allCases)
  func `refuses a gap, a fork and an entry after the end`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 6)
      try sample.open(in: queue)
      var gap = sample
      _ = gap.visit()
      let late = gap.visit()
      #expect(throws: QueueError.conflict(late.header.id)) { try queue.append(late, gap.tally) }
      var stranger = SampleShift(seed: 6, previousHead: [UInt8](repeating: 9, count: 32))
      _ = stranger.opening()
      let fork = stranger.visit()
      #expect(throws: QueueError.conflict(fork.header.id)) {
        try queue.append(fork, stranger.tally)
      }
      try sample.close(in: queue)
      let after = sample.visit()
      #expect(throws: QueueError.conflict(after.header.id)) {
        try queue.append(after, sample.tally)
      }
      #expect(try queue.latestShift()?.lastSequence == 2)
    }
  }

  @Test(arguments: Kind.allCases)
  func `refuses an entry of a shift that it does not know`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 7)
      _ = sample.opening()
      let visit = sample.visit()
      #expect(throws: QueueError.damaged("no such shift")) {
        try queue.append(visit, sample.tally)
      }
    }
  }

  @Test(arguments: Kind.allCases)
  func `has one open shift at a time, numbered without gaps`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var first = SampleShift(seed: 8)
      try first.open(in: queue)
      var second = SampleShift(seed: 8, number: 2, previousHead: first.head)
      let tooEarly = second.opening()
      #expect(throws: QueueError.conflict(tooEarly.header.id)) {
        try queue.open(second.shift, tooEarly, second.chainStart)
      }
      try first.close(in: queue)
      var third = SampleShift(seed: 8, number: 3, previousHead: first.head)
      let gap = third.opening()
      #expect(throws: QueueError.conflict(gap.header.id)) {
        try queue.open(third.shift, gap, third.chainStart)
      }
      second = SampleShift(seed: 8, number: 2, previousHead: first.head)
      try second.open(in: queue)
      #expect(try queue.shifts().map(\.shift.number) == [1, 2])
      #expect(try queue.shift(1)?.state == .closed)
      #expect(try queue.latestShift()?.shift == second.shift)
      #expect(try queue.integrity() == [])
    }
  }

  @Test(arguments: Kind.allCases)
  func `names who was on duty, in the order of their first entry`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 10)
      #expect(try queue.duty(sample.shift.id) == [])
      try sample.open(in: queue)
      let first = try sample.add(to: queue)
      for name in ["sari", "budi", "rini", "sari", "ayu"] {
        sample.staff = try #require(StaffCode(name))
        try sample.add(to: queue)
      }
      sample.staff = try #require(StaffCode("dahlia"))
      try sample.amend(first, in: queue)
      try sample.close(in: queue)
      #expect(
        try queue.duty(sample.shift.id).map(\.text) == ["rini", "sari", "budi", "ayu", "dahlia"])
      #expect(try queue.integrity() == [])
    }
  }

  @Test(arguments: Kind.allCases)
  func `reads any range of a shift in order`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 9)
      try sample.open(in: queue)
      for _ in 2...8 { try sample.add(to: queue) }
      func sequences(_ range: ClosedRange<UInt64>) throws -> [UInt64] {
        try queue.entries(sample.shift.id, range).map(\.header.id.sequence)
      }
      #expect(try sequences(1...8) == Array(1...8))
      #expect(try sequences(3...5) == [3, 4, 5])
      #expect(try sequences(8...100) == [8])
      #expect(try sequences(0...1) == [1])
      #expect(try sequences(9...UInt64.max) == [])
    }
  }
}
