import Glibc
import Intake
import Ports
import PostgresCentre
import Sealing
import Synchronization
import TestWorld
import Testing

/// What goes wrong on the way to the centre and at it, and that it ends in time and exactly once.
@Suite(.serialized) struct PostgresFaultTests {
  private static let hasty = Patience(
    connecting: .milliseconds(700), call: .milliseconds(700), stall: .milliseconds(500),
    bytesPerSecond: 100_000_000)

  /// Hands in the time that the call took to end with `.unreachable`.
  private func timeUntilUnreachable(_ call: () throws(CentreError) -> Void) -> Duration {
    let start = ContinuousClock.now
    let isSo = isUnreachable(call)
    #expect(isSo)
    return .now - start
  }

  @Test func `a wrong password and a stranger are rejected, and no detail tells the password`()
    throws
  {
    let booth = SampleShift.identity(seed: 401).booth
    let world = try PostgresWorld()
    let role = try world.role(of: booth)
    _ = try world.psql("CREATE ROLE s\(world.database) LOGIN PASSWORD 'rahasia-benar'")
    let attempts: [(String, String?)] = [
      (role, "rahasia-salah"), (role, nil), ("nobody_at_all", "rahasia-salah"),
      ("s\(world.database)", "rahasia-benar"),
    ]
    for (user, password) in attempts {
      let centre = try PostgresCentre.open(
        conninfo: world.server.conninfo(world.database, user: user, password: password))
      do {
        _ = try centre.holdings()
        Issue.record("\(user) came in")
      } catch {
        guard case .rejectedUs(let detail) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(!detail.contains("rahasia"))
      }
    }
  }

  @Test func `a role of the group that no booth has is no booth`() throws {
    let world = try PostgresWorld()
    _ = try world.psql(
      "CREATE ROLE g\(world.database) LOGIN PASSWORD 'x' IN ROLE loket_booth")
    let centre = try PostgresCentre.open(
      conninfo: world.server.conninfo(
        world.database, user: "g\(world.database)", password: "x"))
    #expect(throws: CentreError.rejectedUs("42501 LOKET-UNKNOWN-BOOTH")) {
      try centre.holdings()
    }
  }

  @Test func `a string that is none is refused without being repeated`() {
    for text in ["password=rahasia host", "host='rahasia", "rahasia=1", "postgresql://[rahasia"] {
      do {
        _ = try PostgresCentre.open(conninfo: text)
        Issue.record("\(text) was taken")
      } catch { #expect(!"\(error)".contains("rahasia")) }
    }
  }

  @Test func `a database without the schema, and one of another version, say so`() throws {
    let server = try PostgresServer.shared.get()
    let empty = try PostgresCentre.open(
      conninfo: server.conninfo(try server.freshDatabase()))
    #expect(throws: CentreError.otherVersion(0)) { try empty.holdings() }
    let booth = SampleShift.identity(seed: 402).booth
    let world = try PostgresWorld()
    let centre = try world.centre(of: booth)
    _ = try world.psql(
      """
      CREATE OR REPLACE FUNCTION loket.schema_version() RETURNS integer
      LANGUAGE sql IMMUTABLE AS 'SELECT 2'
      """)
    #expect(throws: CentreError.otherVersion(2)) { try centre.holdings() }
  }

  @Test func `nobody there is unreachable at once`() throws {
    let centre = try PostgresCentre.open(conninfo: "host=/tmp/no-such-folder user=x dbname=x")
    #expect(
      timeUntilUnreachable { () throws(CentreError) in _ = try centre.holdings() } < .seconds(1))
  }

  @Test func `a black hole ends by the deadline`() throws {
    let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        #expect(bind(listener, $0, size) == 0)
        #expect(listen(listener, 5) == 0)
        getsockname(listener, $0, &size)
      }
      return UInt16(bigEndian: pointer.pointee.sin_port)
    }
    for mode in ["disable", "verify-full"] {
      let centre = try PostgresCentre.open(
        conninfo: "hostaddr=127.0.0.1 port=\(port) user=x dbname=x sslmode=\(mode)",
        patience: PostgresFaultTests.hasty)
      let time = timeUntilUnreachable { () throws(CentreError) in _ = try centre.holdings() }
      #expect(time > .milliseconds(600) && time < .seconds(2))
    }
  }

  @Test func `a server that stands still ends by the deadline, wherever it stands`() throws {
    let entries = SampleShift.entries(seed: 403, 3)
    let large = try entries.map { try $0.with(payload: [UInt8](repeating: 1, count: 60_000)) }
    let world = try PostgresWorld(try PostgresServer())
    let centre = try world.centre(of: entries.booth, patience: PostgresFaultTests.hasty)
    let idle = try world.centre(of: entries.booth, patience: PostgresFaultTests.hasty)
    _ = try centre.holdings()
    let pids = try world.psql(
      "SELECT pid FROM pg_stat_activity WHERE usename LIKE 'loket_l%'"
    ).split(separator: "\n").compactMap { pid_t($0) }
    #expect(pids.count == 1)
    let all = pids + [try #require(world.server.pid)]
    for pid in all { kill(pid, SIGSTOP) }
    defer { for pid in all { kill(pid, SIGCONT) } }
    // While sending, and not even connected.
    let flood = Array(repeatElement(large, count: 40).joined())
    let sending = timeUntilUnreachable { () throws(CentreError) in
      _ = try centre.deliver(flood)
    }
    let connecting = timeUntilUnreachable { () throws(CentreError) in _ = try idle.holdings() }
    for time in [sending, connecting] {
      #expect(time > .milliseconds(400) && time < .seconds(2))
    }
    for pid in all { kill(pid, SIGCONT) }
    #expect(try centre.deliver(entries).accepted == 3)
    #expect(try idle.holdings()[entries.shift]?.upTo == 3)
  }

  @Test func `an answer that never comes ends by the deadline`() throws {
    let entries = SampleShift.entries(seed: 404, 2)
    let world = try PostgresWorld()
    let centre = try world.centre(of: entries.booth, patience: PostgresFaultTests.hasty)
    _ = try centre.holdings()
    let (server, database) = (world.server, world.database)
    inThread {
      _ = try? server.psql(
        database, "BEGIN; SELECT booth FROM loket.turn FOR UPDATE; SELECT pg_sleep(3)")
    }
    try waitUntil {
      try world.psql(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = '\(database)'"
      )
        != "0"
    }
    let time = timeUntilUnreachable { () throws(CentreError) in _ = try centre.deliver(entries) }
    #expect(time < .seconds(2))
  }

  @Test func `a restarted server is met again by the next call`() throws {
    let entries = SampleShift.entries(seed: 405, 4)
    let world = try PostgresWorld(try PostgresServer(isDurable: true))
    let centre = try world.centre(of: entries.booth)
    #expect(try centre.deliver(Array(entries[..<2])).accepted == 2)
    try world.server.crash()
    #expect(isUnreachable { () throws(CentreError) in _ = try centre.deliver(entries) })
    try world.server.start()
    let receipt = try centre.deliver(entries)
    #expect(receipt.accepted == 2)
    #expect(receipt.alreadyThere == 2)
    // Seen before anything is sent: the call itself does not fail.
    try world.server.crash()
    try world.server.start()
    #expect(try centre.holdings()[entries.shift]?.upTo == 4)
  }

  @Test func `a server killed in the middle of deliveries holds every entry once`() throws {
    let entries = SampleShift.entries(seed: 406, 300)
    let world = try PostgresWorld(try PostgresServer(isDurable: true))
    let conninfo = try world.conninfo(of: entries.booth)
    let server = world.server
    let wide = try entries.map { try $0.with(payload: [UInt8](repeating: 5, count: 4_000)) }
    var cuts = 0
    var row = FaultRow("server killed in the middle of deliveries")
    for round in 0..<8 {
      let failed = Atomic<Int>(0)
      let acknowledged = Mutex<Set<UInt64>>([])
      let isOver = Atomic<Bool>(false)
      let faults = atOnce(2) { index in
        if index == 0 {
          pause(milliseconds: 5 + round * 23)
          try server.crash()
          isOver.store(true, ordering: .relaxed)
          try server.start()
        } else {
          let centre = try PostgresCentre.open(conninfo: conninfo)
          while !isOver.load(ordering: .relaxed) {
            do {
              _ = try centre.deliver(wide)
              acknowledged.withLock { $0.formUnion(wide.map(\.sequence)) }
            } catch { failed.add(1, ordering: .relaxed) }
          }
        }
      }
      #expect(faults.isEmpty)
      cuts += failed.load(ordering: .relaxed) > 0 ? 1 : 0
      let stored = try world.stored(entries.booth, entries.shift)
      let told = acknowledged.withLock { $0 }
      #expect(told.isSubset(of: stored.keys))
      row.runs += 1
      row.acknowledged += told.count
      row.lost += told.subtracting(stored.keys).count
      #expect(stored.isEmpty || stored.count == 300)
      if round.isMultiple(of: 2) { _ = try world.psql("TRUNCATE loket.inbox, loket.progress") }
    }
    #expect(cuts > 0)
    let receipt = try world.centre(of: entries.booth).deliver(wide)
    #expect(receipt.accepted + receipt.alreadyThere == 300)
    #expect(receipt.conflicts.isEmpty)
    row.twice += receipt.conflicts.count
    row.report()
    #expect(try world.stored(entries.booth, entries.shift) == entries.hashes)
  }

  @Test func `a way cut at any point of a delivery leaves all of it or nothing`() throws {
    let entries = SampleShift.entries(seed: 407, 20)
    let world = try PostgresWorld()
    let (booth, shift) = (entries.booth, entries.shift)
    func deliver(_ limit: PostgresProxy.Limit) throws -> (Bool, toServer: Int, toClient: Int) {
      let proxy = try PostgresProxy(world.server, limit)
      defer { proxy.close() }
      let conninfo = try world.conninfo(of: booth)
        .replacing(world.server.folder, with: proxy.folder)
      let centre = try PostgresCentre.open(conninfo: conninfo, patience: PostgresFaultTests.hasty)
      do throws(CentreError) { _ = try centre.deliver(entries) } catch {
        guard case .unreachable = error else { throw error }
        return (false, proxy.passed.toServer, proxy.passed.toClient)
      }
      return (true, proxy.passed.toServer, proxy.passed.toClient)
    }
    let whole = try deliver(PostgresProxy.Limit())
    #expect(whole.0)
    var committedUnheard = 0
    var limits = stride(from: 1, to: whole.toServer, by: whole.toServer / 20).map {
      PostgresProxy.Limit(toServer: $0)
    }
    limits += (1...6).map { PostgresProxy.Limit(toClient: whole.toClient * $0 / 7) }
    limits += (1...12).map { PostgresProxy.Limit(toClient: whole.toClient - $0) }
    limits += [1, 3].map { PostgresProxy.Limit(toClient: whole.toClient - $0, isSilent: true) }
    var row = FaultRow("way to the centre cut at any point of a delivery")
    for limit in limits {
      _ = try world.psql("TRUNCATE loket.inbox, loket.progress")
      #expect(try !deliver(limit).0)
      // The server may still be at it when the booth has given up.
      try waitUntil {
        try world.psql(
          "SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'loket_l%' "
            + "AND datname = current_database()") == "0"
      }
      let stored = try world.stored(booth, shift)
      #expect(stored.isEmpty || stored == entries.hashes)
      committedUnheard += stored.isEmpty ? 0 : 1
      let receipt = try world.centre(of: booth).deliver(entries)
      #expect(receipt.accepted == 20 - stored.count)
      #expect(receipt.alreadyThere == stored.count)
      #expect(receipt.conflicts.isEmpty)
      row.runs += 1
      row.acknowledged += receipt.accepted + receipt.alreadyThere
      let now = try world.stored(booth, shift)
      row.lost += entries.hashes.count { now[$0.key] != $0.value }
      row.twice += receipt.conflicts.count
    }
    row.report()
    #expect(committedUnheard > 0)
  }

  @Test func `a delivery commits durably whatever the server's setting`() throws {
    let entries = SampleShift.entries(seed: 408, 2)
    let world = try PostgresWorld()
    _ = try world.psql(
      "ALTER DATABASE \(world.database) SET synchronous_commit = off",
      """
      CREATE TABLE public.seen (setting text);
      CREATE FUNCTION public.look() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO public.seen VALUES (current_setting('synchronous_commit')); RETURN NULL;
      END $$;
      GRANT USAGE ON SCHEMA public TO PUBLIC; GRANT INSERT ON public.seen TO PUBLIC;
      CREATE CONSTRAINT TRIGGER look AFTER INSERT ON loket.inbox DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION public.look()
      """)
    _ = try world.centre(of: entries.booth).deliver(entries)
    // Deferred: what held when the transaction committed.
    #expect(try world.psql("SELECT DISTINCT setting FROM public.seen") == "on")
    #expect(try world.psql("SHOW synchronous_commit") == "off")
  }
}
