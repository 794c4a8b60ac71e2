extension PersonName {
  /// The same for the spellings under which one person's papers are found: titles, apostrophes and
  /// blanks gone, MOCH. and M. as MUHAMAD, old spelling (OE, DJ, TJ) as the new, doubled letters
  /// as one (domain.md section 6). Two people may share it; it says where to look, no more.
  package var spellingKey: String {
    let bare = text.prefix { $0 != "," }.uppercased()
    let words = bare.split { !$0.isLetter && !"'’`".contains($0) }
      .map { $0.filter(\.isLetter) }.filter { !PersonName.titles.contains($0) }
      .map { PersonName.isMuhammad($0) ? "MUHAMAD" : $0 }
    return PersonName.respelled(words.joined())
  }

  private static let titles: Set<String> = [
    "IR", "DR", "DRS", "DRA", "PROF", "H", "HJ", "ALM", "ALMH", "BIN", "BINTI",
  ]

  private static func isMuhammad(_ word: String) -> Bool {
    if ["M", "MOH", "MUH", "MOCH", "MUCH", "MHD", "MD"].contains(word) { return true }
    return word.hasPrefix("M") && ["HAMAD", "HAMED", "HAMET"].contains(respelled(word).suffix(5))
  }

  /// Letter groups that were once written otherwise, the longest first.
  private static let respellings: [(String, String)] = [
    ("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("SJ", "S"), ("NJ", "N"), ("CH", "H"), ("KH", "H"),
    ("SY", "S"), ("NY", "N"), ("DH", "D"), ("TH", "T"), ("IE", "I"), ("Y", "I"), ("V", "F"),
    ("Z", "S"),
  ]

  private static func respelled(_ word: String) -> String {
    var rest = word[...]
    var key = ""
    while let letter = rest.first {
      let known = respellings.first { rest.hasPrefix($0.0) }
      let new = known?.1 ?? String(letter)
      rest = rest.dropFirst(known?.0.count ?? 1)
      if !key.hasSuffix(new) { key += new }
    }
    return key
  }
}
