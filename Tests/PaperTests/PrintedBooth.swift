import Foundation
import Testing

/// A booth of its own with a closed shift, worked through the program as staff work it.
final class PrintedBooth {
  struct Ended {
    let status: Int32
    let output: [UInt8]
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  let folder: String
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let program = root + "/.build/debug/loket"

  /// `printer` as loket.toml names it.
  init(printer: String) throws {
    folder = NSTemporaryDirectory() + "loket-cetak-\(UUID().uuidString.prefix(8))"
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try files.copyItem(atPath: PrintedBooth.root + "/config", toPath: folder + "/config")
    try configure("printer", "\"\(printer)\"")
    try "kayu-hujan-pasar\n".write(toFile: folder + "/sandi", atomically: true, encoding: .utf8)
    try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/sandi")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var state: String { folder + "/state/loket" }

  /// Changes a line of loket.toml.
  func configure(_ key: String, _ value: String) throws {
    let path = folder + "/config/loket.toml"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    try lines.map { $0.hasPrefix(key + " =") ? "\(key) = \(value)" : String($0) }
      .joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Opens a shift, takes three people in, closes it.
  func workADay() throws {
    try #require(try run(["buka", "--titik", "mog", "--petugas", "sari"]).status == 0)
    let people = """
      {"nik":"3573054101900001","name":"SITI CONTOH","birthDate":"1990-01-01",\
      "residence":"3573051011","ikd":{"state":"active"},"services":[{"code":"cetak"}]}
      {"nik":"3573051708850003","name":"TONI CONTOH","birthDate":"1985-08-17",\
      "residence":"3573051004","ikd":{"state":"notActive","reason":"declined"},\
      "services":[{"code":"cetak"},{"code":"rekam"}]}
      {"name":"BAYU CONTOH","birthDate":"2010-05-05","sex":"L","residence":"luar",\
      "services":[{"code":"rekam"},{"code":"kia"}]}

      """
    try people.write(toFile: folder + "/people", atomically: true, encoding: .utf8)
    try #require(try run(["daftar", "--dari", folder + "/people"]).status == 0)
    try #require(try run(["tutup", "--hitung", "formsHandedOut=5"]).status == 0)
  }

  func run(_ arguments: [String], _ extra: [String: String] = [:]) throws -> Ended {
    try PrintedBooth.run(PrintedBooth.program, arguments, environment(extra), folder)
  }

  func environment(_ extra: [String: String] = [:]) -> [String: String] {
    [
      "LOKET_HOME": folder + "/home", "LOKET_CONFIG": folder + "/config",
      "XDG_STATE_HOME": folder + "/state", "LOKET_SANDI_BERKAS": folder + "/sandi",
      "PATH": "/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8",
    ].merging(extra) { $1 }
  }

  /// Standard streams go through files, so that neither end waits for the other.
  static func run(
    _ program: String, _ arguments: [String], _ environment: [String: String], _ folder: String
  ) throws -> Ended {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let paths = ["out", "err"].map { "\(folder)/\($0)-\(UUID().uuidString)" }
    for path in paths { try Data().write(to: URL(filePath: path)) }
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: paths[0]))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: paths[1]))
    try process.run()
    process.waitUntilExit()
    let said = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
    return Ended(
      status: process.terminationStatus, output: Array(said[0]),
      errors: String(decoding: said[1], as: UTF8.self))
  }

  /// The record of attempts, line by line.
  var record: [String] {
    get throws {
      try String(contentsOfFile: state + "/cetak.jsonl", encoding: .utf8).split(separator: "\n")
        .map(String.init)
    }
  }
}
