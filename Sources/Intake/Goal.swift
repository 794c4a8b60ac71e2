/// What the office wants to reach (sasaran), from where it counts, and what percentages are shares
/// of (domain.md section 1.5).
package struct Goal: Hashable, Sendable {
  /// IKD activations of own residents wanted until the end of `by`.
  package let target: Int
  package let by: Day
  /// What the target is a share of.
  package let share: Words
  /// What had been reached at the end of a day, before the registry began to count; nil: nothing.
  package let baseline: Dated?
  package let bases: [Base]
  /// Residents who turn 17 in a year, by which every base grows; 0: not known.
  package let growthPerYear: Int
  /// Fewer than this in one kelurahan are not shown.
  package let smallestShown: Int

  package init(
    target: Int, by: Day, share: Words, baseline: Dated? = nil, bases: [Base] = [],
    growthPerYear: Int = 0, smallestShown: Int = 1
  ) {
    self.target = target
    self.by = by
    self.share = share
    self.baseline = baseline
    self.bases = bases
    self.growthPerYear = growthPerYear
    self.smallestShown = smallestShown
  }

  /// A count as it was at the end of a day.
  package struct Dated: Hashable, Sendable {
    package let count: Int
    package let day: Day

    package init(count: Int, day: Day) {
      self.count = count
      self.day = day
    }
  }

  /// What a percentage is a share of: recorded KTP-el holders, wajib KTP.
  package struct Base: Hashable, Sendable {
    package let name: Words
    package let size: Dated

    package init(name: Words, size: Dated) {
      self.name = name
      self.size = size
    }
  }
}

/// A text from the configuration in both languages of the screen.
package struct Words: Hashable, Sendable {
  package let indonesian: String
  package let english: String

  package init(indonesian: String, english: String) {
    self.indonesian = indonesian
    self.english = english
  }
}
