import BoothConfig
import Gate
import Intake
import IntakeForm
import Office
import Paper
import Ports
import TestWorld
import Wording

@testable import Desk
@testable import Sealing

/// A booth with a shift open, and the office that knows it; everybody in it is invented.
final class FuzzBooth {
  let keys = OfficeKeys.make().keys
  let identity: BoothIdentity
  let assignment: Assignment
  let entries: [SealedEntry]
  let manifest: [ManifestLine]
  /// The text of a final tally's QR.
  let proof: String
  let counter: OpenShift
  let world: World
  let volatile = MemoryVolatileStore()
  let rules: CheckingRules

  init() throws {
    let config = try BoothConfig.load(from: FuzzBooth.config).get()
    let key = OfficeKeys.newBoothKey()
    guard let code = BoothCode("L01") else { throw Broken(why: "a code that is none") }
    assignment = Assignment(
      booth: BoothID(high: 5, low: 6), code: code, boothKey: key.publicKey,
      validFrom: Moment(seconds: 1_700_000_000), validTo: Moment(seconds: 1_800_000_000),
      office: keys.office, escrow: keys.escrow, receiptKey: keys.receiptKey, rootKey: keys.rootKey)
    guard
      let identity = BoothIdentity(
        booth: assignment.booth, code: code, mode: .live, signingSeed: key.seed,
        recipients: [keys.office, keys.escrow], assignment: assignment.hash)
    else { throw Broken(why: "keys that are none") }
    self.identity = identity
    volatile.fault = .unavailable
    world = World(
      setting: Setting(
        office: config.office, points: config.places, agencies: config.agencies,
        schools: config.schools, staff: config.operators + config.coordinators,
        policy: config.policy, regions: config.regions),
      words: Wording(.indonesian), identity: identity, queue: MemoryQueue().queue,
      clock: HandClock().clock, entropy: SeededEntropy(seed: 3).entropy, volatile: volatile.store)
    rules = CheckingRules(
      policy: config.policy, regions: config.regions, agencies: config.agencies.map(\.code),
      schools: config.schools.map(\.code), coordinators: config.coordinators.map(\.code))
    let shifts = Shifts(world)
    let plan = try shifts.plan(
      point: "mpp", staff: "sari", facts: OpeningFacts(recordingSets: 1, ikdTables: 1))
    let first = PaperIntake(try shifts.open(plan, passphrase: "kayu-hujan-pasar"))
    volatile.fault = nil
    for sample in FuzzBooth.lines {
      let result = try first.take(Array(sample.utf8), line: 1)
      guard result.isStored else { throw Broken(why: "a sample that is none: \(result.json)") }
    }
    let closed = try shifts.close(counters: [.formsHandedOut: 5], dropDrafts: true)
    entries = try world.queue.entries(closed.shift.id, 1...closed.lastSequence)
    manifest = [
      ManifestLine(
        shift: closed.shift.id, number: 1, entries: closed.lastSequence, head: closed.head,
        isClosed: true)
    ]
    proof = try Reports(world).report(closed).proof ?? ""
    volatile.fault = .unavailable
    counter = try shifts.open(plan, passphrase: "kayu-hujan-pasar")
    volatile.fault = nil
  }

  /// The checkout's.
  static let config =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/config"

  static let lines = [
    #"{"nik":"3573010101909001","name":"SITI CONTOH","birthDate":"1990-01-01","#
      + #""residence":"3573051011","ikd":{"state":"active"},"services":[{"code":"cetak"}]}"#,
    #"{"nik":"3573010101909002","name":"TONI CONTOH","birthDate":"1990-01-01","#
      + #""residence":"3573051004","ikd":{"state":"notActive","reason":"noPhone"},"#
      + #""services":[{"code":"cetak"},{"code":"kk","result":"deferred","reason":"quota"}],"#
      + #""phone":"081234500007","email":"toni.contoh@example.org"}"#,
    #"{"name":"BAYU CONTOH","birthDate":"2010-05-05","sex":"L","married":false,"#
      + #""residence":"luar","services":[{"code":"rekam"}],"#
      + #""capturedAt":"2026-11-24T08:00:00+07:00"}"#,
  ]
}

extension Targets {
  /// `loket daftar --dari`, to the queue.
  static func json(_ booth: FuzzBooth) -> Target {
    let intake = PaperIntake(booth.counter)
    let words = [
      "{", "}", "[", "]", ":", ",", "null", "true", "1e999", #""nik":"#, #""name":"x","#, "\\u0000",
      "\\ud800", "e\u{301}", #""override":{"by":"dahlia","reason":"x"},"#, "3507", "luar",
    ]
    return Target(
      name: "json", samples: FuzzBooth.lines.map { Array($0.utf8) }, words: words, cost: 2
    ) { bytes in
      try intake.take(bytes, line: 1).isStored ? .accepted : .refused
    }
  }

  /// A kept form: the bytes that tmpfs gives back, sealed, so that they open.
  static func draft(_ booth: FuzzBooth) -> Target {
    let counter = booth.counter
    let shelf = DraftShelf(world: booth.world, shift: counter.shift.id)
    let visit = booth.world.newVisit()
    let context = booth.world.formContext(
      for: counter.shift, defaults: booth.world.firstDefaults(for: counter.shift))
    let samples = [
      "1795485600 0 \nhalf\nnik\t3573010101909001\nname\tSITI CONTOH\n",
      "1795485600 7 L01-003\n\nservices\tcetak, kk\nikd\tactive\nbirthDate\t1990-01-01\n",
    ]
    let words =
      Field.allCases.map { "\n\($0.rawValue)\t" } + ["\n", "\t", "-1", "99999999999999999999"]
    return Target(name: "draft", samples: samples.map { Array($0.utf8) }, words: words) { plain in
      let name = "\(counter.shift.id).draft.1.\(visit)"
      let sealed = counter.key.sealDraft(
        plain, name: name, nonce: booth.world.entropy.bytes(12))
      try booth.volatile.store.save(name, sealed)
      let held = shelf.held(key: counter.key, opener: counter.shift.openedBy, context)
      for form in held { _ = form.draft.finish(context) }
      return held.isEmpty ? .refused : .accepted
    }
  }

  /// `pusat olah`, and a booth whose key was stolen: sealed, chained and signed, whatever it says.
  static func examination(_ booth: FuzzBooth) -> Target {
    let examiner = Examiner(openingKeys: booth.keys.openingKeys, rules: booth.rules)
    let enrolled = EnrolledBooth(
      id: booth.identity.booth, code: booth.identity.code, role: "", revokedAt: nil,
      assignments: [booth.assignment])
    let samples = booth.entries.map(\.headerBytes) + booth.entries.map(\.payload)
    return Target(name: "examination", samples: samples, cost: 4) { bytes in
      var rows: [SealedEntry?] = booth.entries
      var place = 1
      // The bytes as a header, and as a clear payload, of a signed entry each.
      if let header = try? EntryHeader(bytes: bytes) {
        place = Int(clamping: min(header.id.sequence, 4))
        rows[place - 1] = resealed(booth, header: bytes, booth.entries[place - 1].payload, place)
      } else {
        rows[0] = resealed(booth, header: booth.entries[0].headerBytes, bytes, 1)
        rows[4] = resealed(booth, header: booth.entries[4].headerBytes, bytes, 5)
      }
      let found = examiner.examine(
        InboxShift(
          booth: booth.identity.booth, shift: booth.entries[0].header.id.shift, enrolled: enrolled,
          entries: rows.enumerated().map {
            (UInt64($0.offset + 1), Moment(seconds: 1_795_500_000), $0.element)
          }, forked: [], refused: [], others: []))
      let isSame = zip(rows, booth.entries).allSatisfy { $0?.hash == $1.hash }
      guard isSame || found.standing != .reconciled
      else { throw Broken(why: "believed without what follows") }
      return isSame ? .accepted : .refused
    }
  }

  private static func resealed(
    _ booth: FuzzBooth, header: [UInt8], _ payload: [UInt8], _ place: Int
  ) -> SealedEntry? {
    let opening = try? Opening(bytes: booth.entries[0].payload)
    let previous =
      place > 1
      ? booth.entries[place - 2].hash
      : Chain.start(
        booth: booth.identity.booth, shift: booth.entries[0].header.id.shift,
        previousHead: opening?.previousHead ?? [])
    let tag = booth.entries[place - 1].tag
    let hash = Chain.next(after: previous, header: header, tag: tag, payload: payload)
    guard let read = try? EntryHeader(bytes: header) else { return nil }
    let signature = booth.identity.sign(SealedEntry.signedBytes(read, hash: hash))
    return try? SealedEntry(
      headerBytes: header, tag: tag, payload: payload, hash: hash, signature: signature)
  }
}
