import Crypto
package import Intake

/// What the office writes beside a bundle it took in (`.terima`): how far each shift has arrived,
/// and what was set aside; signed by the office's receipt key.
package struct Acknowledgement: Hashable, Sendable {
  package let booth: BoothID
  package let at: Moment
  package let arrivals: [Arrival]
  package let refused: [SetAside]

  /// One shift: everything up to `upTo` is there or was refused.
  package struct Arrival: Hashable, Sendable {
    package let shift: ShiftID
    package let upTo: UInt64
    /// The hash at `upTo`, 32 bytes; empty if that entry was refused.
    package let head: [UInt8]

    package init(shift: ShiftID, upTo: UInt64, head: [UInt8]) {
      self.shift = shift
      self.upTo = upTo
      self.head = head
    }
  }

  package init(booth: BoothID, at: Moment, arrivals: [Arrival], refused: [SetAside]) {
    self.booth = booth
    self.at = at
    self.arrivals = arrivals
    self.refused = refused
  }
}

extension Acknowledgement {
  private static let mark = Array("LKAK".utf8)
  private static let version: UInt16 = 1
  private static let signatureCount = 64
  package static let bytesMax = 16 * 1024 * 1024

  private static func signedBytes(_ body: some Sequence<UInt8>) -> [UInt8] {
    Array("loket receipt v1".utf8) + Array(SHA256.hash(data: Array(body)))
  }

  package func signed(by keys: OfficeKeys) -> [UInt8] {
    var writer = ByteWriter()
    writer.heading(Acknowledgement.mark, Acknowledgement.version)
    writer.raw(booth.bytes)
    writer.number(at.seconds)
    writer.number(UInt32(arrivals.count))
    for arrival in arrivals {
      writer.raw(arrival.shift.bytes)
      writer.number(arrival.upTo)
      writer.blob(arrival.head)
    }
    writer.number(UInt32(refused.count))
    for refusal in refused {
      writer.raw(refusal.id.shift.bytes)
      writer.number(refusal.id.sequence)
      writer.shortText(refusal.reason)
    }
    return writer.bytes + keys.signReceipt(Acknowledgement.signedBytes(writer.bytes))
  }

  /// `receiptKey` is the one in the booth's assignment.
  package init(bytes: [UInt8], receiptKey: [UInt8]) throws(ParcelFault) {
    guard bytes.count > Acknowledgement.signatureCount else { throw .format(.cutShort) }
    let body = bytes.dropLast(Acknowledgement.signatureCount)
    do throws(FormatFault) {
      var reader = ByteReader(body)
      try reader.heading(Acknowledgement.mark, Acknowledgement.version)
    } catch { throw .format(error) }
    guard
      BoothVerifier(publicKey: receiptKey).isValid(
        Array(bytes.suffix(Acknowledgement.signatureCount)),
        for: Acknowledgement.signedBytes(body))
    else { throw .forged }
    do { self = try Acknowledgement(body: body) } catch { throw .format(error) }
  }

  private init(body: ArraySlice<UInt8>) throws(FormatFault) {
    var reader = ByteReader(body.dropFirst(6))
    let booth: BoothID = try reader.identity()
    let at = try reader.moment()
    var arrivals: [Arrival] = []
    for _ in 0..<(try reader.number(UInt32.self)) {
      let arrival = Arrival(
        shift: try reader.identity(), upTo: try reader.number(), head: try reader.blob(max: 32))
      guard arrival.head.isEmpty || arrival.head.count == 32 else { throw .impossibleValue }
      arrivals.append(arrival)
    }
    var refused: [SetAside] = []
    for _ in 0..<(try reader.number(UInt32.self)) {
      let id = EntryID(shift: try reader.identity(), sequence: try reader.number())
      refused.append(SetAside(id: id, reason: try reader.shortText()))
    }
    try reader.finish()
    self.init(booth: booth, at: at, arrivals: arrivals, refused: refused)
  }
}
