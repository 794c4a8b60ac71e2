import Foundation
import TestWorld
import Testing

/// Indonesian by default; English by option, configuration or locale; the same JSON in both.
@Suite struct LanguageTests {
  @Test func englishCommandsDoTheSame() throws {
    let booth = try Booth()
    let opened = try booth.loket(
      "open", "--bahasa", "en", "--titik", "mpp", "--petugas", "sari")
    #expect(opened.status == 0 && opened.said.contains("Shift 1"), "\(opened.said)")
    let lines = Visitor.lines(1...3).map { $0 + "\n" }.joined()
    let registered = try booth.loket(
      "register", "--dari", "-", input: .file(try booth.write(lines, to: "three")))
    #expect(registered.status == 0 && registered.lines.count == 3)
    for (indonesian, english) in [
      (["rekap", "--format", "json"], ["tally", "--format", "json", "--bahasa", "en"]),
      (["status", "--json"], ["status", "--json", "--bahasa", "en"]),
      (["antrean", "--json"], ["queue", "--json", "--bahasa", "en"]),
    ] {
      let (first, second) = (try words(booth, indonesian), try words(booth, english))
      #expect(first.status == 0 && second.status == 0)
      #expect(first.output == second.output && first.output.hasPrefix("{"))
    }
    for (indonesian, english) in [
      ("periksa", "doctor"), ("kebijakan", "policy"), ("jejak", "trail"), ("antrean", "queue"),
      ("rekap", "tally"), ("status", "status"),
    ] {
      let (first, second) = (
        try words(booth, [indonesian]), try words(booth, [english, "--bahasa", "en"])
      )
      #expect(first.status == 0 && second.status == 0, "\(first.said)\(second.said)")
      #expect(first.output != second.output, "\(indonesian) speaks one language only")
      // An alias alone changes no language.
      #expect(sameButForNumbers(first, try words(booth, [english])))
    }
    let closed = try booth.loket("close", "--bahasa", "en")
    #expect(closed.status == 0, "\(closed.said)")
    #expect(try booth.json(Rekap.self, "tally", "--format", "json").kind == "final")
  }

  @Test func optionBeatsConfigurationBeatsLocale() throws {
    let booth = try Booth()
    booth.environment["LANG"] = "en_US.UTF-8"
    #expect(try refusal(booth).contains("Belum ada sesi terbuka"), "the configuration says id")
    #expect(try refusal(booth, "--bahasa", "en").contains("No shift is open"))
    try booth.shell("cp -r '\(Repository.path)/config' '\(booth.folder)/config'")
    try booth.shell("sed -i '/^bahasa/d' '\(booth.folder)/config/loket.toml'")
    booth.environment["LOKET_CONFIG"] = booth.folder + "/config"
    #expect(try refusal(booth).contains("No shift is open"), "only the locale is left")
    #expect(try refusal(booth, "--bahasa", "id").contains("Belum ada sesi terbuka"))
    booth.environment["LANG"] = "de_DE.UTF-8"
    #expect(try refusal(booth).contains("Belum ada sesi terbuka"))
    booth.environment["LC_ALL"] = "en_GB.UTF-8"
    #expect(try refusal(booth).contains("No shift is open"))
    #expect(try booth.loket("status", "--bahasa", "fr").status == 64)
  }

  private func words(_ booth: Booth, _ arguments: [String]) throws -> Run {
    let program = try booth.start(arguments, input: .nothing)
    let exit = try program.wait()
    return Run(exit: exit, output: program.lines.joined(separator: "\n"), errors: "")
  }

  /// The doctor says what time it is and how much of the disk is free.
  private func sameButForNumbers(_ first: Run, _ second: Run) -> Bool {
    let texts = [first, second].map { $0.output.map { $0.isNumber ? "0" : $0 } }
    return texts[0] == texts[1]
  }

  private func refusal(_ booth: Booth, _ options: String...) throws -> String {
    let program = try booth.start(["tutup"] + options, input: .nothing)
    #expect(try program.wait() == .code(77))
    return booth.lastErrors()
  }
}
