import Intake
import Ports

extension CentreError {
  /// By what the server says of a statement: its SQLSTATE, and the names the schema raises.
  ///
  /// Messages about values (class 22) are left out, since they quote them.
  init(state: String, words message: String) {
    let detail = state.hasPrefix("22") ? state : "\(state) \(message.firstLine)"
    if message.hasPrefix("LOKET-REVOKED") || message.hasPrefix("LOKET-UNKNOWN-BOOTH") {
      self = .rejectedUs(detail)
      return
    }
    switch state {
    // No schema, table or function of that name.
    case "3F000", "42P01", "42883": self = .otherVersion(0)
    case "42501": self = .rejectedUs(detail)
    // The statement's time was over, or the server let an idle transaction go.
    case "57014", "25P03": self = .unreachable(detail)
    default:
      if state.hasPrefix("28") {
        self = .rejectedUs(detail)
      } else if state.hasPrefix("08") || state.hasPrefix("57P") {
        self = .unreachable(detail)
      } else {
        self = .failed(detail)
      }
    }
  }

  /// By what libpq says of a connection, in its verbose form: a refusal of the server's carries
  /// its SQLSTATE, everything else is the way there.
  init(connecting message: String, needsPassword: Bool) {
    if needsPassword {
      self = .rejectedUs("no password")
    } else if let state = CentreError.state(in: message) {
      self = CentreError(state: state, words: message)
    } else if message.contains("certificate") {
      self = .untrusted(message.firstLine)
    } else {
      self = .unreachable(message.firstLine)
    }
  }

  /// Five capital letters or digits between a severity and a colon: `FATAL:  28P01: password ...`.
  private static func state(in message: String) -> String? {
    let words = message.firstLine.split(separator: " ", omittingEmptySubsequences: true)
    return words.dropFirst().lazy.compactMap { word -> String? in
      guard word.count == 6, word.last == ":" else { return nil }
      let state = word.dropLast()
      guard state.contains(where: \.isASCIIDigit),
        state.allSatisfy({ $0.isASCIIDigit || $0.isASCII("A"..."Z") })
      else { return nil }
      return String(state)
    }.first
  }
}

extension String {
  /// Cut after two hundred characters.
  fileprivate var firstLine: String {
    String((split(whereSeparator: \.isNewline).first ?? "").prefix(200))
  }
}
