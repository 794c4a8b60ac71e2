package import Intake
package import Ports
package import Sealing

/// What enrolling and receiving need of the central store.
package protocol OfficeCentre {
  /// All booths, or only this one.
  func booths(_ one: BoothID?) throws(CentreError) -> [EnrolledBooth]
  /// Stores an assignment; a booth that is new gets a database role with this password.
  func enrol(
    _ assignment: Assignment, signature: [UInt8], password: String
  ) throws(CentreError) -> String
  /// Whether anything of this booth was ever announced or delivered.
  func hasServed(_ booth: BoothID) throws(CentreError) -> Bool
  func announce(_ lines: [ManifestLine], of booth: BoothID) throws(CentreError)
  /// Entries that came by USB, through the same function as those by network.
  func deliver(_ entries: [SealedEntry], of booth: BoothID) throws(CentreError) -> DeliveryReceipt
}

extension OfficeCentre {
  /// The booth that works under this code now.
  package func boothInForce(_ code: BoothCode) throws(CentreError) -> EnrolledBooth? {
    try booths(nil).first { $0.code == code && $0.revokedAt == nil }
  }

  /// Whether a laptop of this code was revoked and none has it now. It may hold tickets that nobody
  /// at the centre knows of, so that the code is used up.
  package func isUsedUp(_ code: BoothCode) throws(CentreError) -> Bool {
    let known = try booths(nil).filter { $0.code == code }
    return !known.isEmpty && known.allSatisfy { $0.revokedAt != nil }
  }
}

/// Enrols a booth, or renews its assignment with a new key.
package struct Enrolling<Store: OfficeCentre> {
  private let store: Store
  private let keys: OfficeKeys
  private let clock: Clock

  package init(store: Store, keys: OfficeKeys, clock: Clock) {
    self.store = store
    self.keys = keys
    self.clock = clock
  }

  /// A booth that is known keeps its identity: its shifts go on in one chain. Nil: the code is used
  /// up.
  package func enrol(
    _ code: BoothCode, days: Int, entropy: Entropy
  ) throws(CentreError) -> Enrolment? {
    if try store.isUsedUp(code) { return nil }
    let known = try store.boothInForce(code)
    let boothKey = OfficeKeys.newBoothKey()
    let now = clock.now()
    let assignment = Assignment(
      booth: known?.id ?? entropy.identity(), code: code, boothKey: boothKey.publicKey,
      validFrom: now.advanced(bySeconds: -300),
      validTo: now.advanced(bySeconds: Int64(days) * 86_400), office: keys.office,
      escrow: keys.escrow, receiptKey: keys.receiptKey, rootKey: keys.rootKey)
    let hasServed = try store.hasServed(assignment.booth)
    let signature = keys.sign(assignment)
    let password = entropy.bytes(24).hex
    let role = try store.enrol(assignment, signature: signature, password: password)
    return Enrolment(
      assignment: assignment, signature: signature, signingSeed: boothKey.seed, role: role,
      password: password, isRenewal: hasServed,
      formerKeys: known?.assignments.map(\.boothKey) ?? [])
  }
}

/// Why a bundle was not taken in.
package enum ReceivingFault: Error, Hashable, Sendable {
  case parcel(ParcelFault)
  case unknownBooth
  case revoked
  case centre(CentreError)
}

/// Takes in bundles that were carried by USB.
package struct Receiving<Store: OfficeCentre> {
  private let store: Store
  private let keys: OfficeKeys
  private let clock: Clock

  package init(store: Store, keys: OfficeKeys, clock: Clock) {
    self.store = store
    self.keys = keys
    self.clock = clock
  }

  /// Checks the booth and its signature before anything is believed, stores the entries, and
  /// returns the signed acknowledgement for the way back.
  package func take(
    _ bytes: [UInt8]
  ) throws(ReceivingFault) -> (acknowledgement: [UInt8], receipt: DeliveryReceipt) {
    let claimed: BoothID
    do { claimed = try Bundle.claimedBooth(bytes) } catch { throw .parcel(.format(error)) }
    let booths = try reached { () throws(CentreError) in try store.booths(claimed) }
    guard let booth = booths.first else { throw .unknownBooth }
    guard booth.revokedAt == nil else { throw .revoked }
    let bundle = try bundle(bytes, booth)
    let receipt = try reached { () throws(CentreError) in
      try store.announce(bundle.shifts, of: booth.id)
      return try store.deliver(bundle.entries, of: booth.id)
    }
    return (acknowledgement(receipt, booth.id).signed(by: keys), receipt)
  }

  /// Signed by any key that this booth was ever assigned.
  private func bundle(_ bytes: [UInt8], _ booth: EnrolledBooth) throws(ReceivingFault) -> Bundle {
    var fault = ParcelFault.forged
    for assignment in booth.assignments {
      do throws(ParcelFault) {
        return try Bundle(bytes: bytes, signer: assignment.signer)
      } catch {
        if error != .forged { fault = error }
      }
    }
    throw .parcel(fault)
  }

  private func acknowledgement(_ receipt: DeliveryReceipt, _ booth: BoothID) -> Acknowledgement {
    Acknowledgement(
      booth: booth, at: clock.now(),
      arrivals: receipt.holdings.sorted { $0.key < $1.key }.map {
        Acknowledgement.Arrival(shift: $0.key, upTo: $0.value.upTo, head: $0.value.head)
      }, refused: receipt.setAside)
  }

  private func reached<Value>(_ call: () throws(CentreError) -> Value) throws(ReceivingFault)
    -> Value
  {
    do { return try call() } catch { throw .centre(error) }
  }
}
