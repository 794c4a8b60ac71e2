/// One thing in a queue that is not as it was written.
package enum AuditFault: Hashable, Sendable {
  /// The entry's bytes, or its place in the chain, were changed.
  case altered(shift: Int, entry: Int)
  /// Not signed by this booth.
  case forged(shift: Int, entry: Int)
  case missing(shift: Int, entry: Int)
  /// Another entry stands at this place.
  case misplaced(shift: Int, entry: Int)
  /// The end of the chain is not where the shift says it is.
  case tailLost(shift: Int)
  /// The running tally is not what a recount gives.
  case tallyDiffers(shift: Int)
  /// The shift does not go on from the one before it.
  case notAfterPrevious(shift: Int)
  case closingMissing(shift: Int)
  /// The signature under the final tally does not fit.
  case tallySignature(shift: Int)
  /// The n-th deed noted beside the entries, or its place in their chain, was changed.
  case deedAltered(Int)
  case deedMissing(Int)
  /// The closing carries other noted deeds than the queue has.
  case deedsNotAsClosed(shift: Int)
  /// What the store says of itself.
  case store(String)
}
