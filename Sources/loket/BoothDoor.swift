import ArgumentParser
import BoothConfig
import Desk
import Glibc
import Intake
import Laptop
import Ports
import ReadlineTerminal
import SQLiteQueue
import Sealing
import Wording

/// A door opened: the configuration read, the language chosen, and from there the booth's world.
struct BoothDoor {
  let options: CommonChoices
  let environment: [String: String]
  let places: Places
  let config: BoothConfig
  let configPath: String
  let words: Wording

  /// Reads the configuration; all its faults at once, exit status 78.
  static func open(_ options: CommonOptions) throws -> BoothDoor { try open(options.choices) }

  static func open(_ options: CommonChoices) throws -> BoothDoor {
    let places = Places.current()
    let environment = Environment.current()
    if let name = Environment.unreadable() {
      let words = Wording(options.language(configured: nil, environment))
      Streams.complain(words.trouble.variableUnreadable(name))
      throw ExitCode(78)
    }
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
      policy: config.policy, regions: config.regions, idleSeconds: config.idleSeconds)
  }

  /// The terminal of a person, or plain lines where there is none.
  func terminal() -> Terminal {
    ReadlineTerminal.open(
      history: KeptCommands(path: places.state + "/riwayat", words: Command.words),
      plain: options.isPlain(environment))
  }

  /// The kiosk asks; without anybody to answer, or lines from a pipe, the commands are named.
  func demandSomebody() throws {
    if ReadlineTerminal.isNobodyThere { throw fail(words.trouble.nobodyThere, 64) }
  }

  /// Ends the program with the sentence and its exit status.
  func fail(_ sentence: String, _ status: Int32) -> ExitCode {
    Streams.complain(sentence)
    return ExitCode(status)
  }

  /// Data for standard output; what nobody takes in is not done: exit status 74.
  func emit(_ lines: [String]) throws {
    guard !Streams.emit(lines) else { return }
    throw unheard
  }

  func emit(_ bytes: [UInt8]) throws {
    guard !Streams.emit(bytes) else { return }
    throw unheard
  }

  private var unheard: ExitCode {
    fail(words.trouble.resultsUnwritable(SystemText.of(errno)), 74)
  }

  /// Files for the office carry the time at which they were made.
  func demandClock() throws {
    guard SystemClock.make().now().isStorable else { throw fail(.clockImpossible) }
  }

  func fail(_ error: DeskError) -> ExitCode { fail(error.sentence(words), error.exitStatus) }
}

extension BoothDoor {
  /// The passphrase from its file; nil: no file is named.
  func secret() throws -> String? {
    guard let path = options.secretPath(environment) else { return nil }
    switch SecretFile.read(path) {
    case .success(let text): return text
    case .failure(let fault):
      throw fail(
        words.trouble.secretUnusable(path, words.trouble.why(fault, system: SystemText.of)), 64)
    }
  }

  /// The passphrase from its file, else asked for on the terminal without echo.
  func secretOrAsk(_ question: String? = nil) throws -> String {
    if let secret = try secret() { return secret }
    let terminal = terminal()
    guard terminal.traits().isInteractive,
      case .text(let typed) = terminal.ask(
        Prompt((question ?? words.kiosk.passphrase) + ": ", isSecret: true))
    else { throw fail(.passphraseMissing) }
    return typed
  }
}
