import BoothConfig
import Desk
import Intake
import Laptop
import Ports
import PostgresCentre
import Sealing

extension BoothDoor {
  /// The way to the centre: the configuration's libpq string, with this booth's role and the file
  /// of its password; libpq's own `PG*` variables come before both. Nil: no centre is configured.
  var conninfo: String? {
    guard let base = centreBase else { return nil }
    var parts = base.isEmpty ? [] : [base]
    guard let role = passwordsRole else { return parts.joined(separator: " ") }
    if environment["PGUSER"] == nil { parts.append("user=\(quoted(role))") }
    if environment["PGPASSFILE"] == nil {
      parts.append("passfile=\(quoted("\(places.home)/\(HomeFile.passwords.rawValue)"))")
    }
    return parts.joined(separator: " ")
  }

  /// Whom the password file is for.
  private var passwordsRole: String? {
    guard case .success(let bytes?) = HomeFile.passwords.load(home: places.home) else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: ":")
    return parts.count > 3 ? String(parts[3]) : nil
  }

  /// Whether the password is another booth's, and whose. The office calls a login `loket_l07`, and
  /// later ones of that booth `loket_l07_2`.
  func passwordOwner(other code: BoothCode) -> String? {
    guard environment["PGUSER"] == nil, let passwordsRole else { return nil }
    let parts = passwordsRole.split(separator: "_")
    guard parts.count > 1, parts[0] == "loket", let owner = BoothCode(parts[1].uppercased())
    else { return nil }
    return owner == code ? nil : owner.text
  }

  /// The way to the centre without who goes it.
  private var centreBase: String? {
    config.conninfo ?? environment["PGHOST"].map { _ in "" }
  }

  /// What the centre says of a booth that is about to be enrolled here, asked under its new login;
  /// nil where it cannot be asked: whoever installs waits for no network.
  func answer(to enrolment: Enrolment) -> Installation.Answer? {
    let isElsewhere = ["PGUSER", "PGPASSWORD"].contains { environment[$0] != nil }
    guard let centreBase, !enrolment.role.isEmpty, !isElsewhere else { return nil }
    let login = "user=\(quoted(enrolment.role)) password=\(quoted(enrolment.password))"
    let conninfo = centreBase.isEmpty ? login : "\(centreBase) \(login)"
    do throws(CentreError) {
      let centre = try PostgresCentre.open(conninfo: conninfo, patience: .short)
      return try centre.holdings().isEmpty ? .new : .hasServed
    } catch {
      guard case .rejectedUs(let why) = error else { return nil }
      // A server that lets nobody in from here (class 28 by pg_hba.conf), or that has other rights
      // than it should, says nothing of the booth.
      let isOfBooth = why.contains("LOKET-") || why.hasPrefix("28") && !why.contains("pg_hba")
      return isOfBooth ? .refusesLogin(why) : nil
    }
  }

  /// A value as libpq reads it in a connection string.
  private func quoted(_ value: String) -> String {
    "'" + value.flatMap { "'\\".contains($0) ? ["\\", $0] : [$0] } + "'"
  }
}
