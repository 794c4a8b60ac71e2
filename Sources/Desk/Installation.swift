package import Intake
import Ports
package import Sealing

/// What an enrolment file is to a laptop, and whether it may be taken up: nothing of a booth is
/// ever lost by an enrolment, and no ticket number begins anew.
package struct Installation {
  package enum Standing { case first, renewal }

  package enum Refusal: Error, Hashable, Sendable {
    /// The booth has served, and not on this laptop as it is now.
    case hasServedElsewhere
    /// The centre lets nobody in with it any more: the booth was revoked, or renewed twice since.
    case refusedByCentre(why: String)
    /// A first enrolment older than `Installation.firstDays`: a stick that was left lying about
    /// would make a second laptop of the booth.
    case firstTooOld
    case trainingDataThere
    case otherIdentity(BoothCode?)
    /// This laptop has a later one.
    case older
    case shiftStillOpen
  }

  /// What the centre says of a booth that is about to be enrolled.
  package enum Answer: Hashable, Sendable {
    case new, hasServed
    case refusesLogin(String)
  }

  /// A first enrolment is installed within so many days of its issue.
  package static let firstDays: Int64 = 14

  /// The live or training identity of this laptop; nil: none, or one that cannot be read.
  package let present: BoothIdentity?
  /// What wrote its queue's latest shift.
  package let writer: Belonging.Writer?
  /// What the office assigned last.
  package let known: Assignment?
  /// The keys that this laptop has put away, 32 bytes each.
  package let formerKeys: [[UInt8]]

  package init(
    present: BoothIdentity?, writer: Belonging.Writer?, known: Assignment?, formerKeys: [[UInt8]]
  ) {
    self.present = present
    self.writer = writer
    self.known = known
    self.formerKeys = formerKeys
  }

  /// `ask`: what the centre says of this booth, asked only for a first enrolment; nil where it
  /// cannot be asked.
  ///
  /// A booth that has lost its identity, or has an older one than the office named last, goes on
  /// with the new one within an open shift too, since nothing else could close it.
  package func standing(
    of enrolment: Enrolment, at now: Moment, ask: () -> Answer?
  ) throws(Refusal) -> Standing {
    let new = enrolment.assignment
    guard writer != nil || present?.mode == .live else {
      guard !enrolment.isRenewal else { throw .hasServedElsewhere }
      let isOfAnother = known.map { $0.booth != new.booth } ?? false
      guard isOfAnother || !isOlder(enrolment) else { throw .older }
      switch ask() {
      case .hasServed: throw .hasServedElsewhere
      case .refusesLogin(let why): throw .refusedByCentre(why: why)
      case .new, nil: break
      }
      guard now <= new.validFrom.advanced(bySeconds: Installation.firstDays * 86_400)
      else { throw .firstTooOld }
      return .first
    }
    if let writer, writer.shift.shift.mode == .training { throw .trainingDataThere }
    let booth = writer?.booth ?? present.flatMap { $0.mode == .live ? $0.booth : nil }
    let isOwn = booth.map { $0 == new.booth }
    guard isOwn ?? (writer?.shift.shift.booth == new.code)
    else { throw .otherIdentity(writer?.shift.shift.booth ?? present?.code) }
    guard !isOlder(enrolment) else { throw .older }
    let key = present?.verifier.publicKey
    let isCurrent = present?.mode == .live && (known?.boothKey ?? key) == key
    if isCurrent, writer?.shift.state == .open { throw .shiftStillOpen }
    return .renewal
  }

  /// The keys that the laptop has put away once it has taken up this enrolment, oldest first: those
  /// that the office names, its own list and what it signed with until now.
  package func formerKeys(after enrolment: Enrolment, _ standing: Standing) -> [[UInt8]] {
    var keys = formerKeys
    if standing == .renewal {
      let last = known.flatMap { $0.booth == enrolment.assignment.booth ? $0.boothKey : nil }
      keys += [present.flatMap { $0.mode == .live ? $0.verifier.publicKey : nil }, last]
        .compactMap(\.self)
    }
    var seen: Set = [enrolment.assignment.boothKey]
    return (enrolment.formerKeys + keys).filter { seen.insert($0).inserted }
  }

  /// An enrolment that names this laptop's key as a former one is later than it. One that does not
  /// may be from before enrolments named keys, or from a centre restored from a backup: it is older
  /// by the keys that were put away, or by the office's clock.
  private func isOlder(_ enrolment: Enrolment) -> Bool {
    let new = enrolment.assignment
    let isPutAway = formerKeys.contains(new.boothKey)
    let last = known.flatMap { $0.booth == new.booth ? $0 : nil }
    guard let key = last?.boothKey ?? present?.verifier.publicKey
    else { return isPutAway || isStrange(enrolment) }
    guard key != new.boothKey, !enrolment.formerKeys.contains(key) else { return false }
    return isPutAway || last.map { new.validFrom < $0.validFrom } ?? false
  }

  /// Where the laptop has lost everything but its queue: whether this may be the booth's first
  /// enrolment and another key signed the ends of the latest shift. One that renews or names former
  /// keys is believed: there would be no other way on if those entries are damaged.
  private func isStrange(_ enrolment: Enrolment) -> Bool {
    guard let writer, !enrolment.isRenewal, enrolment.formerKeys.isEmpty else { return false }
    return !writer.ends.contains { $0.isSigned(by: enrolment.assignment.signer) }
  }
}
