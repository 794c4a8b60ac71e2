package import Ports

/// A terminal whose person has decided beforehand what to type.
///
/// When the script runs dry every further question gets `.endOfInput`, and `ranDry` says so.
package final class ScriptedTerminal {
  /// One thing that happened, in order.
  package enum Happening: Hashable {
    case asked(String)
    case shown(String)
    case cleared
  }

  private var lines: [Line]
  package private(set) var happenings: [Happening] = []
  /// Every question in full: prefill, completions, whether it is secret.
  package private(set) var prompts: [Prompt] = []
  package private(set) var ranDry = false
  private let columns: Int

  package init(_ lines: [Line], columns: Int = 80) {
    self.lines = lines
    self.columns = columns
  }

  package convenience init(texts: [String], columns: Int = 80) {
    self.init(texts.map(Line.text), columns: columns)
  }

  package var terminal: Terminal {
    Terminal(ask: ask, show: show, clear: clear, traits: traits)
  }

  /// Goes on with more lines.
  package func type(_ more: [Line]) { lines += more }

  /// What of the script nobody asked for.
  package var unread: [Line] { lines }

  package var shown: [String] {
    happenings.compactMap { if case .shown(let text) = $0 { text } else { nil } }
  }

  package var asked: [String] { prompts.map(\.text) }

  package var clearCount: Int { happenings.count { $0 == .cleared } }

  /// Questions and texts, a line each: what stood on the screen in the end.
  package var transcript: String {
    happenings.compactMap { happening in
      switch happening {
      case .asked(let text), .shown(let text): text
      case .cleared: nil
      }
    }.joined(separator: "\n")
  }

  private func ask(_ prompt: Prompt) -> Line {
    prompts.append(prompt)
    happenings.append(.asked(prompt.text))
    guard !lines.isEmpty else {
      ranDry = true
      return .endOfInput
    }
    return lines.removeFirst()
  }

  private func show(_ text: String) { happenings.append(.shown(text)) }
  private func clear() { happenings.append(.cleared) }

  private func traits() -> TerminalTraits {
    TerminalTraits(columns: columns, isInteractive: true, hasColour: false)
  }
}
