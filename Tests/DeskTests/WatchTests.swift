import Desk
import Intake
import Ports
import TestWorld
import Testing
import Wording

/// What the prompt and the lines before it say of the booth.
@Suite struct WatchTests {
  private let opening: [String?] = ["mog", "sari", "", ""]
  private let siti: [String?] = [
    "3573054101900001", "SITI CONTOH", "", "3573051004", "cetak", "1", "s",
  ]

  @Test func `the prompt names place, ticket, who waits, and what is unsent since when`() throws {
    let desk = try DeskWorld(mode: .live)
    _ = desk.session(opening + siti + ["3573054101900002", "ANI CONTOH", "!", "keluar"])
    let sent = FlushNote(at: desk.clock.now, way: .network, sent: 0, left: 1)
    try desk.world.queue.delivery.note(sent)
    desk.clock.advance(minutes: 125)
    let (kiosk, script) = desk.kiosk(["1", "", "dinoyo", "kk", "1", "s", "keluar"])
    _ = kiosk.run()
    let prompts = script.prompts.filter(\.isCommand).map(\.text)
    #expect(
      prompts == [
        "mog · L01-001 · 1 ditahan · 1 belum terkirim (kirim 2 jam lalu) > ",
        "mog · L01-002 · 2 belum terkirim (kirim 2 jam lalu) > ",
      ])
  }

  @Test func `training has nothing to send and says so at every prompt`() throws {
    let desk = try DeskWorld()
    let (kiosk, script) = desk.kiosk(opening + siti + ["keluar"])
    _ = kiosk.run()
    #expect(script.asked.last == "LATIHAN mog · L01-001 > ")
  }

  @Test func `a clock that nothing can be written by is no good clock`() throws {
    let desk = try DeskWorld()
    desk.clock.advance(minutes: -60 * 366 * 24 * 60)
    #expect(try Reports(desk.world).status().clock == .impossible)
    let json = Reports(desk.world).json(try Reports(desk.world).status())
    #expect(json.contains(#""ok":false"#) && json.contains("tidak mungkin"))
  }

  @Test func `a shift of yesterday and a clock that went back are said with the remedy`() throws {
    let desk = try DeskWorld()
    _ = desk.session(opening + siti + ["keluar"])
    desk.clock.advance(minutes: 24 * 60)
    #expect(desk.session(["keluar"]).contains("Sesi ini dibuka Selasa, 24 November 2026, bukan"))
    desk.clock.advance(minutes: -25 * 60)
    let screen = desk.session(["keluar"])
    #expect(screen.contains("Jam laptop mundur: catatan terakhir Selasa, 24 November 2026 09.00"))
    #expect(!screen.contains("bukan hari ini"))
    let status = desk.session(["status", "keluar"]).split { $0.isWhitespace }.joined(separator: " ")
    #expect(status.contains("Betulkan jam, baru melayani.") && !status.contains("buka sesi"))
  }

  @Test func `a warning is said once, again after half an hour, and not when it is over`() throws {
    let desk = try DeskWorld()
    desk.facts.freeMegabytes = 12
    let script = ScriptedTerminal([])
    var steps: [() -> Void] = [
      {}, { desk.clock.advance(minutes: 2) }, { desk.clock.advance(minutes: 31) },
      { desk.facts.freeMegabytes = 500 }, { desk.clock.advance(minutes: 31) },
    ]
    let terminal = Terminal(
      ask: { prompt in
        guard prompt.isCommand, !steps.isEmpty else { return script.terminal.ask(prompt) }
        steps.removeFirst()()
        return .text("status")
      }, show: script.terminal.show, clear: {}, traits: script.terminal.traits)
    script.type(opening.map { .text($0 ?? "") })
    _ = Kiosk(world: desk.world, terminal: terminal, passphrase: DeskWorld.passphrase).run()
    #expect(script.transcript.ranges(of: "Ruang disk tinggal 12 MB").count == 2)
  }

  @Test func `five hundred unsent, or three days, want a flush today; in training nothing`() throws
  {
    for (mode, isSaid) in [(Mode.live, true), (.training, false)] {
      let desk = try DeskWorld(mode: mode)
      _ = desk.session(opening + siti + ["tutup", "", "", "y", "keluar"])
      desk.clock.advance(minutes: 3 * 24 * 60)
      let screen = desk.session(opening + ["keluar"])
      #expect(screen.contains("1 kunjungan belum terkirim, yang tertua 3 hari.") == isSaid)
    }
  }

  @Test func `help is told task by task, or for one word`() throws {
    let desk = try DeskWorld()
    let screen = desk.session(opening + ["bantuan", "keluar"])
    for word in ["Melayani:", "keluarga, k", "Di dalam formulir:"] {
      #expect(screen.contains(word))
    }
    let one = desk.session(["bantuan koreksi", "keluar"])
    #expect(one.contains("koreksi 7") && !one.contains("Di dalam formulir:"))
  }
}
