import Intake
package import Ports

extension OfficeStore {
  /// What the office does with what arrived.
  package var registry: Registry {
    Registry(
      processNext: processNext, shifts: shifts, duplicates: duplicates, alarms: alarms,
      purge: purge)
  }

  func shifts(_ filter: ShiftFilter) throws(CentreError) -> [RegisteredShift] {
    let rows = try rows(
      """
      SELECT s.booth, b.code, s.shift, s.number, s.service_point,
        s.opened_at, s.standing, s.was_recovered, s.signed_tally,
        s.recount, s.head
      FROM loket.shift AS s JOIN loket.booth AS b ON b.id = s.booth
      WHERE ($1::date IS NULL OR s.day = $1::date) AND ($2::text IS NULL OR b.code = $2)
      ORDER BY s.opened_at, b.code, s.number
      """, [.optional(filter.day), .optional(filter.booth?.text)])
    var shifts: [RegisteredShift] = []
    for row in rows { shifts.append(try shift(row)) }
    return shifts
  }

  private func shift(_ row: Row) throws(CentreError) -> RegisteredShift {
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
      head: try row.bytes(10), setAside: try setAside(booth, shift))
  }

  private func setAside(_ booth: BoothID, _ shift: ShiftID) throws(CentreError) -> [SetAside] {
    let rows = try rows(
      """
      SELECT sequence, reason FROM loket.set_aside WHERE booth = $1 AND shift = $2
      ORDER BY sequence
      """, [.bytes(booth.bytes), .bytes(shift.bytes)])
    var aside: [SetAside] = []
    for row in rows {
      let id = EntryID(shift: shift, sequence: try row.sequence(0))
      aside.append(SetAside(id: id, reason: try row.text(1)))
    }
    return aside
  }

  func duplicates() throws(CentreError) -> [DuplicatePerson] {
    let rows = try rows(
      """
      SELECT v.nik, b.code, s.number, v.ticket, s.day, v.name, v.booth,
        v.shift, v.visit
      FROM loket.visit AS v
      JOIN loket.shift AS s ON s.booth = v.booth AND s.shift = v.shift
      JOIN loket.booth AS b ON b.id = v.booth
      WHERE NOT v.is_void AND v.nik IN (
        SELECT nik FROM loket.visit WHERE nik IS NOT NULL AND NOT is_void
        GROUP BY nik HAVING count(*) > 1)
      ORDER BY v.nik, v.at, b.code, v.ticket
      """)
    var people: [DuplicatePerson] = []
    for row in rows {
      guard case .success(let nik) = NIK.parse(try row.text(0)) else { throw .failed("nik") }
      let former = people.last?.nik == nik ? people.removeLast().visits : []
      people.append(DuplicatePerson(nik: nik, visits: former + [try placed(row)]))
    }
    return people
  }

  private func placed(_ row: Row) throws(CentreError) -> DuplicatePerson.PlacedVisit {
    guard let code = BoothCode(try row.text(1)),
      case .success(let name) = PersonName.parse(try row.text(5))
    else { throw .failed("a row of visit") }
    let lines = try rows(
      """
      SELECT code, gate, outcome, deferral FROM loket.service_line
      WHERE booth = $1 AND shift = $2 AND visit = $3 ORDER BY line
      """, [.bytes(try row.bytes(6)), .bytes(try row.bytes(7)), .bytes(try row.bytes(8))])
    var services: [ServiceLine] = []
    for line in lines {
      guard let service = ServiceCode(try line.text(0)),
        let gate = GateState(rawValue: try line.text(1)),
        let outcome = Outcome(rawValue: try line.text(2))
      else { throw .failed("a row of service_line") }
      services.append(
        ServiceLine(
          code: service, gate: gate, outcome: outcome,
          deferral: try line.optionalText(3).flatMap(DeferralReason.init)))
    }
    return DuplicatePerson.PlacedVisit(
      booth: code, shiftNumber: try row.count(2), ticket: try row.count(3),
      day: try row.day(4), name: name, services: services)
  }

  func alarms() throws(CentreError) -> [RegisteredAlarm] {
    let rows = try rows(
      """
      SELECT a.kind, coalesce(b.code, encode(a.booth, 'hex'), '-'), s.number, a.sequence,
        a.raised_at
      FROM loket.alarm AS a LEFT JOIN loket.booth AS b ON b.id = a.booth
      LEFT JOIN loket.shift AS s ON s.booth = a.booth AND s.shift = a.shift
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

  /// Empties what is personal of visits before `day`, and the sealed bodies they came in.
  func purge(_ day: Day, _ by: String) throws(CentreError) -> Int {
    try transaction { () throws(CentreError) in
      let visits = try rows(
        """
        WITH gone AS (
          UPDATE loket.visit AS v SET nik = NULL, name = NULL, birth_date = NULL, sex = NULL,
            married = NULL, residence = NULL, recorded = NULL, ikd_evidence = NULL,
            exemption = NULL, override_reason = NULL, phone = NULL, email = NULL,
            void_reason = NULL, warnings = '{}'
          FROM loket.shift AS s
          WHERE s.booth = v.booth AND s.shift = v.shift AND s.day < $1
            AND v.name IS NOT NULL
          RETURNING 1)
        SELECT count(*) FROM gone
        """, [.day(day)])
      let bodies = try rows(
        """
        WITH gone AS (
          UPDATE loket.inbox AS i SET payload = '' FROM loket.shift AS s
          WHERE s.booth = i.booth AND s.shift = i.shift AND s.day < $1
            AND get_byte(i.header, 6) IN (2, 3) AND i.payload <> ''
          RETURNING 1)
        SELECT count(*) FROM gone
        """, [.day(day)])
      let count = try visits.first?.count(0) ?? 0
      try execute(
        """
        INSERT INTO loket.purge (before_day, by_whom, visits, entries)
        VALUES ($1, $2, $3, $4)
        """,
        [.day(day), .text(by), .number(count), .number(try bodies.first?.count(0) ?? 0)])
      return count
    }
  }
}
