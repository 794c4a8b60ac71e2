// pusat: the office's door. Arguments in, world built, exit code out; touches everything.

import ArgumentParser
import Glibc
import Laptop

/// The office's program.
@main
struct Pusat: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pusat",
    abstract: "Pusat Loket: kunci, penerimaan, pengolahan, angka. The office's side of Loket.",
    version: "pusat 0.1",
    subcommands: [
      InitDoor.self, RotateDoor.self, EnrolDoor.self, CoordinatorDoor.self, RevokeDoor.self,
      ReceiveDoor.self,
      ProcessDoor.self, TallyDoor.self, DuplicatesDoor.self, CheckTallyDoor.self, PurgeDoor.self,
      ProgressDoor.self, FollowUpDoor.self, AgenciesDoor.self, SchoolsDoor.self, RosterDoor.self,
      ReportDoor.self, TrailDoor.self,
    ])

  static func main() {
    Streams.prepare()
    // Before anything is read: no core dump, no look into this process's memory.
    _ = MachineFacts.harden()
    do {
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
