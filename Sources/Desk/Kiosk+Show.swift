import Gate
import IntakeForm
import Sealing
import Wording
package import Intake
package import Paper
package import Ports

extension Kiosk {
  /// All tasks, or the one that a word belongs to.
  func showHelp(_ word: String) {
    let found = words.help.filter { task in
      word.isEmpty || task.lines.contains { $0.word.hasPrefix(word.lowercased()) }
    }
    for task in found.isEmpty ? words.help : found {
      let pairs = task.lines.map { Sheet.Pair($0.word, $0.what) }
      screen.show(Sheet([.heading(task.heading + ":"), .pairs(pairs)]))
    }
  }

  func showTally() throws(DeskError) {
    let reports = Reports(world)
    screen.show(TallySheet.sheet(try reports.report(try reports.shift(nil)), world.words))
  }

  func showStatus() throws(DeskError) {
    screen.show(StatusSheet.sheet(try Reports(world).status(), world))
  }

  func showQueue() throws(DeskError) {
    screen.show(QueueSheet.sheet(try Reports(world).waiting(), world))
  }

  func showTrail() throws(DeskError) {
    let reports = Reports(world)
    screen.show(TrailSheet.sheet(try reports.trail(try reports.shift(nil)), world.words))
  }

  /// What `loket periksa` finds, and of what is fine only how much.
  func showFindings() {
    let words = world.words.doctor
    let findings = Doctor(world).examine()
    let faults = findings.filter { $0.grade != .fine }
    faults.forEach { screen.say($0.line(words)) }
    let fine = findings.count - faults.count
    screen.say(faults.isEmpty ? words.allFine(fine) : words.restFine(fine))
  }
}

/// How the booth stands, for eyes.
package enum StatusSheet {
  package static func sheet(_ status: Reports.Status, _ world: World) -> Sheet {
    let (words, figure) = (world.words.shift, world.words.figure)
    let custody = status.custody
    var pairs = [
      Sheet.Pair(
        words.booth, "\(world.identity.code.text), \(words.mode(world.identity.mode))"),
      Sheet.Pair(words.shiftLabel, shift(status.shift, world)),
      Sheet.Pair(words.captured, figure(custody.captured)),
      Sheet.Pair(words.waiting, figure(custody.pending + custody.inDoubt)),
      Sheet.Pair(words.acknowledged, figure(custody.acknowledged)),
      Sheet.Pair(words.quarantined, figure(custody.quarantined)),
      Sheet.Pair(words.voided, figure(custody.voided)),
      Sheet.Pair(words.held, figure(status.held)),
      Sheet.Pair(words.lastFlush, flush(status.lastFlush, world)),
    ]
    let clock = status.clock.trouble(world.words) ?? world.words.time.long(world.clock.now())
    pairs.append(Sheet.Pair(words.clock, clock))
    return Sheet([.pairs(pairs)])
  }

  private static func flush(_ note: FlushNote?, _ world: World) -> String {
    guard let note else { return world.words.shift.neverFlushed }
    return world.words.shift.flushed(world.words.time.long(note.at), note.sent, note.left)
  }

  private static func shift(_ stored: StoredShift?, _ world: World) -> String {
    guard let stored else { return world.words.shift.noneYet }
    return world.words.shift.line(
      stored.shift.number, world.setting.name(of: stored.shift.servicePoint),
      world.words.time.long(stored.shift.openedAt), stored.state)
  }
}

/// What waits to be sent, shift by shift, for eyes; shifts that are wholly at the centre share a
/// line, but the latest.
package enum QueueSheet {
  package static func sheet(_ rows: [(StoredShift, Custody)], _ world: World) -> Sheet {
    let words = world.words.shift
    if rows.isEmpty { return Sheet([.text(words.nothingWaits)]) }
    let done = rows.dropLast().filter { $1.isDone }
    let shown = done.count > 1 ? rows.dropLast().filter { !$1.isDone } + rows.suffix(1) : rows
    var lines = shown.map { (name($0), $1) }
    if done.count > 1 {
      lines.insert((words.shiftsDone(done.count), done.reduce(.none) { $0 + $1.1 }), at: 0)
    }
    let cells = lines.map { [$0] + figures($1).map(world.words.figure) }
    return Sheet([.table(Sheet.Table(header: words.queueHeader, rows: cells))])
  }

  private static func name(_ stored: StoredShift) -> String {
    let shift = stored.shift
    return "\(shift.number) \(shift.servicePoint.text) \(shift.day.iso)"
  }

  private static func figures(_ custody: Custody) -> [Int] {
    [
      custody.captured, custody.pending, custody.inDoubt, custody.acknowledged,
      custody.quarantined, custody.voided,
    ]
  }
}

extension Custody {
  /// Nothing of it has to be seen to any more.
  fileprivate var isDone: Bool { pending + inDoubt + quarantined == 0 }
}
