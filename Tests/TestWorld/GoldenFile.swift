package import Foundation

/// A file that shows what comes out, looked at by people and then held to.
package enum GoldenFile {
  /// Whether the file holds these bytes; with `UPDATE_GOLDEN=1` it is made to.
  package static func holds(_ bytes: [UInt8], at file: URL) throws -> Bool {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(bytes).write(to: file)
      return true
    }
    return try Array(Data(contentsOf: file)) == bytes
  }
}
