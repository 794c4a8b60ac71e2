import Foundation
import TestWorld
import Testing

/// The booth's place in volatile memory: whose it is, by whatever path its home is called, and what
/// is said when nothing goes in or comes out of it.
@Suite struct VolatileMemoryTests {
  private static let opening = ["buka", "--titik", "mpp", "--petugas", "sari"]

  /// Other spellings of one home.
  @Test(arguments: ["slash", "dot", "link", "data"])
  func everySpellingOfTheHomeFindsTheKey(spelling: String) throws {
    let booth = try Booth()
    try booth.open()
    try booth.demand("ln -s '\(booth.home)' '\(booth.folder)/link'")
    switch spelling {
    case "slash": booth.environment["LOKET_HOME"] = booth.home + "//"
    case "dot": booth.environment["LOKET_HOME"] = booth.folder + "/./loket/."
    case "link": booth.environment["LOKET_HOME"] = booth.folder + "/link"
    default:
      booth.environment["LOKET_HOME"] = nil
      booth.environment["XDG_DATA_HOME"] = booth.folder + "/"
    }
    // A healthy shift is neither locked out of nor closed as lost.
    #expect(try booth.register(Visitor.lines(1...1)).status == 0)
    let again = try booth.loket(VolatileMemoryTests.opening)
    #expect(again.status == 77 && again.errors.contains("masih terbuka"), "\(again.said)")
    try booth.close()
    #expect(booth.piecesInVolatileMemory == [])
  }

  /// In the midst of a shift: called otherwise, or put back from a copy.
  @Test(arguments: ["moved", "mounted", "put back"])
  func aHomeKeepsItsKeyWhereverItLies(how: String) throws {
    if how == "mounted", !Booth.canMount {
      try Trial.skip("a home mounted elsewhere", "needs root")
    }
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    let folder = booth.volatile
    let there = booth.folder + "/pindah"
    switch how {
    case "moved":
      // Somebody else's home comes into its place, and is served from.
      let other = try Booth()
      try other.open()
      try booth.demand("mv '\(booth.home)' '\(there)' && mv '\(other.home)' '\(booth.home)'")
      #expect(try booth.register(Visitor.lines(1...1)).status == 0)
      try booth.close()
    case "mounted":
      try booth.demand("mkdir '\(there)'")
      booth.wrapper = [
        "unshare", "-m", "/bin/sh", "-c",
        "mount --bind '\(booth.home)' '\(there)' && exec \"$0\" \"$@\"",
      ]
    default:
      try booth.demand(
        "cp -a '\(booth.home)' '\(there)' && rm -r '\(booth.home)' && "
          + "mv '\(there)' '\(booth.home)'")
    }
    if how != "put back" { booth.environment["LOKET_HOME"] = there }
    let saving = try booth.register(Visitor.lines(3...3))
    #expect(saving.status == 0, "\(saving.said)")
    #expect(try LineResult.of(saving.lines).first?.ticket == "L01-003")
    try booth.close()
    #expect(!FileManager.default.fileExists(atPath: folder))
    // Of a path that the home no longer has, a sign may be left that leads nowhere.
    if how == "put back" {
      #expect(!FileManager.default.fileExists(atPath: VolatilePlace.sign(of: booth.home)))
    }
    #expect(!FileManager.default.fileExists(atPath: VolatilePlace.sign(of: there)))
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))
  }

  /// What lies in a copy is another home, as on a thief's disk: the key is not in it.
  @Test func aCopyOfAHomeHasNoKey() throws {
    let booth = try Booth()
    try booth.open()
    let there = booth.folder + "/salinan"
    try booth.demand("cp -a '\(booth.home)' '\(there)'")
    booth.environment["LOKET_HOME"] = there
    #expect(try booth.register(Visitor.lines(1...1)).status == 77)
    try booth.close()
    booth.environment["LOKET_HOME"] = booth.home
    #expect(try booth.register(Visitor.lines(1...1)).status == 0)
  }

  /// `sudo loket` in a home that is not root's would find no key, and leave files that its owner
  /// cannot write.
  @Test func rootInSomebodysHomeIsSentAway() throws {
    let trial = "root in another user's home"
    guard getuid() == 0 else { try Trial.skip(trial, "only root can give a folder away") }
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    try booth.demand("chown -R 65534 '\(booth.home)'")
    for arguments in [VolatileMemoryTests.opening, ["tutup"], ["daftar", "--dari", "/dev/null"]] {
      let run = try booth.loket(arguments)
      #expect(run.status == 77, "\(arguments): \(run.exit) \(run.said)")
      #expect(run.errors.contains("sebagai pengguna itu"), "\(run.said)")
    }
    // Looking on is everybody's who may read.
    let status = try booth.json(Status.self, "status", "--json")
    #expect(status.shift?.state == "open" && status.queue["captured"] == 2)
    try booth.demand("chown -R 0 '\(booth.home)'")
    try booth.close()
  }

  @Test(.enabled(if: Booth.canMount, "needs root to mount over a file"))
  func aKeyThatCannotBeRemovedIsSaid() throws {
    let booth = try Booth()
    try booth.open()
    let key = try #require(booth.piecesInVolatileMemory.first { $0.hasSuffix(".key") })
    let held = [
      "unshare", "-m", "/bin/sh", "-c",
      "touch '\(booth.folder)/busy' && mount --bind '\(booth.folder)/busy' "
        + "'\(booth.volatile)/\(key)' && exec \"$0\" \"$@\"",
    ]
    let closing = try booth.run(held + booth.words(["tutup"]))
    #expect(closing.status == 74, "\(closing.exit) \(closing.said)")
    #expect(closing.errors.contains("Matikan laptop"), "\(closing.errors)")
    #expect(!closing.errors.contains("dimusnahkan"), "\(closing.errors)")
    // The closing stands all the same, with its tally.
    #expect(closing.output.contains("REKAP HARIAN"))
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").kind == "final")
  }

  @Test func aKeyThatWasGoneIsNotSaidToBeDestroyed() throws {
    let booth = try Booth()
    try booth.open()
    try FileManager.default.removeItem(atPath: booth.volatile)
    let closing = try booth.loket("tutup")
    #expect(closing.status == 0, "\(closing.said)")
    #expect(closing.errors.contains("sudah tidak ada") && !closing.errors.contains("dimusnahkan"))
    try booth.open()
    #expect(try booth.loket("tutup").errors.contains("kunci sesi dimusnahkan"))
  }

  /// Cut short or with a bit turned, as by bad memory: the shift can be closed, and nobody types a
  /// right passphrase again and again.
  @Test(arguments: [
    "truncate -s 40", "printf '\\377' | dd bs=1 seek=30 conv=notrunc status=none of=",
  ])
  func aGarbledKeyIsGone(script: String) throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    let key = try #require(booth.piecesInVolatileMemory.first { $0.hasSuffix(".key") })
    let path = "\(booth.volatile)/\(key)"
    try booth.demand(script.hasSuffix("=") ? "\(script)'\(path)'" : "\(script) '\(path)'")
    let saving = try booth.register(Visitor.lines(3...3))
    #expect(saving.status == 77 && saving.errors.contains("rusak"), "\(saving.said)")
    let opened = try booth.open()
    #expect(opened.said.contains("Sesi 2"), "\(opened.said)")
    let first = try booth.json(Rekap.self, "rekap", "--sesi", "1", "--format", "json")
    #expect(first.kind == "final" && first.people == 2)
  }
}

/// Nothing more goes into /dev/shm, or there is none.
@Suite struct FullMemoryTests {
  private static let opening = ["buka", "--titik", "mpp", "--petugas", "sari"]

  /// `loket` with a /dev/shm of its own, where `script` has been before.
  private func loket(
    _ booth: Booth, _ script: String, _ arguments: [String]
  ) throws -> Run {
    try booth.run(
      ["unshare", "-m", "/bin/sh", "-c", script + " && exec \"$0\" \"$@\""]
        + booth.words(arguments))
  }

  private static let full =
    "mount -t tmpfs -o size=8k tmpfs /dev/shm && { cat /dev/zero > /dev/shm/ballast 2>/dev/null; :; }"

  private func missing(_ booth: Booth) -> String {
    "mkdir -p '\(booth.folder)/disk' && mount --bind '\(booth.folder)/disk' /dev/shm"
  }

  @Test(.enabled(if: Booth.canMount, "needs root to mount"))
  func aShiftThatNobodyCouldResumeIsNotOpenedFromTheShell() throws {
    let booth = try Booth()
    for (script, named) in [
      (FullMemoryTests.full, "penuh"), (missing(booth), "tidak ada atau tidak bisa ditulis"),
    ] {
      let opening = try loket(booth, script, FullMemoryTests.opening)
      #expect(opening.status == 74, "\(opening.exit) \(opening.said)")
      #expect(opening.errors.contains(named) && opening.errors.contains("/dev/shm"))
      let status = try booth.json(Status.self, "status", "--json")
      #expect(status.shift == nil, "nothing was stored")
    }
    let doctor = try loket(booth, FullMemoryTests.full, ["periksa"])
    #expect(doctor.output.contains("Memori sementara penuh"), "\(doctor.said)")
    try booth.open()
  }

  /// A run that could not be known again does not begin.
  @Test(.enabled(if: Booth.canMount, "needs root to mount"))
  func linesAreNotTakenWhereTheirRunCannotBeNoted() throws {
    let booth = try Booth()
    try booth.open()
    let lines = try booth.write(Visitor.line(1) + "\n", to: "lines.jsonl")
    let script =
      "mkdir '\(booth.folder)/keep' && cp -a '\(booth.volatile)' '\(booth.folder)/keep/' && "
      + "mount -t tmpfs -o size=16k tmpfs /dev/shm && cp -a '\(booth.folder)/keep/'* /dev/shm/ && "
      + "{ cat /dev/zero > /dev/shm/ballast 2>/dev/null; :; }"
    let saving = try loket(booth, script, ["daftar", "--dari", lines])
    #expect(saving.status == 74 && saving.errors.contains("penuh"), "\(saving.exit) \(saving.said)")
    #expect(saving.output.isEmpty)
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").people == 0)
    #expect(try booth.register(Visitor.lines(1...1)).status == 0)
  }
}
