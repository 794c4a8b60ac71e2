import Paper
import Ports
import Wording
import MachineJSON
import Gate
import Intake
import IntakeForm
import Sealing

/// `loket daftar --dari`: one visit a line, through the very form, gate and queue of the kiosk.
///
/// A bad line is reported and passed by; what a good line's result says is stored and durable. A
/// line that was stored although nobody heard of it is not stored again.
package final class PaperIntake {
  private let counter: OpenShift
  private let unheard: UnheardRuns
  private let world: World
  private let shiftContext: FormContext

  package init(_ counter: OpenShift) {
    self.counter = counter
    world = counter.world
    unheard = UnheardRuns(of: counter)
    shiftContext = world.formContext(
      for: counter.shift, defaults: world.firstDefaults(for: counter.shift))
  }

  /// The longest line taken, in bytes.
  package static let lineMax = 65_536

  /// One line's result as JSON, and whether it was stored.
  package struct Result: Hashable, Sendable {
    package let json: String
    package let isStored: Bool
  }

  /// Reads one line and registers the visit. Throws only what stops the whole run.
  package func take(_ bytes: [UInt8], line: Int) throws(DeskError) -> Result {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return invalid(line, [Problem("line", "notUTF8", world.words.form.garbled)])
    }
    let object: [String: JSONValue]
    switch JSONValue.parse(text) {
    case .success(.object(let found)): object = found
    case .success, .failure(.notJSON):
      return invalid(line, [Problem("line", "notJSON", world.words.trouble.notJSON)])
    case .failure(.repeated(let key)):
      let shown = String(key.prefix(40))
      return invalid(
        line, [Problem("line", "repeatedKey", world.words.trouble.repeatedKey(shown))])
    }
    var context = shiftContext
    context.now = world.clock.now()
    var reader = VisitJSON(context: context)
    switch reader.read(object) {
    case .failure(let faults):
      return invalid(line, faults.complaints.map(problem))
    case .success(let visit):
      return try register(visit, of: bytes, warnings: reader.warnings, line: line)
    }
  }

  /// Every result was heard: the run is over.
  package func finish() throws(DeskError) { try unheard.finish() }

  /// A line longer than `lineMax`, which was not read.
  package func tooLong(line: Int) -> Result {
    invalid(
      line, [Problem("line", "tooLong", world.words.form.tooLong(PaperIntake.lineMax))])
  }

  private func register(
    _ visit: Visit, of bytes: [UInt8], warnings: [Warning], line: Int
  ) throws(DeskError) -> Result {
    let mark = counter.key.mark(ofLine: bytes)
    let own = try standing(mark)
    let seen = try visit.nik.map { nik throws(DeskError) in
      try counter.visits(of: nik).filter { $0.header.visit != own?.header.visit }
    }
    let earlier = (seen ?? []).compactMap(\.header.facts).map { counter.shift.ticket($0.ticket) }
    let receipt: OpenShift.Receipt
    if let own, let known = try counter.receipt(of: own, visit) {
      receipt = known
    } else {
      receipt = try stored(visit, mark)
    }
    return Result(
      json: JSONText.of(
        Queued(
          line: line, receipt: receipt,
          notes: warnings.map { note($0, "-") }
            + (earlier.isEmpty
              ? [] : [note(.nikSeenThisShift, earlier.joined(separator: ", "))]))),
      isStored: true)
  }

  /// The entry that this very line became when nobody heard of it, if it stands.
  private func standing(_ mark: UInt64) throws(DeskError) -> SealedEntry? {
    while let entry = try unheard.next(mark), let ticket = entry.header.facts?.ticket {
      do throws(DeskError) {
        _ = try counter.visit(ticket: ticket)
        return entry
      } catch {
        // Taken back since: whoever comes now is somebody new.
        switch error {
        case .noSuchTicket, .voidedAlready: continue
        default: throw error
        }
      }
    }
    return nil
  }

  /// Tries once more when the disk did not confirm; a second failure stops the run.
  private func stored(_ visit: Visit, _ mark: UInt64) throws(DeskError) -> OpenShift.Receipt {
    try unheard.begin()
    do {
      return try counter.register(visit, id: unheard.identity(mark))
    } catch DeskError.queue(.unconfirmed) {
      guard let receipt = try counter.retry() else { throw .queue(.unconfirmed) }
      return receipt
    }
  }

  private func problem(_ complaint: Complaint) -> Problem {
    Problem(complaint.field, complaint.code, world.words.form.complaint(complaint))
  }

  private func note(_ warning: Warning, _ detail: String) -> Queued.Note {
    Queued.Note(code: warning.rawValue, message: world.words.form.warning(warning, detail))
  }

  private func invalid(_ line: Int, _ problems: [Problem]) -> Result {
    struct Invalid: Encodable {
      let line: Int
      let status = "invalid"
      let errors: [Problem]
      enum CodingKeys: CodingKey { case line, status, errors }
    }
    return Result(json: JSONText.of(Invalid(line: line, errors: problems)), isStored: false)
  }

  /// One thing wrong with a line.
  private struct Problem: Encodable {
    let field: String
    let code: String
    let message: String

    init(_ field: String, _ code: String, _ message: String) {
      self.field = field
      self.code = code
      self.message = message
    }
  }

  private struct Queued: Encodable {
    let line: Int
    let status = "queued"
    let visit: String
    let ticket: String
    let gate: String
    let services: [Line]
    let warnings: [Note]
    let follows: String?

    enum CodingKeys: CodingKey {
      case line, status, visit, ticket, gate, services, warnings, follows
    }

    struct Line: Encodable {
      let code: String
      let outcome: String
      let gate: String
      let reason: String?
    }

    struct Note: Encodable {
      let code: String
      let message: String
    }

    init(line: Int, receipt: OpenShift.Receipt, notes: [Note]) {
      self.line = line
      visit = receipt.visit.description
      ticket = receipt.ticket
      follows = receipt.follows
      gate = (receipt.decision?.gate ?? .closed).rawValue
      services = (receipt.decision?.lines ?? []).map {
        Line(
          code: $0.code.text, outcome: $0.outcome.rawValue, gate: $0.gate.rawValue,
          reason: $0.outcome == .refused ? IKDReason.declined.rawValue : $0.deferral?.rawValue)
      }
      warnings = notes
    }
  }
}
