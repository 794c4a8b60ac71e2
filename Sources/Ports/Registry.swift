package import Intake
package import Sealing

/// The office's side of the central store: takes shifts from the inbox, opened and examined, into
/// the registry, and answers what the office asks of it.
package struct Registry {
  /// Takes the next shift with something new in it, has it examined, and writes the result, all in
  /// one transaction; false when nothing is left. Several programs may do so at once, each booth
  /// in one hand only, and beside deliveries, which never wait for it.
  package let processNext: (_ examine: (InboxShift) -> ExaminedShift) throws(CentreError) -> Bool
  /// Has `processNext` take once more what no key opened; or everything, as after another
  /// configuration, but for shifts that the retention has emptied.
  package let startOver: (_ withAll: Bool) throws(CentreError) -> Void
  /// The registry's shifts, oldest first.
  package let shifts: (ShiftFilter) throws(CentreError) -> [RegisteredShift]
  /// Shifts of which the booth announced more than has arrived.
  package let field: () throws(CentreError) -> [FieldShift]
  /// People who stand in several visits under one NIK, then those who may: the same birth date and
  /// a name that only its spelling tells apart. With what was done where.
  package let duplicates: () throws(CentreError) -> [DuplicatePerson]
  package let alarms: () throws(CentreError) -> [RegisteredAlarm]
  /// Removes personal data of visits from before this day, and the sealed bodies they came in;
  /// counts stay.
  package let purge: (_ before: Day, _ by: String) throws(CentreError) -> Purged

  package init(
    processNext: @escaping ((InboxShift) -> ExaminedShift) throws(CentreError) -> Bool,
    startOver: @escaping (Bool) throws(CentreError) -> Void,
    shifts: @escaping (ShiftFilter) throws(CentreError) -> [RegisteredShift],
    field: @escaping () throws(CentreError) -> [FieldShift],
    duplicates: @escaping () throws(CentreError) -> [DuplicatePerson],
    alarms: @escaping () throws(CentreError) -> [RegisteredAlarm],
    purge: @escaping (Day, String) throws(CentreError) -> Purged
  ) {
    self.processNext = processNext
    self.startOver = startOver
    self.shifts = shifts
    self.field = field
    self.duplicates = duplicates
    self.alarms = alarms
    self.purge = purge
  }
}

/// What the retention removed.
package struct Purged: Hashable, Sendable {
  package let visits: Int
  /// Sealed bodies in the inbox, and those of another future.
  package let bodies: Int
  /// Shifts that are old enough and were not touched, since not all of them was examined yet.
  package let shiftsLeft: Int

  package init(visits: Int, bodies: Int, shiftsLeft: Int) {
    self.visits = visits
    self.bodies = bodies
    self.shiftsLeft = shiftsLeft
  }
}

/// Which shifts of the registry.
package struct ShiftFilter: Hashable, Sendable {
  /// Nil: of any day.
  package let days: ClosedRange<Day>?
  package let booth: BoothCode?

  package init(days: ClosedRange<Day>? = nil, booth: BoothCode? = nil) {
    self.days = days
    self.booth = booth
  }

  package init(day: Day?, booth: BoothCode? = nil) {
    self.init(days: day.map { $0...$0 }, booth: booth)
  }
}

/// A shift that is still in the field, whole or in part.
package struct FieldShift: Hashable, Sendable {
  package let booth: BoothCode
  package let number: Int
  package let announced: Int
  package let arrived: Int
  package let isClosed: Bool
  package let announcedAt: Moment

  package init(
    booth: BoothCode, number: Int, announced: Int, arrived: Int, isClosed: Bool,
    announcedAt: Moment
  ) {
    self.booth = booth
    self.number = number
    self.announced = announced
    self.arrived = arrived
    self.isClosed = isClosed
    self.announcedAt = announcedAt
  }
}

/// What the centre knows beside a shift's entries, to hold its trail against.
package struct TrailEvidence: Hashable, Sendable {
  /// What the examination does not believe.
  package let setAside: [SetAside]
  /// The last entry of the booth's shift before that has arrived.
  package let before: SealedEntry?
  /// How many entries of each of the booth's shifts have arrived, by number.
  package let arrived: [Int: UInt64]

  package init(setAside: [SetAside], before: SealedEntry?, arrived: [Int: UInt64]) {
    self.setAside = setAside
    self.before = before
    self.arrived = arrived
  }
}

/// One shift as it lies in the inbox.
package struct InboxShift: Sendable {
  package let booth: BoothID
  package let shift: ShiftID
  /// Nil: no booth of this identity was ever enrolled.
  package let enrolled: EnrolledBooth?
  /// In order of their sequences; where bytes are no entry, nil.
  package let entries: [(sequence: UInt64, receivedAt: Moment, entry: SealedEntry?)]
  /// Where another future of the shift stands aside, and what the inbox would not take.
  package let forked: [UInt64]
  package let refused: [SetAside]
  /// The booth's other shifts that were examined before.
  package let others: [KnownShift]

  package init(
    booth: BoothID, shift: ShiftID, enrolled: EnrolledBooth?,
    entries: [(sequence: UInt64, receivedAt: Moment, entry: SealedEntry?)],
    forked: [UInt64], refused: [SetAside], others: [KnownShift]
  ) {
    self.booth = booth
    self.shift = shift
    self.enrolled = enrolled
    self.entries = entries
    self.forked = forked
    self.refused = refused
    self.others = others
  }
}

/// A booth as the office enrolled it.
package struct EnrolledBooth: Hashable, Sendable {
  package let id: BoothID
  package let code: BoothCode
  package let role: String
  package let revokedAt: Moment?
  package let assignments: [Assignment]

  package init(
    id: BoothID, code: BoothCode, role: String, revokedAt: Moment?, assignments: [Assignment]
  ) {
    self.id = id
    self.code = code
    self.role = role
    self.revokedAt = revokedAt
    self.assignments = assignments
  }
}

/// Another shift of the same booth: where and when it began and ended.
package struct KnownShift: Hashable, Sendable {
  package let shift: ShiftID
  package let number: Int
  package let previousHead: [UInt8]
  package let head: [UInt8]
  package let openedAt: Moment
  /// Nil until its closing is there.
  package let closedAt: Moment?

  package init(
    shift: ShiftID, number: Int, previousHead: [UInt8], head: [UInt8], openedAt: Moment,
    closedAt: Moment?
  ) {
    self.shift = shift
    self.number = number
    self.previousHead = previousHead
    self.head = head
    self.openedAt = openedAt
    self.closedAt = closedAt
  }
}

/// What the examination of a shift found; all of it goes into the registry.
package struct ExaminedShift: Sendable {
  package let opening: Opening?
  package let openedBy: StaffCode?
  package let mode: Mode?
  package let closing: Closing?
  package let wasRecovered: Bool
  package let head: [UInt8]
  package let standing: ShiftStanding
  package let revisions: [ExaminedRevision]
  package let setAside: [SetAside]
  package let alarms: [ExaminedAlarm]
  /// Counted from the opened visits, not from what the booth says.
  package let recount: Tally

  package init(
    opening: Opening?, openedBy: StaffCode?, mode: Mode?, closing: Closing?,
    wasRecovered: Bool, head: [UInt8], standing: ShiftStanding,
    revisions: [ExaminedRevision], setAside: [SetAside], alarms: [ExaminedAlarm],
    recount: Tally
  ) {
    self.opening = opening
    self.openedBy = openedBy
    self.mode = mode
    self.closing = closing
    self.wasRecovered = wasRecovered
    self.head = head
    self.standing = standing
    self.revisions = revisions
    self.setAside = setAside
    self.alarms = alarms
    self.recount = recount
  }

  /// No key at hand opened it, so nothing of it could be counted.
  package var isUnopened: Bool { alarms.contains(ExaminedAlarm(.unopenable)) }
}

/// One revision of a visit, opened; nil content for a void.
package struct ExaminedRevision: Sendable {
  package let header: EntryHeader
  package let visit: Visit?
  package let voidReason: String?

  package init(header: EntryHeader, visit: Visit?, voidReason: String?) {
    self.header = header
    self.visit = visit
    self.voidReason = voidReason
  }
}

/// Something a person at the office has to look at, by its name.
package struct ExaminedAlarm: Hashable, Sendable {
  package let kind: Kind
  package let sequence: UInt64?

  package init(_ kind: Kind, sequence: UInt64? = nil) {
    self.kind = kind
    self.sequence = sequence
  }

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case unknownBooth, revoked, outsideAssignment, fork, rollback, clone, gap, chain, signature
    case unreadable, unopenable, invalid, headerDiffers, gateDiffers
    /// Came after the retention had emptied its shift; kept in the inbox, and not opened.
    case afterPurge
    /// The laptop's clock; see `ClockFault`.
    case clockAhead, clockBack, clockJump

    package init(_ fault: ClockFault) {
      switch fault {
      case .ahead: self = .clockAhead
      case .back: self = .clockBack
      case .jump: self = .clockJump
      }
    }
  }
}

/// A shift in the registry.
package struct RegisteredShift: Sendable {
  package let booth: BoothCode
  package let boothID: BoothID
  package let shift: ShiftID
  package let number: Int
  package let servicePoint: PlaceCode
  package let openedAt: Moment
  package let standing: ShiftStanding
  package let wasRecovered: Bool
  /// What the booth signed; nil until its closing is there.
  package let signed: Tally?
  package let recount: Tally
  package let head: [UInt8]
  package let setAside: [SetAside]

  package init(
    booth: BoothCode, boothID: BoothID, shift: ShiftID, number: Int, servicePoint: PlaceCode,
    openedAt: Moment, standing: ShiftStanding, wasRecovered: Bool, signed: Tally?,
    recount: Tally, head: [UInt8], setAside: [SetAside]
  ) {
    self.booth = booth
    self.boothID = boothID
    self.shift = shift
    self.number = number
    self.servicePoint = servicePoint
    self.openedAt = openedAt
    self.standing = standing
    self.wasRecovered = wasRecovered
    self.signed = signed
    self.recount = recount
    self.head = head
    self.setAside = setAside
  }
}

/// One NIK in several visits; the names show whether it is one person.
package struct DuplicatePerson: Hashable, Sendable {
  /// Nil where only name and birth date agree.
  package let nik: NIK?
  package let visits: [PlacedVisit]

  package struct PlacedVisit: Hashable, Sendable {
    package let booth: BoothCode
    package let shiftNumber: Int
    package let ticket: Int
    package let day: Day
    package let nik: NIK?
    package let name: PersonName
    package let services: [ServiceLine]

    package init(
      booth: BoothCode, shiftNumber: Int, ticket: Int, day: Day, nik: NIK?, name: PersonName,
      services: [ServiceLine]
    ) {
      self.booth = booth
      self.shiftNumber = shiftNumber
      self.ticket = ticket
      self.day = day
      self.nik = nik
      self.name = name
      self.services = services
    }
  }

  package init(nik: NIK?, visits: [PlacedVisit]) {
    self.nik = nik
    self.visits = visits
  }
}

/// An alarm with its place.
package struct RegisteredAlarm: Hashable, Sendable {
  package let kind: String
  package let booth: String
  package let shiftNumber: Int?
  package let sequence: UInt64?
  package let raisedAt: Moment

  package init(
    kind: String, booth: String, shiftNumber: Int?, sequence: UInt64?, raisedAt: Moment
  ) {
    self.kind = kind
    self.booth = booth
    self.shiftNumber = shiftNumber
    self.sequence = sequence
    self.raisedAt = raisedAt
  }
}
