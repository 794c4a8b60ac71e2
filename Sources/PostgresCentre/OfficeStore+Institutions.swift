import Intake
import Ports

extension OfficeStore {
  /// Of everybody who was ever seen as one of an institution of this segment, up to a day; and of
  /// the institutions that only have a list.
  func institutions(
    _ segment: Segment, _ upTo: Day
  ) throws(CentreError) -> [InstitutionFigures] {
    var institutions: [PlaceCode: InstitutionFigures] = [:]
    for row in try people(segment, upTo) {
      guard let code = PlaceCode(try row.text(1)) else { throw .failed("a row of visit") }
      try add(row, to: &institutions[code, default: InstitutionFigures(code: code)])
    }
    for (code, roster) in try rosters(upTo) {
      institutions[code, default: InstitutionFigures(code: code)].roster = roster
    }
    return institutions.values.sorted { $0.code < $1.code }
  }

  /// Counts by institution, and by institution with region, reason or a minor's birth date.
  private func people(_ segment: Segment, _ upTo: Day) throws(CentreError) -> [Row] {
    try rows(
      """
      WITH visit AS NOT MATERIALIZED (
        SELECT v.*, s.day, coalesce(v.person::text, encode(v.visit, 'hex')) AS who
        FROM loket.visit AS v
        JOIN loket.shift AS s ON s.booth = v.booth AND s.shift = v.shift
        WHERE NOT v.is_void AND s.mode = 'live' AND s.day <= $2
      ), member AS MATERIALIZED (
        SELECT DISTINCT ON (who) who, person, institution AS code, booth, shift, visit
        FROM visit WHERE segment = $1 AND institution IS NOT NULL
        ORDER BY who, at DESC, ticket DESC
      ), history AS (
        SELECT m.code, v.* FROM member AS m JOIN visit AS v ON v.person = m.person
        UNION ALL
        SELECT m.code, v.* FROM member AS m
        JOIN visit AS v ON v.booth = m.booth AND v.shift = m.shift AND v.visit = m.visit
        WHERE m.person IS NULL
      ), latest AS (
        SELECT h.code, bool_or(ikd_standing = 'activated') AS was_activated,
          (array_agg(ikd_standing ORDER BY at DESC, ticket DESC))[1] AS standing,
          (array_agg(ikd_reason ORDER BY at DESC, ticket DESC))[1] AS reason,
          (array_agg(is_resident ORDER BY at DESC, ticket DESC))[1] AS is_resident,
          (array_agg(left(residence, 4) ORDER BY at DESC, ticket DESC))[1] AS region,
          (array_agg(birth_date ORDER BY at DESC, ticket DESC))[1] AS birth_date,
          (array_agg(was_under16 ORDER BY at DESC, ticket DESC))[1] AS was_under16,
          max(day) AS day, coalesce(bool_or(recorded), false) AS recorded,
          coalesce(bool_or(l.outcome = 'served'), false) AS recorded_here,
          coalesce(bool_or(l.outcome <> 'served'), false) AS failed
        FROM history AS h LEFT JOIN loket.service_line AS l ON l.booth = h.booth
          AND l.shift = h.shift AND l.visit = h.visit AND l.code = 'rekam'
        GROUP BY h.code, h.who
      ), told AS (
        SELECT *, standing IN ('activated', 'reactivated', 'alreadyActive') AS is_active,
          CASE WHEN birth_date > $2::date - interval '17 years' THEN birth_date END AS minor
        FROM latest
      )
      SELECT grouping(region, reason, minor), code, region, reason, minor, count(*),
        count(*) FILTER (WHERE is_active), count(*) FILTER (WHERE was_activated),
        count(*) FILTER (WHERE standing = 'notActive'),
        count(*) FILTER (WHERE standing = 'notYetDue'), count(*) FILTER (WHERE is_resident),
        count(*) FILTER (WHERE is_resident AND is_active),
        count(*) FILTER (WHERE recorded_here),
        count(*) FILTER (WHERE NOT recorded_here AND failed),
        count(*) FILTER (WHERE NOT recorded_here AND NOT failed AND recorded),
        count(*) FILTER (WHERE NOT recorded_here AND NOT failed AND NOT recorded
          AND coalesce(birth_date > day - interval '16 years', was_under16))
      FROM told
      GROUP BY GROUPING SETS ((code), (code, region), (code, reason), (code, minor))
      """, [.text(segment.rawValue), .day(upTo)])
  }

  /// A bit of the grouping stands for a column that was not grouped by.
  private func add(_ row: Row, to figures: inout InstitutionFigures) throws(CentreError) {
    switch try row.count(0) {
    case 0b111:
      figures.seen = try row.count(5)
      figures.active = try row.count(6)
      figures.activated = try row.count(7)
      figures.notActive = try row.count(8)
      figures.notYetDue = try row.count(9)
      figures.residents = try row.count(10)
      figures.activeResidents = try row.count(11)
      figures.recorded = try row.count(12)
      figures.failed = try row.count(13)
      figures.recordedBefore = try row.count(14)
      figures.under16 = try row.count(15)
    case 0b011:
      let outsiders = try row.count(5) - row.count(10)
      guard outsiders > 0 else { return }
      figures.regions[try row.optionalText(2).flatMap(RegionCode.init), default: 0] += outsiders
    case 0b101:
      guard let reason = try row.optionalText(3).flatMap(IKDReason.init) else { return }
      let count = try row.count(8)
      if count > 0 { figures.reasons[reason] = count }
    default:
      guard let birthDate = try row.optionalDay(4) else { return }
      figures.minors[birthDate] = try row.count(5)
    }
  }

  func remaining(_ institution: PlaceCode, _ upTo: Day) throws(CentreError) -> [RemainingPerson] {
    let found = try rows(
      """
      WITH member AS (
        SELECT DISTINCT ON (v.person, CASE WHEN v.person IS NULL THEN v.visit END)
          v.person, v.institution, v.name, v.birth_date, v.ikd_standing, v.recorded, v.at, v.ticket,
          s.day, EXISTS (SELECT FROM loket.service_line AS l WHERE l.booth = v.booth
            AND l.shift = v.shift AND l.visit = v.visit AND l.code = 'rekam'
            AND l.outcome = 'served') AS is_recorded_here
        FROM loket.visit AS v
        JOIN loket.shift AS s ON s.booth = v.booth AND s.shift = v.shift
        WHERE v.institution = $1 AND NOT v.is_void AND s.mode = 'live' AND s.day <= $2
          AND v.name IS NOT NULL AND v.birth_date IS NOT NULL
        ORDER BY v.person, CASE WHEN v.person IS NULL THEN v.visit END, v.at DESC, v.ticket DESC
      )
      SELECT m.name, m.birth_date, coalesce(m.recorded, false) OR m.is_recorded_here, m.day
      FROM member AS m
      WHERE m.ikd_standing NOT IN ('activated', 'reactivated', 'alreadyActive')
        AND NOT EXISTS (SELECT FROM loket.visit AS w
          JOIN loket.shift AS s ON s.booth = w.booth AND s.shift = w.shift
          WHERE w.person = m.person AND NOT w.is_void AND s.day <= $2
            AND (w.at, w.ticket) > (m.at, m.ticket)
            AND (w.ikd_standing IN ('activated', 'reactivated', 'alreadyActive')
              OR w.institution <> m.institution))
      ORDER BY m.birth_date, m.name
      """, [.text(institution.text), .day(upTo)])
    var people: [RemainingPerson] = []
    for row in found {
      guard case .success(let name) = PersonName.parse(try row.text(0))
      else { throw .failed("a row of visit") }
      people.append(
        RemainingPerson(
          name: name, birthDate: try row.day(1), isRecorded: try row.flag(2),
          seen: try row.day(3)))
    }
    return people
  }

  /// The last list of each institution by then.
  private func rosters(_ upTo: Day) throws(CentreError) -> [PlaceCode: RosterSize] {
    var rosters: [PlaceCode: RosterSize] = [:]
    for row in try rows(
      """
      SELECT DISTINCT ON (institution) institution, day, size, elsewhere, away, asn
      FROM loket.roster WHERE day <= $1 ORDER BY institution, day DESC
      """, [.day(upTo)])
    {
      guard let code = PlaceCode(try row.text(0)) else { throw .failed("a row of roster") }
      rosters[code] = RosterSize(
        day: try row.day(1), size: try row.count(2),
        elsewhere: try row.optionalNumber(3).map { Int($0) },
        away: try row.optionalNumber(4).map { Int($0) },
        asn: try row.optionalNumber(5).map { Int($0) })
    }
    return rosters
  }

  /// Another list of the same day replaces the one before.
  func enrol(_ rosters: [PlaceCode: RosterSize], _ by: String) throws(CentreError) {
    try transaction { () throws(CentreError) in
      for (code, roster) in rosters.sorted(by: { $0.key < $1.key }) {
        try execute(
          """
          INSERT INTO loket.roster (institution, day, size, elsewhere, away, by_whom, asn)
          VALUES ($1, $2, $3, $4, $5, $6, $7)
          ON CONFLICT (office, institution, day) DO UPDATE SET size = excluded.size,
            elsewhere = excluded.elsewhere, away = excluded.away, by_whom = excluded.by_whom,
            asn = excluded.asn
          """,
          [
            .text(code.text), .day(roster.day), .number(roster.size),
            .optional(roster.elsewhere), .optional(roster.away), .text(by), .optional(roster.asn),
          ])
      }
    }
  }
}
