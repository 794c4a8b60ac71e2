import Intake
package import Ports

extension OfficeStore {
  /// What the head of service asks for.
  package var figures: Figures {
    Figures(
      activations: activations, correct: correct, followUps: followUps, turns: turns,
      settle: settle, institutions: institutions, remaining: remaining,
      enrol: enrol)
  }

  func activations(_ after: Day?, _ upTo: Day) throws(CentreError) -> Activations {
    let period = [Value.optional(after), .day(upTo)]
    var activations = Activations()
    try addFirst(to: &activations, period)
    try addStandings(to: &activations, period)
    let corrections = try rows(
      """
      SELECT day, lowered_by, reason FROM loket.correction
      WHERE ($1::date IS NULL OR day > $1::date) AND day <= $2 ORDER BY day, id
      """, period)
    for row in corrections {
      activations.corrections.append(
        Correction(
          day: try row.day(0), loweredBy: try row.count(1), reason: try row.text(2)))
    }
    // A person whom no visit names any more is nobody who could return.
    activations.emptied =
      try rows(
        """
        SELECT count(*) FROM loket.person AS p WHERE p.nik IS NULL
          AND EXISTS (SELECT FROM loket.visit AS v WHERE v.person = p.id AND NOT v.is_void)
        """
      ).first?.count(0) ?? 0
    activations.firstDay = try rows("SELECT min(day) FROM loket.shift WHERE mode = 'live'")
      .first?.optionalDay(0)
    return activations
  }

  /// Each person's first activation, by day, place and kelurahan.
  private func addFirst(
    to activations: inout Activations, _ period: [Value]
  ) throws(CentreError) {
    let found = try rows(
      """
      WITH first AS MATERIALIZED (
        -- Where a person was counted when the retention came, they are counted still.
        SELECT coalesce(p.kept_on, s.day) AS day,
          coalesce(p.kept_at, s.service_point) AS service_point,
          CASE WHEN p.id IS NULL THEN f.residence END AS residence,
          f.is_resident OR p.id IS NOT NULL AS is_resident
        FROM loket.first_activation AS f
        JOIN loket.shift AS s ON s.booth = f.booth AND s.shift = f.shift
        LEFT JOIN loket.person AS p ON p.id = f.person AND p.kept_on IS NOT NULL
        WHERE s.mode = 'live' AND coalesce(p.kept_on, s.day) <= $2
          AND ($1::date IS NULL OR coalesce(p.kept_on, s.day) > $1::date)
      )
      SELECT grouping(day, service_point, residence), day, service_point, residence, count(*)
      FROM first WHERE is_resident
      GROUP BY GROUPING SETS ((day), (service_point), (residence))
      UNION ALL SELECT 8, NULL, NULL, NULL, count(*) FROM first WHERE NOT is_resident
      UNION ALL SELECT 6, day, NULL, kelurahan, activated FROM loket.kelurahan_kept
      WHERE ($1::date IS NULL OR day > $1::date) AND day <= $2
      """, period)
    var kept = 0
    for row in found {
      let count = try row.count(4)
      // A bit of the grouping stands for a column that was not grouped by.
      switch try row.count(0) {
      case 0b011: activations.byDay[try row.day(1)] = count
      case 0b101:
        guard let place = PlaceCode(try row.text(2)) else { throw .failed("a row of shift") }
        activations.byPlace[place] = count
      case 8: activations.outsiders = count
      default:
        if try !row.isNull(1) { kept += count }
        activations.byKelurahan[try row.optionalText(3).flatMap(RegionCode.init), default: 0] +=
          count
      }
    }
    guard let emptied = activations.byKelurahan[nil], kept > 0 else { return }
    // What the retention emptied is known from the counts it kept.
    activations.byKelurahan[nil] = emptied > kept ? emptied - kept : nil
  }

  private func addStandings(
    to activations: inout Activations, _ period: [Value]
  ) throws(CentreError) {
    let found = try rows(
      """
      SELECT v.ikd_standing, count(*) FROM loket.visit AS v
      JOIN loket.shift AS s ON s.booth = v.booth AND s.shift = v.shift
      WHERE NOT v.is_void AND v.ikd_standing IN ('activated', 'reactivated')
        AND s.mode = 'live' AND ($1::date IS NULL OR s.day > $1::date) AND s.day <= $2
      GROUP BY v.ikd_standing
      """, period)
    for row in found {
      switch IKDStanding(rawValue: try row.text(0)) {
      case .activated:
        activations.repeated = try row.count(1) - activations.residents - activations.outsiders
      case .reactivated: activations.reactivated = try row.count(1)
      case .alreadyActive, .notActive, .notYetDue, nil: break
      }
    }
  }

  func correct(_ correction: Correction, _ by: String) throws(CentreError) {
    try execute(
      """
      INSERT INTO loket.correction (day, lowered_by, reason, by_whom) VALUES ($1, $2, $3, $4)
      """,
      [
        .day(correction.day), .number(correction.loweredBy), .text(correction.reason), .text(by),
      ])
  }
}
