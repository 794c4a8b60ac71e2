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
      try queue.delivery.acknowledge(EntryID(shift: shift, sequence: 4))
      try queue.delivery.markInDoubt(EntryID(shift: shift, sequence: 5))
      #expect(try queue.delivery.marks(shift) == DeliveryMarks(inDoubt: 5, acknowledged: 4))
      try queue.delivery.reopen(shift, 2)
      #expect(try queue.delivery.marks(shift) == DeliveryMarks(inDoubt: 2, acknowledged: 2))
      #expect(try queue.custody(shift).pending == 3)
      try queue.delivery.reopen(shift, 3)
      #expect(try queue.delivery.marks(shift) == DeliveryMarks(inDoubt: 2, acknowledged: 2))
      try queue.delivery.reopen(shift, 0)
      try queue.delivery.acknowledge(EntryID(shift: shift, sequence: 5))
      #expect(try queue.delivery.marks(shift) == DeliveryMarks(inDoubt: 5, acknowledged: 5))
      #expect(try queue.integrity() == [])
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
      try queue.delivery.acknowledge(EntryID(shift: shift, sequence: 4))
      #expect(try queue.delivery.empty(shift, now) == 0)
      try sample.close(in: queue)
      #expect(try queue.delivery.empty(shift, now) == 0)
      try queue.delivery.acknowledge(EntryID(shift: shift, sequence: 5))
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
