// Guided: the parsers of the pure rooms under libFuzzer, which looks for inputs that reach code not
// reached before. Built and run by `Tests/Guided/run`; touches nothing.

import Intake
import MachineJSON
import RosterFile

/// The first byte chooses the parser. A trap or a value that does not read as itself ends the run,
/// and libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let choice = bytes.first else { return 0 }
  let rest = Array(bytes.dropFirst())
  let text = String(decoding: rest, as: UTF8.self)
  switch choice % 8 {
  case 0, 1: _ = RosterFile.read(rest)
  case 2: _ = JSONValue.parse(text)
  case 3: readsAsItself(text) { try? PersonName.parse($0).get().text }
  case 4: readsAsItself(text) { try? Phone.parse($0).get().international }
  case 5: readsAsItself(text) { try? Email.parse($0).get().address }
  case 6: readsAsItself(text) { try? Day.parse($0).get().iso }
  default: readsAsItself(text) { Tally(statement: $0)?.statement }
  }
  return 0
}

private func readsAsItself(_ text: String, _ read: (String) -> String?) {
  guard let once = read(text) else { return }
  precondition(read(once).map { Array($0.utf8) } == Array(once.utf8), "does not read as itself")
}
