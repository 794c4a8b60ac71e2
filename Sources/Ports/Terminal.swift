/// A person at the other end of lines: asks one, shows many.
package struct Terminal {
  /// Asks for one line.
  package let ask: (Prompt) -> Line
  /// Shows text with a line end after it.
  package let show: (String) -> Void
  /// Clears the screen and what was scrolled off it, and forgets every deleted text, where the
  /// terminal can: the next person must not see the last one.
  package let clear: () -> Void
  package let traits: () -> TerminalTraits

  package init(
    ask: @escaping (Prompt) -> Line, show: @escaping (String) -> Void,
    clear: @escaping () -> Void, traits: @escaping () -> TerminalTraits
  ) {
    self.ask = ask
    self.show = show
    self.clear = clear
    self.traits = traits
  }
}

/// What the terminal can do.
package struct TerminalTraits: Hashable, Sendable {
  package let columns: Int
  /// A person types here; false for pipes and files.
  package let isInteractive: Bool
  package let hasColour: Bool

  package init(columns: Int, isInteractive: Bool, hasColour: Bool) {
    self.columns = columns
    self.isInteractive = isInteractive
    self.hasColour = hasColour
  }
}

/// A question for one line.
package struct Prompt {
  package let text: String
  /// Stands in the line already: Enter keeps it, the first text that is typed takes its place, and
  /// an arrow, Home, End or Backspace makes it editable.
  package let prefill: String
  /// Not shown while it is typed.
  package let isSecret: Bool
  /// A command, which the up key brings back; never so for a person's data.
  package let isCommand: Bool
  /// Given to Tab.
  package let completions: [String]
  /// After so many seconds without a key the answer is `.idle`; nil: never.
  package let idleSeconds: Int?

  package init(
    _ text: String, prefill: String = "", isSecret: Bool = false, isCommand: Bool = false,
    completions: [String] = [], idleSeconds: Int? = nil
  ) {
    self.text = text
    self.prefill = prefill
    self.isSecret = isSecret
    self.isCommand = isCommand
    self.completions = completions
    self.idleSeconds = idleSeconds
  }
}

/// What came instead of a keyboard's silence.
package enum Line: Hashable, Sendable {
  case text(String)
  /// Ctrl-C: the line is to be forgotten.
  case interrupt
  /// Ctrl-D on an empty line, or the end of the input.
  case endOfInput
  /// Nobody typed for as long as the prompt allows; with what stands in the line.
  case idle(String)
  /// The terminal went away or the system asked the program to end.
  case hangUp
  /// A line that is no text; it was not taken.
  case garbled(LineFault)
}

/// Why a line is no text.
package enum LineFault: Hashable, Sendable {
  case notUTF8
  /// ESC, NUL, a line end, or another control character.
  case control
  case tooLong(max: Int)
}

extension Unicode.Scalar {
  /// What stands on a screen for one that would steer it: `<U+001B>`.
  package var spelt: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)>"
  }
}
