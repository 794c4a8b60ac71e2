import CReadline
import Glibc
import Ports

/// Readline fed by hand: we wait, we read, and readline edits one line, a key at a time.
@safe final class ReadlineSession {
  private let screen: Screen
  private let signals: Signals
  private let history: CommandHistory
  private let fieldKeys: Keymap
  private let commandKeys: Keymap
  private var keyboard = Keyboard(lineMax: LineCheck.bytesMax)
  /// The prefill stands untouched, as if selected: the next text that is typed takes its place.
  private var isUntouched = false
  /// More was typed than a line holds; true until the line is dropped.
  private var isOverfull = false
  /// The terminal went away or we were told to end: every question is answered so from now on.
  private var isGone = false

  init?(screen: Screen, history kept: KeptCommands?) {
    ReadlineSession.prepareLibrary()
    guard let field = unsafe Keys.makeFieldMap(), let command = unsafe Keys.makeCommandMap()
    else { return nil }
    self.screen = screen
    signals = Signals()
    history = CommandHistory(kept)
    unsafe fieldKeys = unsafe field
    unsafe commandKeys = unsafe command
    TerminalModes.enter(marksPastes: !screen.isDumb)
  }

  /// Readline without anybody's configuration, in UTF-8.
  private static func prepareLibrary() {
    unsafe setenv("INPUTRC", "/dev/null", 1)
    useUTF8()
    unsafe loket_rl_prepare(nextByte)
    rl_initialize()
    for (name, value) in [
      ("bind-tty-special-chars", "off"), ("editing-mode", "emacs"), ("convert-meta", "off"),
      ("input-meta", "on"), ("output-meta", "on"), ("blink-matching-paren", "off"),
    ] { unsafe rl_variable_bind(name, value) }
  }

  /// Readline reads the locale's variables again at every line, so they themselves must say it.
  private static func useUTF8() {
    let isUTF8 = unsafe setlocale(LC_CTYPE, "") != nil && loket_bytes_per_character_max() > 1
    guard !isUTF8 else { return }
    let isForced = !(variable("LC_ALL") ?? "").isEmpty
    unsafe setenv(isForced ? "LC_ALL" : "LC_CTYPE", "C.UTF-8", 1)
    _ = unsafe setlocale(LC_CTYPE, "")
  }
}

extension ReadlineSession {
  func ask(_ prompt: Prompt) -> Line {
    guard !isGone else { return .hangUp }
    guard !dropStaleSignals() else { return leave(.hangUp) }
    begin(prompt)
    let line = converse(idleSeconds: prompt.idleSeconds)
    Callbacks.forget()
    switch line {
    case .text(let text):
      if prompt.isSecret { Output.write("\n") }
      if prompt.isCommand { history.add(text) }
      return line
    case .garbled:
      if prompt.isSecret { Output.write("\n") }
      return line
    case .interrupt, .endOfInput, .idle, .hangUp: return leave(line)
    }
  }

  func show(_ text: String) {
    Output.write(ScreenText(text).text(colour: screen.hasColour) + "\n")
  }

  func clear() {
    rl_free_undo_list()
    if screen.canClear { Output.write("\u{1B}[H\u{1B}[2J\u{1B}[3J") }
  }

  private func begin(_ prompt: Prompt) {
    isOverfull = false
    let prefill = prompt.isSecret ? "" : ScreenText(prompt.prefill).plain
    let completions = prompt.isSecret ? [] : prompt.completions
    isUntouched = !prefill.isEmpty
    Callbacks.begin(prefill: prefill, completions: completions, columns: screen.columns)
    unsafe rl_set_keymap(prompt.isCommand ? commandKeys : fieldKeys)
    loket_rl_set_startup_hook(insertPrefill)
    let text = ScreenText(prompt.text).prompt(colour: screen.hasColour)
    TerminalModes.enter(marksPastes: !screen.isDumb)
    rl_tty_set_echoing(1)
    unsafe rl_callback_handler_install(text, takeLine)
    // From here: the prompt itself is to be seen.
    if prompt.isSecret { rl_tty_set_echoing(0) }
  }

  /// Gives readline key after key until the line ends, one way or another.
  private func converse(idleSeconds: Int?) -> Line {
    while true {
      while let stroke = keyboard.next() {
        if let line = take(stroke) { return line }
      }
      switch signals.wait(for: 0, seconds: idleSeconds) {
      case .input:
        guard receive() else { return .hangUp }
      case .interrupt: return .interrupt
      case .terminate: return .hangUp
      case .resize: rl_resize_terminal()
      case .idle: return .idle(standingText)
      }
    }
  }

  /// What stands in the line, as far as it is text.
  private var standingText: String {
    if case .text(let text) = LineCheck.line(typedBytes()) { text } else { "" }
  }

  private func receive() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(0, &bytes, bytes.count)
    if count < 0 && (errno == EINTR || errno == EAGAIN) { return true }
    guard count > 0 else { return false }
    keyboard.receive(Array(bytes.prefix(count)))
    return true
  }
}

extension ReadlineSession {
  /// The finished line, or nil while it goes on.
  private func take(_ stroke: Stroke) -> Line? {
    if isUntouched { touch(stroke) }
    switch stroke {
    case .key(let key): return take(key: key)
    case .insert(let bytes): insert(bytes)
    case .overflow: overfill()
    }
    return nil
  }

  /// The first stroke on a prefill: text replaces it, every other key keeps it for correction.
  private func touch(_ stroke: Stroke) {
    isUntouched = false
    if case .key(let key) = stroke, !(0x20...0x7E).contains(key) { return }
    dropLine()
  }

  private func take(key: UInt8) -> Line? {
    if key == Keys.delete && loket_rl_end() == 0 { return .endOfInput }
    if (0x20...0x7E).contains(key) && Int(loket_rl_end()) >= LineCheck.bytesMax {
      overfill()
      return nil
    }
    unsafe Callbacks.key = key
    rl_callback_read_char()
    if key == Keys.discard { isOverfull = false }
    guard unsafe Callbacks.isFinished else { return nil }
    guard !isOverfull else { return .garbled(.tooLong(max: LineCheck.bytesMax)) }
    return LineCheck.line(unsafe Callbacks.line)
  }

  private func insert(_ bytes: [UInt8]) {
    guard Int(loket_rl_end()) + bytes.count <= LineCheck.bytesMax else { return overfill() }
    unsafe rl_insert_text(String(decoding: bytes, as: UTF8.self))
    rl_redisplay()
  }

  private func overfill() {
    if !isOverfull { rl_ding() }
    isOverfull = true
  }

  /// Ends a question that Enter did not end: the line is forgotten.
  private func leave(_ line: Line) -> Line {
    isGone = line == .hangUp
    keyboard.forget()
    rl_free_line_state()
    rl_callback_sigcleanup()
    rl_callback_handler_remove()
    unsafe rl_replace_line("", 1)
    Output.write("\n")
    return line
  }

  /// Ctrl-C before the question was there means nothing; a call to end still does. True: end.
  private func dropStaleSignals() -> Bool {
    while let event = signals.pending() {
      switch event {
      case .terminate: return true
      case .resize: rl_reset_screen_size()
      case .input, .interrupt, .idle: continue
      }
    }
    return false
  }
}
