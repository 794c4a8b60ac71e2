// PostgresCentre: the central store over libpq. It may touch one connection; no other room knows
// libpq.

import Intake
package import Ports
import Sealing

/// The central store as a booth's role may use it.
package enum PostgresCentre {
  /// Reads `conninfo`, a libpq string, and connects with the first call; a connection that was
  /// lost is made anew by the next one.
  ///
  /// libpq's own `PG*` variables stand above the string; password files apply. Without an
  /// `sslmode` anything but this machine must show a certificate (`verify-full`). Throws only if
  /// the string cannot be read.
  package static func open(
    conninfo: String, patience: Patience = .usual
  ) throws(CentreError) -> Centre {
    let booth = BoothSession(
      session: Session(try ConnectionWords(conninfo), patience: patience))
    return Centre(
      holdings: booth.holdings, announce: booth.announce, deliver: booth.deliver)
  }
}

/// How long the centre is waited for.
package struct Patience: Hashable, Sendable {
  /// Until a connection stands.
  package let connecting: Duration
  /// For the answer to a call that carries little.
  package let call: Duration
  /// Without a byte going out.
  package let stall: Duration
  /// A delivery may take `call` and the time that its bytes need at this rate.
  package let bytesPerSecond: Int

  package init(connecting: Duration, call: Duration, stall: Duration, bytesPerSecond: Int) {
    self.connecting = connecting
    self.call = call
    self.stall = stall
    self.bytesPerSecond = bytesPerSecond
  }

  /// For a telephone's link in the field.
  package static let usual = Patience(
    connecting: .seconds(15), call: .seconds(60), stall: .seconds(30), bytesPerSecond: 4096)

  /// For a look whether the centre is there.
  package static let short = Patience(
    connecting: .seconds(5), call: .seconds(5), stall: .seconds(5), bytesPerSecond: 4096)

  func delivery(bytes: Int) -> Duration { call + .seconds(bytes / max(1, bytesPerSecond)) }
}

private final class BoothSession {
  /// The version of the functions called here; see `loket.schema_version`.
  private static let version = 1
  private let session: Session

  init(session: Session) {
    self.session = session
    session.greet = BoothSession.greet
  }

  private static func greet(_ connection: Connection) throws(CentreError) {
    let found = try connection.rows("SELECT loket.schema_version()").first?.count(0) ?? 0
    guard found == version else { throw .otherVersion(found) }
  }

  func holdings() throws(CentreError) -> [ShiftID: Holding] {
    let rows = try session.rows("SELECT shift, up_to, head FROM loket.holdings()")
    var holdings: [ShiftID: Holding] = [:]
    for row in rows { holdings[try row.identity(0)] = try row.holding(upTo: 1, head: 2) }
    return holdings
  }

  func announce(_ lines: [ManifestLine]) throws(CentreError) {
    guard !lines.isEmpty else { return }
    _ = try session.rows("SELECT loket.announce($1, $2, $3, $4, $5)", lines.values)
  }

  func deliver(
    _ entries: [SealedEntry], _ meanwhile: () -> Void
  ) throws(CentreError) -> DeliveryReceipt {
    try session.working { connection throws(CentreError) in
      try connection.deliver(entries, receiving: "loket.receive()", meanwhile)
    }
  }
}

extension [ManifestLine] {
  /// The five arrays that `loket.announce` takes.
  var values: [Value] {
    [
      .byteStrings(map(\.shift.bytes)), .numbers(map { Int64($0.number) }),
      .numbers(map { Int64(clamping: $0.entries) }), .byteStrings(map(\.head)),
      .flags(map(\.isClosed)),
    ]
  }
}

extension Row {
  /// No head where nothing is there, or the entry was set aside.
  func holding(upTo: Int, head: Int) throws(CentreError) -> Holding {
    Holding(upTo: try sequence(upTo), head: try optionalBytes(head) ?? [])
  }
}
