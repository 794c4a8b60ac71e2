import Gate
import IntakeForm
import Paper
import Wording
package import Intake
package import Ports
package import RosterFile
import Sealing

/// The lists (sasaran) of a shift, sealed, in volatile memory beside its drafts: the same key opens
/// them, and a power cut or the closing takes both.
package struct RosterShelf {
  private let world: World
  private let shift: ShiftID
  private let key: ShiftKey

  package init(_ counter: OpenShift) {
    world = counter.world
    shift = counter.shift.id
    key = counter.key
  }

  private var prefix: String { RosterShelf.prefix(shift) }

  private static func prefix(_ shift: ShiftID) -> String { "\(shift).sasaran." }

  /// Whether a shift has lists, which its key may be needed to read.
  static func isFilled(_ world: World, _ shift: ShiftID) -> Bool {
    ((try? world.volatile.names()) ?? []).contains { $0.hasPrefix(prefix(shift)) }
  }

  /// Replaces the list of the same school or agency.
  package func keep(_ roster: Roster) throws(VolatileError) {
    let name = prefix + roster.institution.text
    let sealed = key.sealDraft(
      RosterText.bytes(roster.people), name: name, nonce: world.entropy.bytes(12))
    try world.volatile.save(name, sealed)
    RosterNote(world).keep(all(), of: shift)
  }

  package func all() -> [Roster] {
    ((try? world.volatile.names()) ?? []).filter { $0.hasPrefix(prefix) }.compactMap { name in
      guard let sealed = (try? world.volatile.load(name)) ?? nil,
        let plain = key.openDraft(sealed, name: name),
        let code = PlaceCode(String(name.dropFirst(prefix.count)))
      else { return nil }
      return Roster(institution: code, people: RosterText.people(plain))
    }
  }
}

/// Which lists a shift has: whose and how long, in the home, where a power cut leaves it.
///
/// The shift's identity, then a line a list: its code and its count. Nobody in it.
struct RosterNote {
  let world: World

  init(_ world: World) { self.world = world }

  func keep(_ rosters: [Roster], of shift: ShiftID) {
    let lines = rosters.map { "\($0.institution.text) \($0.people.count)" }
    world.rosterNote.save(Array(([shift.description] + lines).joined(separator: "\n").utf8))
  }

  /// The lists that the shift, or the one before that the program closed, had and lost.
  func lost(_ counter: OpenShift) throws(DeskError) -> [(institution: PlaceCode, count: Int)] {
    let note = String(decoding: world.rosterNote.load() ?? [], as: UTF8.self)
    let lines = note.split(separator: "\n")
    let queue = world.queue
    guard let shift = lines.first.flatMap({ ShiftID(uuid: String($0)) }),
      let stored = try queued({ () throws(QueueError) in try queue.shifts() })
        .last(where: { $0.shift.id == shift }),
      shift == counter.shift.id
        || stored.state == .recovered && stored.shift.number == counter.shift.number - 1
    else { return [] }
    let here = RosterShelf(counter).all().map(\.institution)
    return lines.dropFirst().compactMap { line in
      let parts = line.split(separator: " ").map(String.init)
      guard parts.count == 2, let code = PlaceCode(parts[0]), let count = Int(parts[1]),
        !here.contains(code)
      else { return nil }
      return (code, count)
    }
  }
}

/// A person a line: NIK, name, birth date, sex and group, with tabs between.
private enum RosterText {
  static func bytes(_ people: [Roster.Person]) -> [UInt8] {
    let lines = people.map { person in
      [
        person.nik?.digits ?? "", person.name.text, person.birthDate?.iso ?? "",
        person.sex?.rawValue ?? "", person.group,
      ].joined(separator: "\t")
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  static func people(_ bytes: [UInt8]) -> [Roster.Person] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 5, let name = try? PersonName.parse(parts[1]).get() else { return nil }
      return Roster.Person(
        nik: try? NIK.parse(parts[0]).get(), name: name,
        birthDate: try? Day.parse(parts[2]).get(), sex: Sex(rawValue: parts[3]), group: parts[4])
    }
  }
}

/// Takes lists in and says what became of them.
package struct Rosters {
  private let counter: OpenShift
  private let world: World

  package init(_ counter: OpenShift) {
    self.counter = counter
    world = counter.world
  }

  /// The school or agency that a typed code names, or the one that the shift is held at.
  package func institution(_ code: String?) -> PlaceCode? {
    guard let code else { return world.setting.point(counter.shift.servicePoint)?.institution }
    let known = world.setting.schools + world.setting.agencies
    return known.first { $0.code.text == code }?.code
  }

  /// Seals the list of a file; what was taken, and what was not.
  package func take(
    _ bytes: [UInt8], of institution: PlaceCode
  ) throws(DeskError) -> RosterFile.Reading {
    let reading: RosterFile.Reading
    do { reading = try RosterFile.read(bytes).get() } catch { throw .roster(error) }
    let roster = Roster(institution: institution, people: reading.people)
    do { try RosterShelf(counter).keep(roster) } catch {
      throw .rosterNotKept(isFull: error == .full)
    }
    return reading
  }

  /// What was taken and what was not, a sentence each.
  package func sentences(_ reading: RosterFile.Reading, of institution: PlaceCode) -> [String] {
    let words = world.words.roster
    let lines = reading.refused.prefix(10).map(String.init).joined(separator: ", ")
    let pairs = reading.disputes.prefix(10).map { "\($0.with) + \($0.row)" }
      .joined(separator: ", ")
    return [words.taken(reading.people.count, name(institution))]
      + (reading.doubles == 0 ? [] : [words.doubles(reading.doubles)])
      + (reading.disputes.isEmpty ? [] : [words.disputes(reading.disputes.count, pairs)])
      + (reading.withoutNIK == 0 ? [] : [words.withoutNIK(reading.withoutNIK)])
      + (reading.withoutDate == 0 ? [] : [words.withoutDate(reading.withoutDate)])
      + (reading.refused.isEmpty ? [] : [words.refused(reading.refused.count, lines)])
  }

  private func name(_ code: PlaceCode) -> String {
    (world.setting.schools + world.setting.agencies).first { $0.code == code }?.name ?? code.text
  }

  /// What became of every list, by the visits that stand.
  func sheet() throws(DeskError) -> Sheet? {
    let rosters = RosterShelf(counter).all()
    guard !rosters.isEmpty else { return nil }
    let visits = try counter.visits()
    let words = world.words.roster
    return Sheet(
      rosters.flatMap { roster -> [Sheet.Block] in
        let figures = RosterTally(roster, visits, on: counter.shift.day).counters
        return [
          .heading(words.heading(name(roster.institution))),
          .pairs(
            Counter.ofRosters.map { counter in
              Sheet.Pair(
                world.words.tally.counter(counter),
                world.words.figure(figures[counter] ?? 0))
            }),
        ]
      })
  }

  /// All lists together, as a closing states them; nothing without a list. Who has not come is
  /// proposed for the figure that is counted by hand.
  func counters() throws(DeskError) -> [Counter: Int] {
    let rosters = RosterShelf(counter).all()
    guard !rosters.isEmpty else { return [:] }
    let visits = try counter.visits()
    var sums = rosters.map { RosterTally($0, visits, on: counter.shift.day).counters }
      .reduce(into: [Counter: Int]()) { $0.merge($1, uniquingKeysWith: +) }
    sums[.absent] = sums[.rosterAbsent]
    return sums
  }

  /// The same for a closing without the kiosk; nil: there are lists, and no key to read them by.
  /// Where the passphrase would open them it is asked for, unless they are to be dropped.
  package static func counters(
    _ world: World, passphrase: String?, drop: Bool
  ) throws(DeskError) -> [Counter: Int]? {
    let shifts = Shifts(world)
    guard let open = try shifts.latest(), RosterShelf.isFilled(world, open.shift.id)
    else { return [:] }
    guard let passphrase else {
      if !drop, shifts.canResume(open.shift) { throw .rostersSealed }
      return nil
    }
    let counter: OpenShift
    do throws(DeskError) { counter = try shifts.resume(passphrase: passphrase) } catch {
      switch error {
      case .keyGone, .keyNotMade: return nil
      default: throw error
      }
    }
    return try Rosters(counter).counters()
  }

  /// A sentence for each list that went with the power.
  func lost() throws(DeskError) -> [String] {
    try RosterNote(world).lost(counter).map {
      world.words.roster.lost($0.count, name($0.institution))
    }
  }
}
