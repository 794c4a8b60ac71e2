import BoothConfig
import Intake
import Foundation
import Testing

/// The configuration that ships with the program.
let shipped = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appending(path: "config").path

/// A copy of the shipped configuration that a test may spoil; gone with its last use.
final class ScratchConfig {
  let directory: String
  let files = ["regions.tsv", "loket.toml", "services.toml", "policy.toml", "places.toml"]

  init() throws {
    directory = NSTemporaryDirectory() + "/loket-config-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    for file in files {
      try FileManager.default.copyItem(atPath: "\(shipped)/\(file)", toPath: path(file))
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  func path(_ file: String) -> String { "\(directory)/\(file)" }

  /// Replaces the first `old` of a file, which must be there.
  func edit(_ file: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOfFile: path(file), encoding: .utf8)
    let range = try #require(text.range(of: old), "\(file) has no \(old)")
    let edited = text.replacingCharacters(in: range, with: new)
    try edited.write(toFile: path(file), atomically: true, encoding: .utf8)
  }

  func append(_ text: String, to file: String) throws { try append(Data(text.utf8), to: file) }

  func append(_ bytes: Data, to file: String) throws {
    let old = try Data(contentsOf: URL(filePath: path(file)))
    try (old + bytes).write(to: URL(filePath: path(file)))
  }

  func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: path(file)) }

  /// The faults of a load; none if it succeeds.
  func faults() -> [ConfigFault] {
    switch BoothConfig.load(from: directory) {
    case .success: []
    case .failure(let faults): faults.all
    }
  }
}

/// A fault of a file that gives no lines.
func fault(_ file: String, _ key: String, _ kind: ConfigFault.Kind) -> ConfigFault {
  ConfigFault(file: file, key: key, kind: kind)
}
