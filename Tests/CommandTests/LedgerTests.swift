import TestWorld
import Testing

/// The trials must be able to fail.
@Suite struct LedgerTests {
  @Test(arguments: LoopDisk.Kind.allCases, LoopDisk.Cut.allCases)
  func aCutTakesWhatWasNotMadeToLast(kind: LoopDisk.Kind, cut: LoopDisk.Cut) throws {
    if let lack = LoopDisk.lack(kind, cut: cut) {
      try Trial.skip("power cut, \(kind.rawValue)", lack)
    }
    let booth = try Booth()
    let disk = try LoopDisk(kind, cut: cut, for: booth)
    try booth.demand(
      "cd '\(booth.home)' && echo a > kept && sync kept . && echo b > gone && cat gone")
    try disk.cutPower()
    try disk.restart()
    try booth.demand("cd '\(booth.home)' && [ \"$(cat kept)\" = a ] && ! [ -s gone ]")
  }

  @Test func whatIsMissingDoubledOrChangedIsFound() throws {
    let booth = try Booth()
    try booth.open()
    var ledger = Ledger()
    try ledger.hear(try booth.register(Visitor.lines(1...3)).lines)
    #expect(try ledger.compare(with: booth).isFine)
    try ledger.hear([
      #"{"line":4,"status":"queued","visit":"01a20e08-3e58-7bff-ac5d-3d1ca9ee52aa","#
        + #""ticket":"L01-004"}"#
    ])
    #expect(try ledger.compare(with: booth).lost == ["L01-004"])
    #expect(try booth.register(Visitor.lines(3...3)).status == 0)
    #expect(try ledger.compare(with: booth).twice == ["one person in 2 visits"])
    try booth.demand(
      "sqlite3 '\(booth.database)' 'DROP TRIGGER entry_only_loses_its_body; "
        + "UPDATE entry SET payload = zeroblob(length(payload)) WHERE sequence = 2'")
    #expect(try !ledger.compare(with: booth).unsound.isEmpty)
  }
}
