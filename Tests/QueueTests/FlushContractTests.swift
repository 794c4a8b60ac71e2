import Sealing
import Intake
import Ports
import TestWorld
import Testing

@Suite struct `Delivery in every queue` {
  @Test(arguments: Kind.allCases)
  func `reopening takes both marks back, and they go on from there`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 31)
      let shift = sample.shift.id
      try sample.open(in: queue)
      for _ in 2...5 { try sample.add(to: queue) }
      #expect(try queue.delivery.marks(shift) == .none)
      try queue.delivery.acknowledge(EntryID(shift: shift, sequence: 4), nil)
      try queue.delivery.markInDoubt(EntryID(shift: shift, sequence: 5))
      #expect(try queue.delivery.marks(shift) == DeliveryMarks(inDoubt: 5, acknowledged: 4))
      try queue.delivery.reopen(shift, 2)
      #expect(try queue.delivery.marks(shift) == DeliveryMarks(inDoubt: 2, acknowledged: 2))
      #expect(try queue.custody(shift).pending == 3)
      try queue.delivery.reopen(shift, 3)
      #expect(try queue.delivery.marks(shift) == DeliveryMarks(inDoubt: 2, acknowledged: 2))
      try queue.delivery.reopen(shift, 0)
      try queue.delivery.acknowledge(EntryID(shift: shift, sequence: 5), nil)
      #expect(try queue.delivery.marks(shift) == DeliveryMarks(inDoubt: 5, acknowledged: 5))
      #expect(try queue.integrity() == [])
    }
  }

  @Test(arguments: Kind.allCases)
  func `deeds stand in a chain, and an acknowledgement brings its own`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 33)
      try sample.open(in: queue)
      for _ in 2...5 { try sample.add(to: queue) }
      #expect(try queue.deeds.after(0).isEmpty)
      let at = Moment(seconds: 1_795_485_600)
      let deeds = [
        NotedDeed(.backedUp, at: at, count: 5),
        NotedDeed(.flushed, at: at, shift: 1, count: 4),
        NotedDeed(
          .slipPrintedAgain, at: at.advanced(bySeconds: -90), staff: sample.staff, shift: 1,
          ticket: 2, count: 1),
      ]
      try queue.deeds.note(deeds[0])
      let id = EntryID(shift: sample.shift.id, sequence: 4)
      try queue.delivery.acknowledge(id, deeds[1])
      // It stood so already: nothing was done.
      try queue.delivery.acknowledge(id, deeds[1])
      try queue.deeds.note(deeds[2])
      let found = try queue.deeds.after(0)
      #expect(found.map(\.deed) == deeds)
      #expect(found.map(\.mark.number) == [1, 2, 3])
      var hash = Chain.nothing
      for (one, deed) in zip(found, deeds) {
        hash = Chain.next(after: hash, deed: deed)
        #expect(one.mark.hash == hash)
      }
      #expect(try queue.deeds.after(2) == found.suffix(1))
      // With a mark that is refused its deed is, too.
      let strange = EntryID(shift: sample.shift.id, sequence: 9)
      #expect(throws: QueueError.conflict(strange)) {
        try queue.delivery.acknowledge(strange, deeds[1])
      }
      #expect(try queue.deeds.after(0) == found)
      #expect(try queue.delivery.marks(sample.shift.id).acknowledged == 4)
    }
  }

  @Test(arguments: Kind.allCases)
  func `the last note is the one that ended last`(_ kind: Kind) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 32)
      try sample.open(in: queue)
      #expect(try queue.delivery.lastNote() == nil)
      let notes = [FlushNote.Way.network, .usb].map {
        FlushNote(at: Moment(seconds: 1_795_485_600), way: $0, sent: 7, left: 1)
      }
      for note in notes { try queue.delivery.note(note) }
      #expect(try queue.delivery.lastNote() == notes[1])
    }
  }

  @Test(arguments: Kind.allCases)
  func `bodies go only from a closed shift that the centre holds, and the chain stays whole`(
    _ kind: Kind
  ) throws {
    try kind.withQueue { queue in
      var sample = SampleShift(seed: 33)
      let shift = sample.shift.id
      let now = Moment(seconds: 1_795_485_600)
      try sample.open(in: queue)
      for _ in 2...4 { try sample.add(to: queue) }
      try queue.delivery.acknowledge(EntryID(shift: shift, sequence: 4), nil)
      #expect(try queue.delivery.empty(shift, now) == 0)
      try sample.close(in: queue)
      #expect(try queue.delivery.empty(shift, now) == 0)
      try queue.delivery.acknowledge(EntryID(shift: shift, sequence: 5), nil)
      #expect(try queue.delivery.empty(shift, now) == 3)
      #expect(try queue.delivery.empty(shift, now) == 0)
      let entries = try queue.entries(shift, 1...5)
      #expect(entries.map(\.hasBody) == [true, false, false, false, true])
      var previous = sample.chainStart
      for entry in entries {
        #expect(entry.fault(after: previous, signer: sample.identity.verifier) == nil)
        previous = entry.hash
      }
      #expect(try queue.integrity() == [])
    }
  }
}
