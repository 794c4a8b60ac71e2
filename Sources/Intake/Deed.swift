/// Who did what in a shift, as an entry's clear header says it: chained and signed with the entry.
/// Nothing personal.
package struct Deed: Hashable, Sendable {
  package let sequence: Int
  package let at: Moment
  package let staff: StaffCode
  package let kind: EntryKind
  package let isAmendment: Bool
  /// Of the visit that it is about.
  package let ticket: String?
  package let gate: GateState?
  /// Why the office's examination does not believe it.
  package let setAside: String?

  /// The deeds of a shift, in order; `setAside` by sequence.
  package static func all(
    _ headers: [EntryHeader], booth: BoothCode, setAside: [UInt64: String] = [:]
  ) -> [Deed] {
    var tickets: [VisitID: Int] = [:]
    return headers.map { header in
      if let visit = header.visit, let facts = header.facts { tickets[visit] = facts.ticket }
      return Deed(
        sequence: Int(clamping: header.id.sequence), at: Moment(minute: header.writtenMinute),
        staff: header.staff, kind: header.kind, isAmendment: header.supersedes != nil,
        ticket: header.visit.flatMap { tickets[$0] }.map(booth.ticket), gate: header.facts?.gate,
        setAside: setAside[header.id.sequence])
    }
  }
}
