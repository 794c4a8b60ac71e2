import Intake
import TestWorld
import Testing

@Suite struct IdentityTests {
  @Test func `written as text and as bytes it reads back`() throws {
    try Seed.forAll(500) { chance, note in
      let id = VisitID(high: chance.next(), low: chance.next())
      try #require(id.description.count == 36, note)
      try #require(id.description == id.description.lowercased(), note)
      try #require(VisitID(uuid: id.description) == id, note)
      try #require(VisitID(uuid: id.description.uppercased()) == id, note)
      try #require(id.bytes.count == 16, note)
      try #require(VisitID(bytes: id.bytes) == id, note)
      let other = VisitID(high: chance.next(), low: chance.next())
      try #require((id < other) == id.bytes.lexicographicallyPrecedes(other.bytes), note)
    }
  }

  @Test func `a minted one is a UUID of version 7 and sorts by its time`() throws {
    try Seed.forAll(500) { chance, note in
      let time = UInt64(chance.number(0...(1 << 48 - 2)))
      let id = VisitID(milliseconds: time, chance: (chance.next(), chance.next()))
      let text = Array(id.description)
      try #require(text[14] == "7", note)
      try #require("89ab".contains(text[19]), note)
      try #require(id.high >> 16 == time, note)
      try #require(id < VisitID(milliseconds: time + 1, chance: (0, 0)), note)
    }
  }

  @Test func `a known one is written as others write it`() {
    let id = VisitID(high: 0x018f_0000_1111_7222, low: 0x8333_4444_5555_6666)
    #expect(id.description == "018f0000-1111-7222-8333-444455556666")
  }

  @Test(arguments: [0, 1, 15, 17, 32])
  func `sixteen bytes, no other count`(count: Int) {
    #expect(VisitID(bytes: [UInt8](repeating: 1, count: count)) == nil)
  }

  @Test(arguments: [
    "", "018f0000-1111-7222-8333-44445555666", "018f0000-1111-7222-8333-4444555566667",
    "018f000011117222833344445555666600", "018f0000-1111-7222-8333-44445555666g",
    "{18f0000-1111-7222-8333-44445555666}", "018f00001-111-7222-8333-444455556666",
    "----018f0000111172228333444455556666", "+18f0000-1111-7222-8333-444455556666",
    "018f0000-1111-7222-+333-444455556666", "018f0000‑1111‑7222‑8333‑444455556666",
  ])
  func `anything else is no UUID`(text: String) {
    #expect(VisitID(uuid: text) == nil)
  }
}
