/// What entries give away of the clock they were written by; what they count may stand under a
/// wrong day.
package enum ClockFault: Hashable, Sendable, CaseIterable {
  /// Written later than they arrived.
  case ahead
  /// Written before what came before them.
  case back
  /// Half a day between two entries of one shift.
  case jump
}
