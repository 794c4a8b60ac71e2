import Foundation
import TestWorld
import Testing
import Wording

/// What stands on the screen, to the letter, in both languages and at both widths;
/// `UPDATE_GOLDEN=1` renews the files, which are then read by people.
@Suite struct TranscriptTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden")

  @Test(arguments: Scenes.all.map(\.name), [Language.indonesian, .english])
  func `a scene reads as it was approved`(name: String, language: Language) throws {
    let scene = try #require(Scenes.all.first { $0.name == name })
    for columns in [40, 80] {
      let desk = try DeskWorld(language, idleSeconds: 600)
      let typist = Typist(desk, Scenes.opening + scene.steps, columns: columns)
      typist.run()
      #expect(typist.isDone && typist.wide.isEmpty, "\(typist.wide)\n\(typist.transcript)")
      let file = "\(name)-\(columns).\(language.rawValue).txt"
      let holds = try GoldenFile.holds(
        Array(typist.transcript.utf8), at: Self.folder.appending(path: file))
      #expect(holds, "\(file) differs:\n\(typist.transcript)")
    }
  }

  @Test func `a routine adult takes seven prompts and twelve keystrokes at most`() throws {
    let (prompts, keystrokes) = try measured(Scenes.routine)
    #expect(prompts <= 7)
    #expect(keystrokes <= 12)
  }

  @Test func `the README's table of keys is as measured`() throws {
    let rows = try Scenes.measured.map { name, steps in
      let (prompts, keystrokes) = try measured(steps)
      return "| \(name) | \(prompts) | \(keystrokes) |\n"
    }
    let table = "| case | prompts | keystrokes besides the data |\n| --- | --- | --- |\n"
    let holds = try GoldenFile.holds(
      Array((table + rows.joined()).utf8), at: Self.folder.appending(path: "keys.md"))
    #expect(holds, "\(table)\(rows.joined())")
  }

  /// From the prompt to the ticket; the opening does not count.
  private func measured(_ steps: [Typist.Step]) throws -> (prompts: Int, keystrokes: Int) {
    let desk = try DeskWorld()
    Typist(desk, Scenes.opening).run()
    let typist = Typist(desk, steps)
    typist.run()
    #expect(typist.isDone && typist.lines.contains { $0.hasPrefix("OK L01-") })
    return (typist.prompts, typist.keystrokes)
  }
}
