import Foundation
import TestWorld
import Testing

/// No bytes from outside end a program, hang it, or are taken for something that they are not.
///
/// `LOKET_FUZZ` says how many inputs each parser gets (1,500), `LOKET_SEED` from which seed on.
@Suite struct FuzzTests {
  @Test func noInputBreaksAParser() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["LOKET_FUZZ"].flatMap(Int.init) ?? 1500
    let seed = environment["LOKET_SEED"].flatMap(UInt64.init) ?? .random(in: 1...999_999_999)
    let booth = try Booth()
    let program = try #require(Pty.builtProgram("Fuzz"), "build first: swift build")
    let mark = booth.folder + "/mark"
    let run = try booth.run(
      [program, "all", String(seed), String(count), mark], within: .seconds(7200))
    let last = (try? String(contentsOfFile: mark, encoding: .utf8)) ?? "nothing"
    #expect(run.status == 0, "\(run.exit) at: Fuzz \(last)\n\(run.said)")
    let tried = run.lines.compactMap { line -> Int? in
      let parts = line.split(separator: " ")
      return parts.count > 1 && parts.last == "accepted" ? Int(parts[1]) : nil
    }
    #expect(tried.count > 25, "every parser had its turn: \(run.said)")
    var row = FaultRow("fuzzed inputs, from seed \(seed)")
    row.runs = tried.reduce(0, +)
    row.unnamed = run.status == 0 ? 0 : 1
    row.report()
  }

  /// The mutator reaches what is behind the first check of nearly every parser.
  @Test func someInputsAreTaken() throws {
    let booth = try Booth()
    let program = try #require(Pty.builtProgram("Fuzz"), "build first: swift build")
    let names = try booth.run([program]).lines
    for name in ["header", "bundle", "json", "roster-text", "roster-sheet", "name", "draft"] {
      try #require(names.contains(name))
      let run = try booth.run([program, name, "1", "300"])
      #expect(run.status == 0 && !run.output.contains(", 0 accepted"), "\(run.said)")
    }
  }
}
