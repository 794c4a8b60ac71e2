import Crypto
package import Intake

/// Where the chain of noted deeds stands: after so many of them.
package struct DeedMark: Hashable, Sendable {
  package let number: UInt64
  /// 32 bytes.
  package let hash: [UInt8]

  package init(number: UInt64, hash: [UInt8]) {
    self.number = number
    self.hash = hash
  }

  /// Before the first.
  package static let start = DeedMark(number: 0, hash: Chain.nothing)
}

/// The noted deeds that a closing carries: those that no earlier one did.
package struct DeedLog: Hashable, Sendable {
  package let before: DeedMark
  /// The oldest, where there are more than `most`: how many of each kind.
  package let older: [NotedDeed.Kind: Int]
  /// The chain's hash that the listed ones go on from; 32 bytes.
  package let base: [UInt8]
  package let deeds: [NotedDeed]
  package let after: DeedMark

  package init(
    before: DeedMark, older: [NotedDeed.Kind: Int] = [:], base: [UInt8]? = nil,
    deeds: [NotedDeed], after: DeedMark
  ) {
    self.before = before
    self.older = older
    self.base = base ?? before.hash
    self.deeds = deeds
    self.after = after
  }

  /// How many are listed: a closing fits into what the centre takes of one entry (64 kB) and into
  /// the room that a full disk keeps for it, however long the codes of its staff.
  package static let most = 500

  package static let none = DeedLog(before: .start, deeds: [], after: .start)

  /// The listed ones with their numbers.
  package var noted: [Trail.Noted] {
    let first = after.number &+ 1 &- UInt64(deeds.count)
    return deeds.enumerated().map { Trail.Noted(number: first &+ UInt64($0), deed: $1) }
  }

  /// Whether they are all there and as they were noted.
  package var isWhole: Bool {
    before.number + older.values.reduce(0) { $0 + UInt64($1) } + UInt64(deeds.count)
      == after.number && deeds.reduce(base) { Chain.next(after: $0, deed: $1) } == after.hash
  }
}

extension Chain {
  /// The chain of noted deeds, which begins at `nothing`.
  package static func next(after previous: [UInt8], deed: NotedDeed) -> [UInt8] {
    var writer = ByteWriter()
    writer.deed(deed)
    return Array(SHA256.hash(data: [2] + previous + writer.bytes))
  }
}

extension ByteWriter {
  mutating func log(_ log: DeedLog) {
    mark(log.before)
    number(UInt8(log.older.count))
    for (kind, count) in log.older.sorted(by: { $0.key < $1.key }) {
      code(kind)
      number(UInt32(count))
    }
    if !log.older.isEmpty { raw(log.base) }
    number(UInt16(log.deeds.count))
    log.deeds.forEach { deed($0) }
    mark(log.after)
  }

  private mutating func mark(_ mark: DeedMark) {
    number(mark.number)
    raw(mark.hash)
  }

  /// What is absent is empty or zero.
  fileprivate mutating func deed(_ deed: NotedDeed) {
    code(deed.kind)
    number(deed.at.seconds)
    shortText(deed.staff?.text ?? "")
    number(UInt32(clamping: deed.shift ?? 0))
    number(UInt32(clamping: deed.ticket ?? 0))
    number(UInt32(clamping: deed.count))
  }
}

extension ByteReader {
  /// Whether the order is right, the closing finds out by writing it again.
  mutating func log() throws(FormatFault) -> DeedLog {
    let before = try mark()
    var older: [NotedDeed.Kind: Int] = [:]
    for _ in 0..<(try number(UInt8.self)) {
      let kind: NotedDeed.Kind = try code()
      older[kind] = Int(try number(UInt32.self))
    }
    let base = older.isEmpty ? nil : try raw(32)
    let count = Int(try number(UInt16.self))
    guard count <= DeedLog.most else { throw .impossibleValue }
    var deeds: [NotedDeed] = []
    for _ in 0..<count { deeds.append(try deed()) }
    return DeedLog(before: before, older: older, base: base, deeds: deeds, after: try mark())
  }

  private mutating func mark() throws(FormatFault) -> DeedMark {
    let number: UInt64 = try number()
    // As far as the queue can count; sums cannot overflow.
    guard number <= UInt64(Int32.max) else { throw .impossibleValue }
    return DeedMark(number: number, hash: try raw(32))
  }

  private mutating func deed() throws(FormatFault) -> NotedDeed {
    let kind: NotedDeed.Kind = try code()
    let at = try moment()
    let text = try shortText()
    let staff = StaffCode(text)
    guard (staff == nil) == text.isEmpty else { throw .impossibleValue }
    let (shift, ticket) = (Int(try number(UInt32.self)), Int(try number(UInt32.self)))
    return NotedDeed(
      kind, at: at, staff: staff, shift: shift == 0 ? nil : shift,
      ticket: ticket == 0 ? nil : ticket, count: Int(try number(UInt32.self)))
  }
}
