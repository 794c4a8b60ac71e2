import ArgumentParser
import Delivery
import Desk
import Glibc
import Intake
import Laptop
import Ports
import Sealing
import Wording

/// `loket cadangkan`.
struct BackupDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cadangkan", abstract: "Salin antrean tersegel ke media kedua (backup).",
    discussion: """
      Aman selagi kios melayani. Bila laptop hilang: pusat terima BERKAS, baru pusat cabut; laptop
      pengganti didaftarkan dengan kode loket sendiri.
      Safe while the kiosk works. When the laptop is lost: pusat receive FILE, then pusat revoke;
      the laptop in its place is enrolled under a booth code of its own.
      """,
    aliases: ["backup"])

  @OptionGroup var options: CommonOptions

  @Argument(help: "Folder di media kedua (folder on the second medium).")
  var folder: String

  func run() throws {
    let door = try BoothDoor.open(options)
    try door.demandName(folder)
    try door.demandClock()
    let world = try door.readingWorld()
    let words = door.words.delivery
    let backup: Backup?
    do {
      backup = try Backup.of(world.queue, booth: world.identity.booth, clock: world.clock)
    } catch { throw door.fail(.queue(error)) }
    guard let backup else { return Streams.complain(words.nothingToBackUp) }
    let path = "\(folder)/\(name(world.identity))"
    try keepOthers(path, backup, world, door)
    try door.put(backup.bundle.signed(by: world.identity), path)
    door.note(
      NotedDeed(.backedUp, at: backup.bundle.madeAt, count: backup.bundle.entries.count))
    let entries = backup.bundle.entries.count
    Streams.complain(words.backedUp(entries, backup.lastShift, backup.lastTicket))
    if MachineFacts.isOneDisk(folder, door.places.home) { Streams.complain(words.sameDisk) }
    try door.emit([path])
    guard backup.damaged == 0 else { throw door.fail(words.damagedInBackup(backup.damaged), 2) }
  }

  /// One file a booth, replaced as a whole: `L01-3f2a90c1-cadangan.loket`. Two laptops under one
  /// code, or one in training, never write over each other's.
  private func name(_ identity: BoothIdentity) -> String {
    "\(identity.code.text)-\(identity.booth.bytes.hex.prefix(8))-cadangan.loket"
  }

  /// What lies there is replaced only by a copy that has all of it, or where it is torn.
  private func keepOthers(
    _ path: String, _ backup: Backup, _ world: World, _ door: BoothDoor
  ) throws {
    let bytes: [UInt8]
    switch WholeFile.read(path, max: Bundle.bytesMax) {
    case .success(let read): bytes = read
    case .failure(let fault) where fault.errno == ENOENT: return
    case .failure(let fault):
      throw door.fail(door.words.trouble.inputUnreadable(path, SystemText.of(fault.errno)), 74)
    }
    let signers = [world.identity.verifier] + world.formerSigners
    let earlier = signers.lazy.compactMap { try? Bundle(bytes: bytes, signer: $0) }.first
    guard let earlier else {
      guard Bundle.isComplete(bytes) else { return }
      throw door.fail(door.words.delivery.foreignBackupThere(path), 77)
    }
    guard backup.lacksWhat(isIn: earlier) else { return }
    throw door.fail(door.words.delivery.fullerBackupThere(path), 77)
  }
}
