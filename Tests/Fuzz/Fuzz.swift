// Fuzz: every parser of bytes from outside, against inputs that a seed reproduces. A program of its
// own, since a trap ends it: the tests start it and read from its mark which seed it died of.

import Glibc
import TestWorld

/// What became of an input.
enum Outcome {
  case refused, accepted
}

/// An input that was taken for something else than it is.
struct Broken: Error { let why: String }

/// A parser with what is handed to it.
struct Target {
  let name: String
  /// Inputs that it takes, from which others are made.
  let samples: [[UInt8]]
  /// Pieces that mean something to it.
  var words: [String] = []
  /// How many times as long as others an input takes.
  var cost = 1
  /// Throws `Broken` for what must never be.
  let check: ([UInt8]) throws -> Outcome
}

/// `Fuzz TARGET SEED COUNT MARK`: so many inputs from that seed on, each with a seed of its own that
/// stands in the file MARK while it is tried; `all` for every target, `Fuzz TARGET SEED` for one
/// input. `Fuzz` names the targets.
@main
struct Fuzz {
  /// No input may take longer; the alarm ends the program.
  private static let secondsMax: UInt32 = 20

  static func main() throws {
    let words = CommandLine.arguments
    let targets = try Targets.all()
    guard words.count > 2, let seed = UInt64(words[2]) else {
      targets.forEach { print($0.name) }
      exit(words.count == 1 ? 0 : 64)
    }
    let count = words.count > 3 ? Int(words[3]) ?? 1 : 1
    let mark = words.count > 4 ? open(words[4], O_WRONLY | O_CREAT | O_TRUNC, 0o600) : -1
    for target in targets where words[1] == "all" || words[1] == target.name {
      // What takes long is tried less often.
      try run(target, seed, count == 1 ? 1 : max(1, count / target.cost), mark)
    }
  }

  private static func run(_ target: Target, _ seed: UInt64, _ count: Int, _ mark: CInt) throws {
    var accepted = 0
    for one in seed..<(seed + UInt64(count)) {
      note("\(target.name) \(one)", mark)
      alarm(secondsMax)
      var mutator = Mutator(seed: one, target)
      do { if case .accepted = try target.check(mutator.input()) { accepted += 1 } } catch {
        print("\(target.name) \(one): \((error as? Broken)?.why ?? "\(error)")")
        exit(1)
      }
    }
    print("\(target.name): \(count) inputs, \(accepted) accepted")
  }

  private static func note(_ text: String, _ file: CInt) {
    guard file >= 0 else { return }
    let bytes = Array(text.utf8)
    guard ftruncate(file, 0) == 0, pwrite(file, bytes, bytes.count, 0) == bytes.count
    else { exit(74) }
  }
}

/// Makes an input out of samples: bits, bytes, lengths, pieces, words, other samples' ends.
struct Mutator {
  private var chance: SeededGenerator
  private let target: Target
  private static let edges: [UInt8] = [0, 1, 0x0A, 0x20, 0x22, 0x2C, 0x7F, 0x80, 0xC3, 0xFE, 0xFF]

  init(seed: UInt64, _ target: Target) {
    chance = SeededGenerator(seed: seed)
    self.target = target
  }

  mutating func input() -> [UInt8] {
    var bytes =
      chance.oneIn(20) ? chance.bytes(chance.number(0...300)) : chance.pick(target.samples)
    for _ in 0..<(chance.oneIn(3) ? 1 : chance.number(0...8)) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return bytes = chance.bytes(chance.number(1...40)) }
    let place = chance.number(0...bytes.count - 1)
    let end = min(bytes.count, place + chance.number(1...32))
    switch chance.number(0...10) {
    case 0: bytes[place] ^= 1 << UInt8(chance.number(0...7))
    case 1: bytes[place] = chance.pick(Mutator.edges)
    case 2: bytes[place] = UInt8.random(in: 0...255, using: &chance)
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: bytes[place..<end], at: chance.number(0...bytes.count))
    case 5: bytes.insert(contentsOf: chance.bytes(chance.number(1...8)), at: place)
    case 6: bytes.removeSubrange(place...)
    case 7:
      let other = chance.pick(target.samples)
      bytes = bytes[..<place] + other.suffix(chance.number(0...other.count))
    case 8:
      // A number of the format: as large, or as small, as it can be.
      let edge: UInt8 = chance.pick([0, 0x7F, 0x80, 0xFF])
      for at in place..<min(bytes.count, place + chance.pick([1, 2, 4, 8])) { bytes[at] = edge }
    default: insertWord(&bytes, at: place)
    }
  }

  private mutating func insertWord(_ bytes: inout [UInt8], at place: Int) {
    guard !target.words.isEmpty else {
      return bytes.swapAt(place, chance.number(0...bytes.count - 1))
    }
    let word = Array(chance.pick(target.words).utf8)
    if chance.flag() { bytes.removeSubrange(place..<min(bytes.count, place + word.count)) }
    bytes.insert(contentsOf: word, at: min(place, bytes.count))
  }
}
