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
    let store = try door.store()
    let check: PaperCheck
    do { check = try self.check(store) } catch { throw door.fail(error) }
    switch check {
    case .unreadable: throw door.fail(words.proofUnreadable, 65)
    case .noShift: throw door.fail(words.proofNoShift, 1)
    case .notClosedYet(let shift):
      throw door.fail(words.proofNotClosedYet(shift.booth.text, shift.number), 1)
    case .notSigned: throw door.fail(words.proofForged, 1)
    case .altered(let parts):
      Streams.complain(words.proofAltered)
      parts.forEach { Streams.complain("  " + $0.sentence(words)) }
    case .otherFigures(let differences):
      Streams.complain(words.proofDiffers)
      for one in differences {
        Streams.complain(words.difference(one.figure, one.booth, one.centre))
      }
    case .agrees(let shift):
      Streams.complain(words.proofFits(shift.booth.text, shift.number))
      return try door.emit(figures(shift, door).lines(columns: 80))
    }
    throw ExitCode(1)
  }

  /// The booth's shifts, or everybody's where the text may name the wrong booth.
  private func check(_ store: OfficeStore) throws(CentreError) -> PaperCheck {
    let proof = TallyProof.unchecked(text)
    var shifts: [RegisteredShift] = []
    if let proof { shifts = try store.registry.shifts(ShiftFilter(booth: proof.code)) }
    if let proof, !shifts.contains(where: { $0.shift == proof.shift }) {
      shifts = try store.registry.shifts(ShiftFilter())
    }
    return PaperCheck.of(text, shifts, try store.booths())
  }

  /// What must stand on the paper: whoever alters its letters leaves the code as it is.
  private func figures(_ shift: RegisteredShift, _ door: OfficeDoor) -> Sheet {
    let tally = shift.recount
    let titles = door.config.policy.services
    let services = tally.services.map { code in
      Sheet.Pair(
        titles.first { $0.code == code }.map { door.words.pick($0.title) } ?? code.text,
        door.words.figure(tally.total(of: code)))
    }
    return Sheet([
      .heading(door.words.office.proofFigures),
      .pairs(
        services + [
          Sheet.Pair(door.words.tally.people, door.words.figure(tally[.people])),
          Sheet.Pair(door.words.tally.lines, door.words.figure(tally[.lines])),
        ]),
    ])
  }
}

extension PaperCheck.Part {
  fileprivate func sentence(_ words: OfficeWords) -> String {
    let part =
      switch name {
      case .booth: words.proofBooth
      case .number: words.proofNumber
      case .shift: words.proofShift
      case .figures: words.proofDigest
      case .chain: words.proofChain
      case .signature: words.proofSignature
      }
    return said.map { words.proofPaper(part, $0.paper, $0.centre) } ?? part
  }
}
