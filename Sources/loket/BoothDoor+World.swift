import ArgumentParser
import BoothConfig
import Desk
import Glibc
import Intake
import Laptop
import Ports
import ReadlineTerminal
import RosterFile
import SQLiteQueue
import Sealing
import Wording

extension BoothDoor {
  /// The world of a command that only looks: works beside an open kiosk.
  func readingWorld() throws -> World {
    let queue: Queue?
    do { queue = try SQLiteQueue.openReadOnly(path: queuePath) } catch {
      throw fail(.queue(error))
    }
    let identity = try identity() ?? .training(code: config.booth, booth: newBooth())
    return try world(identity: identity, queue: queue ?? .nothing)
  }

  /// The world of a command that stores; `lock` must live as long as the world is used.
  ///
  /// Without an identity a training one is made and kept, unless `makesIdentity` is false.
  func writingWorld(makesIdentity: Bool = true) throws -> (world: World, lock: HomeLock) {
    try prepareHome()
    let lock = try take(HomeLock.take(home: places.home), busy: words.trouble.inUse)
    let identity = try identity() ?? newTrainingIdentity(isKept: makesIdentity)
    let queue: Queue
    do { queue = try SQLiteQueue.open(path: queuePath) } catch { throw fail(.queue(error)) }
    let world = try world(identity: identity, queue: queue)
    do { try Shifts(world).sweep() } catch { throw fail(error) }
    return (world, lock)
  }

  /// A world of its own for practice: training, an empty queue, no printer; nothing of the booth's
  /// is read or changed.
  func practiceWorld() throws -> (world: World, lock: HomeLock) {
    try prepareHome()
    let home = places.home + "/latihan"
    if case .failure(let fault) = HomeDirectory.prepare(home) {
      throw fail(words.trouble.homeUnusable(home, fault.text(words)), fault.exitStatus)
    }
    let lock = try take(HomeLock.take(home: home), busy: words.trouble.inUse)
    for name in ["antrean.db", "antrean.db-journal"] { unlink("\(home)/\(name)") }
    let queue: Queue
    do { queue = try SQLiteQueue.open(path: home + "/antrean.db") } catch {
      throw fail(.queue(error))
    }
    let world = World(
      setting: setting, words: words,
      identity: .training(code: config.booth, booth: newBooth()), queue: queue,
      clock: SystemClock.make(), entropy: SystemEntropy.make(),
      volatile: TmpfsStore.open(home: home), machine: { machine(.training) })
    do { try Shifts(world).sweep() } catch { throw fail(error) }
    return (world, lock)
  }

  var queuePath: String { places.home + "/antrean.db" }

  func take(_ lock: Result<HomeLock, LockFault>, busy: String) throws -> HomeLock {
    switch lock {
    case .success(let taken): return taken
    case .failure(.busy): throw fail(busy, 75)
    case .failure(.failed(let errno)):
      throw fail(words.trouble.homeUnusable(places.home, SystemText.of(errno)), 74)
    }
  }

  private func prepareHome() throws {
    switch HomeDirectory.prepare(places.home) {
    case .success: break
    case .failure(let fault):
      throw fail(words.trouble.homeUnusable(places.home, fault.text(words)), fault.exitStatus)
    }
    // History and log are a convenience: without their folder the booth works all the same.
    _ = HomeDirectory.prepare(places.state)
  }

  private func world(identity: BoothIdentity, queue: Queue) throws -> World {
    let keys = try formerKeys()
    let former = stride(from: 0, to: keys.count, by: 32).map {
      BoothVerifier(publicKey: Array(keys[$0..<min($0 + 32, keys.count)]))
    }
    return World(
      setting: setting, words: words, identity: identity, formerSigners: former, queue: queue,
      clock: SystemClock.make(), entropy: SystemEntropy.make(),
      volatile: TmpfsStore.open(home: places.home),
      reserve: ClosingRoom.reserve(home: places.home), printer: printer, receipt: receipt,
      freeMegabytes: { [home = places.home] in MachineFacts.freeMegabytes(at: home) },
      readFile: { path in
        WholeFile.read(path, max: RosterFile.bytesMax)
          .mapError { FileFault(why: SystemText.of($0.errno)) }
      }, rosterNote: rosterNote, machine: { machine(identity.mode) })
  }

  private var rosterNote: RosterNoteFile {
    let home = places.home
    return RosterNoteFile(
      save: { _ = HomeFile.rosterNote.save($0, home: home) },
      load: { try? HomeFile.rosterNote.load(home: home).get() })
  }

  private func newBooth() -> BoothID { SystemEntropy.make().identity() }

  func identity() throws -> BoothIdentity? {
    switch HomeFile.identity.load(home: places.home) {
    case .success(let bytes):
      guard let bytes else { return nil }
      guard let identity = try? BoothIdentity(bytes: bytes) else {
        throw fail(words.trouble.identityUnreadable(places.home + "/identitas"), 1)
      }
      return identity
    case .failure: throw fail(words.trouble.identityUnreadable(places.home + "/identitas"), 74)
    }
  }

  private func newTrainingIdentity(isKept: Bool) throws -> BoothIdentity {
    let identity = BoothIdentity.training(code: config.booth, booth: newBooth())
    guard isKept else { return identity }
    try save(.identity, identity.bytes)
    return identity
  }
}
