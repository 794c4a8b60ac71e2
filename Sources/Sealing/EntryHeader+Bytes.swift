package import Intake

extension EntryHeader {
  static let mark = Array("LOKT".utf8)
  static let version: UInt16 = 1

  /// The header in format 1:
  ///
  ///     "LOKT" version:u16 kind:u8 mode:u8 booth:16 shift:16 sequence:u64 supersedes:u64 visit:16
  ///     staff:text writtenMinute:i64 hasFacts:u8 [ ticket:u32 minute:i64 gate:u8 ikd:u8
  ///     ikdReason:u8 resident:u8 segment:u8 institution:text lines:u8 × ( code:text gate:u8
  ///     outcome:u8 deferral:u8 ) ]
  ///
  /// Numbers big-endian, a text is its length in one byte and UTF-8, absent identities are zeros.
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.heading(EntryHeader.mark, EntryHeader.version)
    writer.number(kind.rawValue)
    writer.code(mode)
    writer.raw(booth.bytes)
    writer.raw(id.shift.bytes)
    writer.number(id.sequence)
    writer.number(supersedes ?? 0)
    writer.raw((visit ?? VisitID(high: 0, low: 0)).bytes)
    writer.shortText(staff.text)
    writer.number(writtenMinute)
    writer.flag(facts != nil)
    if let facts { writer.facts(facts) }
    return writer.bytes
  }

  /// Reads a header back, to the last byte.
  package init(bytes: [UInt8]) throws(FormatFault) {
    var reader = ByteReader(bytes)
    try reader.heading(EntryHeader.mark, EntryHeader.version)
    guard let kind = EntryKind(rawValue: try reader.number()) else { throw .impossibleValue }
    let mode: Mode = try reader.code()
    let booth: BoothID = try reader.identity()
    let shift: ShiftID = try reader.identity()
    let sequence: UInt64 = try reader.number()
    let supersedes: UInt64 = try reader.number()
    let visit: VisitID = try reader.identity()
    guard let staff = StaffCode(try reader.shortText()) else { throw .impossibleValue }
    let writtenMinute = try reader.minute()
    let facts = try reader.flag() ? try reader.facts() : nil
    try reader.finish()
    guard sequence > 0, supersedes < sequence, (kind == .visit) == (facts != nil),
      kind.isSealed == (visit != VisitID(high: 0, low: 0)),
      kind.isSealed || supersedes == 0, kind != .void || supersedes > 0
    else { throw .impossibleValue }
    self.init(
      booth: booth, id: EntryID(shift: shift, sequence: sequence), kind: kind, mode: mode,
      supersedes: supersedes == 0 ? nil : supersedes,
      visit: visit == VisitID(high: 0, low: 0) ? nil : visit,
      staff: staff, writtenMinute: writtenMinute, facts: facts)
  }
}

extension ByteWriter {
  fileprivate mutating func facts(_ facts: VisitFacts) {
    number(UInt32(facts.ticket))
    number(facts.minute)
    code(facts.gate)
    code(facts.ikd)
    code(facts.ikdReason)
    flag(facts.isResident)
    code(facts.segment)
    shortText(facts.institution?.text ?? "")
    number(UInt8(facts.lines.count))
    for line in facts.lines {
      shortText(line.code.text)
      code(line.gate)
      code(line.outcome)
      code(line.deferral)
    }
  }
}

extension ByteReader {
  fileprivate mutating func facts() throws(FormatFault) -> VisitFacts {
    let ticket = Int(try number(UInt32.self))
    let minute = try minute()
    let gate: GateState = try code()
    let ikd: IKDStanding = try code()
    let reason: IKDReason? = try optionalCode()
    let isResident = try flag()
    let segment: Segment = try code()
    let institution = try institution()
    let count = Int(try number(UInt8.self))
    var lines: [ServiceLine] = []
    for _ in 0..<count { lines.append(try line()) }
    return VisitFacts(
      ticket: ticket, minute: minute, gate: gate, lines: lines, ikd: ikd, ikdReason: reason,
      isResident: isResident, segment: segment, institution: institution)
  }

  /// A place's code, or nil for the empty text.
  mutating func institution() throws(FormatFault) -> PlaceCode? {
    let text = try shortText()
    if text.isEmpty { return nil }
    guard let code = PlaceCode(text) else { throw .impossibleValue }
    return code
  }

  private mutating func line() throws(FormatFault) -> ServiceLine {
    guard let service = ServiceCode(try shortText()) else { throw .impossibleValue }
    let gate: GateState = try code()
    let outcome: Outcome = try code()
    let deferral: DeferralReason? = try optionalCode()
    guard (outcome == .deferred) == (deferral != nil) else { throw .impossibleValue }
    return ServiceLine(code: service, gate: gate, outcome: outcome, deferral: deferral)
  }
}
