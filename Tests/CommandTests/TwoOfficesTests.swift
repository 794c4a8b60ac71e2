import Foundation
import TestWorld
import Testing

/// Two offices in one database, each with keys, a role and booths of its own: neither sees or
/// changes a row of the other's, by whatever way.
@Suite struct TwoOfficesTests {
  @Test func eachHasItsOwnBoothsDeliveriesAndFigures() throws {
    let pair = try Pair()
    for (office, activated) in [(pair.first, 3), (pair.second, 2)] {
      let progress = try office.progress()
      #expect(progress.activated == activated && progress.total == 54_000 + activated)
      #expect(try office.tally().reconciled)
      let shifts = try office.pusat("rekap", "--json", status: 0).output
      #expect(try JSONDecoder().decode(Shifts.self, from: Data(shifts.utf8)).shifts.count == 1)
      try office.pusat(
        "laporan", "--dari", "2026-01-01", "--sampai", "2030-01-01", "--ke",
        office.path("laporan.html"), status: 0)
    }
    // The same person at both is counted at both, and is nobody's duplicate.
    let same = try pair.first.pusat("ganda", "--json", status: 0).output
    #expect(same.contains(#""match":"name""#) && !same.contains(#""match":"nik""#), "\(same)")
    // What one writes beside the visits is its own as well.
    try pair.first.pusat("capaian", "--kurangi", "1", "--alasan", "dihapus", status: 0)
    try pair.first.booth.write("dinkes, 40", to: "daftar")
    try pair.first.pusat("sasaran", "--dari", pair.first.path("daftar"), status: 0)
    #expect(try pair.second.progress().corrections.isEmpty)
    #expect(!(try pair.second.pusat("instansi", "--json", status: 0).output.contains("dinkes")))
    #expect(try pair.second.pusat("tindak-lanjut", "--selesai", "L07/1-003").status == 65)
    // The retention of one leaves the other's people.
    _ = try pair.first.sql("UPDATE loket.shift SET day = day - 100")
    try pair.first.pusat("hapus", "--lebih-dari", "30", status: 0)
    #expect(
      try pair.first.sql(
        """
        SELECT b.office, count(v.nik), (SELECT count(p.nik) FROM loket.person AS p
          WHERE p.office = b.office) FROM loket.visit AS v JOIN loket.booth AS b ON b.id = v.booth
        GROUP BY 1 ORDER BY 1
        """) == "1|0|0\n2|2|2")
    #expect(try pair.second.progress().activated == 2)
    // Whoever administers the database sees both, and is told to be one of them.
    let both = try pair.first.booth.run(
      pair.first.words(["capaian"]).map { $0.hasPrefix("PGUSER=") ? "PGUSER=postgres" : $0 })
    #expect(both.status == 77 && both.errors.contains("lebih dari satu kantor"), "\(both.said)")
  }

  /// What was there before there were offices is the first one's, and its people work on as before.
  @Test func anInstallationFromBeforeBecomesTheFirstOffice() throws {
    let office = try Office()
    let folder = Repository.path + "/Sources/PostgresCentre/Migrations/"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    _ = try office.sql(String(contentsOfFile: folder + "ground.sql", encoding: .utf8))
    for (number, name) in names.prefix(4).enumerated() {
      let text = try String(contentsOfFile: folder + name, encoding: .utf8)
      _ = try office.sql("SET ROLE loket_owner;\n\(text)")
      let quoted = text.replacingOccurrences(of: "'", with: "''")
      _ = try office.sql(
        "SET standard_conforming_strings = on; INSERT INTO loket.migration VALUES "
          + "(\(number + 1), sha256(convert_to('\(quoted)', 'UTF8')))")
    }
    let id = "decode('\(String(repeating: "0a", count: 16))', 'hex')"
    _ = try office.sql(
      """
      INSERT INTO loket.booth (id, code) VALUES (\(id), 'L01');
      INSERT INTO loket.turn VALUES (\(id));
      INSERT INTO loket.person (nik) VALUES ('3573010101900001');
      INSERT INTO loket.correction (day, lowered_by, reason, by_whom)
        VALUES ('2024-06-01', 3, 'dihapus', 'x');
      INSERT INTO loket.roster (institution, day, size, by_whom)
        VALUES ('dinkes', '2024-06-01', 40, 'x')
      """)
    let upgraded = try office.pusat("siapkan", "--escrow", office.path("escrow"), status: 0)
    #expect(upgraded.errors.contains("\(names.count - 5) perubahan skema"), "\(upgraded.said)")
    #expect(try office.progress().corrections.map(\.reason) == ["dihapus"])
    #expect(try office.pusat("instansi", "--json", status: 0).output.contains("dinkes"))
    try office.enrol(office.booth, as: "L07")
    try office.booth.open()
    try office.booth.register([Visitor.ikd(1, "activated")])
    try office.booth.close()
    #expect(try office.flush().reconciled)
    #expect(try office.process().reconciled == 1)
    #expect(try office.sql("SELECT DISTINCT office FROM loket.booth") == "1")
  }

  @Test func everyRoleReachesItsOwnRowsOnly() throws {
    let pair = try Pair()
    let tables = try pair.rows(
      "SELECT relname FROM pg_class WHERE relnamespace = 'loket'::regnamespace AND relkind = 'r' "
        + "AND relname NOT IN ('migration', 'office') ORDER BY 1")
    #expect(tables.count >= 20)
    #expect(
      try pair.rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'loket'::regnamespace AND relkind = 'r' "
          + "AND NOT (relrowsecurity AND relforcerowsecurity)") == ["migration"])
    for (mine, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
      let foreign = try pair.booths(of: other)
      for table in tables {
        let all = try pair.count(table, as: "postgres")
        let (ours, theirs) = (
          try pair.count(table, as: mine.login), try pair.count(table, as: other.login)
        )
        #expect(ours + theirs == all, "\(table): \(ours) + \(theirs) of \(all)")
        if try pair.hasBooth(table) {
          #expect(
            try pair.says(
              "SELECT count(*) FROM loket.\(table) WHERE booth = \(foreign)", mine.login)
              == "0")
        }
      }
      for view in ["unexamined", "placed_visit", "first_activation"] {
        let sum = try pair.count(view, as: mine.login) + pair.count(view, as: other.login)
        #expect(try pair.count(view, as: "postgres") == sum, "\(view)")
      }
      try expectNoHandOn(other, by: mine, foreign, pair)
    }
    try expectBoothsApart(pair)
  }

  /// Everything that an office may write, tried on the other's rows.
  private func expectNoHandOn(
    _ other: Office, by mine: Office, _ booth: String, _ pair: Pair
  ) throws {
    let before = try mine.sql(pair.fingerprint(of: other))
    for sql in [
      "UPDATE loket.inbox SET payload = ''", "DELETE FROM loket.visit",
      "UPDATE loket.visit SET name = 'x'", "DELETE FROM loket.shift",
      "UPDATE loket.person SET nik = NULL", "UPDATE loket.roster SET size = 0",
      "UPDATE loket.processed SET up_to = 0", "DELETE FROM loket.set_aside",
    ] {
      let after = try pair.says(
        "BEGIN; \(sql); RESET SESSION AUTHORIZATION; \(pair.fingerprint(of: other)); ROLLBACK",
        mine.login)
      #expect(after == before, "\(sql)")
    }
    let key = "decode('\(String(repeating: "ab", count: 32))', 'hex')"
    for sql in [
      "INSERT INTO loket.alarm (kind, booth) VALUES ('x', \(booth))",
      "INSERT INTO loket.shift SELECT (jsonb_populate_record(s, "
        + "jsonb_build_object('booth', \(booth)))).* FROM loket.shift AS s LIMIT 1",
      "INSERT INTO loket.processed (booth, shift, entries, up_to, conflicts) "
        + "VALUES (\(booth), \(booth), 0, 0, 0)",
      "INSERT INTO loket.settled (booth, shift, visit, code, by_whom) "
        + "VALUES (\(booth), \(booth), \(booth), 'kk', 'x')",
      "INSERT INTO loket.person (nik, office) SELECT NULL, id FROM "
        + "(VALUES (1), (2)) AS o (id) WHERE id <> (SELECT loket.my_office())",
      "SELECT loket.revoke(\(booth), 'x')",
      "SELECT loket.announce_for(\(booth), '{}', '{}', '{}', '{}', '{}')",
      "SELECT loket.begin_delivery(); SELECT * FROM loket.receive_for(\(booth))",
      "SELECT loket.enrol(\(booth), 'L07', \(key), \(key), '', \(key) || \(key), now(), "
        + "now() + interval '1 day', 'SCRAM-SHA-256$4096:YQ==$YQ==:YQ==')",
      "SELECT loket.enrol(\(booth), 'L07', sha256('x'), \(key), 'x', \(key) || \(key), now(), "
        + "now() + interval '1 day', 'SCRAM-SHA-256$4096:YQ==$YQ==:YQ==')",
      "SELECT loket.open_office('curi')", "SET ROLE \(other.login)", "SET ROLE loket_owner",
      "ALTER TABLE loket.visit DISABLE ROW LEVEL SECURITY", "DROP POLICY reach ON loket.visit",
      "SET row_security = off; SELECT count(*) FROM loket.visit",
      "UPDATE loket.office SET role = current_user",
    ] {
      #expect(throws: ServerFault.self, "\(sql)") { try pair.says(sql, mine.login) }
    }
    #expect(try mine.sql(pair.fingerprint(of: other)) == before)
  }

  /// A booth's login has its own shifts by the functions it may call, and nothing else.
  private func expectBoothsApart(_ pair: Pair) throws {
    _ = try pair.first.sql(
      """
      SET ROLE loket_owner;
      CREATE FUNCTION loket.peek(name text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER AS $$
      DECLARE
        booths text;
      BEGIN
        EXECUTE format('SELECT string_agg(DISTINCT encode(booth, ''hex''), '','') FROM loket.%I', name)
          INTO booths;
        RETURN booths;
      END $$;
      GRANT EXECUTE ON FUNCTION loket.peek(text) TO loket_booth
      """)
    for (mine, other) in [(pair.first, pair.second), (pair.second, pair.first)] {
      let role = try pair.rows(
        "SELECT role FROM loket.login WHERE booth = \(pair.booths(of: mine))")
      let held = try pair.says("SELECT encode(shift, 'hex') FROM loket.holdings()", role[0])
      let theirs = try pair.rows(
        "SELECT encode(shift, 'hex') FROM loket.progress WHERE booth = \(pair.booths(of: other))")
      #expect(held.count == 32 && !theirs.contains(held))
      for table in ["visit", "inbox", "booth", "login", "office"] {
        #expect(throws: ServerFault.self) { try pair.count(table, as: role[0]) }
      }
      // Even a function that runs as the owner of the tables reaches nothing of the others.
      for table in ["inbox", "progress", "visit", "turn", "login"] {
        let found = try pair.says("SELECT loket.peek('\(table)')", role[0])
        #expect(try pair.booths(of: mine) == "decode('\(found)', 'hex')", "\(table)")
      }
    }
  }
}

/// `pusat rekap --json`, as far as it is looked at.
private struct Shifts: Decodable {
  struct Shift: Decodable { let booth: String }
  let shifts: [Shift]
}

/// An office and another one in its database, each with a booth L07 that has delivered a shift and
/// left something aside.
private struct Pair {
  let first: Office
  let second: Office
  let code: String

  init() throws {
    let first = try Office()
    self.first = first
    code = "k" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
    try first.enrolAndOpen()
    try first.pusat("siapkan", "--kantor", code, status: 0)
    second = try Office(in: first, group: "loket_office_\(code)")
    // Its keys are made where it works, by a role that cannot change the schema.
    try second.pusat("capaian")
    let made = try second.booth.run(
      second.words(["siapkan", "--escrow", second.path("escrow")])
        .map { $0 == "PGUSER=postgres" ? "PGUSER=\(second.login)" : $0 })
    try #require(made.status == 0, "\(made.said)")
    try second.enrol(second.booth, as: "L07")
    try second.booth.open()
    let lines = [
      Visitor.ikd(1, "activated"), Visitor.ikd(2, "activated"),
      Visitor.ikd(3, "notActive", reason: "declined"), Visitor.ikd(4, "activated"),
    ]
    for (office, lines) in [(first, lines), (second, Array(lines.prefix(2)))] {
      try office.booth.register(lines)
      try office.booth.close()
      let flush = try office.flush()
      #expect(flush.reconciled)
      let processed = try office.process()
      #expect(processed.shifts == 1 && processed.reconciled == 1)
      _ = try office.sql(
        "INSERT INTO loket.set_aside SELECT booth, shift, 99, 'gap' FROM loket.shift "
          + "WHERE booth = (SELECT id FROM loket.booth ORDER BY enrolled_at DESC LIMIT 1)")
    }
  }

  func rows(_ sql: String) throws -> [String] {
    try first.sql(sql).split(separator: "\n").map(String.init)
  }

  /// What a role is told.
  func says(_ sql: String, _ login: String) throws -> String {
    try first.server.psql(first.database, "SET SESSION AUTHORIZATION \(login)", sql)
  }

  func count(_ table: String, as login: String) throws -> Int {
    Int(try says("SELECT count(*) FROM loket.\(table)", login)) ?? -1
  }

  func hasBooth(_ table: String) throws -> Bool {
    try first.sql(
      "SELECT count(*) FROM pg_attribute WHERE attrelid = 'loket.\(table)'::regclass "
        + "AND attname = 'booth'") == "1"
  }

  /// The office's one booth, as SQL has it.
  func booths(of office: Office) throws -> String {
    let id = try first.sql(
      "SELECT encode(id, 'hex') FROM loket.booth WHERE office = \(office === first ? 1 : 2)")
    return "decode('\(id)', 'hex')"
  }

  /// SQL for all that the office's booth brought, in one hash.
  func fingerprint(of office: Office) throws -> String {
    let booth = try booths(of: office)
    let parts = ["visit", "inbox", "login", "shift", "processed", "set_aside"].map {
      "(SELECT string_agg(t::text, '' ORDER BY t::text) FROM loket.\($0) AS t "
        + "WHERE booth = \(booth))"
    }
    return "SELECT md5(\(parts.joined(separator: " || ")) || (SELECT count(nik) || '/' || "
      + "min(office) FROM loket.person WHERE office = \(office === first ? 1 : 2)) || (SELECT (revoked_at IS NULL)::text "
      + "FROM loket.booth WHERE id = \(booth)))"
  }
}
