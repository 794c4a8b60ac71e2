package import Intake
package import Ports
package import Sealing

/// The central store in the office's hand: prepares the schema, enrols and revokes booths, takes
/// in what was carried by USB, and runs the office's own SQL.
///
/// One connection, one thread. It is made with the first call, and anew after it was lost.
package final class OfficeStore {
  private let session: Session

  private init(session: Session) {
    self.session = session
    // Figures join a million rows a few times over: in memory, and compiled at no gain.
    session.greet = { connection throws(CentreError) in
      try connection.run("SET work_mem = '64MB'; SET jit = off")
    }
  }

  /// Reads `conninfo` as `PostgresCentre.open` does; a role of an office's group, and for `migrate`
  /// a superuser, or the database's owner with CREATEROLE.
  package static func open(
    conninfo: String, patience: Patience = .usual
  ) throws(CentreError) -> OfficeStore {
    // Policies make the planner's guesses so dear that it would compile what runs in milliseconds.
    let words = try ConnectionWords(conninfo, options: "-c jit=off")
    return OfficeStore(session: Session(words, patience: patience))
  }

  /// Makes roles, rights and schema, or brings them up to date; the numbers of the migrations that
  /// were applied now. `.otherVersion` for a newer schema, `.failed` for one of another text.
  /// Where nothing is to be applied, any office's role will do.
  @discardableResult
  package func migrate() throws(CentreError) -> [Int] {
    if try version() == OfficeStore.newest,
      try rows("SELECT pg_has_role(current_user, 'loket_owner', 'MEMBER')").first?.flag(0) == false
    {
      return []
    }
    return try Migrator(session: session).run()
  }

  /// Opens another office in this database and gives the group of roles that work there; repeated,
  /// it gives the same. For a role that may migrate.
  package func openOffice(_ code: String) throws(CentreError) -> String {
    guard let role = try rows("SELECT loket.open_office($1)", [.text(code)]).first?.text(0)
    else { throw .failed("no office") }
    return role
  }

  /// How many offices this role acts for: one, but for whoever administers the database.
  package func offices() throws(CentreError) -> Int {
    try rows("SELECT count(*) FROM loket.office").first?.count(0) ?? 0
  }

  /// The last migration that the database has; 0: none.
  package func version() throws(CentreError) -> Int {
    try session.working { connection throws(CentreError) in
      try Migrator.version(connection)
    }
  }

  /// The last migration that this program has.
  package static var newest: Int { Migration.all.count }

  /// Throws `.otherVersion` unless the schema is exactly this program's.
  package func checkVersion() throws(CentreError) {
    let found = try version()
    guard found == OfficeStore.newest else { throw .otherVersion(found) }
  }

  /// The rows of one statement; its values stand as `$1`, `$2` in it.
  package func rows(_ sql: StaticString, _ values: [Value] = []) throws(CentreError) -> [Row] {
    try session.rows("\(sql)", values)
  }

  /// One statement; how many rows it changed.
  @discardableResult
  package func execute(_ sql: StaticString, _ values: [Value] = []) throws(CentreError) -> Int {
    try session.working { connection throws(CentreError) in
      try connection.execute("\(sql)", values)
    }
  }

  func working<Result>(
    _ call: (Connection) throws(CentreError) -> Result
  ) throws(CentreError) -> Result { try session.working(call) }

  /// All of the body or nothing: what it throws undoes it. Durable when this returns; when it
  /// throws `.unreachable` at the end, all of it may be there.
  package func transaction<Result>(
    _ body: () throws(CentreError) -> Result
  ) throws(CentreError) -> Result {
    try session.transaction(body)
  }

  /// Closes the connection; the next call makes another.
  package func close() { session.close() }
}

extension OfficeStore {
  /// By their codes, revoked ones among them, each with all its assignments, oldest first; all of
  /// them, or only this one.
  package func booths(_ one: BoothID? = nil) throws(CentreError) -> [EnrolledBooth] {
    let only = [one.map(Value.identity) ?? .null]
    var assignments: [BoothID: [Assignment]] = [:]
    for row in try rows(
      """
      SELECT booth, statement FROM loket.assignment WHERE $1::bytea IS NULL OR booth = $1
      ORDER BY issue
      """, only)
    {
      guard let assignment = try? Assignment(bytes: try row.bytes(1))
      else { throw .failed("an assignment that cannot be read") }
      assignments[try row.identity(0), default: []].append(assignment)
    }
    let found = try rows(
      """
      SELECT b.id, b.code, coalesce((
        SELECT l.role FROM loket.login AS l WHERE l.booth = b.id ORDER BY l.number DESC LIMIT 1
      ), ''), b.revoked_at
      FROM loket.booth AS b WHERE $1::bytea IS NULL OR b.id = $1
      ORDER BY b.code, b.enrolled_at
      """, only)
    var booths: [EnrolledBooth] = []
    for row in found {
      guard let code = BoothCode(try row.text(1)) else { throw .failed("a booth without a code") }
      let id: BoothID = try row.identity(0)
      booths.append(
        EnrolledBooth(
          id: id, code: code, role: try row.text(2), revokedAt: try row.optionalMoment(3),
          assignments: assignments[id] ?? []))
    }
    return booths
  }

  /// Stores an assignment and opens a database login for it, whose name is returned.
  ///
  /// Renewing a booth opens another login; the one before stays good until the next renewal, so
  /// that a booth in the field can deliver until it has installed the new file. `.failed` if
  /// another booth in force has the code, `.rejectedUs` if this one was revoked.
  package func enrol(
    _ assignment: Assignment, signature: [UInt8], password: String
  ) throws(CentreError) -> String {
    let verifier = try session.working { connection throws(CentreError) in
      try connection.verifier(of: password, role: "loket")
    }
    let found = try rows(
      "SELECT loket.enrol($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      [
        .identity(assignment.booth), .text(assignment.code.text), .bytes(assignment.hash),
        .bytes(assignment.boothKey), .bytes(assignment.bytes), .bytes(signature),
        .moment(assignment.validFrom), .moment(assignment.validTo), .text(verifier),
      ])
    guard let role = try found.first?.text(0) else { throw .failed("no login") }
    return role
  }

  /// Whether anything of this booth was ever announced or delivered.
  package func hasServed(_ booth: BoothID) throws(CentreError) -> Bool {
    try !rows("SELECT 1 FROM loket.progress WHERE booth = $1 LIMIT 1", [.identity(booth)]).isEmpty
  }

  /// From now on nothing is taken from this booth; what it delivered stays. Repeating it changes
  /// nothing. `.rejectedUs` if there is no such booth.
  package func revoke(_ booth: BoothID, why: String) throws(CentreError) {
    try execute("SELECT loket.revoke($1, $2)", [.identity(booth), .text(why)])
  }

  /// The booth's manifest, as it came by USB.
  package func announce(_ lines: [ManifestLine], of booth: BoothID) throws(CentreError) {
    guard !lines.isEmpty else { return }
    try execute(
      "SELECT loket.announce_for($1, $2, $3, $4, $5, $6)", [.identity(booth)] + lines.values)
  }

  /// Entries that came by USB, through the same function and under the same promises as those by
  /// network; `.rejectedUs` if the booth is unknown or revoked.
  package func deliver(
    _ entries: [SealedEntry], of booth: BoothID
  ) throws(CentreError) -> DeliveryReceipt {
    try session.working { connection throws(CentreError) in
      // Hexadecimal digits of sixteen bytes: nothing a statement could mistake.
      try connection.deliver(
        entries, receiving: "loket.receive_for(decode('\(booth.bytes.hex)', 'hex'))")
    }
  }
}
