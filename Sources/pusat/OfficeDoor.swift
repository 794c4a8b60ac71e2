import ArgumentParser
import BoothConfig
import Glibc
import Intake
import Laptop
import Office
import Ports
import PostgresCentre
import ReadlineTerminal
import Sealing
import Wording

/// The options that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(name: .long, help: "Folder konfigurasi (configuration folder).")
  var config: String?

  @Option(name: .long, help: "Bahasa layar: id atau en (screen language).")
  var bahasa: String?

  @Option(name: .long, help: "Berkas sandi kunci kantor, mode 0600 (passphrase file).")
  var sandiBerkas: String?

  mutating func validate() throws {
    if config == "" { throw ValidationError("--config: DIR") }
    guard let bahasa, Language(rawValue: bahasa) == nil else { return }
    throw ValidationError("--bahasa: id | en")
  }
}

extension OfficeStore: OfficeCentre {}

/// The door opened: configuration read, language chosen.
struct OfficeDoor {
  let options: CommonOptions
  let environment: [String: String]
  /// Where the office keys lie, and a booth's data if the machine is one.
  let home: String
  let homes: [String]
  let configPath: String
  let config: BoothConfig
  let words: Wording

  /// Reads the configuration; all its faults at once, exit status 78.
  static func open(_ options: CommonOptions) throws -> OfficeDoor {
    let places = Places.current()
    let environment = Environment.current()
    let path = places.config(option: options.config)
    let locale = Environment.locale(environment)
    if let name = Environment.unreadable() {
      let language = Language.chosen(flag: options.bahasa, configured: nil, locale: locale)
      Streams.complain(Wording(language).trouble.variableUnreadable(name))
      throw ExitCode(78)
    }
    switch BoothConfig.load(from: path) {
    case .success(let config):
      let language = Language.chosen(
        flag: options.bahasa, configured: config.language, locale: locale)
      return OfficeDoor(
        options: options, environment: environment, home: places.officeHome, homes: places.homes,
        configPath: path, config: config, words: Wording(language))
    case .failure(let faults):
      let words = Wording(
        Language.chosen(flag: options.bahasa, configured: nil, locale: locale))
      Streams.complain(words.trouble.configFaults(faults.all.count))
      for fault in faults.all.prefix(50) {
        Streams.complain("  \(path)/\(words.config.sentence(fault))")
      }
      throw ExitCode(78)
    }
  }

  func fail(_ sentence: String, _ status: Int32) -> ExitCode {
    Streams.complain(sentence)
    return ExitCode(status)
  }

  /// Data for standard output; what nobody takes in is not done: exit status 74.
  func emit(_ lines: [String]) throws {
    guard !Streams.emit(lines) else { return }
    throw fail(words.trouble.resultsUnwritable(SystemText.of(errno)), 74)
  }

  func fail(_ error: CentreError) -> ExitCode {
    switch error {
    case .unreachable(let why), .failed(let why): fail(words.delivery.unreachable(why), 69)
    case .untrusted(let why): fail(words.delivery.untrusted(why), 69)
    case .libraryMissing(let why): fail(words.delivery.libraryMissing(why), 69)
    case .rejectedUs(let why): fail(words.office.rejected(why), 77)
    case .otherVersion(0): fail(words.office.notPrepared, 78)
    case .otherVersion(let found):
      fail(found < OfficeStore.newest ? words.office.olderSchema : words.office.newerSchema, 1)
    }
  }

  /// Does what asks the centre; its error ends the program with its sentence and exit status.
  func asking<Value>(_ work: () throws -> Value) throws -> Value {
    do { return try work() } catch let error as CentreError { throw fail(error) }
  }

  /// The central store as the office's role, or as whoever libpq's variables name.
  func store() throws -> OfficeStore {
    let store = try anyStore()
    return try asking {
      try store.checkVersion()
      // The sums of two offices would be nobody's figures.
      if try store.offices() > 1 { throw fail(words.office.whichOffice, 77) }
      return store
    }
  }

  /// The same, whatever schema it has and however many offices the role acts for.
  func anyStore() throws -> OfficeStore {
    guard conninfo != nil else { throw fail(words.office.noConnection, 78) }
    do { return try anotherStore() } catch { throw fail(error) }
  }

  /// The same over a connection of its own, once it is known where and that it is the right one.
  func anotherStore() throws(CentreError) -> OfficeStore {
    try OfficeStore.open(conninfo: conninfo ?? "")
  }

  private var conninfo: String? { config.conninfo ?? environment["PGHOST"].map { _ in "" } }
}
