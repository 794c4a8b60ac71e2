import IntakeForm
import Gate
package import Intake
package import Paper
package import Ports
import Sealing
import Wording

/// What the booth says of itself, for eyes and for machines.
package struct Reports {
  let world: World

  package init(_ world: World) { self.world = world }

  /// A shift by its number, or the last one.
  package func shift(_ number: Int?) throws(DeskError) -> StoredShift {
    let queue = world.queue
    guard let number else {
      guard let last = try queued({ () throws(QueueError) in try queue.latestShift() })
      else { throw .noShiftOpen }
      return last
    }
    guard let found = try queued({ () throws(QueueError) in try queue.shift(number) })
    else { throw .noSuchShift(number) }
    return found
  }

  /// The figures of a shift, everyone on duty and, if final, the signed proof; the same effort
  /// however many entries it has.
  package func report(_ stored: StoredShift) throws(DeskError) -> ShiftReport {
    let setting = world.setting
    let queue = world.queue
    let custody = try queued { () throws(QueueError) in try queue.custody(stored.shift.id) }
    let duty = try queued { () throws(QueueError) in try queue.duty(stored.shift.id) }
    let institutions = (setting.agencies + setting.schools).map { ($0.code, $0.name) }
    var report = ShiftReport(
      officeName: setting.office.name, homeName: setting.homeName,
      pointName: setting.name(of: stored.shift.servicePoint),
      shift: stored.shift, state: stored.state, closedAt: stored.end?.closedAt,
      tally: stored.tally, counters: stored.end?.counters ?? [:], custody: custody,
      head: stored.head, headCode: Chain.headCode(stored.head),
      signature: stored.end?.tallySignature,
      operators: duty.map { setting.name(of: $0) },
      serviceTitles: setting.policy.services.map {
        ShiftReport.Title(code: $0.code, text: world.words.pick($0.title))
      },
      institutionNames: Dictionary(institutions) { first, _ in first },
      printedAt: world.clock.now())
    report.proof = try proof(stored)
    return report
  }

  /// What the QR of a final tally says; the booth that signed stands in the opening.
  private func proof(_ stored: StoredShift) throws(DeskError) -> String? {
    guard let end = stored.end else { return nil }
    let queue = world.queue
    let opening = try queued { () throws(QueueError) in
      try queue.entries(stored.shift.id, 1...1)
    }.first
    return opening.flatMap {
      TallyProof(
        shift: stored.shift, booth: $0.header.booth, tally: stored.tally, head: stored.head,
        signature: end.tallySignature)?.text
    }
  }
}

extension Reports {
  /// How the booth stands.
  package struct Status {
    package let shift: StoredShift?
    package let custody: Custody
    package let held: Int
    package let clock: ClockState
    package let lastFlush: FlushNote?
    /// When the oldest shift was opened of which something is not at the centre.
    package let oldestUnsent: Moment?

    package var unsent: Int { custody.pending + custody.inDoubt }
  }

  /// Whether the clock can be believed.
  package enum ClockState: Hashable, Sendable {
    case ok
    /// It shows a time before the last thing this booth wrote.
    case behind(lastWritten: Moment)
    /// It shows a time that no entry can hold.
    case impossible

    /// What is wrong with it, and what to do; nil: nothing.
    func trouble(_ words: Wording) -> String? {
      switch self {
      case .ok: nil
      case .behind(let last): words.doctor.clockBehind(words.time.long(last))
      case .impossible: words.trouble.clockImpossible
      }
    }
  }

  /// All shifts' counts together: what matters is what is still on this laptop.
  package func status() throws(DeskError) -> Status {
    let queue = world.queue
    let shifts = try queued { () throws(QueueError) in try queue.shifts() }
    var custody = Custody.none
    var oldest: Moment?
    for (stored, part) in try waiting(shifts) {
      if part.pending + part.inDoubt > 0 { oldest = oldest ?? stored.shift.openedAt }
      custody = custody + part
    }
    let last = shifts.last
    let held = last.map { DraftShelf(world: world, shift: $0.shift.id).names().count } ?? 0
    let flush = try queued { () throws(QueueError) in try queue.delivery.lastNote() }
    return Status(
      shift: last, custody: custody, held: held, clock: try clock(shifts), lastFlush: flush,
      oldestUnsent: oldest)
  }

  /// How many of the latest shifts, and of the latest one's entries, the clock is held against.
  private static let clockShifts = 7
  private static let clockEntries: UInt64 = 64

  /// The clock against the newest time that this booth wrote lately, so that a record under a clock
  /// that went back does not end the warning.
  ///
  /// By openings, closings and the last entries: the same effort however long a shift is. Missed is
  /// a clock that went back within the hours of one shift, that many entries later. Older shifts do
  /// not count, so that one written by a clock that was ahead does not warn for ever.
  package func clock() throws(DeskError) -> ClockState {
    let queue = world.queue
    return try clock(try queued { () throws(QueueError) in try queue.shifts() })
  }

  private func clock(_ shifts: [StoredShift]) throws(DeskError) -> ClockState {
    guard world.clock.now().isStorable else { return .impossible }
    guard let last = shifts.last else { return .ok }
    let queue = world.queue
    let first = max(last.lastSequence, Reports.clockEntries) - Reports.clockEntries + 1
    let newest = try queued { () throws(QueueError) in
      try queue.places(last.shift.id, first...last.lastSequence)
    }
    let minutes =
      shifts.suffix(Reports.clockShifts).flatMap { shift in
        [shift.shift.openedAt.minute] + (shift.end.map { [$0.closedAt.minute] } ?? [])
      } + newest.compactMap(\.entry?.header.writtenMinute)
    guard let written = minutes.max(), world.clock.now().minute < written - 5
    else { return .ok }
    return .behind(lastWritten: Moment(minute: written))
  }

  /// Who did what in a shift.
  package func trail(_ stored: StoredShift) throws(DeskError) -> Trail {
    let queue = world.queue
    let range = 1...max(1, stored.lastSequence)
    let entries = try queued { () throws(QueueError) in
      try queue.entries(stored.shift.id, range)
    }
    let book = DeedBook(world)
    let log = book.log(of: stored)
    return Trail(
      stored.shift.booth, stored.shift.number,
      deeds: Deed.all(entries.map(\.header), booth: stored.shift.booth),
      carried: log?.noted ?? [], older: log?.older ?? [:], loose: try book.loose(in: stored))
  }
}
