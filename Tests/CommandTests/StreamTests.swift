import Foundation
import TestWorld
import Testing

/// What the caller has closed, and files that may not grow.
@Suite struct StreamTests {
  /// Results never go into a file that took the number of a closed stream.
  @Test func closedStreamsAreNoFiles() throws {
    let booth = try Booth()
    try booth.open()
    let lines = try booth.write(
      Visitor.lines(1...3).map { $0 + "\n" }.joined(), to: "lines.jsonl")
    let program = booth.words([])[0]
    for (streams, status) in [(">&-", 74), (">&- 2>&-", 74), ("<&- >&- 2>&-", 74), ("2>&-", 0)] {
      let run = try booth.shell("exec '\(program)' daftar --dari '\(lines)' \(streams)")
      #expect(run.status == Int32(status), "\(streams): \(run.exit) \(run.said)")
    }
    let input = try booth.shell("exec '\(program)' daftar --dari - <&-")
    #expect(input.status == 65, "\(input.exit) \(input.said)")
    let status = try booth.shell("exec '\(program)' status --json >&-")
    #expect(status.status == 74, "\(status.exit) \(status.said)")
    for name in try FileManager.default.contentsOfDirectory(atPath: booth.home) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(booth.home)/\(name)"))
      #expect(bytes.range(of: Data("\"ticket\":".utf8)) == nil, "results in \(name)")
    }
    // The same lines were given again and again, and heard once.
    let ledger = try Ledger().compare(with: booth)
    #expect(ledger.isFine && ledger.stored == 3, "\(ledger)")
  }

  /// The shift is closed, whether or not its tally goes anywhere.
  @Test func aClosingWhoseTallyNobodyTakesInIsSaid() throws {
    let booth = try Booth()
    try booth.open()
    let program = booth.words([])[0]
    let closing = try booth.shell("exec '\(program)' tutup > /dev/full")
    #expect(closing.status == 74 && closing.errors.contains("stdout"), "\(closing.said)")
    #expect(closing.errors.contains("dimusnahkan") && closing.errors.contains("tetap tertutup"))
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").kind == "final")
  }

  /// What the office asks for and nobody takes in is not done.
  @Test func theOfficeSaysWhenNobodyHears() throws {
    let office = try Office()
    try office.enrolAndOpen()
    try office.booth.register(Visitor.lines(1...3))
    try office.booth.close()
    _ = try office.flush()
    #expect(try office.process().reconciled == 1)
    for arguments in [
      ["koordinator", "dahlia"], ["olah", "--json"], ["rekap"], ["rekap", "--json"], ["capaian"],
      ["tindak-lanjut", "--json"], ["jejak", "L07/1"], ["sekolah"], ["ganda", "--json"],
    ] {
      let words = office.words(arguments).map { "'\($0)'" }.joined(separator: " ")
      for streams in [">/dev/full", ">&-"] {
        let run = try office.booth.shell("exec \(words) \(streams)")
        #expect(run.status == 74, "\(arguments) \(streams): \(run.exit) \(run.said)")
        #expect(run.errors.contains("stdout"), "\(arguments) \(streams): \(run.errors)")
      }
    }
  }

  /// A limit on the size of files is a full disk, no sudden end.
  @Test func aFileThatMayNotGrowIsNamed() throws {
    let booth = try Booth()
    try booth.open()
    let size = try #require(
      try FileManager.default.attributesOfItem(atPath: booth.database)[.size] as? Int)
    let lines = try booth.write(
      Visitor.lines(1...200).map { $0 + "\n" }.joined(), to: "lines.jsonl")
    let limited = ["prlimit", "--fsize=\(size + 8192)"]
    let run = try booth.run(limited + booth.words(["daftar", "--dari", lines]))
    #expect([73, 74].contains(run.status), "\(run.exit) \(run.errors)")
    #expect(run.errors.contains("Disk"), "\(run.errors)")
    let small = try booth.run(
      ["prlimit", "--fsize=100"] + booth.words(["rekap", "--ke", booth.folder + "/rekap.txt"]))
    #expect(small.status == 73, "\(small.exit) \(small.errors)")
    var ledger = Ledger()
    try ledger.hear(run.lines)
    try ledger.hear(try booth.register(Visitor.lines(1...200)).lines)
    let finding = try ledger.compare(with: booth)
    #expect(finding.isFine && finding.stored == 200, "\(finding)")
  }
}
