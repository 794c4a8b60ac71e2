import Glibc
import Testing

@testable import Laptop

/// A folder of its own for one test, gone with it.
final class Scratch {
  let path: String

  init(in parent: String = "/tmp") throws {
    var template = Array("\(parent)/loket-test-XXXXXX".utf8CString)
    _ = try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { Scratch.remove(path) }

  func write(_ text: String, to name: String, mode: mode_t = 0o600) throws -> String {
    try write(Array(text.utf8), to: name, mode: mode)
  }

  func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws -> String {
    let file = path + "/" + name
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    try #require(fchmod(descriptor, mode) == 0)
    return file
  }

  func makeFolder(_ name: String, mode: mode_t = 0o700) throws -> String {
    try #require(mkdir(path + "/" + name, mode) == 0)
    return path + "/" + name
  }

  static func permissions(_ path: String) -> mode_t? { facts(of: path)?.permissions }

  private static func remove(_ path: String) {
    // A link goes, not what it points to.
    guard unlink(path) != 0, let listing = opendir(path) else { return }
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { remove(path + "/" + name) }
    }
    closedir(listing)
    rmdir(path)
  }
}
