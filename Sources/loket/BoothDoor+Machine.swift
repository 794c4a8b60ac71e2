import BoothConfig
import Desk
import Intake
import Laptop
import Ports
import PostgresCentre
import Sealing
import Wording

extension BoothDoor {
  /// This laptop as the doctor looks at it, and whether the centre answers.
  func machine(_ identity: BoothIdentity) -> Doctor.Machine {
    let enrolment = identity.mode == .live ? enrolment(of: identity.code) : nil
    let home = places.home
    let term = environment["TERM"] ?? ""
    let swap: Doctor.Machine.Swap =
      switch MachineFacts.swap() {
      case .none: .none
      case .safe: .safe
      case .open: .open
      }
    return Doctor.Machine(
      configPath: configPath, homePath: home, freeMegabytes: MachineFacts.freeMegabytes(at: home),
      freeFiles: MachineFacts.freeFiles(at: home), isReadOnly: MachineFacts.isReadOnly(home),
      swap: swap, isHardened: MachineFacts.isHardened(),
      isUTF8: MachineFacts.isUTF8Locale(environment), terminal: term.isEmpty ? "-" : term,
      columns: columns,
      lastWritten: MachineFacts.lastWritten(
        [queuePath] + HomeFile.allCases.map { "\(home)/\($0.rawValue)" }
      ).map(Moment.init(seconds:)), centre: enrolment.map(centre) ?? .training, enrolment: enrolment
    )
  }

  /// What is there of the enrolment, without ending the program where it is not.
  private func enrolment(of code: BoothCode) -> Doctor.Machine.Enrolment {
    let end = knownAssignment?.validTo
    let isMissing = HomeFile.assignment.isMissing(home: places.home)
    return Doctor.Machine.Enrolment(
      assignment: end.map { .until($0) } ?? (isMissing ? .missing : .unreadable),
      password: password(of: code))
  }

  private func password(of code: BoothCode) -> Doctor.Machine.Enrolment.Password {
    let isElsewhere = ["PGPASSFILE", "PGPASSWORD"].contains { environment[$0] != nil }
    guard conninfo != nil else { return .notNeeded }
    if let other = passwordOwner(other: code) { return .ofAnother(booth: other) }
    guard !isElsewhere else { return .notNeeded }
    if HomeFile.passwords.isMissing(home: places.home) { return .missing }
    let path = "\(places.home)/\(HomeFile.passwords.rawValue)"
    return MachineFacts.isOpenToOthers(path) ? .openToOthers(path: path) : .fine
  }

  /// Says that the clock went back, to whoever stores something by a command; they may go on.
  func warnOfClock(_ world: World) {
    guard case .behind(let last)? = try? Reports(world).clock() else { return }
    Streams.complain(words.kiosk.clockBehind(words.time.long(last)))
  }

  /// Says that a shift that is about to be closed has results that nobody may have heard of.
  func warnOfUnheard(_ stored: StoredShift?, _ world: World) {
    guard let stored, UnheardRuns.areLeft(world, stored.shift.id) else { return }
    Streams.complain(words.trouble.resultsUnheard)
  }

  /// Asks the centre what it holds; whoever is at the counter does not wait long for it.
  private func centre(_ enrolment: Doctor.Machine.Enrolment) -> Doctor.Machine.Centre {
    guard let conninfo else { return .notConfigured }
    if case .ofAnother = enrolment.password { return .notAsked }
    let clock = ContinuousClock()
    let began = clock.now
    do throws(CentreError) {
      let centre = try PostgresCentre.open(conninfo: conninfo, patience: .short)
      let holdings = try centre.holdings()
      let (seconds, fraction) = (clock.now - began).components
      return .answers(
        milliseconds: Int(seconds * 1000 + fraction / 1_000_000_000_000_000),
        entries: holdings.values.map { Int($0.upTo) }.reduce(0, +))
    } catch {
      return .fails(error)
    }
  }
}
