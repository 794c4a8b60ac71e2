import GRDB
import Ports

/// Which schema a file has, and the way from each to the latest.
enum Schema {
  /// `LOKT`, in SQLite's header: says that a file is a queue.
  static let applicationID = 0x4c4f_4b54

  static var latest: Int { migrations.count }

  /// The file's schema; 0 for a new, empty file. Refuses newer ones and files that are no queue.
  static func version(_ db: Database) throws -> Int {
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    if application == applicationID {
      guard version <= latest else { throw QueueError.newer(schema: version) }
      guard version >= 1 else { throw QueueError.damaged("schema \(version)") }
      return version
    }
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
    guard (application, version, tables) == (0, 0, 0) else {
      throw QueueError.damaged("not a queue: application \(application)")
    }
    return 0
  }

  /// Every migration that is missing, each in one transaction with its number.
  static func migrate(_ db: Database) throws {
    guard try version(db) < latest else { return }
    for number in 1...latest {
      try db.inTransaction(.immediate) {
        // Asked again under the lock: another program may have been faster.
        guard try version(db) < number else { return .rollback }
        try db.execute(sql: migrations[number - 1])
        try db.execute(
          sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(number)")
        return .commit
      }
    }
  }

  /// The exact text of each table, index and trigger, by its name.
  static func objects(_ db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT type || ' ' || name, sql FROM sqlite_schema
        WHERE name NOT LIKE 'sqlite!_%' ESCAPE '!'
        """)
    return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.text(0), try $0.text(1)) })
  }

  /// What `objects` finds in a file that nobody has touched.
  static func expectedObjects() throws -> [String: String] {
    let memory = try DatabaseQueue()
    return try memory.writeWithoutTransaction { db in
      try migrate(db)
      return try objects(db)
    }
  }
}
