import CReadline
import Glibc
import Ports

/// What the up key brings back at the command prompt: commands only, kept in a file of mode 0600
/// if a path is given and its folder exists.
///
/// A command with eight digits or more is not kept: it may name a person (`cari 3573…`).
final class CommandHistory {
  private static let linesMax = 200
  private static let fileBytesMax = 256 * 1024
  private static let digitsMax = 7
  private let path: String?
  private var last = ""

  init(path: String?) {
    self.path = path
    using_history()
    stifle_history(CInt(CommandHistory.linesMax))
    let lines = path.map(CommandHistory.load) ?? []
    lines.suffix(CommandHistory.linesMax).forEach(remember)
    if let path, lines.count > CommandHistory.linesMax * 2 {
      CommandHistory.store(lines.suffix(CommandHistory.linesMax), at: path, flags: O_TRUNC)
    }
  }

  func add(_ line: String) {
    guard CommandHistory.isKept(line), line != last else { return }
    remember(line)
    if let path { CommandHistory.store([line], at: path, flags: O_APPEND) }
  }

  private func remember(_ line: String) {
    last = line
    unsafe add_history(line)
  }

  static func isKept(_ line: String) -> Bool {
    line.contains { $0 != " " } && line.filter(\.isNumber).count <= digitsMax
  }

  private static func load(_ path: String) -> [String] {
    let file = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var lines = ByteLines(descriptor: file, bytesMax: LineCheck.bytesMax)
    var kept: [String] = []
    var bytesRead = 0
    while bytesRead < fileBytesMax, let bytes = lines.nextLine() {
      bytesRead += bytes.count + 1
      if case .text(let text) = LineCheck.line(bytes), isKept(text) { kept.append(text) }
    }
    return kept
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
