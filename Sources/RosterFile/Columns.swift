import Intake

/// Where in a table the names, numbers and days stand, by its own heading.
struct Columns {
  private enum Kind: CaseIterable {
    case nik, name, birthDate, sex, group

    /// Headings as lists have them, letters only.
    var names: Set<String> {
      switch self {
      case .nik: ["nik", "nonik", "nomornik", "noktp", "nomorindukkependudukan"]
      case .name:
        [
          "nama", "namalengkap", "namasiswa", "namapesertadidik", "namapegawai", "namamurid",
          "name",
          "fullname",
        ]
      case .birthDate:
        [
          "tanggallahir", "tgllahir", "tgllhr", "tempattanggallahir", "tempattgllahir", "ttl",
          "birthdate", "dateofbirth",
        ]
      case .sex: ["jk", "lp", "jeniskelamin", "kelamin", "sex", "gender"]
      case .group:
        [
          "kelas", "rombel", "rombelsaatini", "class", "unit", "unitkerja", "bagian", "bidang",
          "jabatan",
        ]
      }
    }
  }

  /// The heading's row, counted from 0.
  private let heading: Int
  private let places: [Kind: Int]

  var count: Int { places.count }

  /// The heading stands in the first rows, under titles perhaps.
  static func find(in rows: [[Cell]]) -> Columns? {
    for (number, row) in rows.prefix(30).enumerated() {
      var places: [Kind: Int] = [:]
      for (place, cell) in row.enumerated() {
        let key = cell.text.lowercased().filter(\.isLetter)
        for kind in Kind.allCases where kind.names.contains(key) && places[kind] == nil {
          places[kind] = place
        }
      }
      if places[.name] != nil, places.count > 1 { return Columns(heading: number, places: places) }
    }
    return nil
  }

  private init(heading: Int, places: [Kind: Int]) {
    self.heading = heading
    self.places = places
  }

  func reading(of rows: [[Cell]]) -> RosterFile.Reading {
    var taken: [RosterRow] = []
    var refused: [Int] = []
    for (number, row) in rows.enumerated().dropFirst(heading + 1) {
      guard let written = cell(.name, row)?.text, !written.isEmpty else {
        if namesByNIK(row) { refused.append(number + 1) }
        continue
      }
      guard case .success(let name) = PersonName.parse(written) else {
        refused.append(number + 1)
        continue
      }
      taken.append(RosterRow(number: number + 1, person: person(name, row)))
      let person = taken[taken.count - 1].person
      taken[taken.count - 1].hasBadNIK = person.nik == nil && isFilled(.nik, row)
      taken[taken.count - 1].hasBadDate = person.birthDate == nil && isFilled(.birthDate, row)
    }
    let merged = Doubles(taken)
    return RosterFile.Reading(
      people: merged.rows.map(\.person), refused: refused,
      withoutNIK: merged.rows.count { $0.person.nik == nil && $0.hasBadNIK },
      withoutDate: merged.rows.count { $0.person.birthDate == nil && $0.hasBadDate },
      doubles: merged.count, disputes: merged.disputes)
  }

  private func person(_ name: PersonName, _ row: [Cell]) -> Roster.Person {
    Roster.Person(
      nik: cell(.nik, row).flatMap(Columns.nik), name: name,
      birthDate: cell(.birthDate, row).flatMap(Columns.day),
      sex: cell(.sex, row).flatMap(Columns.sex),
      group: Columns.plain(cell(.group, row)?.text ?? ""))
  }

  /// Whether somebody stands in a line without a name; what is written under a list is nobody.
  private func namesByNIK(_ row: [Cell]) -> Bool {
    let text = cell(.nik, row)?.text.filter { !" '.,-+eE".contains($0) } ?? ""
    return (8...17).contains(text.count) && text.allSatisfy(\.isNumber)
  }

  private func isFilled(_ kind: Kind, _ row: [Cell]) -> Bool {
    cell(kind, row)?.text.isEmpty == false
  }

  private func cell(_ kind: Kind, _ row: [Cell]) -> Cell? {
    places[kind].flatMap { row.indices.contains($0) ? row[$0] : nil }
  }
}

extension Columns {
  /// A number cell has lost its 16th digit, however right it looks.
  private static func nik(_ cell: Cell) -> NIK? {
    guard case .text(let text) = cell else { return nil }
    return try? NIK.parse(text.filter { $0 != "'" }).get()
  }

  /// Days since 30-12-1899, or written: `17/08/2009`, `17 Agustus 2009`, `Malang, 17-08-2009`.
  private static func day(_ cell: Cell) -> Day? {
    switch cell {
    case .number(let days):
      guard days >= 1, days < 110_000 else { return nil }
      return Day(number: Int(days) - 25_569)
    case .text(let text):
      let last = text.split(separator: ",").last.map(String.init) ?? ""
      var words = last.lowercased().split { " /-.".contains($0) }.map(String.init)
      // A time of day after it.
      words.removeAll { $0.contains(":") }
      words = words.map { word in
        months.firstIndex { word.hasPrefix($0) }.map { String($0 % 12 + 1) } ?? word
      }
      return try? Day.parse(words.joined(separator: "-")).get()
    }
  }

  /// Indonesian beginnings, then those that English and abbreviations have otherwise.
  private static let months = [
    "jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des",
    "jan", "peb", "mar", "apr", "may", "jun", "jul", "agt", "sep", "oct", "nop", "dec",
    "jan", "feb", "mar", "apr", "mei", "jun", "jul", "aug",
  ]

  private static func sex(_ cell: Cell) -> Sex? {
    switch cell.text.lowercased().filter(\.isLetter) {
    case "l", "lk", "lakilaki", "pria", "male": .male
    case "p", "pr", "perempuan", "wanita", "female": .female
    default: nil
    }
  }

  /// Nothing that a terminal would take for more than letters.
  private static func plain(_ text: String) -> String {
    let kept = text.unicodeScalars.filter { scalar in
      scalar.properties.isAlphabetic || scalar.value < 0x7F && scalar.value >= 0x20
    }
    return String(String(String.UnicodeScalarView(kept)).prefix(24))
  }
}
