import CReadline
import Glibc

/// Which key does what: two keymaps that hold nothing but these, so that no macro, kill ring,
/// undo, search or literal insert is within reach of any key.
///
/// Keys arrive as single bytes (see `Keyboard`), so neither map has a second level.
enum Keys {
  static let left: UInt8 = 0x02
  static let right: UInt8 = 0x06
  static let home: UInt8 = 0x01
  static let end: UInt8 = 0x05
  static let delete: UInt8 = 0x04
  static let up: UInt8 = 0x10
  static let down: UInt8 = 0x0E
  static let discard: UInt8 = 0x15

  /// For a person's data: no history.
  static func makeFieldMap() -> Keymap? {
    guard let map = unsafe rl_make_bare_keymap() else { return nil }
    for byte in UInt8.min...0x7F { unsafe bind(byte, ignoreKey, map) }
    // What no key sends but a barcode may: it stays in the line and garbles it.
    let foreign: [UInt8] = [0x1B, 0x1C, 0x1D, 0x1E]
    for byte in foreign + Array(0x20...0x7E) { unsafe bind(byte, rl_insert, map) }
    unsafe bind(0x08, rl_rubout, map)
    unsafe bind(0x7F, rl_rubout, map)
    unsafe bind(0x0A, rl_newline, map)
    unsafe bind(0x0D, rl_newline, map)
    unsafe bind(0x0C, rl_clear_screen, map)
    unsafe bind(left, rl_backward_char, map)
    unsafe bind(right, rl_forward_char, map)
    unsafe bind(home, rl_beg_of_line, map)
    unsafe bind(end, rl_end_of_line, map)
    unsafe bind(delete, rl_delete, map)
    unsafe bind(0x09, completeLine, map)
    unsafe bind(0x0B, dropToEnd, map)
    unsafe bind(discard, dropToStart, map)
    unsafe bind(0x17, dropWord, map)
    return unsafe map
  }

  /// For commands: the same, and the up and down keys.
  static func makeCommandMap() -> Keymap? {
    guard let map = unsafe makeFieldMap() else { return nil }
    unsafe bind(up, rl_get_previous_history, map)
    unsafe bind(down, rl_get_next_history, map)
    return unsafe map
  }

  private static func bind(
    _ byte: UInt8, _ function: @escaping @convention(c) (CInt, CInt) -> CInt, _ map: Keymap
  ) {
    _ = unsafe rl_bind_key_in_map(CInt(byte), function, map)
  }
}

private func ignoreKey(_ count: CInt, _ key: CInt) -> CInt { 0 }

// Readline's own commands for these put the text into the kill ring, where the next applicant's
// line could fetch it.

private func dropToStart(_ count: CInt, _ key: CInt) -> CInt { drop(from: 0, to: loket_rl_point()) }

private func dropToEnd(_ count: CInt, _ key: CInt) -> CInt {
  drop(from: loket_rl_point(), to: loket_rl_end())
}

private func dropWord(_ count: CInt, _ key: CInt) -> CInt {
  let typed = typedBytes().prefix(Int(loket_rl_point()))
  let blank = UInt8(ascii: " ")
  let trimmed = typed.lastIndex { $0 != blank }.map { typed[...$0] } ?? []
  let start = trimmed.lastIndex(of: blank).map { $0 + 1 } ?? 0
  return drop(from: CInt(start), to: loket_rl_point())
}

private func drop(from start: CInt, to end: CInt) -> CInt {
  rl_delete_text(start, end)
  loket_rl_set_point(start)
  return 0
}

/// Empties the line.
func dropLine() { _ = drop(from: 0, to: loket_rl_end()) }

/// The line as it stands.
func typedBytes() -> [UInt8] {
  let count = Int(loket_rl_end())
  return unsafe Array(UnsafeRawBufferPointer(start: loket_rl_line(), count: count))
}

private func completeLine(_ count: CInt, _ key: CInt) -> CInt {
  let typed = String(decoding: typedBytes(), as: UTF8.self)
  let completion = Completion(of: typed, among: unsafe Callbacks.completions)
  if completion.choices.isEmpty && completion.line == typed { return rl_ding() }
  if completion.line != typed { replaceLine(completion.line) }
  if !completion.choices.isEmpty { list(completion.choices) }
  return 0
}

private func replaceLine(_ line: String) {
  unsafe rl_replace_line(line, 1)
  loket_rl_set_point(loket_rl_end())
}

/// Shows the choices under the line, then the line again.
private func list(_ choices: [String]) {
  loket_rl_set_point(loket_rl_end())
  rl_redisplay()
  let text = Completion.listing(of: choices, columns: unsafe Callbacks.columns)
  Output.write("\n" + ScreenText(text).plain + "\n")
  rl_on_new_line()
}
