import Delivery
import Intake
import Ports
import PostgresCentre
import Sealing
import TestWorld
import Testing

/// A whole flush, from a real queue file to a real server, cut at every step of the protocol.
@Suite(.serialized) struct FlushCutTests {
  private static let hasty = Patience(
    connecting: .seconds(2), call: .seconds(2), stall: .seconds(2), bytesPerSecond: 100_000_000)

  private let file: BoothFile
  private let world: PostgresWorld
  private let conninfo: String

  init() throws {
    file = try BoothFile(seed: 501, shifts: 3, visits: 12)
    world = try PostgresWorld()
    conninfo = try world.conninfo(of: file.booth)
  }

  /// Through a way with this limit; hands in what went over it as well.
  private func flush(
    _ booth: BoothFile, _ limit: PostgresProxy.Limit
  ) throws -> (FlushReport, PostgresProxy) {
    let proxy = try PostgresProxy(world.server, limit)
    defer { proxy.close() }
    let centre = try PostgresCentre.open(
      conninfo: conninfo.replacing(world.server.folder, with: proxy.folder),
      patience: FlushCutTests.hasty)
    return (try booth.flush(to: centre), proxy)
  }

  /// Every boundary between two pieces, the byte before it, and even parts of the way.
  private func cuts(_ boundaries: [Int], parts: Int) -> [Int] {
    guard let end = boundaries.last else { return [] }
    let beside = boundaries.flatMap { [$0 - 1, $0] }
    let even = (1..<parts).map { end * $0 / parts }
    return Set(beside + even).filter { (1..<end).contains($0) }.sorted()
  }

  @Test func `cut anywhere in both directions, one more flush brings every entry once`() throws {
    let (whole, way) = try flush(BoothFile(copyOf: file), PostgresProxy.Limit())
    #expect(whole.exitStatus == 0 && whole.isReconciled && whole.sent == file.count)
    let toServer = cuts(way.boundaries.toServer, parts: 40)
    let toClient = cuts(way.boundaries.toClient, parts: 40)
    let limits =
      toServer.map { PostgresProxy.Limit(toServer: $0, isFinal: true) }
      + toClient.map { PostgresProxy.Limit(toClient: $0, isFinal: true) }
    #expect(limits.count >= 130)
    var (unheard, finished) = (0, 0)
    var row = FaultRow("flush cut at every step of the protocol")
    for limit in limits {
      _ = try world.psql("TRUNCATE loket.inbox, loket.progress")
      let booth = try BoothFile(copyOf: file)
      let (cut, _) = try flush(booth, limit)
      // Past the last answer there is nothing left to be cut but the farewell.
      if cut.stopped == nil { finished += 1 }
      #expect(cut.stopped != nil || cut.isReconciled && cut.left == 0, "\(limit)")
      // The server may still be at it when the booth has given up.
      try waitUntil {
        try world.psql(
          "SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'loket_l%' "
            + "AND datname = current_database()") == "0"
      }
      unheard += try expectNoFalseBelief(booth, limit)
      let again = try booth.flush(to: world.centre(of: booth.booth))
      #expect(again.left == 0 && again.isReconciled, "\(limit)")
      #expect(again.quarantined == 0 && again.alarms.isEmpty, "\(limit)")
      try expectAll(booth, &row)
    }
    row.report()
    // Among them the commit that the booth never hears of.
    #expect(unheard > 0 && finished < 5)
    print("\(limits.count) cuts, \(unheard) of them after a commit that was not heard of")
  }

  /// However it ended, the laptop believes no more than the centre has; how many shifts the centre
  /// has more of.
  private func expectNoFalseBelief(
    _ booth: BoothFile, _ limit: PostgresProxy.Limit
  ) throws -> Int {
    var unheard = 0
    let queue = try booth.queue()
    for (shift, hashes) in booth.hashes {
      let stored = try world.stored(booth.booth, shift)
      let marks = try queue.delivery.marks(shift)
      #expect(marks.acknowledged <= UInt64(stored.count), "\(limit)")
      #expect(marks.inDoubt >= UInt64(stored.count), "\(limit)")
      #expect(stored.allSatisfy { hashes[$0.key] == $0.value }, "\(limit)")
      unheard += marks.acknowledged < UInt64(stored.count) ? 1 : 0
    }
    return unheard
  }

  private func expectAll(_ booth: BoothFile, _ row: inout FaultRow) throws {
    row.runs += 1
    let queue = try booth.queue()
    for (shift, hashes) in booth.hashes {
      let stored = try world.stored(booth.booth, shift)
      let conflicts = try world.conflicts(booth.booth, shift)
      #expect(stored == hashes)
      #expect(conflicts == [:])
      row.acknowledged += hashes.count
      row.lost += hashes.count { stored[$0.key] != $0.value }
      row.twice += conflicts.count
      let last = UInt64(hashes.count)
      #expect(
        try queue.delivery.marks(shift) == DeliveryMarks(inDoubt: last, acknowledged: last))
    }
  }
}
