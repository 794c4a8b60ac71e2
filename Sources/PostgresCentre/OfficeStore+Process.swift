import Intake
import Ports
import Sealing

extension OfficeStore {
  /// Takes the next shift with something new, in one transaction; other programs pass its booth by.
  func processNext(
    _ examine: (InboxShift) -> ExaminedShift
  ) throws(CentreError) -> Bool {
    if try takeNext(examine) { return true }
    // New booths get their row here: the enrolment would wait for an examination under way.
    let added = try execute(
      "INSERT INTO loket.examination SELECT id FROM loket.booth ON CONFLICT DO NOTHING")
    guard added > 0 else { return false }
    return try takeNext(examine)
  }

  private func takeNext(
    _ examine: (InboxShift) -> ExaminedShift
  ) throws(CentreError) -> Bool {
    try transaction { () throws(CentreError) in
      guard let work = try nextWork() else { return false }
      var isUnopened = false
      if work.isPurged {
        try alarm(ExaminedAlarm(.afterPurge), work.place)
      } else {
        let examined = examine(try inbox(work))
        isUnopened = examined.isUnopened
        try write(examined, work.place)
      }
      try execute(
        """
        INSERT INTO loket.processed (booth, shift, entries, up_to, last, conflicts, unopened)
        SELECT $1, $2, count(*), $3::bigint, $4::bigint, $5::bigint, $6::boolean FROM loket.inbox
        WHERE booth = $1 AND shift = $2 AND sequence <= $4::bigint
        ON CONFLICT (booth, shift) DO UPDATE SET entries = excluded.entries,
          up_to = excluded.up_to, last = excluded.last, conflicts = excluded.conflicts,
          unopened = excluded.unopened, processed_at = now()
        """, work.place + work.seen + [.flag(isUnopened)])
      return true
    }
  }

  /// A shift to be examined, as far as it had come.
  private struct Work {
    let booth: BoothID
    let shift: ShiftID
    /// Up to where without a gap, the last sequence, and how many conflicts. What comes meanwhile
    /// is for the next time.
    let seen: [Value]
    let isPurged: Bool

    var place: [Value] { [.identity(booth), .identity(shift)] }
  }

  /// Locks a booth with something new and gives its first such shift; nil: none is free.
  private func nextWork() throws(CentreError) -> Work? {
    while true {
      let free = try rows(
        """
        SELECT e.booth FROM loket.examination AS e
        WHERE EXISTS (SELECT FROM loket.unexamined AS u WHERE u.booth = e.booth)
        LIMIT 1 FOR UPDATE SKIP LOCKED
        """)
      guard let row = free.first else { return nil }
      let booth: BoothID = try row.identity(0)
      // Asked again under the lock: another program may have done it in between.
      let found = try rows(
        """
        SELECT shift, up_to, last, conflicts, purged_at IS NOT NULL FROM loket.unexamined
        WHERE booth = $1 ORDER BY number NULLS LAST, changed_at LIMIT 1
        """, [.identity(booth)])
      guard let row = found.first else { continue }
      return Work(
        booth: booth, shift: try row.identity(0),
        seen: [
          .number(try row.number(1)), .number(try row.number(2)), .number(try row.number(3)),
        ], isPurged: try row.flag(4))
    }
  }

  func startOver(withAll: Bool) throws(CentreError) {
    try execute(
      """
      UPDATE loket.processed SET up_to = 0, last = 0, conflicts = 0
      WHERE purged_at IS NULL AND ($1 OR unopened)
      """, [.flag(withAll)])
  }
}

extension OfficeStore {
  private func inbox(_ work: Work) throws(CentreError) -> InboxShift {
    let rows = try rows(
      """
      SELECT sequence, received_at, header, tag, payload, hash, signature
      FROM loket.inbox WHERE booth = $1 AND shift = $2 ORDER BY sequence
      """, work.place)
    var entries: [(sequence: UInt64, receivedAt: Moment, entry: SealedEntry?)] = []
    for row in rows {
      entries.append((try row.sequence(0), try row.moment(1), try row.entry(from: 2)))
    }
    return InboxShift(
      booth: work.booth, shift: work.shift, enrolled: try booths(work.booth).first,
      entries: entries, forked: try forked(work.place), refused: try refused(work),
      others: try others(work.place))
  }

  private func forked(_ place: [Value]) throws(CentreError) -> [UInt64] {
    var forked: [UInt64] = []
    for row in try rows(
      """
      SELECT DISTINCT sequence FROM loket.conflict WHERE booth = $1 AND shift = $2
      ORDER BY sequence
      """, place)
    { forked.append(try row.sequence(0)) }
    return forked
  }

  private func refused(_ work: Work) throws(CentreError) -> [SetAside] {
    var refused: [SetAside] = []
    for row in try rows(
      """
      SELECT sequence, reason FROM loket.refused AS r WHERE booth = $1 AND shift = $2
        AND NOT EXISTS (SELECT FROM loket.inbox AS i WHERE i.booth = r.booth
          AND i.shift = r.shift AND i.sequence = r.sequence)
      """, work.place)
    {
      let id = EntryID(shift: work.shift, sequence: try row.sequence(0))
      refused.append(SetAside(id: id, reason: try row.text(1)))
    }
    return refused
  }

  private func others(_ place: [Value]) throws(CentreError) -> [KnownShift] {
    let rows = try rows(
      """
      SELECT shift, number, previous_head, head, opened_at, closed_at FROM loket.shift
      WHERE booth = $1 AND shift <> $2
      """, place)
    var others: [KnownShift] = []
    for row in rows {
      others.append(
        KnownShift(
          shift: try row.identity(0), number: try row.count(1), previousHead: try row.bytes(2),
          head: try row.bytes(3), openedAt: try row.moment(4),
          closedAt: try row.optionalMoment(5)))
    }
    return others
  }
}

extension OfficeStore {
  /// Replaces the shift's rows as a whole; but what was opened before stays where no key at hand
  /// opens it now.
  private func write(_ examined: ExaminedShift, _ place: [Value]) throws(CentreError) {
    for alarm in examined.alarms { try self.alarm(alarm, place) }
    if examined.isUnopened, try isOpened(place) { return }
    try execute("DELETE FROM loket.shift WHERE booth = $1 AND shift = $2", place)
    try execute("DELETE FROM loket.set_aside WHERE booth = $1 AND shift = $2", place)
    if let opening = examined.opening {
      try writeShift(examined, opening, place)
      try writeVisits(examined.revisions, place)
    }
    try fill(
      "set_aside", "booth, shift, sequence, reason", isOffices: false,
      examined.setAside.map { place + [.number(Int64($0.id.sequence)), .text($0.reason)] })
  }

  private func isOpened(_ place: [Value]) throws(CentreError) -> Bool {
    try rows(
      "SELECT FROM loket.shift WHERE booth = $1 AND shift = $2 AND standing <> 'refused'", place
    ).count > 0
  }

  private func alarm(_ alarm: ExaminedAlarm, _ place: [Value]) throws(CentreError) {
    try execute(
      """
      INSERT INTO loket.alarm (kind, booth, shift, sequence) VALUES ($3, $1, $2, $4)
      ON CONFLICT DO NOTHING
      """, place + [.text(alarm.kind.rawValue), .optional(alarm.sequence.map { Int($0) })])
  }

  private func writeShift(
    _ examined: ExaminedShift, _ opening: Opening, _ place: [Value]
  ) throws(CentreError) {
    let closing = examined.closing
    let counters = (closing?.counters ?? [:]).sorted { $0.key < $1.key }
      .map { "\($0.key.rawValue)=\($0.value)" }.joined(separator: "\n")
    try fill(
      "shift",
      """
      booth, shift, number, mode, service_point, opened_at, opened_by, day, closed_at,
      was_recovered, standing, previous_head, head, signed_tally, recount, counters,
      processed_up_to
      """,
      [
        place + [
          .number(opening.number), .text((examined.mode ?? .live).rawValue),
          .text(opening.servicePoint.text), .moment(opening.openedAt),
          .text(examined.openedBy?.text ?? "-"), .day(opening.openedAt.day),
          .optional(closing?.closedAt), .flag(examined.wasRecovered),
          .text(examined.standing.rawValue), .bytes(opening.previousHead), .bytes(examined.head),
          .optional(closing?.tally.statement), .text(examined.recount.statement),
          .text(counters), .number(examined.revisions.count),
        ]
      ])
  }

  private func writeVisits(
    _ revisions: [ExaminedRevision], _ place: [Value]
  ) throws(CentreError) {
    var latest: [VisitID: ExaminedRevision] = [:]
    var voids: [VisitID: ExaminedRevision] = [:]
    var history: [[Value]] = []
    for revision in revisions {
      guard let visit = revision.header.visit else { continue }
      let kind = revision.visit == nil ? "void" : latest[visit] == nil ? "visit" : "amendment"
      history.append(
        place + [
          .number(Int64(revision.header.id.sequence)), .identity(visit), .text(kind),
          .text(revision.header.staff.text),
          .moment(Moment(minute: revision.header.writtenMinute)),
          .optional(revision.visit?.amendmentReason ?? revision.voidReason),
        ])
      // A void keeps what the visit was, so that the office sees what was taken back.
      if revision.visit == nil { voids[visit] = revision } else { latest[visit] = revision }
    }
    let visits = latest.sorted { $0.key < $1.key }
    let persons = try persons(latest.values.compactMap { $0.visit?.nik?.digits })
    try fill(
      "revision", "booth, shift, sequence, visit, kind, staff, written_at, reason", history)
    try fill(
      "visit",
      """
      booth, shift, visit, sequence, is_void, ticket, at, staff, gate, ikd_standing, ikd_reason,
      is_resident, segment, institution, nik, name, birth_date, sex, married, residence,
      recorded, ikd_evidence, exemption, override_by, override_reason, phone, email,
      void_reason, warnings, name_key, person, follows
      """,
      visits.compactMap { row($0.value, $0.key, voidedBy: voids[$0.key], persons, place) })
    try fill(
      "service_line", "booth, shift, visit, line, code, gate, outcome, deferral",
      visits.flatMap { lines($0.value, $0.key, place) })
  }

  /// The persons of these NIKs, new ones among them. In one order, so that two programs that meet
  /// the same people never wait for each other in a circle.
  private func persons(_ niks: [String]) throws(CentreError) -> [String: Int64] {
    let niks = [Value.texts(Set(niks).sorted())]
    try execute(
      """
      INSERT INTO loket.person (nik, office) SELECT nik, (SELECT loket.my_office())
      FROM unnest($1::text[]) AS nik ORDER BY nik
      ON CONFLICT DO NOTHING
      """, niks)
    var persons: [String: Int64] = [:]
    for row in try rows("SELECT nik, id FROM loket.person WHERE nik = ANY ($1::text[])", niks) {
      persons[try row.text(0)] = try row.number(1)
    }
    return persons
  }

  private func row(
    _ revision: ExaminedRevision, _ id: VisitID, voidedBy void: ExaminedRevision?,
    _ persons: [String: Int64], _ place: [Value]
  ) -> [Value]? {
    guard let visit = revision.visit, let facts = revision.header.facts else { return nil }
    let sequence = void?.header.id.sequence ?? revision.header.id.sequence
    return place + [
      .identity(id), .number(Int64(sequence)), .flag(void != nil), .number(facts.ticket),
      .moment(Moment(minute: facts.minute)), .text(revision.header.staff.text),
      .text(facts.gate.rawValue), .text(facts.ikd.rawValue),
      .optional(facts.ikdReason?.rawValue), .flag(facts.isResident),
      .text(facts.segment.rawValue), .optional(facts.institution?.text),
      .optional(visit.nik?.digits), .text(visit.name.text), .day(visit.birthDate),
      .text(visit.sex.rawValue), .flag(visit.married), .text(visit.residence.code),
      .flag(visit.recorded), .optional(visit.ikd.evidence?.rawValue),
      .optional(visit.exemption?.text), .optional(visit.override?.by.text),
      .optional(visit.override?.reason), .optional(visit.contact.phone?.international),
      .optional(visit.contact.email?.address), .optional(void?.voidReason),
      .texts(visit.confirmed.map(\.rawValue)), .text(visit.name.spellingKey),
      visit.nik.flatMap { persons[$0.digits] }.map(Value.number) ?? .null,
      visit.follows.map(Value.identity) ?? .null,
    ]
  }

  private func lines(
    _ revision: ExaminedRevision, _ id: VisitID, _ place: [Value]
  ) -> [[Value]] {
    (revision.header.facts?.lines ?? []).enumerated().map { number, line in
      place + [
        .identity(id), .number(number), .text(line.code.text), .text(line.gate.rawValue),
        .text(line.outcome.rawValue), .optional(line.deferral?.rawValue),
      ]
    }
  }

  /// Rows into a table by one COPY, by way of a temporary one, since no COPY goes into a table
  /// under row-level security; `isOffices`: with the office in a column of its own.
  private func fill(
    _ table: StaticString, _ columns: StaticString, isOffices: Bool = true, _ rows: [[Value]]
  ) throws(CentreError) {
    guard !rows.isEmpty else { return }
    try working { connection throws(CentreError) in
      try connection.run(
        """
        CREATE TEMPORARY TABLE IF NOT EXISTS \(table) ON COMMIT DELETE ROWS
        AS SELECT \(columns) FROM loket.\(table) WITH NO DATA
        """)
      try connection.fill("pg_temp.\(table) (\(columns))", rows)
      try connection.run(
        """
        INSERT INTO loket.\(table) (\(columns)\(isOffices ? ", office" : ""))
        SELECT \(columns)\(isOffices ? ", (SELECT loket.my_office())" : "")
        FROM pg_temp.\(table)
        """)
    }
  }
}
