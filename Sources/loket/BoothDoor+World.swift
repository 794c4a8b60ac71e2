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
    let identity = try identity()
    let queue = try whole(identity) { () throws(QueueError) in
      try SQLiteQueue.openReadOnly(path: queuePath)
    }
    return try world(identity: identity ?? training, queue: queue ?? .nothing)
  }

  /// The world of a command that stores; `lock` must live as long as the world is used.
  ///
  /// A new laptop gets a queue and after it a training identity, so that one without the other is
  /// always a loss. What is wrong at the end of the queue is said, unless the kiosk looks itself.
  func writingWorld(looks: Bool = true) throws -> (world: World, lock: HomeLock) {
    let lock = try homeLock()
    let known = try identity()
    let queue = try whole(known) { () throws(QueueError) in
      try SQLiteQueue.open(path: queuePath, mayCreate: known == nil && !isEnrolled)
    }
    let identity = try known ?? keptTraining()
    let world = try world(identity: identity, queue: queue ?? .nothing)
    do throws(DeskError) {
      try Shifts(world).sweep()
      let trouble = looks ? try Audit(world).quick() : nil
      if let trouble { Streams.complain(words.doctor.fault(trouble)) }
    } catch {
      throw fail(error)
    }
    return (world, lock)
  }

  /// The world as `loket periksa` looks at it: what keeps a booth from serving is a finding, not
  /// the end of looking.
  func examinedWorld() throws -> (world: World, troubles: [String]) {
    var troubles: [String] = []
    var identity: BoothIdentity?
    switch loadIdentity() {
    case .success(let found): identity = found
    case .failure(let trouble): troubles.append(trouble.sentence)
    }
    var queue: Queue?
    do throws(DeskError) {
      do throws(QueueError) { queue = try SQLiteQueue.openReadOnly(path: queuePath) } catch {
        throw .queue(error)
      }
      if troubles.isEmpty { try belong(identity, queue) }
    } catch {
      troubles.append(Doctor.sentence(error, words))
    }
    return (try world(identity: identity ?? training, queue: queue ?? .nothing), troubles)
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
    let identity = training
    let world = World(
      setting: setting, words: words, identity: identity, queue: queue,
      clock: SystemClock.make(), entropy: SystemEntropy.make(),
      volatile: TmpfsStore.open(home: home), machine: { machine(identity) })
    Shifts(world).sweepAll()
    return (world, lock)
  }

  private func world(identity: BoothIdentity, queue: Queue) throws -> World {
    World(
      setting: setting, words: words, identity: identity, formerSigners: try formerSigners(),
      queue: queue,
      clock: SystemClock.make(), entropy: SystemEntropy.make(),
      volatile: TmpfsStore.open(home: places.home),
      reserve: ClosingRoom.reserve(home: places.home), printer: printer, receipt: receipt,
      freeMegabytes: { [home = places.home] in MachineFacts.freeMegabytes(at: home) },
      readFile: { path in
        WholeFile.read(path, max: RosterFile.bytesMax)
          .mapError { FileFault(why: SystemText.of($0.errno)) }
      }, rosterNote: rosterNote, machine: { machine(identity) })
  }

  private var rosterNote: RosterNoteFile {
    let home = places.home
    return RosterNoteFile(
      save: { _ = HomeFile.rosterNote.save($0, home: home) },
      load: { try? HomeFile.rosterNote.load(home: home).get() })
  }
}
