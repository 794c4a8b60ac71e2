// CentreLoad: many booths at one centre at once, for scripts/bench. Touches the database it is
// given; every entry is sealed, chained and signed as a booth does it, every person is invented.

import Glibc
import Intake
import Ports
import PostgresCentre
import Sealing
import Synchronization
import TestWorld

/// `CentreLoad CONNINFO BOOTHS ENTRIES AT-ONCE`, the owner's words to connect: enrols the booths, lets so many at once deliver
/// their entries through their own roles, and prints seconds, entries a second, and the slowest
/// booth's seconds.
@main
struct CentreLoad {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count == 5, let booths = Int(words[2]), let entries = Int(words[3]),
      let width = Int(words[4])
    else {
      print("usage: CentreLoad CONNINFO BOOTHS ENTRIES AT-ONCE")
      exit(64)
    }
    let office = try OfficeStore.open(conninfo: words[1])
    let run = UInt64(getpid()) << 20
    let loads = try (0..<booths).map { number in
      try Load(seed: run + UInt64(number), entries, words[1], office)
    }
    let next = Atomic<Int>(0)
    let slowest = Mutex<Duration>(.zero)
    let start = ContinuousClock.now
    let faults = atOnce(width) { _ in
      while true {
        let mine = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard mine < loads.count else { return }
        let begun = ContinuousClock.now
        try loads[mine].deliver()
        let took = ContinuousClock.now - begun
        slowest.withLock { $0 = max($0, took) }
      }
    }
    let took = ContinuousClock.now - start
    for fault in faults { print(fault) }
    guard faults.isEmpty else { exit(1) }
    let seconds = took / .seconds(1)
    let rate = Double(booths * entries) / seconds
    print("\(seconds) \(rate) \(slowest.withLock { $0 } / .seconds(1))")
  }
}

/// One booth with its entries, ready to deliver.
private struct Load: Sendable {
  private let entries: [SealedEntry]
  private let conninfo: String

  init(seed: UInt64, _ count: Int, _ owner: String, _ office: OfficeStore) throws {
    var shift = SampleShift(seed: seed)
    entries = (0..<count).map { $0 == 0 ? shift.opening() : shift.visit() }
    let booth = shift.identity.booth
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    let (high, low) = (Int(seed >> 16 % 26), Int(seed % 9999))
    let code = "\(letters[high])\(letters[Int(seed >> 24 % 26)])\(low)"
    let role = try office.enrol(
      assignment(of: booth, code: code), signature: [UInt8](repeating: 7, count: 64),
      password: "load")
    let way = owner.split(separator: " ").filter { !$0.hasPrefix("user=") }
    conninfo = way.joined(separator: " ") + " user=\(role) password=load"
  }

  /// As `loket kirim` does it: asks, announces, delivers, asks again.
  func deliver() throws {
    let centre = try PostgresCentre.open(conninfo: conninfo)
    let shift = entries[0].header.id.shift
    _ = try centre.holdings()
    try centre.announce([
      ManifestLine(
        shift: shift, number: 1, entries: UInt64(entries.count),
        head: entries[entries.count - 1].hash, isClosed: false)
    ])
    for first in stride(from: 0, to: entries.count, by: 2_000) {
      let batch = Array(entries[first..<min(first + 2_000, entries.count)])
      let receipt = try centre.deliver(batch)
      guard receipt.accepted == batch.count else { throw CentreError.failed("not taken") }
    }
    guard try centre.holdings()[shift]?.upTo == UInt64(entries.count)
    else { throw CentreError.failed("not held") }
  }
}
