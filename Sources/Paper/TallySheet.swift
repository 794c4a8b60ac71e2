import Intake
package import Wording

/// The daily booth tally (rekap harian) as a sheet: no name, NIK or contact on it, ever.
package enum TallySheet {
  package static func sheet(_ report: ShiftReport, _ words: Wording) -> Sheet {
    var blocks = head(report, words)
    blocks += services(report, words)
    blocks += ikd(report, words)
    blocks += reasons(report, words)
    blocks += groups(report, words)
    blocks += hours(report, words)
    blocks += foot(report, words)
    return Sheet(blocks)
  }

  private static func head(_ report: ShiftReport, _ words: Wording) -> [Sheet.Block] {
    let tally = words.tally
    let shift = report.shift
    let clock = { (moment: Moment) in words.time.short(moment, on: shift.day) }
    var blocks: [Sheet.Block] = [.title(report.officeName), .title(tally.title(report.isFinal))]
    blocks += marks(report, words).map(Sheet.Block.mark)
    if report.state == .recovered { blocks.append(.text(tally.recovered)) }
    var pairs = [
      Sheet.Pair(tally.day, words.time.long(shift.day)),
      Sheet.Pair(tally.point, report.pointName),
      Sheet.Pair(tally.booth, "\(shift.booth.text), \(tally.shift(shift.number))"),
      Sheet.Pair(tally.staff, report.operators.joined(separator: ", ")),
    ]
    pairs.append(Sheet.Pair(tally.opened, clock(shift.openedAt)))
    if let closedAt = report.closedAt {
      pairs.append(Sheet.Pair(tally.closed, clock(closedAt)))
    } else {
      pairs.append(Sheet.Pair(tally.printed, clock(report.printedAt)))
    }
    let facts = shift.facts
    pairs.append(
      Sheet.Pair(tally.equipment, tally.sets(facts.recordingSets, facts.ikdTables)))
    return blocks + [.rule, .pairs(pairs), .rule]
  }

  /// What must not be overlooked: whether it is final, a copy, or an exercise.
  private static func marks(_ report: ShiftReport, _ words: Wording) -> [String] {
    let training = report.shift.mode == .training ? words.shift.training : nil
    let copy = report.copy.map(words.paper.copyMark)
    return [training, words.paper.kindMark(report.isFinal), copy].compactMap(\.self)
  }

  private static func services(_ report: ShiftReport, _ words: Wording) -> [Sheet.Block] {
    let tally = report.tally
    let columns = TallyKey.Column.allCases
    var rows = report.servicesWithLines.map { title in
      row(title.text, columns.map { tally[.service(title.code, $0)] }, words)
    }
    let sums = columns.map { column in
      tally.services.map { tally[.service($0, column)] }.reduce(0, +)
    }
    rows.append(row(words.tally.sumOfLines, sums, words))
    return [
      .table(
        Sheet.Table(
          header: words.tally.serviceHeader(report.homeName), short: words.tally.serviceShort,
          rows: rows)),
      .pairs([
        Sheet.Pair(words.tally.people, words.figure(tally[.people])),
        Sheet.Pair(words.tally.lines, words.figure(tally[.lines])),
      ]),
      .rule,
    ]
  }

  /// Resident, outsider, their sum, served, deferred, refused.
  private static func row(_ name: String, _ counts: [Int], _ words: Wording) -> [String] {
    let sum = counts[0] + counts[1]
    let cells = [counts[0], counts[1], sum, counts[2], counts[3], counts[4]]
    return [name] + cells.map(words.figure)
  }

  private static func ikd(_ report: ShiftReport, _ words: Wording) -> [Sheet.Block] {
    let tally = report.tally
    let pairs = IKDStanding.allCases.map {
      Sheet.Pair(words.tally.standing($0), words.figure(tally[.ikd($0)]))
    }
    let gates = GateState.allCases.filter { tally[.gate($0)] != 0 }.map {
      Sheet.Pair(words.gate.state($0), words.figure(tally[.gate($0)]))
    }
    return [
      .heading(words.tally.ikdHeading), .pairs(pairs),
      .pairs([Sheet.Pair(words.tally.countsToTarget, words.figure(tally[.countsToTarget]))]),
      .blank, .heading(words.tally.gateHeading), .pairs(gates), .blank,
    ]
  }

  private static func reasons(_ report: ShiftReport, _ words: Wording) -> [Sheet.Block] {
    let tally = report.tally
    let why = IKDReason.allCases.filter { tally[.ikdReason($0)] != 0 }.map {
      Sheet.Pair(words.form.reason($0), words.figure(tally[.ikdReason($0)]))
    }
    let deferred = DeferralReason.allCases.filter { tally[.deferral($0)] != 0 }.map {
      Sheet.Pair(words.form.deferral($0), words.figure(tally[.deferral($0)]))
    }
    var blocks: [Sheet.Block] = []
    if !why.isEmpty { blocks += [.heading(words.tally.whyNotActive), .pairs(why), .blank] }
    if !deferred.isEmpty {
      blocks += [.heading(words.tally.whyDeferred), .pairs(deferred), .blank]
    }
    return blocks
  }

  private static func groups(_ report: ShiftReport, _ words: Wording) -> [Sheet.Block] {
    let tally = report.tally
    let segments = Segment.allCases.filter { tally[.segment($0)] != 0 }.map {
      Sheet.Pair(words.form.segment($0), words.figure(tally[.segment($0)]))
    }
    var blocks: [Sheet.Block] = [.heading(words.tally.segments), .pairs(segments), .blank]
    let places = tally.places
    for (heading, found) in [
      (words.tally.agencies, places.agencies), (words.tally.schools, places.schools),
    ] where !found.isEmpty {
      let pairs = found.map {
        Sheet.Pair(report.institutionNames[$0.code] ?? $0.code.text, words.figure($0.count))
      }
      blocks += [.heading(heading), .pairs(pairs), .blank]
    }
    return blocks
  }

  private static func hours(_ report: ShiftReport, _ words: Wording) -> [Sheet.Block] {
    let hours = (0..<24).filter { report.tally[.hour($0)] != 0 }
    guard let first = hours.first, let last = hours.last else { return [] }
    let bars = (first...last).map {
      Sheet.Bar("\($0.padded(to: 2)).00", report.tally[.hour($0)])
    }
    return [.heading(words.tally.hours), .bars(bars, title: words.tally.hours), .blank]
  }

  private static func counted(
    _ counters: [Counter], _ report: ShiftReport, _ words: Wording
  ) -> [Sheet.Pair] {
    counters.compactMap { counter in
      report.counters[counter].map { Sheet.Pair(words.tally.counter(counter), words.figure($0)) }
    }
  }

  private static func foot(_ report: ShiftReport, _ words: Wording) -> [Sheet.Block] {
    var blocks: [Sheet.Block] = [.rule]
    let byHand = counted(Counter.byHand, report, words)
    if !byHand.isEmpty { blocks.append(.pairs(byHand)) }
    let rosters = counted(Counter.ofRosters, report, words)
    if !rosters.isEmpty {
      blocks += [.blank, .heading(words.tally.rosters), .pairs(rosters), .blank]
    }
    blocks += [
      .text(words.tally.custody(report.custody)),
      .pairs([Sheet.Pair(words.tally.head, report.headCode)]),
    ]
    guard report.isFinal else { return blocks + [.text(words.tally.interimNote)] }
    if let proof = report.proof {
      blocks += [.blank, .text(words.paper.proofNote), .qr(proof)]
    }
    return blocks + [
      .blank,
      .signatures([
        Sheet.Signature(role: words.tally.officerRole, under: "NIP."),
        Sheet.Signature(role: words.tally.coordinatorRole, under: "NIP."),
      ]),
    ]
  }
}
