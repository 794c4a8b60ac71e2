import TestWorld
import Testing

/// `loket sasaran impor`. The pupils are invented.
@Suite struct RosterCommandTests {
  private let list = "Nama;NIK;Kelas\nANI CONTOH;3573055708090001;X\nBUDI CONTOH;;X\n"

  @Test func aListIsTakenIntoTheOpenShiftSealed() throws {
    let booth = try Booth()
    let file = try booth.write(list, to: "siswa.csv")
    let early = try booth.loket("sasaran", "impor", file, "--lembaga", "sman-1")
    #expect(early.status == 77 && early.errors.contains("loket buka"))
    try booth.open()
    let run = try booth.loket("sasaran", "impor", file, "--lembaga", "sman-1")
    #expect(run.status == 0 && run.errors.contains("2 orang dari SMAN 1 Malang"))
    let again = try booth.loket("roster", "import", file, "--lembaga", "sman-2", "--bahasa", "en")
    #expect(again.status == 0 && again.errors.contains("2 people of SMAN 2 Malang"))
    let names = booth.piecesInVolatileMemory.filter { $0.contains(".sasaran.") }
    #expect(names.count == 2)
    let found = try booth.shell(
      "grep -rl -e CONTOH -e 3573055708090001 '\(booth.volatile)' /dev/null")
    #expect(found.output.isEmpty)
    let closing = try booth.loket("tutup", "--hitung", "formsHandedOut=3")
    #expect(
      closing.output.contains("Sasaran (semua daftar)") && booth.piecesInVolatileMemory.isEmpty)
    let rekap = try booth.loket("rekap", "--format", "json")
    for figure in [
      #""absent":4"#, #""rosterListed":4"#, #""rosterCame":0"#, #""formsHandedOut":3"#,
    ] {
      #expect(rekap.output.contains(figure), "\(rekap.output)")
    }
  }

  @Test func withoutThePassphraseAListKeepsTheShiftOpenUntilItIsDropped() throws {
    let booth = try Booth()
    try booth.open()
    let file = try booth.write(list, to: "siswa.csv")
    #expect(try booth.loket("sasaran", "impor", file, "--lembaga", "sman-1").status == 0)
    booth.environment["LOKET_SANDI_BERKAS"] = nil
    let refused = try booth.loket("tutup", "--hitung", "formsHandedOut=3")
    #expect(refused.status == 64 && refused.output.isEmpty, "\(refused.said)")
    for name in ["--sandi-berkas", "--buang-draf"] { #expect(refused.errors.contains(name)) }
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").kind == "interim")
    let dropped = try booth.loket("tutup", "--hitung", "formsHandedOut=3", "--buang-draf")
    #expect(dropped.status == 0 && dropped.errors.contains("tidak terhitung dan kini hilang"))
    #expect(try booth.json(Rekap.self, "rekap", "--format", "json").kind == "final")
    #expect(booth.piecesInVolatileMemory.isEmpty)
  }

  @Test func whatIsNoListIsSaidWithItsStatus() throws {
    let booth = try Booth()
    try booth.open()
    let letter = try booth.write("halo\n", to: "surat.txt")
    let twice = try booth.write(list + "DEDI CONTOH;3573055708090001;X\n", to: "ganda.csv")
    let partly = try booth.write(list + "=1+1;;X\n", to: "separuh.csv")
    for (arguments, status, said) in [
      ([letter, "--lembaga", "sman-1"], Int32(65), "Baris judul"),
      (["\(booth.folder)/hilang.csv", "--lembaga", "sman-1"], 65, "hilang.csv"),
      ([letter], 64, "--lembaga"), ([letter, "--lembaga", "nowhere"], 64, "--lembaga"),
      ([partly, "--lembaga", "sman-1"], 2, "baris 4"),
      ([twice, "--lembaga", "sman-1"], 2, "baris 2 + 4"), ([], 64, "file"),
    ] {
      let run = try booth.loket(["sasaran", "impor"] + arguments)
      #expect(run.status == status && run.errors.contains(said), "\(arguments): \(run.errors)")
    }
  }
}
