import Glibc
import Intake
import Ports
import SQLiteQueue
import Sealing
import TestWorld

/// Every implementation that the contract is checked on.
enum Kind: CaseIterable {
  case memory, disk
  /// On disk, opened anew for each call, as if the program had ended in between.
  case reopened

  /// Hands in an empty queue and cleans up after it.
  func withQueue(_ body: (Queue) throws -> Void) throws {
    switch self {
    case .memory: try body(MemoryQueue().queue)
    case .disk: try withFolder { try body(SQLiteQueue.open(path: $0 + "/queue")) }
    case .reopened: try withFolder { try body(Reopened(path: $0 + "/queue").queue) }
    }
  }
}

/// Hands in the path of a new folder and removes it with the plain files in it.
func withFolder(_ body: (String) throws -> Void) throws {
  let path = makeFolder()
  defer { removeFolder(path) }
  try body(path)
}

func makeFolder() -> String {
  var template = Array("/tmp/loket-queue-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { preconditionFailure("no folder in /tmp: \(errno)") }
  return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

private func removeFolder(_ path: String) {
  for name in ["queue", "other"] {
    for end in ["", "-journal", "-wal", "-shm"] { unlink("\(path)/\(name)\(end)") }
  }
  rmdir(path)
}

/// Opens the file for each call.
private final class Reopened {
  private let path: String

  init(path: String) { self.path = path }

  private func opened() throws(QueueError) -> Queue { try SQLiteQueue.open(path: path) }

  var queue: Queue {
    Queue(
      latestShift: latestShift, shift: shift, shifts: shifts, open: open, append: append,
      close: close, entries: entries, places: places, tagged: tagged, ticket: ticket,
      duty: duty, custodies: custodies,
      delivery: Queue.Delivery(
        markInDoubt: markInDoubt, acknowledge: acknowledge, setAside: setAside,
        asideList: asideList, reopen: reopen, marks: marks, note: note, lastNote: lastNote,
        empty: empty),
      deeds: Queue.Deeds(note: note(deed:), after: deeds), integrity: integrity)
  }

  private func reopen(_ shift: ShiftID, _ upTo: UInt64) throws(QueueError) {
    try opened().delivery.reopen(shift, upTo)
  }
  private func marks(_ shift: ShiftID) throws(QueueError) -> DeliveryMarks {
    try opened().delivery.marks(shift)
  }
  private func note(_ note: FlushNote) throws(QueueError) { try opened().delivery.note(note) }
  private func lastNote() throws(QueueError) -> FlushNote? { try opened().delivery.lastNote() }
  private func empty(_ shift: ShiftID, _ at: Moment) throws(QueueError) -> Int {
    try opened().delivery.empty(shift, at)
  }
  private func note(deed: NotedDeed) throws(QueueError) { try opened().deeds.note(deed) }
  private func deeds(after number: UInt64) throws(QueueError) -> [StoredDeed] {
    try opened().deeds.after(number)
  }
  private func places(
    _ shift: ShiftID, _ range: ClosedRange<UInt64>
  ) throws(QueueError) -> [StoredPlace] { try opened().places(shift, range) }
  private func latestShift() throws(QueueError) -> StoredShift? { try opened().latestShift() }
  private func shift(_ number: Int) throws(QueueError) -> StoredShift? {
    try opened().shift(number)
  }
  private func shifts() throws(QueueError) -> [StoredShift] { try opened().shifts() }
  private func open(_ shift: Shift, _ entry: SealedEntry, _ start: [UInt8]) throws(QueueError) {
    try opened().open(shift, entry, start)
  }
  private func append(_ entry: SealedEntry, _ tally: Tally) throws(QueueError) {
    try opened().append(entry, tally)
  }
  private func close(_ entry: SealedEntry, _ end: ShiftEnd) throws(QueueError) {
    try opened().close(entry, end)
  }
  private func entries(
    _ shift: ShiftID, _ range: ClosedRange<UInt64>
  ) throws(QueueError) -> [SealedEntry] { try opened().entries(shift, range) }
  private func tagged(_ shift: ShiftID, _ tag: [UInt8]) throws(QueueError) -> [SealedEntry] {
    try opened().tagged(shift, tag)
  }
  private func ticket(_ shift: ShiftID, _ number: Int) throws(QueueError) -> SealedEntry? {
    try opened().ticket(shift, number)
  }
  private func duty(_ shift: ShiftID) throws(QueueError) -> [StaffCode] {
    try opened().duty(shift)
  }
  private func custodies(_ shifts: [ShiftID]) throws(QueueError) -> [Custody] {
    try opened().custodies(shifts)
  }
  private func markInDoubt(_ id: EntryID) throws(QueueError) {
    try opened().delivery.markInDoubt(id)
  }
  private func acknowledge(_ id: EntryID, _ deed: NotedDeed?) throws(QueueError) {
    try opened().delivery.acknowledge(id, deed)
  }
  private func setAside(_ id: EntryID, _ reason: String) throws(QueueError) {
    try opened().delivery.setAside(id, reason)
  }
  private func asideList() throws(QueueError) -> [SetAside] { try opened().delivery.asideList() }
  private func integrity() throws(QueueError) -> [String] { try opened().integrity() }
}

/// All of a shift, however long.
let everything: ClosedRange<UInt64> = 1...UInt64.max
