import Intake
import Ports
import Sealing

extension OfficeStore {
  /// Takes the next shift with something new, in one transaction; other programs pass it by.
  func processNext(
    _ examine: (InboxShift) -> ExaminedShift
  ) throws(CentreError) -> Bool {
    try transaction { () throws(CentreError) in
      let found = try rows(
        """
        SELECT p.booth, p.shift FROM loket.progress AS p
        LEFT JOIN loket.processed AS d ON d.booth = p.booth AND d.shift = p.shift
        WHERE (d.booth IS NULL OR d.up_to < p.up_to) AND EXISTS (
          SELECT FROM loket.inbox AS i WHERE i.booth = p.booth AND i.shift = p.shift)
        ORDER BY p.number NULLS LAST, p.changed_at LIMIT 1 FOR UPDATE OF p SKIP LOCKED
        """)
      guard let row = found.first else { return false }
      let inbox = try inbox(try row.identity(0), try row.identity(1))
      try write(examine(inbox), of: inbox)
      return true
    }
  }

  private func inbox(_ booth: BoothID, _ shift: ShiftID) throws(CentreError) -> InboxShift {
    let enrolled = try booths().first { $0.id == booth }
    let rows = try rows(
      """
      SELECT sequence, received_at, header, tag, payload, hash,
        signature
      FROM loket.inbox WHERE booth = $1 AND shift = $2 ORDER BY sequence
      """, [.bytes(booth.bytes), .bytes(shift.bytes)])
    var entries: [(sequence: UInt64, receivedAt: Moment, entry: SealedEntry?)] = []
    for row in rows {
      let (header, tag, payload) = (try row.bytes(2), try row.bytes(3), try row.bytes(4))
      let (hash, signature) = (try row.bytes(5), try row.bytes(6))
      let entry = try? SealedEntry(
        headerBytes: header, tag: tag, payload: payload, hash: hash, signature: signature)
      entries.append((try row.sequence(0), try row.moment(1), entry))
    }
    return InboxShift(
      booth: booth, shift: shift, enrolled: enrolled, entries: entries,
      others: try others(booth, shift))
  }

  private func others(_ booth: BoothID, _ shift: ShiftID) throws(CentreError) -> [KnownShift] {
    let rows = try rows(
      """
      SELECT shift, number, previous_head, head, closed_at IS NOT NULL FROM loket.shift
      WHERE booth = $1 AND shift <> $2
      """, [.bytes(booth.bytes), .bytes(shift.bytes)])
    var others: [KnownShift] = []
    for row in rows {
      others.append(
        KnownShift(
          shift: try row.identity(0), number: try row.count(1), previousHead: try row.bytes(2),
          head: try row.bytes(3), isClosed: try row.flag(4)))
    }
    return others
  }

  /// Replaces the shift's rows as a whole.
  private func write(_ examined: ExaminedShift, of inbox: InboxShift) throws(CentreError) {
    let place: [Value] = [.bytes(inbox.booth.bytes), .bytes(inbox.shift.bytes)]
    try execute("DELETE FROM loket.shift WHERE booth = $1 AND shift = $2", place)
    try execute("DELETE FROM loket.set_aside WHERE booth = $1 AND shift = $2", place)
    if let opening = examined.opening {
      try writeShift(examined, opening, inbox, place)
      try writeVisits(examined.revisions, place)
    }
    for one in examined.setAside {
      try execute(
        "INSERT INTO loket.set_aside VALUES ($1, $2, $3, $4)",
        place + [.number(Int64(one.id.sequence)), .text(one.reason)])
    }
    for alarm in examined.alarms {
      try execute(
        """
        INSERT INTO loket.alarm (kind, booth, shift, sequence) VALUES ($3, $1, $2, $4)
        ON CONFLICT DO NOTHING
        """,
        place + [
          .text(alarm.kind.rawValue), alarm.sequence.map { .number(Int64($0)) } ?? .null,
        ])
    }
    try execute(
      """
      INSERT INTO loket.processed (booth, shift, entries, up_to, conflicts)
      SELECT $1, $2, $3::bigint, up_to, 0 FROM loket.progress WHERE booth = $1 AND shift = $2
      ON CONFLICT (booth, shift) DO UPDATE SET entries = excluded.entries,
        up_to = excluded.up_to, processed_at = now()
      """, place + [.number(inbox.entries.count)])
  }

  private func writeShift(
    _ examined: ExaminedShift, _ opening: Opening, _ inbox: InboxShift, _ place: [Value]
  ) throws(CentreError) {
    let closing = examined.closing
    let counters = (closing?.counters ?? [:]).sorted { $0.key < $1.key }
      .map { "\($0.key.rawValue)=\($0.value)" }.joined(separator: "\n")
    try execute(
      """
      INSERT INTO loket.shift (booth, shift, number, mode, service_point, opened_at, opened_by,
        day, closed_at, was_recovered, standing, previous_head, head, signed_tally, recount,
        counters, processed_up_to)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
        $9, $10, $11, $12, $13, $14, $15, $16, $17)
      """,
      place + [
        .number(opening.number), .text((examined.mode ?? .live).rawValue),
        .text(opening.servicePoint.text), .moment(opening.openedAt),
        .text(examined.openedBy?.text ?? "-"), .day(opening.openedAt.day),
        closing.map { .moment($0.closedAt) } ?? .null, .flag(examined.wasRecovered),
        .text(examined.standing.rawValue), .bytes(opening.previousHead), .bytes(examined.head),
        .optional(closing?.tally.statement), .text(examined.recount.statement), .text(counters),
        .number(inbox.entries.count),
      ])
  }

  private func writeVisits(
    _ revisions: [ExaminedRevision], _ place: [Value]
  ) throws(CentreError) {
    var latest: [VisitID: ExaminedRevision] = [:]
    for revision in revisions {
      guard let visit = revision.header.visit else { continue }
      let kind = revision.visit == nil ? "void" : latest[visit] == nil ? "visit" : "amendment"
      try execute(
        """
        INSERT INTO loket.revision (booth, shift, sequence, visit, kind, staff, written_at)
        VALUES ($1, $2, $3::bigint, $4, $5, $6, $7)
        """,
        place + [
          .number(Int64(revision.header.id.sequence)), .bytes(visit.bytes), .text(kind),
          .text(revision.header.staff.text),
          .moment(Moment(minute: revision.header.writtenMinute)),
        ])
      // A void keeps what the visit was, so that the office sees what was taken back.
      if revision.visit != nil { latest[visit] = revision }
    }
    let voided = Dictionary(
      revisions.filter { $0.visit == nil }.compactMap { revision in
        revision.header.visit.map { ($0, revision) }
      }, uniquingKeysWith: { $1 })
    for (id, revision) in latest.sorted(by: { $0.key < $1.key }) {
      try write(revision, id, voidedBy: voided[id], place)
    }
  }

  private func write(
    _ revision: ExaminedRevision, _ id: VisitID, voidedBy void: ExaminedRevision?,
    _ place: [Value]
  ) throws(CentreError) {
    guard let visit = revision.visit, let facts = revision.header.facts else { return }
    let sequence = void?.header.id.sequence ?? revision.header.id.sequence
    try execute(
      """
      INSERT INTO loket.visit (booth, shift, visit, sequence, is_void, ticket, at, staff, gate,
        ikd_standing, ikd_reason, is_resident, segment, institution, nik, name, birth_date, sex,
        married, residence, recorded, ikd_evidence, exemption, override_by, override_reason,
        phone, email, void_reason, warnings)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
        $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, $24, $25, $26, $27, $28, $29)
      """,
      place + [
        .bytes(id.bytes), .number(Int64(sequence)), .flag(void != nil), .number(facts.ticket),
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
        .texts(visit.confirmed.map(\.rawValue)),
      ])
    for (number, line) in facts.lines.enumerated() {
      try execute(
        "INSERT INTO loket.service_line VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        place + [
          .bytes(id.bytes), .number(number), .text(line.code.text), .text(line.gate.rawValue),
          .text(line.outcome.rawValue), .optional(line.deferral?.rawValue),
        ])
    }
  }
}
