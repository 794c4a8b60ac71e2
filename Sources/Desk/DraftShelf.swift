import Gate
import Paper
import Ports
import Wording
import Intake
import IntakeForm
import Sealing

/// The half-typed forms of a shift, sealed, in volatile memory.
///
/// A draft that only the shift's key can open is worth nothing after a power cut, which takes that
/// key: so drafts lie beside the locked key on tmpfs and never touch the disk.
struct DraftShelf {
  let world: World
  let shift: ShiftID

  private var prefix: String { "\(shift).draft." }

  func names() -> [String] {
    ((try? world.volatile.names()) ?? []).filter { $0.hasPrefix(prefix) }
  }

  /// Keeps a draft; replaces the one that the same visit had.
  func keep(_ draft: Draft, of visit: VisitID, since: Moment, key: ShiftKey) {
    let name = prefix + visit.description
    let sealed = key.sealDraft(
      DraftText.bytes(draft, since: since), name: name, nonce: world.entropy.bytes(12))
    try? world.volatile.save(name, sealed)
  }

  func has(_ visit: VisitID) -> Bool { names().contains(prefix + visit.description) }

  func drop(_ visit: VisitID) { try? world.volatile.remove(prefix + visit.description) }

  func clear() { names().forEach { try? world.volatile.remove($0) } }

  /// A kept draft with its visit, and when it was begun.
  struct Held {
    let visit: VisitID
    let draft: Draft
    let since: Moment
  }

  /// All kept drafts, oldest first; one that cannot be opened is left where it is.
  func held(key: ShiftKey, _ context: FormContext) -> [Held] {
    names().compactMap { name in
      guard let sealed = (try? world.volatile.load(name)) ?? nil,
        let plain = key.openDraft(sealed, name: name),
        let visit = VisitID(uuid: String(name.dropFirst(prefix.count))),
        let (draft, since) = DraftText.draft(plain, context)
      else { return nil }
      return Held(visit: visit, draft: draft, since: since)
    }.sorted { ($0.since, $0.visit) < ($1.since, $1.visit) }
  }
}

/// A draft as lines `field<TAB>text`, the first its beginning, the last the confirmed warnings.
private enum DraftText {
  static func bytes(_ draft: Draft, since: Moment) -> [UInt8] {
    let answers = draft.texts.sorted { $0.key < $1.key }.map { "\($0.key.rawValue)\t\($0.value)" }
    let confirmed = draft.confirmed.map(\.rawValue).joined(separator: " ")
    return Array((["\(since.seconds)"] + answers + [confirmed]).joined(separator: "\n").utf8)
  }

  static func draft(_ bytes: [UInt8], _ context: FormContext) -> (Draft, Moment)? {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 2, let seconds = Int64(lines[0]), let last = lines.last
    else { return nil }
    var texts: [Field: String] = [:]
    for line in lines.dropFirst().dropLast() {
      let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let field = Field(rawValue: String(parts[0])) else { continue }
      texts[field] = String(parts[1])
    }
    let confirmed = last.split(separator: " ").compactMap { Warning(rawValue: String($0)) }
    return (Draft(texts: texts, confirmed: confirmed, context), Moment(seconds: seconds))
  }
}
