package import Intake
import Paper
package import Ports
import Sealing
package import Wording

/// Finds what is wrong with a booth before it hurts: each finding with what to do.
package struct Doctor {
  let world: World
  /// Why the identity or the queue could not be opened; nothing is said of them besides.
  private let troubles: [String]

  package init(_ world: World, troubles: [String] = []) {
    self.world = world
    self.troubles = troubles
  }

  /// What the door sees of the machine.
  package struct Machine: Hashable, Sendable {
    package var configPath: String
    package var homePath: String
    package var freeMegabytes: Int?
    /// How many more files the disk takes; nil: it keeps no count.
    package var freeFiles: Int?
    package var isReadOnly: Bool
    package var swap: Swap
    /// No core dumps, and no other process may look into this one.
    package var isHardened: Bool
    package var isUTF8: Bool
    /// What the terminal calls itself, and its columns.
    package var terminal: String
    package var columns: Int
    /// When the newest of the booth's files was written.
    package var lastWritten: Moment?
    package var centre: Centre
    /// Nil in training.
    package var enrolment: Enrolment?

    package enum Swap: Hashable, Sendable { case none, safe, open }

    /// What became of asking the centre, with little patience.
    package enum Centre: Hashable, Sendable {
      case training, notConfigured
      /// What it says would be of another booth.
      case notAsked
      case answers(milliseconds: Int, entries: Int)
      case fails(CentreError)
    }

    package init(
      configPath: String, homePath: String, freeMegabytes: Int?, freeFiles: Int?,
      isReadOnly: Bool, swap: Swap, isHardened: Bool, isUTF8: Bool, terminal: String,
      columns: Int, lastWritten: Moment?, centre: Centre, enrolment: Enrolment? = nil
    ) {
      self.configPath = configPath
      self.homePath = homePath
      self.freeMegabytes = freeMegabytes
      self.freeFiles = freeFiles
      self.isReadOnly = isReadOnly
      self.swap = swap
      self.isHardened = isHardened
      self.isUTF8 = isUTF8
      self.terminal = terminal
      self.columns = columns
      self.lastWritten = lastWritten
      self.centre = centre
      self.enrolment = enrolment
    }
  }

  package struct Finding: Hashable, Sendable {
    package let grade: Grade
    package let sentence: String

    /// With its grade before it.
    package func line(_ words: DoctorWords) -> String {
      let mark =
        switch grade {
        case .fine: words.ok
        case .attention: words.attention
        case .broken: words.broken
        }
      return "\(mark): \(sentence)"
    }
  }

  package enum Grade: Hashable, Sendable {
    case fine, attention, broken
  }

  /// Under this much free space a day at a booth is not begun.
  static let freeMegabytesMin = 50
  /// The queue, its journal and what is kept of prints need far fewer.
  private static let freeFilesMin = 100
  /// Seconds that a file's time may be ahead of the clock.
  private static let aheadMax: Int64 = 300

  /// A part that cannot be looked at is a finding, and hides none of the others.
  package func examine() -> [Finding] {
    (world.machine().map(examine) ?? []) + [printer()]
      + (troubles.isEmpty ? flush() + queueFindings() : troubles.map(broken))
  }

  /// As `loket periksa` says it: it cannot send people to itself.
  package static func sentence(_ error: DeskError, _ words: Wording) -> String {
    guard case .queue(.damaged(let detail)) = error else { return error.sentence(words) }
    return words.doctor.queueDamaged(detail)
  }

  private func examine(_ machine: Machine) -> [Finding] {
    settings(machine) + disk(machine) + clock(machine) + secrecy(machine) + screen(machine)
      + (troubles.isEmpty ? [centre(machine)].compactMap(\.self) + enrolment(machine) : [])
  }

  private func settings(_ machine: Machine) -> [Finding] {
    let words = world.words.doctor
    let regions = world.setting.regions
    return [
      fine(words.configFine(machine.configPath)),
      fine(words.regions(world.setting.homeName, regions.kelurahan.count, regions.retired.count)),
    ]
      + (troubles.isEmpty
        ? [
          world.identity.mode == .training
            ? attention(words.training) : fine(words.live(world.identity.code.text))
        ] : [])
  }

  private func disk(_ machine: Machine) -> [Finding] {
    let words = world.words.doctor
    var findings = [
      machine.isReadOnly
        ? broken(words.homeReadOnly(machine.homePath)) : fine(words.homeFine(machine.homePath))
    ]
    if let free = machine.freeMegabytes {
      findings.append(
        free < Doctor.freeMegabytesMin ? broken(words.spaceLow(free)) : fine(words.space(free)))
    }
    if let files = machine.freeFiles, files < Doctor.freeFilesMin {
      findings.append(broken(words.filesLow(files)))
    }
    return findings + [tmpfs()]
  }

  private func secrecy(_ machine: Machine) -> [Finding] {
    let words = world.words.doctor
    let swap =
      switch machine.swap {
      case .none: fine(words.swapOff)
      case .safe: fine(words.swapSafe)
      case .open: attention(words.swapOn)
      }
    return [swap, machine.isHardened ? fine(words.hardened) : attention(words.notHardened)]
  }

  private func screen(_ machine: Machine) -> [Finding] {
    let words = world.words.doctor
    return [
      machine.isUTF8 ? fine(words.localeFine) : attention(words.localeNotUTF8),
      machine.columns < 40
        ? attention(words.terminalNarrow(machine.columns))
        : fine(words.terminal(machine.terminal, machine.columns)),
    ]
  }

  private func printer() -> Finding {
    let words = world.words.doctor
    let printing = world.words.paper.printing
    guard let name = world.printer.name else { return fine(words.noPrinter) }
    do throws(PrinterError) {
      switch try world.printer.examine() {
      case nil: return fine(words.printer(name))
      case .noPaper: return attention(words.printer(name) + " " + printing.waitsForPaper)
      case .stopped: return attention(words.printer(name) + " " + printing.waitsForQueue(name))
      }
    } catch {
      return broken(error.sentence(world.words, printer: name, again: "loket periksa"))
    }
  }

  private func centre(_ machine: Machine) -> Finding? {
    let words = world.words.doctor
    return switch machine.centre {
    case .training: fine(words.centreTraining)
    case .notConfigured: fine(words.centreNotSet)
    case .notAsked: nil
    case .answers(let milliseconds, let entries): fine(words.centreFine(milliseconds, entries))
    case .fails(.unreachable(let why)): attention(words.centreUnreachable(why))
    case .fails(.untrusted(let why)): broken(words.centreCertificate(why))
    case .fails(.libraryMissing(let why)): broken(world.words.delivery.libraryMissing(why))
    case .fails(.rejectedUs(let why)): broken(words.centreRefuses(why))
    case .fails(.otherVersion): broken(world.words.delivery.otherVersion)
    case .fails(.failed(let why)): attention(words.centreFaulty(why))
    }
  }

  /// How long ago something was delivered, and what waits since when.
  private func flush() -> [Finding] {
    guard world.identity.mode == .live, let status = try? Reports(world).status() else { return [] }
    let words = world.words.shift
    let last =
      status.lastFlush.map { words.flushed(world.words.time.long($0.at), $0.sent, $0.left) }
      ?? words.neverFlushed
    if let late = Watch.unsentTooLong(status, world) { return [attention(late)] }
    return [fine("\(words.lastFlush): \(last).")]
  }

  /// By a real write: a folder that is there may still not be writable.
  private func tmpfs() -> Finding {
    let words = world.words.doctor
    do throws(VolatileError) {
      try world.volatile.save("uji", [0])
      try? world.volatile.remove("uji")
      return fine(words.tmpfsFine)
    } catch {
      return attention(error == .full ? words.tmpfsFull : words.tmpfsMissing)
    }
  }

  private func clock(_ machine: Machine) -> [Finding] {
    let words = world.words
    // The queue's own findings say what is wrong with it.
    guard let state = try? Reports(world).clock() else { return [] }
    if let trouble = state.trouble(words) { return [broken(trouble)] }
    let now = world.clock.now()
    if let written = machine.lastWritten, written.seconds > now.seconds + Doctor.aheadMax {
      return [attention(words.doctor.filesAhead(words.time.long(written)))]
    }
    return [fine(words.doctor.clockFine(words.time.long(now)))]
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
      return [counted] + faults.map { broken(words.fault($0)) }
    } catch {
      return [broken(Doctor.sentence(error, world.words))]
    }
  }

  private func fine(_ sentence: String) -> Finding { Finding(grade: .fine, sentence: sentence) }

  private func broken(_ sentence: String) -> Finding {
    Finding(grade: .broken, sentence: sentence)
  }

  private func attention(_ sentence: String) -> Finding {
    Finding(grade: .attention, sentence: sentence)
  }
}
