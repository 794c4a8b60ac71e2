import GRDB
import Ports

/// Who opens the file: the counter, or someone who looks on beside it.
enum Access {
  case writer, reader
}

/// Makes connections with the settings that keep acknowledged entries through a power cut.
enum Connection {
  static let busySeconds = 5.0

  static func writer(_ path: String, mayCreate: Bool) throws(QueueError) -> DatabaseQueue {
    try QueueFile.prepare(path, mayCreate: mayCreate)
    do {
      let queue = try DatabaseQueue(path: path, configuration: writing)
      try queue.writeWithoutTransaction { db in
        try Durability.check(db)
        guard try mayCreate || Schema.version(db) > 0 else { throw QueueError.gone }
        try Schema.migrate(db)
      }
      return queue
    } catch { throw QueueError(error) }
  }

  /// Never changes the file, unless a program died while storing: then its journal is played back,
  /// which a connection that may only read cannot do.
  static func reader(_ path: String) throws(QueueError) -> DatabaseQueue {
    do {
      do { return try onlooker(path) } catch let error where error.needsRecovery {
        try recover(path)
        return try onlooker(path)
      }
    } catch { throw QueueError(error) }
  }

  /// A file of an older version is brought up to this one first, as the counter would do.
  private static func onlooker(_ path: String) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(path: path, configuration: reading)
    let version = try queue.read(Schema.version)
    guard version != 0, version < Schema.latest else { return queue }
    try queue.close()
    try writer(path, mayCreate: false).close()
    return try DatabaseQueue(path: path, configuration: reading)
  }

  private static func recover(_ path: String) throws {
    try QueueFile.prepare(path, mayCreate: false)
    let queue = try DatabaseQueue(path: path, configuration: writing)
    _ = try queue.read(Schema.version)
    try queue.close()
  }

  private static var writing: Configuration {
    var configuration = Configuration()
    configuration.label = "loket.queue"
    configuration.busyMode = .timeout(busySeconds)
    // Another program's file is refused before a setting could change it.
    configuration.prepareDatabase { db in
      _ = try Schema.version(db)
      try Durability.set(db)
    }
    return configuration
  }

  private static var reading: Configuration {
    var configuration = Configuration()
    configuration.label = "loket.queue.reader"
    configuration.readonly = true
    configuration.busyMode = .timeout(busySeconds)
    return configuration
  }
}

/// The settings without which a stored entry may vanish with the power; GRDB's WAL mode would undo
/// them, so its `journalMode` stays untouched (house decision 5).
enum Durability {
  static func set(_ db: Database) throws {
    try db.execute(
      sql: """
        PRAGMA journal_mode = TRUNCATE;
        PRAGMA synchronous = EXTRA;
        PRAGMA foreign_keys = ON;
        """)
  }

  /// Reads every setting back; SQLite keeps quiet when it cannot do as told.
  static func check(_ db: Database) throws {
    let settings = [("journal_mode", "truncate"), ("synchronous", "3"), ("foreign_keys", "1")]
    for (name, wanted) in settings {
      let found = try db.texts("PRAGMA \(name)")
      guard found == [wanted] else { throw QueueError.damaged("\(name) is \(found)") }
    }
  }

  /// A commit that writes for certain, so that all before it is on the disk: an UPDATE that changes
  /// nothing would not touch a page.
  static func touch(_ db: Database) throws {
    try db.execute(sql: "PRAGMA user_version = \(Schema.latest)")
  }
}
