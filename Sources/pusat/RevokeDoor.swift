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

/// `pusat cabut`.
struct RevokeDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cabut", abstract: "Cabut loket yang hilang atau dicuri (revoke).",
    discussion: """
      Cadangan laptopnya diterima dulu (pusat terima); sesudah ini tidak bisa lagi.
      Its backup is received first (pusat receive); after this it cannot be.
      """,
    aliases: ["revoke"])

  @OptionGroup var options: CommonOptions

  @Argument(help: "Kode loket (booth code).")
  var code: String

  @Option(name: .long, help: "Alasan, tanpa data pribadi (reason).")
  var alasan: String

  func run() throws {
    let door = try OfficeDoor.open(options)
    let store = try door.store()
    try door.asking {
      guard let code = BoothCode(code), let booth = try store.boothInForce(code) else {
        let isRevoked = try BoothCode(code).map(store.isUsedUp) ?? false
        let words = door.words.office
        throw door.fail(isRevoked ? words.revokedBefore(code) : words.noSuchBooth(code), 64)
      }
      try store.revoke(booth.id, why: alasan)
      Streams.complain(door.words.office.revoked(code.text))
    }
  }
}
