/// One shift in the manifest: how many entries there are so far, and the last one's hash.
package struct ManifestLine: Hashable, Sendable {
  package let shift: ShiftID
  package let number: Int
  package let entries: UInt64
  package let head: [UInt8]
  package let isClosed: Bool

  package init(shift: ShiftID, number: Int, entries: UInt64, head: [UInt8], isClosed: Bool) {
    self.shift = shift
    self.number = number
    self.entries = entries
    self.head = head
    self.isClosed = isClosed
  }
}
