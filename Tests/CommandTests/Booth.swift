import Foundation
import TestWorld
import Testing

/// A booth of its own for one test: a folder below /tmp and its place in volatile memory, both gone
/// with it.
final class Booth {
  static let passphrase = "rahasia sesi ini"

  /// Home, state and everything else of this booth.
  let folder: String
  let home: String
  var environment: [String: String]
  /// What runs the programs, if they are not run by themselves: its words.
  var wrapper: [String] = []
  private let program: String
  private var runs = 0
  private var mounts: Mounts?

  init(passphrase: String = Booth.passphrase) throws {
    var template = Array("/tmp/loket-command-XXXXXX".utf8CString)
    _ = try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    home = folder + "/loket"
    let program = try #require(Pty.builtProgram("loket"), "build first: swift build")
    self.program =
      program.hasPrefix("/") ? program : FileManager.default.currentDirectoryPath + "/" + program
    environment = [
      "LOKET_HOME": home, "XDG_STATE_HOME": folder + "/state", "LANG": "C.UTF-8",
      "LOKET_SANDI_BERKAS": folder + "/sandi", "LOKET_CONFIG": Repository.path + "/config",
      "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
    ]
    try write(passphrase + "\n", to: "sandi")
  }

  deinit {
    mounts = nil
    try? FileManager.default.removeItem(atPath: folder)
    VolatilePlace.lose(home)
  }

  var database: String { home + "/antrean.db" }

  /// The booth's folder in volatile memory.
  var volatile: String { VolatilePlace.folder(of: home) }

  var piecesInVolatileMemory: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: volatile)) ?? []).sorted()
  }
}

/// What the machine would not do for a booth.
enum BoothFault: Error {
  case script(String, said: String)
}

/// A finished run of a program.
struct Run {
  let exit: Pty.Exit
  let output: String
  let errors: String

  var status: Int32 {
    switch exit {
    case .code(let code): code
    case .signal(let signal): 128 + signal
    }
  }

  /// Both streams, to look for a sentence.
  var said: String { output + errors }
  var lines: [String] { output.split(separator: "\n").map(String.init) }
}

extension Booth {
  @discardableResult
  func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
    try write(Data(text.utf8), to: name, mode: mode)
  }

  @discardableResult
  func write(_ bytes: Data, to name: String, mode: Int = 0o600) throws -> String {
    let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    try bytes.write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  /// `loket` with these arguments, for another program to run.
  func words(_ arguments: [String]) -> [String] { wrapper + [program] + arguments }

  /// Starts `loket` and leaves it running.
  func start(
    _ arguments: [String], input: Program.Input = .pipe, output: Program.Output = .pipe
  ) throws -> Program {
    runs += 1
    return try Program(
      [program] + arguments, environment: environment, input: input, output: output,
      errors: "\(folder)/errors-\(runs)")
  }

  /// What the program that was started last said on standard error.
  func lastErrors() -> String { Booth.text("\(folder)/errors-\(runs)") }

  /// Runs `loket` to its end.
  @discardableResult
  func loket(
    _ arguments: String..., input: Program.Input = .nothing, within time: Duration = .seconds(60)
  ) throws -> Run {
    try loket(arguments, input: input, within: time)
  }

  @discardableResult
  func loket(
    _ arguments: [String], input: Program.Input = .nothing, within time: Duration = .seconds(60)
  ) throws -> Run {
    try run(words(arguments), input: input, within: time)
  }

  /// `loket daftar --dari -` with these lines.
  @discardableResult
  func register(_ lines: [String]) throws -> Run {
    let text = lines.map { $0 + "\n" }.joined()
    return try loket("daftar", "--dari", "-", input: .file(try write(text, to: "lines.jsonl")))
  }

  @discardableResult
  func shell(_ script: String) throws -> Run { try run(["/bin/sh", "-c", script]) }

  /// Any program, in this booth's environment.
  @discardableResult
  func run(
    _ words: [String], input: Program.Input = .nothing, within time: Duration = .seconds(60)
  ) throws -> Run {
    runs += 1
    let (output, errors) = ("\(folder)/output-\(runs)", "\(folder)/errors-\(runs)")
    let program = try Program(
      words, environment: environment, input: input, output: .file(output), errors: errors)
    let exit = try program.wait(within: time)
    defer { for path in [output, errors] { unlink(path) } }
    return Run(exit: exit, output: Booth.text(output), errors: Booth.text(errors))
  }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }

  @discardableResult
  func open(_ point: String = "mpp") throws -> Run {
    let run = try loket("buka", "--titik", point, "--petugas", "sari")
    #expect(run.status == 0, "\(run.said)")
    return run
  }

  func close() throws {
    let run = try loket("tutup", "--hitung", "formsHandedOut=12")
    #expect(run.status == 0, "\(run.said)")
  }

  /// A JSON answer as text, exit status 0 demanded.
  func json<Value: Decodable>(_ type: Value.Type, _ arguments: String...) throws -> Value {
    let run = try self.run(words(arguments))
    try #require(run.status == 0, "\(arguments): \(run.said)")
    return try JSONDecoder().decode(type, from: Data(run.output.utf8))
  }
}

extension Booth {
  /// Whether this machine lets the tests mount; where not, those tests say that they are skipped.
  static let canMount: Bool = {
    guard getuid() == 0, let booth = try? Booth() else { return false }
    return (try? booth.mountSmallDisk(at: booth.home, size: "1m")) ?? false
  }()

  /// A disk of its own at a path, so small that it can be filled.
  @discardableResult
  func mountSmallDisk(at path: String, size: String) throws -> Bool {
    (try? mount("-t tmpfs -o size=\(size),mode=0700 tmpfs", at: path)) != nil
  }

  /// Mounted until the booth goes.
  func mount(_ what: String, at path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let mounts = try self.mounts ?? Mounts(folder: folder)
    self.mounts = mounts
    mounts.expect(path)
    try demand("mount \(what) '\(path)'")
  }

  /// A script that has to work.
  func demand(_ script: String) throws {
    let run = try shell(script)
    guard run.status == 0 else { throw BoothFault.script(script, said: run.said) }
  }

  func remount(_ path: String, _ options: String) throws {
    let run = try shell("mount -o remount,\(options) '\(path)'")
    try #require(run.status == 0, "\(run.said)")
  }
}

/// Where this checkout is.
enum Repository {
  static let path: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()
}

/// The result of one line of `loket daftar --dari`.
struct LineResult: Decodable {
  struct Problem: Decodable, Hashable {
    let field: String
    let code: String
    let message: String
  }

  let line: Int
  let status: String
  let visit: String?
  let ticket: String?
  let errors: [Problem]?

  static func of(_ lines: [String]) throws -> [LineResult] {
    try lines.map { try JSONDecoder().decode(LineResult.self, from: Data($0.utf8)) }
  }
}

/// Visits of nobody, as lines for `loket daftar --dari`.
enum Visitor {
  /// 700,000 of them.
  static func nik(_ number: Int) -> String {
    let district = 357301 + number / 10_000 % 5
    let birth = 150_890 + number / 50_000 % 14 * 10_000 + number / 1000 % 10
    return "\(district)\(birth)\(9000 + number % 1000)"
  }

  static func line(_ number: Int) -> String {
    #"{"nik":"\#(nik(number))","name":"UJI COBA","birthDate":"1990-08-15","#
      + #""residence":"3573011001","ikd":{"state":"active"},"services":[{"code":"cetak"}]}"#
  }

  static func lines(_ range: ClosedRange<Int>) -> [String] { range.map(line) }
}
