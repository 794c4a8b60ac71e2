package import Intake
package import Ports

/// A clock that goes only when it is pushed, and backwards too.
package final class HandClock {
  package var now: Moment

  package init(_ now: Moment) { self.now = now }

  /// Tuesday, 24 November 2026, 09.00 WIB.
  package convenience init() { self.init(Moment(seconds: 1_795_485_600)) }

  package var clock: Clock { Clock(now: read) }

  package func advance(seconds: Int64) { now = now.advanced(bySeconds: seconds) }
  package func advance(minutes: Int64) { advance(seconds: minutes * 60) }

  private func read() -> Moment { now }
}
