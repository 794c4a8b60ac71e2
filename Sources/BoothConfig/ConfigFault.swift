import Intake

/// Collects the faults while the files are read.
final class FaultLog {
  private(set) var faults: [ConfigFault] = []

  func note(_ file: String, line: Int? = nil, _ key: String, _ kind: ConfigFault.Kind) {
    faults.append(ConfigFault(file: file, line: line, key: key.shown, kind: kind))
  }

  /// Notes a value that cannot be; `names`: those it could have been.
  func refuse(
    _ file: String, line: Int? = nil, _ key: String, _ found: String,
    _ expected: ConfigFault.Expected, names: [String] = []
  ) {
    let near = found.nearest(in: names)
    note(
      file, line: line, key,
      .impossible(found: found.shown, expected: expected, didYouMean: near))
  }

  /// Whether nothing is wrong with a file so far.
  func isClean(_ file: String) -> Bool { !faults.contains { $0.file == file } }
}

extension String {
  /// Fit for a message: short and without control characters, which could drive the terminal.
  var shown: String {
    let safe = unicodeScalars.map { $0.isPlain ? Character($0) : "?" }
    return safe.count > 60 ? String(safe.prefix(59)) + "…" : String(safe)
  }

  /// The one of `names` that was probably meant: at most two slips away, and not all letters.
  func nearest(in names: [String]) -> String? {
    let near = names.map { (name: $0, slips: lowercased().editDistance(to: $0.lowercased())) }
      .min { ($0.slips, $0.name) < ($1.slips, $1.name) }
    guard let near, near.slips <= 2, near.slips < near.name.count else { return nil }
    return near.name
  }
}

extension Unicode.Scalar {
  /// Neither a control nor an invisible formatting character.
  var isPlain: Bool {
    if isASCII { return value >= 0x20 && value != 0x7F }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      false
    default: true
    }
  }
}
