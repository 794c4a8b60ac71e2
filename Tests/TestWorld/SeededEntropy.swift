// TestWorld: the world as tests hand it in, reproducible from a seed. Touches nothing.

package import Ports

/// Chance that one seed reproduces (SplitMix64); never for real keys.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }
}

extension SeededGenerator {
  package mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  package mutating func flag() -> Bool { Bool.random(using: &self) }

  /// True once in `count` times.
  package mutating func oneIn(_ count: Int) -> Bool { number(1...count) == 1 }

  /// Any of the elements; there must be one.
  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }

  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
  }
}

/// The `Entropy` of a test: the same seed, the same bytes.
package final class SeededEntropy {
  private var generator: SeededGenerator

  package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private func bytes(_ count: Int) -> [UInt8] { generator.bytes(count) }

  package var entropy: Entropy { Entropy(bytes: bytes) }
}
