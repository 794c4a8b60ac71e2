import Intake

/// One person of a list, and the row, counted from 1, that named them first.
struct RosterRow {
  let number: Int
  var person: Roster.Person
  /// A NIK, a birth date stood there and was none.
  var hasBadNIK = false
  var hasBadDate = false
}

/// Rows that name one person twice, as lists made of several do.
///
/// One person: the same NIK; or the same letters of the name and the same birth date, unless two
/// NIK say otherwise. A birth date or a NIK that is missing proves nothing.
struct Doubles {
  /// Everybody once, in order of the list, with what any of their rows knew.
  private(set) var rows: [RosterRow] = []
  /// How many rows were taken into an earlier one.
  private(set) var count = 0
  /// Rows whose NIK an earlier row has under another name: that one was kept.
  private(set) var disputes: [RosterFile.Dispute] = []

  private var byNIK: [NIK: Int] = [:]
  private var byName: [Key: [Int]] = [:]

  private struct Key: Hashable {
    let name: String
    let birthDate: Day

    init?(_ person: Roster.Person) {
      guard let day = person.birthDate else { return nil }
      name = Doubles.letters(person.name)
      birthDate = day
    }
  }

  init(_ rows: [RosterRow]) {
    for row in rows { take(row) }
  }

  private mutating func take(_ row: RosterRow) {
    if let nik = row.person.nik, let place = byNIK[nik] {
      guard Doubles.letters(rows[place].person.name) == Doubles.letters(row.person.name) else {
        return disputes.append(
          RosterFile.Dispute(row: row.number, with: rows[place].number))
      }
      return merge(row, into: place)
    }
    let alike = Key(row.person).flatMap { byName[$0] } ?? []
    let same = alike.first { row.person.nik == nil || rows[$0].person.nik == nil }
    if let same { return merge(row, into: same) }
    rows.append(row)
    index(rows.count - 1)
  }

  private mutating func merge(_ row: RosterRow, into place: Int) {
    let (first, other) = (rows[place].person, row.person)
    rows[place].person = Roster.Person(
      nik: first.nik ?? other.nik, name: first.name,
      birthDate: first.birthDate ?? other.birthDate, sex: first.sex ?? other.sex,
      group: first.group.isEmpty ? other.group : first.group)
    rows[place].hasBadNIK = rows[place].hasBadNIK || row.hasBadNIK
    rows[place].hasBadDate = rows[place].hasBadDate || row.hasBadDate
    count += 1
    index(place)
  }

  private mutating func index(_ place: Int) {
    let person = rows[place].person
    if let nik = person.nik { byNIK[nik] = place }
    if let key = Key(person), byName[key]?.contains(place) != true {
      byName[key, default: []].append(place)
    }
  }

  private static func letters(_ name: PersonName) -> String {
    name.text.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
