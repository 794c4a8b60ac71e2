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

  /// A form's place on the shelf.
  struct Slot: Hashable {
    let visit: VisitID
    /// What the person who waits is called by, and what is typed to go on: small and free again
    /// once the form is stored.
    let number: Int
    let since: Moment
    /// Who began it.
    let staff: StaffCode
    /// The entry that is being corrected.
    var amends: UInt64?
  }

  /// A kept form.
  struct Held {
    let slot: Slot
    let draft: Draft
    /// What stood in the line of the open question.
    var halfTyped = ""
  }

  private var prefix: String { "\(shift).draft." }

  private func name(_ slot: Slot) -> String { "\(prefix)\(slot.number).\(slot.visit)" }

  private func name(of visit: VisitID) -> String? {
    names().first { $0.hasSuffix(".\(visit)") }
  }

  func names() -> [String] {
    ((try? world.volatile.names()) ?? []).filter { $0.hasPrefix(prefix) }
  }

  /// The place for a new form: the lowest number that nobody waits under.
  func slot(for visit: VisitID, by staff: StaffCode, amends: UInt64? = nil) -> Slot {
    let taken = Set(names().compactMap(number))
    let free = (1...(taken.count + 1)).first { !taken.contains($0) }
    return Slot(
      visit: visit, number: free ?? taken.count + 1, since: world.clock.now(),
      staff: staff, amends: amends)
  }

  private func number(_ name: String) -> Int? {
    Int(name.dropFirst(prefix.count).prefix { $0 != "." })
  }

  /// Keeps a form in its place; what stood there before stays if it does not fit in.
  func keep(_ form: Held, key: ShiftKey) throws(VolatileError) {
    let name = name(form.slot)
    let sealed = key.sealDraft(
      DraftText.bytes(form), name: name, nonce: world.entropy.bytes(12))
    try world.volatile.save(name, sealed)
  }

  func has(_ visit: VisitID) -> Bool { name(of: visit) != nil }

  func drop(_ visit: VisitID) {
    if let name = name(of: visit) { try? world.volatile.remove(name) }
  }

  func clear() { names().forEach { try? world.volatile.remove($0) } }

  /// All kept drafts, oldest first; one that cannot be opened is left where it is. `opener` began
  /// those in which an earlier program did not say who did.
  func held(key: ShiftKey, opener: StaffCode, _ context: FormContext) -> [Held] {
    names().compactMap { name in
      guard let sealed = (try? world.volatile.load(name)) ?? nil,
        let plain = key.openDraft(sealed, name: name), let number = number(name),
        let visit = name.split(separator: ".").last.flatMap({ VisitID(uuid: String($0)) })
      else { return nil }
      return DraftText.held(plain, visit: visit, number: number, opener: opener, context)
    }.sorted { ($0.slot.since, $0.slot.number) < ($1.slot.since, $1.slot.number) }
  }
}

/// A draft as lines `field<TAB>text`; the first is its beginning, the entry it amends (0: none)
/// and who began it, the second the half-typed line, the last the confirmed warnings.
private enum DraftText {
  static func bytes(_ form: DraftShelf.Held) -> [UInt8] {
    let answers = form.draft.texts.sorted { $0.key < $1.key }
      .map { "\($0.key.rawValue)\t\($0.value)" }
    let confirmed = form.draft.confirmed.map(\.rawValue).joined(separator: " ")
    let slot = form.slot
    let head = "\(slot.since.seconds) \(slot.amends ?? 0) \(slot.staff.text)"
    return Array(([head, form.halfTyped] + answers + [confirmed]).joined(separator: "\n").utf8)
  }

  static func held(
    _ bytes: [UInt8], visit: VisitID, number: Int, opener: StaffCode, _ context: FormContext
  ) -> DraftShelf.Held? {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let head = lines[0].split(separator: " ")
    guard lines.count >= 3, 2...3 ~= head.count, let seconds = Int64(head[0]),
      let amends = UInt64(head[1]),
      let staff = head.count == 2 ? opener : StaffCode(String(head[2])),
      let last = lines.last
    else { return nil }
    var texts: [Field: String] = [:]
    for line in lines.dropFirst(2).dropLast() {
      let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let field = Field(rawValue: String(parts[0])) else { continue }
      texts[field] = String(parts[1])
    }
    let confirmed = last.split(separator: " ").compactMap { Warning(rawValue: String($0)) }
    return DraftShelf.Held(
      slot: DraftShelf.Slot(
        visit: visit, number: number, since: Moment(seconds: seconds),
        staff: staff, amends: amends == 0 ? nil : amends),
      draft: Draft(texts: texts, confirmed: confirmed, context), halfTyped: lines[1])
  }
}
