import Glibc
import TestWorld
import Testing

/// The seed of this run: `LOKET_SEED` of the environment, else drawn at random; every failing
/// property names it, and `LOKET_SEED=… swift test` gives the same run again.
enum Seed {
  static let value =
    getenv("LOKET_SEED").flatMap { UInt64(String(cString: $0)) }
    ?? UInt64.random(in: 0...UInt64.max)

  /// Runs a property with `runs` different generators that follow from the seed alone.
  static func forAll(
    _ runs: Int, _ property: (inout SeededGenerator, Comment) throws -> Void
  ) throws {
    for run in 0..<runs {
      var chance = SeededGenerator(seed: value &+ UInt64(run) &* 0x2545_f491_4f6c_dd1d)
      try property(&chance, "run \(run) of LOKET_SEED=\(value)")
    }
  }
}
