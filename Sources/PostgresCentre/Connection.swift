import CPQ
import Glibc
import Ports

/// One connection of libpq's, closed when it goes.
///
/// Never blocks for ever: libpq is used in its non-blocking way, and every wait is on the socket
/// with a deadline. Statements are this room's own text, values are always bound.
@safe final class Connection {
  private let handle: Handle
  private let words: ConnectionWords
  let patience: Patience

  /// Connects, and tells the server how long a statement may take.
  ///
  /// Looking up a name is the one wait that has no deadline but the resolver's own.
  init(_ words: ConnectionWords, patience: Patience) throws(CentreError) {
    handle = try Handle(words)
    self.words = words
    self.patience = patience
    try connect(Deadline(after: patience.connecting))
    guard unsafe PQsetnonblocking(handle.pointer, 1) == 0
    else { throw .failed("libpq cannot work without blocking") }
    try run("SET statement_timeout = \(patience.call.milliseconds)")
  }

  private func connect(_ deadline: Deadline) throws(CentreError) {
    var state = PGRES_POLLING_WRITING
    while state != PGRES_POLLING_OK {
      switch state {
      case PGRES_POLLING_READING: try wait(for: POLLIN, deadline)
      case PGRES_POLLING_WRITING: try wait(for: POLLOUT, deadline)
      default: throw connectionFault()
      }
      state = unsafe PQconnectPoll(handle.pointer)
    }
  }

  /// Waits until the socket can be read or written.
  private func wait(for events: CInt, _ deadline: Deadline) throws(CentreError) {
    while true {
      var waiting = pollfd(fd: unsafe PQsocket(handle.pointer), events: Int16(events), revents: 0)
      guard waiting.fd >= 0 else { throw .unreachable("no connection") }
      let ready = unsafe poll(&waiting, 1, deadline.millisecondsLeft)
      if ready > 0 { return }
      guard ready == 0 || errno == EINTR else { throw .unreachable("poll: error \(errno)") }
      if ready == 0, deadline.isOver { throw .unreachable("no answer in time") }
    }
  }
}

extension Connection {
  var isOpen: Bool { unsafe PQstatus(handle.pointer) == CONNECTION_OK }

  /// Open, and in no transaction.
  var isIdle: Bool {
    unsafe isOpen && PQtransactionStatus(handle.pointer) == PQTRANS_IDLE
  }

  /// Looks, without waiting, whether the server has closed the connection since: it may have said
  /// why before it did.
  func isStillThere() -> Bool {
    for _ in 0..<8 where isOpen {
      var waiting = pollfd(fd: unsafe PQsocket(handle.pointer), events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&waiting, 1, 0) > 0 else { return true }
      guard unsafe PQconsumeInput(handle.pointer) == 1 else { return false }
      _ = unsafe PQisBusy(handle.pointer)
    }
    return isOpen
  }

  /// A statement of several parts and without values, as in a migration.
  func run(_ sql: String) throws(CentreError) {
    let deadline = Deadline(after: patience.call)
    guard unsafe PQsendQuery(handle.pointer, sql) == 1 else { throw connectionFault() }
    _ = try results(deadline)
  }

  /// One statement with bound values; every column comes in binary.
  func rows(_ sql: String, _ values: [Value] = []) throws(CentreError) -> [Row] {
    try query(sql, values).rows
  }

  /// Gives how many rows the statement changed.
  func execute(_ sql: String, _ values: [Value]) throws(CentreError) -> Int {
    try query(sql, values).changed
  }

  private func query(_ sql: String, _ values: [Value]) throws(CentreError) -> QueryResult {
    let deadline = Deadline(after: patience.call)
    let bound = try BoundValues(values)
    let isSent = unsafe bound.withPointers { pointers in
      unsafe PQsendQueryParams(
        handle.pointer, sql, CInt(values.count), bound.types, pointers, bound.lengths,
        bound.formats, 1)
    }
    guard isSent == 1 else { throw connectionFault() }
    guard let last = try results(deadline).last else { throw .failed("no result") }
    return last
  }

  /// What the server may have done all the same is told apart from what it undid.
  func commit() throws(CentreError) {
    let deadline = Deadline(after: patience.call)
    guard unsafe PQsendQuery(handle.pointer, "COMMIT") == 1 else { throw connectionFault() }
    guard try results(deadline).last?.tag == "COMMIT" else { throw .failed("rolled back") }
  }

  /// Several statements with one COPY FROM STDIN among them, in one message: one way there and
  /// back. `pieces` hands in the data, nil at its end; each is on its way before the next is made,
  /// and all of it before `meanwhile` is called.
  func copy(
    _ sql: String, within time: Duration, pieces: () -> [UInt8]?, _ meanwhile: () -> Void = {}
  ) throws(CentreError) -> [QueryResult] {
    let deadline = Deadline(after: time)
    guard unsafe PQsendQuery(handle.pointer, sql) == 1 else { throw connectionFault() }
    return try results(deadline) { () throws(CentreError) in
      while let piece = pieces() {
        let isTaken = unsafe piece.withUnsafeBytes { bytes in
          unsafe PQputCopyData(
            handle.pointer, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
            CInt(bytes.count))
        }
        guard isTaken == 1 else { throw connectionFault() }
        try flush(deadline)
      }
      guard unsafe PQputCopyEnd(handle.pointer, nil) == 1 else { throw connectionFault() }
      try flush(deadline)
      meanwhile()
    }
  }

  /// Rows into a table by one COPY; `columns` are its name and theirs, in parentheses.
  func fill(_ columns: String, _ rows: [[Value]]) throws(CentreError) {
    var place = 0
    _ = try copy("COPY \(columns) FROM STDIN", within: patience.call) {
      guard place < rows.count else { return nil }
      var piece: [UInt8] = []
      while place < rows.count, piece.count < 128 * 1024 {
        Value.append(line: rows[place], to: &piece)
        place += 1
      }
      return piece
    }
  }

  /// A password as the server keeps it, so that the word itself never travels in a statement.
  func verifier(of password: String, role: String) throws(CentreError) -> String {
    guard
      let text = unsafe PQencryptPasswordConn(
        handle.pointer, password, role, "scram-sha-256")
    else { throw .failed("no verifier of the password") }
    defer { unsafe PQfreemem(text) }
    return unsafe String(cString: text)
  }
}

extension Connection {
  /// All results of what was sent; the first error among them is thrown once all are read.
  private func results(
    _ deadline: Deadline, copying: () throws(CentreError) -> Void = {}
  ) throws(CentreError) -> [QueryResult] {
    var results: [QueryResult] = []
    var fault: CentreError?
    while let result = try nextResult(deadline) {
      switch result.status {
      case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: results.append(result)
      case PGRES_COPY_IN: try copying()
      case PGRES_COPY_OUT, PGRES_COPY_BOTH: throw .failed("COPY the wrong way")
      default: fault = fault ?? self.fault(of: result)
      }
    }
    if let fault { throw fault }
    return results
  }

  private func nextResult(_ deadline: Deadline) throws(CentreError) -> QueryResult? {
    try flush(deadline)
    while unsafe PQisBusy(handle.pointer) == 1 {
      try wait(for: POLLIN, deadline)
      guard unsafe PQconsumeInput(handle.pointer) == 1 else { throw connectionFault() }
    }
    return unsafe QueryResult(PQgetResult(handle.pointer))
  }

  /// Sends what libpq has gathered, reading meanwhile whatever the server has to say: a server
  /// that is not read may stop reading us.
  private func flush(_ deadline: Deadline) throws(CentreError) {
    var left = unsafe PQflush(handle.pointer)
    while left == 1 {
      try wait(for: POLLIN | POLLOUT, deadline.sooner(of: patience.stall))
      guard unsafe PQconsumeInput(handle.pointer) == 1 else { throw connectionFault() }
      left = unsafe PQflush(handle.pointer)
    }
    guard left == 0 else { throw connectionFault() }
  }

  private func fault(of result: QueryResult) -> CentreError {
    guard isOpen else { return connectionFault() }
    return CentreError(state: result.state, words: words.withoutPassword(result.message))
  }

  /// What libpq says of a connection that could not be made, or died.
  private func connectionFault() -> CentreError {
    let needsPassword = unsafe PQconnectionNeedsPassword(handle.pointer) == 1
    let text = unsafe String(cString: PQerrorMessage(handle.pointer))
    return CentreError(
      connecting: words.withoutPassword(text), needsPassword: needsPassword)
  }
}

/// libpq's connection: owned by one, finished when it goes.
@safe private struct Handle: ~Copyable {
  let pointer: OpaquePointer

  /// Begins to connect.
  init(_ words: ConnectionWords) throws(CentreError) {
    let pairs = words.words.map { $0 }
    let keys = CStringList(pairs.map(\.key))
    let values = CStringList(pairs.map(\.value))
    guard let pointer = unsafe PQconnectStartParams(keys.pointers, values.pointers, 0)
    else { throw .failed("out of memory") }
    unsafe self.pointer = unsafe pointer
    // So that even the refusal of a connection carries its SQLSTATE.
    _ = unsafe PQsetErrorVerbosity(pointer, PQERRORS_VERBOSE)
    _ = unsafe PQsetNoticeReceiver(pointer, { _, _ in }, nil)
  }

  deinit { unsafe PQfinish(pointer) }
}

/// Texts as C wants a list of them: null at its end; freed when it goes.
@safe private final class CStringList {
  let pointers: [UnsafePointer<CChar>?]

  init(_ texts: [String]) {
    unsafe pointers = unsafe texts.map { unsafe UnsafePointer(strdup($0)) } + [nil]
  }

  deinit {
    unsafe pointers.forEach { text in unsafe free(UnsafeMutablePointer(mutating: text)) }
  }
}
