/// What Tab makes of a line: pure.
///
/// Case, blanks, hyphens, apostrophes and dots do not count, so `oro oro` becomes `Oro-oro Dowo`.
/// In an answer of several parts only the part after the last comma is completed, unless the
/// whole line begins a candidate. Nothing is appended after a full match.
struct Completion: Hashable {
  /// The line with what is certain filled in.
  let line: String
  /// All candidates if there are several, else empty.
  let choices: [String]

  init(of line: String, among candidates: [String]) {
    let whole = Completion.matches(of: line, among: candidates)
    if !whole.isEmpty || !line.contains(",") {
      self.init(head: "", typed: line, matches: whole)
      return
    }
    let cut = line.lastIndex(of: ",").map(line.index(after:)) ?? line.startIndex
    let start = line[cut...].firstIndex { $0 != " " } ?? line.endIndex
    let typed = String(line[start...])
    self.init(
      head: String(line[..<start]), typed: typed,
      matches: Completion.matches(of: typed, among: candidates))
  }

  private init(head: String, typed: String, matches: [String]) {
    let certain = Completion.commonStart(of: matches)
    let isMore = Completion.folded(certain).count > Completion.folded(typed).count
    line = head + (isMore || matches.count == 1 ? certain : typed)
    choices = matches.count > 1 ? matches : []
  }

  private static func matches(of typed: String, among candidates: [String]) -> [String] {
    let wanted = folded(typed)
    let matches = candidates.filter { folded($0).hasPrefix(wanted) }
    let exact = matches.filter { folded($0) == wanted }
    return exact.count == 1 && !wanted.isEmpty ? exact : matches
  }

  private static let ignored: Set<Character> = [" ", "-", "'", "’", "‘", "`", "."]

  static func folded(_ text: String) -> String {
    text.lowercased().filter { !ignored.contains($0) }
  }

  /// The longest start that all have, in the first one's spelling; case does not count.
  private static func commonStart(of texts: [String]) -> String {
    guard let first = texts.first else { return "" }
    return texts.dropFirst().reduce(first) { start, text in
      let same = zip(start, text).prefix { $0.lowercased() == $1.lowercased() }
      return String(same.map(\.0))
    }
  }
}

extension Completion {
  private static let listedMax = 60

  /// The choices in rows no wider than the screen; beyond sixty only their number.
  static func listing(of choices: [String], columns: Int) -> String {
    var rows: [String] = []
    for choice in choices.prefix(listedMax) {
      if let row = rows.last, row.count + 3 + choice.count < columns {
        rows[rows.count - 1] = row + " | " + choice
      } else {
        rows.append(choice)
      }
    }
    let left = choices.count - listedMax
    return (rows + (left > 0 ? ["... +\(left)"] : [])).joined(separator: "\n")
  }
}
