import Ports

/// A connection that is made when it is first needed, and anew after it was lost.
final class Session {
  private let words: ConnectionWords
  let patience: Patience
  private var connection: Connection?
  private(set) var isInTransaction = false
  /// Asked of every new connection before anything else.
  var greet: (Connection) throws(CentreError) -> Void = { _ in }

  init(_ words: ConnectionWords, patience: Patience) {
    self.words = words
    self.patience = patience
  }

  /// Does `work` with a living connection. After a fault that leaves more than an error message
  /// behind the connection goes, and the server undoes whatever had begun.
  func working<Result>(
    _ work: (Connection) throws(CentreError) -> Result
  ) throws(CentreError) -> Result {
    let connection = try ready()
    do throws(CentreError) { return try work(connection) } catch {
      if !connection.isIdle && !(isInTransaction && connection.isOpen) { self.connection = nil }
      throw error
    }
  }

  private func ready() throws(CentreError) -> Connection {
    if let connection, connection.isStillThere() { return connection }
    connection = nil
    // What was begun is gone with its connection; going on would tear the transaction apart.
    guard !isInTransaction else { throw .unreachable("connection lost in a transaction") }
    let fresh = try Connection(words, patience: patience)
    try greet(fresh)
    connection = fresh
    return fresh
  }

  func rows(_ sql: String, _ values: [Value] = []) throws(CentreError) -> [Row] {
    try working { connection throws(CentreError) in try connection.rows(sql, values) }
  }

  func close() { connection = nil }

  /// BEGIN, the body, COMMIT; whatever the body throws undoes all of it. Not within another one.
  func transaction<Result>(
    _ body: () throws(CentreError) -> Result
  ) throws(CentreError) -> Result {
    precondition(!isInTransaction, "a transaction within a transaction")
    // In any other mode what was committed while it waited for a lock would not be seen.
    try working { connection throws(CentreError) in
      try connection.run("BEGIN ISOLATION LEVEL READ COMMITTED")
    }
    isInTransaction = true
    defer { isInTransaction = false }
    do throws(CentreError) {
      let result = try body()
      try working { connection throws(CentreError) in try connection.commit() }
      return result
    } catch {
      // With its connection closed the server undoes it as well.
      if let connection, (try? connection.run("ROLLBACK")) == nil { self.connection = nil }
      throw error
    }
  }
}
