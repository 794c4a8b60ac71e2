import Intake
import Ports
import PostgresCentre
import Sealing
import TestWorld
import Testing

/// What a booth's role, or a thief with its password, can do at the centre: deliver, and nothing.
@Suite struct PostgresRightsTests {
  private func refused(
    _ world: PostgresWorld, _ role: String, _ sql: String
  ) {
    // By psql with SET SESSION AUTHORIZATION no password is needed, and the rights are the same.
    do {
      let said = try world.psql("SET SESSION AUTHORIZATION \(role)", sql)
      Issue.record("\(sql): \(said)")
    } catch {
      let text = "\(error)"
      #expect(
        [
          "permission denied", "must be", "must have", "LOKET-", "no schema has been selected",
        ].contains { text.contains($0) },
        "\(sql): \(text)")
    }
  }

  private func world() throws -> (PostgresWorld, String, [SealedEntry]) {
    let entries = SampleShift.entries(seed: 301, 3)
    let world = try PostgresWorld()
    _ = try world.centre(of: entries.booth).deliver(entries)
    return (world, try world.role(of: entries.booth), entries)
  }

  @Test func `a booth can read and change no table`() throws {
    let (world, role, entries) = try world()
    let tables = try world.psql(
      "SELECT relname FROM pg_class WHERE relnamespace = 'loket'::regnamespace AND relkind = 'r'"
    ).split(separator: "\n")
    #expect(tables.count >= 16)
    for table in tables {
      for sql in [
        "SELECT count(*) FROM loket.\(table)", "SELECT 1 FROM loket.\(table)",
        "INSERT INTO loket.\(table) DEFAULT VALUES", "DELETE FROM loket.\(table)",
        "TRUNCATE loket.\(table)", "COPY loket.\(table) TO STDOUT",
        "BEGIN; LOCK TABLE loket.\(table) IN ACCESS SHARE MODE", "DROP TABLE loket.\(table)",
        "ALTER TABLE loket.\(table) DISABLE TRIGGER ALL",
        "CREATE TRIGGER t BEFORE INSERT ON loket.\(table) EXECUTE FUNCTION loket.receive()",
      ] { refused(world, role, sql) }
    }
    refused(world, role, "UPDATE loket.inbox SET payload = ''")
    refused(world, role, "UPDATE loket.login SET booth = booth")
    #expect(try world.stored(entries.booth, entries.shift) == entries.hashes)
  }

  @Test func `a booth can create nothing and become nobody`() throws {
    let (world, role, _) = try world()
    for sql in [
      "CREATE TEMP TABLE t (a int)", "CREATE TABLE public.t (a int)", "CREATE SCHEMA s",
      "CREATE TABLE loket.t (a int)", "CREATE TEMP VIEW v AS SELECT 1",
      "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE FUNCTION loket.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE EXTENSION lo", "CREATE ROLE thief", "CREATE DATABASE d", "SET ROLE loket_owner",
      "SET ROLE loket_office", "SET ROLE loket_registrar", "SET ROLE postgres",
      "ALTER ROLE loket_booth LOGIN", "GRANT loket_office TO \(role)",
      "SELECT pg_read_file('postgresql.conf')", "SELECT pg_ls_dir('.')",
      "COPY (SELECT 1) TO PROGRAM 'true'", "COPY (SELECT 1) TO '/tmp/x'",
      "SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')", "SELECT lo_creat(-1)",
      "SELECT lo_import('/etc/passwd')", "SELECT lo_open(1, 131072)",
      "SELECT pg_reload_conf()",
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        + "WHERE usename = 'postgres'",
      "ALTER SYSTEM SET fsync = off", "SET session_replication_role = replica",
      "ALTER FUNCTION loket.receive() OWNER TO \(role)",
      "SELECT pg_create_logical_replication_slot('a', 'pgoutput')",
    ] { refused(world, role, sql) }
  }

  @Test func `a booth can call what it needs and no other function`() throws {
    let (world, role, entries) = try world()
    let callable = try world.psql(
      """
      SELECT proname FROM pg_proc WHERE pronamespace = 'loket'::regnamespace
      AND has_function_privilege('\(role)', oid, 'EXECUTE') ORDER BY proname
      """)
    #expect(
      callable.split(separator: "\n")
        == ["announce", "begin_delivery", "holdings", "receive", "schema_version"])
    let id = "decode('\(entries.booth.bytes.hex)', 'hex')"
    for sql in [
      "SELECT * FROM loket.receive_for(\(id))", "SELECT loket.caller()",
      "SELECT loket.take_delivery(\(id))", "SELECT loket.take_turn(\(id))",
      "SELECT loket.advance(\(id), \(id))", "SELECT loket.revoke(\(id), '')",
      "SELECT loket.open_login('loket_l99', 'SCRAM-SHA-256$4096:YQ==$YQ==:YQ==')",
      "SELECT loket.close_login('loket_l99')",
    ] { refused(world, role, sql) }
  }

  @Test func `the staging table can be filled and nothing else`() throws {
    let (world, role, _) = try world()
    for sql in [
      "TABLE pg_temp.delivery", "SELECT count(*) FROM pg_temp.delivery",
      "DELETE FROM pg_temp.delivery", "UPDATE pg_temp.delivery SET shift = ''",
      "TRUNCATE pg_temp.delivery", "DROP TABLE pg_temp.delivery",
      "INSERT INTO pg_temp.delivery DEFAULT VALUES RETURNING *",
      "CREATE INDEX ON pg_temp.delivery (shift)",
      "CREATE TRIGGER t BEFORE INSERT ON pg_temp.delivery EXECUTE FUNCTION loket.receive()",
      "CREATE RULE r AS ON INSERT TO pg_temp.delivery DO INSTEAD NOTHING",
      "CREATE TEMP TABLE more (a int)", "CREATE VIEW pg_temp.v AS SELECT 1",
    ] { refused(world, role, "SELECT loket.begin_delivery(); \(sql)") }
  }

  @Test func `a staging table that is not ours is refused`() throws {
    let (world, role, entries) = try world()
    // As if somebody had given the booths temporary tables after all.
    _ = try world.psql("GRANT TEMPORARY ON DATABASE \(world.database) TO loket_booth")
    let columns =
      "shift bytea, sequence bigint, header bytea, tag bytea, payload bytea, hash bytea, "
      + "signature bytea"
    for made in [
      "CREATE TEMP TABLE delivery (\(columns))",
      "CREATE TEMP TABLE delivery (\(columns)) ON COMMIT DELETE ROWS",
      "CREATE TEMP VIEW delivery AS SELECT NULL::bytea AS shift, 1::bigint AS sequence",
      "CREATE TEMP SEQUENCE delivery", "CREATE TYPE pg_temp.delivery AS (\(columns))",
      """
      CREATE TEMP TABLE delivery (\(columns));
      CREATE FUNCTION pg_temp.f() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN UPDATE loket.booth SET code = ''X1''; RETURN NEW; END';
      CREATE TRIGGER t BEFORE INSERT ON pg_temp.delivery FOR EACH ROW
        EXECUTE FUNCTION pg_temp.f()
      """,
    ] {
      refused(world, role, "\(made); SELECT loket.begin_delivery()")
      refused(world, role, "\(made); SELECT * FROM loket.receive()")
    }
    refused(world, role, "SELECT * FROM loket.receive()")
    #expect(try world.stored(entries.booth, entries.shift) == entries.hashes)
  }

  @Test func `odd bytes sent by hand step aside`() throws {
    let (world, role, entries) = try world()
    let header = entries[2].headerBytes.hex
    let shift = entries.shift.bytes.hex
    func row(_ values: String) -> String { "INSERT INTO pg_temp.delivery VALUES (\(values));" }
    let said = try world.psql(
      """
      SET SESSION AUTHORIZATION \(role); SET standard_conforming_strings = off;
      SET bytea_output = escape; SET escape_string_warning = off;
      BEGIN; SELECT loket.begin_delivery();
      \(row("NULL, NULL, NULL, NULL, NULL, NULL, NULL"))
      \(row("'abc', 1, 'x', '', 'x', '', ''"))
      \(row("decode('\(shift)','hex'), 0, 'x', '', 'x', '', ''"))
      \(row("decode('\(shift)','hex'), -5, 'x', '', 'x', '', ''"))
      \(row("decode('\(shift)','hex'), 9223372036854775807, 'x', '', 'x', '', ''"))
      \(row("decode('\(shift)','hex'), 9, NULL, '', 'x', '', ''"))
      \(row("decode('\(shift)','hex'), 9, repeat('x', 48)::bytea, '', 'x', '', ''"))
      \(row("decode('\(shift)','hex'), 10, decode('\(header)','hex'), '', 'x', '', ''"))
      SELECT encode(shift, 'hex'), accepted, already_there, aside, reasons, up_to
      FROM loket.receive(); COMMIT
      """)
    #expect(
      said.split(separator: "\n").last.map(String.init)
        == "\(shift)|0|0|{-5,0,9,9,10,9223372036854775807}|"
        + "{sequence,sequence,header,header,otherPlace,header}|3")
    #expect(
      try world.psql("SELECT sequence, reason FROM loket.refused ORDER BY 1")
        == "9|header\n10|otherPlace\n9223372036854775807|header")
    #expect(try world.psql("SELECT kind FROM loket.alarm") == "malformed")
  }

  @Test func `a delivery outside READ COMMITTED is refused`() throws {
    let (world, role, _) = try world()
    for level in ["REPEATABLE READ", "SERIALIZABLE"] {
      refused(
        world, role,
        "BEGIN ISOLATION LEVEL \(level); SELECT loket.begin_delivery(); SELECT loket.receive()")
    }
  }

  @Test func `the office reads everything and writes only the registry`() throws {
    let (world, _, entries) = try world()
    _ = try world.psql("CREATE ROLE o\(world.database) LOGIN IN ROLE loket_office")
    let role = "o\(world.database)"
    let tables = try world.psql(
      "SELECT relname FROM pg_class WHERE relnamespace = 'loket'::regnamespace AND relkind = 'r'"
    ).split(separator: "\n")
    for table in tables {
      _ = try world.psql("SET SESSION AUTHORIZATION \(role); SELECT count(*) FROM loket.\(table)")
      refused(world, role, "TRUNCATE loket.\(table)")
    }
    for table in ["inbox", "conflict", "refused", "booth", "login", "assignment", "progress"] {
      refused(world, role, "DELETE FROM loket.\(table)")
      refused(world, role, "INSERT INTO loket.\(table) DEFAULT VALUES")
    }
    for sql in [
      "UPDATE loket.inbox SET hash = hash", "UPDATE loket.booth SET code = code",
      "DELETE FROM loket.purge", "UPDATE loket.purge SET visits = 0", "SET ROLE loket_owner",
      "CREATE ROLE thief",
    ] { refused(world, role, sql) }
    let id = "decode('\(entries.booth.bytes.hex)', 'hex')"
    _ = try world.psql(
      """
      SET SESSION AUTHORIZATION \(role); UPDATE loket.inbox SET payload = '';
      SELECT loket.begin_delivery(); SELECT loket.revoke(\(id), 'dicuri')
      """)
  }

  @Test func `the server keeps no password, only its verifier`() throws {
    let (world, role, entries) = try world()
    #expect(
      try world.psql("SELECT rolpassword FROM pg_authid WHERE rolname = '\(role)'")
        .hasPrefix("SCRAM-SHA-256$"))
    #expect(!world.server.log.contains("sandi"))
    _ = entries
  }

  @Test func `a login is never taken over, and a renewal leaves the one before open`() throws {
    let booth = SampleShift.identity(seed: 302).booth
    let other = SampleShift.identity(seed: 303).booth
    let world = try PostgresWorld()
    let signature = [UInt8](repeating: 1, count: 64)
    _ = try world.psql("CREATE ROLE loket_z77 SUPERUSER")
    defer { _ = try? world.psql("DROP ROLE loket_z77") }
    let roles = try ["satu", "dua", "tiga"].map {
      try world.office.enrol(
        assignment(of: booth, code: "Z77"), signature: signature, password: $0)
    }
    #expect(Set(roles).count == 3)
    #expect(!roles.contains("loket_z77"))
    func isOpen(_ place: Int, _ password: String) throws -> Bool {
      let centre = try PostgresCentre.open(
        conninfo: world.server.conninfo(world.database, user: roles[place], password: password))
      do { _ = try centre.holdings() } catch .rejectedUs { return false }
      return true
    }
    #expect(try !isOpen(0, "satu"))
    #expect(try isOpen(1, "dua"))
    #expect(try isOpen(2, "tiga"))
    #expect(try !isOpen(2, "dua"))
    #expect(throws: CentreError.self) {
      try world.office.enrol(
        assignment(of: other, code: "Z77"), signature: signature, password: "x")
    }
    try world.office.revoke(booth, why: "hilang")
    #expect(try !isOpen(1, "dua"))
    #expect(try !isOpen(2, "tiga"))
    _ = try world.office.enrol(
      assignment(of: other, code: "Z77"), signature: signature, password: "x")
    let booths = try world.office.booths()
    #expect(booths.map(\.id) == [booth, other])
    #expect(booths.map { $0.revokedAt == nil } == [false, true])
    #expect(booths[1].assignments == [assignment(of: other, code: "Z77")])
  }
}
