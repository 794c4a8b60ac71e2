import Foundation
import Testing

/// Files that show what comes out, looked at by people and then held to; `UPDATE_GOLDEN=1` renews
/// them.
enum Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  static func expect(
    _ bytes: [UInt8], is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(bytes).write(to: file)
      return
    }
    let held = try Data(contentsOf: file)
    #expect(Array(held) == bytes, "\(name) differs", sourceLocation: sourceLocation)
  }

  static func expect(
    _ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(Array(text.utf8), is: name, sourceLocation: sourceLocation)
  }
}
