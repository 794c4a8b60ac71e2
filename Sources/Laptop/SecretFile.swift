import Glibc
package import Intake

/// The file that holds a passphrase for scripts.
package enum SecretFile {
  package static let bytesMax = 1024

  /// The first line, without its line end.
  package static func read(_ path: String) -> Result<String, SecretFault> {
    do throws(SystemFault) {
      let file = try Descriptor(unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
      let facts = try file.facts()
      guard facts.isRegularFile else { return .failure(.unreadable(errno: EINVAL)) }
      let mode = facts.permissions
      guard mode & 0o077 == 0 else { return .failure(.openToOthers(mode: UInt32(mode))) }
      guard facts.st_size <= Int64(64 * bytesMax) else { return .failure(.tooLong(max: bytesMax)) }
      return firstLine(try file.read(max: 64 * bytesMax))
    } catch {
      return .failure(error.errno == ENOENT ? .missing : .unreadable(errno: error.errno))
    }
  }

  private static func firstLine(_ bytes: [UInt8]) -> Result<String, SecretFault> {
    var line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    guard !line.isEmpty else { return .failure(.empty) }
    guard line.count <= bytesMax else { return .failure(.tooLong(max: bytesMax)) }
    guard let text = String(validating: line, as: UTF8.self) else { return .failure(.notUTF8) }
    return .success(text)
  }
}
