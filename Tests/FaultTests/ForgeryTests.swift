import BoothConfig
import Foundation
import Intake
import Office
import Ports
import Sealing
import TestWorld
import Testing
import Wording

/// What comes from outside with a bit turned over, or rows moved about: each is named, and none is
/// believed.
///
/// `LOKET_FORGERIES` says how many shifts get their rows moved (150), `LOKET_ENROLMENT_BITS` how
/// many bits of an enrolment file are tried, a third of a second each (12; 0 for every one).
@Suite struct ForgeryTests {
  private static func count(_ name: String, _ usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual
  }

  /// A closed shift of so many people and deeds beside them, and everyone who has to do with it.
  private struct Day {
    let office: FieldOffice
    let booth: FieldBooth
    let shift: ShiftID
    let entries: [SealedEntry]

    init(_ people: Int, deeds: Int = 0, seed: UInt64 = 41) throws {
      let config = try FieldDayTests.config.get()
      office = FieldOffice(config, HandClock())
      let entropy = SeededEntropy(seed: seed).entropy
      booth = FieldBooth(config, try office.enrol(entropy), seed: seed, clock: HandClock())
      try booth.ready()
      for kind in 0..<people { try booth.register(kind) }
      if people > 1 {
        try booth.amend(1, 2)
        try booth.void(2)
      }
      for number in 0..<deeds { try booth.print(number) }
      try booth.close()
      let queue = booth.memory.queue
      let stored = try #require(try queue.latestShift())
      shift = stored.shift.id
      entries = try queue.entries(shift, 1...stored.lastSequence)
    }

    var id: BoothID { booth.identity.booth }
  }

  private func flipped(_ bytes: [UInt8], _ bit: Int) -> [UInt8] {
    var bytes = bytes
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return bytes
  }

  /// The entry with one bit turned over; nil: it is no entry any more, and the format says so.
  private func flipped(_ entry: SealedEntry, _ bit: Int) -> SealedEntry? {
    var parts = [entry.headerBytes, entry.tag, entry.payload, entry.hash, entry.signature]
    var rest = bit
    for place in parts.indices {
      if rest < parts[place].count * 8 {
        parts[place] = flipped(parts[place], rest)
        break
      }
      rest -= parts[place].count * 8
    }
    return try? SealedEntry(
      headerBytes: parts[0], tag: parts[1], payload: parts[2], hash: parts[3],
      signature: parts[4])
  }

  private func bits(_ entry: SealedEntry) -> Int {
    8 * (entry.headerBytes.count + entry.tag.count + entry.payload.count + 32 + 64)
  }

  @Test func everyBitOfEveryEntryCounts() throws {
    let day = try Day(3, deeds: 4)
    var row = FaultRow("bits of entries turned over")
    var previous = try #require(try day.booth.memory.queue.latestShift()).chainStart
    for entry in day.entries {
      #expect(entry.fault(after: previous, signer: day.booth.identity.verifier) == nil)
      for bit in 0..<bits(entry) {
        row.runs += 1
        guard let other = flipped(entry, bit) else { continue }
        if other.fault(after: previous, signer: day.booth.identity.verifier) == nil {
          row.unnamed += 1
        }
      }
      previous = entry.hash
    }
    #expect(row.unnamed == 0 && row.runs > 20_000)
    row.report()
  }

  /// `pusat olah` at rows with a changed byte: the shift does not reconcile, the row is set aside or
  /// missing with a reason, and no visit is other than the booth wrote it.
  @Test func everyByteOfAnEntryIsSeenByTheExamination() throws {
    let day = try Day(3, deeds: 4)
    var chance = SeededGenerator(seed: 8)
    var row = FaultRow("changed rows before the examination")
    let honest = day.office.examine(day.entries, of: day.id, day.shift)
    #expect(honest.standing == .reconciled)
    for (place, entry) in day.entries.enumerated() {
      for byte in stride(from: 0, to: bits(entry) / 8, by: place == 2 ? 1 : 7) {
        var rows: [SealedEntry?] = day.entries
        rows[place] = flipped(entry, byte * 8 + chance.number(0...7))
        check(rows, honest, day, &row)
      }
    }
    #expect(row.unnamed == 0 && row.twice == 0, "\(row)")
    row.report()
  }

  private func check(
    _ rows: [SealedEntry?], _ honest: ExaminedShift, _ day: Day, _ row: inout FaultRow
  ) {
    let found = day.office.examine(rows, of: day.id, day.shift)
    row.runs += 1
    let isNamed =
      found.standing == .unclosed || !found.alarms.isEmpty || !found.setAside.isEmpty
    if found.standing == .reconciled || !isNamed { row.unnamed += 1 }
    let written = honest.revisions.map { ($0.header, $0.visit) }
    for one in found.revisions
    where !written.contains(where: { $0.0 == one.header && $0.1 == one.visit }) {
      row.unnamed += 1
    }
  }

  /// Rows removed, swapped, put in twice, taken from another shift or another booth, or from the
  /// same booth's day before.
  @Test func rowsThatWereMovedAreNamed() throws {
    let (day, other) = (try Day(6), try Day(6, seed: 42))
    let count = Self.count("LOKET_FORGERIES", 150)
    let honest = day.office.examine(day.entries, of: day.id, day.shift)
    var row = FaultRow("rows moved, removed or swapped")
    for seed in 0..<count {
      var chance = SeededGenerator(seed: UInt64(seed))
      var rows: [SealedEntry?] = day.entries
      let (one, two) = (chance.number(0...rows.count - 1), chance.number(0...rows.count - 1))
      switch seed % 6 {
      case 0: rows.remove(at: one)
      case 1: rows.swapAt(one, one == two ? (one + 1) % rows.count : two)
      case 2: rows.insert(rows[one], at: two)
      case 3: rows[one] = other.entries[min(one, other.entries.count - 1)]
      case 4: rows[one] = rows[one == two ? (one + 1) % rows.count : two]
      default: rows.append(other.entries[two])
      }
      check(rows, honest, day, &row)
    }
    #expect(row.unnamed == 0, "\(row)")
    row.report()
  }

  /// Rows of the deeds changed, removed, moved, put in, each with the chain as it was and with all
  /// of it made anew behind the change. Whatever a closing carries is named; the last deeds, which
  /// none does yet, are not among those that are tried.
  @Test func changedDeedsAreNamed() throws {
    let day = try Day(3)
    for number in 0..<12 { try day.booth.print(number) }
    try day.booth.ready()
    try day.booth.close()
    let honest = try day.booth.memory.queue.deeds.after(0)
    #expect(try day.booth.audit(honest).isEmpty && honest.count == 12)
    var row = FaultRow("noted deeds changed, removed or moved")
    for seed in 0..<Self.count("LOKET_FORGERIES", 150) {
      var chance = SeededGenerator(seed: UInt64(seed))
      var deeds = honest.compactMap(\.deed)
      let (one, two) = (chance.number(0...11), chance.number(0...11))
      let deed = deeds[one]
      switch chance.number(0...4) {
      case 0: deeds.remove(at: one)
      case 1: deeds.swapAt(one, one == two ? (one + 1) % 12 : two)
      case 2: deeds.insert(deeds[two], at: min(one, 10))
      case 3:
        deeds[one] = NotedDeed(
          deed.kind, at: deed.at, staff: deed.staff, shift: deed.shift, ticket: deed.ticket,
          count: deed.count + 1)
      default: deeds.removeLast(one + 1)
      }
      var mark = DeedMark.start
      let isMadeAnew = chance.flag()
      let rows = deeds.enumerated().map { place, deed in
        let hash = Chain.next(after: mark.hash, deed: deed)
        mark = DeedMark(
          number: UInt64(place + 1),
          hash: isMadeAnew || place > 11 ? hash : honest[place].mark.hash)
        return StoredDeed(mark: mark, deed: deed)
      }
      row.runs += 1
      if try day.booth.audit(rows).isEmpty { row.unnamed += 1 }
    }
    #expect(row.unnamed == 0, "\(row)")
    row.report()
  }

  /// What the office says of the trails that a laptop's closings carry.
  @Test func theOfficeNamesWhatATrailLacks() throws {
    let day = try Day(3)
    try day.booth.print(1)
    try day.booth.print(3)
    _ = try day.booth.flush(day.office.centre)
    try day.booth.ready()
    try day.booth.close()
    _ = try day.booth.flush(day.office.centre)
    let shifts = try day.booth.memory.queue.shifts()
    let (one, two) = (shifts[0], shifts[1])
    let entries = try shifts.map {
      try day.booth.memory.queue.entries($0.shift.id, 1...$0.lastSequence)
    }
    let closing = try Closing(bytes: try #require(entries[1].last).payload)
    let log = try #require(closing.deeds)
    #expect(log.noted.map(\.deed.kind) == [.printed, .slipPrintedAgain, .flushed])

    func faults(
      _ log: DeedLog?, before: SealedEntry? = entries[0].last,
      arrived: [Int: UInt64] = [1: one.lastSequence]
    ) -> [TrailFault] {
      let forged = Closing(
        closedAt: closing.closedAt, counters: [:], draftsDropped: 0, tally: closing.tally,
        deeds: log)
      let entry = day.booth.identity.seal(
        .closing(forged), header: entries[1][entries[1].count - 1].header, key: nil,
        previous: entries[1][0].hash, nonce: [])
      return ShiftTrail(
        [entries[1][0], entry], booth: two.shift.booth, shift: 2,
        TrailEvidence(setAside: [], before: before, arrived: arrived)
      ).faults
    }
    #expect(faults(log).isEmpty)
    #expect(faults(log, before: nil) == [.previousMissing(shift: 1)])
    #expect(faults(log, before: entries[0].first) == [.previousMissing(shift: 1)])
    let claimed = Int(one.lastSequence)
    #expect(
      faults(log, arrived: [1: 2])
        == [.neverArrived(shift: 1, claimed: claimed, held: 2)])
    #expect(
      faults(log, arrived: [:]) == [.neverArrived(shift: 1, claimed: claimed, held: 0)])
    let middle = DeedMark(
      number: 1, hash: Chain.next(after: Chain.nothing, deed: log.deeds[0]))
    let later = DeedLog(before: middle, deeds: Array(log.deeds.dropFirst()), after: log.after)
    #expect(faults(later) == [.missing(from: 1, to: 1)])
    let fewer = DeedLog(
      before: .start, deeds: Array(log.deeds.dropFirst()), after: log.after)
    #expect(faults(fewer) == [.altered])
    let strange = DeedMark(number: 0, hash: log.after.hash)
    let other = DeedLog(before: strange, deeds: log.deeds, after: log.after)
    #expect(faults(other) == [.notAfterPrevious, .altered])
    // A closing of a former version carries none; nothing is wrong with that after none.
    #expect(faults(nil).isEmpty)
    #expect(faults(nil, before: entries[1].last) == [.notAfterPrevious])
  }

  @Test func everyBitOfABundleCounts() throws {
    let day = try Day(1)
    let bytes = try #require(try day.booth.carry())
    var row = FaultRow("bits of a bundle turned over")
    let words = Wording(.english).delivery
    for bit in 0..<bytes.count * 8 {
      row.runs += 1
      do throws(ReceivingFault) {
        _ = try day.office.receiving.take(flipped(bytes, bit))
        row.unnamed += 1
      } catch {
        switch error {
        case .parcel(let fault): #expect(!words.text(fault).isEmpty)
        case .unknownBooth: break
        case .revoked, .centre: row.unnamed += 1
        }
      }
    }
    #expect(row.unnamed == 0 && row.runs > 10_000)
    #expect(day.office.centre.entries(of: day.id, day.shift).isEmpty, "and nothing of it is in")
    _ = try day.office.receiving.take(bytes)
    #expect(day.office.centre.entries(of: day.id, day.shift).count == 3)
    row.report()
  }

  @Test func everyBitOfAReceiptCounts() throws {
    let day = try Day(2)
    let stick = try #require(try day.booth.carry())
    let receipt = try day.office.receiving.take(stick).acknowledgement
    var row = FaultRow("bits of a receipt turned over")
    for bit in 0..<receipt.count * 8 {
      row.runs += 1
      let forged = flipped(receipt, bit)
      if (try? day.booth.accept(forged, day.office.keys.receiptKey)) != nil { row.unnamed += 1 }
    }
    // Signed by an office that is not this booth's.
    let stranger = OfficeKeys.make().keys
    let arrival = Acknowledgement.Arrival(shift: day.shift, upTo: 4, head: day.entries[3].hash)
    let lie = Acknowledgement(
      booth: day.id, at: Moment(seconds: 1_795_500_000), arrivals: [arrival], refused: [])
    #expect(throws: ParcelFault.forged) {
      try day.booth.accept(lie.signed(by: stranger), day.office.keys.receiptKey)
    }
    #expect(try day.booth.memory.queue.delivery.marks(day.shift).acknowledged == 0)
    #expect(row.unnamed == 0 && row.runs > 1000)
    try day.booth.accept(receipt, day.office.keys.receiptKey)
    #expect(try day.booth.memory.queue.custody(day.shift).acknowledged == 1)
    row.report()
  }

  @Test func bitsOfAnEnrolmentCount() throws {
    let office = FieldOffice(try FieldDayTests.config.get(), HandClock())
    let key = OfficeKeys.newBoothKey()
    let assignment = Assignment(
      booth: BoothID(high: 1, low: 2), code: try #require(BoothCode("L01")),
      boothKey: key.publicKey, validFrom: Moment(seconds: 0), validTo: Moment(seconds: 9),
      office: office.keys.office, escrow: office.keys.escrow,
      receiptKey: office.keys.receiptKey, rootKey: office.keys.rootKey)
    let enrolment = Enrolment(
      assignment: assignment, signature: office.keys.sign(assignment), signingSeed: key.seed,
      role: "loket_l01", password: "rahasia", isRenewal: true,
      formerKeys: [office.keys.receiptKey])
    var chance = SeededGenerator(seed: 77)
    let bytes = try #require(
      enrolment.sealed(passphrase: "enam kata", chance: chance.bytes(PassphraseBox.chanceCount)))
    let tries = Self.count("LOKET_ENROLMENT_BITS", 12)
    let all = 0..<bytes.count * 8
    var row = FaultRow("bits of an enrolment turned over")
    // The mark and the version first: they cost no guess at the passphrase.
    let bits =
      tries == 0 ? Array(all) : Array(0..<46) + (0..<tries).map { _ in chance.pick(Array(all)) }
    for bit in bits {
      row.runs += 1
      if (try? Enrolment(sealed: flipped(bytes, bit), passphrase: "enam kata")) != nil {
        row.unnamed += 1
      }
    }
    #expect(row.unnamed == 0)
    let read = try Enrolment(sealed: bytes, passphrase: "enam kata")
    #expect(read.isRenewal && read.assignment == assignment)
    #expect(read.formerKeys == [office.keys.receiptKey])
    row.report()
  }
}
