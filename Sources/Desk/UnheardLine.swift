import Intake
import Ports
import Sealing

/// The line of `loket daftar --dari` whose result may not have been heard: kept, sealed, in
/// volatile memory from before its visit is stored until the run is over.
///
/// A run may be cut off, or the disk fail, after the visit was stored and before its result was
/// read. Then the operator gives the same line again, and it has to be the same visit.
struct UnheardLine: Hashable {
  let line: [UInt8]
  let visit: VisitID
  /// The place that the visit takes, or would have taken, in its shift.
  let sequence: UInt64

  private static func name(_ shift: ShiftID) -> String { "\(shift).baris" }

  /// What an earlier run has left behind.
  init?(of counter: OpenShift) {
    let name = UnheardLine.name(counter.shift.id)
    guard let sealed = (try? counter.world.volatile.load(name)) ?? nil,
      let plain = counter.key.openDraft(sealed, name: name),
      let end = plain.firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    let head = String(decoding: plain[..<end], as: UTF8.self).split(separator: " ")
    guard head.count == 2, let sequence = UInt64(head[0]), let visit = VisitID(uuid: "\(head[1])")
    else { return nil }
    line = Array(plain[plain.index(after: end)...])
    self.visit = visit
    self.sequence = sequence
  }

  init(_ line: [UInt8], visit: VisitID, next counter: OpenShift) {
    self.line = line
    self.visit = visit
    sequence = counter.lastSequence + 1
  }

  func keep(of counter: OpenShift) {
    let name = UnheardLine.name(counter.shift.id)
    let sealed = counter.key.sealDraft(
      Array("\(sequence) \(visit)\n".utf8) + line, name: name,
      nonce: counter.world.entropy.bytes(12))
    try? counter.world.volatile.save(name, sealed)
  }

  static func drop(of counter: OpenShift) {
    try? counter.world.volatile.remove(name(counter.shift.id))
  }

  /// Its entry, if it was stored after all.
  func entry(in counter: OpenShift) throws(DeskError) -> SealedEntry? {
    guard let entry = try counter.entry(sequence), entry.header.visit == visit else { return nil }
    return entry
  }
}
