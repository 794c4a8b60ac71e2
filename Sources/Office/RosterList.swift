package import Intake
package import Ports

/// Lines of `code, size[, elsewhere[, away[, ASN]]]`, by comma, semicolon or tab; `#` begins a
/// comment.
package struct RosterList: Hashable, Sendable {
  package private(set) var rosters: [PlaceCode: RosterSize] = [:]
  /// Numbers of the lines that cannot be taken, from 1.
  package private(set) var badLines: [Int] = []

  package init(_ text: String, day: Day, known: Set<PlaceCode>) {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (place, line) in lines.enumerated() {
      let fields = line.split(omittingEmptySubsequences: false) { ",;\t".contains($0) }
        .map { $0.filter { !$0.isWhitespace } }
      if fields.allSatisfy(\.isEmpty) || fields[0].hasPrefix("#") { continue }
      guard let (code, roster) = RosterList.read(fields, day), known.contains(code),
        rosters.updateValue(roster, forKey: code) == nil
      else {
        badLines.append(place + 1)
        continue
      }
    }
  }

  private static func read(_ fields: [String], _ day: Day) -> (PlaceCode, RosterSize)? {
    let counts = fields.dropFirst().map { Int($0) }
    guard let code = PlaceCode(fields[0]), (1...4).contains(counts.count),
      let size = counts[0], (0...1_000_000).contains(size),
      counts.allSatisfy({ $0.map { (0...size).contains($0) } ?? false })
    else { return nil }
    return (
      code,
      RosterSize(
        day: day, size: size, elsewhere: counts.count > 1 ? counts[1] : nil,
        away: counts.count > 2 ? counts[2] : nil, asn: counts.count > 3 ? counts[3] : nil)
    )
  }
}
