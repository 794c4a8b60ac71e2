package import Intake
import MachineJSON
package import Paper
package import Ports
package import Wording

/// `pusat instansi` and `pusat sekolah`: coverage per agency or school.
package struct InstitutionReport: Hashable, Sendable {
  package let segment: Segment
  package let asOf: Day
  /// Those that were seen or have a list, in order of their codes.
  package let institutions: [InstitutionFigures]

  /// `known`: the codes of the configuration that belong to this segment; a list of the other kind
  /// is left out.
  package init(
    segment: Segment, asOf: Day, institutions: [InstitutionFigures], known: Set<PlaceCode>
  ) {
    self.segment = segment
    self.asOf = asOf
    self.institutions = institutions.filter { $0.seen > 0 || known.contains($0.code) }
  }

  /// The day on which somebody becomes 17; born on 29 February on 1 March.
  package static func birthday17(_ birthDate: Day) -> Day? {
    let year = birthDate.year + 17
    return Day(year: year, month: birthDate.month, day: birthDate.day)
      ?? Day(year: year, month: 3, day: 1)
  }

  /// By month, `2027-03`: how many become 17.
  package static func turning17(_ minors: [Day: Int]) -> [String: Int] {
    var months: [String: Int] = [:]
    for (birthDate, count) in minors {
      months[birthday17(birthDate)?.iso.slice(0, 7) ?? "-", default: 0] += count
    }
    return months
  }

  /// Whom the next visit to an institution is for, of those who were seen: by name, who becomes 17
  /// when and what is left to do. For the office alone.
  package static func nextVisit(
    _ people: [RemainingPerson], of institution: PlaceCode, _ words: Wording, _ names: CodeNames
  ) -> Sheet {
    let figures = words.figures
    let rows = people.map { person in
      // Of a grown-up it would tell nothing but the birth date.
      let birthday = birthday17(person.birthDate).flatMap {
        $0.number > person.seen.number - 366 ? $0.asOnCard : nil
      }
      return [
        birthday ?? "-", person.name.text, person.seen.asOnCard,
        figures.stillToDo(person.isRecorded),
      ]
    }
    return Sheet([
      .title(figures.nextVisitTitle), .title(names[institution]),
      rows.isEmpty
        ? .text(figures.nobodyLeft)
        : .table(Sheet.Table(header: figures.nextVisitHeader, rows: rows, isNumeric: false)),
      .text(figures.onlyForOffice),
    ])
  }
}

extension RosterSize {
  /// Those on the list who are no civil servants.
  package var others: Int? { asn.map { size - $0 } }
}

extension InstitutionFigures {
  /// Those on the list who were never seen; nil without a list.
  package var notSeen: Int? { roster.map { max(0, $0.size - seen) } }
}

extension InstitutionReport {
  private struct Record: Encodable {
    let asOf: String
    let institutions: [Institution]

    struct Institution: Encodable {
      let code: String
      let roster: List?
      let seen: Int
      let notSeen: Int?
      let active: Int
      let activated: Int
      let notActive: Int
      let notYetDue: Int
      let residents: Int
      let activeResidents: Int
      let outsiders: Int
      let regions: [String: Int]
      let reasons: [String: Int]
      let recorded: Int
      let failed: Int
      let recordedBefore: Int
      let under16: Int
      let turning17: [String: Int]
    }

    struct List: Encodable {
      let day: String
      let size: Int
      let elsewhere: Int?
      let away: Int?
      let asn: Int?
      let nonASN: Int?
    }
  }

  package var json: String {
    JSONText.of(
      Record(
        asOf: asOf.iso,
        institutions: institutions.map { figures in
          Record.Institution(
            code: figures.code.text,
            roster: figures.roster.map {
              Record.List(
                day: $0.day.iso, size: $0.size, elsewhere: $0.elsewhere, away: $0.away,
                asn: $0.asn, nonASN: $0.others)
            }, seen: figures.seen, notSeen: figures.notSeen, active: figures.active,
            activated: figures.activated, notActive: figures.notActive,
            notYetDue: figures.notYetDue, residents: figures.residents,
            activeResidents: figures.activeResidents, outsiders: figures.outsiders,
            regions: figures.regions.text { $0?.digits ?? "luar" },
            reasons: figures.reasons.text { $0.rawValue }, recorded: figures.recorded,
            failed: figures.failed, recordedBefore: figures.recordedBefore,
            under16: figures.under16,
            turning17: InstitutionReport.turning17(figures.minors))
        }))
  }
}

extension Dictionary where Value == Int {
  fileprivate func text(_ name: (Key) -> String) -> [String: Int] {
    Dictionary<String, Int>(map { (name($0.key), $0.value) }, uniquingKeysWith: +)
  }
}

extension InstitutionReport {
  package func sheet(_ words: Wording, _ names: CodeNames) -> Sheet {
    let figures = words.figures
    let title = segment == .student ? figures.schoolsTitle : figures.agenciesTitle
    return Sheet(
      [.title(title), .text(figures.asOf(words.time.long(asOf)))] + blocks(words, names)
    ).spaced
  }

  /// The tables without a title, as the report of a period takes them too.
  package func blocks(_ words: Wording, _ names: CodeNames) -> [Sheet.Block] {
    let figures = words.figures
    guard !institutions.isEmpty else { return [.text(figures.noInstitutions)] }
    let isWithoutList = institutions.contains { $0.roster == nil }
    return (segment == .student ? schools(words, names) : agencies(words, names))
      + (isWithoutList ? [.text(figures.noRoster)] : [])
  }

  private func agencies(_ words: Wording, _ names: CodeNames) -> [Sheet.Block] {
    let figures = words.figures
    let counts = institutions.map { agency in
      [
        agency.roster?.size, agency.seen, agency.active, agency.activeResidents,
        agency.outsiders, agency.notActive, agency.notSeen,
      ]
    }
    let rows = named(counts, names, figures).map { name, counts in
      let base = counts[0].flatMap { $0 > 0 && $0 >= counts[1] ?? 0 ? $0 : nil }
      let share = base.map { ProgressReport.share(counts[2] ?? 0, of: $0) }
      return [name] + counts.map { $0.map(words.figure) ?? "-" }
        + [share.map(figures.percent) ?? "-"]
    }
    let isAnyShort = institutions.contains { $0.roster.map(\.size) ?? $0.seen < $0.seen }
    let away = institutions.filter {
      $0.outsiders > 0 || $0.roster?.away ?? 0 > 0 || $0.roster?.asn != nil
    }
    return [
      .table(Sheet.Table(header: figures.agencyHeader, rows: rows)),
      .text(figures.coverageBase),
    ] + (isAnyShort ? [.text(figures.listTooShort)] : []) + [.blank]
      + (away.isEmpty ? [] : [.heading(figures.elsewhereHeading)])
      + away.map { agency in
        let regions = agency.regions.sorted {
          ($1.value, $0.key?.digits ?? "~") < ($0.value, $1.key?.digits ?? "~")
        }
        .map { "\($0.key.map { names[$0] } ?? words.form.outside) \(words.figure($0.value))" }
        let onDuty = agency.roster?.away.map { [figures.onDuty($0)] } ?? []
        var status: [String] = []
        if let asn = agency.roster?.asn, let others = agency.roster?.others {
          status = [figures.byStatus(asn, others)]
        }
        let parts = regions + onDuty + status
        return .text("\(names[agency.code]): " + parts.joined(separator: ", "))
      }
  }

  private func schools(_ words: Wording, _ names: CodeNames) -> [Sheet.Block] {
    let figures = words.figures
    let counts = institutions.map { school in
      [
        school.roster?.size, school.seen, school.recorded, school.failed, school.recordedBefore,
        school.under16, school.activated, school.notSeen,
      ]
    }
    let rows = named(counts, names, figures).map { name, counts in
      [name] + counts.map { $0.map(words.figure) ?? "-" }
    }
    let months = institutions.map(\.minors).map(InstitutionReport.turning17)
      .reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    return [.table(Sheet.Table(header: figures.schoolHeader, rows: rows)), .blank]
      + (months.isEmpty
        ? []
        : [
          .heading(figures.turning17),
          .table(
            Sheet.Table(
              header: figures.turning17Header,
              rows: months.sorted { $0.key < $1.key }.map { [$0.key, words.figure($0.value)] }
                + [[figures.sum, words.figure(months.values.reduce(0, +))]])),
        ])
  }

  /// With their names, and under them the sums; none where a summand is missing.
  private func named(
    _ counts: [[Int?]], _ names: CodeNames, _ figures: FigureWords
  ) -> [(String, [Int?])] {
    let sums = counts[0].indices.map { column in
      counts.map { $0[column] }.reduce(Int?(0)) { sum, count in
        sum.flatMap { sum in count.map { sum + $0 } }
      }
    }
    return zip(institutions.map { names[$0.code] }, counts) + [(figures.sum, sums)]
  }
}
