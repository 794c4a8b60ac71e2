import ArgumentParser
import BoothConfig
import Glibc
import Intake
import Laptop
import Office
import Paper
import Ports
import PostgresCentre
import Sealing
import Wording

/// `pusat loket-baru`.
struct EnrolDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loket-baru", abstract: "Daftarkan loket, atau perbarui penugasannya (enrol).",
    aliases: ["enrol"])

  @OptionGroup var options: CommonOptions

  @Argument(help: "Kode loket, mis. L01 (booth code).")
  var code: String

  @Option(name: .long, help: "Berkas .pasang yang ditulis (file to write).")
  var ke: String

  @Option(name: .long, help: "Berlaku berapa hari, 1-400 (valid for days).")
  var hari: Int = 92

  @Option(name: .long, help: "Berkas sandi untuk .pasang; tanpa ini dibuatkan (its passphrase).")
  var sandiPasang: String?

  func validate() throws {
    guard (1...400).contains(hari) else { throw ValidationError("--hari: 1-400") }
  }

  func run() throws {
    let door = try OfficeDoor.open(options)
    guard let code = BoothCode(code) else {
      throw door.fail(door.words.office.badBoothCode(code), 64)
    }
    try door.demandForeign(ke, sandiPasang)
    try door.demandClock()
    let keys = try door.keys()
    let passphrase = try sandiPasang.map { try door.secret(file: $0, "") }
    let store = try door.store()
    // Once the centre knows the new enrolment the last one but this ends: not for a file that
    // nobody gets.
    try door.demandRoom(ke)
    let entropy = SystemEntropy.make()
    let enrolling = Enrolling(store: store, keys: keys, clock: SystemClock.make())
    let enrolled = try door.asking { try enrolling.enrol(code, days: hari, entropy: entropy) }
    guard let enrolment = enrolled
    else { throw door.fail(door.words.office.codeUsedUp(code.text), 64) }
    let drawn = passphrase ?? Passphrase.drawn(entropy, words: 6)
    let chance = entropy.bytes(PassphraseBox.chanceCount)
    guard let sealed = enrolment.sealed(passphrase: drawn, chance: chance)
    else { throw door.fail(door.words.trouble.keyNotMade, 1) }
    try door.write(sealed, to: ke)
    let until = door.words.time.long(enrolment.assignment.validTo.day)
    Streams.complain(door.words.office.enrolled(code.text, ke, until))
    if enrolment.isRenewal { Streams.complain(door.words.office.onlyForThatLaptop(code.text)) }
    Streams.complain(
      door.words.office.boothKey(Fingerprint.text(enrolment.assignment.boothKey)))
    Streams.complain(door.words.delivery.officeFingerprint(Fingerprint.text(keys.rootKey)))
    if passphrase == nil {
      Streams.complain("\(door.words.delivery.filePassphrase): \(drawn)")
    }
  }
}
