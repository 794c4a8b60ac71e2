import Intake
import Glibc

/// The text of one configuration file.
enum ConfigFile {
  static let bytesMax = 4 * 1024 * 1024

  /// Reads a file as a whole; nil, with the fault noted, if it cannot be had as text.
  static func text(of file: String, in directory: String, _ log: FaultLog) -> String? {
    switch bytes(at: "\(directory)/\(file)") {
    case .failure(let problem):
      log.note(file, "", problem.kind)
      return nil
    case .success(let bytes):
      let content = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
      if let text = String(validating: content, as: UTF8.self), !content.contains(0) {
        return text
      }
      log.note(file, line: firstBadLine(of: content), "", .notUTF8)
      return nil
    }
  }

  /// What some editors put before UTF-8.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// No character of UTF-8 spans two lines, so the lines can be looked at one by one.
  private static func firstBadLine(of bytes: ArraySlice<UInt8>) -> Int? {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .firstIndex { $0.contains(0) || String(validating: $0, as: UTF8.self) == nil }
      .map { $0 + 1 }
  }
}

extension ConfigFile {
  private enum Problem: Error {
    case system(Int32)
    case tooLarge

    var kind: ConfigFault.Kind {
      switch self {
      case .system(ENOENT), .system(ENOTDIR): .missingFile
      case .system(let number): .unreadable(errno: number)
      case .tooLarge: .tooLarge(bytesMax: bytesMax)
      }
    }
  }

  /// Never waits: a pipe in place of the file reads as empty.
  private static func bytes(at path: String) -> Result<[UInt8], Problem> {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return .failure(.system(errno)) }
    defer { close(descriptor) }
    var content: [UInt8] = []
    while content.count <= bytesMax {
      switch chunk(of: descriptor) {
      case .failure(let problem): return .failure(problem)
      case .success(let chunk) where chunk.isEmpty: return .success(content)
      case .success(let chunk): content += chunk
      }
    }
    return .failure(.tooLarge)
  }

  private static func chunk(of descriptor: Int32) -> Result<[UInt8], Problem> {
    var problem: Int32 = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      var got = read(descriptor, buffer.baseAddress, buffer.count)
      while got < 0, errno == EINTR { got = read(descriptor, buffer.baseAddress, buffer.count) }
      problem = got < 0 ? errno : 0
      count = max(0, got)
    }
    return problem == 0 ? .success(chunk) : .failure(.system(problem))
  }
}
