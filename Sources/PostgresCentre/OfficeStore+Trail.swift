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

  /// What the centre knows beside these entries of a shift, of which there is at least one.
  package func evidence(
    of entries: [SealedEntry], shift number: Int
  ) throws(CentreError) -> TrailEvidence {
    let header = entries[0].header
    let booth = Value.bytes(header.booth.bytes)
    let aside = try rows(
      "SELECT sequence, reason FROM loket.set_aside WHERE booth = $1 AND shift = $2",
      [booth, .bytes(header.id.shift.bytes)])
    var setAside: [SetAside] = []
    for row in aside {
      let id = EntryID(shift: header.id.shift, sequence: try row.sequence(0))
      setAside.append(SetAside(id: id, reason: try row.text(1)))
    }
    let progress = try rows(
      """
      SELECT number, coalesce(max(up_to) FILTER (WHERE shift = $2), max(up_to))
      FROM loket.progress WHERE booth = $1 AND number IS NOT NULL GROUP BY number
      """, [booth, .bytes(header.id.shift.bytes)])
    var arrived: [Int: UInt64] = [:]
    for row in progress { arrived[try row.count(0)] = try row.sequence(1) }
    // Not the last one of that number: a copied laptop has one as well.
    let before = (try? Opening(bytes: entries[0].payload))?.previousHead ?? []
    let last = try rows(
      """
      SELECT i.header, i.tag, i.payload, i.hash, i.signature
      FROM loket.progress AS p JOIN loket.inbox AS i ON i.booth = p.booth AND i.shift = p.shift
      WHERE p.booth = $1 AND p.number = $2 AND i.hash = $3 LIMIT 1
      """, [booth, .number(number - 1), .bytes(before)])
    return TrailEvidence(
      setAside: setAside, before: try last.first?.entry(from: 0), arrived: arrived)
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
