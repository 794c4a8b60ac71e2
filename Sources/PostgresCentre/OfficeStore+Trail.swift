package import Intake
package import Ports
package import Sealing

extension OfficeStore {
  /// What was delivered of the shifts with this number, in order, without what is no entry. They
  /// are several where a code went to another laptop, or a laptop was copied.
  package func entries(
    of booth: BoothCode, shift number: Int
  ) throws(CentreError) -> [[SealedEntry]] {
    let rows = try rows(
      """
      SELECT i.header, i.tag, i.payload, i.hash, i.signature
      FROM loket.progress AS p JOIN loket.booth AS b ON b.id = p.booth
      JOIN loket.inbox AS i ON i.booth = p.booth AND i.shift = p.shift
      WHERE b.code = $1 AND p.number = $2 ORDER BY b.enrolled_at, p.booth, p.shift, i.sequence
      """, [.text(booth.text), .number(number)])
    var shifts: [[SealedEntry]] = []
    for row in rows {
      guard let entry = try row.entry(from: 0) else { continue }
      if shifts.last?.last?.header.id.shift != entry.header.id.shift { shifts.append([]) }
      shifts[shifts.count - 1].append(entry)
    }
    return shifts
  }
}

extension Row {
  /// Header, tag, payload, hash and signature; nil where the bytes are no entry.
  func entry(from first: Int) throws(CentreError) -> SealedEntry? {
    let (header, tag, payload) = (
      try bytes(first), try bytes(first + 1), try bytes(first + 2)
    )
    let (hash, signature) = (try bytes(first + 3), try bytes(first + 4))
    return try? SealedEntry(
      headerBytes: header, tag: tag, payload: payload, hash: hash, signature: signature)
  }
}
