import Foundation
import TestWorld
import Testing

/// Files that show what comes out on paper; `UPDATE_GOLDEN=1` renews them.
enum Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  static func expect(
    _ bytes: [UInt8], is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let holds = try GoldenFile.holds(bytes, at: folder.appending(path: name))
    #expect(holds, "\(name) differs", sourceLocation: sourceLocation)
  }

  static func expect(
    _ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(Array(text.utf8), is: name, sourceLocation: sourceLocation)
  }
}
