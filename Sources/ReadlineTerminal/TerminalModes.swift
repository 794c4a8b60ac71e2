import Glibc

/// The terminal's modes from the session's beginning to the program's end: keys come singly and
/// unechoed.
///
/// They hold between questions too, where the terminal itself would echo what is typed ahead, a
/// passphrase not excepted. Ctrl-C stays a signal, and a line feed still begins a new line.
enum TerminalModes {
  /// As we found it; nil until the first `enter`. Global, because `atexit` captures nothing.
  nonisolated(unsafe) private static var before: termios?
  nonisolated(unsafe) private static var marksPastes = false

  /// May be called again: someone may have put the terminal back meanwhile (SIGSTOP and `fg`).
  static func enter(marksPastes: Bool) {
    var modes = termios()
    guard unsafe tcgetattr(0, &modes) == 0 else { return }
    if unsafe before == nil {
      unsafe before = modes
      unsafe self.marksPastes = marksPastes
      atexit { TerminalModes.leave() }
      if marksPastes { Output.write("\u{1B}[?2004h") }
    }
    modes.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | IEXTEN)
    modes.c_lflag |= tcflag_t(ISIG)
    // Enter is CR; Ctrl-S is a key and does not freeze the screen.
    modes.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | ISTRIP | PARMRK | IXON)
    modes.c_oflag |= tcflag_t(OPOST | ONLCR)
    unsafe withUnsafeMutableBytes(of: &modes.c_cc) { keys in
      unsafe keys[Int(VMIN)] = 1
      unsafe keys[Int(VTIME)] = 0
    }
    unsafe tcsetattr(0, TCSADRAIN, &modes)
  }

  /// Gives the terminal back as it was found. What was typed and not read is dropped: it was meant
  /// for the form, and the shell would run it and keep it.
  static func leave() {
    guard var modes = unsafe before else { return }
    if unsafe marksPastes { Output.write("\u{1B}[?2004l") }
    unsafe tcsetattr(0, TCSAFLUSH, &modes)
    unsafe before = nil
  }
}
