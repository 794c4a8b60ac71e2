import ArgumentParser
import BoothConfig
import Gate
import Intake
import IntakeForm
import Laptop
import Office
import Paper
import Ports
import PostgresCentre
import Sealing
import Wording

/// `pusat periksa-rekap`.
struct CheckTallyDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "periksa-rekap", abstract: "Cocokkan QR rekap cetak dengan pusat (check-tally).",
    aliases: ["check-tally"])

  @OptionGroup var options: CommonOptions

  @Argument(help: "Teks QR dari rekap (the QR's text).")
  var text: String

  func run() throws {
    let door = try OfficeDoor.open(options)
    let words = door.words.office
    guard case .success(let proof) = TallyProof.parse(text) else {
      throw door.fail(words.proofUnreadable, 65)
    }
    let store = try door.store()
    do {
      let booths = try store.booths()
      let shifts = try store.registry.shifts(ShiftFilter(booth: proof.code))
      guard let shift = shifts.first(where: { $0.shift == proof.shift }) else {
        throw door.fail(words.proofNoShift, 1)
      }
      let signers = booths.first { $0.id == proof.booth }?.assignments.map(\.signer) ?? []
      let digest = TallyProof.digest(of: shift.recount)
      let verdicts = signers.map { proof.verdict(by: $0, digest: digest) }
      guard let verdict = verdicts.first(where: { $0 != .notSigned }) else {
        throw door.fail(words.proofForged, 1)
      }
      if verdict == .agrees, proof.head == shift.head {
        return Streams.complain(words.proofFits(proof.code.text, proof.number))
      }
      Streams.complain(words.proofDiffers)
      for difference in OfficeReports.differences(shift) {
        Streams.complain(
          words.difference(difference.figure, difference.booth, difference.centre))
      }
      throw ExitCode(1)
    } catch let error as CentreError {
      throw door.fail(error)
    }
  }
}
