import Foundation
import TestWorld
import Testing

/// What a command writes for others never replaces what is the program's own, and no empty name
/// means the root of the disk.
@Suite struct OwnFilesTests {
  @Test func noOutputOfTheBoothReplacesItsOwnFiles() throws {
    let booth = try Booth()
    let config = booth.folder + "/config"
    try booth.demand("cp -r '\(Repository.path)/config' '\(config)'")
    booth.environment["LOKET_CONFIG"] = config
    try booth.open()
    #expect(try booth.register(Visitor.lines(1...2)).status == 0)
    try booth.demand(
      "ln '\(booth.home)/identitas' '\(booth.folder)/keras'; "
        + "ln -s '\(booth.home)' '\(booth.folder)/lunak'")
    let before = try contents(of: booth.home)
    let settings = try Data(contentsOf: URL(fileURLWithPath: config + "/loket.toml"))
    for target in [
      booth.home + "/antrean.db", booth.home + "/rekap.txt", booth.folder + "/lunak/identitas",
      booth.folder + "/usb/../loket/baru", booth.folder + "/keras", booth.folder + "/sandi",
      config + "/loket.toml",
    ] {
      try booth.demand("mkdir -p '\(booth.folder)/usb'")
      for command in [["rekap", "--format", "html"], ["rekap", "--format", "xlsx"], ["kartu"]] {
        let run = try booth.loket(command + ["--ke", target])
        #expect(run.status == 64 && run.errors.contains(target), "\(target): \(run.said)")
      }
    }
    for folder in [booth.home, booth.folder + "/lunak", booth.home + "/."] {
      let run = try booth.loket("cadangkan", folder)
      #expect(run.status == 64 && run.errors.contains("tempat lain"), "\(folder): \(run.said)")
    }
    #expect(try contents(of: booth.home) == before)
    #expect(try Data(contentsOf: URL(fileURLWithPath: config + "/loket.toml")) == settings)
    #expect(try booth.register(Visitor.lines(3...3)).status == 0)
    let file = booth.folder + "/rekap.html"
    #expect(try booth.loket("rekap", "--format", "html", "--ke", file).status == 0)
    #expect(FileManager.default.fileExists(atPath: file))
  }

  @Test func noOutputOfTheOfficeReplacesItsKeys() throws {
    let office = try Office()
    try office.enrolAndOpen()
    let keys = office.path("pusat/kunci-kantor")
    let before = try Data(contentsOf: URL(fileURLWithPath: keys))
    for target in [keys, office.path("sandi-kantor"), office.path("sandi-pasang")] {
      let run = try office.pusat(
        "loket-baru", "L08", "--ke", target, "--sandi-pasang", office.path("sandi-pasang"))
      #expect(run.status == 64 && run.errors.contains(target), "\(run.said)")
    }
    #expect(try office.sql("SELECT count(*) FROM loket.booth") == "1", "nobody was enrolled")
    #expect(try office.pusat("siapkan", "--escrow", office.path("pusat/escrow")).status == 64)
    let days = ["--dari", "2026-01-01", "--sampai", "2026-01-02"]
    let report = try office.pusat(["laporan"] + days + ["--ke", office.path("pusat/a.html")])
    #expect(report.status == 64, "\(report.said)")
    // Before anything is taken in.
    try office.booth.demand("cp '\(try office.carry())' '\(office.path("pusat/a.loket"))'")
    #expect(try office.pusat("terima", office.path("pusat/a.loket")).status == 64)
    #expect(try office.sql("SELECT count(*) FROM loket.inbox") == "0")
    #expect(try Data(contentsOf: URL(fileURLWithPath: keys)) == before)
    for arguments in [
      ["terima", ""], ["laporan"] + days + ["--ke", ""], ["siapkan", "--escrow", ""],
      ["loket-baru", "L08", "--ke", ""], ["sasaran", "--dari", ""], ["olah", "--kunci-kertas", ""],
      ["rekap", "--config", ""],
    ] {
      let run = try office.pusat(arguments)
      #expect(run.status == 64 && !run.errors.isEmpty, "\(arguments): \(run.said)")
    }
  }

  @Test func anEmptyNameIsAUsageFault() throws {
    let booth = try Booth()
    try booth.open()
    for arguments in [
      ["cadangkan", ""], ["rekap", "--ke", ""], ["rekap", "--format", "xlsx", "--ke", ""],
      ["kartu", "--ke", ""], ["daftar", "--dari", ""], ["pasang", ""],
      ["sasaran", "impor", ""], ["status", "--config", ""],
    ] {
      let run = try booth.loket(arguments)
      #expect(run.status == 64 && run.output.isEmpty, "\(arguments): \(run.exit) \(run.said)")
      #expect(!run.errors.isEmpty)
    }
    let live = try Office()
    try live.enrolAndOpen()
    for arguments in [["bawa", ""], ["terima", ""]] {
      let run = try live.booth.loket(arguments)
      #expect(run.status == 64 && run.errors.contains("kosong"), "\(arguments): \(run.said)")
    }
  }

  /// A name with what steers a terminal is told so that it can be read.
  @Test func namesDoNotReachTheTerminalRaw() throws {
    let booth = try Booth()
    try booth.open()
    let name = "\u{1B}]0;judul\u{7}\u{1B}[2J\rx"
    for arguments in [
      ["rekap", "--ke", "/tidak-ada/\(name)"], ["daftar", "--dari", "/tidak-ada/\(name)"],
      ["buka", "--titik", name, "--petugas", "sari"], [name], ["status", "--\(name)"],
      ["rekap", "--format", name], ["status", "--config", "/\(name)"],
    ] {
      let run = try booth.loket(arguments)
      #expect(run.status != 0 && run.errors.contains("<U+001B>"), "\(arguments): \(run.errors)")
      #expect(!run.said.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
    let office = try Booth()
    let pusat = try #require(Pty.builtProgram("pusat"))
    let run = try office.run([pusat, name])
    #expect(run.status == 64 && run.errors.contains("<U+001B>") && !run.errors.contains("\u{1B}"))
    #expect(try booth.loket("--help").status == 0)
    #expect(try booth.loket("--version").output.contains("loket"))
  }

  private func contents(of folder: String) throws -> [String: Data] {
    var all: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      all[name] = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
    }
    return all
  }
}
