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

extension OfficeDoor {
  /// The shortest passphrase of the office key, in characters.
  static let passphraseMin = 12

  private var keyPath: String { home + "/kunci-kantor" }

  var hasKeys: Bool { access(keyPath, F_OK) == 0 }

  /// A passphrase from a file, or asked for on the terminal without echo.
  func secret(file: String?, _ question: String) throws -> String {
    if let file {
      switch SecretFile.read(file) {
      case .success(let text): return text
      case .failure(let fault):
        throw fail(
          words.trouble.secretUnusable(file, words.trouble.why(fault, system: SystemText.of)), 64)
      }
    }
    let terminal = ReadlineTerminal.open(history: nil, plain: false)
    guard terminal.traits().isInteractive,
      case .text(let typed) = terminal.ask(Prompt(question + ": ", isSecret: true))
    else { throw fail(words.trouble.missingOption("--sandi-berkas"), 64) }
    return typed
  }

  var secretPath: String? {
    options.sandiBerkas ?? environment["PUSAT_SANDI_BERKAS"].flatMap { $0.isEmpty ? nil : $0 }
  }

  func keys() throws -> OfficeKeys { try openedKeys().keys }

  /// The keys, and the passphrase that opened them.
  func openedKeys() throws -> (keys: OfficeKeys, passphrase: String) {
    guard hasKeys else { throw fail(words.office.keysMissing, 78) }
    guard case .success(let bytes) = WholeFile.read(keyPath, max: 64 * 1024)
    else { throw fail(words.office.keysUnreadable, 74) }
    let passphrase = try secret(file: secretPath, words.office.passphrase)
    do throws(OfficeKeys.Fault) {
      return (try OfficeKeys(sealed: bytes, passphrase: passphrase), passphrase)
    } catch {
      switch error {
      case .format: throw fail(words.office.keysUnreadable, 1)
      case .wrongPassphrase: throw fail(words.office.wrongPassphrase, 77)
      case .tooLittleMemory: throw fail(words.trouble.keyNotMade, 1)
      }
    }
  }

  func save(_ keys: OfficeKeys, passphrase: String) throws {
    if case .failure(let fault) = HomeDirectory.prepare(home) {
      let why =
        if case .ofAnother(let user) = fault {
          words.trouble.ofAnotherUser(user)
        } else {
          fault.system.map { SystemText.of($0.errno) } ?? words.trouble.notAFolder
        }
      throw fail(words.trouble.homeUnusable(home, why), fault.exitStatus)
    }
    let chance = SystemEntropy.make().bytes(PassphraseBox.chanceCount)
    guard let sealed = keys.sealed(passphrase: passphrase, chance: chance)
    else { throw fail(words.trouble.keyNotMade, 1) }
    try replace(keyPath, with: sealed)
  }

  /// Files for booths carry the time at which they were made.
  func demandClock() throws {
    guard SystemClock.make().now().isStorable else {
      throw fail(words.trouble.clockImpossible, 1)
    }
  }

  /// An empty name of a file would mean nothing, or the folder beside it.
  func demandName(_ path: String) throws {
    if path.isEmpty { throw fail(words.trouble.nameEmpty, 64) }
  }

  /// Refuses a place for a file that is the program's own, before any work is done for it.
  func demandForeign(_ path: String, _ secrets: String?...) throws {
    try demandName(path)
    let own = OwnPlaces(folders: homes, filesOf: configPath, files: [secretPath] + secrets)
    if own.hold(path) { throw fail(words.trouble.ownPlace(path), 64) }
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

  /// A file for others.
  func write(_ bytes: [UInt8], to path: String) throws {
    try demandForeign(path)
    try replace(path, with: bytes)
  }

  /// Refuses a place where a small file could not be written.
  func demandRoom(_ path: String) throws {
    guard case .failure(let fault) = WholeFile.tryRoom(for: path) else { return }
    throw unwritable(path, fault)
  }

  private func replace(_ path: String, with bytes: [UInt8]) throws {
    guard case .failure(let fault) = WholeFile.write(bytes, to: path) else { return }
    throw unwritable(path, fault)
  }

  private func unwritable(_ path: String, _ fault: SystemFault) -> ExitCode {
    fail(
      words.trouble.outputUnwritable(path, SystemText.of(fault.errno)),
      fault.exitStatus)
  }
}
