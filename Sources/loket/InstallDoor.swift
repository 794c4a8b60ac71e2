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
  private enum Standing: Hashable {
    case first
    /// The public key that the booth signed with until now; empty: nobody here knows it.
    case renewal(formerKey: [UInt8])
  }

  /// Nothing of the booth is ever lost by an enrolment: it is refused where something could be.
  private func standing(
    of enrolment: Enrolment, _ queue: Queue, _ door: BoothDoor
  ) throws -> Standing {
    let words = door.words.delivery
    let new = enrolment.assignment
    let present = try door.identity()
    let writer: Belonging.Writer?
    do { writer = try Belonging.writer(of: queue) } catch { throw door.fail(error) }
    if let present, present.mode == .live {
      if let writer, writer.booth != present.booth {
        throw door.fail(.queueOfAnother(writer.shift.shift.booth))
      }
      guard present.booth == new.booth else {
        throw door.fail(words.otherIdentity(present.code.text), 77)
      }
      if writer?.shift.state == .open { throw door.fail(words.shiftStillOpen, 77) }
      return .renewal(formerKey: present.verifier.publicKey)
    }
    guard let writer else {
      guard !enrolment.isRenewal else { throw door.fail(words.needsOwnCode(new.code.text), 77) }
      return .first
    }
    // The booth has lost its identity: any shift goes on with the next one, an open one too, since
    // nothing else could close it.
    guard writer.shift.shift.mode == .live else { throw door.fail(words.trainingDataThere, 77) }
    guard writer.booth == new.booth else {
      throw door.fail(words.otherIdentity(writer.shift.shift.booth.text), 77)
    }
    let former = try? HomeFile.assignment.load(home: door.places.home).get()
    let assigned = former.flatMap { try? Assignment(bytes: $0) }
    return .renewal(formerKey: assigned?.booth == new.booth ? assigned?.boothKey ?? [] : [])
  }

  private func save(_ enrolment: Enrolment, _ standing: Standing, _ door: BoothDoor) throws {
    guard let identity = enrolment.identity else {
      throw door.fail(door.words.trouble.inputUnreadable(file, door.words.delivery.forged), 65)
    }
    var keys = try door.formerKeys()
    if case .renewal(let formerKey) = standing { keys += formerKey }
    let password = "*:*:*:\(enrolment.role):\(enrolment.password)\n"
    try door.save(.formerKeys, keys)
    try door.save(.assignment, enrolment.assignment.bytes)
    if !enrolment.role.isEmpty { try door.save(.passwords, Array(password.utf8)) }
    // Last: from here on the laptop is the booth.
    try door.save(.identity, identity.bytes)
  }
}
