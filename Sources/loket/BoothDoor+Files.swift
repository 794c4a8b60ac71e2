import ArgumentParser
import BoothConfig
import Desk
import Glibc
import Intake
import Laptop
import Ports
import SQLiteQueue
import Sealing
import Wording

extension BoothDoor {
  /// An empty name of a file or folder would mean the root, or nothing.
  func demandName(_ path: String) throws {
    if path.isEmpty { throw fail(words.trouble.nameEmpty, 64) }
  }

  /// A file from outside, whole.
  func read(_ path: String, max: Int) throws -> [UInt8] {
    try demandName(path)
    switch WholeFile.read(path, max: max) {
    case .success(let bytes): return bytes
    case .failure(let fault):
      throw fail(words.trouble.inputUnreadable(path, SystemText.of(fault.errno)), 65)
    }
  }

  /// A file for outside, durable and read back; never over what is the program's own.
  func put(_ bytes: [UInt8], _ path: String) throws {
    try demandName(path)
    let own = OwnPlaces(
      folders: places.homes, filesOf: configPath, files: [options.secretPath(environment)])
    if own.hold(path) { throw fail(words.trouble.ownPlace(path), 64) }
    guard case .failure(let fault) = WholeFile.write(bytes, to: path) else { return }
    throw fail(
      words.trouble.outputUnwritable(path, SystemText.of(fault.errno)), fault.exitStatus)
  }

  func save(_ file: HomeFile, _ bytes: [UInt8]) throws {
    guard case .failure(let fault) = file.save(bytes, home: places.home) else { return }
    throw fail(
      words.trouble.homeUnusable(places.home, SystemText.of(fault.errno)),
      fault.exitStatus)
  }

  /// The public keys of earlier assignments; what does not make 32 bytes is none.
  func formerKeys() throws -> [[UInt8]] {
    switch HomeFile.formerKeys.load(home: places.home) {
    case .success(let bytes):
      let keys = bytes ?? []
      return stride(from: 0, to: keys.count - keys.count % 32, by: 32).map {
        Array(keys[$0..<$0 + 32])
      }
    case .failure(let fault): throw unreadable("kunci-lama", fault)
    }
  }

  func formerSigners() throws -> [BoothVerifier] {
    try formerKeys().map(BoothVerifier.init(publicKey:))
  }

  /// What the office assigned this booth to, once it is known that it was enrolled.
  func assignment() throws -> Assignment {
    let garbled = words.trouble.identityUnreadable(places.home + "/penugasan")
    switch HomeFile.assignment.load(home: places.home) {
    case .success(let bytes):
      guard let bytes else { throw fail(words.delivery.assignmentMissing, 1) }
      guard let assignment = try? Assignment(bytes: bytes) else { throw fail(garbled, 1) }
      return assignment
    case .failure(let fault): throw unreadable("penugasan", fault)
    }
  }

  /// A file of the home that the system does not let us read now.
  private func unreadable(_ name: String, _ fault: SystemFault) -> ExitCode {
    fail(words.trouble.inputUnreadable("\(places.home)/\(name)", SystemText.of(fault.errno)), 74)
  }

  /// The queue of an enrolled booth, for a delivery beside the kiosk; one delivery at a time.
  func deliveryQueue() throws -> (queue: Queue, identity: BoothIdentity, lock: HomeLock) {
    let known = try identity()
    if known == nil {
      _ = try whole(nil) { () throws(QueueError) in
        try SQLiteQueue.openReadOnly(path: queuePath)
      }
    }
    guard let identity = known, identity.mode == .live
    else { throw fail(words.delivery.trainingNeverSends, 77) }
    try prepareHome()
    let lock = try take(
      HomeLock.take(home: places.home, for: .delivery), busy: words.delivery.flushRunning)
    let queue = try whole(identity) { () throws(QueueError) in
      try SQLiteQueue.openForDelivery(path: queuePath)
    }
    return (queue ?? .nothing, identity, lock)
  }

  /// Notes what was done, also beside an open kiosk; that it cannot be noted undoes nothing of it.
  func note(_ deed: NotedDeed) {
    guard let queue = try? SQLiteQueue.openForDelivery(path: queuePath)
    else { return Streams.complain(words.delivery.notNoted) }
    note([deed], in: queue)
  }

  func note(_ deeds: [NotedDeed], in queue: Queue) {
    let isNoted = deeds.allSatisfy { (try? queue.deeds.note($0)) != nil }
    if !isNoted { Streams.complain(words.delivery.notNoted) }
  }
}
