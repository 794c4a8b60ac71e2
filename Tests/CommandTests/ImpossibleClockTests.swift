import Foundation
import TestWorld
import Testing

/// A clock that shows what no entry can hold, and one that went back: the programs under a clock of
/// their own.
@Suite struct ImpossibleClockTests {
  private static let faketime = "/usr/bin/faketime"

  private func booth(_ what: String) throws -> Booth {
    guard access(Self.faketime, X_OK) == 0 else { try Trial.skip(what, "no faketime") }
    let booth = try Booth()
    booth.environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
    booth.environment["TZ"] = "UTC"
    return booth
  }

  /// Runs with the clock at a time, or moved by `-1y`.
  private func at<Value>(_ time: String, _ booth: Booth, _ work: () throws -> Value) rethrows
    -> Value
  {
    booth.wrapper = [Self.faketime, "-f", time]
    defer { booth.wrapper = [] }
    return try work()
  }

  @Test(arguments: ["@1962-03-04 05:06:07", "@2200-01-01 00:00:00", "@2260-01-01 00:00:00"])
  func nothingIsSealedUnderAnImpossibleClock(_ time: String) throws {
    let booth = try booth("impossible clock")
    let opening = ["buka", "--titik", "mpp", "--petugas", "sari"]
    let notOpened = try at(time, booth) { try booth.loket(opening) }
    #expect(notOpened.status == 1 && notOpened.errors.contains("waktu yang tidak mungkin"))
    #expect(try booth.json(Status.self, "status", "--json").shift == nil)
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    try at(time, booth) {
      let registered = try booth.register(Visitor.lines(3...3))
      #expect(registered.status == 1 && registered.output.isEmpty, "\(registered.said)")
      #expect(registered.errors.contains("betulkan") || registered.errors.contains("Betulkan"))
      // The kiosk says so and goes on asking.
      let typed = try booth.write(
        """
        3573011508909003
        UJI COBA
        15-08-1990
        3573011001
        cetak
        1
        s
        t
        status
        keluar

        """, to: "typed")
      let kiosk = try booth.loket("kios", input: .file(typed))
      #expect(kiosk.status == 0 && kiosk.output.contains("tidak mungkin"), "\(kiosk.output)")
      #expect(!kiosk.output.contains("OK L01-003"))
      #expect(try booth.loket("tutup").status == 1)
      #expect(try booth.loket("cadangkan", booth.folder).status == 1)
    }
    #expect(try booth.loket("tutup", "--buang-draf").status == 0)
    let tally = try booth.json(Rekap.self, "rekap", "--format", "json")
    #expect(tally.kind == "final" && tally.people == 2)
    #expect(try booth.loket("periksa").output.contains("Antrean utuh"))
  }

  /// The warning outlives the records that were made under it.
  @Test func aClockThatWentBackIsSaidUntilItIsRight() throws {
    let booth = try booth("clock that went back")
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    try at("-1y", booth) {
      for person in 3...4 {
        let run = try booth.register(Visitor.lines(person...person))
        #expect(run.status == 0 && run.errors.contains("Jam laptop mundur"), "\(run.said)")
      }
      #expect(try !booth.json(Status.self, "status", "--json").clock.ok)
      let closed = try booth.loket("tutup")
      #expect(closed.status == 0 && closed.errors.contains("Jam laptop mundur"))
      let opened = try booth.loket("buka", "--titik", "mpp", "--petugas", "sari")
      #expect(opened.status == 0 && opened.errors.contains("Jam laptop mundur"))
      #expect(try booth.register(Visitor.lines(5...5)).errors.contains("Jam laptop mundur"))
      #expect(try booth.loket("periksa").output.contains("jam laptop mundur"))
    }
    let right = try booth.register(Visitor.lines(6...6))
    #expect(right.status == 0 && right.errors.isEmpty, "\(right.said)")
    #expect(try booth.json(Status.self, "status", "--json").clock.ok)
  }
}
