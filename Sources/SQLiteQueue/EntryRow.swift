import GRDB
import Intake
import Ports
import Sealing

/// How an entry lies in its table: its bytes as sealed, and beside them what is looked up by.
enum EntryRow {
  static let columns = "sequence, header, tag, payload, hash, signature"

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
    guard
      let entry = try? SealedEntry(
        headerBytes: row.bytes(1), tag: row.optionalBytes(2) ?? [], payload: row.bytes(3),
        hash: row.bytes(4), signature: row.bytes(5)),
      entry.header.id.shift == shift, entry.header.id.sequence.stored == sequence
    else { throw QueueError.damaged("entry \(sequence) of shift \(shift)") }
    return entry
  }
}
