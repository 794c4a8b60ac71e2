// ReadlineTerminal: the only room that knows readline. Touches stdin, stdout, the terminal's
// modes, the process's signals, and the history file it is given.

import CReadline
import Glibc
package import Ports

/// The terminal a person sits at.
package enum ReadlineTerminal {
  /// The screen's width in letters, 80 where standard output is none.
  package static var columns: Int { Screen(plain: true).columns }

  /// Whether standard input is no terminal and has ended before a single line: `/dev/null`, an
  /// empty file, nothing at all. A pipe that somebody may still write into has not.
  package static var isNobodyThere: Bool {
    if isatty(0) == 1 { return false }
    var byte: UInt8 = 0
    // A look without taking it: a pipe refuses that, and is asked how much it holds.
    let count = unsafe pread(0, &byte, 1, max(0, lseek(0, 0, SEEK_CUR)))
    guard count < 0 else { return count == 0 }
    guard errno == ESPIPE else { return errno == EBADF }
    var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&input, 1, 0) > 0 else { return false }
    return input.revents & Int16(POLLIN) == 0
  }

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
