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

  /// What Tab gives in a real fish.
  @Test func fishCompletesCommandsAndOptions() throws {
    let booth = try Booth()
    let folder = try written(booth)
    for program in ["loket", "pusat"] {
      let parsed = try booth.run(["/usr/bin/fish", "-n", "\(folder)/fish/\(program).fish"])
      #expect(parsed.status == 0 && parsed.errors.isEmpty, "\(parsed.said)")
    }
    for (line, wanted) in [
      ("loket lat", "latihan"), ("loket rekap --for", "--format"),
      ("loket sasaran im", "impor"),
    ] {
      let script = "source \(folder)/fish/loket.fish; complete -C '\(line)'"
      let run = try booth.run(["/usr/bin/fish", "--no-config", "-c", script])
      let found = run.lines.compactMap { $0.split(separator: "\t").first.map(String.init) }
      #expect(found == [wanted], "\(line): \(run.said)")
    }
  }

  /// What Tab gives in a real zsh at a terminal.
  @Test func zshCompletesCommandsAndOptions() throws {
    let booth = try Booth()
    let folder = try written(booth)
    for program in ["loket", "pusat"] {
      let parsed = try booth.run(["/usr/bin/zsh", "-f", "-n", "\(folder)/zsh/_\(program)"])
      #expect(parsed.status == 0 && parsed.errors.isEmpty, "\(parsed.said)")
    }
    let shell = try Pty("/usr/bin/zsh", ["-f", "-i"], environment: ["HOME": booth.folder])
    shell.send("PS1='SIAP '; fpath=(\(folder)/zsh $fpath); autoload -Uz compinit\r")
    shell.send("compinit -u -D; print $((40 + 2))\r")
    try shell.expect("42")
    for (typed, wanted) in [
      ("loket lat\t", "loket latihan"), ("loket rekap --for\t", "loket rekap --format"),
      ("loket sasaran im\t", "loket sasaran impor"),
    ] {
      shell.send(typed)
      try shell.expect(wanted)
      shell.send("\u{15}")
    }
  }
}
