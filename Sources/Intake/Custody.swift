/// Where the captured visits of a shift are: `captured` is the sum of the others, always.
package struct Custody: Hashable, Sendable {
  package let acknowledged: Int
  package let pending: Int
  package let inDoubt: Int
  package let quarantined: Int
  package let voided: Int

  package init(acknowledged: Int, pending: Int, inDoubt: Int, quarantined: Int, voided: Int) {
    self.acknowledged = acknowledged
    self.pending = pending
    self.inDoubt = inDoubt
    self.quarantined = quarantined
    self.voided = voided
  }

  package static let none = Custody(
    acknowledged: 0, pending: 0, inDoubt: 0, quarantined: 0, voided: 0)

  package var captured: Int { acknowledged + pending + inDoubt + quarantined + voided }

  package static func + (left: Custody, right: Custody) -> Custody {
    Custody(
      acknowledged: left.acknowledged + right.acknowledged,
      pending: left.pending + right.pending, inDoubt: left.inDoubt + right.inDoubt,
      quarantined: left.quarantined + right.quarantined, voided: left.voided + right.voided)
  }
}
