// ReadlineTerminal: the only room that knows readline. Touches stdin, stdout, the terminal's
// modes, the process's signals, and the history file it is given.

import CReadline
import Glibc
package import Ports

/// The terminal a person sits at.
package enum ReadlineTerminal {
  /// The screen's width in letters, 80 where standard output is none.
  package static var columns: Int { Screen(plain: true).columns }

  /// Opens the terminal at the standard streams; where either is none, plain lines.
  ///
  /// Call it once, before threads are started: it blocks SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP
  /// and SIGWINCH in the process. `history` is for a prompt with commands.
  /// `plain` is for screen readers: no colour, no clearing. May set LC_CTYPE or LC_ALL to C.UTF-8
  /// where the locale is not UTF-8, and INPUTRC to nothing.
  package static func open(history: KeptCommands?, plain: Bool) -> Terminal {
    let screen = Screen(plain: plain)
    guard screen.isInteractive,
      let session = ReadlineSession(screen: screen, history: history)
    else { return PlainLines.open(plain: plain) }
    return Terminal(
      ask: session.ask, show: session.show, clear: session.clear, traits: screen.traits)
  }
}
