import CReadline
import Glibc
import Ports

/// Where commands are kept for the up key, mode 0600 if the folder exists, and their words.
package struct KeptCommands {
  let path: String
  let words: Set<String>

  package init(path: String, words: [String]) {
    self.path = path
    self.words = Set(words)
  }

  /// A command, alone or with small numbers. Anything else at the prompt may be a name, a NIK, a
  /// passphrase or a PIN.
  func isKept(_ line: String) -> Bool {
    let parts = line.split(separator: " ")
    guard let word = parts.first, words.contains(word.lowercased()) else { return false }
    return parts.dropFirst().allSatisfy { $0.allSatisfy(\.isNumber) && $0.count <= 3 }
  }
}

/// What the up key brings back at the command prompt.
final class CommandHistory {
  private static let linesMax = 200
  private static let fileBytesMax = 256 * 1024
  private let kept: KeptCommands?
  private var last = ""

  init(_ kept: KeptCommands?) {
    self.kept = kept
    using_history()
    stifle_history(CInt(CommandHistory.linesMax))
    guard let kept else { return }
    let found = CommandHistory.load(kept.path)
    let lines = found.filter(kept.isKept)
    lines.suffix(CommandHistory.linesMax).forEach(remember)
    // What a former version kept and this one would not goes from the disk as well.
    if lines.count < found.count || lines.count > CommandHistory.linesMax * 2 {
      CommandHistory.store(lines.suffix(CommandHistory.linesMax), at: kept.path, flags: O_TRUNC)
    }
  }

  func add(_ line: String) {
    guard let kept, kept.isKept(line), line != last else { return }
    remember(line)
    CommandHistory.store([line], at: kept.path, flags: O_APPEND)
  }

  private func remember(_ line: String) {
    last = line
    unsafe add_history(line)
  }

  private static func load(_ path: String) -> [String] {
    let file = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var lines = ByteLines(descriptor: file, bytesMax: LineCheck.bytesMax)
    var found: [String] = []
    var bytesRead = 0
    while bytesRead < fileBytesMax, let bytes = lines.nextLine() {
      bytesRead += bytes.count + 1
      guard case .text(let text) = LineCheck.line(bytes) else { continue }
      found.append(text)
    }
    return found
  }

  private static func store(_ lines: some Sequence<String>, at path: String, flags: CInt) {
    let all = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | flags
    let file = unsafe open(path, all, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    guard fchmod(file, 0o600) == 0 else { return }
    Output.write(lines.map { $0 + "\n" }.joined(), to: file)
  }
}
