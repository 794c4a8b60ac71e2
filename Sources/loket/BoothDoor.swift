import ArgumentParser
import BoothConfig
import Desk
import Intake
import Laptop
import Ports
import ReadlineTerminal
import SQLiteQueue
import Sealing
import Wording

/// A door opened: the configuration read, the language chosen, and from there the booth's world.
struct BoothDoor {
  let options: CommonOptions
  let environment: [String: String]
  let places: Places
  let config: BoothConfig
  let configPath: String
  let words: Wording

  /// Reads the configuration; all its faults at once, exit status 78.
  static func open(_ options: CommonOptions) throws -> BoothDoor {
    let places = Places.current()
    let environment = Environment.current()
    let path = places.config(option: options.config)
    switch BoothConfig.load(from: path) {
    case .success(let config):
      let language = options.language(configured: config.language, environment)
      return BoothDoor(
        options: options, environment: environment, places: places, config: config,
        configPath: path, words: Wording(language))
    case .failure(let faults):
      let words = Wording(options.language(configured: nil, environment))
      Streams.complain(words.trouble.configFaults(faults.all.count))
      for fault in faults.all.prefix(50) {
        Streams.complain("  \(path)/\(words.config.sentence(fault))")
      }
      throw ExitCode(78)
    }
  }

  var setting: Setting {
    Setting(
      office: config.office, points: config.places, agencies: config.agencies,
      schools: config.schools, staff: config.operators + config.coordinators,
      policy: config.policy, regions: config.regions)
  }

  /// The terminal of a person, or plain lines where there is none.
  func terminal() -> Terminal {
    ReadlineTerminal.open(
      historyPath: places.state + "/riwayat", plain: options.isPlain(environment))
  }

  /// Ends the program with the sentence and its exit status.
  func fail(_ sentence: String, _ status: Int32) -> ExitCode {
    Streams.complain(sentence)
    return ExitCode(status)
  }

  func fail(_ error: DeskError) -> ExitCode { fail(error.sentence(words), error.exitStatus) }
}

extension BoothDoor {
  /// The world of a command that only looks: works beside an open kiosk.
  func readingWorld() throws -> World {
    let queue: Queue?
    do { queue = try SQLiteQueue.openReadOnly(path: queuePath) } catch {
      throw fail(.queue(error))
    }
    let identity = try identity() ?? .training(code: config.booth, booth: newBooth())
    return world(identity: identity, queue: queue ?? .nothing)
  }

  /// The world of a command that stores; `lock` must live as long as the world is used.
  func writingWorld() throws -> (world: World, lock: HomeLock) {
    try prepareHome()
    let lock: HomeLock
    switch HomeLock.take(home: places.home) {
    case .success(let taken): lock = taken
    case .failure(.busy): throw fail(words.trouble.inUse, 75)
    case .failure(.failed(let errno)):
      throw fail(words.trouble.homeUnusable(places.home, SystemText.of(errno)), 74)
    }
    let identity = try identity() ?? newTrainingIdentity()
    do {
      return (world(identity: identity, queue: try SQLiteQueue.open(path: queuePath)), lock)
    } catch {
      throw fail(.queue(error))
    }
  }

  private var queuePath: String { places.home + "/antrean.db" }

  private func prepareHome() throws {
    switch HomeDirectory.prepare(places.home) {
    case .success: break
    case .failure(let fault):
      throw fail(words.trouble.homeUnusable(places.home, fault.text(words)), fault.exitStatus)
    }
    // History and log are a convenience: without their folder the booth works all the same.
    _ = HomeDirectory.prepare(places.state)
  }

  private func world(identity: BoothIdentity, queue: Queue) -> World {
    World(
      setting: setting, words: words, identity: identity, queue: queue,
      clock: SystemClock.make(), entropy: SystemEntropy.make(),
      volatile: TmpfsStore.open(home: places.home))
  }

  private func newBooth() -> BoothID { SystemEntropy.make().identity() }

  private func identity() throws -> BoothIdentity? {
    switch IdentityFile.load(home: places.home) {
    case .success(let bytes):
      guard let bytes else { return nil }
      guard let identity = try? BoothIdentity(bytes: bytes) else {
        throw fail(words.trouble.identityUnreadable(places.home + "/identitas"), 1)
      }
      return identity
    case .failure: throw fail(words.trouble.identityUnreadable(places.home + "/identitas"), 74)
    }
  }

  private func newTrainingIdentity() throws -> BoothIdentity {
    let identity = BoothIdentity.training(code: config.booth, booth: newBooth())
    if case .failure(let fault) = IdentityFile.save(identity.bytes, home: places.home) {
      let why = SystemText.of(fault.errno)
      throw fail(words.trouble.homeUnusable(places.home, why), fault.errno == 28 ? 73 : 74)
    }
    return identity
  }
}

extension BoothDoor {
  /// The passphrase from its file; nil: no file is named.
  func secret() throws -> String? {
    guard let path = options.secretPath(environment) else { return nil }
    switch SecretFile.read(path) {
    case .success(let text): return text
    case .failure(let fault):
      throw fail(words.trouble.secretUnusable(path, fault.text(words)), 64)
    }
  }

  /// The passphrase from its file, else asked for on the terminal without echo.
  func secretOrAsk() throws -> String {
    if let secret = try secret() { return secret }
    let terminal = terminal()
    guard terminal.traits().isInteractive,
      case .text(let typed) = terminal.ask(Prompt(words.kiosk.passphrase + ": ", isSecret: true))
    else { throw fail(.passphraseMissing) }
    return typed
  }
}
