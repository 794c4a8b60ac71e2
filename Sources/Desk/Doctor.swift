import Sealing
import Intake
import Ports
import Wording

/// Finds what is wrong with a booth before it hurts: each finding with what to do.
package struct Doctor {
  let world: World

  package init(_ world: World) { self.world = world }

  /// What the door sees of the machine.
  package struct Machine: Hashable, Sendable {
    package let configPath: String
    package let homePath: String
    package let freeMegabytes: Int?
    package let isReadOnly: Bool
    package let hasSwap: Bool
    package let isUTF8: Bool
    package let printer: String?

    package init(
      configPath: String, homePath: String, freeMegabytes: Int?, isReadOnly: Bool,
      hasSwap: Bool, isUTF8: Bool, printer: String?
    ) {
      self.configPath = configPath
      self.homePath = homePath
      self.freeMegabytes = freeMegabytes
      self.isReadOnly = isReadOnly
      self.hasSwap = hasSwap
      self.isUTF8 = isUTF8
      self.printer = printer
    }
  }

  package struct Finding: Hashable, Sendable {
    package let grade: Grade
    package let sentence: String
  }

  package enum Grade: Hashable, Sendable {
    case fine, attention, broken
  }

  /// Under this much free space a day at a booth is not begun.
  static let freeMegabytesMin = 50

  /// A part that cannot be looked at is a finding, and hides none of the others.
  package func examine(_ machine: Machine) -> [Finding] {
    machineFindings(machine) + queueFindings()
  }

  private func machineFindings(_ machine: Machine) -> [Finding] {
    let words = world.words.doctor
    let booth = world.identity.code.text
    let space: Finding? = machine.freeMegabytes.map { free in
      free < Doctor.freeMegabytesMin
        ? Finding(grade: .broken, sentence: words.spaceLow(free)) : fine(words.space(free))
    }
    return [
      fine(words.configFine(machine.configPath)),
      machine.isReadOnly
        ? Finding(grade: .broken, sentence: words.homeReadOnly(machine.homePath))
        : fine(words.homeFine(machine.homePath)),
      space, clockFinding(),
      hasTmpfs ? fine(words.tmpfsFine) : attention(words.tmpfsMissing),
      machine.hasSwap ? attention(words.swapOn) : fine(words.swapOff),
      machine.isUTF8 ? fine(words.localeFine) : attention(words.localeNotUTF8),
      machine.printer.map { fine(words.printer($0)) } ?? fine(words.noPrinter),
      world.identity.mode == .training ? attention(words.training) : fine(words.live(booth)),
    ].compactMap { $0 }
  }

  /// By a real write: a folder that is there may still not be writable.
  private var hasTmpfs: Bool {
    guard (try? world.volatile.save("uji", [0])) != nil else { return false }
    try? world.volatile.remove("uji")
    return true
  }

  private func clockFinding() -> Finding? {
    let words = world.words
    switch try? Reports(world).status().clock {
    case .ok?: return fine(words.doctor.clockFine(words.time.long(world.clock.now())))
    case .behind(let last)?:
      return Finding(grade: .broken, sentence: words.doctor.clockBehind(words.time.long(last)))
    // The queue's own findings say what is wrong with it.
    case nil: return nil
    }
  }

  private func queueFindings() -> [Finding] {
    let words = world.words.doctor
    do throws(DeskError) {
      let queue = world.queue
      let shifts = try queued { () throws(QueueError) in try queue.shifts() }
      if shifts.isEmpty { return [fine(words.nothingQueued)] }
      let entries = shifts.map { Int($0.lastSequence) }.reduce(0, +)
      let faults = try Audit(world).full()
      let counted = fine(words.queueCounts(shifts.count, entries))
      if faults.isEmpty { return [counted, fine(words.queueSound)] }
      return [counted] + faults.map { Finding(grade: .broken, sentence: words.fault($0)) }
    } catch {
      return [Finding(grade: .broken, sentence: error.sentence(world.words))]
    }
  }

  private func fine(_ sentence: String) -> Finding { Finding(grade: .fine, sentence: sentence) }

  private func attention(_ sentence: String) -> Finding {
    Finding(grade: .attention, sentence: sentence)
  }
}
