// loket: the booth's door. Arguments in, world built, exit code out; touches everything.

import ArgumentParser
import Glibc
import Laptop

/// The booth's program.
@main
struct Loket: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loket",
    abstract: "Loket pelayanan IKD di lapangan. Field intake for civil registration booths.",
    discussion: """
      Tanpa perintah: kios. Tanpa pendaftaran oleh pusat: mode LATIHAN.
      Without a command: the kiosk. Not enrolled by the office: training mode.
      """,
    version: "loket 0.1",
    subcommands: [
      KioskDoor.self, OpenDoor.self, RegisterDoor.self, TallyDoor.self, StatusDoor.self,
      QueueDoor.self, CloseDoor.self, DoctorDoor.self, PolicyDoor.self, TrailDoor.self,
      CardDoor.self, RosterDoor.self, PracticeDoor.self, InstallDoor.self, SendDoor.self,
      CarryDoor.self, AcceptDoor.self, BackupDoor.self,
    ],
    defaultSubcommand: KioskDoor.self)

  static func main() {
    Streams.prepare()
    // Before anything is read: no core dump, no look into this process's memory.
    _ = MachineFacts.harden()
    do {
      // The kiosk, without the tree of all commands being built for no argument at all.
      guard CommandLine.arguments.count > 1 else { return try KioskDoor.serve(CommonChoices()) }
      var command = try parseAsRoot()
      try command.run()
    } catch {
      leave(error)
    }
  }

  /// As ArgumentParser ends, but what was typed is quoted so that it steers no terminal.
  private static func leave(_ error: any Error) -> Never {
    let (status, message) = (exitCode(for: error), fullMessage(for: error))
    guard !status.isSuccess, !message.isEmpty else { exit(withError: error) }
    Streams.complain(message)
    Glibc.exit(status.rawValue)
  }
}
