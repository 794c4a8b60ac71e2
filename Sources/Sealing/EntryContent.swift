package import Intake

/// What an entry holds beside its header.
package enum EntryContent: Hashable, Sendable {
  /// Clear: whom the shift key is wrapped for, and where the chain goes on from.
  case opening(Opening)
  /// Sealed.
  case visit(Visit)
  /// Sealed: why the visit is taken back, in the operator's words.
  case void(reason: String)
  /// Clear: the counted figures and the final tally.
  case closing(Closing)
}

/// The opening of a shift.
package struct Opening: Hashable, Sendable {
  package let number: Int
  package let boothCode: BoothCode
  package let servicePoint: PlaceCode
  package let openedAt: Moment
  package let facts: OpeningFacts
  /// SHA-256 of the booth's assignment, which names its recipients; 32 bytes.
  package let assignment: [UInt8]
  /// The head of the booth's shift before, 32 bytes; zeros for the first.
  package let previousHead: [UInt8]
  /// The shift key for each recipient: the office and the escrow.
  package let wraps: [WrappedKey]

  package init(
    number: Int, boothCode: BoothCode, servicePoint: PlaceCode, openedAt: Moment,
    facts: OpeningFacts, assignment: [UInt8], previousHead: [UInt8], wraps: [WrappedKey]
  ) {
    self.number = number
    self.boothCode = boothCode
    self.servicePoint = servicePoint
    self.openedAt = openedAt
    self.facts = facts
    self.assignment = assignment
    self.previousHead = previousHead
    self.wraps = wraps
  }
}

/// The closing of a shift.
package struct Closing: Hashable, Sendable {
  package let closedAt: Moment
  package let counters: [Counter: Int]
  /// Half-typed forms that the closing gave up; none of them was acknowledged.
  package let draftsDropped: Int
  package let tally: Tally
  /// What was done beside the entries; nil in closings of version 1.
  package let deeds: DeedLog?

  package init(
    closedAt: Moment, counters: [Counter: Int], draftsDropped: Int, tally: Tally,
    deeds: DeedLog? = nil
  ) {
    self.closedAt = closedAt
    self.counters = counters
    self.draftsDropped = draftsDropped
    self.tally = tally
    self.deeds = deeds
  }
}

extension Opening {
  static let version: UInt8 = 1

  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.number(Opening.version)
    writer.number(UInt32(number))
    writer.shortText(boothCode.text)
    writer.shortText(servicePoint.text)
    writer.number(openedAt.seconds)
    writer.number(UInt16(facts.recordingSets))
    writer.number(UInt16(facts.ikdTables))
    writer.raw(assignment)
    writer.raw(previousHead)
    writer.number(UInt8(wraps.count))
    for wrap in wraps {
      writer.raw(wrap.recipient)
      writer.blob(wrap.encapsulated)
      writer.blob(wrap.sealed)
    }
    return writer.bytes
  }

  package init(bytes: [UInt8]) throws(FormatFault) {
    var reader = ByteReader(bytes)
    let version = try reader.number(UInt8.self)
    guard version == Opening.version else { throw .unknownVersion(Int(version)) }
    let number = Int(try reader.number(UInt32.self))
    guard let booth = BoothCode(try reader.shortText()),
      let place = PlaceCode(try reader.shortText())
    else { throw .impossibleValue }
    let openedAt = try reader.moment()
    let facts = OpeningFacts(
      recordingSets: Int(try reader.number(UInt16.self)),
      ikdTables: Int(try reader.number(UInt16.self)))
    let assignment = try reader.raw(32)
    let previousHead = try reader.raw(32)
    var wraps: [WrappedKey] = []
    for _ in 0..<(try reader.number(UInt8.self)) {
      wraps.append(
        WrappedKey(
          recipient: try reader.raw(8), encapsulated: try reader.blob(max: 4096),
          sealed: try reader.blob(max: 4096)))
    }
    try reader.finish()
    self.init(
      number: number, boothCode: booth, servicePoint: place, openedAt: openedAt, facts: facts,
      assignment: assignment, previousHead: previousHead, wraps: wraps)
  }
}

extension Closing {
  /// 2 added the noted deeds; closings of 1 are read still.
  static let version: UInt8 = 2

  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.number(deeds == nil ? 1 : Closing.version)
    writer.number(closedAt.seconds)
    writer.number(UInt8(counters.count))
    for (counter, count) in counters.sorted(by: { $0.key < $1.key }) {
      writer.code(counter)
      writer.number(UInt32(count))
    }
    writer.number(UInt32(draftsDropped))
    writer.longText(tally.statement)
    if let deeds { writer.log(deeds) }
    return writer.bytes
  }

  package init(bytes: [UInt8]) throws(FormatFault) {
    var reader = ByteReader(bytes)
    let version = try reader.number(UInt8.self)
    guard (1...Closing.version).contains(version) else { throw .unknownVersion(Int(version)) }
    let closedAt = try reader.moment()
    var counters: [Counter: Int] = [:]
    for _ in 0..<(try reader.number(UInt8.self)) {
      let counter: Counter = try reader.code()
      counters[counter] = Int(try reader.number(UInt32.self))
    }
    let dropped = Int(try reader.number(UInt32.self))
    guard let tally = Tally(statement: try reader.longText(max: 1 << 20))
    else { throw .impossibleValue }
    let deeds = version > 1 ? try reader.log() : nil
    try reader.finish()
    self.init(
      closedAt: closedAt, counters: counters, draftsDropped: dropped, tally: tally, deeds: deeds)
    // A figure that stands twice, or out of order, was never written by a booth.
    guard self.bytes == bytes else { throw .impossibleValue }
  }
}
