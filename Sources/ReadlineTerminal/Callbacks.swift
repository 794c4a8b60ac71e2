import CReadline
import Glibc

/// Everything that readline's C callbacks share with `ReadlineSession`.
///
/// C function pointers capture nothing, so this state is global; one thread uses it, and only
/// while a question is being asked.
enum Callbacks {
  /// The one byte that readline may read next.
  nonisolated(unsafe) static var key: UInt8?
  nonisolated(unsafe) static var isFinished = false
  /// The line that Enter ended.
  nonisolated(unsafe) static var line: [UInt8] = []
  nonisolated(unsafe) static var prefill = ""
  nonisolated(unsafe) static var completions: [String] = []
  nonisolated(unsafe) static var columns = 80

  static func begin(prefill: String, completions: [String], columns: Int) {
    unsafe key = nil
    unsafe isFinished = false
    unsafe line = []
    unsafe self.prefill = prefill
    unsafe self.completions = completions
    unsafe self.columns = columns
  }

  static func forget() { begin(prefill: "", completions: [], columns: 80) }
}

/// `rl_getc_function`: the byte laid ready, or the end of input if there is none.
func nextByte(_ stream: UnsafeMutablePointer<FILE>?) -> CInt {
  guard let key = unsafe Callbacks.key else { return -1 }
  unsafe Callbacks.key = nil
  return CInt(key)
}

/// `rl_startup_hook`: puts the prefill into the new line.
func insertPrefill() -> CInt {
  unsafe rl_insert_text(unsafe Callbacks.prefill)
}

/// The line handler: keeps the line, wipes readline's copy (owned by us: malloc), ends the
/// question.
func takeLine(_ line: UnsafeMutablePointer<CChar>?) {
  if let line = unsafe line {
    let count = unsafe strlen(line)
    let bytes = unsafe UnsafeRawBufferPointer(start: line, count: count)
    unsafe Callbacks.line = unsafe Array(bytes)
    unsafe explicit_bzero(line, count)
    unsafe free(line)
  }
  unsafe Callbacks.isFinished = true
  rl_callback_handler_remove()
}
