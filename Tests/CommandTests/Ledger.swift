import Foundation
import Intake
import Ports
import SQLiteQueue
import Sealing
import TestWorld
import Testing

/// What a booth told people, held against what its queue has.
struct Ledger {
  /// Acknowledged visits with their tickets.
  private(set) var told: [String: String] = [:]

  /// Takes in the results of a run.
  mutating func hear(_ lines: [String]) throws {
    for result in try LineResult.of(lines) {
      let (visit, ticket) = (try #require(result.visit), try #require(result.ticket))
      told[visit] = ticket
    }
  }

  /// What is wrong with a queue; all empty: nothing is.
  struct Finding: CustomStringConvertible {
    var lost: [String] = []
    /// Acknowledged, or the same person of one shift, more than once.
    var twice: [String] = []
    /// Of the file, the chain, the signatures and the recount.
    var unsound: [String] = []
    /// All visits there, told of or not.
    var stored = 0

    var isFine: Bool { lost.isEmpty && twice.isEmpty && unsound.isEmpty }
    var description: String { "lost \(lost), twice \(twice), \(unsound), stored \(stored)" }

    func count(into row: inout FaultRow) {
      row.lost += lost.count
      row.twice += twice.count
      row.unnamed += unsound.count
    }
  }

  func compare(with booth: Booth) throws -> Finding {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: booth.home + "/identitas")))
    let signer = try BoothIdentity(bytes: bytes).verifier
    var finding = Finding()
    var tickets: [String: [String]] = [:]
    if let queue = try SQLiteQueue.openReadOnly(path: booth.database) {
      finding.unsound = try queue.integrity()
      for shift in try queue.shifts() {
        let entries = try queue.entries(shift.shift.id, 1...max(1, shift.lastSequence))
        finding.unsound += faults(of: shift, entries, signer)
        finding.twice += returning(entries) + sameTicket(entries, shift.shift)
        for entry in entries {
          guard let visit = entry.header.visit, let facts = entry.header.facts else { continue }
          tickets[visit.description, default: []].append(shift.shift.ticket(facts.ticket))
        }
      }
    }
    finding.stored = tickets.count
    for (visit, ticket) in told {
      if tickets[visit] == nil {
        finding.lost.append(ticket)
      } else if tickets[visit] != [ticket] {
        finding.twice.append(ticket)
      }
    }
    return finding
  }

  private func faults(
    of shift: StoredShift, _ entries: [SealedEntry], _ signer: BoothVerifier
  ) -> [String] {
    var head = shift.chainStart
    var fold = TallyFold()
    var faults: [String] = []
    for entry in entries {
      if let fault = entry.fault(after: head, signer: signer) {
        faults.append("shift \(shift.shift.number), entry \(entry.header.id.sequence): \(fault)")
      }
      head = entry.hash
      fold.add(entry.header, tag: entry.tag.isEmpty ? nil : entry.tag)
    }
    if head != shift.head || UInt64(entries.count) != shift.lastSequence {
      faults.append("shift \(shift.shift.number): another end")
    }
    if fold.tally != shift.tally { faults.append("shift \(shift.shift.number): another tally") }
    return faults
  }

  /// One ticket never goes to two visits of a shift.
  private func sameTicket(_ entries: [SealedEntry], _ shift: Shift) -> [String] {
    let given = entries.compactMap { entry in
      entry.header.facts.map { (shift.ticket($0.ticket), entry.header.visit) }
    }
    return Dictionary(grouping: given, by: \.0).filter { Set($0.value.map(\.1)).count > 1 }
      .map { "ticket \($0.key) went to \($0.value.count) visits" }
  }

  /// Everybody here has a NIK of their own, so that one tag on two visits is one person twice.
  private func returning(_ entries: [SealedEntry]) -> [String] {
    let tagged = entries.filter { !$0.tag.isEmpty }.map { ($0.tag, $0.header.visit) }
    return Dictionary(grouping: tagged, by: \.0).values
      .filter { Set($0.map(\.1)).count > 1 }.map { "one person in \($0.count) visits" }
  }
}

/// Sizes and seeds of trials, from the environment.
enum Trial {
  static func number(_ name: String, else usual: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? usual
  }

  static let seed = number("LOKET_SEED", else: Int.random(in: 1...1_000_000))

  /// Says that a trial is not made on this machine, and why: loudly, as skipped, never as passed.
  static func skip(_ trial: String, _ why: String) throws -> Never {
    print("SKIPPED: \(trial): \(why)")
    FaultRow(trial).report()
    try Test.cancel("\(trial): \(why)")
  }
}
