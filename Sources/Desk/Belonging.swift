package import Intake
package import Ports
package import Sealing

/// Whether a laptop's identity and its queue are one booth's.
///
/// Where one of them is lost, or is another laptop's, nothing is begun anew in silence: tickets of
/// a fresh identity would never count, and those of a fresh queue would be given out twice.
package enum Belonging {
  /// What wrote the queue's latest shift.
  package struct Writer: Hashable, Sendable {
    /// Nil: neither end can be read.
    package let booth: BoothID?
    package let shift: StoredShift
    /// Its latest entry and its opening, as far as they can be read.
    package let ends: [SealedEntry]
  }

  /// `queue` nil: its file is missing or empty. `isEnrolled`: the office has assigned this laptop,
  /// whether or not its identity is still there; `assignedKey`: the public key that it named last.
  package static func check(
    _ identity: BoothIdentity?, _ queue: Queue?, isEnrolled: Bool, assignedKey: [UInt8]?
  ) throws(DeskError) {
    let latest = try queue.map { queue throws(DeskError) in try Belonging.latest(queue) } ?? nil
    guard let identity else {
      if latest?.shift.mode == .training { throw .trainingIncomplete }
      if queue == nil, isEnrolled { throw .queue(.gone) }
      guard latest == nil, !isEnrolled else { throw .identityGone }
      return
    }
    guard let queue else {
      throw identity.mode == .training ? .trainingIncomplete : .queue(.gone)
    }
    if let latest, let booth = try booth(of: latest, queue), booth != identity.booth {
      throw .queueOfAnother(latest.shift.booth)
    }
    // The centre sets aside what an older key signs from now on.
    guard assignedKey ?? identity.verifier.publicKey == identity.verifier.publicKey
    else { throw .identityOutdated }
  }

  /// Nil: nothing was stored yet.
  package static func writer(of queue: Queue) throws(DeskError) -> Writer? {
    guard let latest = try latest(queue) else { return nil }
    let ends = [try entry(latest.lastSequence, of: latest, queue), try entry(1, of: latest, queue)]
      .compactMap(\.self)
    return Writer(booth: ends.first?.header.booth, shift: latest, ends: ends)
  }

  /// By the first end that can be read: this is asked at every start.
  private static func booth(of latest: StoredShift, _ queue: Queue) throws(DeskError) -> BoothID? {
    if let last = try entry(latest.lastSequence, of: latest, queue) { return last.header.booth }
    return try entry(1, of: latest, queue)?.header.booth
  }

  private static func entry(
    _ place: UInt64, of latest: StoredShift, _ queue: Queue
  ) throws(DeskError) -> SealedEntry? {
    let found = try queued { () throws(QueueError) in
      try queue.places(latest.shift.id, place...place)
    }
    return found.first?.entry.flatMap { $0.header.id.shift == latest.shift.id ? $0 : nil }
  }

  private static func latest(_ queue: Queue) throws(DeskError) -> StoredShift? {
    try queued { () throws(QueueError) in try queue.latestShift() }
  }
}
