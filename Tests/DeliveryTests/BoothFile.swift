import Delivery
import Glibc
import Intake
import Ports
import PostgresCentre
import SQLiteQueue
import Sealing
import TestWorld

/// A booth's real queue file with shifts in it: all closed but the last.
final class BoothFile {
  let booth: BoothID
  let path: String
  /// Each shift's hashes, by their sequences.
  let hashes: [ShiftID: [UInt64: [UInt8]]]
  private let folder: String

  init(seed: UInt64, shifts: Int, visits: Int, isClosed: Bool = false) throws {
    folder = try BoothFile.makeFolder()
    path = folder + "/queue"
    let queue = try SQLiteQueue.open(path: path)
    var head = Chain.nothing
    for number in 1...shifts {
      var shift = SampleShift(seed: seed, number: number, previousHead: head)
      try shift.open(in: queue)
      for _ in 0..<visits { try shift.add(to: queue) }
      if number < shifts || isClosed { try shift.close(in: queue) }
      head = shift.head
    }
    booth = SampleShift.identity(seed: seed).booth
    hashes = try queue.hashes()
  }

  /// A copy of the file as it is now.
  init(copyOf other: BoothFile) throws {
    folder = try BoothFile.makeFolder()
    path = folder + "/queue"
    (booth, hashes) = (other.booth, other.hashes)
    let status = PostgresServer.run(["/bin/cp", other.path, path], output: "/dev/null")
    guard status == 0 else { throw QueueError.damaged("no copy") }
  }

  deinit {
    for end in ["", "-journal", "-wal", "-shm"] { unlink(path + end) }
    rmdir(folder)
  }

  /// How many entries there are.
  var count: Int { hashes.values.map(\.count).reduce(0, +) }

  func queue() throws -> Queue { try SQLiteQueue.open(path: path) }

  /// Flushes without waiting between tries.
  func flush(
    to centre: Centre, clock: Clock = HandClock().clock, batchMax: UInt64 = 10
  ) throws -> FlushReport {
    let entropy = SeededEntropy(seed: 1).entropy
    return try Flusher(
      queue: try queue(), centre: centre, clock: clock, entropy: entropy, sleep: { _ in },
      progress: { _, _ in }, batchMax: batchMax
    ).run()
  }

  private static func makeFolder() throws -> String {
    var template = Array("/tmp/loket-booth-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw QueueError.notWritable }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension Queue {
  fileprivate func hashes() throws(QueueError) -> [ShiftID: [UInt64: [UInt8]]] {
    var hashes: [ShiftID: [UInt64: [UInt8]]] = [:]
    for shift in try shifts() {
      hashes[shift.shift.id] = try entries(shift.shift.id, 1...shift.lastSequence).hashes
    }
    return hashes
  }
}
