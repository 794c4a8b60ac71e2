import Desk
import Intake
import Ports
import Sealing
import TestWorld
import Testing
import Wording

@Suite struct ShiftTests {
  @Test func `an opened shift reads back with its place, staff and number`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    let stored = try #require(try desk.world.queue.latestShift())
    #expect(stored.state == .open)
    #expect(stored.shift == counter.shift)
    #expect(stored.shift.number == 1)
    #expect(stored.shift.servicePoint.text == "mog")
    #expect(stored.shift.facts == OpeningFacts(recordingSets: 2, ikdTables: 4))
  }

  @Test func `the opening wraps the key for two recipients before any record`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    let entry = try #require(try desk.world.queue.entries(counter.shift.id, 1...1).first)
    guard case .opening(let opening)? = try entry.content(key: nil, previous: []) else {
      Issue.record("the first entry is no opening")
      return
    }
    #expect(opening.wraps.map(\.recipient) == desk.world.identity.recipients.map(\.id))
  }

  @Test func `a shift closes on a full disk with the room that was kept for it`() throws {
    let desk = try DeskWorld()
    try desk.open()
    desk.memory.failures = [.before(.diskFull)]
    let closed = try desk.shifts.close(counters: [:], dropDrafts: false)
    #expect(closed.state == .closed && desk.facts.releases == 1)
    // Another fault takes nothing of it.
    try desk.open()
    desk.memory.failures = [.before(.busy)]
    #expect(throws: DeskError.queue(.busy)) {
      try desk.shifts.close(counters: [:], dropDrafts: false)
    }
    #expect(desk.facts.releases == 1)
  }

  @Test func `no shift opens where it could not be closed`() throws {
    let desk = try DeskWorld()
    desk.facts.hasRoom = false
    #expect(throws: DeskError.queue(.diskFull)) { try desk.open() }
    #expect(try desk.world.queue.latestShift() == nil)
  }

  @Test func `a short passphrase, an unknown place and an unknown officer open nothing`() throws {
    let desk = try DeskWorld()
    #expect(throws: DeskError.passphraseTooShort(min: 8)) {
      try desk.shifts.open(try desk.plan(), passphrase: "pendek")
    }
    #expect(throws: DeskError.unknownPoint("pasar")) { try desk.plan("pasar") }
    #expect(throws: DeskError.unknownStaff("tidakada")) {
      try desk.shifts.plan(point: "mog", staff: "tidakada", facts: OpeningFacts())
    }
    #expect(try desk.world.queue.latestShift() == nil)
  }

  @Test func `a second shift waits until the first is closed, then goes on from its head`() throws {
    let desk = try DeskWorld()
    try desk.open()
    #expect(throws: DeskError.shiftOpenAlready(number: 1)) { try desk.open() }
    let closed = try desk.shifts.close(counters: [:], dropDrafts: false)
    let second = try desk.open("mpp")
    #expect(second.shift.number == 2)
    let entry = try #require(try desk.world.queue.entries(second.shift.id, 1...1).first)
    guard case .opening(let opening)? = try entry.content(key: nil, previous: []) else {
      Issue.record("the first entry is no opening")
      return
    }
    #expect(opening.previousHead == closed.head)
    #expect(try Audit(desk.world).full().isEmpty)
  }

  @Test func `a stopped program resumes with the passphrase, and only with it`() throws {
    let desk = try DeskWorld()
    let first = try desk.open()
    _ = try desk.take(People.siti, first)
    #expect(throws: DeskError.wrongPassphrase) {
      try desk.shifts.resume(passphrase: "salah-salah-salah")
    }
    let again = try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    #expect(again.tally == first.tally)
    let entry = try again.visit(ticket: 1)
    #expect(try again.open(entry).name.text == "SITI CONTOH")
  }

  @Test func `after closing no passphrase opens the shift again`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    _ = try desk.take(People.siti, counter)
    let closed = try desk.shifts.close(counters: [.formsHandedOut: 350], dropDrafts: false)
    #expect(closed.state == .closed)
    #expect(desk.volatile.pieces.isEmpty)
    #expect(throws: DeskError.noShiftOpen) {
      try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    }
    #expect(!desk.shifts.canResume(closed.shift))
  }

  @Test func `the final tally is signed over its figures and the head`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    _ = try desk.take(People.siti, counter)
    let closed = try desk.shifts.close(counters: [:], dropDrafts: false)
    let end = try #require(closed.end)
    let signer = desk.world.identity.verifier
    let booth = desk.world.identity.booth
    #expect(
      signer.isValid(
        tallySignature: end.tallySignature, tally: closed.tally, booth: booth,
        shift: closed.shift.id, head: closed.head))
    var other = closed.tally
    other.add(1, to: .people)
    #expect(
      !signer.isValid(
        tallySignature: end.tallySignature, tally: other, booth: booth, shift: closed.shift.id,
        head: closed.head))
  }

  @Test func `a shift whose key went with the power is closed as recovered`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    _ = try desk.take(People.siti, counter)
    for name in desk.volatile.pieces.keys { try desk.volatile.store.remove(name) }
    let screen = desk.session(["keluar"])
    let stored = try #require(try desk.world.queue.shift(1))
    #expect(stored.state == .recovered)
    #expect(stored.tally == counter.tally)
    #expect(screen.contains("Sesi 1 terputus"))
    #expect(try Audit(desk.world).full().isEmpty)
  }

  @Test func `without tmpfs a shift works, and cannot be resumed`() throws {
    let desk = try DeskWorld()
    desk.volatile.fault = .unavailable
    let (kiosk, script) = desk.kiosk(
      [
        "mog", "sari", "", "", "3573054101900001", "SITI CONTOH", "", "3573051004", "cetak", "1",
        "s", "keluar",
      ])
    _ = kiosk.run()
    #expect(script.transcript.contains("Tidak ada memori sementara (tmpfs): kunci sesi ini"))
    #expect(script.transcript.contains("OK L01-001"))
    #expect(throws: DeskError.keyGone(number: 1)) {
      try desk.shifts.resume(passphrase: DeskWorld.passphrase)
    }
  }

  @Test(arguments: [VolatileError.unavailable, .full, .failed(errno: 5)])
  func `where the key cannot be kept nothing is stored for whoever would resume`(
    fault: VolatileError
  ) throws {
    let desk = try DeskWorld()
    desk.volatile.fault = fault
    #expect(throws: DeskError.volatile(fault)) {
      try desk.shifts.open(desk.plan(), passphrase: DeskWorld.passphrase, mustResume: true)
    }
    #expect(try desk.shifts.latest() == nil)
    let (said, full) = (DeskError.volatile(fault).sentence(desk.world.words), fault == .full)
    #expect(said.contains("penuh") == full && said.contains("Pasang") == !full)
  }

  @Test func `a garbled key is a key that is gone, no wrong passphrase`() throws {
    let desk = try DeskWorld()
    let name = "\(try desk.open().shift.id).key"
    let key = try #require(desk.volatile.pieces[name])
    let zeros = [UInt8](repeating: 0, count: 20)
    for garbled in [Array(key.dropLast()), [], Array(key.dropLast(20)) + zeros] {
      try desk.volatile.store.save(name, garbled)
      #expect(throws: DeskError.keyGone(number: 1)) {
        try desk.shifts.resume(passphrase: DeskWorld.passphrase)
      }
    }
    #expect(desk.session(["keluar"]).contains("Sesi 1 terputus"))
    #expect(desk.volatile.pieces.isEmpty)
  }

  @Test(
    arguments: [
      ("formsHandedOut", .notANumber), ("x=1", .unknownName), ("=1", .unknownName),
      ("", .unknownName), ("rosterCame=1", .unknownName), ("absent=-1", .notANumber),
      ("absent=+1", .notANumber), ("absent=1=2", .notANumber), ("absent=", .notANumber),
      ("absent=100000", .tooLarge), ("absent=99999999999999999999", .tooLarge),
    ] as [(String, CounterFault)])
  func `a count that cannot be used is refused by what is wrong with it`(
    text: String, fault: CounterFault
  ) throws {
    let desk = try DeskWorld()
    #expect(throws: DeskError.counter(text, fault)) { try desk.shifts.counters([text]) }
    for language in Language.allCases {
      let said = DeskError.counter(text, fault).sentence(Wording(language))
      #expect(said.contains(" \(text):") && said.contains("formsHandedOut=350, absent=350"))
    }
  }

  @Test func `counts are taken once each`() throws {
    let desk = try DeskWorld()
    #expect(
      try desk.shifts.counters(["formsHandedOut=350", "absent=12"])
        == [.formsHandedOut: 350, .absent: 12])
    #expect(throws: DeskError.counter("absent=2", .twice)) {
      try desk.shifts.counters(["absent=1", "absent=2"])
    }
  }
}
