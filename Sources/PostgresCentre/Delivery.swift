import Intake
import Ports
import Sealing

extension Connection {
  /// One transaction in one message there and one back: staging table, binary COPY, the receiving
  /// function, commit. `receiving` is a call of this room's own text.
  func deliver(
    _ entries: [SealedEntry], receiving: String, _ meanwhile: () -> Void = {}
  ) throws(CentreError) -> DeliveryReceipt {
    // A place past PostgreSQL's numbers cannot be sent, nor can one without a place be refused.
    let (sent, strange) = entries.parted { $0.header.id.sequence <= UInt64(Int64.max) }
    let time = patience.delivery(bytes: sent.reduce(0) { $0 + $1.wireCount })
    var stream = CopyStream(sent)
    let results = try copy(
      """
      BEGIN ISOLATION LEVEL READ COMMITTED;
      SET LOCAL statement_timeout = \(time.milliseconds);
      SELECT loket.begin_delivery();
      COPY pg_temp.delivery (shift, sequence, header, tag, payload, hash, signature)
        FROM STDIN (FORMAT binary);
      SELECT encode(shift, 'hex'), accepted, already_there, array_to_string(aside, ','),
        array_to_string(reasons, ','), up_to, encode(head, 'hex')
      FROM \(receiving);
      COMMIT
      """, within: time, pieces: { stream.next() }, meanwhile)
    // After an error the server answers COMMIT with ROLLBACK.
    guard results.count >= 2, results.last?.tag == "COMMIT"
    else { throw .failed("the delivery was not committed") }
    var receipt = GrowingReceipt()
    receipt.refused = strange.map { SetAside(id: $0.header.id, reason: "sequence") }
    for row in results[results.count - 2].rows { try receipt.add(row) }
    return receipt.whole
  }
}

extension Array {
  fileprivate func parted(_ isFirst: (Element) -> Bool) -> ([Element], [Element]) {
    (filter(isFirst), filter { !isFirst($0) })
  }
}

/// Entries in PostgreSQL's binary COPY format, a piece at a time.
private struct CopyStream {
  private static let signature = Array("PGCOPY\n".utf8) + [0xff, 0x0d, 0x0a, 0x00]
  private static let pieceBytes = 128 * 1024
  private let entries: [SealedEntry]
  private var place = 0
  private var isOver = false

  init(_ entries: [SealedEntry]) { self.entries = entries }

  mutating func next() -> [UInt8]? {
    guard !isOver else { return nil }
    var piece: [UInt8] = []
    piece.reserveCapacity(CopyStream.pieceBytes + 8192)
    if place == 0 { piece += CopyStream.signature + [UInt8](repeating: 0, count: 8) }
    while place < entries.count, piece.count < CopyStream.pieceBytes {
      CopyStream.append(entries[place], to: &piece)
      place += 1
    }
    if place == entries.count {
      isOver = true
      piece.append(big: Int16(-1))
    }
    return piece
  }

  private static func append(_ entry: SealedEntry, to piece: inout [UInt8]) {
    let id = entry.header.id
    piece.append(big: Int16(7))
    piece.append(field: id.shift.bytes)
    piece.append(big: Int32(8))
    piece.append(big: Int64(bitPattern: id.sequence))
    for field in [entry.headerBytes, entry.tag, entry.payload, entry.hash, entry.signature] {
      piece.append(field: field)
    }
  }
}

extension SealedEntry {
  /// What it takes on the wire.
  fileprivate var wireCount: Int {
    54 + headerBytes.count + tag.count + payload.count + hash.count + signature.count
  }
}

extension [UInt8] {
  fileprivate mutating func append(big number: some FixedWidthInteger) {
    unsafe Swift.withUnsafeBytes(of: number.bigEndian) { unsafe append(contentsOf: $0) }
  }

  fileprivate mutating func append(field: [UInt8]) {
    append(big: Int32(field.count))
    append(contentsOf: field)
  }
}

/// A receipt that grows row by row, each one shift's.
private struct GrowingReceipt {
  private var accepted = 0
  private var alreadyThere = 0
  private var conflicts: [EntryID] = []
  var refused: [SetAside] = []
  private var holdings: [ShiftID: Holding] = [:]

  /// Columns come as text: a message of several statements has no other way.
  mutating func add(_ row: Row) throws(CentreError) {
    guard let shift = ShiftID(bytes: try row.hexBytes(0))
    else { throw .failed("a receipt without a shift") }
    accepted += try Int(row.written(1))
    alreadyThere += try Int(row.written(2))
    let reasons = try row.text(4).split(separator: ",")
    for (text, reason) in zip(try row.text(3).split(separator: ","), reasons) {
      guard let sequence = UInt64(text) else { throw .failed("a receipt without a place") }
      let id = EntryID(shift: shift, sequence: sequence)
      if reason == DeliveryReceipt.conflictReason {
        conflicts.append(id)
      } else {
        refused.append(SetAside(id: id, reason: String(reason)))
      }
    }
    let head = try row.isNull(6) ? [] : row.hexBytes(6)
    holdings[shift] = Holding(upTo: try row.written(5), head: head)
  }

  var whole: DeliveryReceipt {
    DeliveryReceipt(
      accepted: accepted, alreadyThere: alreadyThere, conflicts: conflicts, refused: refused,
      holdings: holdings)
  }
}

extension Row {
  /// A number that came as text.
  fileprivate func written(_ column: Int) throws(CentreError) -> UInt64 {
    guard let number = UInt64(try text(column)) else { throw .failed("no number") }
    return number
  }

  fileprivate func hexBytes(_ column: Int) throws(CentreError) -> [UInt8] {
    let digits = try bytes(column).map { $0 & 0x0f &+ ($0 >> 6) &* 9 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
