/// What entries give away of the clock they were written by; what they count may stand under a
/// wrong day. By the names of the alarms.
package enum ClockFault: String, Hashable, Sendable, CaseIterable {
  /// Written later than they arrived.
  case clockAhead
  /// Written before what came before them.
  case clockBack
  /// Half a day between two entries of one shift.
  case clockJump
}
