/// An entry that the centre did not take, or that stands against another one at its place.
package struct SetAside: Hashable, Sendable {
  package let id: EntryID
  package let reason: String

  package init(id: EntryID, reason: String) {
    self.id = id
    self.reason = reason
  }
}
