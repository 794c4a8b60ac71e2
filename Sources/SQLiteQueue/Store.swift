import GRDB
import Intake
import Ports

/// The queue's file and its one connection, opened anew after the disk failed.
final class Store {
  private let path: String
  private let access: Access
  private var connection: DatabaseQueue?

  init(path: String, access: Access, mayCreate: Bool = true) throws(QueueError) {
    self.path = path
    self.access = access
    connection = try Store.connect(path, access, mayCreate: mayCreate)
  }

  private static func connect(
    _ path: String, _ access: Access, mayCreate: Bool
  ) throws(QueueError) -> DatabaseQueue {
    switch access {
    case .writer: try Connection.writer(path, mayCreate: mayCreate)
    case .reader: try Connection.reader(path)
    }
  }

  /// A queue that once was there is never replaced by a new, empty one.
  private func connected() throws(QueueError) -> DatabaseQueue {
    if let connection { return connection }
    let fresh = try Store.connect(path, access, mayCreate: false)
    connection = fresh
    return fresh
  }

  private func disconnect() {
    try? connection?.close()
    connection = nil
  }

  /// Nothing was ever stored, not even a schema.
  func isEmpty() throws(QueueError) -> Bool { try read { try Schema.version($0) == 0 } }
}

extension Store {
  /// One look at one state between two commits.
  func read<Value>(_ look: (Database) throws -> Value) throws(QueueError) -> Value {
    do { return try attempt(look) } catch {
      guard error.needsRecovery else { throw QueueError(error) }
    }
    do { return try attempt(look) } catch { throw QueueError(error) }
  }

  private func attempt<Value>(_ look: (Database) throws -> Value) throws -> Value {
    do { return try connected().look(look) } catch {
      if !error.leavesConnectionSound { disconnect() }
      throw error
    }
  }

  /// One commit, for which a second try with the same values is always safe.
  ///
  /// If `isStored` finds the values there, something is committed nevertheless: the try before may
  /// have failed between storing and making it last. When the disk fails, a fresh connection looks
  /// whether the values came through; if not, it stays open whether they might (`.unconfirmed`).
  func commit(
    _ place: EntryID, isStored: (Database) throws -> Bool, store: (Database) throws -> Void
  ) throws(QueueError) {
    guard access == .writer else { throw .notWritable }
    do {
      try transaction { try isStored($0) ? Durability.touch($0) : store($0) }
    } catch let error where error.isDiskFailure {
      guard isConfirmed(isStored) else { throw .unconfirmed }
    } catch { throw QueueError(error, storing: place) }
  }

  private func isConfirmed(_ isStored: (Database) throws -> Bool) -> Bool {
    do {
      try transaction {
        guard try isStored($0) else { throw QueueError.unconfirmed }
        try Durability.touch($0)
      }
      return true
    } catch { return false }
  }

  private func transaction(_ body: (Database) throws -> Void) throws {
    do {
      try connected().writeWithoutTransaction { db in
        try db.inTransaction(.immediate) {
          try body(db)
          return .commit
        }
      }
      guard QueueFile.isAlive(path) else { throw DatabaseError(resultCode: .SQLITE_IOERR) }
    } catch {
      if !error.leavesConnectionSound { disconnect() }
      throw error
    }
  }
}

extension DatabaseQueue {
  /// Reads in one transaction. Not by GRDB's `read`: its `query_only` makes SQLite compile every
  /// statement anew, which took a third of a save.
  fileprivate func look<Value>(_ look: (Database) throws -> Value) throws -> Value {
    try unsafeRead { db in
      try db.execute(sql: "BEGIN DEFERRED")
      do {
        let value = try look(db)
        try db.execute(sql: "COMMIT")
        return value
      } catch {
        if db.isInsideTransaction { try db.execute(sql: "ROLLBACK") }
        throw error
      }
    }
  }
}
