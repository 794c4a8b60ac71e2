import Intake
package import Ports

extension OfficeStore {
  /// What the office does with what arrived.
  package var registry: Registry {
    Registry(
      processNext: processNext, startOver: startOver(withAll:), shifts: shifts, field: field,
      duplicates: duplicates, alarms: alarms, purge: purge)
  }

  func shifts(_ filter: ShiftFilter) throws(CentreError) -> [RegisteredShift] {
    let rows = try rows(
      """
      SELECT s.booth, b.code, s.shift, s.number, s.service_point,
        s.opened_at, s.standing, s.was_recovered, s.signed_tally,
        s.recount, s.head
      FROM loket.shift AS s JOIN loket.booth AS b ON b.id = s.booth
      WHERE ($1::date IS NULL OR s.day BETWEEN $1::date AND $2::date)
        AND ($3::text IS NULL OR b.code = $3)
      ORDER BY s.opened_at, b.code, s.number
      """,
      [
        .optional(filter.days?.lowerBound), .optional(filter.days?.upperBound),
        .optional(filter.booth?.text),
      ])
    let aside = try setAside()
    var shifts: [RegisteredShift] = []
    for row in rows { shifts.append(try shift(row, aside)) }
    return shifts
  }

  func field() throws(CentreError) -> [FieldShift] {
    let rows = try rows(
      """
      SELECT b.code, p.number, p.announced, p.up_to, p.is_closed, p.announced_at
      FROM loket.progress AS p JOIN loket.booth AS b ON b.id = p.booth
      WHERE p.announced > p.up_to ORDER BY p.announced_at, b.code, p.number
      """)
    var field: [FieldShift] = []
    for row in rows {
      guard let booth = BoothCode(try row.text(0)) else { throw .failed("a row of booth") }
      field.append(
        FieldShift(
          booth: booth, number: try row.count(1), announced: try row.count(2),
          arrived: try row.count(3), isClosed: try row.flag(4), announcedAt: try row.moment(5)))
    }
    return field
  }

  private func shift(
    _ row: Row, _ aside: [ShiftID: [SetAside]]
  ) throws(CentreError) -> RegisteredShift {
    let (booth, shift): (BoothID, ShiftID) = (try row.identity(0), try row.identity(2))
    guard let code = BoothCode(try row.text(1)), let place = PlaceCode(try row.text(4)),
      let standing = ShiftStanding(rawValue: try row.text(6)),
      let recount = Tally(statement: try row.text(9))
    else { throw .failed("a row of shift") }
    let signed = try row.optionalText(8).map { Tally(statement: $0) }
    return RegisteredShift(
      booth: code, boothID: booth, shift: shift, number: try row.count(3), servicePoint: place,
      openedAt: try row.moment(5), standing: standing,
      wasRecovered: try row.flag(7), signed: signed ?? nil, recount: recount,
      head: try row.bytes(10), setAside: aside[shift] ?? [])
  }

  private func setAside() throws(CentreError) -> [ShiftID: [SetAside]] {
    var aside: [ShiftID: [SetAside]] = [:]
    for row in try rows("SELECT shift, sequence, reason FROM loket.set_aside ORDER BY sequence") {
      let shift: ShiftID = try row.identity(0)
      let id = EntryID(shift: shift, sequence: try row.sequence(1))
      aside[shift, default: []].append(SetAside(id: id, reason: try row.text(2)))
    }
    return aside
  }

  func duplicates() throws(CentreError) -> [DuplicatePerson] {
    let certain = try rows(
      """
      SELECT nik, code, number, ticket, day, nik, name, lines FROM loket.placed_visit
      WHERE nik IN (SELECT nik FROM loket.visit WHERE nik IS NOT NULL AND NOT is_void
        GROUP BY nik HAVING count(*) > 1)
      ORDER BY nik, at, code, ticket
      """)
    let likely = try rows(
      """
      SELECT birth_date || name_key, code, number, ticket, day, nik, name, lines
      FROM loket.placed_visit
      WHERE (birth_date, name_key) IN (
        SELECT birth_date, name_key FROM loket.visit WHERE name_key IS NOT NULL AND NOT is_void
        GROUP BY birth_date, name_key
        HAVING count(*) > 1 AND (count(DISTINCT nik) > 1 OR count(nik) < count(*)))
      ORDER BY 1, at, code, ticket
      """)
    return try people(certain, areCertain: true) + people(likely, areCertain: false)
  }

  /// Rows that follow one another with the same first column are one person's.
  private func people(_ rows: [Row], areCertain: Bool) throws(CentreError) -> [DuplicatePerson] {
    var groups: [(key: String, visits: [DuplicatePerson.PlacedVisit])] = []
    for row in rows {
      let key = try row.text(0)
      if groups.last?.key != key { groups.append((key, [])) }
      groups[groups.count - 1].visits.append(try placed(row))
    }
    return groups.map { _, visits in
      DuplicatePerson(nik: areCertain ? visits.first?.nik : nil, visits: visits)
    }
  }

  private func placed(_ row: Row) throws(CentreError) -> DuplicatePerson.PlacedVisit {
    guard let code = BoothCode(try row.text(1)),
      case .success(let name) = PersonName.parse(try row.text(6))
    else { throw .failed("a row of visit") }
    let nik = try row.optionalText(5).flatMap { try? NIK.parse($0).get() }
    var services: [ServiceLine] = []
    for line in try row.texts(7) {
      let parts = line.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count >= 3, let service = ServiceCode(parts[0]),
        let gate = GateState(rawValue: parts[1]), let outcome = Outcome(rawValue: parts[2])
      else { throw .failed("a row of service_line") }
      services.append(
        ServiceLine(
          code: service, gate: gate, outcome: outcome,
          deferral: parts.count > 3 ? DeferralReason(rawValue: parts[3]) : nil))
    }
    return DuplicatePerson.PlacedVisit(
      booth: code, shiftNumber: try row.count(2), ticket: try row.count(3),
      day: try row.day(4), nik: nik, name: name, services: services)
  }

  func alarms() throws(CentreError) -> [RegisteredAlarm] {
    let rows = try rows(
      """
      SELECT a.kind, coalesce(b.code, encode(a.booth, 'hex'), '-'), s.number, a.sequence,
        a.raised_at
      FROM loket.alarm AS a LEFT JOIN loket.booth AS b ON b.id = a.booth
      LEFT JOIN loket.shift AS s ON s.booth = a.booth AND s.shift = a.shift
      -- Once a key has opened the shift there is nothing to look at any more.
      WHERE NOT (a.kind = 'unopenable' AND a.sequence IS NULL AND EXISTS (
        SELECT FROM loket.processed AS d
        WHERE d.booth = a.booth AND d.shift = a.shift AND NOT d.unopened))
      ORDER BY a.id
      """)
    var alarms: [RegisteredAlarm] = []
    for row in rows {
      alarms.append(
        RegisteredAlarm(
          kind: try row.text(0), booth: try row.text(1),
          shiftNumber: try row.isNull(2) ? nil : row.count(2),
          sequence: try row.isNull(3) ? nil : row.sequence(3),
          raisedAt: try row.moment(4)))
    }
    return alarms
  }

  private static let purging: StaticString = """
    WITH purging AS MATERIALIZED (
      SELECT d.booth, d.shift, s.day FROM loket.processed AS d
      LEFT JOIN loket.shift AS s ON s.booth = d.booth AND s.shift = d.shift
      WHERE coalesce(s.day, (d.processed_at AT TIME ZONE interval '7 hours')::date) < $1
        AND NOT d.unopened AND NOT EXISTS (SELECT FROM loket.unexamined AS u
          WHERE u.booth = d.booth AND u.shift = d.shift)
    ), first AS MATERIALIZED (
      SELECT s.day, s.service_point, f.residence, f.person FROM loket.first_activation AS f
      JOIN purging AS p ON p.booth = f.booth AND p.shift = f.shift
      JOIN loket.shift AS s ON s.booth = f.booth AND s.shift = f.shift
      WHERE f.is_resident AND f.residence IS NOT NULL
        AND NOT EXISTS (SELECT FROM loket.person AS k WHERE k.id = f.person
          AND k.kept_on IS NOT NULL)
    ), kept AS (
      INSERT INTO loket.kelurahan_kept (day, kelurahan, activated)
      SELECT day, residence, count(*) FROM first GROUP BY day, residence
      ON CONFLICT (office, day, kelurahan) DO UPDATE
        SET activated = kelurahan_kept.activated + excluded.activated
    ), people AS (
      UPDATE loket.person AS k SET kept_on = first.day, kept_at = first.service_point
      FROM first WHERE k.id = first.person
    ), visits AS (
      UPDATE loket.visit AS v SET nik = NULL, name = NULL, name_key = NULL,
        birth_date = NULL, sex = NULL, married = NULL, ikd_evidence = NULL,
        -- Of these the counts of agencies and schools are made.
        was_under16 = v.birth_date > p.day - interval '16 years',
        residence = CASE WHEN NOT v.is_resident THEN left(v.residence, 4) END,
        exemption = NULL, override_reason = NULL, phone = NULL, email = NULL,
        void_reason = NULL, warnings = '{}'
      FROM purging AS p
      WHERE p.booth = v.booth AND p.shift = v.shift AND v.name IS NOT NULL RETURNING 1
    ), reasons AS (
      UPDATE loket.revision AS r SET reason = NULL FROM purging AS p
      WHERE p.booth = r.booth AND p.shift = r.shift AND r.reason IS NOT NULL
    ), bodies AS (
      UPDATE loket.inbox AS i SET payload = '', tag = '' FROM purging AS p
      WHERE p.booth = i.booth AND p.shift = i.shift
        AND get_byte(i.header, 6) IN (2, 3) AND i.payload <> '' RETURNING 1
    ), others AS (
      UPDATE loket.conflict AS c SET payload = '', tag = '' FROM purging AS p
      WHERE p.booth = c.booth AND p.shift = c.shift
        AND get_byte(c.header, 6) IN (2, 3) AND c.payload <> '' RETURNING 1
    ), marked AS (
      UPDATE loket.processed AS d SET purged_at = now() FROM purging AS p
      WHERE p.booth = d.booth AND p.shift = d.shift AND d.purged_at IS NULL
    )
    INSERT INTO loket.purge (before_day, by_whom, visits, entries)
    SELECT $1, $2, (SELECT count(*) FROM visits),
      (SELECT count(*) FROM bodies) + (SELECT count(*) FROM others)
    RETURNING visits, entries, (SELECT count(*) FROM loket.progress AS p
      WHERE (p.changed_at AT TIME ZONE interval '7 hours')::date < $1 AND (
        EXISTS (SELECT FROM loket.unexamined AS u
          WHERE u.booth = p.booth AND u.shift = p.shift)
        OR EXISTS (SELECT FROM loket.processed AS d
          WHERE d.booth = p.booth AND d.shift = p.shift AND d.unopened)))
    """

  /// Empties what is personal of visits before `day`, and the sealed bodies they came in, with the
  /// tags by which the office could find a NIK. Only of shifts that were opened and examined to the
  /// end: of the others nothing has been counted yet.
  func purge(_ day: Day, _ by: String) throws(CentreError) -> Purged {
    try transaction { () throws(CentreError) in
      // Whoever examines one of these shifts is waited for, and the other way round.
      try execute("SELECT FROM loket.examination FOR UPDATE")
      let found = try rows(OfficeStore.purging, [.day(day), .text(by)])
      guard let row = found.first else { throw .failed("no purge") }
      try execute(
        """
        UPDATE loket.person AS p SET nik = NULL WHERE nik IS NOT NULL
          AND NOT EXISTS (SELECT FROM loket.visit AS v WHERE v.person = p.id AND v.nik IS NOT NULL)
        """)
      return Purged(
        visits: try row.count(0), bodies: try row.count(1), shiftsLeft: try row.count(2))
    }
  }
}
