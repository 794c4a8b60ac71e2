/// A trail as JSON: `deeds` by the entries, `noted` those beside them.
package struct TrailRecord: Encodable, Sendable {
  package let deeds: [Entry]
  package let noted: [Noted]
  /// Older ones that the closing adds up, by name.
  package let notedOlder: [String: Int]

  package init(_ trail: Trail) {
    deeds = trail.deeds.map(Entry.init)
    noted =
      trail.carried.map { Noted($0, isSealed: true, trail.booth) }
      + trail.loose.map { Noted($0, isSealed: false, trail.booth) }
    notedOlder = Dictionary(uniqueKeysWithValues: trail.older.map { ($0.key.rawValue, $0.value) })
  }

  package struct Entry: Encodable, Sendable {
    let sequence: Int
    let at: String
    let staff: String
    let deed: String
    let ticket: String?
    let gate: String?
    let setAside: String?

    init(_ deed: Deed) {
      sequence = deed.sequence
      at = deed.at.rfc3339
      staff = deed.staff.text
      self.deed = deed.code
      ticket = deed.ticket
      gate = deed.gate?.rawValue
      setAside = deed.setAside
    }
  }

  package struct Noted: Encodable, Sendable {
    let number: UInt64
    let at: String
    let staff: String?
    let deed: String
    let shift: Int?
    let ticket: String?
    let count: Int
    let sealed: Bool

    init(_ noted: Trail.Noted, isSealed: Bool, _ booth: BoothCode) {
      number = noted.number
      at = noted.deed.at.rfc3339
      staff = noted.deed.staff?.text
      deed = noted.deed.kind.rawValue
      shift = noted.deed.shift
      ticket = noted.deed.ticket.map(booth.ticket)
      count = noted.deed.count
      sealed = isSealed
    }
  }
}

extension Deed {
  fileprivate var code: String {
    switch kind {
    case .opening: "opened"
    case .visit: isAmendment ? "amended" : "registered"
    case .void: "voided"
    case .closing: "closed"
    case .recovery: "recovered"
    }
  }
}
