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
    let installation = try installation(queue, door)
    let standing = try standing(of: enrolment, installation, door)
    try save(
      enrolment, formerKeys: installation.formerKeys(after: enrolment, standing), door)
    let words = door.words
    let until = words.time.long(enrolment.assignment.validTo.day)
    let code = enrolment.assignment.code.text
    Streams.complain(
      standing == .first
        ? words.delivery.enrolled(code, until) : words.delivery.renewed(code, until))
    Streams.complain(
      words.delivery.officeFingerprint(Fingerprint.text(enrolment.assignment.rootKey)))
  }

  private func standing(
    of enrolment: Enrolment, _ installation: Installation, _ door: BoothDoor
  ) throws -> Installation.Standing {
    let code = enrolment.assignment.code.text
    let words = door.words.delivery
    do throws(Installation.Refusal) {
      return try installation.standing(of: enrolment, at: SystemClock.make().now()) {
        door.answer(to: enrolment)
      }
    } catch {
      let sentence =
        switch error {
        case .hasServedElsewhere: words.needsOwnCode(code)
        case .refusedByCentre(let why): words.refusedByCentre(code, why)
        case .firstTooOld: words.firstTooOld(code, Int(Installation.firstDays))
        case .trainingDataThere: words.trainingDataThere
        case .otherIdentity(let other): words.otherIdentity(other?.text ?? "")
        case .older: words.olderEnrolment
        case .shiftStillOpen: words.shiftStillOpen
        }
      throw door.fail(sentence, 77)
    }
  }

  /// This laptop as it is; a garbled identity is as good as none.
  private func installation(_ queue: Queue, _ door: BoothDoor) throws -> Installation {
    let present: BoothIdentity?
    switch door.loadIdentity() {
    case .success(let identity): present = identity
    case .failure(let trouble):
      guard trouble.isGarbled else { throw door.fail(trouble.sentence, trouble.status) }
      present = nil
    }
    let writer: Belonging.Writer?
    do { writer = try Belonging.writer(of: queue) } catch { throw door.fail(error) }
    if let writer, let booth = writer.booth, let present, present.mode == .live,
      booth != present.booth
    {
      throw door.fail(.queueOfAnother(writer.shift.shift.booth))
    }
    return Installation(
      present: present, writer: writer, known: door.knownAssignment,
      formerKeys: try door.formerKeys())
  }

  private func save(_ enrolment: Enrolment, formerKeys: [[UInt8]], _ door: BoothDoor) throws {
    guard let identity = enrolment.identity else {
      throw door.fail(door.words.trouble.inputUnreadable(file, door.words.delivery.forged), 65)
    }
    let password = "*:*:*:\(enrolment.role):\(enrolment.password)\n"
    try door.save(.formerKeys, formerKeys.flatMap(\.self))
    try door.save(.assignment, enrolment.assignment.bytes)
    if !enrolment.role.isEmpty { try door.save(.passwords, Array(password.utf8)) }
    // Last: from here on the laptop is the booth.
    try door.save(.identity, identity.bytes)
  }
}
