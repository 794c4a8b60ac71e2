import Foundation
import TestWorld
import Testing

/// Without a terminal nothing is asked: what is missing or wrong is named, with its exit status.
@Suite struct UsageTests {
  @Test func openingNamesWhatItLacks() throws {
    let booth = try Booth()
    for (arguments, named) in [
      (["buka"], "--titik"), (["buka", "--titik", "mpp"], "--petugas"),
      (["buka", "--petugas", "sari"], "--titik"),
      (["buka", "--titik", "nowhere", "--petugas", "sari"], "nowhere"),
      (["buka", "--titik", "mpp", "--petugas", "nobody"], "nobody"),
      (["buka", "--titik", "mpp", "--petugas", "sari", "--meja-ikd", "1000"], "--meja-ikd"),
    ] {
      let (status, errors) = try answer(booth, arguments)
      #expect(status == .code(64) && errors.contains(named), "\(arguments): \(errors)")
    }
    #expect(try booth.json(Status.self, "status", "--json").shift == nil)
  }

  @Test func unknownCommandsAndOptionsAreUsageFaults() throws {
    let booth = try Booth()
    for arguments in [
      ["makan"], ["rekap", "--format", "pdf"], ["rekap", "--sesi", "satu"], ["status", "--what"],
      ["daftar", "--dari"], ["rekap", "--sesi", "9"], ["status", "--bahasa", "xx"],
    ] {
      let (status, errors) = try answer(booth, arguments)
      #expect(status == .code(64) && !errors.isEmpty, "\(arguments): \(status) \(errors)")
    }
  }

  @Test func nothingIsDoneWithoutAnOpenShift() throws {
    let booth = try Booth()
    for arguments in [["daftar", "--dari", "-"], ["tutup"], ["rekap"]] {
      let (status, errors) = try answer(booth, arguments)
      #expect(status == .code(77) && errors.contains("loket buka"), "\(arguments): \(errors)")
    }
    try booth.open()
    let (status, errors) = try answer(booth, ["buka", "--titik", "mpp", "--petugas", "sari"])
    #expect(status == .code(77) && errors.contains("Sesi 1"), "\(errors)")
    let counted = try answer(booth, ["tutup", "--hitung", "formsHandedOut=many"])
    #expect(counted.status == .code(64) && counted.errors.contains("formsHandedOut=many"))
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").kind == "interim")
  }

  /// A terminal is needed to register by hand.
  @Test func registeringByHandNeedsATerminal() throws {
    let booth = try Booth()
    try booth.open()
    let (status, errors) = try answer(booth, ["daftar"])
    #expect(status == .code(64) && errors.contains("--dari"), "\(errors)")
  }

  @Test func passphraseMustBeThereAndRight() throws {
    let booth = try Booth()
    let opening = ["buka", "--titik", "mpp", "--petugas", "sari"]
    let secret = booth.folder + "/sandi"
    let path = booth.environment["LOKET_SANDI_BERKAS"]
    booth.environment["LOKET_SANDI_BERKAS"] = nil
    for arguments in [opening, ["daftar", "--dari", "-"]] {
      let (status, errors) = try answer(booth, arguments)
      #expect(status == .code(64) && errors.contains("--sandi-berkas"), "\(errors)")
    }
    booth.environment["LOKET_SANDI_BERKAS"] = path
    for (name, contents, mode) in [
      ("missing", nil, 0o600), ("open", "rahasia sesi ini\n", 0o644),
      ("group", "rahasia sesi ini\n", 0o640), ("empty", "\n", 0o600), ("short", "1234567\n", 0o600),
    ] {
      let file = booth.folder + "/" + name
      if let contents { try booth.write(contents, to: name, mode: mode) }
      let (status, errors) = try answer(booth, opening + ["--sandi-berkas", file])
      #expect(status == .code(64) && !errors.isEmpty, "\(name): \(status) \(errors)")
      if name != "short" { #expect(errors.contains(file), "\(name): \(errors)") }
      #expect(!errors.contains("rahasia") && !errors.contains("1234567"))
    }
    #expect(try booth.json(Status.self, "status", "--json").shift == nil)
    try booth.open()
    try booth.write("rahasia yang lain\n", to: secret)
    let wrong = try booth.register(Visitor.lines(1...1))
    #expect(wrong.status == 77 && wrong.output.isEmpty, "\(wrong.said)")
    try booth.write(Booth.passphrase + "\n", to: secret)
    #expect(try booth.register(Visitor.lines(1...1)).status == 0)
  }

  @Test func emptyHomeCanBeLookedAt() throws {
    let booth = try Booth()
    let status = try booth.json(Status.self, "status", "--json")
    #expect(status.shift == nil && status.queue["captured"] == 0 && status.clock.ok)
    for arguments in [["status"], ["antrean"], ["antrean", "--json"], ["periksa"], ["kebijakan"]] {
      let (exit, errors) = try answer(booth, arguments)
      #expect(exit == .code(0) && errors.isEmpty, "\(arguments): \(errors)")
    }
    #expect(try answer(booth, ["jejak"]).status == .code(77))
    #expect(!FileManager.default.fileExists(atPath: booth.home), "looking leaves no trace")
  }

  private func answer(
    _ booth: Booth, _ arguments: [String]
  ) throws -> (status: Pty.Exit, errors: String) {
    let program = try booth.start(arguments, input: .nothing)
    let exit = try program.wait()
    #expect(exit == .code(0) || program.lines.isEmpty, "\(arguments) said \(program.lines)")
    return (exit, booth.lastErrors())
  }
}

/// The configuration: every fault at once, each with file, key and a hint.
@Suite struct ConfigurationTests {
  @Test func threeFaultsInThreeFilesAreAllNamed() throws {
    let booth = try copied()
    try edit(booth, "loket.toml", "s/^booth = .*/booth = 7/")
    try edit(booth, "policy.toml", "s/^minimumAge = .*/minimumAge = 170/")
    try edit(booth, "places.toml", #"s/kind = "mall" },$/kind = "moll" },/"#)
    for command in [["status"], ["buka", "--titik", "mpp", "--petugas", "sari"], ["periksa"]] {
      let program = try booth.start(command, input: .nothing)
      #expect(try program.wait() == .code(78))
      let errors = booth.lastErrors()
      for (file, key) in [
        ("loket.toml", "booth"), ("policy.toml", "minimumAge"), ("places.toml", "kind"),
      ] {
        let named = errors.split(separator: "\n").contains {
          $0.contains("/config/\(file)") && $0.contains(key)
        }
        #expect(named, "\(file), \(key) in: \(errors)")
      }
      #expect(program.lines.isEmpty)
    }
    #expect(!FileManager.default.fileExists(atPath: booth.home), "nothing is begun with it")
  }

  @Test func missingConfigurationIsNamed() throws {
    let booth = try Booth()
    let run = try booth.loket("status", "--config", booth.folder + "/nowhere")
    #expect(run.status == 78 && run.errors.contains("/nowhere/loket.toml"), "\(run.said)")
  }

  @Test(arguments: ["loket.toml", "policy.toml", "services.toml", "places.toml", "regions.tsv"])
  func missingFileIsNamed(_ name: String) throws {
    let booth = try copied()
    try FileManager.default.removeItem(atPath: booth.folder + "/config/" + name)
    let run = try booth.loket("status")
    #expect(run.status == 78 && run.errors.contains("/config/" + name), "\(run.said)")
  }

  private func copied() throws -> Booth {
    let booth = try Booth()
    try booth.shell("cp -r '\(Repository.path)/config' '\(booth.folder)/config'")
    booth.environment["LOKET_CONFIG"] = booth.folder + "/config"
    #expect(try booth.loket("status").status == 0)
    return booth
  }

  private func edit(_ booth: Booth, _ file: String, _ change: String) throws {
    let path = "\(booth.folder)/config/\(file)"
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    try booth.run(["sed", "-i", change, path])
    try #require(try Data(contentsOf: URL(fileURLWithPath: path)) != before, "\(file) unchanged")
  }
}
