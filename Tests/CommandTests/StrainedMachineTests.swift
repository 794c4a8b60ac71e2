import Foundation
import TestWorld
import Testing

/// Machines that lack something: room, files, rights, time, volatile memory, memory at all.
@Suite struct StrainedMachineTests {
  private static let opening = ["buka", "--titik", "mpp", "--petugas", "sari"]

  /// LOKET_LEVELS: how many fill levels (6, chosen by LOKET_SEED; 0: every page of the last 240 kB).
  @Test(.timeLimit(.minutes(60)))
  func everyFillLevelClosesAndKeepsWhatWasSaid() throws {
    let trial = "disk full at any level"
    if !Booth.canMount { try Trial.skip(trial, "mounting needs root") }
    var chance = SeededGenerator(seed: UInt64(Trial.seed))
    let count = Trial.number("LOKET_LEVELS", else: 6)
    let all = Array(0...60)
    let levels = count == 0 ? all : Array(all.shuffled(using: &chance).prefix(count))
    let booth = try Booth()
    try booth.mountSmallDisk(at: booth.home, size: "3m")
    var row = FaultRow(trial)
    var ledger = Ledger()
    var given = 0
    for level in levels {
      // A shift that was opened with room, and one that is opened without.
      for isRoomAtFirst in [true, false] {
        if isRoomAtFirst { try booth.open() }
        try leave(level, in: booth)
        let opening = try isRoomAtFirst ? nil : booth.loket(StrainedMachineTests.opening)
        if let opening, opening.status != 0 {
          expectFull(opening, &row)
        } else {
          let saving = try booth.register(Visitor.lines(given + 1...given + 12))
          given += 12
          try ledger.hear(saving.lines)
          row.acknowledged += saving.lines.count
          if saving.status != 0 { expectFull(saving, &row) }
          let closing = try booth.loket("tutup")
          #expect(closing.status == 0, "\(level) pages left: \(closing.said)")
        }
        let finding = try ledger.compare(with: booth)
        #expect(finding.isFine, "\(level) pages left: \(finding)")
        finding.count(into: &row)
        row.runs += 1
        unlink(booth.home + "/ballast")
      }
    }
    row.report()
  }

  private func expectFull(_ run: Run, _ row: inout FaultRow) {
    let isNamed = run.status == 73 && run.errors.contains("Kosongkan disk")
    #expect(isNamed, "\(run.exit) \(run.said)")
    row.unnamed += isNamed ? 0 : 1
  }

  /// All but so many pages of 4 kB are taken.
  private func leave(_ pages: Int, in booth: Booth) throws {
    try booth.demand(
      "cd '\(booth.home)' && n=$(($(stat -f -c %a .) - \(pages))) && "
        + "{ [ $n -le 0 ] || fallocate -l $((n * 4096)) ballast; }")
  }

  @Test(.enabled(if: Booth.canMount, "needs root to mount a small disk"))
  func aDiskWithoutRoomForFilesIsNamed() throws {
    var row = FaultRow("no inodes")
    for inodes in 2...9 {
      let booth = try Booth()
      try booth.mount("-t tmpfs -o size=2m,mode=0700,nr_inodes=\(inodes) tmpfs", at: booth.home)
      let opening = try booth.loket(StrainedMachineTests.opening)
      if opening.status == 0 {
        var ledger = Ledger()
        try ledger.hear(try booth.register(Visitor.lines(1...3)).lines)
        #expect(ledger.told.count == 3)
        row.acknowledged += 3
        try booth.close()
        let finding = try ledger.compare(with: booth)
        #expect(finding.isFine, "\(finding)")
        finding.count(into: &row)
      } else {
        let isNamed = [73, 74].contains(opening.status) && opening.errors.contains("isk")
        #expect(isNamed, "\(inodes) inodes: \(opening.exit) \(opening.said)")
        row.unnamed += isNamed ? 0 : 1
        // With room for files the same command works.
        try booth.remount(booth.home, "nr_inodes=100")
        try booth.open()
      }
      row.runs += 1
    }
    row.report()
  }

  @Test func aHomeOfSomebodyElseIsNamed() throws {
    let trial = "home of another owner"
    guard getuid() == 0 else { try Trial.skip(trial, "only root can give a folder away") }
    let booth = try Booth()
    try booth.open()
    try booth.demand(
      "chmod 755 '\(booth.folder)' && chown 65534 '\(booth.folder)/sandi'"
        + " && cp '\(booth.words([])[0])' '\(booth.folder)/program'")
    let other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    let probe = try booth.run(other + ["\(booth.folder)/program", "--version"])
    if probe.status != 0 { try Trial.skip(trial, "another user cannot run the program here") }
    for arguments in [StrainedMachineTests.opening, ["tutup"], ["daftar", "--dari", "/dev/null"]] {
      let run = try booth.run(other + ["\(booth.folder)/program"] + arguments)
      #expect(run.status == 77, "\(arguments): \(run.exit) \(run.said)")
      #expect(run.errors.contains("sebagai pengguna itu"), "\(run.said)")
    }
    try booth.close()
    var row = FaultRow(trial)
    row.runs = 3
    row.report()
  }

  /// Order is by number, never by time; a clock that went back is named.
  @Test func clocksThatJumpChangeNothingButAreNamed() throws {
    let trial = "clock back a year, forward a day"
    let booth = try Booth()
    let faketime = "/usr/bin/faketime"
    guard access(faketime, X_OK) == 0 else { try Trial.skip(trial, "no faketime") }
    try booth.open()
    var ledger = Ledger()
    var row = FaultRow(trial)
    for (jump, person) in [("-1y", 1), ("+1d", 2), ("-1y", 3), ("+0", 4)] {
      let lines = try booth.write(Visitor.line(person) + "\n", to: "lines.jsonl")
      let words = [faketime, "-f", jump] + booth.words(["daftar", "--dari", lines])
      let run = try booth.run(words)
      #expect(run.status == 0, "\(jump): \(run.said)")
      try ledger.hear(run.lines)
      row.runs += 1
    }
    #expect(ledger.told.count == 4)
    let doctor = try booth.run([faketime, "-f", "-1y"] + booth.words(["periksa"]))
    let isNamed = doctor.status == 1 && doctor.output.contains("jam laptop mundur")
    #expect(isNamed, "\(doctor.said)")
    row.unnamed += isNamed ? 0 : 1
    let closing = try booth.run([faketime, "-f", "+1d"] + booth.words(["tutup"]))
    #expect(closing.status == 0, "\(closing.said)")
    let finding = try ledger.compare(with: booth)
    #expect(finding.isFine && finding.stored == 4, "\(finding)")
    finding.count(into: &row)
    row.acknowledged = ledger.told.count
    row.report()
  }

  /// Without tmpfs a shift lives in one program only; what ends is said, and nothing is lost.
  @Test(.enabled(if: Booth.canMount, "needs root to hide /dev/shm"))
  func withoutVolatileMemoryEverythingIsSaid() throws {
    let booth = try Booth()
    try booth.demand("mkdir '\(booth.folder)/disk'")
    let hidden = [
      "unshare", "-m", "/bin/sh", "-c", "mount --bind \"$0\" /dev/shm && exec \"$@\"",
      booth.folder + "/disk",
    ]
    func loket(_ arguments: [String]) throws -> Run {
      try booth.run(hidden + booth.words(arguments))
    }
    let refused = try loket(StrainedMachineTests.opening)
    #expect(refused.status == 74 && refused.said.contains("/dev/shm"), "\(refused.said)")
    #expect(try booth.json(Status.self, "status", "--json").shift == nil)
    // As when memory was there at the opening, and is not any more.
    try booth.open()
    let doctor = try loket(["periksa"])
    #expect(doctor.output.contains("PERHATIAN") && doctor.output.contains("/dev/shm"))
    let lines = try booth.write(Visitor.line(1) + "\n", to: "lines.jsonl")
    let saving = try loket(["daftar", "--dari", lines])
    #expect(saving.status == 77 && saving.errors.contains("loket buka"), "\(saving.said)")
    let closing = try loket(["tutup"])
    #expect(closing.status == 0, "\(closing.said)")
    #expect(try loket(["periksa"]).output.contains("Antrean utuh"))
    let left = try FileManager.default.contentsOfDirectory(atPath: booth.folder + "/disk")
    #expect(left == [], "nothing of a shift's key comes onto a disk")
    var row = FaultRow("no /dev/shm")
    row.runs = 1
    row.report()
  }

  /// However little memory there is, what stands in the queue stays sound.
  @Test func littleMemoryOpensOrDoesNot() throws {
    let booth = try Booth()
    try booth.open()
    var ledger = Ledger()
    var row = FaultRow("little memory")
    var given = 0
    for megabytes in [60, 120, 180, 240, 300, 360, 420, 600] {
      given += 1
      let lines = try booth.write(Visitor.line(given) + "\n", to: "lines.jsonl")
      let run = try booth.run(
        ["prlimit", "--as=\(megabytes * 1_048_576)"] + booth.words(["daftar", "--dari", lines]))
      if run.status == 0 { try ledger.hear(run.lines) }
      // Below that the linker cannot even begin.
      let isNamed = [0, 127].contains(run.status) || run.errors.contains("Memori kurang")
      #expect(isNamed, "\(megabytes) MB: \(run.exit) \(run.said)")
      row.unnamed += isNamed ? 0 : 1
      row.runs += 1
      row.acknowledged += run.status == 0 ? run.lines.count : 0
      let finding = try ledger.compare(with: booth)
      #expect(finding.isFine, "\(megabytes) MB: \(finding)")
      finding.count(into: &row)
    }
    #expect(ledger.told.count > 0)
    row.report()
  }

  /// A queue of a program that is not out yet is not touched by any command.
  @Test func aNewerQueueIsRefusedAndStays() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    try booth.demand("sqlite3 '\(booth.database)' 'PRAGMA user_version = 99'")
    let before = try Data(contentsOf: URL(fileURLWithPath: booth.database))
    var row = FaultRow("queue of a newer program")
    for arguments in [
      StrainedMachineTests.opening, ["tutup"], ["daftar", "--dari", "/dev/null"], ["rekap"],
      ["status"], ["antrean"], ["periksa"],
    ] {
      let run = try booth.loket(arguments)
      let isNamed = run.status == 1 && run.said.contains("Pasang versi itu")
      #expect(isNamed, "\(arguments): \(run.exit) \(run.said)")
      row.runs += 1
      row.unnamed += isNamed ? 0 : 1
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: booth.database)) == before)
    try booth.demand("sqlite3 '\(booth.database)' 'PRAGMA user_version = \(FormerFile.latest)'")
    try booth.close()
    row.report()
  }
}
