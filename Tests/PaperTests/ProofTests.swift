import Intake
import Sealing
import TestWorld
import Testing

@testable import Paper

@Suite struct ProofTests {
  private let identity = SampleShift.identity(seed: 7)

  private func proof(_ tally: Tally, _ shift: Shift) throws -> TallyProof {
    let head = (0..<32).map { UInt8($0) }
    return try #require(
      TallyProof(
        shift: shift, booth: identity.booth, tally: tally, head: head,
        signature: identity.signTally(tally, shift: shift.id, head: head)))
  }

  @Test func `a proof reads back and agrees with its figures`() throws {
    let report = try Samples.publishedDay()
    let proof = try proof(report.tally, report.shift)
    let text = proof.text
    #expect(text.hasPrefix("LKT1"))
    #expect(text.allSatisfy { ("0"..."9").contains($0) || ("A"..."Z").contains($0) })
    let read = try TallyProof.parse(text).get()
    #expect(read == proof)
    #expect(read.number == 41)
    #expect(
      read.verdict(by: identity.verifier, digest: TallyProof.digest(of: report.tally)) == .agrees)
  }

  @Test func `a scanner's line end, blanks and small letters pass`() throws {
    let report = try Samples.publishedDay()
    let proof = try proof(report.tally, report.shift)
    #expect(try TallyProof.parse(" " + proof.text.lowercased() + "\r\n").get() == proof)
  }

  @Test func `every changed, missing or added letter is refused`() throws {
    let report = try Samples.publishedDay()
    let text = Array(try proof(report.tally, report.shift).text)
    for place in text.indices {
      for other in ["0", "A", "Z", "7", "-", "é"] where text[place] != Character(other) {
        var changed = text
        changed[place] = Character(other)
        guard case .failure = TallyProof.parse(String(changed)) else {
          Issue.record("letter \(place) changed to \(other) passed")
          return
        }
      }
      var missing = text
      missing.remove(at: place)
      guard case .failure = TallyProof.parse(String(missing)) else {
        Issue.record("letter \(place) missing passed")
        return
      }
      guard place > 0, text[place] != text[place - 1] else { continue }
      var swapped = text
      swapped.swapAt(place, place - 1)
      guard case .failure = TallyProof.parse(String(swapped)) else {
        Issue.record("letters \(place - 1) and \(place) swapped passed")
        return
      }
    }
    for added in ["0", "00", "00000000", "A", "ZZZZZZZZ"] {
      guard case .failure = TallyProof.parse(String(text) + added) else {
        Issue.record("\(added) after the end passed")
        return
      }
    }
  }

  @Test func `faults say what is wrong`() throws {
    let report = try Samples.publishedDay()
    let text = try proof(report.tally, report.shift).text
    #expect(TallyProof.parse("") == .failure(.notAProof))
    #expect(TallyProof.parse("L01-007") == .failure(.notAProof))
    #expect(TallyProof.parse("LKT2" + text.dropFirst(4)) == .failure(.unknownVersion("2")))
    #expect(TallyProof.parse("LKT1U") == .failure(.letter("U")))
    // Made large, this letter would be two.
    #expect(TallyProof.parse("LKT1a\u{345}") == .failure(.letter("a\u{345}")))
    #expect(TallyProof.parse("LKT1") == .failure(.check))
    #expect(TallyProof.parse(String(text.dropLast(8))) == .failure(.check))
  }

  @Test func `other figures, another booth, another shift do not agree`() throws {
    let report = try Samples.publishedDay()
    let proof = try proof(report.tally, report.shift)
    var more = report.tally
    more.add(1, to: .lines)
    #expect(
      proof.verdict(by: identity.verifier, digest: TallyProof.digest(of: more)) == .otherFigures)
    let stranger = SampleShift.identity(seed: 8).verifier
    #expect(
      proof.verdict(by: stranger, digest: TallyProof.digest(of: report.tally)) == .notSigned)
    let other = Shift(
      id: ShiftID(high: 1, low: 2), number: 41, booth: report.shift.booth, mode: .live,
      servicePoint: report.shift.servicePoint, openedAt: report.shift.openedAt,
      openedBy: report.shift.openedBy, facts: report.shift.facts)
    let moved = try #require(
      TallyProof(
        shift: other, booth: proof.booth, tally: report.tally, head: proof.head,
        signature: proof.signature))
    #expect(
      moved.verdict(by: identity.verifier, digest: TallyProof.digest(of: report.tally))
        == .notSigned)
  }

  @Test func `the symbol stays small enough for narrow paper`() throws {
    let report = try Samples.publishedDay()
    let symbol = try #require(QRSymbol(try proof(report.tally, report.shift).text))
    #expect(symbol.side <= 57)
  }
}
