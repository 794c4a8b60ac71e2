import BoothConfig
import Gate
import Intake
import Office
import Ports
import Sealing
import TestWorld
import Testing

/// An office whose central store is in memory: it enrols booths, takes in bundles, examines.
final class FieldOffice {
  let centre = MemoryCentre()
  let keys = OfficeKeys.make().keys
  let clock: HandClock
  private var enrolled: [EnrolledBooth] = []
  private let config: BoothConfig

  init(_ config: BoothConfig, _ clock: HandClock) {
    self.config = config
    self.clock = clock
  }

  /// A live booth under a code of its own.
  func enrol(_ entropy: Entropy) throws -> BoothIdentity {
    let key = OfficeKeys.newBoothKey()
    let code = try #require(BoothCode("L\(enrolled.count + 1)"))
    let assignment = Assignment(
      booth: entropy.identity(), code: code, boothKey: key.publicKey,
      validFrom: validity.lowerBound, validTo: validity.upperBound, office: keys.office,
      escrow: keys.escrow, receiptKey: keys.receiptKey, rootKey: keys.rootKey)
    enrolled.append(
      EnrolledBooth(
        id: assignment.booth, code: code, role: "", revokedAt: nil, assignments: [assignment]))
    return try #require(
      BoothIdentity(
        booth: assignment.booth, code: code, mode: .live, signingSeed: key.seed,
        recipients: [keys.office, keys.escrow], assignment: assignment.hash))
  }

  /// When this office's assignments are valid.
  private var validity: ClosedRange<Moment> {
    clock.now.advanced(bySeconds: -9_000_000)...clock.now.advanced(bySeconds: 9_000_000)
  }

  func isInTime(_ moment: Moment) -> Bool { validity.contains(moment) }

  var receiving: Receiving<Store> {
    Receiving(
      store: Store(centre: centre, enrolled: enrolled), keys: keys, clock: clock.clock)
  }

  /// Every shift of a booth as `pusat olah` would find it, the shifts in their order.
  func examine(_ booth: BoothID) throws -> [(shift: ShiftID, found: ExaminedShift)] {
    var others: [KnownShift] = []
    var all: [(ShiftID, ExaminedShift)] = []
    let shifts = try centre.centre(of: booth).holdings().keys
    let numbered = shifts.map { (number(booth, $0), $0) }.sorted { $0.0 < $1.0 }
    for (number, shift) in numbered {
      let found = examiner.examine(
        InboxShift(
          booth: booth, shift: shift, enrolled: enrolled.first { $0.id == booth },
          entries: centre.entries(of: booth, shift).map {
            // Carried here long after any laptop's clock said it was written.
            ($0.header.id.sequence, clock.now.advanced(bySeconds: 30 * 86_400), $0)
          },
          forked: Set(
            centre.conflicts.filter { $0.header.booth == booth && $0.header.id.shift == shift }
              .map(\.header.id.sequence)
          ).sorted(),
          refused: [], others: others))
      if let opening = found.opening {
        others.append(
          KnownShift(
            shift: shift, number: number, previousHead: opening.previousHead, head: found.head,
            openedAt: opening.openedAt, closedAt: found.closing?.closedAt))
      }
      all.append((shift, found))
    }
    return all
  }

  /// A shift whose rows are these, numbered from 1 on, as `pusat olah` would find it.
  func examine(_ rows: [SealedEntry?], of booth: BoothID, _ shift: ShiftID) -> ExaminedShift {
    examiner.examine(
      InboxShift(
        booth: booth, shift: shift, enrolled: enrolled.first { $0.id == booth },
        entries: rows.enumerated().map { (UInt64($0.offset + 1), clock.now, $0.element) },
        forked: [], refused: [], others: []))
  }

  /// The trail of a shift as `pusat jejak` would find it.
  func trail(of shift: Shift, _ booth: BoothID) throws -> ShiftTrail {
    let shifts = try centre.centre(of: booth).holdings()
    let numbered = shifts.map { (number(booth, $0.key), $0.key, $0.value.upTo) }
    let before = numbered.first { $0.0 == shift.number - 1 }?.1
    return ShiftTrail(
      centre.entries(of: booth, shift.id), booth: shift.booth, shift: shift.number,
      TrailEvidence(
        setAside: [], before: before.flatMap { centre.entries(of: booth, $0).last },
        arrived: Dictionary(numbered.map { ($0.0, $0.2) }) { max($0, $1) }))
  }

  private var examiner: Examiner {
    Examiner(
      openingKeys: keys.openingKeys,
      rules: CheckingRules(
        policy: config.policy, regions: config.regions, agencies: config.agencies.map(\.code),
        schools: config.schools.map(\.code), coordinators: config.coordinators.map(\.code)))
  }

  private func number(_ booth: BoothID, _ shift: ShiftID) -> Int {
    let opening = centre.entries(of: booth, shift).first.flatMap { try? Opening(bytes: $0.payload) }
    return opening?.number ?? 0
  }
}

/// The central store in the office's hand.
struct Store: OfficeCentre {
  let centre: MemoryCentre
  let enrolled: [EnrolledBooth]

  func booths(_ one: BoothID?) -> [EnrolledBooth] {
    enrolled.filter { one == nil || $0.id == one }
  }

  func enrol(
    _ assignment: Assignment, signature: [UInt8], password: String
  ) throws(CentreError) -> String {
    throw .failed("these booths are enrolled by hand")
  }

  func hasServed(_ booth: BoothID) throws(CentreError) -> Bool {
    try !centre.centre(of: booth).holdings().isEmpty
  }

  func announce(_ lines: [ManifestLine], of booth: BoothID) throws(CentreError) {
    try centre.centre(of: booth).announce(lines)
  }

  func deliver(_ entries: [SealedEntry], of booth: BoothID) throws(CentreError) -> DeliveryReceipt {
    try centre.centre(of: booth).deliver(entries)
  }
}
