// HalfYear: registers what scripts/half-year made up, as a booth does it: the real form, gate and
// sealing under the booths' own keys, on a clock moved by hand. Writes one bundle a shift, and
// delivers some shifts over the network as well. Touches the files and the centre it is given.

import BoothConfig
import Desk
import Foundation
import Intake
import Ports
import PostgresCentre
import Sealing
import TestWorld
import Wording

/// `HalfYear CONFIG DATA ENROLMENTS OUT CONNINFO`: of every booth `ENROLMENTS/L01.pasang` is there,
/// under the passphrase of the tests; `OUT/L01-3.loket` is its third shift.
@main
struct HalfYear {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count == 6 else {
      print("usage: HalfYear CONFIG DATA ENROLMENTS OUT CONNINFO")
      exit(64)
    }
    let config = try BoothConfig.load(from: words[1]).get()
    let text = try String(contentsOfFile: words[2] + "/shifts.jsonl", encoding: .utf8)
    let shifts = try text.split(separator: "\n").map {
      try JSONDecoder().decode(MadeShift.self, from: Data($0.utf8))
    }
    for (code, shifts) in Dictionary(grouping: shifts, by: \.booth).sorted(by: { $0.key < $1.key })
    {
      let sealed = try Data(contentsOf: URL(fileURLWithPath: "\(words[3])/\(code).pasang"))
      let enrolment = try Enrolment(
        sealed: [UInt8](sealed), passphrase: "berkas pasang untuk uji")
      let laptop = try Laptop(enrolment, config)
      for shift in shifts { try laptop.work(shift) }
      try laptop.hand(over: words[4], conninfo: words[5])
    }
  }
}

/// A line of `shifts.jsonl`.
struct MadeShift: Decodable {
  let booth: String
  let point: String
  let openedAt: String
  let visits: [MadeVisit]

  struct MadeVisit: Decodable {
    let at: String
    let void: Bool
    let line: JSON
  }

  /// A value that is only passed on.
  struct JSON: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      text = String(decoding: try JSONEncoder().encode(Value(from: decoder)), as: UTF8.self)
    }
  }

  /// The kinds of values that a visit's line has.
  enum Value: Codable {
    case flag(Bool)
    case text(String)
    case list([Value])
    case object([String: Value])

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let flag = try? value.decode(Bool.self) {
        self = .flag(flag)
      } else if let text = try? value.decode(String.self) {
        self = .text(text)
      } else if let list = try? value.decode([Value].self) {
        self = .list(list)
      } else {
        self = .object(try value.decode([String: Value].self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var value = encoder.singleValueContainer()
      switch self {
      case .flag(let flag): try value.encode(flag)
      case .text(let text): try value.encode(text)
      case .list(let list): try value.encode(list)
      case .object(let object): try value.encode(object)
      }
    }
  }
}

/// What cannot be in made-up data.
struct Refused: Error, CustomStringConvertible {
  let description: String
}

/// One booth with its queue in memory.
final class Laptop {
  private let memory = MemoryQueue()
  private let clock = HandClock()
  private let enrolment: Enrolment
  private let identity: BoothIdentity
  private let world: World
  private var parcels: [(line: ManifestLine, entries: [SealedEntry])] = []

  init(_ enrolment: Enrolment, _ config: BoothConfig) throws {
    guard let identity = enrolment.identity else { throw Refused(description: "no identity") }
    self.enrolment = enrolment
    self.identity = identity
    let setting = Setting(
      office: config.office, points: config.places, agencies: config.agencies,
      schools: config.schools, staff: config.operators + config.coordinators,
      policy: config.policy, regions: config.regions)
    world = World(
      setting: setting, words: Wording(.english), identity: identity, queue: memory.queue,
      clock: clock.clock, entropy: SeededEntropy(seed: identity.booth.low).entropy,
      volatile: MemoryVolatileStore().store)
  }

  private func set(_ time: String) throws {
    guard let moment = Moment(rfc3339: time) else { throw Refused(description: time) }
    clock.now = moment
  }

  func work(_ made: MadeShift) throws {
    try set(made.openedAt)
    let shifts = Shifts(world)
    let plan = try shifts.plan(
      point: made.point, staff: "sari", facts: OpeningFacts(recordingSets: 2, ikdTables: 3))
    let counter = try shifts.open(plan, passphrase: "rahasia sesi uji")
    for (place, visit) in made.visits.enumerated() {
      try set(visit.at)
      let intake = PaperIntake(counter)
      let result = try intake.take(Array(visit.line.text.utf8), line: place + 1)
      try intake.finish()
      guard result.isStored else { throw Refused(description: result.json + visit.line.text) }
      if visit.void {
        let stored = try world.queue.entries(
          counter.shift.id, counter.lastSequence...counter.lastSequence)
        _ = try counter.void(stored[0], reason: "salah orang")
      }
    }
    clock.advance(minutes: 5)
    let closed = try shifts.close(counters: [:], dropDrafts: true)
    let entries = try world.queue.entries(closed.shift.id, 1...closed.lastSequence)
    let line = ManifestLine(
      shift: closed.shift.id, number: closed.shift.number, entries: closed.lastSequence,
      head: closed.head, isClosed: true)
    parcels.append((line, entries))
  }

  /// A bundle of every shift; every third goes over the network too, the later ones first.
  func hand(over folder: String, conninfo: String) throws {
    for (line, entries) in parcels {
      let bundle = Bundle(
        booth: identity.booth, madeAt: clock.now, shifts: [line], entries: entries)
      let path = "\(folder)/\(enrolment.assignment.code.text)-\(line.number).loket"
      try Data(bundle.signed(by: identity)).write(to: URL(fileURLWithPath: path))
    }
    let centre = try PostgresCentre.open(
      conninfo: "\(conninfo) user=\(enrolment.role) password=\(enrolment.password)")
    for (line, entries) in parcels.reversed() where line.number.isMultiple(of: 3) {
      try centre.announce([line])
      let receipt = try centre.deliver(entries)
      guard receipt.accepted == entries.count else { throw Refused(description: "not taken") }
    }
  }
}
