import Foundation
import TestWorld
import Testing

/// Man pages and completions, as `scripts/manual` writes them from the programs.
@Suite struct ManualTests {
  private func written(_ booth: Booth) throws -> String {
    let folder = booth.folder + "/share"
    let run = try booth.run(["\(Repository.path)/scripts/manual", folder])
    #expect(run.status == 0, "\(run.errors)")
    return folder
  }

  @Test func pagesNameEveryCommandAndAreCleanRoff() throws {
    let booth = try Booth()
    let folder = try written(booth)
    for program in ["loket", "pusat"] {
      let roff = try booth.run(
        ["groff", "-man", "-ww", "-Kutf8", "-Tutf8", "-P-cbou", "\(folder)/man1/\(program).1"])
      #expect(roff.status == 0 && roff.errors.isEmpty, "\(roff.errors)")
      let words = Set(roff.output.split { !($0.isLetter || $0 == "-") }.map(String.init))
      let wanted =
        program == "loket"
        ? ["buka", "daftar", "rekap", "sasaran", "impor", "latihan", "tutup", "doctor"]
        : ["siapkan", "terima", "olah", "rekap"]
      #expect(words.isSuperset(of: wanted), "\(wanted.filter { !words.contains($0) })")
    }
  }

  /// What Tab gives in a real bash.
  @Test func bashCompletesCommandsAndOptions() throws {
    let booth = try Booth()
    let folder = try written(booth)
    let program = try #require(Pty.builtProgram("loket"))
    try booth.shell("mkdir -p \(folder)/bin && ln -s '\(program)' \(folder)/bin/loket")
    for (line, wanted) in [("loket lat", "latihan"), ("loket rekap --for", "--format")] {
      let words = line.split(separator: " ")
      let script = """
        PATH=\(folder)/bin:$PATH; . \(folder)/bash/loket
        COMP_WORDS=(\(line)); COMP_CWORD=\(words.count - 1); COMP_LINE='\(line)'
        COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
        _loket loket '\(words[words.count - 1])' '\(words[words.count - 2])'
        printf '%s\\n' "${COMPREPLY[@]}"
        """
      let run = try booth.run(["bash", "-c", script])
      #expect(run.lines.map { $0.trimmingCharacters(in: .whitespaces) } == [wanted], "\(run.said)")
    }
  }

  @Test func zshAndFishHaveEveryCommand() throws {
    let booth = try Booth()
    let folder = try written(booth)
    for file in ["zsh/_loket", "fish/loket.fish"] {
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      for command in ["buka", "daftar", "latihan", "sasaran"] { #expect(text.contains(command)) }
    }
  }
}
