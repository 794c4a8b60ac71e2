/// What `loket rekap --format json` and `scripts/published-day --summary` both say.
struct Figures: Decodable, Hashable {
  struct Service: Decodable, Hashable {
    let code: String
    let resident: Int
    let outsider: Int
    let total: Int
    let served: Int
    let deferred: Int
    let refused: Int
  }

  let people: Int
  let visits: Int
  let lines: Int
  let services: [Service]
  let ikd: [String: Int]
  let gate: [String: Int]
  let reasons: [String: Int]
  let segments: [String: Int]
  let agencies: [String: Int]
  let schools: [String: Int]
  let hours: [String: Int]

  /// What the script says besides.
  let outsiders: Int?
  let returning: Int?
  let withoutNIK: Int?
}

/// The rest of `loket rekap --format json`.
struct Rekap: Decodable {
  struct Shift: Decodable {
    let number: Int
    let id: String
    let state: String
    let servicePoint: String
  }

  let mode: String
  let shift: Shift
  let kind: String
  let people: Int
  let lines: Int
  let counters: [String: Int]
  let custody: [String: Int]
  let head: String
  let signature: String?
}

/// `loket status --json`.
struct Status: Decodable {
  struct Clock: Decodable {
    let ok: Bool
  }

  let mode: String
  let shift: Rekap.Shift?
  let queue: [String: Int]
  let clock: Clock
}
