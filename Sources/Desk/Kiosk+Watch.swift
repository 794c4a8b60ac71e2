import Gate
import Intake
import IntakeForm
import Paper
import Ports
import Sealing
import Wording

/// What the kiosk sees of the booth between applicants, looked up once a minute.
struct Watch {
  private(set) var unsent = 0
  private(set) var lastFlush: FlushNote?
  private var lookedAt: Moment?
  /// What was said already, and when.
  private var said: [String: Moment] = [:]

  /// Seconds between looks, and until a warning that still holds is repeated.
  private static let lookEvery: Int64 = 60
  private static let repeatEvery: Int64 = 30 * 60

  /// So many unsent visits, or a day's so old, are one laptop too few away from being lost.
  private static let unsentMax = 500
  private static let unsentDaysMax: Int64 = 3

  /// Looks if it is time; the warnings to be said now, each with its remedy.
  mutating func look(_ world: World, _ counter: OpenShift?) -> [String] {
    let now = world.clock.now()
    if let lookedAt, abs(now.seconds - lookedAt.seconds) < Watch.lookEvery { return [] }
    guard let status = try? Reports(world).status() else { return [] }
    lookedAt = now
    unsent = status.unsent
    lastFlush = status.lastFlush
    let warnings = Watch.warnings(status, world, counter)
    said = said.filter { warnings.contains($0.key) }
    let due = warnings.filter { text in
      said[text].map { abs(now.seconds - $0.seconds) >= Watch.repeatEvery } ?? true
    }
    for text in due { said[text] = now }
    return due
  }

  /// The next look is at once: another shift is in hand.
  mutating func lookAgain() { lookedAt = nil }

  /// A visit was stored since the last look.
  mutating func stored() { unsent += 1 }

  private static func warnings(
    _ status: Reports.Status, _ world: World, _ counter: OpenShift?
  ) -> [String] {
    let words = world.words.kiosk
    let now = world.clock.now()
    var warnings: [String] = []
    if status.clock == .impossible {
      warnings.append(world.words.trouble.clockImpossible)
    } else if case .behind(let last) = status.clock {
      warnings.append(words.clockBehind(world.words.time.long(last)))
    } else if let counter, counter.shift.day != now.day {
      warnings.append(words.shiftOfAnotherDay(world.words.time.long(counter.shift.day)))
    }
    if let free = world.freeMegabytes(), free < Doctor.freeMegabytesMin {
      warnings.append(world.words.doctor.spaceLow(free))
    }
    if let late = unsentTooLong(status, world) { warnings.append(late) }
    return warnings
  }

  static func unsentTooLong(_ status: Reports.Status, _ world: World) -> String? {
    let now = world.clock.now().seconds
    let days = status.oldestUnsent.map { (now - $0.seconds) / 86_400 } ?? 0
    guard world.identity.mode == .live, status.unsent >= unsentMax || days >= unsentDaysMax
    else { return nil }
    return world.words.kiosk.unsentTooLong(status.unsent, Int(days))
  }
}

extension Kiosk {
  /// Says what must not wait, before the prompt.
  func lookAfter() { watch.look(world, counter).forEach(screen.say) }

  /// Booth or place, the last ticket, who waits, what is unsent and since when.
  var prompt: String {
    let mark = world.identity.mode == .training ? world.words.shift.training + " " : ""
    guard let counter else { return "\(mark)\(world.identity.code.text) > " }
    let shift = counter.shift
    let held = shelf(of: counter).names().count
    let last = counter.lastTicket == 0 ? shift.booth.text : shift.ticket(counter.lastTicket)
    let parts =
      [shift.servicePoint.text, last] + (held == 0 ? [] : [words.holding(held)]) + unsentNote
    return mark + parts.joined(separator: " · ") + " > "
  }

  /// Training records are never sent, so nothing of them waits; narrow screens do without the age.
  private var unsentNote: [String] {
    guard world.identity.mode == .live, watch.unsent > 0 else { return [] }
    let now = world.clock.now().seconds
    let hours = watch.lastFlush.map { Int((now - $0.at.seconds) / 3600) }
    return [words.unsent(watch.unsent, screen.columns >= 60 ? hours : nil)]
  }
}
