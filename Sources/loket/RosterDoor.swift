import ArgumentParser
import Desk
import Laptop
import Ports
import RosterFile
import Wording

/// `loket sasaran`.
struct RosterDoor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sasaran", abstract: "Daftar siswa atau pegawai yang ditunggu (roster).",
    subcommands: [ImportDoor.self], aliases: ["roster"])

  /// `loket sasaran impor`.
  struct ImportDoor: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "impor", abstract: "Ambil daftar dari XLSX atau CSV ke sesi ini (import).",
      aliases: ["import"])

    @OptionGroup var options: CommonOptions

    @Argument(help: "Berkas XLSX atau CSV (the list's file).", completion: .file())
    var file: String

    @Option(name: .long, help: "Kode sekolah atau instansi; tanpa ini: tempat sesi (whose list).")
    var lembaga: String?

    func run() throws {
      let door = try BoothDoor.open(options)
      let bytes = try door.read(file, max: RosterFile.bytesMax)
      let secret = try door.secretOrAsk()
      let (world, lock) = try door.writingWorld()
      defer { withExtendedLifetime(lock) {} }
      let reading: RosterFile.Reading
      do throws(DeskError) {
        let rosters = Rosters(try Shifts(world).resume(passphrase: secret))
        guard let institution = rosters.institution(lembaga) else { throw .noInstitution }
        reading = try rosters.take(bytes, of: institution)
        rosters.sentences(reading, of: institution).forEach(Streams.complain)
      } catch {
        throw door.fail(error)
      }
      if reading.isPartial { throw ExitCode(2) }
    }
  }
}
