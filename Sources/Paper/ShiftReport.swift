package import Intake

/// Everything that a tally sheet or its JSON says of one shift.
package struct ShiftReport: Hashable, Sendable {
  package let officeName: String
  /// The office's own region, whose residents count apart.
  package let homeName: String
  package let pointName: String
  package let shift: Shift
  package let state: ShiftState
  package let closedAt: Moment?
  package let tally: Tally
  package let counters: [Counter: Int]
  package let custody: Custody
  /// The last entry's hash, 32 bytes.
  package let head: [UInt8]
  package let headCode: String
  /// The booth's signature under a final tally; nil for an interim one.
  package let signature: [UInt8]?
  /// Everyone on duty in this shift by name, who opened it first.
  package let operators: [String]
  /// In the catalogue's order.
  package let serviceTitles: [Title]
  package let institutionNames: [PlaceCode: String]
  package let printedAt: Moment
  /// The text of the signed QR of a final tally.
  package var proof: String?
  /// The how-manieth copy this is; nil: the first print.
  package var copy: Int?

  /// A service and its name on the sheet.
  package struct Title: Hashable, Sendable {
    package let code: ServiceCode
    package let text: String

    package init(code: ServiceCode, text: String) {
      self.code = code
      self.text = text
    }
  }

  package init(
    officeName: String, homeName: String, pointName: String, shift: Shift, state: ShiftState,
    closedAt: Moment?,
    tally: Tally, counters: [Counter: Int], custody: Custody, head: [UInt8], headCode: String,
    signature: [UInt8]?, operators: [String], serviceTitles: [Title],
    institutionNames: [PlaceCode: String], printedAt: Moment
  ) {
    self.officeName = officeName
    self.homeName = homeName
    self.pointName = pointName
    self.shift = shift
    self.state = state
    self.closedAt = closedAt
    self.tally = tally
    self.counters = counters
    self.custody = custody
    self.head = head
    self.headCode = headCode
    self.signature = signature
    self.operators = operators
    self.serviceTitles = serviceTitles
    self.institutionNames = institutionNames
    self.printedAt = printedAt
  }

  package var isFinal: Bool { state != .open }

  /// The services with a line: the catalogue's order, then any the catalogue no longer has.
  package var servicesWithLines: [Title] {
    let counted = Set(tally.services)
    let known = serviceTitles.filter { counted.contains($0.code) }
    let rest = counted.subtracting(known.map(\.code)).sorted()
    return known + rest.map { Title(code: $0, text: $0.text) }
  }
}
