import Intake
package import Ports
import Sealing

/// Flushes the queue to the centre. Safe to kill and to repeat at any point: what is in doubt is
/// marked before the wire, what is acknowledged only after the centre has committed.
package struct Flusher {
  private let queue: Queue
  private let centre: Centre
  private let clock: Clock
  private let entropy: Entropy
  private let sleep: (_ milliseconds: Int) -> Void
  private let progress: (_ sent: Int, _ of: Int) -> Void
  private let batchMax: UInt64
  private let keepDays: Int

  /// `progress` hears of every batch; `batchMax` is in entries. Sealed bodies of a shift that ended
  /// `keepDays` ago go once a later flush finds the centre still holding all of it.
  package init(
    queue: Queue, centre: Centre, clock: Clock, entropy: Entropy,
    sleep: @escaping (Int) -> Void, progress: @escaping (Int, Int) -> Void,
    batchMax: UInt64 = 8_000, keepDays: Int = 30
  ) {
    self.queue = queue
    self.centre = centre
    self.clock = clock
    self.entropy = entropy
    self.sleep = sleep
    self.progress = progress
    self.batchMax = batchMax
    self.keepDays = keepDays
  }

  /// Runs to the end, or to the first fault of the way that does not pass. Throws only what the
  /// booth's own queue throws.
  package func run() throws(QueueError) -> FlushReport {
    var report = FlushReport()
    do throws(Fault) { try flush(&report) } catch {
      switch error {
      case .queue(let fault): throw fault
      case .centre(let fault): report.stopped = fault
      }
    }
    report.left = try left()
    try queue.delivery.note(
      FlushNote(at: clock.now(), way: .network, sent: report.sent, left: report.left))
    return report
  }

  private enum Fault: Error {
    case queue(QueueError)
    case centre(CentreError)
  }

  private func flush(_ report: inout FlushReport) throws(Fault) {
    let shifts = try stored { () throws(QueueError) in try queue.shifts() }
    let before = try reached { () throws(CentreError) in try centre.holdings() }
    var known: [(shift: StoredShift, facts: FlushPlan.ShiftFacts)] = []
    for shift in shifts { known.append((shift, try facts(shift, before[shift.shift.id]))) }
    let plans = known.map { (shift: $0.shift, plan: FlushPlan.plan($0.facts)) }
    for (one, plan) in zip(known, plans) { try prepare(plan.plan, one.shift, one.facts, &report) }
    let manifest = shifts.map(\.manifestLine)
    try reached { () throws(CentreError) in try centre.announce(manifest) }
    let all = plans.compactMap { $0.plan.send?.count }.reduce(0, +)
    for (shift, plan) in plans {
      guard let range = plan.send else { continue }
      try send(range, of: shift, all: all, &report)
    }
    let after = try reconcile(shifts, &report)
    // Only where an earlier flush had left nothing to send.
    for (shift, facts) in known
    where facts.isAcknowledgedWhole && shift.isHeldWhole(after[shift.shift.id]) {
      try retire(shift, &report)
    }
  }

  /// The retention, for shifts that ended long enough ago.
  private func retire(_ shift: StoredShift, _ report: inout FlushReport) throws(Fault) {
    let now = clock.now()
    let limit = now.advanced(bySeconds: -Int64(keepDays) * 86_400)
    guard let end = shift.end, end.closedAt <= limit else { return }
    let id = shift.shift.id
    report.emptied += try stored { () throws(QueueError) in try queue.delivery.empty(id, now) }
  }

  private func facts(
    _ shift: StoredShift, _ holding: Holding?
  ) throws(Fault) -> FlushPlan.ShiftFacts {
    let id = shift.shift.id
    let holding = holding ?? Holding(upTo: 0, head: [])
    let marks = try stored { () throws(QueueError) in try queue.delivery.marks(id) }
    var ownHash: [UInt8]?
    if (1...shift.lastSequence).contains(holding.upTo) {
      ownHash = try stored { () throws(QueueError) in try queue.hash(at: holding, of: id) }
    }
    return FlushPlan.ShiftFacts(
      shift: id, lastSequence: shift.lastSequence, marks: marks, holding: holding,
      ownHash: ownHash)
  }

  /// What the plan says about the marks, before anything is sent.
  private func prepare(
    _ plan: FlushPlan.ShiftPlan, _ shift: StoredShift, _ facts: FlushPlan.ShiftFacts,
    _ report: inout FlushReport
  ) throws(Fault) {
    if let alarm = plan.alarm {
      report.alarms.append(FlushReport.Alarm(shift: shift.shift.number, kind: alarm))
    }
    if let upTo = plan.reopenTo {
      report.reopened += Int(facts.marks.acknowledged - upTo)
      try stored { () throws(QueueError) in try queue.delivery.reopen(plan.shift, upTo) }
    }
    if let upTo = plan.acknowledgeTo {
      let isNoted = try stored { () throws(QueueError) in
        try queue.acknowledge(shift.shift, upTo: upTo, .flushed, at: clock.now())
      }
      if !isNoted { report.isNoted = false }
    }
  }

  /// Batch by batch; while the centre works on one, the next is read. Batches grow while the way
  /// is good and shrink where it is not, so that even a bad one gets on.
  private func send(
    _ range: ClosedRange<UInt64>, of shift: StoredShift, all: Int, _ report: inout FlushReport
  ) throws(Fault) {
    let id = shift.shift.id
    var size = min(FlushPlan.batchFirst, batchMax)
    var attempt = 1
    var batch = try read(size, of: id, from: range.lowerBound, range)
    while let current = batch {
      guard current.entries.allSatisfy(\.isWhole) else {
        report.alarms.append(FlushReport.Alarm(shift: shift.shift.number, kind: .bodiesGone))
        return
      }
      try stored { () throws(QueueError) in
        try queue.delivery.markInDoubt(EntryID(shift: id, sequence: current.last))
      }
      let larger = min(size * 2, batchMax)
      var following: Result<Batch?, Fault>?
      let receipt: DeliveryReceipt
      do throws(CentreError) {
        receipt = try centre.deliver(current.entries) {
          following = Result { () throws(Fault) in
            try read(larger, of: id, from: current.last + 1, range)
          }
        }
      } catch {
        try wait(error, attempt)
        attempt += 1
        size = max(size / 4, 1)
        batch = try read(size, of: id, from: current.first, range)
        continue
      }
      // Nothing of it was looked at: the login is another booth's.
      if receipt.setAside.contains(where: { $0.reason == DeliveryReceipt.otherBoothReason }) {
        throw .centre(.rejectedUs("pgpass: otherBooth"))
      }
      try settle(receipt, shift.shift, &report)
      report.sent += current.entries.count
      report.quarantined += current.damaged
      progress(report.sent, all)
      (size, attempt) = (larger, 1)
      batch = try following?.get() ?? nil
    }
  }

  /// What goes to the centre in one call.
  private struct Batch {
    let entries: [SealedEntry]
    let damaged: Int
    let first: UInt64
    let last: UInt64
  }

  /// Nil past the range's end.
  private func read(
    _ size: UInt64, of shift: ShiftID, from first: UInt64, _ range: ClosedRange<UInt64>
  ) throws(Fault) -> Batch? {
    guard first <= range.upperBound else { return nil }
    let last = min(first + size - 1, range.upperBound)
    let (entries, damaged) = try stored { () throws(QueueError) in
      try queue.readable(shift, first...last)
    }
    return Batch(entries: entries, damaged: damaged.count, first: first, last: last)
  }

  /// The receipt is stored before anything counts as acknowledged.
  private func settle(
    _ receipt: DeliveryReceipt, _ shift: Shift, _ report: inout FlushReport
  ) throws(Fault) {
    report.acknowledged += receipt.accepted + receipt.alreadyThere
    report.alreadyThere += receipt.alreadyThere
    report.quarantined += receipt.setAside.count
    for one in receipt.setAside {
      try stored { () throws(QueueError) in try queue.delivery.setAside(one.id, one.reason) }
    }
    guard let holding = receipt.holdings[shift.id], holding.upTo > 0 else { return }
    let outcome = try stored { () throws(QueueError) in
      try queue.acknowledge(holding, of: shift, .flushed, at: clock.now())
    }
    if outcome == .unnoted { report.isNoted = false }
  }

  /// Asks once more what the centre holds and compares it hash for hash.
  private func reconcile(
    _ shifts: [StoredShift], _ report: inout FlushReport
  ) throws(Fault) -> [ShiftID: Holding] {
    let after = try reached { () throws(CentreError) in try centre.holdings() }
    report.held = after.values.map { Int($0.upTo) }.reduce(0, +)
    if let last = shifts.last { report.head = after[last.shift.id]?.head ?? [] }
    let aside = try stored { () throws(QueueError) in try queue.delivery.asideList() }
    report.aside = aside.count
    // Said again at every flush until the office has dealt with it.
    for shift in shifts where aside.contains(where: { $0.isConflict(in: shift.shift.id) }) {
      let alarm = FlushReport.Alarm(shift: shift.shift.number, kind: .forked)
      if !report.alarms.contains(alarm) { report.alarms.append(alarm) }
    }
    let strange = Set(after.keys).subtracting(shifts.map(\.shift.id)).count
    if strange > 0 {
      report.alarms.append(FlushReport.Alarm(shift: strange, kind: .otherLaptop))
    }
    report.isReconciled =
      aside.isEmpty && strange == 0 && shifts.allSatisfy { $0.isHeldWhole(after[$0.shift.id]) }
    return after
  }

  private func left() throws(QueueError) -> Int {
    var left = 0
    for shift in try queue.shifts() {
      let marks = try queue.delivery.marks(shift.shift.id)
      left += Int(shift.lastSequence - min(marks.acknowledged, shift.lastSequence))
    }
    return left
  }

  private func stored<Value>(_ call: () throws(QueueError) -> Value) throws(Fault) -> Value {
    do { return try call() } catch { throw .queue(error) }
  }

  /// Calls the centre, again if waiting may help.
  private func reached<Value>(_ call: () throws(CentreError) -> Value) throws(Fault) -> Value {
    var attempt = 1
    while true {
      do { return try call() } catch { try wait(error, attempt) }
      attempt += 1
    }
  }

  /// Waits before the next try, or throws if there is none.
  private func wait(_ error: CentreError, _ attempt: Int) throws(Fault) {
    switch FlushPlan.after(error, attempt: attempt, chance: entropy.word()) {
    case .wait(let milliseconds): sleep(milliseconds)
    case .stopUnreachable, .stopRejected: throw .centre(error)
    }
  }
}

extension Queue {
  /// Marks as acknowledged what the centre holds, if that is our own: another future's hash
  /// acknowledges nothing of ours. `holding` is of at least one entry.
  func acknowledge(
    _ holding: Holding, of shift: Shift, _ kind: NotedDeed.Kind, at moment: Moment
  ) throws(QueueError) -> Acknowledged {
    let own = try hash(at: holding, of: shift.id)
    guard let own, holding.head.isEmpty || own == holding.head else { return .strange }
    return try acknowledge(shift, upTo: holding.upTo, kind, at: moment) ? .noted : .unnoted
  }

  /// With the deed, or without it where the disk has no room for it; whether it is noted.
  func acknowledge(
    _ shift: Shift, upTo: UInt64, _ kind: NotedDeed.Kind, at moment: Moment
  ) throws(QueueError) -> Bool {
    let id = EntryID(shift: shift.id, sequence: upTo)
    let deed = NotedDeed(kind, at: moment, shift: shift.number, count: Int(clamping: upTo))
    do {
      try delivery.acknowledge(id, deed)
      return true
    } catch {
      // Or the table is not as it was, or the clock's time one that no row takes.
      guard error.isAboutTheDeed else { throw error }
      try delivery.acknowledge(id, nil)
      return false
    }
  }

  /// Our own hash where the centre has its head; nil: we have no such entry. An entry that the disk
  /// has damaged is taken for the centre's.
  func hash(at holding: Holding, of shift: ShiftID) throws(QueueError) -> [UInt8]? {
    try places(shift, holding.upTo...holding.upTo).first.map { $0.entry?.hash ?? holding.head }
  }

  /// The entries of a range; what the disk has damaged is set aside, so that the rest can go.
  func readable(
    _ shift: ShiftID, _ range: ClosedRange<UInt64>
  ) throws(QueueError) -> (entries: [SealedEntry], damaged: [EntryID]) {
    do { return (try entries(shift, range), []) } catch {
      guard case .damaged = error else { throw error }
      let places = try places(shift, range)
      let damaged = places.filter { $0.entry == nil }
        .map { EntryID(shift: shift, sequence: $0.sequence) }
      for id in damaged { try delivery.setAside(id, "damaged") }
      return (places.compactMap(\.entry), damaged)
    }
  }
}

/// What became of an acknowledgement.
enum Acknowledged {
  /// Of another future, or of a shift that is not here.
  case strange
  case noted
  /// Stored without its deed.
  case unnoted
}

extension QueueError {
  /// Whether the same might be stored without a deed beside it.
  fileprivate var isAboutTheDeed: Bool {
    switch self {
    case .diskFull, .damaged, .conflict: true
    case .notWritable, .unconfirmed, .busy, .newer, .gone: false
    }
  }
}

extension SetAside {
  fileprivate func isConflict(in shift: ShiftID) -> Bool {
    id.shift == shift && reason == DeliveryReceipt.conflictReason
  }
}

extension StoredShift {
  /// Whether the centre holds all of it, to the last hash.
  fileprivate func isHeldWhole(_ holding: Holding?) -> Bool {
    holding?.upTo == lastSequence && holding?.head == head
  }

  /// What the office is told will come.
  var manifestLine: ManifestLine {
    ManifestLine(
      shift: shift.id, number: shift.number, entries: lastSequence, head: head,
      isClosed: state != .open)
  }
}
