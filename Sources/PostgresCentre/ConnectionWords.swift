import CPQ
import Glibc
import Ports

/// A libpq connection string taken apart, with the program's own settings where it says nothing.
struct ConnectionWords {
  private(set) var words: [String: String]

  /// `options` are the server's settings of the session where nobody else gives any. Throws without
  /// repeating the string, which may hold a password.
  init(_ conninfo: String, options: String? = nil) throws(CentreError) {
    if let missing = unsafe loket_pq_load() {
      throw .libraryMissing(unsafe String(cString: missing))
    }
    guard !conninfo.utf8.contains(0), let list = unsafe PQconninfoParse(conninfo, nil) else {
      throw .failed("the connection string cannot be read")
    }
    defer { unsafe PQconninfoFree(list) }
    words = [:]
    var next = unsafe list
    while let keyword = unsafe next.pointee.keyword {
      let value = unsafe next.pointee.val.map { unsafe String(cString: $0) }
      // By the contract the environment stands above the string; libpq has it the other way.
      if let value, unsafe !ConnectionWords.isSet(next.pointee.envvar) {
        words[unsafe String(cString: keyword)] = value
      }
      unsafe next += 1
    }
    fillIn()
    if let options, words["options"] == nil, ConnectionWords.variable("PGOPTIONS") == nil {
      words["options"] = options
    }
  }

  private static func isSet(_ variable: UnsafePointer<CChar>?) -> Bool {
    guard let variable = unsafe variable, let text = unsafe getenv(variable) else { return false }
    return unsafe text.pointee != 0
  }

  private mutating func fillIn() {
    let usual = [
      "fallback_application_name": "loket", "client_encoding": "UTF8",
      "tcp_user_timeout": "30000", "keepalives": "1", "keepalives_idle": "20",
      "keepalives_interval": "5", "keepalives_count": "3", "connect_timeout": "15",
    ]
    words.merge(usual) { given, _ in given }
    // Kerberos is never meant, and asking for it costs a round trip.
    if ConnectionWords.variable("PGGSSENCMODE") == nil {
      words.merge(["gssencmode": "disable"]) { given, _ in given }
    }
    let isSaid =
      ["sslmode", "service"].contains { words[$0] != nil }
      || ["PGSSLMODE", "PGSERVICE"].contains { ConnectionWords.variable($0) != nil }
    if !isLocal, !isSaid { words["sslmode"] = "verify-full" }
  }

  /// Whether every server named is this machine; libpq's default is its own socket.
  private var isLocal: Bool {
    let named =
      words["hostaddr"] ?? ConnectionWords.variable("PGHOSTADDR") ?? words["host"]
      ?? ConnectionWords.variable("PGHOST") ?? ""
    return named.split(separator: ",").allSatisfy {
      $0.hasPrefix("/") || $0.hasPrefix("@") || ["localhost", "127.0.0.1", "::1"].contains($0)
    }
  }

  private static func variable(_ name: String) -> String? {
    guard let text = unsafe getenv(name), unsafe text.pointee != 0 else { return nil }
    return unsafe String(cString: text)
  }

  /// The same text without the password, should a message ever repeat it.
  func withoutPassword(_ text: String) -> String {
    guard let password = words["password"], !password.isEmpty else { return text }
    return text.split(separator: password, omittingEmptySubsequences: false)
      .joined(separator: "***")
  }
}
