import Intake
import Ports
import PostgresCentre
import Sealing
import TestWorld
import Testing

/// The office takes shifts out of the inbox while booths put more into it.
@Suite struct ExaminationTests {
  private static let nothing = ExaminedShift(
    opening: nil, openedBy: nil, mode: nil, closing: nil, wasRecovered: false, head: [],
    standing: .incomplete, revisions: [], setAside: [], alarms: [], recount: Tally())

  @Test func `a delivery does not wait for an examination, and is examined the next time`() throws {
    let entries = SampleShift.entries(seed: 701, 8)
    let world = try PostgresWorld()
    let hasty = Patience(
      connecting: .seconds(5), call: .seconds(2), stall: .seconds(2), bytesPerSecond: 1_000_000)
    let centre = try world.centre(of: entries.booth, patience: hasty)
    _ = try centre.deliver(Array(entries[..<3]))
    var seen: [Int] = []
    var receipt: DeliveryReceipt?
    let registry = world.office.registry
    #expect(
      try registry.processNext { inbox in
        seen.append(inbox.entries.count)
        receipt = try? centre.deliver(entries)
        return ExaminationTests.nothing
      })
    #expect(receipt?.accepted == 5 && receipt?.alreadyThere == 3)
    while try registry.processNext({ inbox in
      seen.append(inbox.entries.count)
      return ExaminationTests.nothing
    }) {}
    #expect(seen == [3, 8])
  }

  @Test func `one booth is in one hand, and the others go on`() throws {
    let shifts = (0..<3).map { SampleShift.entries(seed: 710 + UInt64($0), 2) }
    let world = try PostgresWorld()
    for entries in shifts { _ = try world.centre(of: entries.booth).deliver(entries) }
    var all: [BoothID] = []
    func next(_ store: OfficeStore, _ inside: () throws -> Void = {}) throws -> Bool {
      try store.registry.processNext { inbox in
        all.append(inbox.booth)
        try? inside()
        return ExaminationTests.nothing
      }
    }
    let others = try (0..<3).map { _ in
      try OfficeStore.open(conninfo: world.server.conninfo(world.database))
    }
    var found: [Bool] = []
    found.append(
      try next(world.office) {
        found.append(
          try next(others[0]) {
            found.append(try next(others[1]) { found.append(try next(others[2])) })
          })
      })
    // The innermost one finds every booth with something new in somebody's hand.
    #expect(found == [false, true, true, true])
    #expect(Set(all) == Set(shifts.map(\.booth)) && all.count == 3)
  }

  @Test func `another future makes its shift new again`() throws {
    let (first, second) = SampleShift.futures(seed: 720, common: 3, (6, 7))
    let world = try PostgresWorld()
    let centre = try world.centre(of: first.booth)
    _ = try centre.deliver(first)
    let registry = world.office.registry
    #expect(try registry.processNext { _ in ExaminationTests.nothing })
    #expect(try !registry.processNext { _ in ExaminationTests.nothing })
    _ = try centre.deliver(second)
    var forked: [UInt64] = []
    #expect(
      try registry.processNext { inbox in
        forked = inbox.forked
        return ExaminationTests.nothing
      })
    #expect(forked == [4, 5, 6])
    #expect(try !registry.processNext { _ in ExaminationTests.nothing })
  }

  @Test func `the office's role may do all of it and no more`() throws {
    let entries = SampleShift.entries(seed: 730, 3)
    let world = try PostgresWorld()
    _ = try world.centre(of: entries.booth).deliver(entries)
    let role = "o\(world.database)"
    _ = try world.psql("CREATE ROLE \(role) LOGIN PASSWORD 'x' IN ROLE loket_office")
    let office = try OfficeStore.open(
      conninfo: world.server.conninfo(world.database, user: role, password: "x"))
    #expect(try office.registry.processNext { _ in ExaminationTests.nothing })
    try office.registry.startOver(true)
    #expect(try office.registry.processNext { _ in ExaminationTests.nothing })
    #expect(try office.registry.shifts(ShiftFilter()).isEmpty)
    #expect(try office.registry.duplicates().isEmpty)
    #expect(try office.registry.alarms().isEmpty)
    _ = try office.registry.purge(Day(number: 30_000), "uji")
    #expect(
      try world.psql("SELECT count(*) FROM loket.inbox WHERE payload = ''") == "2")
    for sql: StaticString in ["DELETE FROM loket.inbox", "UPDATE loket.inbox SET hash = hash"] {
      #expect(rejects { () throws(CentreError) in try office.execute(sql) })
    }
  }
}
