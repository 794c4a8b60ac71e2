import Glibc
package import Ports

/// A terminal without a person: lines from a pipe or a file, never readline, never an echo.
package enum PlainLines {
  /// Reads descriptor 0; prompts and text go to `output` (2 keeps them out of piped data).
  package static func open(output: Int32 = 1, plain: Bool = false) -> Terminal {
    let session = PlainSession(output: output, screen: Screen(plain: plain))
    return Terminal(
      ask: session.ask, show: session.show, clear: session.clear, traits: session.traits)
  }
}

private final class PlainSession {
  private var lines = ByteLines(descriptor: 0, bytesMax: LineCheck.bytesMax)
  private let output: CInt
  private let screen: Screen

  init(output: CInt, screen: Screen) {
    self.output = output
    self.screen = screen
  }

  func ask(_ prompt: Prompt) -> Line {
    Output.write(ScreenText(prompt.text).plain + "\n", to: output)
    guard prompt.isSecret, isatty(0) == 1 else { return nextLine() }
    return HiddenTyping.during(nextLine)
  }

  private func nextLine() -> Line {
    switch lines.next() {
    case .line(let bytes): LineCheck.line(bytes)
    case .tooLong: .garbled(.tooLong(max: LineCheck.bytesMax))
    case .end: .endOfInput
    case .failed: .hangUp
    }
  }

  func show(_ text: String) {
    let colour = screen.hasColour && output == 1
    Output.write(ScreenText(text).text(colour: colour) + "\n", to: output)
  }

  func clear() {}

  func traits() -> TerminalTraits {
    TerminalTraits(
      columns: screen.columns, isInteractive: false, hasColour: screen.hasColour && output == 1)
  }
}

/// Typing without an echo, for a secret when only the output is piped.
private enum HiddenTyping {
  /// Signals wait as values meanwhile, so that the echo always comes back.
  static func during(_ read: () -> Line) -> Line {
    var before = termios()
    guard unsafe tcgetattr(0, &before) == 0 else { return read() }
    let signals = Signals()
    var hidden = before
    hidden.c_lflag &= ~tcflag_t(ECHO)
    unsafe tcsetattr(0, TCSADRAIN, &hidden)
    defer { unsafe tcsetattr(0, TCSADRAIN, &before) }
    while true {
      switch signals.wait(for: 0) {
      case .input: return read()
      case .interrupt: return .interrupt
      case .terminate: return .hangUp
      case .resize, .idle: continue
      }
    }
  }
}
