import Foundation
import Testing

@Suite struct TidyTests {
  private func failIfAny(_ rule: (SourceFile) -> [String]) throws {
    let faults = try SourceFile.all().flatMap(rule)
    #expect(faults.isEmpty, "\n\(faults.joined(separator: "\n"))")
  }

  @Test func `there are sources, and every room stands in the table`() throws {
    let rooms = Set(try SourceFile.all().map(\.room))
    #expect(rooms.isSuperset(of: ["Intake", "Gate", "Sealing", "Desk", "loket"]))
    #expect(rooms.isSubset(of: Tidy.imports.keys))
  }

  @Test func `no room imports what it may not`() throws { try failIfAny(Tidy.importFaults) }

  @Test func `no line is longer than a hundred columns`() throws { try failIfAny(Tidy.longLines) }

  @Test func `no function is longer than seventy lines`() throws {
    try failIfAny(Tidy.longFunctions)
  }

  @Test func `the first type of a file says what it is`() throws {
    try failIfAny(Tidy.undocumented)
  }

  @Test func `doors stay doors`() throws { try failIfAny(Tidy.longDoor) }

  @Test func `nothing is left to do in a comment`() throws { try failIfAny(Tidy.leftovers) }
}

/// The checker must be able to fail.
@Suite struct TidyCheckerTests {
  private func file(_ text: String, room: String = "Intake", name: String = "Bad.swift")
    -> SourceFile
  {
    SourceFile(room: room, name: name, text: text)
  }

  private func function(lines: Int, head: String = "func long() {") -> String {
    ([head] + (0..<lines - 2).map { "  let x\($0) = \($0)" } + ["}", ""]).joined(separator: "\n")
  }

  @Test func `a planted bad sample breaks every rule`() {
    let body = function(lines: 71) + String(repeating: "x = 1\n", count: 70)
    let text =
      "import Glibc\npackage struct Bare {}\n// TODO: later\n"
      + "let wide = \(String(repeating: "1", count: 100))\n" + body
    let faults = Tidy.faults(file(text, room: "loket")) + Tidy.faults(file(text))
    #expect(
      faults == [
        "loket/Bad.swift:4: 111 columns", "loket/Bad.swift:5: a function of 71 lines",
        "loket/Bad.swift:2: the first type has no doc comment",
        "loket/Bad.swift:1: a door of 145 lines", "loket/Bad.swift:3: something left to do",
        "Intake/Bad.swift:1: Intake may not import Glibc", "Intake/Bad.swift:4: 111 columns",
        "Intake/Bad.swift:5: a function of 71 lines",
        "Intake/Bad.swift:2: the first type has no doc comment",
        "Intake/Bad.swift:3: something left to do",
      ])
  }

  @Test(arguments: [
    "import GRDB", "package import GRDB", "internal import GRDB", "@testable import GRDB",
    "@preconcurrency package import GRDB", "import struct GRDB.Row", "  import GRDB",
    "import GRDB // for one call", "@_spi(Inner) import GRDB", "public import GRDB",
  ])
  func `an import is seen however it is written`(line: String) {
    #expect(Tidy.importFaults(file(line)) == ["Intake/Bad.swift:1: Intake may not import GRDB"])
  }

  @Test(arguments: [
    "// import GRDB", "/* import GRDB */", "let text = \"import GRDB\"", "importGRDB()",
  ])
  func `what only looks like one is none`(line: String) {
    #expect(Tidy.importFaults(file(line)).isEmpty)
  }

  @Test func `a room outside the table is a fault`() {
    #expect(Tidy.importFaults(file("", room: "Utils")).count == 1)
  }

  @Test(arguments: [
    "func long() {", "  package static func long<T>(_ a: [T]) throws -> T {", "init() {",
    "package init?(text: String) {", "deinit {", "subscript(key: Int) -> Int {",
    "package var long: Int {", "@discardableResult func long() -> Int {",
    "mutating func long(then: () -> Void = {}) {", "private func long(\n  a: Int\n) {",
  ])
  func `a function is measured however it is declared`(head: String) {
    #expect(
      Tidy.longFunctions(file(function(lines: 70, head: head))).count == head.filter { $0 == "\n" }
        .count / 2)
    #expect(Tidy.longFunctions(file(function(lines: 71, head: head))).count == 1)
  }

  @Test func `braces in strings and comments do not count`() {
    let tricks = [
      "  let a = \"{\"", "  // {", "  /* { /* { */ */", "  let b = #\"{\"{\"#",
      "  let c = \"\\(d.map { \"}\" })\"", "  let e = \"\"\"", "    {{{ \" {", "    \"\"\"",
      "  let f = \"\\\"{\"",
    ]
    for trick in [tricks, tricks + tricks] {
      let short = "func a() {\n\(trick.joined(separator: "\n"))\n}\n"
      #expect(Tidy.longFunctions(file(short + function(lines: 69))).isEmpty)
      #expect(Tidy.longFunctions(file(short + function(lines: 71))).count == 1)
    }
  }

  @Test func `a declaration without a body takes no other's`() {
    let text = "protocol P {\n  func a()\n  var b: Int { get }\n}\n" + function(lines: 70)
    #expect(Tidy.longFunctions(file(text)).isEmpty)
  }

  @Test func `a doc comment counts over an attribute too`() {
    let good = "/// What it is.\n@frozen\npackage struct Good {}\npackage enum Other {}\n"
    #expect(Tidy.undocumented(file(good)).isEmpty)
    #expect(Tidy.undocumented(file("// Not one.\npackage enum Bad {}\n")).count == 1)
    #expect(Tidy.undocumented(file("struct Inner {}\n")).isEmpty)
  }
}
