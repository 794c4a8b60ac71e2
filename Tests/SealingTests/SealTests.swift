import Intake
import Sealing
import TestWorld
import Testing

@Suite struct SealTests {
  var vault: Vault

  init() throws { vault = try Vault(SeededGenerator(seed: Seed.value)) }

  private func again(
    _ entry: SealedEntry, header: [UInt8]? = nil, tag: [UInt8]? = nil, payload: [UInt8]? = nil,
    hash: [UInt8]? = nil, signature: [UInt8]? = nil
  ) throws -> SealedEntry {
    try SealedEntry(
      headerBytes: header ?? entry.headerBytes, tag: tag ?? entry.tag,
      payload: payload ?? entry.payload, hash: hash ?? entry.hash,
      signature: signature ?? entry.signature)
  }

  @Test mutating func `what is sealed opens again`() throws {
    let previous = vault.previousHead
    let content = EntryContent.visit(try Vault.visit())
    let entry = vault.sealed(content, try vault.header(), after: previous)
    #expect(entry.fault(after: previous, signer: vault.identity.verifier) == nil)
    #expect(try entry.content(key: vault.key, previous: previous) == content)
    let stored = try again(entry)
    #expect(stored == entry)
    let void = EntryContent.void(reason: "salah orang")
    let taken = vault.sealed(void, try vault.header(.void, supersedes: 1), after: entry.hash)
    #expect(taken.fault(after: entry.hash, signer: vault.identity.verifier) == nil)
    #expect(try taken.content(key: vault.key, previous: entry.hash) == void)
  }

  @Test func `any visit opens as it was sealed`() throws {
    try Seed.forAll(200) { chance, note in
      var any = AnyContent(chance)
      var vault = try Vault(chance)
      let content = EntryContent.visit(try any.visit())
      let previous = chance.bytes(32)
      let entry = vault.sealed(content, try vault.header(), after: previous)
      try #require(entry.content(key: vault.key, previous: previous) == content, note)
      try #require(entry.fault(after: previous, signer: vault.identity.verifier) == nil, note)
      try #require(entry.payload.count % 512 == 28, note)
    }
  }

  @Test mutating func `every bit counts`() throws {
    let previous = vault.previousHead
    let entry = vault.sealed(
      .visit(try Vault.visit()), try vault.header(), after: previous)
    let signer = vault.identity.verifier
    var unnoticed: [String] = []
    func check(_ part: String, _ bytes: [UInt8], _ make: ([UInt8]) throws -> SealedEntry) {
      for bit in 0..<bytes.count * 8 {
        guard let changed = try? make(flipped(bytes, bit: bit)) else { continue }
        if changed.fault(after: previous, signer: signer) == nil {
          unnoticed.append("\(part) \(bit)")
        }
      }
    }
    check("header", entry.headerBytes) { try again(entry, header: $0) }
    check("tag", entry.tag) { try again(entry, tag: $0) }
    check("payload", entry.payload) { try again(entry, payload: $0) }
    check("hash", entry.hash) { try again(entry, hash: $0) }
    check("signature", entry.signature) { try again(entry, signature: $0) }
    #expect(unnoticed.isEmpty)
    for bit in 0..<previous.count * 8 {
      #expect(entry.fault(after: flipped(previous, bit: bit), signer: signer) == .chain)
    }
  }

  @Test mutating func `a change is told from another's signature`() throws {
    let entry = vault.sealed(
      .visit(try Vault.visit()), try vault.header(), after: vault.previousHead)
    let signer = vault.identity.verifier
    let changed = try again(entry, payload: flipped(entry.payload, bit: 99))
    #expect(changed.fault(after: vault.previousHead, signer: signer) == .chain)
    let forged = try again(entry, signature: flipped(entry.signature, bit: 7))
    #expect(forged.fault(after: vault.previousHead, signer: signer) == .signature)
    for signature: [UInt8] in [[], [0], entry.signature + [0]] {
      let odd = try again(entry, signature: signature)
      #expect(odd.fault(after: vault.previousHead, signer: signer) == .signature)
    }
    let other = BoothVerifier(publicKey: flipped(signer.publicKey, bit: 0))
    #expect(entry.fault(after: vault.previousHead, signer: other) == .signature)
    #expect(
      entry.fault(after: vault.previousHead, signer: BoothVerifier(publicKey: [])) == .signature)
    let moved = try again(entry, tag: [], payload: entry.tag + entry.payload)
    #expect(moved.fault(after: vault.previousHead, signer: signer) == .chain)
  }

  @Test mutating func `a body opens only with its key, at its place, under its header`() throws {
    let previous = vault.previousHead
    let entry = vault.sealed(
      .visit(try Vault.visit()), try vault.header(), after: previous)
    #expect(try entry.content(key: nil, previous: previous) == nil)
    let other = ShiftKey(bytes: vault.key(flip: 3), shift: vault.shift)
    #expect(try entry.content(key: other, previous: previous) == nil)
    let elsewhere = ShiftKey(bytes: vault.keyBytes, shift: ShiftID(high: 1, low: 1))
    #expect(try entry.content(key: elsewhere, previous: previous) == nil)
    #expect(try entry.content(key: vault.key, previous: flipped(previous, bit: 5)) == nil)
    #expect(try entry.content(key: vault.key, previous: []) == nil)
    let next = try again(entry, header: vault.header(sequence: 3).bytes)
    #expect(try next.content(key: vault.key, previous: previous) == nil)
    let untagged = try again(entry, tag: [])
    #expect(try untagged.content(key: vault.key, previous: previous) == nil)
    let void = try again(entry, header: vault.header(.void, supersedes: 1).bytes)
    #expect(try void.content(key: vault.key, previous: previous) == nil)
    for payload: [UInt8] in [[], [0], Array(entry.payload.dropLast())] {
      let cut = try again(entry, payload: payload)
      #expect(try cut.content(key: vault.key, previous: previous) == nil)
    }
  }

  @Test mutating func `padding hides how long a name is`() throws {
    let names = ["O", "SITI CONTOH", String(repeating: "W", count: 60)]
    let entries = try names.map { name in
      vault.sealed(
        .visit(try Vault.visit(name: name)), try vault.header(), after: vault.previousHead)
    }
    #expect(Set(entries.map(\.payload.count)).count == 1)
    #expect(Set(entries.map(\.headerBytes.count)).count == 1)
  }

  @Test mutating func `nothing personal stands in the clear`() throws {
    let visit = try Vault.visit()
    let entry = vault.sealed(.visit(visit), try vault.header(), after: vault.previousHead)
    let personal = [
      "SITI", "CONTOH", "siti", "3573055708909001", "357305", "1990-08-17", "17-08-1990", "170890",
      "3573051004", "3051004", "081234500007", "6281234500007", "example.org", "Dinoyo",
    ]
    for text in personal {
      for part in [entry.headerBytes, entry.tag, entry.payload, entry.hash, entry.signature] {
        #expect(!part.contains(run: Array(text.utf8)), "\(text)")
      }
    }
    #expect(visit.bytes.contains(run: Array("SITI CONTOH".utf8)), "the search can find")
  }

  @Test mutating func `the same person gives the same tag within the shift only`() throws {
    let visit = try Vault.visit()
    let nik = try #require(visit.nik)
    let entry = vault.sealed(.visit(visit), try vault.header(), after: vault.previousHead)
    #expect(entry.tag == vault.key.tag(of: nik))
    #expect(entry.tag.count == 16)
    let other = ShiftKey(bytes: vault.keyBytes, shift: ShiftID(high: 1, low: 2))
    #expect(other.tag(of: nik) != entry.tag)
    #expect(vault.key.tag(of: try NIK.parse("3573055708909002").get()) != entry.tag)
  }

  @Test mutating func `a draft opens under its name only`() throws {
    let plain = Array("nik=3573055708909001".utf8)
    let sealed = vault.key.sealDraft(plain, name: "3", nonce: [UInt8](repeating: 1, count: 12))
    #expect(vault.key.openDraft(sealed, name: "3") == plain)
    #expect(vault.key.openDraft(sealed, name: "4") == nil)
    #expect(vault.key.openDraft(flipped(sealed, bit: 200), name: "3") == nil)
    #expect(vault.key.openDraft([], name: "3") == nil)
    #expect(sealed.count % 512 == 28)
  }

  @Test func `a sample shift holds together from its start to its closing`() throws {
    var shift = SampleShift(seed: Seed.value)
    let opening = shift.opening()
    let visit = shift.visit()
    let entries = [
      opening, visit, shift.visit(hasNIK: false), shift.amend(visit), shift.closing().0,
    ]
    var previous = shift.chainStart
    for entry in entries {
      #expect(entry.fault(after: previous, signer: shift.identity.verifier) == nil)
      #expect(try entry.content(key: shift.key, previous: previous) != nil)
      previous = entry.hash
    }
    #expect(entries[2].fault(after: opening.hash, signer: shift.identity.verifier) == .chain)
  }
}
