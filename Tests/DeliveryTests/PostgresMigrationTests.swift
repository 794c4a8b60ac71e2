import Intake
import Ports
import PostgresCentre
import Sealing
import TestWorld
import Testing

/// The schema comes once, whole, for whoever may make it.
@Suite struct PostgresMigrationTests {
  private func store(_ server: PostgresServer, _ database: String) throws -> OfficeStore {
    try OfficeStore.open(conninfo: server.conninfo(database))
  }

  @Test func `an empty database gets every migration once, and a second run changes nothing`()
    throws
  {
    let server = try PostgresServer.shared.get()
    let database = try server.freshDatabase()
    let store = try store(server, database)
    #expect(try store.version() == 0)
    #expect(throws: CentreError.otherVersion(0)) { try store.checkVersion() }
    #expect(try store.migrate() == Array(1...OfficeStore.newest))
    #expect(try store.migrate() == [])
    #expect(try store.version() == OfficeStore.newest)
    try store.checkVersion()
    #expect(
      try server.psql(
        database,
        "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class "
          + "WHERE relnamespace = 'loket'::regnamespace") == "loket_owner")
  }

  @Test func `six at once, on a server that has no roles yet, apply each migration once`() throws {
    let server = try PostgresServer()
    let databases = [try server.freshDatabase(), try server.freshDatabase()]
    let faults = atOnce(6) { index in
      let store = try OfficeStore.open(conninfo: server.conninfo(databases[index % 2]))
      try store.migrate()
      try store.checkVersion()
    }
    #expect(faults.isEmpty, "\(server.log)")
    for database in databases {
      #expect(
        try server.psql(database, "SELECT count(*) FROM loket.migration")
          == "\(OfficeStore.newest)")
    }
  }

  @Test func `a changed text and a newer schema are refused`() throws {
    let world = try PostgresWorld()
    _ = try world.psql("UPDATE loket.migration SET hash = sha256('x') WHERE number = 1")
    #expect(throws: CentreError.failed("migration 1 has another text")) {
      try world.office.migrate()
    }
    let newer = try PostgresWorld()
    _ = try newer.psql("INSERT INTO loket.migration (number, hash) VALUES (99, sha256('x'))")
    #expect(throws: CentreError.otherVersion(99)) { try newer.office.migrate() }
    #expect(throws: CentreError.otherVersion(99)) { try newer.office.checkVersion() }
  }

  @Test func `the database's owner with CREATEROLE is enough, and others are refused`() throws {
    let server = try PostgresServer()
    let database = try server.freshDatabase()
    _ = try server.psql(
      "postgres", "CREATE ROLE dinas LOGIN CREATEROLE PASSWORD 'x'",
      "CREATE ROLE maker LOGIN CREATEROLE PASSWORD 'x'", "ALTER DATABASE \(database) OWNER TO dinas"
    )
    let maker = try OfficeStore.open(
      conninfo: server.conninfo(database, user: "maker", password: "x"))
    #expect(rejects { () throws(CentreError) in try maker.migrate() })
    let dinas = try OfficeStore.open(
      conninfo: server.conninfo(database, user: "dinas", password: "x"))
    try dinas.migrate()
    let entries = SampleShift.entries(seed: 501, 3)
    let role = try dinas.enrol(
      assignment(of: entries.booth, code: "L01"), signature: [UInt8](repeating: 1, count: 64),
      password: "y")
    let centre = try PostgresCentre.open(
      conninfo: server.conninfo(database, user: role, password: "y"))
    #expect(try centre.deliver(Array(entries[..<2])).accepted == 2)
    #expect(try dinas.deliver(entries, of: entries.booth).accepted == 1)
    #expect(try dinas.booths().map(\.role) == [role])
    try dinas.revoke(entries.booth, why: "hilang")
    #expect(rejects { () throws(CentreError) in _ = try centre.holdings() })
    #expect(
      rejects { () throws(CentreError) in
        _ = try dinas.deliver(entries, of: entries.booth)
      })
  }

  @Test func `what a transaction throws undoes all of it, and the store goes on`() throws {
    let world = try PostgresWorld()
    let booth = SampleShift.identity(seed: 502).booth
    _ = try world.conninfo(of: booth)
    func alarms() throws -> Int {
      try world.office.rows("SELECT count(*) FROM loket.alarm").first?.count(0) ?? -1
    }
    func raise(_ sequence: Int) throws(CentreError) {
      try world.office.execute(
        "INSERT INTO loket.alarm (kind, booth, sequence) VALUES ('gap', $1, $2)",
        [.identity(booth), .number(sequence)])
    }
    #expect(throws: CentreError.failed("no")) {
      try world.office.transaction { () throws(CentreError) in
        try raise(1)
        throw CentreError.failed("no")
      }
    }
    #expect(try alarms() == 0)
    #expect(throws: CentreError.self) {
      try world.office.transaction { () throws(CentreError) in
        try raise(1)
        try raise(1)
      }
    }
    #expect(try alarms() == 0)
    try world.office.transaction { () throws(CentreError) in try raise(2) }
    #expect(try alarms() == 1)
  }

  @Test func `values go there and come back as they were`() throws {
    let world = try PostgresWorld()
    let moment = Moment(seconds: 1_795_485_601)
    let day = try #require(Day(year: 1969, month: 12, day: 31))
    let texts = ["a\"b\\c", "", "NULL", "{x,y}", "d'e f\n", "😀"]
    let bytes: [UInt8] = [0, 1, 92, 39, 255]
    let row = try #require(
      try world.office.rows(
        """
        SELECT $1::bigint, $2::text, $3::bytea, $4::boolean, $5::timestamptz, $6::date,
          $7::text[], $8::bigint[], $9::bytea[], $10::text, $11::timestamptz
        """,
        [
          .number(Int64.min), .text("O'Neil \\ \u{1F600}"), .bytes(bytes), .flag(true),
          .moment(moment), .day(day), .texts(texts), .numbers([-1, 0, Int64.max]),
          .byteStrings([bytes, []]), .null, .moment(Moment(seconds: 0)),
        ]
      ).first)
    #expect(try row.number(0) == Int64.min)
    #expect(try row.text(1) == "O'Neil \\ \u{1F600}")
    #expect(try row.bytes(2) == bytes)
    #expect(try row.flag(3))
    #expect(try row.moment(4) == moment)
    #expect(try row.day(5) == day)
    #expect(try row.texts(6) == texts)
    #expect(try row.numbers(7) == [-1, 0, Int64.max])
    #expect(try row.optionalText(9) == nil)
    #expect(try row.moment(10).seconds == 0)
    #expect(throws: CentreError.self) { try row.number(1) }
    #expect(throws: CentreError.self) { try row.text(9) }
    #expect(throws: CentreError.self) { try row.text(11) }
    #expect(throws: CentreError.failed("a text with a zero")) {
      try world.office.rows("SELECT $1::text", [.text("a\0b")])
    }
    do {
      _ = try world.office.rows("SELECT $1::integer", [.text("3573010101900001 SARI")])
      Issue.record("a text became a number")
    } catch { #expect(!"\(error)".contains("SARI")) }
  }
}
