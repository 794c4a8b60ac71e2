import ArgumentParser
import BoothConfig
import Desk
import Intake
import Laptop
import Ports
import SQLiteQueue
import Sealing
import Wording

/// Why a door does not open further: what is said, and the exit status.
struct DoorTrouble: Error {
  let sentence: String
  let status: Int32
  /// The file is there and readable, and no longer what was written.
  var isGarbled = false
}

extension BoothDoor {
  var queuePath: String { places.home + "/antrean.db" }

  /// The queue that `open` finds, if it and the identity are one booth's.
  func whole(
    _ identity: BoothIdentity?, _ open: () throws(QueueError) -> Queue?
  ) throws -> Queue? {
    do throws(DeskError) {
      let queue: Queue?
      do throws(QueueError) { queue = try open() } catch {
        guard error == .gone else { throw .queue(error) }
        queue = nil
      }
      try belong(identity, queue)
      return queue
    } catch {
      throw fail(error)
    }
  }

  /// The queue for `loket pasang`, which takes up a laptop that has lost its identity too.
  func enrollingQueue() throws -> (queue: Queue, lock: HomeLock) {
    let lock = try homeLock()
    // An enrolment, also one that was cut off, has made the queue before anything else.
    let isNew = !HomeFile.identity.isThere(home: places.home) && !isEnrolled
    do { return (try SQLiteQueue.open(path: queuePath, mayCreate: isNew), lock) } catch {
      throw fail(.queue(error))
    }
  }

  func belong(_ identity: BoothIdentity?, _ queue: Queue?) throws(DeskError) {
    try Belonging.check(
      identity, queue, isEnrolled: isEnrolled, assignedKey: knownAssignment?.boothKey)
  }

  /// The office's last assignment; nil where there is none, or none that can be read.
  var knownAssignment: Assignment? {
    let bytes = try? HomeFile.assignment.load(home: places.home).get()
    return bytes.flatMap { try? Assignment(bytes: $0) }
  }

  /// Whether `loket pasang` has been here, to its end or not.
  var isEnrolled: Bool {
    [HomeFile.assignment, .passwords, .formerKeys].contains { $0.isThere(home: places.home) }
  }

  func homeLock() throws -> HomeLock {
    try prepareHome()
    return try take(HomeLock.take(home: places.home), busy: words.trouble.inUse)
  }

  func take(_ lock: Result<HomeLock, LockFault>, busy: String) throws -> HomeLock {
    switch lock {
    case .success(let taken): return taken
    case .failure(.busy): throw fail(busy, 75)
    case .failure(.failed(let errno)):
      throw fail(words.trouble.homeUnusable(places.home, SystemText.of(errno)), 74)
    }
  }

  func prepareHome() throws {
    switch HomeDirectory.prepare(places.home) {
    case .success: break
    case .failure(let fault):
      throw fail(words.trouble.homeUnusable(places.home, fault.text(words)), fault.exitStatus)
    }
    // History and log are a convenience: without their folder the booth works all the same.
    _ = HomeDirectory.prepare(places.state)
  }
}

extension BoothDoor {
  func identity() throws -> BoothIdentity? {
    switch loadIdentity() {
    case .success(let identity): return identity
    case .failure(let trouble): throw fail(trouble.sentence, trouble.status)
    }
  }

  /// Nil if there is none.
  func loadIdentity() -> Result<BoothIdentity?, DoorTrouble> {
    let path = places.home + "/identitas"
    switch HomeFile.identity.load(home: places.home) {
    case .success(nil): return .success(nil)
    case .success(let bytes?):
      if let identity = try? BoothIdentity(bytes: bytes) { return .success(identity) }
      return .failure(
        DoorTrouble(
          sentence: words.trouble.identityUnreadable(path), status: 1, isGarbled: true))
    case .failure(let fault):
      let why = SystemText.of(fault.errno)
      return .failure(
        DoorTrouble(sentence: words.trouble.inputUnreadable(path, why), status: 74))
    }
  }

  /// A fresh identity for training, kept nowhere.
  var training: BoothIdentity {
    .training(code: config.booth, booth: SystemEntropy.make().identity())
  }

  func keptTraining() throws -> BoothIdentity {
    let identity = training
    try save(.identity, identity.bytes)
    return identity
  }
}
