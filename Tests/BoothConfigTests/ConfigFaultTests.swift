@testable import BoothConfig
import Intake
import Foundation
import Testing
import Wording

struct ConfigFaultTests {
  let scratch: ScratchConfig

  init() throws { scratch = try ScratchConfig() }

  @Test func `three faults in one file are all told, each with its key and a hint`() throws {
    try scratch.edit("loket.toml", "booth = \"L01\"", "booth = \"lima\"")
    try scratch.edit("loket.toml", "count = 160000", "count = \"banyak\"")
    try scratch.edit("loket.toml", "phone = \"(0341) 751535\"\n", "")
    let counts = ConfigFault.Expected.wholeNumber(1...300_000_000)
    #expect(
      Set(scratch.faults()) == [
        fault(
          "loket.toml", "booth",
          .impossible(found: "lima", expected: .boothCode, didYouMean: nil)),
        fault("loket.toml", "target.count", .wrongType(found: .text, expected: counts)),
        fault("loket.toml", "office.phone", .missingKey(expected: .text)),
      ])
    #expect(
      scratch.faults().map(Wording(.english).config.sentence).contains(
        "loket.toml: booth: \"lima\" cannot be; expected a booth code such as \"L01\""))
  }

  @Test func `a coordinator's line of the office is taken, any other and an officer's refused`()
    throws
  {
    let line = String(repeating: "0a", count: 44)
    let name = "name = \"Dahlia Prameswari\""
    try scratch.edit("loket.toml", name, name + ", kunci = \"\(line)\"")
    let config = try BoothConfig.load(from: scratch.directory).get()
    #expect(config.coordinators.map(\.lock) == [[UInt8](repeating: 10, count: 44)])
    try scratch.edit("loket.toml", line, "0a0")
    try scratch.edit(
      "loket.toml", "name = \"Sari Wulandari\"",
      "name = \"Sari Wulandari\", kunci = \"\(line)\"")
    #expect(
      scratch.faults() == [
        fault("loket.toml", "petugas[sari].kunci", .unknownKey(didYouMean: nil)),
        fault(
          "loket.toml", "koordinator[dahlia].kunci",
          .impossible(found: "0a0", expected: .coordinatorLock, didYouMean: nil)),
      ])
  }

  @Test func `faults of several files are told at once`() throws {
    try scratch.edit("loket.toml", "\nbahasa = \"id\"", "\nbahasa = \"jv\"")
    try scratch.edit("policy.toml", "minimumAge = 17", "minimumAge = 7")
    try scratch.edit("services.toml", "needsIKD = true", "needsIKD = 1")
    try scratch.edit("places.toml", "kind = \"mall\"", "kind = \"mal\"")
    try scratch.append("35\tJawa Timur\n", to: "regions.tsv")
    #expect(
      scratch.faults().map { "\($0.file) \($0.key)" } == [
        "regions.tsv code", "loket.toml bahasa", "services.toml service[cetak].needsIKD",
        "policy.toml minimumAge", "places.toml place[mog].kind",
      ])
  }

  @Test func `an unknown key is told once, with the one that was meant`() throws {
    try scratch.edit("policy.toml", "minimumAge", "minimunAge")
    try scratch.edit("loket.toml", "booth =", "colour = 1\nbooth =")
    #expect(
      scratch.faults() == [
        fault("loket.toml", "colour", .unknownKey(didYouMean: nil)),
        fault("policy.toml", "minimunAge", .unknownKey(didYouMean: "minimumAge")),
      ])
  }

  @Test func `a missing key and a value of another type are different faults`() throws {
    try scratch.edit("policy.toml", "coordinatorsOverride = true\n", "")
    try scratch.edit("policy.toml", "= false", "= \"false\"")
    #expect(
      scratch.faults() == [
        fault("policy.toml", "coordinatorsOverride", .missingKey(expected: .yesOrNo)),
        fault(
          "policy.toml", "outsidersGetDataChanges", .wrongType(found: .text, expected: .yesOrNo)),
      ])
  }

  @Test func `a syntax error has its line`() throws {
    try scratch.edit("places.toml", "place = [", "place = [ {{")
    let text = try String(contentsOfFile: scratch.path("places.toml"), encoding: .utf8)
    let line = text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("{{") }
    let fault = try #require(scratch.faults().first)
    #expect(fault.line == line.map { $0 + 1 })
    if case .syntax = fault.kind {} else { Issue.record("\(fault)") }
    #expect(scratch.faults().count == 1)
  }

  /// The parser in use ends the program there.
  @Test(arguments: ["[ }", "[ 1, }", "[ # ]\n }", "[ \"\\\"]\", }", "[ '''\n]'''', }", "[ [ ] }"])
  func `a brace in a list's place is a syntax error with its line`(list: String) throws {
    try scratch.edit("places.toml", "place = [", "stray = \(list)\nplace = [")
    let fault = try #require(scratch.faults().first)
    if case .syntax = fault.kind {} else { Issue.record("\(fault)") }
    let text = try String(contentsOfFile: scratch.path("places.toml"), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(fault.line.map { lines[$0 - 1].contains("}") } == true)
    #expect(scratch.faults().count == 1)
  }

  @Test(arguments: ["[=]", "[ ,x]", "[[[a]]]", "[[ #", "[.a]", "[\n", "[\u{A0}a]", "  [/]"])
  func `a header before no key is a syntax error with its line`(header: String) throws {
    try scratch.edit("places.toml", "place = [", "\(header)\nplace = [")
    let fault = try #require(scratch.faults().first)
    if case .syntax = fault.kind {} else { Issue.record("\(fault)") }
    #expect(fault.line != nil && scratch.faults().count == 1)
  }

  @Test func `braces in texts are texts`() throws {
    for text in [
      "\"[ }\"", "'[ }'", "\"\"\"[\n}\"\"\"\"", "{ a = [1], b = \"]\" }",
      "1\n[[ a ]]\n[ \"b\" ]\n[c.d]", "[\n[1],\n[ ]\n]",
    ] {
      #expect(ParserTrap(in: "x = \(text)\n# [ }\n") == nil, "\(text)")
    }
  }

  @Test(arguments: ["loket.toml", "policy.toml", "services.toml", "places.toml", "regions.tsv"])
  func `a missing file is the only fault`(file: String) throws {
    try scratch.remove(file)
    #expect(scratch.faults() == [fault(file, "", .missingFile)])
  }

  @Test func `a missing directory misses all five files`() throws {
    #expect(throws: ConfigFaults.self) { try BoothConfig.load(from: "/no/such/place").get() }
    for file in scratch.files { try scratch.remove(file) }
    #expect(scratch.faults() == scratch.files.map { fault($0, "", .missingFile) })
  }

  @Test func `a directory in place of a file cannot be read`() throws {
    try scratch.remove("policy.toml")
    try FileManager.default.createDirectory(
      atPath: scratch.path("policy.toml"), withIntermediateDirectories: false)
    #expect(scratch.faults() == [fault("policy.toml", "", .unreadable(errno: EISDIR))])
  }

  @Test(arguments: ["services.toml", "regions.tsv"])
  func `bytes that are not UTF-8 have their line`(file: String) throws {
    let text = try String(contentsOfFile: scratch.path(file), encoding: .utf8)
    let lines = text.count { $0 == "\n" }
    try scratch.append(Data("# ok\n# caf".utf8) + [0xE9, 0x0A], to: file)
    #expect(
      scratch.faults() == [ConfigFault(file: file, line: lines + 2, key: "", kind: .notUTF8)])
  }

  @Test func `a file that is cut off by a NUL is refused, not read in part`() throws {
    try scratch.append(Data([0x0A, 0x00]), to: "policy.toml")
    #expect(scratch.faults().map(\.kind) == [.notUTF8])
  }

  @Test func `a file of more than 4 MB is refused`() throws {
    try scratch.append(String(repeating: "#\n", count: 2_200_000), to: "places.toml")
    #expect(
      scratch.faults() == [fault("places.toml", "", .tooLarge(bytesMax: 4 * 1024 * 1024))])
  }

  @Test func `a file saved on Windows is the same file`() throws {
    for file in ["regions.tsv", "loket.toml"] {
      let text = try String(contentsOfFile: scratch.path(file), encoding: .utf8)
      let windows = "\u{FEFF}" + text.replacingOccurrences(of: "\n", with: "\r\n")
      try windows.write(toFile: scratch.path(file), atomically: true, encoding: .utf8)
    }
    #expect(scratch.faults().isEmpty)
  }

  @Test func `what a file says cannot drive the terminal`() throws {
    try scratch.edit("loket.toml", "(0341) 751535", "\\u001b[2J\\u202e1")
    try scratch.append("\"\\u001b[31m\" = 1\n", to: "policy.toml")
    let text = scratch.faults().map(Wording(.english).config.sentence).joined()
    #expect(scratch.faults().count == 2)
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
  }
}
