import Intake
import Ports
import PostgresCentre
import Sealing
import TestWorld
import Testing

/// How many sessions sleep in this database.
private let sleepers = """
  SELECT count(*) FROM pg_stat_activity
  WHERE wait_event = 'PgSleep' AND datname = current_database()
  """

/// Many at once, each through a connection of its own.
@Suite(.serialized) struct CentreConcurrencyTests {
  @Test func `eight deliveries of one booth at once store every entry once`() throws {
    let entries = SampleShift.entries(seed: 101, 60) + SampleShift.entries(seed: 101, number: 2, 40)
    let world = try PostgresWorld()
    let conninfo = try world.conninfo(of: entries.booth)
    let faults = atOnce(8) { index in
      let centre = try PostgresCentre.open(conninfo: conninfo)
      var chance = SeededGenerator(seed: UInt64(index))
      var left = entries.shuffled(using: &chance)
      while !left.isEmpty {
        let batch = Array(left.prefix(chance.number(1...20)))
        left.removeFirst(batch.count)
        let receipt = try centre.deliver(batch + left.prefix(3))
        #expect(receipt.conflicts.isEmpty)
        #expect(receipt.refused.isEmpty)
      }
    }
    #expect(faults.isEmpty)
    let receipt = try world.centre(of: entries.booth).deliver(entries)
    #expect(receipt.alreadyThere == 100)
    #expect(receipt.holdings.values.map(\.upTo).sorted() == [40, 60])
    #expect(try world.psql("SELECT count(*) FROM loket.inbox") == "100")
    #expect(try world.psql("SELECT count(*) FROM loket.conflict") == "0")
    #expect(try world.psql("SELECT count(*) FROM loket.alarm") == "0")
  }

  @Test func `network and USB at once store every entry once`() throws {
    let entries = SampleShift.entries(seed: 102, 50)
    let world = try PostgresWorld()
    let conninfo = try world.conninfo(of: entries.booth)
    let office = world.server.conninfo(world.database)
    let booth = entries.booth
    let faults = atOnce(4) { index in
      for _ in 0..<3 {
        if index.isMultiple(of: 2) {
          _ = try OfficeStore.open(conninfo: office).deliver(entries, of: booth)
        } else {
          _ = try PostgresCentre.open(conninfo: conninfo).deliver(entries)
        }
      }
    }
    #expect(faults.isEmpty)
    #expect(try world.stored(booth, entries.shift) == entries.hashes)
    #expect(try world.psql("SELECT count(*) FROM loket.conflict") == "0")
  }

  @Test func `ten booths at once, each announcing, delivering and asking`() throws {
    let shifts = (0..<10).map { SampleShift.entries(seed: 200 + UInt64($0), 30) }
    let world = try PostgresWorld()
    let conninfos = try shifts.map { try world.conninfo(of: $0.booth) }
    let faults = atOnce(10) { index in
      let entries = shifts[index]
      let centre = try PostgresCentre.open(conninfo: conninfos[index])
      for end in [10, 20, 30] {
        try centre.announce([
          ManifestLine(
            shift: entries.shift, number: 1, entries: UInt64(end), head: entries[end - 1].hash,
            isClosed: false)
        ])
        let receipt = try centre.deliver(Array(entries[(end - 10)..<end]))
        #expect(receipt.accepted == 10)
      }
      #expect(
        try centre.holdings() == [entries.shift: Holding(upTo: 30, head: entries[29].hash)])
    }
    #expect(faults.isEmpty)
    #expect(try world.psql("SELECT count(*), count(DISTINCT booth) FROM loket.inbox") == "300|10")
  }

  @Test func `a delivery that waits while its booth is revoked is turned away`() throws {
    let entries = SampleShift.entries(seed: 103, 3)
    let world = try PostgresWorld()
    let conninfo = try world.conninfo(of: entries.booth)
    let (server, database) = (world.server, world.database)
    let booth = entries.booth
    let faults = atOnce(2) { index in
      if index == 0 {
        _ = try server.psql(
          database,
          """
          BEGIN; SELECT booth FROM loket.turn FOR UPDATE; SELECT pg_sleep(1);
          SELECT loket.revoke(decode('\(booth.bytes.hex)', 'hex'), 'dicuri'); COMMIT
          """)
      } else {
        try waitUntil { try server.psql(database, sleepers) != "0" }
        let centre = try PostgresCentre.open(conninfo: conninfo)
        #expect(rejects { () throws(CentreError) in _ = try centre.deliver(entries) })
      }
    }
    #expect(faults.isEmpty)
    #expect(try world.stored(booth, entries.shift).isEmpty)
  }

  @Test func `a revocation does not wait for a booth that holds its turn`() throws {
    let entries = SampleShift.entries(seed: 104, 1)
    let world = try PostgresWorld()
    _ = try world.conninfo(of: entries.booth)
    let (server, database) = (world.server, world.database)
    let faults = atOnce(2) { index in
      if index == 0 {
        _ = try server.psql(
          database, "BEGIN; SELECT booth FROM loket.turn FOR UPDATE; SELECT pg_sleep(1.5); COMMIT")
      } else {
        try waitUntil { try server.psql(database, sleepers) != "0" }
        let start = ContinuousClock.now
        try OfficeStore.open(conninfo: server.conninfo(database))
          .revoke(entries.booth, why: "dicuri")
        #expect(ContinuousClock.now - start < .seconds(1))
      }
    }
    #expect(faults.isEmpty)
  }
}

/// Looks every ten milliseconds, for ten seconds.
func waitUntil(_ isSo: () throws -> Bool) throws {
  for _ in 0..<1000 {
    if try isSo() { return }
    pause(milliseconds: 10)
  }
  Issue.record("waited in vain")
}
