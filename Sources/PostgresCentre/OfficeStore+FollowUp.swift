import Intake
import Ports

extension OfficeStore {
  func followUps() throws(CentreError) -> [FollowUp] {
    let found = try rows(
      """
      WITH pending AS MATERIALIZED (
        SELECT v.booth, v.shift, v.person, v.at, v.ticket, v.nik, v.name, v.phone, v.email,
          v.is_resident, v.ikd_standing, v.ikd_reason, v.institution, l.code, l.gate, l.outcome,
          l.deferral, v.visit
        FROM loket.service_line AS l
        JOIN loket.visit AS v ON v.booth = l.booth AND v.shift = l.shift AND v.visit = l.visit
        -- Whom the retention has emptied nobody can call back.
        WHERE l.outcome <> 'served' AND NOT v.is_void AND v.name IS NOT NULL
          AND NOT EXISTS (SELECT FROM loket.visit AS w
            JOIN loket.service_line AS m ON m.booth = w.booth AND m.shift = w.shift
              AND m.visit = w.visit
            WHERE w.person = v.person AND NOT w.is_void AND m.code = l.code
              AND m.outcome = 'served' AND (w.at, w.ticket) > (v.at, v.ticket))
          -- The visit that took this one up, also where one of the two got another NIK since.
          AND NOT EXISTS (SELECT FROM loket.visit AS w
            JOIN loket.service_line AS m ON m.booth = w.booth AND m.shift = w.shift
              AND m.visit = w.visit
            WHERE w.booth = v.booth AND w.shift = v.shift AND w.follows = v.visit
              AND NOT w.is_void AND m.code = l.code AND m.outcome = 'served')
          AND NOT (l.code IN ('ikd', 'ikd-ulang') AND EXISTS (SELECT FROM loket.visit AS w
            WHERE w.person = v.person AND NOT w.is_void AND (w.at, w.ticket) > (v.at, v.ticket)
              AND w.ikd_standing IN ('activated', 'reactivated', 'alreadyActive')))
          AND NOT EXISTS (SELECT FROM loket.settled AS d WHERE d.booth = v.booth
            AND d.shift = v.shift AND d.visit = v.visit AND d.code = l.code)
          AND NOT EXISTS (SELECT FROM loket.settled AS d
            JOIN loket.visit AS w ON w.booth = d.booth AND w.shift = d.shift AND w.visit = d.visit
            WHERE w.person = v.person AND d.code = l.code AND (w.at, w.ticket) > (v.at, v.ticket))
      ), latest AS (
        SELECT DISTINCT ON (p.person, p.alone, p.code) p.*, count(*) OVER waiting AS visits,
          min(s.day) OVER waiting AS since, s.number
        -- Who has no NIK stands alone with each visit.
        FROM (SELECT *, CASE WHEN person IS NULL THEN visit END AS alone FROM pending) AS p
        JOIN loket.shift AS s ON s.booth = p.booth AND s.shift = p.shift AND s.mode = 'live'
        WINDOW waiting AS (PARTITION BY p.person, p.alone, p.code)
        ORDER BY p.person, p.alone, p.code, p.at DESC, p.ticket DESC
      )
      SELECT b.code, l.number, l.ticket, l.nik, l.name, l.phone, l.email, l.is_resident,
        l.code, l.gate, l.outcome, l.deferral, l.ikd_standing, l.ikd_reason, l.since, l.visits,
        l.institution, EXISTS (SELECT FROM loket.visit AS w
          WHERE w.person = l.person AND NOT w.is_void AND (w.at, w.ticket) > (l.at, l.ticket)
            AND w.ikd_standing IN ('activated', 'reactivated', 'alreadyActive'))
      FROM latest AS l
      JOIN loket.booth AS b ON b.id = l.booth
      ORDER BY l.since, b.code, l.number, l.ticket, l.code
      """)
    var followUps: [FollowUp] = []
    for row in found { followUps.append(try followUp(row)) }
    return followUps
  }

  private func followUp(_ row: Row) throws(CentreError) -> FollowUp {
    guard let booth = BoothCode(try row.text(0)),
      case .success(let name) = PersonName.parse(try row.text(4)),
      let service = ServiceCode(try row.text(8)), let gate = GateState(rawValue: try row.text(9)),
      let outcome = Outcome(rawValue: try row.text(10)),
      let ikd = IKDStanding(rawValue: try row.text(12))
    else { throw .failed("a row of visit") }
    let deferral = try row.optionalText(11).flatMap(DeferralReason.init)
    return FollowUp(
      place: FollowUp.Place(
        booth: booth, shiftNumber: try row.count(1), ticket: try row.count(2)),
      nik: try row.optionalText(3).flatMap { try? NIK.parse($0).get() }, name: name,
      contact: Contact(
        phone: try row.optionalText(5).flatMap { try? Phone.parse($0).get() },
        email: try row.optionalText(6).flatMap { try? Email.parse($0).get() }),
      isResident: try row.flag(7),
      institution: try row.optionalText(16).flatMap(PlaceCode.init),
      line: ServiceLine(code: service, gate: gate, outcome: outcome, deferral: deferral),
      ikd: ikd, ikdReason: try row.optionalText(13).flatMap(IKDReason.init),
      since: try row.day(14), visits: try row.count(15), isIKDActiveNow: try row.flag(17))
  }

  func settle(
    _ place: FollowUp.Place, _ service: ServiceCode?, _ by: String
  ) throws(CentreError) -> Int {
    try execute(
      """
      INSERT INTO loket.settled (booth, shift, visit, code, by_whom)
      SELECT DISTINCT v.booth, v.shift, v.visit, l.code, $5 FROM loket.visit AS v
      JOIN loket.booth AS b ON b.id = v.booth
      JOIN loket.shift AS s ON s.booth = v.booth AND s.shift = v.shift
      JOIN loket.service_line AS l ON l.booth = v.booth AND l.shift = v.shift
        AND l.visit = v.visit
      WHERE b.code = $1 AND s.number = $2 AND v.ticket = $3 AND NOT v.is_void
        AND l.outcome <> 'served' AND ($4::text IS NULL OR l.code = $4::text)
      ON CONFLICT DO NOTHING
      """,
      [
        .text(place.booth.text), .number(place.shiftNumber), .number(place.ticket),
        .optional(service?.text), .text(by),
      ])
  }

  func turns(_ days: ClosedRange<Day>?) throws(CentreError) -> [Turn] {
    let found = try rows(
      """
      WITH failed AS (
        SELECT DISTINCT ON (v.ikd_reason, coalesce(v.person::text, encode(v.visit, 'hex')))
          v.ikd_reason, v.person, v.at, v.ticket, s.day
        FROM loket.visit AS v
        JOIN loket.shift AS s ON s.booth = v.booth AND s.shift = v.shift
        WHERE v.ikd_standing = 'notActive' AND v.ikd_reason IS NOT NULL AND NOT v.is_void
          AND s.mode = 'live' AND ($1::date IS NULL OR s.day BETWEEN $1 AND $2)
        ORDER BY v.ikd_reason, coalesce(v.person::text, encode(v.visit, 'hex')), v.at, v.ticket
      )
      SELECT f.ikd_reason, count(f.person), count(*) - count(f.person), count(a.days),
        count(*) FILTER (WHERE a.days <= 0), count(*) FILTER (WHERE a.days BETWEEN 1 AND 7),
        count(*) FILTER (WHERE a.days BETWEEN 8 AND 30), count(*) FILTER (WHERE a.days > 30),
        percentile_disc(0.5) WITHIN GROUP (ORDER BY a.days)
      FROM failed AS f LEFT JOIN LATERAL (
        SELECT s.day - f.day AS days FROM loket.visit AS w
        JOIN loket.shift AS s ON s.booth = w.booth AND s.shift = w.shift
        WHERE w.person = f.person AND NOT w.is_void AND (w.at, w.ticket) > (f.at, f.ticket)
          AND w.ikd_standing IN ('activated', 'reactivated')
          AND ($2::date IS NULL OR s.day <= $2)
        ORDER BY w.at, w.ticket LIMIT 1
      ) AS a ON true
      GROUP BY f.ikd_reason ORDER BY count(*) DESC, f.ikd_reason
      """, [.optional(days?.lowerBound), .optional(days?.upperBound)])
    var turns: [Turn] = []
    for row in found {
      guard let reason = IKDReason(rawValue: try row.text(0))
      else { throw .failed("a row of visit") }
      turns.append(
        Turn(
          reason: reason, people: try row.count(1), withoutNIK: try row.count(2),
          activated: try row.count(3), sameDay: try row.count(4), withinWeek: try row.count(5),
          withinMonth: try row.count(6), later: try row.count(7),
          medianDays: try row.optionalNumber(8).map { Int($0) }))
    }
    return turns
  }
}
