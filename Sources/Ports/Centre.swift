package import Intake
package import Sealing

/// The central store (pusat) as a booth may use it: it announces, delivers, and asks what is held;
/// it can read nothing back.
///
/// Every implementation passes the same contract suite. `deliver` is one transaction: when it
/// returns, what it accepted is durable; when it throws, all or nothing of it may be there, and
/// the same entries may be delivered again at any time.
package struct Centre {
  /// What the centre holds of this booth, by shift. Asked before anything is sent: a centre
  /// restored from an older backup holds less than it once acknowledged.
  package let holdings: () throws(CentreError) -> [ShiftID: Holding]
  /// Tells what will come, so that the office knows what is still in the field.
  package let announce: ([ManifestLine]) throws(CentreError) -> Void
  /// Stores entries of this booth, of any shifts, each exactly once. Once they are on their way,
  /// and before the answer is waited for, `meanwhile` is called.
  package let deliver:
    (_ entries: [SealedEntry], _ meanwhile: () -> Void) throws(CentreError) -> DeliveryReceipt

  package init(
    holdings: @escaping () throws(CentreError) -> [ShiftID: Holding],
    announce: @escaping ([ManifestLine]) throws(CentreError) -> Void,
    deliver: @escaping ([SealedEntry], () -> Void) throws(CentreError) -> DeliveryReceipt
  ) {
    self.holdings = holdings
    self.announce = announce
    self.deliver = deliver
  }

  package func deliver(_ entries: [SealedEntry]) throws(CentreError) -> DeliveryReceipt {
    try deliver(entries, {})
  }
}

/// How far a shift has arrived without a gap.
package struct Holding: Hashable, Sendable {
  /// Everything from 1 to here is there or was set aside with a reason; 0: nothing.
  package let upTo: UInt64
  /// The hash of the entry at `upTo`, 32 bytes; empty for 0, or if that entry was set aside.
  package let head: [UInt8]

  package init(upTo: UInt64, head: [UInt8]) {
    self.upTo = upTo
    self.head = head
  }
}

/// What became of one delivery.
package struct DeliveryReceipt: Hashable, Sendable {
  package let accepted: Int
  /// The same entry, hash for hash, was there before.
  package let alreadyThere: Int
  /// Another entry stands at the same place. Both are kept; a person has to look.
  package let conflicts: [EntryID]
  /// Not taken, with a reason's code; the rest was.
  package let refused: [SetAside]
  /// The holdings of the delivered shifts afterwards.
  package let holdings: [ShiftID: Holding]

  package init(
    accepted: Int, alreadyThere: Int, conflicts: [EntryID], refused: [SetAside],
    holdings: [ShiftID: Holding]
  ) {
    self.accepted = accepted
    self.alreadyThere = alreadyThere
    self.conflicts = conflicts
    self.refused = refused
    self.holdings = holdings
  }

  /// Everything that the centre did not take as it came, each with its reason.
  package var setAside: [SetAside] {
    refused + conflicts.map { SetAside(id: $0, reason: DeliveryReceipt.conflictReason) }
  }

  /// Why an entry stands aside where the centre holds another one.
  package static let conflictReason = "conflict"

  /// Why an entry is refused where another booth's login delivers it.
  package static let otherBoothReason = "otherBooth"
}

/// How the centre fails; each case names what to do next. Details are for the engineer and never
/// hold a person's data.
package enum CentreError: Error, Hashable, Sendable {
  /// The way there is broken, or the connection died: nothing lost, try later.
  case unreachable(String)
  /// What answers shows no certificate that holds: nothing was sent, ask the office.
  case untrusted(String)
  /// libpq is not on this machine, or does not load: nothing lost, install it.
  case libraryMissing(String)
  /// The centre answers and will not have this booth: stop and call the office.
  case rejectedUs(String)
  /// The centre's schema is not the one this program speaks to.
  case otherVersion(Int)
  /// The centre answers with a fault of its own: try later.
  case failed(String)
}
