import TestWorld
import Testing

@testable import SQLiteQueue

/// Queue files as earlier programs wrote them.
enum FormerFile {
  static let latest = Schema.latest

  /// A file of every schema before this one, oldest first, with what stands in `database`.
  static func all(of database: String, in booth: Booth) throws -> [String] {
    try (1..<Schema.latest).map { version in
      let path = "\(booth.folder)/former-\(version).db"
      let script = try booth.write(script(version, database), to: "former-\(version).sql")
      try booth.demand("sqlite3 -bail '\(path)' < '\(script)'")
      return path
    }
  }

  private static func script(_ version: Int, _ database: String) -> String {
    let duty = version < 4 ? "" : "INSERT OR IGNORE INTO duty SELECT * FROM now.duty;"
    return """
      \(Schema.migrations.prefix(version).joined(separator: "\n"))
      PRAGMA application_id = \(Schema.applicationID);
      PRAGMA user_version = \(version);
      ATTACH '\(database)' AS now;
      BEGIN;
      INSERT INTO shift SELECT * FROM now.shift;
      INSERT INTO entry SELECT * FROM now.entry ORDER BY shift, sequence;
      INSERT INTO delivery (shift, in_doubt_upto, acknowledged_upto)
        SELECT shift, in_doubt_upto, acknowledged_upto FROM now.delivery;
      \(duty)
      COMMIT;
      """
  }
}
