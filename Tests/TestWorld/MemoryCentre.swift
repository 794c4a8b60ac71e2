package import Intake
package import Ports
package import Sealing

/// A central store that lives as long as the test, under the same contract as the real one.
///
/// It knows every booth that is not revoked. Not for several threads at once.
package final class MemoryCentre {
  /// When a planned failure strikes.
  package enum Failure: Hashable, Sendable {
    /// Nothing is stored, and the call throws.
    case before(CentreError)
    /// Everything is stored, and the call throws all the same.
    case after(CentreError)
  }

  /// All that a booth's shift has brought.
  fileprivate struct Record {
    var entries: [UInt64: SealedEntry] = [:]
    var refused: [UInt64: String] = [:]
    var upTo: UInt64 = 0
    var manifest: ManifestLine?
  }

  /// A copy of everything, to be taken back to: yesterday's backup.
  package struct Copy {
    fileprivate let records: [BoothID: [ShiftID: Record]]
    fileprivate let conflicts: [SealedEntry]
    fileprivate let alarms: Set<EntryID>
  }

  /// What the next calls do wrong, one each; nil: nothing.
  package var failures: [Failure?] = []
  package var revoked: Set<BoothID> = []
  /// Entries that stand against another one at their place, in full.
  package private(set) var conflicts: [SealedEntry] = []
  /// Forks, by the first place of a delivery at which they were seen.
  package private(set) var alarms: Set<EntryID> = []
  private var records: [BoothID: [ShiftID: Record]] = [:]

  package init() {}

  package func centre(of booth: BoothID) -> Centre {
    let seat = Seat(centre: self, booth: booth)
    return Centre(holdings: seat.holdings, announce: seat.announce, deliver: seat.deliver)
  }

  package func entries(of booth: BoothID, _ shift: ShiftID) -> [SealedEntry] {
    (records[booth]?[shift]?.entries ?? [:]).sorted { $0.key < $1.key }.map(\.value)
  }

  package func manifest(of booth: BoothID) -> [ManifestLine] {
    (records[booth] ?? [:]).values.compactMap(\.manifest).sorted { $0.number < $1.number }
  }

  package func copy() -> Copy { Copy(records: records, conflicts: conflicts, alarms: alarms) }

  package func restore(_ copy: Copy) {
    records = copy.records
    conflicts = copy.conflicts
    alarms = copy.alarms
  }
}

/// One booth's way in.
private struct Seat {
  let centre: MemoryCentre
  let booth: BoothID

  func holdings() throws(CentreError) -> [ShiftID: Holding] {
    try centre.calling(booth) { centre.holdings(of: booth) }
  }

  func announce(_ lines: [ManifestLine]) throws(CentreError) {
    try centre.calling(booth) { centre.announce(lines, of: booth) }
  }

  func deliver(
    _ entries: [SealedEntry], _ meanwhile: () -> Void
  ) throws(CentreError) -> DeliveryReceipt {
    meanwhile()
    return try centre.calling(booth) { centre.deliver(entries, of: booth) }
  }
}

extension MemoryCentre {
  /// Does what a call does, and what is planned to go wrong with it.
  fileprivate func calling<Value>(
    _ booth: BoothID, _ work: () -> Value
  ) throws(CentreError) -> Value {
    let failure = failures.isEmpty ? nil : failures.removeFirst()
    if case .before(let error) = failure { throw error }
    guard !revoked.contains(booth) else { throw .rejectedUs("LOKET-REVOKED") }
    let value = work()
    if case .after(let error) = failure { throw error }
    return value
  }

  fileprivate func holdings(of booth: BoothID) -> [ShiftID: Holding] {
    (records[booth] ?? [:]).mapValues { Holding(upTo: $0.upTo, head: $0.head) }
  }

  fileprivate func announce(_ lines: [ManifestLine], of booth: BoothID) {
    for line in lines {
      let known = records[booth]?[line.shift]?.manifest?.entries ?? 0
      guard known <= line.entries else { continue }
      records[booth, default: [:]][line.shift, default: Record()].manifest = line
    }
  }

  fileprivate func deliver(_ entries: [SealedEntry], of booth: BoothID) -> DeliveryReceipt {
    var judgement = Judgement()
    for entry in entries { take(entry, of: booth, &judgement) }
    for id in judgement.firstConflicts { alarms.insert(id) }
    let shifts = Set(entries.map(\.header.id.shift))
    for shift in shifts { records[booth]?[shift]?.advance() }
    return DeliveryReceipt(
      accepted: judgement.accepted, alreadyThere: judgement.alreadyThere.count,
      conflicts: judgement.conflicts.map(\.id).sorted(),
      refused: judgement.refused.sorted { $0.id < $1.id },
      holdings: holdings(of: booth).filter { shifts.contains($0.key) })
  }

  private func take(_ entry: SealedEntry, of booth: BoothID, _ judgement: inout Judgement) {
    let id = entry.header.id
    var record = records[booth]?[id.shift] ?? Record()
    defer { records[booth, default: [:]][id.shift] = record }
    if let reason = entry.fault(for: booth) {
      judgement.refused.append(SetAside(id: id, reason: reason))
      record.refused[id.sequence] = record.refused[id.sequence] ?? reason
    } else if let held = record.entries[id.sequence] {
      judgement.compare(entry, with: held)
      if held.hash != entry.hash, !conflicts.contains(where: { $0.isSamePlaceAndHash(entry) }) {
        conflicts.append(entry)
      }
    } else {
      record.entries[id.sequence] = entry
      judgement.accepted += 1
      judgement.fresh.insert(Judgement.Place(id: id, hash: entry.hash))
    }
  }

  /// What one delivery has come to.
  private struct Judgement {
    struct Place: Hashable {
      let id: EntryID
      let hash: [UInt8]
    }

    var accepted = 0
    var fresh: Set<Place> = []
    var alreadyThere: Set<Place> = []
    var conflicts: Set<Place> = []
    var refused: [SetAside] = []

    /// An entry that stands twice in one delivery counts once.
    mutating func compare(_ entry: SealedEntry, with held: SealedEntry) {
      let place = Place(id: entry.header.id, hash: entry.hash)
      if held.hash != entry.hash {
        conflicts.insert(place)
      } else if !fresh.contains(place) {
        alreadyThere.insert(place)
      }
    }

    var firstConflicts: [EntryID] {
      Dictionary(grouping: conflicts.map(\.id), by: \.shift).values.compactMap { $0.min() }
    }
  }
}

extension MemoryCentre.Record {
  fileprivate var head: [UInt8] { entries[upTo]?.hash ?? [] }

  fileprivate mutating func advance() {
    while entries[upTo + 1] != nil || refused[upTo + 1] != nil { upTo += 1 }
  }
}

extension SealedEntry {
  fileprivate func isSamePlaceAndHash(_ other: SealedEntry) -> Bool {
    header.id == other.header.id && header.booth == other.header.booth && hash == other.hash
  }

  /// Why the centre does not take it; the first reason that applies.
  fileprivate func fault(for booth: BoothID) -> String? {
    if header.id.sequence > UInt64(Int64.max) { return "sequence" }
    if !(48...4096).contains(headerBytes.count) { return "header" }
    if header.mode == .training { return "training" }
    if header.booth != booth { return "otherBooth" }
    if ![0, 16].contains(tag.count) { return "tag" }
    if !(1...65_536).contains(payload.count) { return "payload" }
    if hash.count != 32 { return "hash" }
    return signature.count == 64 ? nil : "signature"
  }
}
