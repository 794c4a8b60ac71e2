import GRDB
import Intake
import Ports
import Sealing

/// How an entry lies in its table: its bytes as sealed, and beside them what is looked up by.
enum EntryRow {
  static let columns = """
    sequence, header, tag, payload, hash, signature, (
      SELECT payload_hash FROM emptied
      WHERE emptied.shift = entry.shift AND emptied.sequence = entry.sequence)
    """

  static let insert = """
    INSERT INTO entry (shift, sequence, kind, visit, supersedes, ticket, tag, header, payload, hash,
      signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static func values(_ entry: SealedEntry, shift number: Int) -> StatementArguments {
    let header = entry.header
    return [
      number, header.id.sequence.stored, Int(header.kind.rawValue), header.visit?.bytes.data,
      header.supersedes?.stored, header.facts?.ticket, entry.tag.isEmpty ? nil : entry.tag.data,
      entry.headerBytes.data, entry.payload.data, entry.hash.data, entry.signature.data,
    ]
  }

  /// A row as an entry; `.damaged` if its header cannot be read or names another place.
  static func entry(_ row: Row, of shift: ShiftID) throws -> SealedEntry {
    let sequence: Int64 = try row.value(0)
    guard let entry = try? read(row), entry.header.id.shift == shift,
      entry.header.id.sequence.stored == sequence
    else { throw QueueError.damaged("entry \(sequence) of shift \(shift)") }
    return entry
  }

  /// A row as it stands, whatever its bytes say.
  static func place(_ row: Row) throws -> StoredPlace {
    guard let sequence = UInt64(exactly: try row.value(0) as Int64)
    else { throw QueueError.damaged("an entry without a place") }
    return StoredPlace(sequence: sequence, entry: try? read(row))
  }

  private static func read(_ row: Row) throws -> SealedEntry {
    let (header, tag) = (try row.bytes(1), try row.optionalBytes(2) ?? [])
    let (hash, signature) = (try row.bytes(4), try row.bytes(5))
    if let payloadHash = try row.optionalBytes(6) {
      return try SealedEntry(
        headerBytes: header, tag: tag, emptiedOf: payloadHash, hash: hash, signature: signature)
    }
    return try SealedEntry(
      headerBytes: header, tag: tag, payload: row.bytes(3), hash: hash, signature: signature)
  }
}
