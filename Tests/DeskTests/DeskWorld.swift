import BoothConfig
import Desk
import Intake
import IntakeForm
import Ports
import Sealing
import Testing
import TestWorld
import Wording

/// A booth made of test parts, with the shipped configuration.
final class DeskWorld {
  let memory = MemoryQueue()
  let volatile = MemoryVolatileStore()
  let clock = HandClock()
  let world: World

  static let passphrase = "kayu-hujan-pasar"

  let facts: Facts

  init(
    _ language: Language = .indonesian, seed: UInt64 = 7, mode: Mode = .training,
    idleSeconds: Int = 0, coordinatorPassphrase: String? = nil
  )
    throws
  {
    let config = try BoothConfig.load(from: DeskWorld.configPath).get()
    let setting = Setting(
      office: config.office, points: config.places, agencies: config.agencies,
      schools: config.schools,
      staff: config.operators
        + config.coordinators.map { DeskWorld.locked($0, coordinatorPassphrase) },
      policy: config.policy, regions: config.regions, idleSeconds: idleSeconds)
    let training = BoothIdentity.training(code: config.booth, booth: BoothID(high: 1, low: 2))
    let identity = BoothIdentity(
      booth: training.booth, code: training.code, mode: mode,
      signingSeed: SeededEntropy(seed: seed).entropy.bytes(32), recipients: training.recipients,
      assignment: Chain.nothing)
    let facts = Facts()
    self.facts = facts
    world = World(
      setting: setting, words: Wording(language), identity: try #require(identity),
      queue: memory.queue, clock: clock.clock, entropy: SeededEntropy(seed: seed).entropy,
      volatile: volatile.store,
      reserve: Reserve(keep: { facts.hasRoom }, release: { facts.releases += 1 }),
      freeMegabytes: { facts.freeMegabytes },
      readFile: { path in
        facts.files[path].map { .success(Array($0.utf8)) } ?? .failure(FileFault(why: "hilang"))
      },
      rosterNote: RosterNoteFile(
        save: { facts.rosterNote = $0 }, load: { facts.rosterNote }),
      machine: { facts.machine })
  }

  private static func locked(_ staff: Staff, _ passphrase: String?) -> Staff {
    let chance = [UInt8](repeating: 7, count: CoordinatorLock.chanceCount)
    return Staff(
      code: staff.code, name: staff.name, role: staff.role,
      lock: passphrase.flatMap {
        CoordinatorLock.make(staff.code, passphrase: $0, chance: chance)
      })
  }

  /// What the test says of the machine.
  final class Facts {
    var freeMegabytes: Int?
    /// Whether the disk has room for what a closing takes; how often that was given back.
    var hasRoom = true
    var releases = 0
    var files: [String: String] = [:]
    var rosterNote: [UInt8]?
    var machine: Doctor.Machine?
  }

  /// The folder `config` of this checkout.
  private static var configPath: String {
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/config"
  }

  var shifts: Shifts { Shifts(world) }

  func plan(_ point: String = "mog") throws -> Shifts.Plan {
    try shifts.plan(
      point: point, staff: "sari", facts: OpeningFacts(recordingSets: 2, ikdTables: 4))
  }

  @discardableResult
  func open(_ point: String = "mog") throws -> OpenShift {
    try shifts.open(try plan(point), passphrase: DeskWorld.passphrase)
  }

  /// A kiosk whose person types these lines; `nil` stands for Ctrl-C.
  func kiosk(_ lines: [String?]) -> (Kiosk, ScriptedTerminal) {
    let script = ScriptedTerminal(lines.map { $0.map(Line.text) ?? .interrupt })
    return (
      Kiosk(world: world, terminal: script.terminal, passphrase: DeskWorld.passphrase), script
    )
  }

  /// Runs a kiosk with these lines to its end; what stood on the screen.
  func session(_ lines: [String?]) -> String {
    let (kiosk, script) = kiosk(lines)
    _ = kiosk.run()
    return script.transcript
  }

  /// One visit as JSON through the paper intake.
  func take(_ json: String, _ counter: OpenShift) throws -> PaperIntake.Result {
    let intake = PaperIntake(counter)
    let result = try intake.take(Array(json.utf8), line: 1)
    try intake.finish()
    return result
  }

  /// What a stranger counts from the stored entries.
  func recount() throws -> Tally {
    let stored = try #require(try world.queue.latestShift())
    var fold = TallyFold()
    for entry in try world.queue.entries(stored.shift.id, 1...stored.lastSequence) {
      fold.add(entry.header, tag: entry.tag.isEmpty ? nil : entry.tag)
    }
    return fold.tally
  }
}

/// Lines of invented people.
enum People {
  static let siti = """
    {"nik":"3573054101900001","name":"SITI CONTOH","birthDate":"1990-01-01",\
    "residence":"3573051011","ikd":{"state":"active"},"services":[{"code":"cetak"}]}
    """
  static let declines = """
    {"nik":"3573051708850003","name":"TONI CONTOH","birthDate":"1985-08-17",\
    "residence":"3573051004","ikd":{"state":"notActive","reason":"declined"},\
    "services":[{"code":"cetak"},{"code":"rekam"}]}
    """
  static let pupil = """
    {"name":"BAYU CONTOH","birthDate":"2010-05-05","sex":"L","residence":"luar",\
    "services":[{"code":"rekam"},{"code":"kia"}]}
    """
}
