import BoothConfig
import Delivery
import Intake
import Office
import Ports
import Sealing
import TestWorld
import Testing

/// One thing that happens in the field. Its numbers say to whom and how, whatever there is of them.
struct Happening: CustomStringConvertible {
  enum Kind: CaseIterable {
    case register, registerSome, amend, void, close, clock, kill, powerCut, flush, brokenFlush
    case carry, receive, accept, restore, copy, diskFault, clockJump, clone, backUp, print
  }

  let kind: Kind
  let booth: Int
  let number: Int

  var description: String { "\(kind) \(booth) \(number)" }
}

/// A seeded day: several booths, an office, bad luck.
struct FieldDay: CustomStringConvertible {
  let seed: UInt64
  let happenings: [Happening]

  init(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    // People come far more often than anything else.
    let often = [Happening.Kind.register, .registerSome, .registerSome, .flush, .brokenFlush]
    happenings = (0..<chance.number(20...60)).map { _ in
      Happening(
        kind: chance.flag() ? chance.pick(often) : chance.pick(Happening.Kind.allCases),
        booth: chance.number(0...2), number: chance.number(0...999))
    }
    self.seed = seed
  }

  fileprivate init(seed: UInt64, happenings: [Happening]) {
    (self.seed, self.happenings) = (seed, happenings)
  }

  var description: String { happenings.map(\.description).joined(separator: ", ") }

  /// What came of a day once everything was delivered and examined.
  struct End {
    /// Nothing: the day adds up.
    var faults: [String] = []
    /// Visits that people were told of, and of these those that are missing or otherwise, and those
    /// that stand in more than one place.
    var told = 0
    /// Beside the entries.
    var deeds = 0
    var lost = 0
    var twice = 0
  }

  /// `forgotten` is a kind of entry that the office does not look at: a world that is broken.
  func end(_ config: BoothConfig, forgotten: EntryKind? = nil) throws -> End {
    var course = try Course(config, seed: seed, forgotten)
    for happening in happenings { try course.play(happening) }
    return try course.settle()
  }

  /// The same fault with as little as possible happening: nothing of it can be left out.
  func shortest(_ config: BoothConfig, forgotten: EntryKind? = nil) throws -> FieldDay {
    var day = self
    var place = 0
    var isShorter = false
    while place < day.happenings.count {
      var fewer = day.happenings
      fewer.remove(at: place)
      let shorter = FieldDay(seed: seed, happenings: fewer)
      if (try? shorter.end(config, forgotten: forgotten).faults.isEmpty == false) ?? true {
        (day, isShorter) = (shorter, true)
      } else {
        place += 1
      }
      // What could not be left out before may be now.
      if place == day.happenings.count, isShorter { (place, isShorter) = (0, false) }
    }
    return day
  }
}

/// A day as it goes.
private struct Course {
  private let config: BoothConfig
  private let seed: UInt64
  private let forgotten: EntryKind?
  private let office: FieldOffice
  /// Each booth's laptop, and behind it those that it was copied onto.
  private var laptops: [[FieldBooth]]
  private var sticks: [[UInt8]] = []
  private var receipts: [(booth: BoothID, bytes: [UInt8])] = []
  private var backup: MemoryCentre.Copy
  private var end = FieldDay.End()

  init(_ config: BoothConfig, seed: UInt64, _ forgotten: EntryKind?) throws {
    (self.config, self.seed, self.forgotten) = (config, seed, forgotten)
    let office = FieldOffice(config, HandClock())
    let entropy = SeededEntropy(seed: seed).entropy
    laptops = try (0..<3).map {
      // Each laptop has a clock of its own.
      [
        FieldBooth(
          config, try office.enrol(entropy), seed: seed &* 31 &+ UInt64($0), clock: HandClock())
      ]
    }
    self.office = office
    backup = office.centre.copy()
  }

  mutating func play(_ happening: Happening) throws {
    let number = happening.number
    let all = laptops[happening.booth]
    let booth = all[number % all.count]
    switch happening.kind {
    case .register:
      try booth.ready()
      try booth.register(number)
    case .registerSome:
      try booth.ready()
      for kind in 0..<number % 12 { try booth.register(kind + number) }
    case .amend: if booth.lastTicket > 0 { try booth.amend(number % booth.lastTicket + 1, number) }
    case .void: if booth.lastTicket > 0 { try booth.void(number % booth.lastTicket + 1) }
    case .diskFault:
      try booth.ready()
      let faults: [MemoryQueue.Failure] = [
        .before(.diskFull), .before(.unconfirmed), .after(.unconfirmed), .before(.busy),
      ]
      try booth.register(number, fault: faults[number % 4])
    case .close: if booth.hasOpenShift { try booth.close() }
    // A day on, or back to last year: nothing is ever ordered by it.
    case .clockJump: booth.clock.advance(minutes: number % 3 == 0 ? -525_600 : 1440)
    case .clock: booth.clock.advance(minutes: Int64(number % 120 - 30))
    case .kill: booth.kill()
    case .clone: clone(happening.booth, number)
    case .backUp: if let copy = try booth.backUp() { sticks.append(copy) }
    case .print: try booth.print(number)
    case .powerCut: booth.powerCut()
    case .flush: _ = try booth.flush(office.centre)
    case .brokenFlush: _ = try booth.flush(office.centre, failures: failures(number))
    case .carry: if let stick = try booth.carry() { sticks.append(stick) }
    case .receive: try receive(number)
    case .accept: try accept(number)
    case .copy: backup = office.centre.copy()
    case .restore: office.centre.restore(backup)
    }
  }

  /// Seldom, so that most days end without: nothing of a copied booth can be believed at once.
  private mutating func clone(_ booth: Int, _ number: Int) {
    guard number % 4 == 0, laptops[booth].count == 1 else { return }
    laptops[booth].append(
      FieldBooth(copyOf: laptops[booth][0], config, seed: seed &+ UInt64(number)))
  }

  /// Where the way breaks: before the centre has it, or after it has it and before we hear of it.
  private func failures(_ number: Int) -> [MemoryCentre.Failure?] {
    var chance = SeededGenerator(seed: UInt64(number))
    return (0..<24).map { _ in
      switch chance.number(0...5) {
      case 0: .before(.unreachable("cut"))
      case 1: .after(.unreachable("cut"))
      case 2: .after(.failed("died"))
      default: nil
      }
    }
  }

  /// A stick arrives: late, again, or cut short.
  private mutating func receive(_ number: Int) throws {
    guard !sticks.isEmpty else { return }
    let stick = sticks[number % sticks.count]
    if number % 5 == 0 {
      #expect(throws: ReceivingFault.self) {
        try office.receiving.take(Array(stick.dropLast(number % 90 + 1)))
      }
      return
    }
    let taken = try office.receiving.take(stick).acknowledgement
    receipts.append((try Bundle.claimedBooth(stick), taken))
  }

  /// A receipt comes back: late, or again.
  private func accept(_ number: Int) throws {
    guard !receipts.isEmpty else { return }
    let (id, bytes) = receipts[number % receipts.count]
    let all = laptops.first { $0[0].identity.booth == id } ?? []
    try all[number % all.count].accept(bytes, office.keys.receiptKey)
  }

  /// Everybody closes and delivers; then the office counts.
  mutating func settle() throws -> FieldDay.End {
    for all in laptops {
      for laptop in all {
        laptop.kill()
        if try laptop.memory.queue.latestShift()?.state == .open { try laptop.close() }
      }
      for laptop in all { _ = try laptop.flush(office.centre) }
      let last = try all.map { try $0.flush(office.centre) }
      let whole = try all.filter { one in try all.allSatisfy { try one.holds($0) } }.first
      if let whole {
        try settle(whole, last[all.firstIndex { $0 === whole } ?? 0], of: all)
      } else {
        try settleForked(all, last)
      }
    }
    return end
  }

  private mutating func fault(_ booth: FieldBooth, _ text: String) {
    end.faults.append("\(booth.identity.code.text): \(text)")
  }

  /// One laptop holds all there is of its booth: everything adds up, and no alarm was raised by it.
  private mutating func settle(
    _ booth: FieldBooth, _ last: FlushReport, of all: [FieldBooth]
  ) throws {
    if last.left > 0 { fault(booth, "\(last.left) left") }
    if !last.isReconciled { fault(booth, "not reconciled") }
    if !last.alarms.isEmpty { fault(booth, "alarms \(last.alarms)") }
    let examined = try office.examine(booth.identity.booth)
    let shifts = try booth.memory.queue.shifts()
    if examined.map(\.shift) != shifts.map(\.shift.id) { fault(booth, "other shifts") }
    var latest: [VisitID: FieldBooth.Told] = [:]
    var places: [VisitID: Set<ShiftID>] = [:]
    var ends: [Int64] = []
    for (shift, (id, found)) in zip(shifts, examined) {
      let number = shift.shift.number
      let minutes = try booth.memory.queue.entries(shift.shift.id, 1...shift.lastSequence)
        .map(\.header.writtenMinute)
      var alarms = clockAlarms(minutes, after: ends)
      ends.append(minutes.last ?? 0)
      if !office.isInTime(shift.shift.openedAt) { alarms.insert(.outsideAssignment) }
      if found.standing != .reconciled { fault(booth, "shift \(number) \(found.standing)") }
      if Set(found.alarms.map(\.kind)) != alarms {
        fault(booth, "shift \(number) alarms \(found.alarms)")
      }
      if found.recount != shift.tally { fault(booth, "shift \(number) counts otherwise") }
      for revision in found.revisions where revision.header.kind != forgotten {
        guard let visit = revision.header.visit else { continue }
        latest[visit] = revision.visit.map { .stands($0.unlinked) } ?? .void
        places[visit, default: []].insert(id)
      }
    }
    try settleDeeds(booth, examined.compactMap(\.found.closing?.deeds))
    var told: [VisitID: FieldBooth.Told] = [:]
    for one in all + [booth] { told.merge(one.told) { $1 } }
    for (id, what) in told {
      end.told += 1
      if places[id]?.count ?? 0 > 1 {
        end.twice += 1
        fault(booth, "\(id) is there twice")
      }
      guard latest[id] != what else { continue }
      end.lost += 1
      fault(booth, "\(id) was told and is \(latest[id] == nil ? "not there" : "otherwise")")
    }
  }

  /// Every deed up to the last closing is at the office, once and as it was noted; and no trail is
  /// found fault with.
  private mutating func settleDeeds(_ booth: FieldBooth, _ logs: [DeedLog]) throws {
    let queue = booth.memory.queue
    let carried = logs.flatMap(\.noted)
    let noted = try queue.deeds.after(0).prefix(Int(logs.last?.after.number ?? 0))
    end.deeds += carried.count
    if carried.map(\.deed) != noted.compactMap(\.deed)
      || carried.map(\.number) != noted.map(\.mark.number)
    {
      fault(booth, "other deeds than were noted")
    }
    for shift in try queue.shifts().map(\.shift) {
      let trail = try office.trail(of: shift, booth.identity.booth)
      if !trail.isSound { fault(booth, "trail \(shift.number): \(trail.faults)") }
    }
  }

  /// What the office must say of a laptop's clock, from the minutes at which a shift's entries were
  /// written and those at which earlier ones ended.
  private func clockAlarms(_ minutes: [Int64], after ends: [Int64]) -> Set<ExaminedAlarm.Kind> {
    let steps = zip(minutes.dropFirst(), minutes).map { $0 - $1 }
    let begin = minutes.first ?? 0
    let isBack = steps.contains { $0 < -6 * 60 } || ends.contains { $0 > begin + 6 * 60 }
    // The last entry is the closing, which may be the next day's.
    let isJump = steps.dropLast().contains { $0 > 12 * 60 }
    return Set((isBack ? [.clockBack] : []) + (isJump ? [.clockJump] : []))
  }

  /// Two futures: somebody is told, at the laptop and at the office, and nothing of either is gone.
  private mutating func settleForked(_ all: [FieldBooth], _ last: [FlushReport]) throws {
    let id = all[0].identity.booth
    if last.allSatisfy(\.alarms.isEmpty) { fault(all[0], "a copied laptop was not noticed") }
    let kinds: Set<ExaminedAlarm.Kind> = [.fork, .clone, .rollback]
    let alarms = try office.examine(id).flatMap(\.found.alarms)
    if !alarms.contains(where: { kinds.contains($0.kind) }) {
      fault(all[0], "two futures were believed")
    }
    let conflicts = office.centre.conflicts.filter { $0.header.booth == id }
    for laptop in all {
      end.told += laptop.told.count
      for shift in try laptop.memory.queue.shifts() {
        let kept = office.centre.entries(of: id, shift.shift.id) + conflicts
        let own = try laptop.memory.queue.entries(shift.shift.id, 1...shift.lastSequence)
        let gone = Set(own.map(\.hash)).subtracting(kept.map(\.hash)).count
        end.lost += gone
        if gone > 0 { fault(laptop, "\(gone) entries of a copied laptop are gone") }
      }
    }
  }
}
