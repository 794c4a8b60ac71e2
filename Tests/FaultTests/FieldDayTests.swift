import BoothConfig
import Delivery
import Foundation
import Intake
import Ports
import Sealing
import TestWorld
import Testing

/// Days with bad luck: what people were told is at the centre once, and everything adds up.
///
/// `LOKET_DAYS` says how many (200), `LOKET_DAY` which single one; `LOKET_SEED` repeats a run's
/// choice of days.
@Suite struct FieldDayTests {
  static let config: Result<BoothConfig, any Error> = Result {
    let path = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/config"
    return try BoothConfig.load(from: path).get()
  }

  private static var seeds: [UInt64] {
    let environment = ProcessInfo.processInfo.environment
    if let one = environment["LOKET_DAY"].flatMap(UInt64.init) { return [one] }
    let count = environment["LOKET_DAYS"].flatMap(Int.init) ?? 200
    let seed = environment["LOKET_SEED"].flatMap(UInt64.init) ?? .random(in: 1...999_999_999)
    print("seeded days in the field: LOKET_SEED=\(seed)")
    var chance = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt64(chance.number(1...999_999_999)) }
  }

  @Test func everyDayAddsUp() throws {
    let config = try FieldDayTests.config.get()
    let seeds = FieldDayTests.seeds
    var row = FaultRow("seeded days in the field")
    var deeds = 0
    for seed in seeds {
      let day = FieldDay(seed: seed)
      let end = try day.end(config)
      row.runs += 1
      deeds += end.deeds
      row.acknowledged += end.told
      row.lost += end.lost
      row.twice += end.twice
      guard !end.faults.isEmpty else { continue }
      row.unnamed += end.lost + end.twice == 0 ? 1 : 0
      let shortest = try day.shortest(config)
      Issue.record("LOKET_DAY=\(seed): \(try shortest.end(config).faults) after: \(shortest)")
      break
    }
    print("\(row.runs) days, \(row.acknowledged) told, \(deeds) deeds beside them")
    row.report()
  }

  /// In a world whose office forgets what was taken back, the day is found, and made as short as it
  /// can be: somebody comes, and is taken back.
  @Test func aBrokenWorldIsToldInFewWords() throws {
    let config = try FieldDayTests.config.get()
    for first in [1, 1000, 5000] as [UInt64] {
      let day = try #require(
        (first...(first + 60)).lazy.map { FieldDay(seed: $0) }.first {
          (try? $0.end(config, forgotten: .void).faults.isEmpty) == false
        })
      #expect(try day.end(config).faults.isEmpty, "the world as it is adds up")
      let shortest = try day.shortest(config, forgotten: .void)
      #expect(shortest.happenings.count == 2, "\(shortest)")
      #expect(shortest.happenings.last?.kind == .void, "\(shortest)")
      #expect(try !shortest.end(config, forgotten: .void).faults.isEmpty)
    }
  }

  /// Both futures of a copied laptop go on; the centre keeps both and somebody is told.
  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func aCopiedLaptopIsNoticed(seed: UInt64) throws {
    let config = try FieldDayTests.config.get()
    var chance = SeededGenerator(seed: seed)
    let office = FieldOffice(config, HandClock())
    let entropy = SeededEntropy(seed: seed).entropy
    let booth = FieldBooth(config, try office.enrol(entropy), seed: seed, clock: HandClock())
    try booth.ready()
    for kind in 0..<chance.number(1...9) { try booth.register(kind) }
    if chance.flag() { _ = try booth.flush(office.centre) }
    let copy = FieldBooth(copyOf: booth, config, seed: seed + 99)
    for one in [booth, copy] {
      try one.ready()
      for kind in 0..<chance.number(1...9) { try one.register(kind) }
      try one.close()
    }
    _ = try booth.flush(office.centre)
    let second = try copy.flush(office.centre)
    #expect(second.exitStatus == 2 && second.alarms.contains { $0.kind == .forked })
    let found = try office.examine(booth.identity.booth)
    #expect(found.flatMap(\.found.alarms).contains { $0.kind == .fork })
    #expect(found.allSatisfy { $0.found.standing != .reconciled })
    // Nothing of either future is lost.
    for one in [booth, copy] {
      for shift in try one.memory.queue.shifts() {
        let own = try one.memory.queue.entries(shift.shift.id, 1...shift.lastSequence)
        let kept =
          office.centre.entries(of: one.identity.booth, shift.shift.id) + office.centre.conflicts
        #expect(Set(own.map(\.hash)).isSubset(of: Set(kept.map(\.hash))))
      }
    }
  }

  /// The check can fail: a day in which the centre loses an entry for good does not add up.
  @Test func aLossIsSeen() throws {
    let config = try FieldDayTests.config.get()
    let office = FieldOffice(config, HandClock())
    let entropy = SeededEntropy(seed: 5).entropy
    let booth = FieldBooth(config, try office.enrol(entropy), seed: 5, clock: HandClock())
    try booth.ready()
    for kind in 0..<3 { try booth.register(kind) }
    let early = office.centre.copy()
    try booth.close()
    _ = try booth.flush(office.centre)
    #expect(try office.examine(booth.identity.booth).map(\.found.standing) == [.reconciled])
    office.centre.restore(early)
    #expect(try office.examine(booth.identity.booth).isEmpty)
  }
}
