import Foundation
import Intake
import Ports
import SQLiteQueue
import TestWorld
import Testing

/// Full disks, read-only disks, places that are none. Mounting needs root: elsewhere these tests
/// are skipped, and say so.
@Suite struct BadMachineTests {
  private static let opening = ["buka", "--titik", "mpp", "--petugas", "sari"]

  @Test(.enabled(if: Booth.canMount, "needs root to mount a small disk"))
  func fullDiskAtOpening() throws {
    let booth = try Booth()
    try booth.mountSmallDisk(at: booth.home, size: "448k")
    try fill(booth, "\(booth.home)/ballast")
    let refused = try booth.loket("buka", "--titik", "mpp", "--petugas", "sari")
    #expect(refused.status == 73, "\(refused.exit) \(refused.said)")
    #expect(!refused.errors.isEmpty && !refused.errors.contains("Fatal"))
    // Space again: the same command works, and nothing of the first try is in the way.
    unlink("\(booth.home)/ballast")
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...3)).status == 0)
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))
  }

  @Test(.enabled(if: Booth.canMount, "needs root to mount a small disk"))
  func fullDiskWhileRegistering() throws {
    let booth = try Booth()
    try booth.mountSmallDisk(at: booth.home, size: "320k")
    try booth.open()
    let full = try booth.register(Visitor.lines(1...1000))
    #expect(full.status == 73, "\(full.exit) \(full.errors)")
    #expect(full.errors.contains("Disk penuh"), "\(full.errors)")
    let acknowledged = try LineResult.of(full.lines).compactMap(\.ticket)
    #expect(acknowledged.count > 20)
    #expect(acknowledged == (1...acknowledged.count).map(ticket))

    // Full as it is, the figures can be seen and the shift is there.
    let rekap = try booth.json(Rekap.self, "rekap", "--format", "json")
    #expect(rekap.custody["captured"] == acknowledged.count)
    try booth.remount(booth.home, "size=4m")
    let next = acknowledged.count + 1
    let more = try booth.register(Visitor.lines(next...next + 4))
    #expect(more.status == 0, "\(more.said)")
    #expect(try LineResult.of(more.lines).first?.ticket == ticket(next))
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").people == next + 4)
    try booth.close()
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))
  }

  /// Not a byte left: the shift closes all the same, with the room that its opening kept.
  @Test(.enabled(if: Booth.canMount, "needs root to mount a small disk"))
  func fullDiskWhileClosing() throws {
    let booth = try Booth()
    try booth.mountSmallDisk(at: booth.home, size: "320k")
    try booth.open()
    let full = try booth.register(Visitor.lines(1...1000))
    let acknowledged = try LineResult.of(full.lines).count { $0.status == "queued" }
    try fill(booth, "\(booth.home)/ballast")
    let closing = try booth.loket("tutup", "--hitung", "formsHandedOut=12")
    #expect(closing.status == 0, "\(closing.exit) \(closing.errors)")
    let rekap = try booth.json(Rekap.self, "rekap", "--format", "json")
    #expect(rekap.kind == "final" && rekap.custody["captured"] == acknowledged)
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))
  }

  /// More deeds than a closing lists, each with the longest code of staff: they take the room of a
  /// full disk, and the shift closes with them.
  @Test(.enabled(if: Booth.canMount, "needs root to mount a small disk"))
  func fullDiskWhileClosingWithALongTrail() throws {
    let booth = try Booth()
    try booth.mountSmallDisk(at: booth.home, size: "512k")
    try booth.open()
    let queue = try #require(try SQLiteQueue.openForDelivery(path: booth.database))
    let staff = StaffCode(String(repeating: "x", count: 32))
    for count in 1...600 {
      try queue.deeds.note(
        NotedDeed(
          .slipPrintedAgain, at: Moment(seconds: 1_795_482_000), staff: staff, shift: 1,
          ticket: count, count: count))
    }
    #expect(try booth.register(Visitor.lines(1...1000)).status == 73)
    try fill(booth, "\(booth.home)/ballast")
    #expect(throws: QueueError.diskFull) {
      for _ in 1...100 {
        try queue.deeds.note(NotedDeed(.exported, at: Moment(seconds: 1_795_482_000), count: 1))
      }
    }
    let noted = try queue.deeds.after(0).count
    let closing = try booth.loket("tutup", "--hitung", "formsHandedOut=12")
    #expect(closing.status == 0, "\(closing.exit) \(closing.errors)")
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))
    let trail = try booth.loket("jejak", "--bahasa", "en").output
    #expect(trail.contains("\(noted - 500) older deeds"), "\(noted): \(trail.suffix(400))")
    #expect(trail.contains("(copy 600)"))
  }

  @Test(.enabled(if: Booth.canMount, "needs root to mount a small disk"))
  func readOnlyDisk() throws {
    let booth = try Booth()
    try booth.mountSmallDisk(at: booth.home, size: "1m")
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    try booth.remount(booth.home, "ro")
    for arguments in [["daftar", "--dari", "-"], ["tutup"], Self.opening] {
      let run = try answer(booth, arguments)
      #expect([.code(73), .code(74)].contains(run.exit), "\(arguments): \(run.exit) \(run.errors)")
      #expect(run.errors.contains(booth.home) || run.errors.contains("hanya-baca"), "\(run.errors)")
    }
    // What is there can still be looked at.
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").people == 2)
    #expect(try booth.json(Status.self, "status", "--json").queue["captured"] == 2)
    let doctor = try booth.loket("periksa", "--bahasa", "en")
    #expect(doctor.status == 1, "the doctor sees a read-only disk: \(doctor.said)")
    #expect(!doctor.said.contains("OK: The data place can be written"), "\(doctor.said)")
    try booth.remount(booth.home, "rw")
    #expect(try booth.register(Visitor.lines(3...3)).status == 0)
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").people == 3)
  }

  /// A disk that turns read-only under a running program.
  @Test(.enabled(if: Booth.canMount, "needs root to mount a small disk"))
  func diskTurnsReadOnlyWhileRegistering() throws {
    let booth = try Booth()
    try booth.mountSmallDisk(at: booth.home, size: "1m")
    try booth.open()
    let program = try booth.start(["daftar", "--dari", "-"])
    program.send(Visitor.line(1) + "\n")
    try #require(program.waitForLines(1))
    // Files that are open for writing keep the kernel from it, unless it is forced by a bind mount
    // over the folder: then new files (the journal) cannot be made.
    let shell = try booth.shell(
      "mount --bind '\(booth.home)' '\(booth.home)' && "
        + "mount -o remount,bind,ro '\(booth.home)'")
    try #require(shell.status == 0, "\(shell.said)")
    let reader = try booth.loket("status", "--json")
    #expect(reader.status == 0, "\(reader.said)")
    let second = try booth.loket("buka", "--titik", "mpp", "--petugas", "sari")
    #expect([73, 74, 75].contains(second.status), "\(second.said)")
    try booth.shell("umount '\(booth.home)'")
    program.send(Visitor.line(2) + "\n")
    program.closeInput()
    #expect(try program.wait() == .code(0))
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").people == 2)
  }

  @Test func homeThatIsNoFolder() throws {
    let booth = try Booth()
    let file = try booth.write("a file\n", to: "file")
    for home in [file, file + "/below"] {
      booth.environment["LOKET_HOME"] = home
      let run = try answer(booth, Self.opening)
      #expect([.code(73), .code(74)].contains(run.exit), "\(home): \(run.exit) \(run.errors)")
      #expect(run.errors.contains(home), "\(run.errors)")
      for command in [["status"], ["rekap"], ["periksa"]] {
        let run = try answer(booth, command)
        #expect(run.exit != .code(0) || command != ["periksa"], "\(home) is no place for data")
        if case .signal = run.exit { Issue.record("\(command) crashed: \(run.errors)") }
      }
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == Data("a file\n".utf8))
  }

  @Test(.enabled(if: Booth.canMount, "needs root to mount a small disk"))
  func tallyIsNeverHalfWritten() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...3)).status == 0)
    let stick = booth.folder + "/stick"
    try booth.mountSmallDisk(at: stick, size: "64k")
    let target = stick + "/rekap.json"
    let written = try booth.loket("rekap", "--format", "json", "--ke", target)
    #expect(written.status == 0 && written.output.isEmpty, "\(written.said)")
    let former = try Data(contentsOf: URL(fileURLWithPath: target))
    #expect((try? JSONDecoder().decode(Rekap.self, from: former))?.people == 3)
    try fill(booth, stick + "/ballast")
    #expect(try booth.register(Visitor.lines(4...4)).status == 0)
    let full = try booth.loket("rekap", "--format", "json", "--ke", target)
    #expect([73, 74].contains(full.status) && full.errors.contains(target), "\(full.said)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == former, "the old one stays")
    let names = try FileManager.default.contentsOfDirectory(atPath: stick).sorted()
    #expect(names == ["ballast", "rekap.json"])
    let nowhere = try booth.loket("rekap", "--ke", booth.folder + "/none/rekap.txt")
    #expect([73, 74].contains(nowhere.status) && nowhere.errors.contains("/none/"))
  }

  /// Data that nobody took in is not done, `| head` or a full disk behind a redirection.
  @Test(arguments: [["rekap", "--format", "json"], ["status", "--json"], ["antrean", "--json"]])
  func outputThatGoesNowhereIsNotDone(_ arguments: [String]) throws {
    let booth = try Booth()
    try booth.open()
    let program = try booth.start(arguments, input: .nothing, output: .file("/dev/full"))
    let exit = try program.wait()
    #expect([.code(73), .code(74)].contains(exit), "\(arguments) gave \(exit)")
  }

  /// Acknowledgements that nobody can read stop the run; what was stored stays.
  @Test func registeringIntoAFullDiskStops() throws {
    let booth = try Booth()
    try booth.open()
    let lines = try booth.write(
      Visitor.lines(1...50).map { $0 + "\n" }.joined(), to: "lines.jsonl")
    let program = try booth.start(
      ["daftar", "--dari", lines], input: .nothing, output: .file("/dev/full"))
    #expect(try program.wait() == .code(74))
    #expect(booth.lastErrors().contains("coba lagi"))
    let stored = try booth.json(Rekap.self, "rekap", "--format", "json").people
    #expect(stored == 1, "nothing goes on unheard")
  }

  private func answer(
    _ booth: Booth, _ arguments: [String]
  ) throws -> (exit: Pty.Exit, errors: String) {
    let program = try booth.start(arguments, input: .nothing)
    return (try program.wait(), booth.lastErrors())
  }

  private func fill(_ booth: Booth, _ path: String) throws {
    try booth.shell("cat /dev/zero > '\(path)' 2>/dev/null")
  }

  private func ticket(_ number: Int) -> String {
    let digits = String(number)
    return "L01-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }
}

/// Two programs at one booth: one writes, the others look on or wait their turn politely.
@Suite struct NeighbourTests {
  @Test func secondWriterIsSentAwayAndReadersWork() throws {
    let booth = try Booth()
    try booth.open()
    let first = try booth.start(["daftar", "--dari", "-"])
    first.send(Visitor.line(1) + "\n")
    try #require(first.waitForLines(1))
    for stopped in [false, true] {
      if stopped { first.kill(SIGSTOP) }
      for arguments in [
        ["daftar", "--dari", "-"], ["tutup"], ["buka", "--titik", "mpp", "--petugas", "sari"], [],
      ] {
        // The kiosk needs somebody who might type.
        let second = try booth.start(arguments, input: arguments.isEmpty ? .pipe : .nothing)
        #expect(try second.wait(within: .seconds(5)) == .code(75), "\(arguments)")
        #expect(booth.lastErrors().contains("Loket lain sedang terbuka"))
      }
      let status = try booth.json(Status.self, "status", "--json")
      #expect(status.queue["captured"] == 1 && status.shift?.state == "open")
      #expect(try booth.json(Rekap.self, "rekap", "--format", "json").people == 1)
      for command in ["antrean", "periksa", "jejak", "rekap", "status"] {
        let run = try booth.loket(command, within: .seconds(10))
        #expect(run.status == 0, "\(command): \(run.said)")
      }
    }
    first.kill(SIGCONT)
    first.send(Visitor.line(2) + "\n")
    #expect(first.waitForLines(2), "the first was not disturbed")
    first.closeInput()
    #expect(try first.wait() == .code(0))
    try booth.close()
  }

  /// A killed program's lock is no lock.
  @Test func killedWriterLeavesNoLock() throws {
    let booth = try Booth()
    try booth.open()
    let first = try booth.start(["daftar", "--dari", "-"])
    first.send(Visitor.line(1) + "\n")
    try #require(first.waitForLines(1))
    first.kill(SIGKILL)
    _ = try first.wait()
    #expect(try booth.register(Visitor.lines(2...2)).status == 0)
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").people == 2)
  }

  /// SIGTERM and SIGHUP end the stream between two visits: nothing acknowledged is lost.
  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func signalEndsTheStreamWithNothingLost(signal: Int32) throws {
    let booth = try Booth()
    try booth.open()
    let first = try booth.start(["daftar", "--dari", "-"])
    first.send(Visitor.lines(1...20).map { $0 + "\n" }.joined())
    try #require(first.waitForLines(3))
    first.kill(signal)
    _ = try first.wait(within: .seconds(10))
    let acknowledged = first.lines.count
    let stored = try booth.json(Rekap.self, "rekap", "--format", "json").people
    #expect((acknowledged...acknowledged + 1).contains(stored))
    #expect(try booth.loket("periksa").status == 0)
  }
}
