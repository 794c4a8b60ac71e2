extension Tally {
  /// The figures as text, one `name=count` a line in order of the names: what a closing signs.
  package var statement: String {
    counts.map { "\($0.key.text)=\($0.value)" }.sorted().map { $0 + "\n" }.joined()
  }

  /// No booth counts further in a shift; larger figures, of which a sum could overflow, are none.
  private static let most = 999_999_999

  /// Reads a statement back; nil if a line is not `name=count`, unknown, zero or out of order.
  package init?(statement: String) {
    self.init()
    for line in statement.split(separator: "\n") {
      let parts = line.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2, let key = TallyKey(text: String(parts[0])),
        let count = Int(parts[1]), (1...Tally.most).contains(count), counts[key] == nil
      else { return nil }
      add(count, to: key)
    }
    guard self.statement == statement else { return nil }
  }
}

extension TallyKey {
  /// The figure's name: `service/cetak/resident`.
  package var text: String {
    switch self {
    case .people: "people"
    case .visits: "visits"
    case .voided: "voided"
    case .lines: "lines"
    case .countsToTarget: "countsToTarget"
    case .service(let code, let column): "service/\(code.text)/\(column.rawValue)"
    case .ikd(let standing): "ikd/\(standing.rawValue)"
    case .ikdReason(let reason): "ikdReason/\(reason.rawValue)"
    case .deferral(let reason): "deferral/\(reason.rawValue)"
    case .gate(let state): "gate/\(state.rawValue)"
    case .segment(let segment): "segment/\(segment.rawValue)"
    case .agency(let code): "agency/\(code.text)"
    case .school(let code): "school/\(code.text)"
    case .hour(let hour): "hour/\(hour.padded(to: 2))"
    }
  }

  package init?(text: String) {
    let parts = text.split(separator: "/").map(String.init)
    switch parts.count {
    case 1: self.init(plain: text)
    case 2: self.init(family: parts[0], value: parts[1])
    case 3:
      guard parts[0] == "service", let code = ServiceCode(parts[1]),
        let column = Column(rawValue: parts[2])
      else { return nil }
      self = .service(code, column)
    default: return nil
    }
  }

  private init?(plain text: String) {
    let known: [TallyKey] = [.people, .visits, .voided, .lines, .countsToTarget]
    guard let key = known.first(where: { $0.text == text }) else { return nil }
    self = key
  }

  private init?(family: String, value: String) {
    let key: TallyKey? =
      switch family {
      case "ikd": IKDStanding(rawValue: value).map(TallyKey.ikd)
      case "ikdReason": IKDReason(rawValue: value).map(TallyKey.ikdReason)
      case "deferral": DeferralReason(rawValue: value).map(TallyKey.deferral)
      case "gate": GateState(rawValue: value).map(TallyKey.gate)
      case "segment": Segment(rawValue: value).map(TallyKey.segment)
      case "agency": PlaceCode(value).map(TallyKey.agency)
      case "school": PlaceCode(value).map(TallyKey.school)
      case "hour": Int(value).flatMap { (0..<24).contains($0) ? TallyKey.hour($0) : nil }
      default: nil
      }
    guard let key else { return nil }
    self = key
  }
}
