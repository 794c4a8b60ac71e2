import Desk
import Ports
import TestWorld
import Wording

/// A person at the kiosk whose every line is written down: what the screen said, what was typed
/// («so»), how many questions and keystrokes it took.
final class Typist {
  /// One thing that the person does at a question.
  enum Step {
    /// What stands on the card or is said: typed or scanned, and no keystroke of the program's.
    case data(String)
    /// Keys of the program's own, and data after them.
    case keys(String, data: String = "")
    /// A word of the screen's language.
    case word(String, String)
    case interrupt
    /// Nobody types until the kiosk locks; this stood in the line.
    case leftAlone(String)
    /// Time that passes before the next question is answered.
    case minutes(Int)

    static let enter = Step.keys("")
  }

  private var steps: [Step]
  private let desk: DeskWorld
  private let columns: Int
  private let language: Language
  private(set) var lines: [String] = []
  private(set) var prompts = 0
  private(set) var keystrokes = 0

  init(_ desk: DeskWorld, _ steps: [Step], columns: Int = 80) {
    self.desk = desk
    self.steps = steps
    self.columns = columns
    language = desk.world.words.language
  }

  /// The whole screen, a line each.
  var transcript: String { lines.map { $0 + "\n" }.joined() }

  /// Lines of the program's that are wider than the screen.
  private(set) var wide: [String] = []

  var isDone: Bool { steps.isEmpty }

  func run(passphrase: String? = DeskWorld.passphrase) {
    let terminal = Terminal(
      ask: ask, show: show, clear: { self.lines.append("~~~") },
      traits: { TerminalTraits(columns: self.columns, isInteractive: true, hasColour: false) })
    _ = Kiosk(world: desk.world, terminal: terminal, passphrase: passphrase).run()
  }

  private func show(_ text: String) {
    if text.count > columns { wide.append(text) }
    lines.append(text)
  }

  private func ask(_ prompt: Prompt) -> Line {
    while case .minutes(let minutes)? = steps.first {
      desk.clock.advance(minutes: Int64(minutes))
      lines.append("~~~ \(minutes) min")
      steps.removeFirst()
    }
    guard !steps.isEmpty else { return .endOfInput }
    prompts += 1
    let before = prompt.text + (prompt.prefill.isEmpty ? "" : "‹\(prompt.prefill)›")
    switch steps.removeFirst() {
    case .data(let text): return typed(text, 0, prompt, before)
    case .keys(let keys, let data): return typed(keys + data, keys.count, prompt, before)
    case .word(let indonesian, let english):
      let word = language == .indonesian ? indonesian : english
      return typed(word, word.count, prompt, before)
    case .interrupt:
      keystrokes += 1
      lines.append(before + "«^C»")
      return .interrupt
    case .leftAlone(let text):
      lines.append(before + "«\(text)» …")
      return .idle(text)
    case .minutes: return .endOfInput
    }
  }

  /// Enter is a keystroke of its own.
  private func typed(_ text: String, _ keys: Int, _ prompt: Prompt, _ before: String) -> Line {
    keystrokes += keys + 1
    let shown = prompt.isSecret ? String(repeating: "*", count: text.count) : text
    lines.append(before + "«\(shown)»")
    return .text(text)
  }
}
