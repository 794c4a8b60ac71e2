import Intake
import Ports
import Sealing
import TestWorld
import Testing

/// What every implementation of the centre promises.
@Suite struct CentreContractTests {
  @Test(arguments: CentreKind.allCases)
  func `entries delivered once are there`(kind: CentreKind) throws {
    let entries = SampleShift.entries(seed: 1, 5)
    let world = try kind.tested()
    let receipt = try world.centre(of: entries.booth).deliver(entries)
    #expect(
      receipt
        == DeliveryReceipt(
          accepted: 5, alreadyThere: 0, conflicts: [], refused: [],
          holdings: [entries.shift: Holding(upTo: 5, head: entries[4].hash)]))
    #expect(try world.stored(entries.booth, entries.shift) == entries.hashes)
    #expect(try world.centre(of: entries.booth).holdings() == receipt.holdings)
  }

  @Test(arguments: CentreKind.allCases)
  func `the same entries again are already there`(kind: CentreKind) throws {
    let entries = SampleShift.entries(seed: 2, 4)
    let world = try kind.tested()
    let centre = try world.centre(of: entries.booth)
    let first = try centre.deliver(entries)
    for _ in 0..<3 {
      let again = try centre.deliver(entries)
      #expect(again.accepted == 0)
      #expect(again.alreadyThere == 4)
      #expect(again.conflicts.isEmpty)
      #expect(again.holdings == first.holdings)
    }
    #expect(try world.stored(entries.booth, entries.shift) == entries.hashes)
    #expect(try world.forkAlarms(entries.booth) == 0)
  }

  @Test(arguments: CentreKind.allCases)
  func `another hash at the same place is a conflict, and both are kept`(
    kind: CentreKind
  ) throws {
    let (entries, other) = SampleShift.futures(seed: 3, common: 3, (5, 6))
    let world = try kind.tested()
    let centre = try world.centre(of: entries.booth)
    _ = try centre.deliver(entries)
    for _ in 0..<2 {
      let receipt = try centre.deliver(other)
      #expect(receipt.conflicts == other[3...4].map(\.header.id))
      #expect(receipt.refused.isEmpty)
      #expect(receipt.accepted + receipt.alreadyThere == 4)
      #expect(receipt.holdings[entries.shift] == Holding(upTo: 6, head: other[5].hash))
    }
    #expect(
      try world.stored(entries.booth, entries.shift)
        == entries.hashes.merging([6: other[5].hash]) { first, _ in first })
    #expect(
      try world.conflicts(entries.booth, entries.shift) == Array(other[3...4]).hashes)
    #expect(try world.forkAlarms(entries.booth) == 1)
  }

  @Test(arguments: CentreKind.allCases)
  func `two futures in one delivery are a conflict too`(kind: CentreKind) throws {
    let (entries, other) = SampleShift.futures(seed: 4, common: 1, (3, 3))
    let world = try kind.tested()
    let receipt = try world.centre(of: entries.booth).deliver(entries + [other[1]])
    #expect(receipt.accepted == 3)
    #expect(receipt.conflicts == [other[1].header.id])
    #expect(try world.stored(entries.booth, entries.shift) == entries.hashes)
    #expect(try world.conflicts(entries.booth, entries.shift) == [other[1]].hashes)
  }

  @Test(arguments: CentreKind.allCases)
  func `an entry twice in one delivery is one`(kind: CentreKind) throws {
    let entries = SampleShift.entries(seed: 5, 3)
    let world = try kind.tested()
    let receipt = try world.centre(of: entries.booth).deliver(entries + entries)
    #expect(receipt.accepted == 3)
    #expect(receipt.alreadyThere == 0)
    #expect(receipt.conflicts.isEmpty)
  }

  @Test(arguments: CentreKind.allCases)
  func `batches in any order and over each other meet in the end`(kind: CentreKind) throws {
    let entries = SampleShift.entries(seed: 6, 40)
    let world = try kind.tested()
    let centre = try world.centre(of: entries.booth)
    var chance = SeededGenerator(seed: 6)
    var accepted = 0
    for _ in 0..<12 {
      let first = chance.number(0...35)
      let batch = entries[first...min(39, first + chance.number(0...12))].shuffled(using: &chance)
      accepted += try centre.deliver(batch).accepted
    }
    let receipt = try centre.deliver(entries)
    #expect(accepted + receipt.accepted == 40)
    #expect(receipt.conflicts.isEmpty)
    #expect(receipt.holdings == [entries.shift: Holding(upTo: 40, head: entries[39].hash)])
    #expect(try world.stored(entries.booth, entries.shift) == entries.hashes)
  }

  @Test(arguments: CentreKind.allCases)
  func `the holding stops before a gap and goes on when it is filled`(kind: CentreKind) throws {
    let entries = SampleShift.entries(seed: 7, 9)
    let world = try kind.tested()
    let centre = try world.centre(of: entries.booth)
    func held(_ batch: [SealedEntry]) throws -> Holding? {
      let receipt = try centre.deliver(batch)
      #expect(try centre.holdings() == receipt.holdings)
      return receipt.holdings[entries.shift]
    }
    #expect(try held([entries[2]]) == Holding(upTo: 0, head: []))
    #expect(try held([entries[0]]) == Holding(upTo: 1, head: entries[0].hash))
    #expect(try held([entries[5], entries[8]]) == Holding(upTo: 1, head: entries[0].hash))
    #expect(try held([entries[1]]) == Holding(upTo: 3, head: entries[2].hash))
    #expect(
      try held(Array(entries[3...4])) == Holding(upTo: 6, head: entries[5].hash))
    #expect(try held(Array(entries[6...7])) == Holding(upTo: 9, head: entries[8].hash))
  }

  @Test(arguments: CentreKind.allCases)
  func `several shifts come in one delivery`(kind: CentreKind) throws {
    let first = SampleShift.entries(seed: 8, number: 1, 3)
    let second = SampleShift.entries(seed: 8, number: 2, 4)
    let world = try kind.tested()
    let receipt = try world.centre(of: first.booth).deliver(
      [second[3], first[0], second[0], first[2], second[1], first[1], second[2]])
    #expect(receipt.accepted == 7)
    #expect(
      receipt.holdings == [
        first.shift: Holding(upTo: 3, head: first[2].hash),
        second.shift: Holding(upTo: 4, head: second[3].hash),
      ])
  }

  @Test(arguments: CentreKind.allCases)
  func `an empty delivery changes nothing`(kind: CentreKind) throws {
    let booth = SampleShift.identity(seed: 9).booth
    let world = try kind.tested()
    let centre = try world.centre(of: booth)
    #expect(
      try centre.deliver([])
        == DeliveryReceipt(
          accepted: 0, alreadyThere: 0, conflicts: [], refused: [], holdings: [:]))
    #expect(try centre.holdings() == [:])
  }

  @Test(arguments: CentreKind.allCases)
  func `what cannot be an entry steps aside and the rest is taken`(kind: CentreKind) throws {
    let entries = SampleShift.entries(seed: 10, 9)
    let foreign = SampleShift.entries(seed: 11, 1)
    let bad = [
      try entries[1].with(payload: [UInt8](repeating: 1, count: 65_537)),
      try entries[2].with(tag: [1, 2, 3]),
      try entries[3].with(hash: [1]),
      try entries[4].with(signature: []),
      try entries[5].with(payload: []),
    ]
    let reasons = ["payload", "tag", "hash", "signature", "payload"]
    let world = try kind.tested()
    let centre = try world.centre(of: entries.booth)
    let receipt = try centre.deliver([entries[0]] + bad + Array(entries[6...]) + foreign)
    #expect(receipt.accepted == 4)
    #expect(receipt.conflicts.isEmpty)
    #expect(
      receipt.refused.filter { $0.id.shift == entries.shift }
        == zip(bad, reasons).map { SetAside(id: $0.header.id, reason: $1) })
    #expect(
      receipt.refused.filter { $0.id.shift == foreign.shift }
        == [SetAside(id: foreign[0].header.id, reason: "otherBooth")])
    #expect(
      receipt.holdings == [
        entries.shift: Holding(upTo: 9, head: entries[8].hash),
        foreign.shift: Holding(upTo: 1, head: []),
      ])
    #expect(
      try world.stored(entries.booth, entries.shift)
        == ([entries[0]] + Array(entries[6...])).hashes)
    #expect(try world.stored(entries.booth, foreign.shift).isEmpty)
  }

  @Test(arguments: CentreKind.allCases)
  func `the largest entry is taken, and a refused place can still be filled`(
    kind: CentreKind
  ) throws {
    let entries = SampleShift.entries(seed: 12, 3)
    let large = try entries[1].with(payload: [UInt8](repeating: 9, count: 65_536))
    let world = try kind.tested()
    let centre = try world.centre(of: entries.booth)
    #expect(try centre.deliver([entries[0], try entries[1].with(payload: [])]).refused.count == 1)
    #expect(try centre.holdings()[entries.shift] == Holding(upTo: 2, head: []))
    #expect(try centre.deliver([large, entries[2]]).accepted == 2)
    #expect(try centre.holdings()[entries.shift] == Holding(upTo: 3, head: entries[2].hash))
  }

  @Test(arguments: CentreKind.allCases)
  func `a place past all numbers is set aside`(kind: CentreKind) throws {
    let entries = SampleShift.entries(seed: 13, 2)
    var header = entries[1].headerBytes
    header.replaceSubrange(40..<48, with: [UInt8](repeating: 255, count: 8))
    let strange = try entries[1].with(headerBytes: header)
    let receipt = try kind.tested().centre(of: entries.booth).deliver([entries[0], strange])
    #expect(receipt.accepted == 1)
    #expect(receipt.refused == [SetAside(id: strange.header.id, reason: "sequence")])
    #expect(receipt.holdings[entries.shift]?.upTo == 1)
  }

  @Test(arguments: CentreKind.allCases)
  func `what was typed in training is turned away`(kind: CentreKind) throws {
    var shift = SampleShift(seed: 18, mode: .training)
    let entries = [shift.opening(), shift.visit()]
    let world = try kind.tested()
    let receipt = try world.centre(of: entries.booth).deliver(entries)
    #expect(receipt.accepted == 0)
    #expect(receipt.refused == entries.map { SetAside(id: $0.header.id, reason: "training") })
    #expect(try world.stored(entries.booth, entries.shift) == [:])
  }

  @Test(arguments: CentreKind.allCases)
  func `the newest word on what will come is kept`(kind: CentreKind) throws {
    let entries = SampleShift.entries(seed: 14, 5)
    let second = SampleShift.entries(seed: 14, number: 2, 2)
    func line(_ count: Int, isClosed: Bool = false) -> ManifestLine {
      ManifestLine(
        shift: entries.shift, number: 1, entries: UInt64(count), head: entries[count - 1].hash,
        isClosed: isClosed)
    }
    let next = ManifestLine(
      shift: second.shift, number: 2, entries: 2, head: second[1].hash, isClosed: false)
    let world = try kind.tested()
    let centre = try world.centre(of: entries.booth)
    try centre.announce([])
    try centre.announce([line(3)])
    try centre.announce([line(5, isClosed: true), next])
    try centre.announce([line(4), next])
    #expect(try world.announced(entries.booth) == [line(5, isClosed: true), next])
    #expect(try centre.holdings()[entries.shift] == Holding(upTo: 0, head: []))
    _ = try centre.deliver(entries)
    #expect(try world.announced(entries.booth) == [line(5, isClosed: true), next])
  }

  @Test(arguments: CentreKind.allCases)
  func `booths do not see each other, even with one shift's identity`(kind: CentreKind) throws {
    let mine = SampleShift.entries(seed: 15, 3)
    let theirs = SampleShift.entries(seed: 16, 3)
    let world = try kind.tested()
    _ = try world.centre(of: mine.booth).deliver(mine)
    let centre = try world.centre(of: theirs.booth)
    #expect(try centre.holdings() == [:])
    #expect(try centre.deliver(theirs).accepted == 3)
    #expect(try world.centre(of: mine.booth).holdings().keys.elementsEqual([mine.shift]))
  }

  @Test(arguments: CentreKind.allCases)
  func `a revoked booth is turned away and what it brought stays`(kind: CentreKind) throws {
    let entries = SampleShift.entries(seed: 17, 4)
    let world = try kind.tested()
    let centre = try world.centre(of: entries.booth)
    _ = try centre.deliver(Array(entries[..<2]))
    try world.revoke(entries.booth)
    for again in [centre, try world.centre(of: entries.booth)] {
      #expect(rejects { () throws(CentreError) in _ = try again.deliver(entries) })
      #expect(rejects { () throws(CentreError) in _ = try again.holdings() })
      #expect(
        rejects { () throws(CentreError) in
          try again.announce([
            ManifestLine(
              shift: entries.shift, number: 1, entries: 4, head: entries[3].hash, isClosed: false)
          ])
        })
    }
    #expect(try world.stored(entries.booth, entries.shift) == Array(entries[..<2]).hashes)
  }
}

/// Whether the call ends with `.rejectedUs`.
func rejects(_ call: () throws(CentreError) -> Void) -> Bool {
  do { try call() } catch {
    if case .rejectedUs = error { return true }
    Issue.record("\(error)")
  }
  return false
}

/// Whether the call ends with `.untrusted`.
func isUntrusted(_ call: () throws(CentreError) -> Void) -> Bool {
  do { try call() } catch {
    if case .untrusted = error { return true }
    Issue.record("\(error)")
  }
  return false
}

/// Whether the call ends with `.unreachable`.
func isUnreachable(_ call: () throws(CentreError) -> Void) -> Bool {
  do { try call() } catch {
    if case .unreachable = error { return true }
    Issue.record("\(error)")
  }
  return false
}
