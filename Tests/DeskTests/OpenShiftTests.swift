import Desk
import Intake
import Ports
import Sealing
import TestWorld
import Testing

@Suite struct OpenShiftTests {
  private func visit(_ desk: DeskWorld, _ counter: OpenShift, _ ticket: Int) throws -> Visit {
    try counter.open(try counter.visit(ticket: ticket))
  }

  @Test func `tickets count up from 001 in every shift`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    for number in 1...3 {
      let json = try desk.take(People.pupil, counter).json
      #expect(json.contains("\"ticket\":\"L01-00\(number)\""))
    }
    _ = try desk.shifts.close(counters: [:], dropDrafts: false)
    let second = try desk.open()
    #expect(try desk.take(People.pupil, second).json.contains("\"ticket\":\"L01-001\""))
  }

  @Test func `one person who comes back is one person and two visits`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    _ = try desk.take(People.siti, counter)
    let second = try desk.take(People.siti, counter)
    #expect(second.json.contains("nikSeenThisShift"))
    #expect(counter.tally[.people] == 1)
    #expect(counter.tally[.visits] == 2)
    #expect(counter.tally == (try desk.recount()))
  }

  /// Somebody else is typed under the NIK of one who left without IKD, and corrected.
  @Test func `a link that a wrong NIK made goes with the NIK`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    _ = try desk.take(People.declines, counter)
    let refused = try counter.visit(ticket: 1).header.visit
    let (own, other) = ("3573051708850003", "3573054101900001")
    _ = try desk.take(People.siti, counter)
    _ = try desk.take(People.siti.replacing(other, with: own), counter)
    let mistyped = try counter.visit(ticket: 3)
    #expect(try counter.open(mistyped).follows == refused)
    _ = try counter.amend(mistyped, to: try visit(desk, counter, 2), reason: "salah NIK")
    #expect(try visit(desk, counter, 3).follows == nil)

    // The same person under a NIK that was corrected stays tied.
    let active = People.declines.replacing(
      #"{"state":"notActive","reason":"declined"}"#, with: #"{"state":"active"}"#)
    _ = try desk.take(active, counter)
    let back = try counter.visit(ticket: 4)
    #expect(try counter.open(back).follows == refused)
    _ = try desk.take(active.replacing(own, with: "3573051708850004"), counter)
    _ = try counter.amend(back, to: try visit(desk, counter, 5), reason: "salah NIK")
    #expect(try visit(desk, counter, 4).follows == refused)
  }

  @Test func `an amendment replaces, keeps the ticket, and the tally follows`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    _ = try desk.take(People.siti, counter)
    _ = try desk.take(People.declines, counter)
    let declined = try visit(desk, counter, 2)
    let former = try counter.visit(ticket: 1)
    let receipt = try counter.amend(former, to: declined, reason: "kartu tertukar")
    #expect(receipt.ticket == "L01-001")
    #expect(counter.tally[.visits] == 2)
    #expect(counter.tally[.people] == 1)
    #expect(counter.tally[.gate(.closed)] == 2)
    #expect(counter.tally == (try desk.recount()))
    let amended = try visit(desk, counter, 1)
    #expect(amended.name.text == "TONI CONTOH")
    #expect(amended.amendmentReason == "kartu tertukar")
  }

  @Test func `a void takes the visit out of every figure but captured and voided`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    _ = try desk.take(People.siti, counter)
    _ = try counter.void(try counter.visit(ticket: 1), reason: "salah orang")
    #expect(counter.tally[.lines] == 0)
    #expect(counter.tally[.people] == 0)
    #expect(counter.tally[.voided] == 1)
    #expect(counter.tally.captured == 1)
    #expect(counter.tally == (try desk.recount()))
    #expect(throws: DeskError.voidedAlready(ticket: "L01-001", at: desk.clock.now)) {
      try counter.visit(ticket: 1)
    }
  }

  @Test(arguments: [MemoryQueue.Failure.before(.unconfirmed), .after(.unconfirmed)])
  func `an entry that was not confirmed is there once after trying again`(
    failure: MemoryQueue.Failure
  ) throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    _ = try desk.take(People.pupil, counter)
    desk.memory.failures = [failure]
    let result = try desk.take(People.siti, counter)
    #expect(result.isStored)
    #expect(result.json.contains("\"ticket\":\"L01-002\""))
    let stored = try #require(try desk.world.queue.latestShift())
    #expect(stored.lastSequence == 3)
    #expect(try Audit(desk.world).full().isEmpty)
  }

  @Test func `what was left unconfirmed is stored before the next visit`() throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    _ = try desk.take(People.siti, counter)
    let siti = try visit(desk, counter, 1)
    desk.memory.failures = [.after(.unconfirmed)]
    #expect(throws: DeskError.queue(.unconfirmed)) {
      try counter.register(siti, id: VisitID(high: 9, low: 9))
    }
    let next = try desk.take(People.pupil, counter)
    #expect(next.json.contains("\"ticket\":\"L01-003\""))
    #expect(counter.tally == (try desk.recount()))
    #expect(try Audit(desk.world).full().isEmpty)
  }

  @Test(arguments: [QueueError.diskFull, .notWritable, .busy])
  func `a refused save leaves tally, ticket and chain as they were`(error: QueueError) throws {
    let desk = try DeskWorld()
    let counter = try desk.open()
    desk.memory.failures = [.before(error)]
    #expect(throws: DeskError.queue(error)) { try desk.take(People.siti, counter) }
    #expect(counter.tally == Tally())
    #expect(try desk.take(People.siti, counter).json.contains("L01-001"))
    #expect(try Audit(desk.world).full().isEmpty)
  }
}
