package import Intake
package import Paper
import Ports
package import Wording

/// The names that codes have in the configuration.
package struct CodeNames: Sendable {
  package let places: [PlaceCode: String]
  package let regions: Regions

  package init(places: [PlaceCode: String], regions: Regions) {
    self.places = places
    self.regions = regions
  }

  package subscript(place: PlaceCode) -> String { places[place] ?? place.text }
  package subscript(region: RegionCode) -> String { regions.names[region] ?? region.digits }
}

extension Sheet {
  /// With an empty line before every heading.
  var spaced: Sheet {
    Sheet(
      blocks.flatMap { block in
        if case .heading = block { [.blank, block] } else { [block] }
      })
  }
}

extension ProgressReport {
  /// The answer to "how many a day do we need?" first, then where it comes from.
  package func sheet(_ words: Wording, _ names: CodeNames) -> Sheet {
    Sheet(
      summary(words) + composition(words) + forecastBlocks(words)
        + days(words.figures) + weekBlocks(words.figures) + places(words.figures, names)
        + kelurahan(words.figures, names) + correctionBlocks(words.figures)
    ).spaced
  }

  /// What is needed, what is reached, and the shares with their bases.
  func summary(_ words: Wording) -> [Sheet.Block] {
    let figures = words.figures
    let by = words.time.long(goal.by)
    var blocks: [Sheet.Block] = [
      .title(figures.progressTitle), .text(figures.asOf(words.time.long(asOf))),
    ]
    if let needed = neededPerDay, needed > 0 {
      blocks += [
        .big("\(figures.neededPerDay): \(figures.figure(needed))"),
        .text(figures.neededWhy(remaining, daysLeft, by)),
      ]
    } else {
      blocks.append(
        .mark(remaining == 0 ? figures.reachedAlready : figures.overdue(by, remaining)))
    }
    let reached = { (base: Int) in figures.percent(ProgressReport.share(total, of: base)) }
    blocks.append(.text("\(figures.reached): \(figures.figure(total))"))
    blocks.append(
      .pairs(
        [
          Sheet.Pair(
            figures.ofTarget(goal.target, words.pick(goal.share)), reached(goal.target))
        ]
          + goal.bases.map { base in
            let size = size(of: base, on: asOf)
            let name = words.pick(base.name)
            return Sheet.Pair(
              figures.ofBase(size, name, day(of: base).asOnCard), reached(size))
          }))
    if goal.bases.isEmpty {
      blocks.append(.text(figures.noBase))
    } else if goal.growthPerYear == 0 {
      blocks.append(.text(figures.noGrowth))
    }
    return blocks + [.rule]
  }

  private func composition(_ words: Wording) -> [Sheet.Block] {
    let figures = words.figures
    var parts = [Sheet.Pair(figures.activated, figures.figure(activations.residents))]
    if let baseline = goal.baseline {
      parts.insert(
        Sheet.Pair(figures.baseline(baseline.day.asOnCard), figures.figure(baseline.count)), at: 0)
    }
    if activations.loweredBy > 0 {
      parts.append(Sheet.Pair(figures.lowered, "-" + figures.figure(activations.loweredBy)))
    }
    return [.heading(figures.madeOf), .pairs(parts)]
      + (goal.baseline == nil ? [.text(figures.noBaseline)] : [])
      + [
        .heading(figures.apart),
        .pairs([
          Sheet.Pair(figures.outsiders, figures.figure(activations.outsiders)),
          Sheet.Pair(figures.reactivated, figures.figure(activations.reactivated)),
          Sheet.Pair(figures.repeated, figures.figure(activations.repeated)),
        ]),
      ]
      + (activations.emptied == 0 ? [] : [.text(figures.emptiedPeople(activations.emptied))])
  }

  func forecastBlocks(_ words: Wording) -> [Sheet.Block] {
    let figures = words.figures
    guard let forecast else {
      return [.heading(figures.forecastHeading), .text(figures.tooFewWeeks)]
    }
    // The mean last, where a sheet stresses a row.
    let rows = zip(
      figures.paces,
      [
        (forecast.pace.low, forecast.total.low), (forecast.pace.high, forecast.total.high),
        (forecast.pace.mean, forecast.total.mean),
      ]
    ).map { name, figure in
      [
        name, figures.figure(figure.0), figures.figure(figure.1),
        figures.percent(ProgressReport.share(figure.1, of: goal.target)),
      ]
    }
    let columns = daysLeft > 0 ? 4 : 2
    let reached = forecast.reachedOn.map { figures.forecastBy(words.time.long($0)) }
    let growth = goal.growthPerYear == 0 ? [] : goal.bases
    return [
      .heading(figures.forecastHeading),
      .table(
        Sheet.Table(
          header: Array(figures.forecastHeader.prefix(columns)),
          rows: rows.map { Array($0.prefix(columns)) })),
      .text(figures.forecastBasis(forecast.weeks)),
    ] + (remaining == 0 ? [] : [.text(reached ?? figures.forecastNever)])
      + growth.map {
        .text(
          figures.growth(words.pick($0.name), size(of: $0, on: goal.by), goal.by.asOnCard))
      }
  }
}

extension ProgressReport {
  private func days(_ figures: FigureWords) -> [Sheet.Block] {
    let days = (asOf.number - 13...asOf.number).map(Day.init(number:))
    return [
      .heading(figures.perDay),
      .bars(
        days.map { Sheet.Bar($0.asOnCard.slice(0, 5), activations.byDay[$0, default: 0]) },
        title: figures.perDay),
    ]
  }

  func weekBlocks(_ figures: FigureWords) -> [Sheet.Block] {
    guard !weeks.isEmpty else { return [] }
    let rows = weeks.map { week in
      [
        week.monday.asOnCard + (week.isWhole ? "" : " " + figures.cutShort),
        figures.figure(week.count),
      ]
    }
    let sum = weeks.map(\.count).reduce(0, +)
    return [
      .heading(figures.perWeek),
      .table(
        Sheet.Table(header: figures.weekHeader, rows: rows + [[figures.sum, figures.figure(sum)]])),
    ]
  }

  func places(_ figures: FigureWords, _ names: CodeNames) -> [Sheet.Block] {
    let places = activations.byPlace.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard !places.isEmpty else { return [] }
    let rows = places.map { [names[$0.key], figures.figure($0.value)] }
    return [
      .heading(figures.perPlace),
      .table(
        Sheet.Table(
          header: figures.placeHeader,
          rows: rows + [[figures.sum, figures.figure(activations.residents)]])),
    ]
  }

  func kelurahan(_ figures: FigureWords, _ names: CodeNames) -> [Sheet.Block] {
    let counts = activations.byKelurahan
    guard !counts.isEmpty else { return [] }
    let hidden = ProgressReport.hidden(counts, below: goal.smallestShown)
    let known = counts.keys.compactMap(\.self).sorted()
    let rows = (known.map(Optional.some) + (counts[nil] == nil ? [] : [nil])).map { code in
      [
        code.map { names[$0] } ?? figures.emptied,
        hidden.contains(code) ? "-" : figures.figure(counts[code, default: 0]),
      ]
    }
    return [
      .heading(figures.perKelurahan),
      .table(
        Sheet.Table(
          header: figures.kelurahanHeader,
          rows: rows + [[figures.sum, figures.figure(activations.residents)]])),
    ] + (hidden.isEmpty ? [] : [.text(figures.hidden(goal.smallestShown))])
  }

  /// What is too few to be shown, and where that is one figure alone the next larger one with it:
  /// the sum would give it away.
  package static func hidden<Key: Hashable>(
    _ counts: [Key: Int], below smallest: Int
  ) -> Set<Key> {
    var hidden = Set(counts.filter { $0.value < smallest }.keys)
    if hidden.count == 1,
      let next = counts.filter({ $0.value >= smallest }).min(by: { $0.value < $1.value })
    {
      hidden.insert(next.key)
    }
    return hidden
  }

  private func correctionBlocks(_ figures: FigureWords) -> [Sheet.Block] {
    guard !activations.corrections.isEmpty else { return [] }
    let rows = activations.corrections.map {
      [$0.day.asOnCard, figures.figure($0.loweredBy), $0.reason]
    }
    return [
      .heading(figures.corrections),
      .table(Sheet.Table(header: figures.correctionHeader, rows: rows, isNumeric: false)),
    ]
  }
}
