package import Intake
package import Paper
package import Ports
package import Wording

/// `pusat laporan`: what the head of service is given of a period; counts only, no person in it.
package struct PeriodReport: Sendable {
  package let officeName: String
  /// The office's own kabupaten or kota.
  package let homeName: String
  package let from: Day
  package let upTo: Day
  /// As of the last day, from the baseline on.
  package let progress: ProgressReport
  /// Of the period's days alone.
  package let activations: Activations
  package let shifts: [RegisteredShift]
  package let alarms: [RegisteredAlarm]
  package let agencies: InstitutionReport
  package let schools: InstitutionReport
  package let turns: [Turn]
  package let serviceTitles: [ShiftReport.Title]

  package init(
    officeName: String, homeName: String, from: Day, upTo: Day, progress: ProgressReport,
    activations: Activations, shifts: [RegisteredShift], alarms: [RegisteredAlarm],
    agencies: InstitutionReport, schools: InstitutionReport, turns: [Turn],
    serviceTitles: [ShiftReport.Title]
  ) {
    self.officeName = officeName
    self.homeName = homeName
    self.from = from
    self.upTo = upTo
    self.progress = progress
    self.activations = activations
    self.shifts = shifts
    self.alarms = alarms.filter { (from...upTo).contains($0.raisedAt.day) }
    self.agencies = agencies
    self.schools = schools
    self.turns = turns
    self.serviceTitles = serviceTitles
  }

  /// The period as if nothing had been reached before it, so that its weeks are its own.
  private var period: ProgressReport {
    let goal = progress.goal
    let start = Goal.Dated(count: 0, day: Day(number: from.number - 1))
    return ProgressReport(
      goal: Goal(
        target: goal.target, by: goal.by, share: goal.share, baseline: start,
        smallestShown: goal.smallestShown), asOf: upTo, activations: activations)
  }
}

extension PeriodReport {
  package func sheet(_ words: Wording, _ names: CodeNames) -> Sheet {
    let figures = words.figures
    let span = figures.period(words.time.long(from), words.time.long(upTo))
    // Whoever was ever seen there, also before the period.
    let asOf = Sheet.Block.text(figures.asOf(words.time.long(upTo)))
    let places = period.places(figures, names) + period.kelurahan(figures, names)
    return Sheet(
      [.title(officeName), .title(figures.reportTitle), .text(span), .rule]
        + progress.summary(words) + progress.forecastBlocks(words) + [.rule]
        + [.title(figures.periodTitle)] + counts(words) + reasons(words) + weeks(figures)
        + services(words) + turns.blocks(words) + [.rule] + places + [.rule]
        + [.title(figures.agenciesTitle), asOf] + agencies.blocks(words, names) + [.rule]
        + [.title(figures.schoolsTitle), asOf] + schools.blocks(words, names) + [.rule]
        + [.title(figures.shiftsTitle)] + shiftBlocks(words) + alarmBlocks(words)
        + [.rule, .text(figures.countsOnly)])
  }

  private func weeks(_ figures: FigureWords) -> [Sheet.Block] {
    let weeks = period.weeks
    guard !weeks.isEmpty else { return [] }
    return [
      .title(figures.perWeek),
      .bars(
        weeks.suffix(27).map { Sheet.Bar($0.monday.asOnCard.slice(0, 5), $0.count) },
        title: figures.perWeek),
    ]
  }

  private var tally: Tally { OfficeReports.sum(shifts) }

  private func counts(_ words: Wording) -> [Sheet.Block] {
    let figures = words.figures
    return [
      .heading(figures.activationsHeading),
      .pairs([
        Sheet.Pair(figures.activated, words.figure(activations.residents)),
        Sheet.Pair(figures.outsiders, words.figure(activations.outsiders)),
        Sheet.Pair(figures.reactivated, words.figure(activations.reactivated)),
        Sheet.Pair(figures.repeated, words.figure(activations.repeated)),
        Sheet.Pair(figures.lowered, words.figure(activations.loweredBy)),
      ]),
    ]
  }

  private func services(_ words: Wording) -> [Sheet.Block] {
    let tally = tally
    let columns = TallyKey.Column.allCases
    let titles = Dictionary(serviceTitles.map { ($0.code, $0.text) }) { first, _ in first }
    let order = serviceTitles.map(\.code).filter(tally.services.contains)
    let rest = tally.services.filter { !order.contains($0) }
    let counts = (order + rest).map { code in columns.map { tally[.service(code, $0)] } }
    let sums = columns.indices.map { column in counts.map { $0[column] }.reduce(0, +) }
    let rows =
      zip((order + rest).map { titles[$0] ?? $0.text }, counts)
      + [(words.tally.sumOfLines, sums)]
    return [
      .title(words.figures.servicesTitle),
      .table(
        Sheet.Table(
          header: words.tally.serviceHeader(homeName),
          rows: rows.map { name, count in
            [name]
              + [count[0], count[1], count[0] + count[1], count[2], count[3], count[4]]
              .map(words.figure)
          })),
    ]
  }

  private func reasons(_ words: Wording) -> [Sheet.Block] {
    let tally = tally
    let why = IKDReason.allCases.map { (words.form.reason($0), tally[.ikdReason($0)]) }
    let deferred = DeferralReason.allCases.map { (words.form.deferral($0), tally[.deferral($0)]) }
    return pairs(words.tally.whyNotActive, why, words)
      + pairs(words.tally.whyDeferred, deferred, words)
  }

  private func pairs(
    _ heading: String, _ counts: [(String, Int)], _ words: Wording
  ) -> [Sheet.Block] {
    let counts = counts.filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    guard !counts.isEmpty else { return [] }
    return [.heading(heading), .pairs(counts.map { Sheet.Pair($0.0, words.figure($0.1)) })]
  }

  private func shiftBlocks(_ words: Wording) -> [Sheet.Block] {
    let standings = ShiftStanding.allCases.map { standing in
      (words.office.standing(standing), shifts.count { $0.standing == standing })
    }
    let open = shifts.filter { $0.standing != .reconciled }.map { shift in
      [
        "\(shift.booth.text)/\(shift.number)", shift.openedAt.day.asOnCard,
        shift.servicePoint.text, words.office.standing(shift.standing),
      ]
    }
    return pairs(words.figures.shiftsHeading(shifts.count), standings, words)
      + (open.isEmpty
        ? []
        : [
          .heading(words.figures.notReconciled),
          .table(
            Sheet.Table(
              header: words.figures.notReconciledHeader, rows: open, isNumeric: false)),
        ])
  }

  private func alarmBlocks(_ words: Wording) -> [Sheet.Block] {
    let kinds = Dictionary(grouping: alarms, by: \.kind).map { ($0.key, $0.value.count) }
    let clocks = shifts.flatMap { shift in
      OfficeReports.clockAlarms(alarms, of: shift).map { fault in
        Sheet.Block.text(words.office.clock(fault, "\(shift.booth.text)/\(shift.number)"))
      }
    }
    return
      (kinds.isEmpty
      ? [.text(words.figures.noAlarms)] : pairs(words.figures.alarmsHeading, kinds, words)) + clocks
  }
}

extension Sheet {
  /// Every table, list and chart as a page of a spreadsheet, named by the heading above it; what
  /// is written as a whole number becomes one.
  package var grids: [Grid] {
    var grids: [Grid] = []
    var name = ""
    for block in blocks {
      switch block {
      case .title(let text), .heading(let text): name = text
      case .pairs(let pairs): grids.add(name, cells(pairs.map { [$0.label, $0.value] }))
      case .table(let table): grids.add(name, cells([table.header] + table.rows))
      case .bars(let bars, let title):
        let columns = bars.map { [Grid.Cell.text($0.label), .number($0.count)] }
        grids.add(name, [[.text(title), .text("")]] + columns)
      case .mark, .big, .text, .sample, .qr, .signatures, .rule, .blank: break
      }
    }
    return grids
  }

  private func cells(_ rows: [[String]]) -> [[Grid.Cell]] {
    rows.map { $0.map(Grid.Cell.init(figure:)) }
  }
}

extension [Grid] {
  /// A spreadsheet takes each name once, of at most 31 letters and without some signs.
  fileprivate mutating func add(_ name: String, _ rows: [[Grid.Cell]]) {
    let plain = String(name.filter { !"[]:*?/\\'".contains($0) }.prefix(26))
    let alike = count { $0.name == plain || $0.name.hasPrefix(plain + " (") }
    append(
      Grid(
        name: alike == 0 ? plain : "\(plain) (\(alike + 1))", rows: rows))
  }
}

extension Grid.Cell {
  fileprivate init(figure text: String) {
    let bare = text.filter { !".,".contains($0) }
    if let number = Int(bare), Language.allCases.contains(where: { number.grouped($0) == text }) {
      self = .number(number)
    } else {
      self = .text(text)
    }
  }
}
