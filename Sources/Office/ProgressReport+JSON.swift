import Intake
import MachineJSON
import Ports

extension ProgressReport {
  private struct Record: Encodable {
    let asOf: String
    let baseline: Dated?
    let activated: Int
    let loweredBy: Int
    let total: Int
    let target: Target
    let remaining: Int
    let daysLeft: Int
    let neededPerDay: Int?
    let shares: [Share]
    /// Nil: not known, and the bases stay as they were counted.
    let growthPerYear: Int?
    let outsiders: Int
    let reactivated: Int
    let repeated: Int
    let emptied: Int
    let days: [Count]
    let weeks: [Week]
    let places: [Count]
    let kelurahan: [Count]
    let forecast: Outlook?
    let corrections: [Lowered]

    struct Dated: Encodable {
      let count: Int
      let day: String
    }

    struct Target: Encodable {
      let count: Int
      let by: String
      let shareOf: String
    }

    /// A percentage and what it is a share of.
    struct Share: Encodable {
      let of: String
      let base: Int
      let day: String
      let percent: Double
    }

    struct Count: Encodable {
      let of: String?
      let count: Int
      enum CodingKeys: CodingKey { case of, count }

      func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: CodingKeys.self)
        try keys.encode(of, forKey: .of)
        try keys.encode(count, forKey: .count)
      }
    }

    struct Week: Encodable {
      let from: String
      let count: Int
      let whole: Bool
    }

    struct Outlook: Encodable {
      let weeks: Int
      let perWeek: Forecast.Pace
      let total: Forecast.Pace
      let reachedOn: String?
    }

    struct Lowered: Encodable {
      let day: String
      let loweredBy: Int
      let reason: String
    }
  }

  /// `pusat capaian --json`; `kelurahan` has null for what the retention emptied.
  package var json: String {
    JSONText.of(
      Record(
        asOf: asOf.iso,
        baseline: goal.baseline.map { Record.Dated(count: $0.count, day: $0.day.iso) },
        activated: activations.residents, loweredBy: activations.loweredBy, total: total,
        target: Record.Target(
          count: goal.target, by: goal.by.iso, shareOf: goal.share.english),
        remaining: remaining, daysLeft: daysLeft, neededPerDay: neededPerDay, shares: shares,
        growthPerYear: goal.growthPerYear == 0 ? nil : goal.growthPerYear,
        outsiders: activations.outsiders, reactivated: activations.reactivated,
        repeated: activations.repeated,
        emptied: activations.emptied, days: counts(activations.byDay, \.iso),
        weeks: weeks.map {
          Record.Week(from: $0.monday.iso, count: $0.count, whole: $0.isWhole)
        },
        places: counts(activations.byPlace, \.text),
        kelurahan: counts(activations.byKelurahan) { $0?.digits },
        forecast: forecast.map {
          Record.Outlook(
            weeks: $0.weeks, perWeek: $0.pace, total: $0.total, reachedOn: $0.reachedOn?.iso)
        },
        corrections: activations.corrections.map {
          Record.Lowered(day: $0.day.iso, loweredBy: $0.loweredBy, reason: $0.reason)
        }))
  }

  private var shares: [Record.Share] {
    let ofTarget = Record.Share(
      of: "target", base: goal.target, day: goal.by.iso,
      percent: percent(of: goal.target))
    return [ofTarget]
      + goal.bases.map { base in
        let size = size(of: base, on: asOf)
        return Record.Share(
          of: base.name.english, base: size, day: day(of: base).iso,
          percent: percent(of: size))
      }
  }

  private func percent(of base: Int) -> Double {
    Double(ProgressReport.share(total, of: base)) / 100
  }

  private func counts<Key>(
    _ counts: [Key: Int], _ name: (Key) -> String?
  ) -> [Record.Count] {
    counts.map { Record.Count(of: name($0.key), count: $0.value) }
      .sorted { ($0.of ?? "~") < ($1.of ?? "~") }
  }
}
