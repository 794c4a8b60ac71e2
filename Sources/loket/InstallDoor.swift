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
    let (world, lock) = try door.writingWorld(makesIdentity: false)
    defer { withExtendedLifetime(lock) {} }
    let former = try check(enrolment, world, door)
    try save(enrolment, former, door)
    let words = door.words
    let until = words.time.long(enrolment.assignment.validTo.day)
    let code = enrolment.assignment.code.text
    Streams.complain(
      former == nil ? words.delivery.enrolled(code, until) : words.delivery.renewed(code, until))
    Streams.complain(
      words.delivery.officeFingerprint(Fingerprint.text(enrolment.assignment.rootKey)))
  }

  /// The identity that is renewed; nil for a first enrolment. Nothing of the booth is ever lost by
  /// an enrolment: it is refused where something could be.
  private func check(
    _ enrolment: Enrolment, _ world: World, _ door: BoothDoor
  ) throws -> BoothIdentity? {
    let last: StoredShift?
    do { last = try world.queue.latestShift() } catch { throw door.fail(.queue(error)) }
    if last?.state == .open { throw door.fail(door.words.delivery.shiftStillOpen, 77) }
    let present = try door.identity()
    if let present, present.mode == .live {
      guard present.booth == enrolment.assignment.booth else {
        throw door.fail(door.words.delivery.otherIdentity(present.code.text), 77)
      }
      return present
    }
    if present != nil, last != nil { throw door.fail(door.words.delivery.trainingDataThere, 77) }
    guard last != nil || !enrolment.isRenewal else {
      throw door.fail(door.words.delivery.needsOwnCode(enrolment.assignment.code.text), 77)
    }
    return nil
  }

  private func save(
    _ enrolment: Enrolment, _ former: BoothIdentity?, _ door: BoothDoor
  ) throws {
    guard let identity = enrolment.identity else {
      throw door.fail(door.words.trouble.inputUnreadable(file, door.words.delivery.forged), 65)
    }
    let keys = try door.formerKeys() + (former?.verifier.publicKey ?? [])
    let password = "*:*:*:\(enrolment.role):\(enrolment.password)\n"
    try door.save(.formerKeys, keys)
    try door.save(.assignment, enrolment.assignment.bytes)
    if !enrolment.role.isEmpty { try door.save(.passwords, Array(password.utf8)) }
    // Last: from here on the laptop is the booth.
    try door.save(.identity, identity.bytes)
  }
}
