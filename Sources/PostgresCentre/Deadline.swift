/// A moment of the machine's clock after which nothing is waited for; sleep counts.
struct Deadline {
  private let end: ContinuousClock.Instant

  init(after time: Duration) { end = .now + time }

  private init(end: ContinuousClock.Instant) { self.end = end }

  /// This one, or the time from now if that is over sooner.
  func sooner(of time: Duration) -> Deadline { Deadline(end: min(end, .now + time)) }

  var isOver: Bool { end <= .now }

  /// For `poll`; 0 when it is over.
  var millisecondsLeft: Int32 {
    Int32(clamping: max(0, (end - ContinuousClock.Instant.now).milliseconds))
  }
}

extension Duration {
  /// Rounded up, so that a wait never ends just before its time.
  var milliseconds: Int64 {
    let (seconds, fraction) = components
    return seconds * 1000 + (fraction + 999_999_999_999_999) / 1_000_000_000_000_000
  }
}
