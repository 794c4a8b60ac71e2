import Intake
import Sealing
import TestWorld
import Testing

@Suite struct WrapTests {
  let vault: Vault

  init() throws { vault = try Vault(SeededGenerator(seed: Seed.value)) }

  private func opened(
    _ privateKey: [UInt8], _ opening: Opening, booth: BoothID? = nil, shift: ShiftID? = nil
  ) throws -> ShiftKey? {
    ShiftKey(
      privateKey: privateKey, opening: opening, booth: booth ?? vault.identity.booth,
      shift: shift ?? vault.shift)
  }

  @Test(arguments: [Vault.officePrivate, Vault.escrowPrivate])
  func `the office and the escrow get the shift's key`(privateKey: [UInt8]) throws {
    let key = try #require(try opened(privateKey, vault.opening()))
    let nik = try NIK.parse("3573055708909001").get()
    #expect(key.tag(of: nik) == vault.key.tag(of: nik))
  }

  @Test func `nobody else does`() throws {
    let opening = try vault.opening()
    #expect(try opened(Vault.strangerPrivate, opening) == nil)
    #expect(try opened([], opening) == nil)
    #expect(try opened([UInt8](repeating: 0x11, count: 31), opening) == nil)
  }

  @Test func `and not for another booth, shift or assignment`() throws {
    let opening = try vault.opening()
    let other = BoothID(high: 1, low: 1)
    #expect(try opened(Vault.officePrivate, opening, booth: other) == nil)
    #expect(try opened(Vault.officePrivate, opening, shift: ShiftID(high: 1, low: 1)) == nil)
    #expect(
      try opened(
        Vault.officePrivate, changed(opening, assignment: flipped(opening.assignment, bit: 0)))
        == nil)
  }

  @Test func `a changed wrap does not open`() throws {
    let opening = try vault.opening()
    let wrap = opening.wraps[0]
    for changed in [
      WrappedKey(
        recipient: wrap.recipient, encapsulated: flipped(wrap.encapsulated, bit: 9),
        sealed: wrap.sealed),
      WrappedKey(
        recipient: wrap.recipient, encapsulated: wrap.encapsulated,
        sealed: flipped(wrap.sealed, bit: 9)),
      WrappedKey(recipient: wrap.recipient, encapsulated: [], sealed: wrap.sealed),
      WrappedKey(recipient: wrap.recipient, encapsulated: wrap.encapsulated, sealed: []),
      WrappedKey(
        recipient: wrap.recipient, encapsulated: opening.wraps[1].encapsulated,
        sealed: opening.wraps[1].sealed),
    ] {
      #expect(try opened(Vault.officePrivate, self.changed(opening, wraps: [changed])) == nil)
    }
    #expect(try opened(Vault.officePrivate, changed(opening, wraps: [])) == nil)
  }

  private func changed(
    _ opening: Opening, assignment: [UInt8]? = nil, wraps: [WrappedKey]? = nil
  ) -> Opening {
    Opening(
      number: opening.number, boothCode: opening.boothCode, servicePoint: opening.servicePoint,
      openedAt: opening.openedAt, facts: opening.facts,
      assignment: assignment ?? opening.assignment, previousHead: opening.previousHead,
      wraps: wraps ?? opening.wraps)
  }

  @Test func `two wraps of one key have nothing in common`() throws {
    let wraps = try vault.opening().wraps + vault.opening().wraps
    #expect(Set(wraps.map(\.encapsulated)).count == 4)
    #expect(Set(wraps.map(\.sealed)).count == 4)
  }
}

@Suite struct LockedKeyTests {
  @Test func `the right passphrase and shift unlock, no other do`() throws {
    var vault = try Vault(SeededGenerator(seed: Seed.value))
    let chance = vault.drawn(LockedKey.chanceCount)
    let locked = try #require(
      LockedKey.lock(
        vault.key, passphrase: "kuda meja langit biru", shift: vault.shift, chance: chance))
    let key = try #require(
      try LockedKey.unlock(locked, passphrase: "kuda meja langit biru", shift: vault.shift))
    let nik = try NIK.parse("3573055708909001").get()
    #expect(key.tag(of: nik) == vault.key.tag(of: nik))
    #expect(!locked.contains(run: vault.keyBytes))
    #expect(
      try LockedKey.unlock(locked, passphrase: "kuda meja langit biri", shift: vault.shift) == nil)
    let other = ShiftID(high: 1, low: 1)
    #expect(try LockedKey.unlock(locked, passphrase: "kuda meja langit biru", shift: other) == nil)
    #expect(
      try LockedKey.unlock(
        flipped(locked, bit: locked.count * 8 - 1), passphrase: "kuda meja langit biru",
        shift: vault.shift) == nil)
  }

  @Test func `bytes that memory has garbled are told from a wrong passphrase`() throws {
    var vault = try Vault(SeededGenerator(seed: Seed.value))
    let locked = try #require(
      LockedKey.lock(
        vault.key, passphrase: "kuda meja langit biru", shift: vault.shift,
        chance: vault.drawn(LockedKey.chanceCount)))
    #expect(LockedKey.isWhole(locked))
    for count in 0..<locked.count { #expect(!LockedKey.isWhole(Array(locked.prefix(count)))) }
    for bit in 0..<locked.count * 8 { #expect(!LockedKey.isWhole(flipped(locked, bit: bit))) }
    #expect(!LockedKey.isWhole(locked + [0]))
  }

  /// Of a shift that was open while the program was renewed.
  @Test func `a locked key of the former version, without its checksum, opens`() throws {
    var vault = try Vault(SeededGenerator(seed: Seed.value))
    let locked = try #require(
      LockedKey.lock(
        vault.key, passphrase: "kuda meja langit biru", shift: vault.shift,
        chance: vault.drawn(LockedKey.chanceCount)))
    let former = Array("LKLK".utf8) + locked.dropFirst(4).dropLast(8)
    #expect(LockedKey.isWhole(former))
    let key = try LockedKey.unlock(former, passphrase: "kuda meja langit biru", shift: vault.shift)
    #expect(key?.mark(ofLine: [1]) == vault.key.mark(ofLine: [1]))
  }

  @Test func `a line's mark is the line's and the shift's`() throws {
    let vault = try Vault(SeededGenerator(seed: Seed.value))
    let mark = vault.key.mark(ofLine: Array("{}".utf8))
    #expect(mark == vault.key.mark(ofLine: Array("{}".utf8)) && mark >> 62 == 0)
    #expect(mark != vault.key.mark(ofLine: Array("{} ".utf8)))
    let other = ShiftKey(bytes: vault.keyBytes, shift: ShiftID(high: 1, low: 1))
    #expect(mark != other.mark(ofLine: Array("{}".utf8)))
  }

  @Test func `what is no locked key is none at once`() throws {
    let shift = ShiftID(high: 1, low: 1)
    for bytes: [UInt8] in [[], Array("LKLK".utf8), Array("LKLK0123456789".utf8), [0, 1, 2]] {
      #expect(try LockedKey.unlock(bytes, passphrase: "x", shift: shift) == nil)
    }
  }
}

@Suite struct ChainTests {
  @Test func `a head's code is ten letters and digits that nobody confuses`() throws {
    try Seed.forAll(300) { chance, note in
      let hash = chance.bytes(32)
      let code = Chain.headCode(hash)
      try #require(code.count == 11, note)
      try #require(Array(code)[5] == "-", note)
      try #require(!code.contains { "ILOU".contains($0) }, note)
      try #require(code == code.uppercased(), note)
      try #require(Chain.headCode(hash.prefix(7) + chance.bytes(25)) == code, note)
      try #require(Chain.headCode(flipped(hash, bit: chance.number(0...47))) != code, note)
    }
    #expect(Chain.headCode(Chain.nothing) == "00000-00000")
    #expect(Chain.headCode([UInt8](repeating: 255, count: 32)) == "ZZZZZ-ZZZZZ")
    #expect(
      Chain.headCode(bytes(hex: "0044321f") + [UInt8](repeating: 0, count: 28)) == "01234-7R000")
  }

  @Test func `a shift's start depends on the booth, the shift and the shift before`() {
    let booth = BoothID(high: 1, low: 2)
    let shift = ShiftID(high: 3, low: 4)
    let start = Chain.start(booth: booth, shift: shift, previousHead: Chain.nothing)
    let others = [
      Chain.start(booth: BoothID(high: 1, low: 3), shift: shift, previousHead: Chain.nothing),
      Chain.start(booth: booth, shift: ShiftID(high: 3, low: 5), previousHead: Chain.nothing),
      Chain.start(booth: booth, shift: shift, previousHead: start),
    ]
    #expect(Set(others + [start]).count == 4)
    #expect(start.count == Chain.hashCount)
  }

  @Test func `a signed tally fits its figures, booth, shift and head only`() throws {
    let vault = try Vault(SeededGenerator(seed: Seed.value))
    var tally = Tally()
    tally.add(3, to: .people)
    let head = vault.previousHead
    let signature = vault.identity.signTally(tally, shift: vault.shift, head: head)
    let signer = vault.identity.verifier
    func fits(
      _ tally: Tally, booth: BoothID? = nil, shift: ShiftID? = nil, head: [UInt8]? = nil
    ) -> Bool {
      signer.isValid(
        tallySignature: signature, tally: tally, booth: booth ?? vault.identity.booth,
        shift: shift ?? vault.shift, head: head ?? vault.previousHead)
    }
    #expect(fits(tally))
    #expect(!fits(tally, booth: BoothID(high: 0, low: 0)))
    #expect(!fits(tally, shift: ShiftID(high: 0, low: 0)))
    #expect(!fits(tally, head: flipped(head, bit: 0)))
    tally.add(1, to: .people)
    #expect(!fits(tally))
  }
}

@Suite struct IdentityFileTests {
  private func read(_ bytes: [UInt8]) throws(FormatFault) { _ = try BoothIdentity(bytes: bytes) }

  @Test func `a training identity reads back`() throws {
    let code = try #require(BoothCode("L07"))
    let identity = BoothIdentity.training(code: code, booth: BoothID(high: 1, low: 2))
    #expect(identity.recipients.count == 2)
    #expect(identity.mode == .training)
    let again = try BoothIdentity(bytes: identity.bytes)
    #expect(again.bytes == identity.bytes)
    #expect(again.verifier == identity.verifier)
    #expect(again.recipients == identity.recipients)
    #expect(again.booth == identity.booth)
    #expect(again.code == code)
    let other = BoothIdentity.training(code: code, booth: BoothID(high: 1, low: 2))
    #expect(other.verifier != identity.verifier)
  }

  @Test func `one cut short, longer or of another version is refused`() throws {
    let bytes = try Vault(SeededGenerator(seed: 1)).identity.bytes
    for count in 0..<bytes.count {
      #expect(throws: FormatFault.self) { try read(Array(bytes.prefix(count))) }
    }
    #expect(throws: FormatFault.impossibleValue) { try read(bytes + [0]) }
    #expect(throws: FormatFault.wrongMark) { try read([0] + bytes.dropFirst()) }
    #expect(throws: FormatFault.unknownVersion(3)) {
      try read(bytes.prefix(5) + [3] + bytes.dropFirst(6))
    }
  }

  @Test func `every flipped bit of one is noticed`() throws {
    let bytes = try Vault(SeededGenerator(seed: 1)).identity.bytes
    let unnoticed = (0..<bytes.count * 8).filter { bit in
      (try? BoothIdentity(bytes: flipped(bytes, bit: bit))) != nil
    }
    #expect(unnoticed.isEmpty, "\(unnoticed.count) of \(bytes.count * 8) bits")
  }

  @Test func `two recipients that are one are refused`() throws {
    let identity = try Vault(SeededGenerator(seed: 1)).identity
    let one = identity.recipients[0]
    for recipients in [[], [one], [one, one]] {
      #expect(
        BoothIdentity(
          booth: identity.booth, code: identity.code, mode: .live,
          signingSeed: [UInt8](repeating: 1, count: 32), recipients: recipients,
          assignment: Chain.nothing) == nil)
    }
    #expect(Recipient(publicKey: [UInt8](repeating: 1, count: 31)) == nil)
  }
}
