/// What was done beside the entries of a shift: data left the laptop, or went onto paper again.
///
/// Noted in the queue and carried to the office by the next closing. Nothing personal.
package struct NotedDeed: Hashable, Sendable {
  package let kind: Kind
  package let at: Moment
  /// Nil: nobody was signed on in that program.
  package let staff: StaffCode?
  /// The number of the shift that it is about; nil: of all of them.
  package let shift: Int?
  /// Of a slip.
  package let ticket: Int?
  /// Of what; its kind says.
  package let count: Int

  package init(
    _ kind: Kind, at: Moment, staff: StaffCode? = nil, shift: Int? = nil, ticket: Int? = nil,
    count: Int
  ) {
    self.kind = kind
    self.at = at
    self.staff = staff
    self.shift = shift
    self.ticket = ticket
    self.count = count
  }

  package enum Kind: String, Hashable, Sendable, CaseIterable, Comparable {
    /// A tally was written as a file; one.
    case exported
    /// A tally was sent to the printer; one.
    case printed
    /// A final tally was sent there once more; the number of the copy.
    case printedAgain
    /// A slip was asked for by its ticket; the number of the copy, none of the first.
    case slipPrintedAgain
    /// Delivered by network: so many entries of the shift are at the centre by its receipt.
    case flushed
    /// Written for the office; so many entries.
    case carried
    /// The office's receipt for what was carried: so many entries of the shift are at the centre.
    case accepted
    /// Copied to a second medium; so many entries.
    case backedUp

    /// Whether its count says what the centre holds.
    package var claimsArrival: Bool { self == .flushed || self == .accepted }

    package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }
}

/// Who did what in a shift, in the order of time as far as clocks tell it.
package struct Trail: Hashable, Sendable {
  package let booth: BoothCode
  package let shift: Int
  /// By the shift's entries.
  package let deeds: [Deed]
  /// Those beside the entries that its closing carries, and how many older ones it adds up.
  package let carried: [Noted]
  package let older: [NotedDeed.Kind: Int]
  /// Those that no closing carries yet.
  package let loose: [Noted]

  package init(
    _ booth: BoothCode, _ shift: Int, deeds: [Deed], carried: [Noted] = [],
    older: [NotedDeed.Kind: Int] = [:], loose: [Noted] = []
  ) {
    self.booth = booth
    self.shift = shift
    self.deeds = deeds
    self.carried = carried
    self.older = older
    self.loose = loose
  }

  /// A deed beside the entries with its number, counted from 1 on each laptop.
  package struct Noted: Hashable, Sendable {
    package let number: UInt64
    package let deed: NotedDeed

    package init(number: UInt64, deed: NotedDeed) {
      self.number = number
      self.deed = deed
    }
  }

  package enum Line: Hashable, Sendable {
    case entry(Deed)
    case noted(Noted, isSealed: Bool)
  }

  /// What a closing carries stands before it, whatever the minute.
  package var lines: [Line] {
    let ends = deeds.last.map { $0.kind == .closing || $0.kind == .recovery } ?? false
    let sealed = Trail.merged(ends ? deeds.dropLast() : deeds[...], carried, isSealed: true)
    guard ends else { return Trail.merged(deeds[...], loose, isSealed: false) }
    return sealed + deeds.suffix(1).map(Line.entry)
      + loose.map { .noted($0, isSealed: false) }
  }

  /// Each list keeps its own order, so that a clock that was set moves nothing within it.
  private static func merged(
    _ deeds: ArraySlice<Deed>, _ noted: [Noted], isSealed: Bool
  ) -> [Line] {
    var lines: [Line] = []
    var rest = noted[...]
    for deed in deeds {
      while let next = rest.first, next.deed.at.minute < deed.at.minute {
        lines.append(.noted(rest.removeFirst(), isSealed: isSealed))
      }
      lines.append(.entry(deed))
    }
    return lines + rest.map { .noted($0, isSealed: isSealed) }
  }
}

/// What of the deeds beside the entries does not fit what the centre knows.
package enum TrailFault: Hashable, Sendable {
  /// The closing before this one is not at the centre, so nothing tells whether one is missing.
  case previousMissing(shift: Int)
  /// These are in no closing.
  case missing(from: UInt64, to: UInt64)
  /// They do not go on from the closing before: some were removed or changed there.
  case notAfterPrevious
  /// Those in this closing are not as they were noted.
  case altered
  /// A delivery was noted that the centre never had.
  case neverArrived(shift: Int, claimed: Int, held: Int)
}
