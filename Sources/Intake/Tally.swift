/// The day's figures (rekap): a fold over entry headers, and a sum that can be added to and taken
/// from, so that one more visit costs the same on the tenth and on the ten-thousandth.
///
/// `people` are distinct persons, `lines` service lines: the office's published "pemohon" are lines
/// (domain.md section 0.1). A voided visit counts only as voided; an amended one as amended.
package struct Tally: Hashable, Sendable {
  /// Figures other than zero.
  package private(set) var counts: [TallyKey: Int] = [:]

  package init() {}

  package subscript(key: TallyKey) -> Int { counts[key, default: 0] }

  package mutating func add(_ count: Int, to key: TallyKey) {
    let sum = self[key] + count
    counts[key] = sum == 0 ? nil : sum
  }
}

/// One figure of a tally. `text` is its name in the signed statement.
package enum TallyKey: Hashable, Sendable {
  case people, visits, voided, lines, countsToTarget
  case service(ServiceCode, Column)
  case ikd(IKDStanding)
  case ikdReason(IKDReason)
  case deferral(DeferralReason)
  case gate(GateState)
  case segment(Segment)
  case agency(PlaceCode)
  case school(PlaceCode)
  /// The WIB hour, 0 to 23, in which the visit began.
  case hour(Int)

  /// `resident + outsider == served + deferred + refused`, for every service.
  package enum Column: String, Hashable, Sendable, CaseIterable {
    case resident, outsider, served, deferred, refused
  }
}

extension Tally {
  /// A visit that was not there before.
  package mutating func add(_ visit: VisitFacts) { count(visit, 1) }

  /// The former revision of a visit that is amended or voided.
  package mutating func remove(_ visit: VisitFacts) { count(visit, -1) }

  private mutating func count(_ visit: VisitFacts, _ sign: Int) {
    add(sign, to: .visits)
    add(sign, to: .ikd(visit.ikd))
    add(sign, to: .gate(visit.gate))
    add(sign, to: .segment(visit.segment))
    add(sign, to: .hour(Moment(minute: visit.minute).hour))
    if let reason = visit.ikdReason { add(sign, to: .ikdReason(reason)) }
    if visit.isResident, visit.ikd == .activated { add(sign, to: .countsToTarget) }
    if let institution = visit.institution {
      switch visit.segment {
      case .civilServant: add(sign, to: .agency(institution))
      case .student: add(sign, to: .school(institution))
      case .public: break
      }
    }
    for line in visit.lines { count(line, of: visit, sign) }
  }

  private mutating func count(_ line: ServiceLine, of visit: VisitFacts, _ sign: Int) {
    add(sign, to: .lines)
    add(sign, to: .service(line.code, visit.isResident ? .resident : .outsider))
    switch line.outcome {
    case .served: add(sign, to: .service(line.code, .served))
    case .deferred: add(sign, to: .service(line.code, .deferred))
    case .refused: add(sign, to: .service(line.code, .refused))
    }
    if let reason = line.deferral { add(sign, to: .deferral(reason)) }
  }

  /// Visits taken in, voided ones among them.
  package var captured: Int { self[.visits] + self[.voided] }

  /// The services that have a line, in order of their codes.
  package var services: [ServiceCode] {
    Set(
      counts.keys.compactMap { key in
        if case .service(let code, _) = key { code } else { nil }
      }
    ).sorted()
  }

  /// Lines of one service.
  package func total(of service: ServiceCode) -> Int {
    self[.service(service, .resident)] + self[.service(service, .outsider)]
  }
}

/// Counts a shift from its headers, one after another; the slow and certain way.
///
/// The running tally beside the queue must always equal it: `loket periksa` compares them, and so
/// does the office.
package struct TallyFold: Sendable {
  package private(set) var tally = Tally()
  private var live: [VisitID: (facts: VisitFacts, person: Person)] = [:]
  private var visitsOf: [Person: Int] = [:]

  package init() {}

  /// Takes the next entry of the shift; `tag` is its duplicate tag, if it has one.
  package mutating func add(_ header: EntryHeader, tag: [UInt8]?) {
    guard let visit = header.visit else { return }
    if let former = live.removeValue(forKey: visit) {
      tally.remove(former.facts)
      leave(former.person)
    }
    switch header.kind {
    case .visit:
      guard let facts = header.facts else { return }
      let person = tag.map(Person.tagged) ?? .untagged(visit)
      live[visit] = (facts, person)
      tally.add(facts)
      enter(person)
    case .void:
      tally.add(1, to: .voided)
    case .opening, .closing, .recovery:
      break
    }
  }

  private mutating func enter(_ person: Person) {
    visitsOf[person, default: 0] += 1
    if visitsOf[person] == 1 { tally.add(1, to: .people) }
  }

  private mutating func leave(_ person: Person) {
    visitsOf[person, default: 1] -= 1
    guard visitsOf[person] == 0 else { return }
    visitsOf[person] = nil
    tally.add(-1, to: .people)
  }
}
