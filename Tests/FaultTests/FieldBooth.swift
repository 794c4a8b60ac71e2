import BoothConfig
import Delivery
import Intake
import IntakeForm
import MachineJSON
import Ports
import Sealing
import TestWorld
import Testing
import Wording

@testable import Desk

/// A laptop in the field, and what it told the people at its counter.
final class FieldBooth {
  let identity: BoothIdentity
  let memory: MemoryQueue
  let clock: HandClock
  private let volatile = MemoryVolatileStore()
  private let entropy: Entropy
  private let world: World
  private var counter: OpenShift?
  /// Stands for the locked copy on tmpfs, which a kill leaves and a power cut takes.
  private var key: ShiftKey?
  private var people: Int
  /// What people were told is on record: the visit as it stands, or that it was taken back.
  private(set) var told: [VisitID: Told] = [:]

  enum Told: Equatable {
    case stands(Visit)
    case void
  }

  init(_ config: BoothConfig, _ identity: BoothIdentity, seed: UInt64, clock: HandClock) {
    self.identity = identity
    self.clock = clock
    memory = MemoryQueue()
    entropy = SeededEntropy(seed: seed).entropy
    people = Int(seed % 89) * 100
    // The key that a kill leaves is kept here, so that no passphrase has to be stretched.
    volatile.fault = .unavailable
    world = FieldBooth.world(config, identity, memory, clock, entropy, volatile)
  }

  /// The same laptop twice: its disk and its memory copied, chance of its own from here on.
  init(copyOf other: FieldBooth, _ config: BoothConfig, seed: UInt64) {
    identity = other.identity
    clock = other.clock
    memory = MemoryQueue(copyOf: other.memory)
    entropy = SeededEntropy(seed: seed).entropy
    people = other.people + 50
    told = other.told
    key = other.key
    world = FieldBooth.world(config, identity, memory, clock, entropy, volatile)
  }

  private static func world(
    _ config: BoothConfig, _ identity: BoothIdentity, _ memory: MemoryQueue, _ clock: HandClock,
    _ entropy: Entropy, _ volatile: MemoryVolatileStore
  ) -> World {
    World(
      setting: Setting(
        office: config.office, points: config.places, agencies: config.agencies,
        schools: config.schools, staff: config.operators + config.coordinators,
        policy: config.policy, regions: config.regions),
      words: Wording(.indonesian), identity: identity, queue: memory.queue, clock: clock.clock,
      entropy: entropy, volatile: volatile.store)
  }

  var hasOpenShift: Bool { counter != nil }

  /// Whether every entry of the other laptop is here too.
  func holds(_ other: FieldBooth) throws -> Bool {
    let queue = memory.queue
    return try other.memory.queue.shifts().allSatisfy { shift in
      let range = 1...shift.lastSequence
      let theirs = try other.memory.queue.entries(shift.shift.id, range)
      return try queue.entries(shift.shift.id, range).map(\.hash) == theirs.map(\.hash)
    }
  }
}

extension FieldBooth {
  /// Takes up the open shift, or recovers it where its key is gone, or opens one.
  func ready() throws {
    guard counter == nil else { return }
    let last = try memory.queue.latestShift()
    if let last, last.state == .open {
      if let key {
        counter = OpenShift(world: world, stored: last, key: key, staff: last.shift.openedBy)
        return
      }
      _ = try Shifts(world).recover(last)
    }
    let plan = try Shifts(world).plan(
      point: "mpp", staff: "sari", facts: OpeningFacts(recordingSets: 1, ikdTables: 1))
    counter = try Shifts(world).open(plan, passphrase: "kayu-hujan-pasar")
    key = counter?.key
  }

  /// The next person comes; `fault` is what the disk does meanwhile.
  func register(_ kind: Int, fault: MemoryQueue.Failure? = nil) throws {
    guard let counter else { return }
    // Whoever is at the counter just then.
    counter.staff = world.setting.staff[kind % world.setting.staff.count].code
    let visit = try visit(kind, counter)
    let id = world.newVisit()
    memory.failures = fault.map { [$0] } ?? []
    try told(id, .stands(visit)) { try counter.register(visit, id: id) }
  }

  func amend(_ ticket: Int, _ kind: Int, fault: MemoryQueue.Failure? = nil) throws {
    guard let counter, let former = try? counter.visit(ticket: ticket),
      let id = former.header.visit
    else { return }
    let visit = try visit(kind, counter)
    memory.failures = fault.map { [$0] } ?? []
    try told(id, .stands(visit)) { try counter.amend(former, to: visit, reason: "salah ketik") }
  }

  func void(_ ticket: Int, fault: MemoryQueue.Failure? = nil) throws {
    guard let counter, let former = try? counter.visit(ticket: ticket),
      let id = former.header.visit
    else { return }
    memory.failures = fault.map { [$0] } ?? []
    try told(id, .void) { try counter.void(former, reason: "salah ketik") }
  }

  var lastTicket: Int { counter?.lastTicket ?? 0 }

  /// What is told only once the program has said so; a disk that did not confirm is tried again.
  private func told(
    _ id: VisitID, _ what: Told, _ store: () throws -> OpenShift.Receipt
  ) throws {
    do { _ = try store() } catch DeskError.queue(let fault) {
      guard fault == .unconfirmed else { return }
      // Ended before it could try again: nothing was said, and either may be on the disk.
      guard let counter, try counter.retry() != nil else { return }
    }
    told[id] = what
  }

  /// The program ends, whatever it was at: nothing of it is left but disk and tmpfs.
  func kill() { counter = nil }

  func powerCut() { (counter, key) = (nil, nil) }

  func close() throws {
    try ready()
    _ = try Shifts(world).close(counters: [:], dropDrafts: true)
    (counter, key) = (nil, nil)
  }

  /// Somebody who was never here before; five kinds of them.
  private func visit(_ kind: Int, _ counter: OpenShift) throws -> Visit {
    people += 1
    let number = String(people % 10_000 + 10_000).dropFirst()
    let nik = "357305010190\(number)"
    let text =
      switch kind % 5 {
      case 0:
        #"{"nik":"\#(nik)","name":"SITI CONTOH","birthDate":"1990-01-01","#
          + #""residence":"3573051011","ikd":{"state":"active"},"services":[{"code":"cetak"}]}"#
      case 1:
        #"{"nik":"\#(nik)","name":"TONI CONTOH","birthDate":"1990-01-01","#
          + #""residence":"3573051004","ikd":{"state":"notActive","reason":"declined"},"#
          + #""services":[{"code":"cetak"},{"code":"kk"}]}"#
      case 2:
        #"{"nik":"\#(nik)","name":"RINI CONTOH","birthDate":"1990-01-01","#
          + #""residence":"3573051011","ikd":{"state":"activated"},"#
          + #""services":[{"code":"ikd"},{"code":"kia"}]}"#
      case 3:
        #"{"nik":"\#(nik)","name":"MARTA CONTOH","birthDate":"1990-01-01","#
          + #""residence":"3573051004","ikd":{"state":"notActive","reason":"noPhone"},"#
          + #""services":[{"code":"cetak"}],"#
          + #""override":{"by":"dahlia","reason":"lansia"}}"#
      default:
        #"{"name":"BAYU CONTOH","birthDate":"2010-05-05","sex":"L","residence":"luar","#
          + #""services":[{"code":"rekam"}]}"#
      }
    var context = world.formContext(
      for: counter.shift, defaults: world.firstDefaults(for: counter.shift))
    context.now = world.clock.now()
    var reader = VisitJSON(context: context)
    let object = try #require(JSONValue.parse(text).get().object)
    switch reader.read(object) {
    case .success(let visit): return visit
    case .failure(let faults): throw Unreadable(faults: "\(faults)")
    }
  }

  struct Unreadable: Error { let faults: String }
}

extension FieldBooth {
  func flush(_ centre: MemoryCentre, failures: [MemoryCentre.Failure?] = []) throws -> FlushReport {
    centre.failures = failures
    defer { centre.failures = [] }
    let flusher = Flusher(
      queue: memory.queue, centre: centre.centre(of: identity.booth), clock: clock.clock,
      entropy: entropy, sleep: { _ in }, progress: { _, _ in }, batchMax: 7)
    return try flusher.run()
  }

  /// A signed bundle on a stick; nil: nothing is waiting.
  func carry() throws -> [UInt8]? {
    let carrier = Carrier(queue: memory.queue, clock: clock.clock)
    guard let bundle = try carrier.bundle(of: identity.booth) else { return nil }
    try carrier.markCarried(bundle)
    for deed in carrier.deeds(of: bundle) { try memory.queue.deeds.note(deed) }
    return bundle.signed(by: identity)
  }

  /// A copy of all there is on a stick; nil: nothing is.
  func backUp() throws -> [UInt8]? {
    guard
      let bundle = try Backup.of(memory.queue, booth: identity.booth, clock: clock.clock)?.bundle
    else { return nil }
    let deed = NotedDeed(.backedUp, at: bundle.madeAt, count: bundle.entries.count)
    try memory.queue.deeds.note(deed)
    return bundle.signed(by: identity)
  }

  /// Something goes onto paper again, or into a file.
  func print(_ number: Int) throws {
    let kinds: [NotedDeed.Kind] = [.exported, .printed, .printedAgain, .slipPrintedAgain]
    let shift = try memory.queue.latestShift()?.shift.number
    try memory.queue.deeds.note(
      NotedDeed(
        kinds[number % 4], at: clock.now, staff: counter?.staff, shift: shift,
        ticket: number % 4 == 3 ? number + 1 : nil, count: number))
  }

  /// The audit of the laptop, as if its queue said this of its deeds.
  func audit(_ deeds: [StoredDeed]) throws -> [AuditFault] {
    let queue = world.queue
    let other = Queue(
      latestShift: queue.latestShift, shift: queue.shift, shifts: queue.shifts, open: queue.open,
      append: queue.append, close: queue.close, entries: queue.entries, places: queue.places,
      tagged: queue.tagged, ticket: queue.ticket, duty: queue.duty, custodies: queue.custodies,
      delivery: queue.delivery,
      deeds: Queue.Deeds(
        note: queue.deeds.note, after: { number in deeds.filter { $0.mark.number > number } }),
      integrity: queue.integrity)
    return try Audit(
      World(
        setting: world.setting, words: world.words, identity: identity, queue: other,
        clock: world.clock, entropy: entropy, volatile: world.volatile)
    ).full()
  }

  func accept(_ receipt: [UInt8], _ receiptKey: [UInt8]) throws {
    let receipt = try Acknowledgement(bytes: receipt, receiptKey: receiptKey)
    _ = try Carrier(queue: memory.queue, clock: clock.clock).accept(receipt)
  }
}
