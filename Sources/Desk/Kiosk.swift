import Gate
import Intake
import IntakeForm
import Paper
package import Ports
import Sealing
import Wording

/// The kiosk: a prompt that serves one applicant after another.
package final class Kiosk {
  let world: World
  let screen: Screen
  /// The passphrase from a file, for scripts; nil: it is asked for.
  let passphrase: String?
  var counter: OpenShift?
  var defaults = FormDefaults()
  /// The last visit stored, for the family that it came with; nobody's once the kiosk is locked.
  var last: Visit?
  var watch = Watch()
  /// The lists of the open shift; nobody's once the kiosk is locked.
  var rosters: [Roster] = []
  /// Whether a prompt follows, as it does but for `loket buka`.
  var servesNext = true
  /// Nil on working days.
  var practice: Practice?
  /// Whether a form waits in this program alone while the kiosk is locked.
  var hasFormInHand = false
  private(set) var hungUp = false

  package init(world: World, terminal: Terminal, passphrase: String?) {
    self.world = world
    self.screen = Screen(terminal)
    self.passphrase = passphrase
  }

  var words: KioskWords { world.words.kiosk }

  /// Runs until the person leaves; the exit status.
  package func run() -> Int32 {
    greet()
    do { try begin() } catch { tell(error) }
    return serve()
  }

  /// Prompt after prompt until the person leaves.
  func serve() -> Int32 {
    while !hungUp, coach() {
      lookAfter()
      switch screen.terminal.ask(
        Prompt(
          prompt, isCommand: true, completions: completions, idleSeconds: counter?.idleSeconds)
      ) {
      case .text(let typed):
        guard perform(typed.trimmingBlanks) else { return leave() }
      case .interrupt: screen.say(words.howToLeave)
      case .endOfInput: return leave()
      case .idle: lockIdle()
      case .hangUp: hungUp = true
      case .garbled: screen.say(world.words.form.garbled)
      }
    }
    return 0
  }

  private func greet() {
    screen.say(words.greeting(world.setting.office.name, world.identity.code.text))
    if world.identity.mode == .training { screen.say(words.trainingNotice) }
  }

  private func leave() -> Int32 {
    if practice != nil {
      screen.say(world.words.practice.stopped)
      return 0
    }
    let held = counter.map { shelf(of: $0).names().count } ?? 0
    screen.say(counter == nil ? words.goodbye : words.goodbyeOpenShift(held))
    return 0
  }

  private var completions: [String] {
    Command.allCases.map { $0.name(world.words.language) }
  }

  /// At the prompt a shift is opened by a key, not by a command of the shell.
  func tell(_ error: DeskError) {
    screen.say(error == .noShiftOpen ? words.noShiftOpen : error.sentence(world.words))
  }

  func shelf(of counter: OpenShift) -> DraftShelf {
    DraftShelf(world: world, shift: counter.shift.id)
  }

  private func lockIdle() {
    do { try lock() } catch { tell(error) }
  }

  /// Asks a plain question; nil if the person left it, or was away so long that the kiosk locked.
  func ask(
    _ text: String, isSecret: Bool = false, prefill: String = "", completions: [String] = [],
    locks: Bool = true
  ) -> String? {
    while true {
      let line = screen.terminal.ask(
        Prompt(
          text + ": ", prefill: prefill, isSecret: isSecret, completions: completions,
          idleSeconds: locks && !isSecret ? counter?.idleSeconds : nil))
      switch line {
      case .text(let typed): return typed.trimmingBlanks
      case .interrupt, .endOfInput: return nil
      case .idle:
        lockIdle()
        return nil
      case .hangUp:
        hungUp = true
        return nil
      case .garbled: screen.say(world.words.form.garbled)
      }
    }
  }

  func hangUp() { hungUp = true }
}

/// A word at the prompt.
package enum Command: CaseIterable {
  case register, family, open, resume, find, amend, void, slip, tally, status, queue, policy
  case trail, hold, changeStaff, lock, close, doctor, roster, help, quit

  /// The Indonesian word, its English alias, and short forms.
  var names: [String] {
    switch self {
    case .register: ["daftar", "register", "d"]
    case .family: ["keluarga", "family", "k"]
    case .open: ["buka", "open"]
    case .resume: ["lanjut", "resume", "l"]
    case .find: ["cari", "find"]
    case .amend: ["koreksi", "amend"]
    case .void: ["batal", "void"]
    case .slip: ["slip"]
    case .tally: ["rekap", "tally"]
    case .status: ["status"]
    case .queue: ["antrean", "queue", "antrian"]
    case .policy: ["kebijakan", "policy"]
    case .trail: ["jejak", "trail"]
    case .hold: ["tahan", "hold"]
    case .changeStaff: ["ganti", "change"]
    case .lock: ["kunci", "lock"]
    case .close: ["tutup", "close"]
    case .doctor: ["periksa", "doctor"]
    case .roster: ["sasaran", "roster"]
    case .help: ["bantuan", "help", "?"]
    case .quit: ["keluar", "quit", "exit"]
    }
  }

  /// All of them, in every language.
  package static var words: [String] { allCases.flatMap(\.names) }

  func name(_ language: Language) -> String {
    language == .english && names.count > 1 ? names[1] : names[0]
  }

  /// The command that a word names, or begins if no other begins so.
  static func named(_ word: String) -> Command? {
    let word = word.lowercased()
    if let exact = allCases.first(where: { $0.names.contains(word) }) { return exact }
    let found = allCases.filter { $0.names.contains { $0.hasPrefix(word) } }
    return found.count == 1 && !word.isEmpty ? found.first : nil
  }
}

extension Kiosk {
  /// Does what the line says; false to leave the program.
  private func perform(_ line: String) -> Bool {
    guard let (command, rest) = Kiosk.read(line) ?? expected(line) else {
      screen.say(words.unknownCommand(line.split(separator: " ").first.map(String.init) ?? ""))
      return true
    }
    if command == .quit { return false }
    do { try perform(command, rest) } catch { tell(error) }
    return true
  }

  /// A command and what follows it. A NIK alone begins its form, a small number takes up who
  /// waits under it, nothing at all is the next applicant.
  private static func read(_ line: String) -> (Command, String)? {
    if looksLikeNIK(line) { return (.register, line) }
    if line.count <= 3, Int(line) != nil { return (.resume, line) }
    let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard let word = parts.first else { return (.register, "") }
    return Command.named(word).map { ($0, parts.count > 1 ? parts[1].trimmingBlanks : "") }
  }

  private func perform(_ command: Command, _ rest: String) throws(DeskError) {
    switch command {
    case .register:
      if counter == nil, rest.isEmpty { return try begin() }
      _ = try requireCounter()
      register(nik: rest.isEmpty ? nil : rest)
    case .family:
      _ = try requireCounter()
      register(nik: rest.isEmpty ? nil : rest, withLast: true)
    case .open: counter == nil ? try begin() : try openDialogue()
    case .resume: try resumeHeld(rest)
    case .find: try find(rest)
    case .amend: try amend(rest)
    case .void: try void(rest)
    case .slip: try reprintSlip(rest)
    case .tally: try showTally()
    case .status: try showStatus()
    case .queue: try showQueue()
    case .policy:
      screen.show(
        PolicySheet.sheet(
          world.setting.policy, office: world.setting.office.name, world.words))
    case .trail: try showTrail()
    case .hold: screen.say(words.holdOnlyInForm)
    case .changeStaff: try changeStaff(rest)
    case .lock: try lock()
    case .close: try closeDialogue()
    case .doctor: showFindings()
    case .roster: try roster(rest)
    case .help: showHelp(rest)
    case .quit: return
    }
  }

  /// A ticket has fewer digits, so this was typed or scanned as a NIK, right or wrong.
  private static func looksLikeNIK(_ line: String) -> Bool {
    let digits = line.filter { $0 != " " && $0 != "-" && $0 != "." }
    return digits.count >= 8 && digits.allSatisfy(\.isNumber)
  }

  /// The open shift in hand; one that was left open is taken up first.
  func requireCounter() throws(DeskError) -> OpenShift {
    if counter == nil, try Shifts(world).latest()?.state == .open { try begin() }
    guard let counter else { throw .noShiftOpen }
    return counter
  }
}
