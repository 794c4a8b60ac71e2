import Foundation
import TestWorld
import Testing

/// A power cut takes volatile memory, and the shift's key with it.
@Suite struct PowerLossTests {
  @Test func shiftIsClosedAsRecovered() throws {
    let booth = try Booth()
    try booth.open()
    let results = try LineResult.of(try booth.register(Visitor.lines(1...5)).lines)
    #expect(results.map(\.ticket) == (1...5).map { "L01-00\($0)" })
    try FileManager.default.removeItem(atPath: booth.volatile)

    // Nobody can write the shift any more, and the program says what to do.
    let refused = try booth.register(Visitor.lines(6...6))
    #expect(refused.status == 77 && refused.errors.contains("loket buka"), "\(refused.said)")
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").kind == "interim")

    let opened = try booth.open("mog")
    #expect(opened.said.contains("Sesi 1") && opened.said.contains("5"), "\(opened.said)")
    #expect(opened.said.contains("Sesi 2"), "\(opened.said)")
    let first = try booth.json(Rekap.self, "rekap", "--sesi", "1", "--format", "json")
    #expect(first.kind == "final" && first.shift.state == "closed")
    #expect(first.people == 5 && first.custody["captured"] == 5 && first.signature != nil)
    let second = try booth.json(Rekap.self, "rekap", "--format", "json")
    #expect(second.kind == "interim" && second.shift.servicePoint == "mog")
    let next = try LineResult.of(try booth.register(Visitor.lines(6...6)).lines)
    #expect(next.map(\.ticket) == ["L01-001"])
    #expect(try booth.loket("periksa").status == 0)
  }

  /// Without another opening the shift can be closed in the ordinary way: that needs no key.
  @Test func shiftCanBeClosedWithoutItsKey() throws {
    let booth = try Booth()
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    try FileManager.default.removeItem(atPath: booth.volatile)
    try booth.close()
    let rekap = try booth.json(Rekap.self, "rekap", "--format", "json")
    #expect(rekap.kind == "final" && rekap.people == 2)
    #expect(rekap.counters["formsHandedOut"] == 12)
    #expect(try booth.loket("periksa").status == 0)
  }
}
