/// The place of an entry: the n-th of a shift, from 1 on.
package struct EntryID: Hashable, Comparable, Sendable {
  package let shift: ShiftID
  package let sequence: UInt64

  package init(shift: ShiftID, sequence: UInt64) {
    self.shift = shift
    self.sequence = sequence
  }

  package static func < (left: EntryID, right: EntryID) -> Bool {
    (left.shift, left.sequence) < (right.shift, right.sequence)
  }
}

/// What an entry of the queue says. Numbers are part of the stored format and never reused.
package enum EntryKind: UInt8, Hashable, Sendable, CaseIterable {
  case opening = 1
  /// A visit, or with `supersedes` its amendment.
  case visit = 2
  /// A visit that did not happen after all.
  case void = 3
  case closing = 4
  /// A closing written by the next start after a power cut took the key.
  case recovery = 5

  /// Whether its payload is a sealed body; openings and closings are clear.
  package var isSealed: Bool { self == .visit || self == .void }
}

/// The clear part of an entry: enough for the tally, nothing that names or places a person.
///
/// No name, NIK, birth date, sex, contact or kelurahan; times to the minute.
package struct EntryHeader: Hashable, Sendable {
  package let booth: BoothID
  package let id: EntryID
  package let kind: EntryKind
  package let mode: Mode
  /// The sequence of the revision that this one replaces; nil for a first one.
  package let supersedes: UInt64?
  /// Which visit; nil for openings and closings.
  package let visit: VisitID?
  package let staff: StaffCode
  /// Minutes since 1970 UTC at which the entry was written.
  package let writtenMinute: Int64
  /// Only for `.visit`.
  package let facts: VisitFacts?

  package init(
    booth: BoothID, id: EntryID, kind: EntryKind, mode: Mode, supersedes: UInt64? = nil,
    visit: VisitID? = nil, staff: StaffCode, writtenMinute: Int64, facts: VisitFacts? = nil
  ) {
    self.booth = booth
    self.id = id
    self.kind = kind
    self.mode = mode
    self.supersedes = supersedes
    self.visit = visit
    self.staff = staff
    self.writtenMinute = writtenMinute
    self.facts = facts
  }
}

/// Where a person stands with IKD after the visit, as the tally counts it.
package enum IKDStanding: String, Hashable, Sendable, CaseIterable {
  case activated, reactivated, alreadyActive, notActive
  /// Under 17 and never married: cannot have IKD yet (domain.md section 0.4).
  case notYetDue
}

/// What one visit adds to the tally.
package struct VisitFacts: Hashable, Sendable {
  /// The ticket's number within the shift.
  package let ticket: Int
  /// Minutes since 1970 UTC at which the person was at the counter.
  package let minute: Int64
  package let gate: GateState
  package let lines: [ServiceLine]
  package let ikd: IKDStanding
  package let ikdReason: IKDReason?
  package let isResident: Bool
  package let segment: Segment
  package let institution: PlaceCode?

  package init(
    ticket: Int, minute: Int64, gate: GateState, lines: [ServiceLine], ikd: IKDStanding,
    ikdReason: IKDReason?, isResident: Bool, segment: Segment, institution: PlaceCode?
  ) {
    self.ticket = ticket
    self.minute = minute
    self.gate = gate
    self.lines = lines
    self.ikd = ikd
    self.ikdReason = ikdReason
    self.isResident = isResident
    self.segment = segment
    self.institution = institution
  }

  /// Whether everything that was asked for was served.
  package var isDone: Bool { lines.allSatisfy { $0.outcome == .served } }
}

/// Whose visit it is, as far as a booth may know: a keyed tag of the NIK that dies with the shift,
/// or, without a NIK, the visit itself.
package enum Person: Hashable, Sendable {
  case tagged([UInt8])
  case untagged(VisitID)
}
