package import Intake
import Ports
import Sealing

/// Which visits of `loket daftar --dari` nobody may have heard of: ranges of the shift's entries,
/// one for each run that did not end well, sealed in volatile memory.
///
/// A run may be cut off, its reader may be gone, or the disk fail, after visits were stored and
/// before their results were read. Then the operator gives the same lines again, and they have to
/// be the same visits. A visit is known by its line through its identity, whose chance is the
/// line's mark; so nothing is written for a line, only where a run begins and that it ended.
package final class UnheardRuns {
  private let counter: OpenShift
  /// What earlier runs have left behind; nil: not looked up yet.
  private var former: [ClosedRange<UInt64>]?
  /// Their visits by the marks of their lines, oldest first.
  private var waiting: [UInt64: [UInt64]] = [:]
  /// Those that a line of this run got as its answer.
  private var answered: Set<UInt64> = []
  /// Whether this run has a range of its own.
  private var hasBegun = false

  init(of counter: OpenShift) { self.counter = counter }

  private var name: String { UnheardRuns.name(counter.shift.id) }

  private static func name(_ shift: ShiftID) -> String { "\(shift).baris" }

  /// Whether a shift that is about to be closed has results that nobody may have heard of.
  package static func areLeft(_ world: World, _ shift: ShiftID) -> Bool {
    ((try? world.volatile.names()) ?? []).contains(name(shift))
  }

  /// How many entries are read at once, however long a range is.
  private static let batch: UInt64 = 256

  /// The oldest visit of this line that nobody has heard of; each is given out once.
  func next(_ mark: UInt64) throws(DeskError) -> SealedEntry? {
    try lookOnce()
    guard var places = waiting[mark], !places.isEmpty else { return nil }
    let sequence = places.removeFirst()
    waiting[mark] = places
    answered.insert(sequence)
    return try counter.entry(sequence)
  }

  /// The identity of a new visit of this line. The entry's own number keeps visits of equal lines
  /// apart.
  func identity(_ mark: UInt64) -> VisitID {
    counter.world.newVisit(chance: (counter.lastSequence + 1, mark))
  }

  /// Before a run stores its first visit; where that cannot be noted nothing is stored.
  func begin() throws(DeskError) {
    guard !hasBegun else { return }
    try lookOnce()
    try save((former ?? []).map(text) + ["\(counter.lastSequence + 1)-"])
    hasBegun = true
  }

  /// Every result of this run was heard: its own, and those it repeated of earlier ones.
  func finish() throws(DeskError) {
    guard hasBegun || !answered.isEmpty else { return }
    let unheard = waiting.values.joined()
    let left = (former ?? []).flatMap { $0.without(answered) }
      .filter { unheard.contains(where: $0.contains) }
    try save(left.map(text))
    former = left
    answered = []
    hasBegun = false
  }
}

extension UnheardRuns {
  private func lookOnce() throws(DeskError) {
    if former == nil { former = try look() }
  }

  /// Reads what there is; a run that was cut off ends where the shift ends now.
  private func look() throws(DeskError) -> [ClosedRange<UInt64>] {
    let sealed: [UInt8]?
    do { sealed = try counter.world.volatile.load(name) } catch { throw .volatile(error) }
    guard let sealed else { return [] }
    let plain = counter.key.openDraft(sealed, name: name)
    let ranges = UnheardRuns.ranges(plain ?? [], end: counter.lastSequence)
    for range in ranges { try read(range) }
    return ranges
  }

  private func read(_ range: ClosedRange<UInt64>) throws(DeskError) {
    let (queue, shift) = (counter.world.queue, counter.shift.id)
    var first = range.lowerBound
    while first <= range.upperBound {
      let last = min(first + UnheardRuns.batch - 1, range.upperBound)
      let entries = try queued { () throws(QueueError) in try queue.entries(shift, first...last) }
      for header in entries.map(\.header) where header.kind == .visit && header.supersedes == nil {
        guard let visit = header.visit else { continue }
        waiting[visit.chance, default: []].append(header.id.sequence)
      }
      first = last + 1
    }
  }

  /// A line `baris 2`, then ranges as `3-17`, the last of a run that goes on as `18-`.
  private static let heading = "baris 2\n"

  private func text(_ range: ClosedRange<UInt64>) -> String {
    "\(range.lowerBound)-\(range.upperBound)"
  }

  private func save(_ ranges: [String]) throws(DeskError) {
    let volatile = counter.world.volatile
    do throws(VolatileError) {
      if ranges.isEmpty { return try volatile.remove(name) }
      let plain = UnheardRuns.heading + ranges.joined(separator: " ")
      try volatile.save(
        name,
        counter.key.sealDraft(
          Array(plain.utf8), name: name, nonce: counter.world.entropy.bytes(12)))
    } catch { throw .volatile(error) }
  }

  /// The whole shift where memory has garbled it, or a former version of the program wrote it.
  private static func ranges(_ plain: [UInt8], end: UInt64) -> [ClosedRange<UInt64>] {
    let text = String(decoding: plain, as: UTF8.self)
    guard text.hasPrefix(heading) else { return [1...end] }
    return text.dropFirst(heading.count).split(separator: " ").compactMap { range in
      let parts = range.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, let first = UInt64(parts[0]) else { return nil }
      let last = min(UInt64(parts[1]) ?? end, end)
      return first <= last ? first...last : nil
    }
  }
}

extension VisitID {
  /// The 62 bits of an identity that are chance, or a line's mark.
  fileprivate var chance: UInt64 { low & 0x3fff_ffff_ffff_ffff }
}

extension ClosedRange<UInt64> {
  /// What is left of it, in order.
  fileprivate func without(_ taken: Set<UInt64>) -> [ClosedRange<UInt64>] {
    var first = lowerBound
    var left: [ClosedRange<UInt64>] = []
    for place in taken.filter(contains).sorted() {
      if first < place { left.append(first...place - 1) }
      first = place + 1
    }
    return first <= upperBound ? left + [first...upperBound] : left
  }
}
