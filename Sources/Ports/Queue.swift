// Ports: the sockets in the wall, as structs of functions. Pure: names what the world can do for
// the counter and how it may fail; touches nothing.

package import Intake
package import Sealing

/// The durable, append-only queue of sealed entries (antrean).
///
/// Every implementation passes the same contract suite. A call that returns has stored; one that
/// throws `.unconfirmed` may have: append the very same entry again, which is safe.
package struct Queue {
  /// The booth's last shift, open or not; nil before the first.
  package let latestShift: () throws(QueueError) -> StoredShift?
  package let shift: (_ number: Int) throws(QueueError) -> StoredShift?
  /// All shifts, oldest first.
  package let shifts: () throws(QueueError) -> [StoredShift]
  /// Stores a new shift with its opening entry.
  package let open: (Shift, SealedEntry, _ chainStart: [UInt8]) throws(QueueError) -> Void
  /// Stores one entry and the tally that holds with it, in one commit.
  package let append: (SealedEntry, Tally) throws(QueueError) -> Void
  /// Stores the closing entry and the shift's end, in one commit.
  package let close: (SealedEntry, ShiftEnd) throws(QueueError) -> Void
  /// Entries of a shift by their sequence, in order.
  package let entries: (ShiftID, ClosedRange<UInt64>) throws(QueueError) -> [SealedEntry]
  /// The same for whoever looks for faults: a row whose bytes are no entry, or the entry of another
  /// place, comes too and hides none of the others.
  package let places: (ShiftID, ClosedRange<UInt64>) throws(QueueError) -> [StoredPlace]
  /// The latest revision of each visit one of whose revisions has this tag, oldest first.
  package let tagged: (ShiftID, _ tag: [UInt8]) throws(QueueError) -> [SealedEntry]
  /// The latest revision of the visit with this ticket.
  package let ticket: (ShiftID, _ number: Int) throws(QueueError) -> SealedEntry?
  /// Everyone who wrote in a shift, in the order of their first entry; however many entries there
  /// are, it costs the same.
  package let duty: (ShiftID) throws(QueueError) -> [StaffCode]
  /// One for each shift, in their order, all of the same moment; none of a shift that is not here.
  package let custodies: ([ShiftID]) throws(QueueError) -> [Custody]
  package let delivery: Delivery
  package let deeds: Deeds
  /// Whatever is wrong with the store itself, in the store's own words; empty: nothing.
  package let integrity: () throws(QueueError) -> [String]

  package init(
    latestShift: @escaping () throws(QueueError) -> StoredShift?,
    shift: @escaping (Int) throws(QueueError) -> StoredShift?,
    shifts: @escaping () throws(QueueError) -> [StoredShift],
    open: @escaping (Shift, SealedEntry, [UInt8]) throws(QueueError) -> Void,
    append: @escaping (SealedEntry, Tally) throws(QueueError) -> Void,
    close: @escaping (SealedEntry, ShiftEnd) throws(QueueError) -> Void,
    entries: @escaping (ShiftID, ClosedRange<UInt64>) throws(QueueError) -> [SealedEntry],
    places: @escaping (ShiftID, ClosedRange<UInt64>) throws(QueueError) -> [StoredPlace],
    tagged: @escaping (ShiftID, [UInt8]) throws(QueueError) -> [SealedEntry],
    ticket: @escaping (ShiftID, Int) throws(QueueError) -> SealedEntry?,
    duty: @escaping (ShiftID) throws(QueueError) -> [StaffCode],
    custodies: @escaping ([ShiftID]) throws(QueueError) -> [Custody],
    delivery: Delivery,
    deeds: Deeds,
    integrity: @escaping () throws(QueueError) -> [String]
  ) {
    self.latestShift = latestShift
    self.shift = shift
    self.shifts = shifts
    self.open = open
    self.append = append
    self.close = close
    self.entries = entries
    self.places = places
    self.tagged = tagged
    self.ticket = ticket
    self.duty = duty
    self.custodies = custodies
    self.delivery = delivery
    self.deeds = deeds
    self.integrity = integrity
  }

  /// What is known of the way to the centre; it stands beside the entries, never in them.
  package struct Delivery {
    /// Before the wire: everything up to this sequence may from now on be at the centre.
    package let markInDoubt: (EntryID) throws(QueueError) -> Void
    /// The centre holds everything up to this sequence, but for what was set aside. Never goes
    /// back. With the deed that made it so, in one commit; where it stood so already nothing is
    /// noted.
    package let acknowledge: (EntryID, NotedDeed?) throws(QueueError) -> Void
    /// The centre would not take this entry; kept, with the reason's code.
    package let setAside: (EntryID, _ reason: String) throws(QueueError) -> Void
    /// What was set aside, oldest first.
    package let asideList: () throws(QueueError) -> [SetAside]
    /// The centre has lost what it acknowledged: both marks go back to this sequence, 0 for none.
    package let reopen: (ShiftID, _ upTo: UInt64) throws(QueueError) -> Void
    package let marks: (ShiftID) throws(QueueError) -> DeliveryMarks
    /// Remembers a delivery that ended, for people to see when the last one was.
    package let note: (FlushNote) throws(QueueError) -> Void
    package let lastNote: () throws(QueueError) -> FlushNote?
    /// The retention: takes the sealed bodies of a closed shift whose every entry is acknowledged,
    /// and says how many there were; headers, hashes and signatures stay. Nothing else is touched.
    package let empty: (ShiftID, Moment) throws(QueueError) -> Int

    package init(
      markInDoubt: @escaping (EntryID) throws(QueueError) -> Void,
      acknowledge: @escaping (EntryID, NotedDeed?) throws(QueueError) -> Void,
      setAside: @escaping (EntryID, String) throws(QueueError) -> Void,
      asideList: @escaping () throws(QueueError) -> [SetAside],
      reopen: @escaping (ShiftID, UInt64) throws(QueueError) -> Void,
      marks: @escaping (ShiftID) throws(QueueError) -> DeliveryMarks,
      note: @escaping (FlushNote) throws(QueueError) -> Void,
      lastNote: @escaping () throws(QueueError) -> FlushNote?,
      empty: @escaping (ShiftID, Moment) throws(QueueError) -> Int
    ) {
      self.markInDoubt = markInDoubt
      self.acknowledge = acknowledge
      self.setAside = setAside
      self.asideList = asideList
      self.reopen = reopen
      self.marks = marks
      self.note = note
      self.lastNote = lastNote
      self.empty = empty
    }
  }

  /// What was done beside the entries; kept for good, each chained to the one before.
  package struct Deeds {
    /// Adds one at the end; beside an open kiosk too.
    package let note: (NotedDeed) throws(QueueError) -> Void
    /// Those with numbers above this one, in order.
    package let after: (_ number: UInt64) throws(QueueError) -> [StoredDeed]

    package init(
      note: @escaping (NotedDeed) throws(QueueError) -> Void,
      after: @escaping (UInt64) throws(QueueError) -> [StoredDeed]
    ) {
      self.note = note
      self.after = after
    }
  }
}

extension Queue {
  package func custody(_ shift: ShiftID) throws(QueueError) -> Custody {
    try custodies([shift]).first ?? .none
  }

  /// The queue of a booth that never opened a shift; it stores nothing.
  package static var nothing: Queue {
    let refuse = { () throws(QueueError) in throw QueueError.notWritable }
    return Queue(
      latestShift: { nil }, shift: { _ in nil }, shifts: { [] },
      open: { _, _, _ throws(QueueError) in try refuse() },
      append: { _, _ throws(QueueError) in try refuse() },
      close: { _, _ throws(QueueError) in try refuse() }, entries: { _, _ in [] },
      places: { _, _ in [] }, tagged: { _, _ in [] }, ticket: { _, _ in nil },
      duty: { _ in [] }, custodies: { $0.map { _ in .none } },
      delivery: Delivery(
        markInDoubt: { _ throws(QueueError) in try refuse() },
        acknowledge: { _, _ throws(QueueError) in try refuse() },
        setAside: { _, _ throws(QueueError) in try refuse() }, asideList: { [] },
        reopen: { _, _ throws(QueueError) in try refuse() }, marks: { _ in .none },
        note: { _ throws(QueueError) in try refuse() }, lastNote: { nil }, empty: { _, _ in 0 }),
      deeds: Deeds(note: { _ throws(QueueError) in try refuse() }, after: { _ in [] }),
      integrity: { [] })
  }
}

/// What stands at one place of a shift; nil if its bytes are no entry.
package struct StoredPlace: Hashable, Sendable {
  package let sequence: UInt64
  package let entry: SealedEntry?

  package init(sequence: UInt64, entry: SealedEntry?) {
    self.sequence = sequence
    self.entry = entry
  }
}

/// A noted deed in its place; nil if its row is none.
package struct StoredDeed: Hashable, Sendable {
  package let mark: DeedMark
  package let deed: NotedDeed?

  package init(mark: DeedMark, deed: NotedDeed?) {
    self.mark = mark
    self.deed = deed
  }
}

/// How far a shift's entries have got: everything up to a sequence, but for what was set aside.
package struct DeliveryMarks: Hashable, Sendable {
  package let inDoubt: UInt64
  package let acknowledged: UInt64

  package init(inDoubt: UInt64, acknowledged: UInt64) {
    self.inDoubt = inDoubt
    self.acknowledged = acknowledged
  }

  package static let none = DeliveryMarks(inDoubt: 0, acknowledged: 0)
}

/// One delivery that ended: when, how, how many entries were sent and how many remained.
package struct FlushNote: Hashable, Sendable {
  package let at: Moment
  package let way: Way
  package let sent: Int
  package let left: Int

  package init(at: Moment, way: Way, sent: Int, left: Int) {
    self.at = at
    self.way = way
    self.sent = sent
    self.left = left
  }

  package enum Way: String, Hashable, Sendable, CaseIterable {
    case network, usb
  }
}

/// A shift as the queue knows it, with its running tally.
package struct StoredShift: Hashable, Sendable {
  package let shift: Shift
  package let state: ShiftState
  /// What the first entry's hash goes on from.
  package let chainStart: [UInt8]
  /// The last entry's hash.
  package let head: [UInt8]
  package let lastSequence: UInt64
  package let lastTicket: Int
  package let tally: Tally
  /// Nil while the shift is open.
  package let end: ShiftEnd?

  package init(
    shift: Shift, state: ShiftState, chainStart: [UInt8], head: [UInt8], lastSequence: UInt64,
    lastTicket: Int, tally: Tally, end: ShiftEnd?
  ) {
    self.shift = shift
    self.state = state
    self.chainStart = chainStart
    self.head = head
    self.lastSequence = lastSequence
    self.lastTicket = lastTicket
    self.tally = tally
    self.end = end
  }
}

/// How a shift ended.
package struct ShiftEnd: Hashable, Sendable {
  package let state: ShiftState
  package let closedAt: Moment
  package let counters: [Counter: Int]
  /// Ed25519 over the final tally and the head; 64 bytes.
  package let tallySignature: [UInt8]

  package init(
    state: ShiftState, closedAt: Moment, counters: [Counter: Int], tallySignature: [UInt8]
  ) {
    self.state = state
    self.closedAt = closedAt
    self.counters = counters
    self.tallySignature = tallySignature
  }
}

/// How the queue fails; each case names what to do next.
package enum QueueError: Error, Hashable, Sendable {
  /// Free space, then try again; nothing stored was lost.
  case diskFull
  /// The place cannot be written: rights or a read-only disk.
  case notWritable
  /// The disk failed while storing: the entry may be there. Append the same one again.
  case unconfirmed
  /// Another program is at the queue; try again.
  case busy
  /// Another entry stands at this place already: two programs wrote one shift.
  case conflict(EntryID)
  /// Not a queue, or a damaged one; the detail is for the engineer.
  case damaged(String)
  /// Written by a newer version of the program.
  case newer(schema: Int)
  /// The file is missing, empty, or another one lies in its place: never a reason for a new one.
  case gone
}
