/// A shift (sesi): one booth at one service point (titik layanan) from opening to closing.
package struct Shift: Hashable, Sendable {
  package let id: ShiftID
  /// Counts up from 1 on each booth.
  package let number: Int
  /// The booth's code, `L01`, which starts every ticket: so two booths never issue the same one.
  package let booth: BoothCode
  package let mode: Mode
  package let servicePoint: PlaceCode
  package let openedAt: Moment
  package let openedBy: StaffCode
  package let facts: OpeningFacts

  package init(
    id: ShiftID, number: Int, booth: BoothCode, mode: Mode, servicePoint: PlaceCode,
    openedAt: Moment, openedBy: StaffCode, facts: OpeningFacts
  ) {
    self.id = id
    self.number = number
    self.booth = booth
    self.mode = mode
    self.servicePoint = servicePoint
    self.openedAt = openedAt
    self.openedBy = openedBy
    self.facts = facts
  }

  /// The day that the shift's tally belongs to: the WIB day on which it was opened.
  package var day: Day { openedAt.day }

  /// `L01-007`.
  package func ticket(_ number: Int) -> String { booth.ticket(number) }
}

extension BoothCode {
  /// `L01-007`.
  package func ticket(_ number: Int) -> String { "\(text)-\(number.padded(to: 3))" }
}

/// Training (LATIHAN) records can never be sent to a real centre.
package enum Mode: String, Hashable, Sendable, CaseIterable {
  case training, live
}

/// A booth's code: a letter or two and digits, `L01`.
package struct BoothCode: Hashable, Comparable, Sendable {
  package let text: String

  package init?(_ text: String) {
    let letters = text.prefix { $0.isASCII("A"..."Z") }
    let digits = text.dropFirst(letters.count)
    guard (1...3).contains(letters.count), (1...4).contains(digits.count),
      digits.allSatisfy(\.isASCIIDigit)
    else { return nil }
    self.text = text
  }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// What stands ready at the opening (domain.md section 7, no. 28).
package struct OpeningFacts: Hashable, Sendable {
  /// Sets of recording equipment (alat rekam).
  package let recordingSets: Int
  /// Tables for IKD activation (meja IKD).
  package let ikdTables: Int

  package init(recordingSets: Int = 0, ikdTables: Int = 0) {
    self.recordingSets = recordingSets
    self.ikdTables = ikdTables
  }
}

/// Figures that a closing states beside its tally.
package enum Counter: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Counted by hand: taking a form is not being served (domain.md section 2.4).
  case formsHandedOut, absent
  /// What became of the lists (sasaran), all together; counted by the program.
  case rosterListed, rosterCame, rosterRecorded, rosterActivated, rosterAlreadyActive
  case rosterUnder16, rosterAbsent, rosterUnlisted

  package static let byHand: [Counter] = [.formsHandedOut, .absent]
  package static let ofRosters = allCases.filter { !byHand.contains($0) }

  package static func < (left: Counter, right: Counter) -> Bool { left.rawValue < right.rawValue }

  /// The largest figure a closing takes.
  package static let most = 99_999
}

/// Why a counted figure, `name=number`, is not taken.
package enum CounterFault: Hashable, Sendable {
  case unknownName
  case notANumber
  case tooLarge
  case twice
}

/// How a shift stands.
package enum ShiftState: String, Hashable, Sendable, CaseIterable {
  case open
  case closed
  /// Closed by the next start, because a power cut took the shift's key.
  case recovered
}

/// How a shift stands against its own signed tally.
package enum ShiftStanding: String, Hashable, Sendable, CaseIterable {
  /// Closed, complete, and the recount is the signed tally to the digit.
  case reconciled
  case differs
  /// No closing has arrived yet.
  case unclosed
  /// Entries in the middle have not arrived.
  case incomplete
  /// Not believed: nothing of it counts until a person has looked.
  case refused
}
