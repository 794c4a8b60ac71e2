package import Intake
package import Wording

/// Who did what in a shift, for eyes.
package enum TrailSheet {
  package static func sheet(_ deeds: [Deed], _ words: Wording) -> Sheet {
    let rows = deeds.map { deed in
      [
        "\(deed.sequence)", deed.at.clock, deed.staff.text,
        words.shift.deed(deed.kind, deed.isAmendment), deed.ticket ?? "",
        deed.gate.map(words.gate.state) ?? "",
      ]
    }
    let hasReasons = deeds.contains { $0.isAmendment || $0.kind == .void }
    return Sheet(
      [.table(Sheet.Table(header: words.shift.trailHeader, rows: rows, isNumeric: false))]
        + (hasReasons ? [.text(words.shift.reasonsSealed)] : []))
  }
}
