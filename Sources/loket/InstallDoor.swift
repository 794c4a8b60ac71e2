import ArgumentParser
import BoothConfig
import Desk
import Glibc
import Intake
import Laptop
import Ports
import SQLiteQueue
import Sealing
import Wording

/// `loket pasang`.
struct InstallDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pasang", abstract: "Daftarkan laptop ini dengan berkas dari kantor (install).",
    aliases: ["install"])

  @OptionGroup var options: CommonOptions

  @Argument(help: "Berkas .pasang.")
  var file: String

  func run() throws {
    let door = try BoothDoor.open(options)
    let bytes = try door.read(file, max: 64 * 1024)
    let enrolment: Enrolment
    do {
      enrolment = try Enrolment(
        sealed: bytes, passphrase: try door.secretOrAsk(door.words.delivery.filePassphrase))
    } catch let fault as Enrolment.Fault {
      throw door.fail(
        door.words.trouble.inputUnreadable(file, door.words.delivery.text(fault)),
        fault == .wrongPassphrase ? 77 : fault == .tooLittleMemory ? 1 : 65)
    }
    let (queue, lock) = try door.enrollingQueue()
    defer { withExtendedLifetime(lock) {} }
    let standing = try standing(of: enrolment, queue, door)
    try save(enrolment, standing, door)
    let words = door.words
    let until = words.time.long(enrolment.assignment.validTo.day)
    let code = enrolment.assignment.code.text
    Streams.complain(
      standing == .first
        ? words.delivery.enrolled(code, until) : words.delivery.renewed(code, until))
    Streams.complain(
      words.delivery.officeFingerprint(Fingerprint.text(enrolment.assignment.rootKey)))
  }

  /// What an enrolment is to this laptop.
  private enum Standing { case first, renewal }

  /// Nothing of the booth is ever lost by an enrolment: it is refused where something could be.
  ///
  /// A booth that has lost its identity, or has an older one than the office named last, goes on
  /// with the new one within an open shift too, since nothing else could close it.
  private func standing(
    of enrolment: Enrolment, _ queue: Queue, _ door: BoothDoor
  ) throws -> Standing {
    let words = door.words.delivery
    let new = enrolment.assignment
    let present = try present(door)
    let writer: Belonging.Writer?
    do { writer = try Belonging.writer(of: queue) } catch { throw door.fail(error) }
    if let writer, let present, present.mode == .live, writer.booth != present.booth {
      throw door.fail(.queueOfAnother(writer.shift.shift.booth))
    }
    guard writer != nil || present?.mode == .live else {
      guard !enrolment.isRenewal else { throw door.fail(words.needsOwnCode(new.code.text), 77) }
      return .first
    }
    if let writer, writer.shift.shift.mode == .training {
      throw door.fail(words.trainingDataThere, 77)
    }
    guard (writer?.booth ?? present?.booth) == new.booth else {
      let code = writer?.shift.shift.booth ?? present?.code
      throw door.fail(words.otherIdentity(code?.text ?? ""), 77)
    }
    guard try !isOlder(new, than: present, door) else { throw door.fail(words.olderEnrolment, 77) }
    let key = present?.verifier.publicKey
    let isCurrent = present?.mode == .live && (door.knownAssignment?.boothKey ?? key) == key
    if isCurrent, writer?.shift.state == .open { throw door.fail(words.shiftStillOpen, 77) }
    return .renewal
  }

  /// A garbled one is as good as none.
  private func present(_ door: BoothDoor) throws -> BoothIdentity? {
    switch door.loadIdentity() {
    case .success(let identity): return identity
    case .failure(let trouble):
      guard trouble.isGarbled else { throw door.fail(trouble.sentence, trouble.status) }
      return nil
    }
  }

  /// By the keys that this laptop has put away, and by the office's clock.
  private func isOlder(
    _ new: Assignment, than present: BoothIdentity?, _ door: BoothDoor
  ) throws -> Bool {
    let isPutAway = try door.formerSigners().contains(new.signer)
    guard let last = door.knownAssignment, last.booth == new.booth else {
      return isPutAway && present?.verifier != new.signer
    }
    return last.signer != new.signer && (isPutAway || new.validFrom < last.validFrom)
  }

  private func save(_ enrolment: Enrolment, _ standing: Standing, _ door: BoothDoor) throws {
    guard let identity = enrolment.identity else {
      throw door.fail(door.words.trouble.inputUnreadable(file, door.words.delivery.forged), 65)
    }
    var keys = try door.formerKeys()
    if standing == .renewal {
      let known = try door.formerSigners() + [identity.verifier]
      let last = door.knownAssignment.flatMap { $0.booth == identity.booth ? $0.signer : nil }
      let signed = [try present(door).flatMap { $0.mode == .live ? $0.verifier : nil }, last]
      keys += Set(signed.compactMap(\.self)).subtracting(known).flatMap(\.publicKey)
    }
    let password = "*:*:*:\(enrolment.role):\(enrolment.password)\n"
    try door.save(.formerKeys, keys)
    try door.save(.assignment, enrolment.assignment.bytes)
    if !enrolment.role.isEmpty { try door.save(.passwords, Array(password.utf8)) }
    // Last: from here on the laptop is the booth.
    try door.save(.identity, identity.bytes)
  }
}
