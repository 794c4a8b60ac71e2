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
    case carry, receive, accept, restore, copy, diskFault
  }

  let kind: Kind
  let booth: Int
  let number: Int

  var description: String { "\(kind) \(booth) \(number)" }
}

/// A seeded day: several booths, an office, bad luck.
struct FieldDay {
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

  private init(seed: UInt64, happenings: [Happening]) {
    (self.seed, self.happenings) = (seed, happenings)
  }

  /// What is wrong once everything was delivered and examined; nothing: the day adds up.
  func faults(_ config: BoothConfig) throws -> [String] {
    var course = try Course(config, seed: seed)
    for happening in happenings { try course.play(happening) }
    return try course.settle()
  }

  /// The same fault with as little as possible happening.
  func shortest(_ config: BoothConfig) throws -> FieldDay {
    var day = self
    var place = 0
    while place < day.happenings.count {
      var fewer = day.happenings
      fewer.remove(at: place)
      let shorter = FieldDay(seed: seed, happenings: fewer)
      let stillFails = (try? shorter.faults(config).isEmpty == false) ?? true
      if stillFails { day = shorter } else { place += 1 }
    }
    return day
  }
}

/// A day as it goes.
private struct Course {
  private let office: FieldOffice
  private let booths: [FieldBooth]
  private var sticks: [[UInt8]] = []
  private var receipts: [(booth: BoothID, bytes: [UInt8])] = []
  private var backup: MemoryCentre.Copy

  init(_ config: BoothConfig, seed: UInt64) throws {
    let clock = HandClock()
    let office = FieldOffice(config, clock)
    let entropy = SeededEntropy(seed: seed).entropy
    booths = try (0..<3).map {
      // Each laptop has a clock of its own.
      FieldBooth(
        config, try office.enrol(entropy), seed: seed &* 31 &+ UInt64($0), clock: HandClock())
    }
    self.office = office
    backup = office.centre.copy()
  }

  mutating func play(_ happening: Happening) throws {
    let booth = booths[happening.booth]
    let number = happening.number
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
    case .clock: booth.clock.advance(minutes: Int64(number % 120 - 30))
    case .kill: booth.kill()
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
    try booths.first { $0.identity.booth == id }?.accept(bytes, office.keys.receiptKey)
  }

  /// Everybody closes and delivers; then the office counts.
  func settle() throws -> [String] {
    var faults: [String] = []
    for booth in booths {
      booth.kill()
      if try booth.memory.queue.latestShift()?.state == .open { try booth.close() }
      _ = try booth.flush(office.centre)
      let last = try booth.flush(office.centre)
      let name = booth.identity.code.text
      if last.left > 0 { faults.append("\(name): \(last.left) left") }
      if !last.isReconciled { faults.append("\(name): not reconciled") }
      if !last.alarms.isEmpty { faults.append("\(name): alarms \(last.alarms)") }
      faults += try examine(booth).map { "\(name): \($0)" }
    }
    return faults
  }

  private func examine(_ booth: FieldBooth) throws -> [String] {
    var faults: [String] = []
    var latest: [VisitID: FieldBooth.Told] = [:]
    let examined = try office.examine(booth.identity.booth)
    let shifts = try booth.memory.queue.shifts()
    if examined.map(\.shift) != shifts.map(\.shift.id) { faults.append("other shifts") }
    for (shift, (_, found)) in zip(shifts, examined) {
      let number = shift.shift.number
      if found.standing != .reconciled { faults.append("shift \(number) \(found.standing)") }
      if !found.alarms.isEmpty { faults.append("shift \(number) alarms \(found.alarms)") }
      if found.recount != shift.tally { faults.append("shift \(number) counts otherwise") }
      for revision in found.revisions {
        guard let id = revision.header.visit else { continue }
        latest[id] = revision.visit.map { .stands($0) } ?? .void
      }
    }
    for (id, what) in booth.told where latest[id] != what {
      faults.append("\(id) was told and is \(latest[id] == nil ? "not there" : "otherwise")")
    }
    return faults
  }
}
