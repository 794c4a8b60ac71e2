import BoothConfig
import Glibc
import Intake
import Ports
import TestWorld

@testable import Desk
@testable import Sealing

/// Every parser of bytes from outside.
enum Targets {
  static func all() throws -> [Target] {
    let booth = try FuzzBooth()
    return formats() + parcels(booth) + texts() + [json(booth), draft(booth), examination(booth)]
      + rosters() + (try configurations())
  }

  /// Bytes that a booth writes and the office reads; canonical, so that they read back the same.
  private static func formats() -> [Target] {
    var shift = SampleShift(seed: 11)
    let opening = shift.opening()
    let visits = (0..<4).map { shift.visit(hasNIK: $0 > 0) }
    let void = shift.void(visits[1])
    let amended = shift.amend(visits[2])
    let (closing, _) = shift.closing()
    let closings = try? [closing.payload, withDeeds(Closing(bytes: closing.payload)).bytes]
    let entries = [opening] + visits + [void, amended, closing]
    let bodies = zip([opening] + visits, visits).compactMap { previous, entry -> [UInt8]? in
      guard case .visit(let visit)? = try? entry.content(key: shift.key, previous: previous.hash)
      else { return nil }
      return visit.bytes
    }
    return [
      Target(name: "header", samples: entries.map(\.headerBytes)) { bytes in
        try same(bytes, try? EntryHeader(bytes: bytes).bytes)
      },
      Target(name: "opening", samples: [opening.payload]) { bytes in
        try same(bytes, try? Opening(bytes: bytes).bytes)
      },
      Target(name: "closing", samples: closings ?? [], words: ["=1\n", "people=2\n"]) { bytes in
        try same(bytes, try? Closing(bytes: bytes).bytes)
      },
      Target(name: "visit", samples: bodies, words: ["e\u{301}", "luar", "+62"]) { bytes in
        try same(bytes, try? Visit(bytes: bytes).bytes)
      },
      Target(name: "assignment", samples: [assignment(of: shift.identity.booth, code: "L01").bytes])
      {
        try same($0, try? Assignment(bytes: $0).bytes)
      },
      Target(name: "identity", samples: [Array(shift.identity.bytes.dropLast(32))]) { body in
        let bytes = body + Chain.digest(body)
        return try same(bytes, try? BoothIdentity(bytes: bytes).bytes)
      },
    ]
  }

  private static func withDeeds(_ closing: Closing) -> Closing {
    let deeds = NotedDeed.Kind.allCases.enumerated().map { place, kind in
      NotedDeed(
        kind, at: closing.closedAt, staff: place > 3 ? nil : SampleShift.staff, shift: place,
        ticket: 8 - place, count: place)
    }
    let log = DeedLog(
      before: DeedMark(number: 3, hash: Chain.nothing), older: [.flushed: 2, .exported: 1],
      deeds: deeds, after: DeedMark(number: 14, hash: Chain.nothing))
    return Closing(
      closedAt: closing.closedAt, counters: closing.counters,
      draftsDropped: closing.draftsDropped, tally: closing.tally, deeds: log)
  }

  static func same(_ bytes: [UInt8], _ again: [UInt8]?) throws -> Outcome {
    guard let again else { return .refused }
    guard again == bytes else { throw Broken(why: "reads back as other bytes") }
    return .accepted
  }
}

extension Targets {
  /// Signed as a whole: what stands here is what a thief of the key could hand in.
  private static func parcels(_ booth: FuzzBooth) -> [Target] {
    let identity = booth.identity
    let keys = booth.keys
    let bundle = Bundle(
      booth: identity.booth, madeAt: Moment(seconds: 1_795_500_000), shifts: booth.manifest,
      entries: booth.entries)
    let id = booth.entries[0].header.id
    let acknowledgement = Acknowledgement(
      booth: identity.booth, at: Moment(seconds: 1_795_500_000),
      arrivals: [.init(shift: id.shift, upTo: 3, head: booth.entries[2].hash)],
      refused: [SetAside(id: id, reason: "otherPlace")])
    let enrolment = Enrolment(
      assignment: booth.assignment, signature: keys.sign(booth.assignment),
      signingSeed: [UInt8](repeating: 7, count: 32), role: "loket_l01", password: "rahasia",
      isRenewal: true, formerKeys: [[UInt8](repeating: 8, count: 32)])
    return [
      Target(name: "bundle", samples: [Array(bundle.signed(by: identity).dropLast(64))]) { body in
        let signed = Array("loket bundle v1".utf8) + Chain.digest(body)
        let bytes = body + identity.sign(signed)
        let read = try? Bundle(bytes: bytes, signer: identity.verifier)
        return try same(body, read.map { Array($0.signed(by: identity).dropLast(64)) })
      },
      Target(name: "receipt", samples: [Array(acknowledgement.signed(by: keys).dropLast(64))]) {
        let bytes = $0 + keys.signReceipt(Array("loket receipt v1".utf8) + Chain.digest($0))
        let read = try? Acknowledgement(bytes: bytes, receiptKey: keys.receiptKey)
        return try same($0, read.map { Array($0.signed(by: keys).dropLast(64)) })
      },
      Target(name: "enrolment", samples: [enrolment.plain]) { plain in
        try same(plain, try? Enrolment(plain: plain, Enrolment.version).plain)
      },
      Target(name: "paper-key", samples: [Array(PaperKey.text(keys.openingKeys[0]).utf8)]) {
        guard case .success(let key) = PaperKey.parse(String(decoding: $0, as: UTF8.self))
        else { return .refused }
        guard PaperKey.parse(PaperKey.text(key)) == .success(key)
        else { throw Broken(why: "another key") }
        return .accepted
      },
      Target(name: "qr", samples: [Array(booth.proof.utf8)], words: ["LKT", "LKT2", " ", "\n"]) {
        let text = String(decoding: $0, as: UTF8.self)
        _ = TallyProof.unchecked(text)
        guard case .success(let proof) = TallyProof.parse(text) else { return .refused }
        guard TallyProof.parse(proof.text) == .success(proof)
        else { throw Broken(why: "another proof") }
        return .accepted
      },
    ]
  }

  /// Single values as they are typed; read once, they read as themselves.
  private static func texts() -> [Target] {
    let names = ["SITI CONTOH", "D'ARTA UJI, S.Pd", "NE\u{301}LIE CONTOH", "陳例", "ĐẶNG"]
    let words = [
      "e\u{301}", "\u{1100}\u{1161}", "\u{212B}", "\u{FB01}", "\u{958}", "\u{202E}", " ",
    ]
    return [
      value("name", names, words) { try? PersonName.parse($0).get().text },
      value("nik", ["3573055708909001"], ["00", "31", "٣"]) { try? NIK.parse($0).get().digits },
      value("phone", ["081234500007", "+62 812-3450-0007"], ["+", "62", "٣"]) {
        try? Phone.parse($0).get().international
      },
      value("email", ["siti.contoh@example.org"], ["@", ".", ".."]) {
        try? Email.parse($0).get().address
      },
      value("day", ["1990-08-17", "17 8 1990", "17/08/90"], ["-", "0", "29-02-"]) {
        try? Day.parse($0).get().iso
      },
      value("tally", ["lines=2\npeople=1\n"], ["=", "\n", "-1", "9999999999999999999"]) {
        Tally(statement: $0)?.statement
      },
    ]
  }

  private static func value(
    _ name: String, _ samples: [String], _ words: [String], _ read: @escaping (String) -> String?
  ) -> Target {
    Target(name: name, samples: samples.map { Array($0.utf8) }, words: words) { bytes in
      guard let once = read(String(decoding: bytes, as: UTF8.self)) else { return .refused }
      guard let twice = read(once), Array(twice.utf8) == Array(once.utf8)
      else { throw Broken(why: "does not read as itself") }
      return .accepted
    }
  }
}
