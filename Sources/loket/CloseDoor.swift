import ArgumentParser
import Desk
import Intake
import Laptop
import Paper
import Ports
import Wording

/// `loket tutup`.
struct CloseDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tutup", abstract: "Tutup sesi: rekap akhir, kunci dimusnahkan (close).",
    aliases: ["close"])

  @OptionGroup var options: CommonOptions

  @Option(name: .long, help: "Hitungan tangan, mis. formsHandedOut=350 (counted by hand).")
  var hitung: [String] = []

  @Option(name: .long, help: "Kode petugas yang menutup (officer who closes).")
  var petugas: String?

  @Flag(
    name: .long,
    help: "Buang formulir yang belum selesai dan sasaran tersegel (drop forms, sealed lists).")
  var buangDraf = false

  func run() throws {
    let door = try BoothDoor.open(options)
    let terminal = door.terminal()
    let isKiosk = terminal.traits().isInteractive && hitung.isEmpty
    let secret = isKiosk ? nil : try door.secret()
    let (world, lock) = try door.writingWorld()
    defer { withExtendedLifetime(lock) {} }
    door.warnOfClock(world)
    let shifts = Shifts(world)
    let report: ShiftReport
    let hadKey: Bool
    do throws(DeskError) {
      if isKiosk {
        return try Kiosk(world: world, terminal: terminal, passphrase: nil).closeOnly()
      }
      hadKey = try shifts.latest().map { shifts.holdsKey($0.shift) } ?? false
      door.warnOfUnheard(try shifts.latest(), world)
      let staff = try petugas.map { text throws(DeskError) in try shifts.staff(text) }
      let counted = try shifts.counters(hitung)
      let rosters = try Rosters.counters(world, passphrase: secret, drop: buangDraf)
      let closed = try shifts.close(
        counters: (rosters ?? [:]).merging(counted) { $1 }, staff: staff, dropDrafts: buangDraf)
      if rosters == nil { Streams.complain(door.words.roster.notCountedHere) }
      report = try Reports(world).report(closed)
    } catch {
      throw door.fail(error)
    }
    let words = door.words.kiosk
    let sheet = TallySheet.sheet(report, door.words).lines(columns: door.columns)
    // Before the tally, which may go nowhere.
    var trouble: ExitCode?
    do throws(DeskError) {
      try shifts.checkWiped(report.shift)
      Streams.complain(hadKey ? words.closed : words.closedWithoutKey)
    } catch {
      trouble = door.fail(error)
    }
    do { try door.emit(sheet) } catch {
      Streams.complain(words.closedAllTheSame)
      throw error
    }
    if let trouble { throw trouble }
  }
}
