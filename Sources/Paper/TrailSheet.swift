package import Intake
package import Wording

/// Who did what in a shift, for eyes.
package enum TrailSheet {
  /// Without a number stands what was done beside the entries, with a star what no closing has
  /// sealed yet.
  package static func sheet(_ trail: Trail, _ words: Wording) -> Sheet {
    let rows = trail.lines.map { line in
      switch line {
      case .entry(let deed): row(deed, words)
      case .noted(let noted, let isSealed):
        row(noted.deed, isSealed: isSealed, trail, words)
      }
    }
    var blocks: [Sheet.Block] = [
      .table(Sheet.Table(header: words.shift.trailHeader, rows: rows, isNumeric: false))
    ]
    let older = trail.older.values.reduce(0, +)
    if older > 0 { blocks.append(.text(words.shift.olderDeeds(older))) }
    if !trail.loose.isEmpty { blocks.append(.text(words.shift.notSealedYet)) }
    if trail.deeds.contains(where: { $0.isAmendment || $0.kind == .void }) {
      blocks.append(.text(words.shift.reasonsSealed))
    }
    return Sheet(blocks)
  }

  private static func row(_ deed: Deed, _ words: Wording) -> [String] {
    let what = words.shift.deed(deed.kind, deed.isAmendment)
    return [
      "\(deed.sequence)", deed.at.clock, deed.staff.text,
      deed.setAside.map { "\(what) (\(words.shift.deedSetAside($0)))" } ?? what,
      deed.ticket ?? "", deed.gate.map(words.gate.state) ?? "",
    ]
  }

  /// Of another shift or day: with its number or date.
  private static func row(
    _ deed: NotedDeed, isSealed: Bool, _ trail: Trail, _ words: Wording
  ) -> [String] {
    let what = words.shift.noted(deed.kind, deed.count)
    let other = deed.shift.flatMap { $0 == trail.shift ? nil : words.shift.ofShift($0) }
    let date = deed.at.day == trail.deeds.first?.at.day ? "" : "\(deed.at.day.iso.suffix(5)) "
    return [
      isSealed ? "" : "*", date + deed.at.clock, deed.staff?.text ?? "-",
      other.map { "\(what), \($0)" } ?? what, deed.ticket.map(trail.booth.ticket) ?? "", "",
    ]
  }
}
