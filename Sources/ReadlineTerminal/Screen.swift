import Glibc
import Ports

/// Text on its way to the screen, without anything that could steer the terminal but colours.
///
/// Text for people may quote what somebody typed; control characters and direction marks in it
/// are shown as `<U+001B>`.
struct ScreenText {
  private enum Piece {
    case text(String)
    /// A colour: `ESC [ digits m`.
    case colour(String)
  }

  private var pieces: [Piece] = []

  init(_ text: String) {
    var rest = Array(text.unicodeScalars)[...]
    var plain = ""
    while let scalar = rest.first {
      if let colour = ScreenText.colour(at: rest) {
        pieces += [.text(plain), .colour(String(String.UnicodeScalarView(colour)))]
        plain = ""
        rest = rest.dropFirst(colour.count)
        continue
      }
      plain += ScreenText.shown(scalar)
      rest = rest.dropFirst()
    }
    pieces.append(.text(plain))
  }

  private static func colour(
    at scalars: ArraySlice<Unicode.Scalar>
  ) -> ArraySlice<Unicode.Scalar>? {
    guard scalars.starts(with: ["\u{1B}", "["]) else { return nil }
    let numbers = scalars.dropFirst(2).prefix { ("0"..."9").contains($0) || $0 == ";" }
    guard scalars.dropFirst(2 + numbers.count).first == "m" else { return nil }
    return scalars.prefix(numbers.count + 3)
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\n"
    case "\t": return " "
    case "\u{01}", "\u{02}": return ""  // readline's marks around a colour: put in again below
    default: break
    }
    return LineCheck.isControl(scalar) || LineCheck.isHidden(scalar)
      ? scalar.spelt : String(Character(scalar))
  }

  var plain: String { joined { _ in "" } }

  func text(colour: Bool) -> String { colour ? joined { $0 } : plain }

  /// As readline wants it: what has no width stands between `\001` and `\002`.
  func prompt(colour: Bool) -> String { colour ? joined { "\u{01}\($0)\u{02}" } : plain }

  private func joined(_ colour: (String) -> String) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .colour(let code): colour(code)
      }
    }.joined()
  }
}

/// What the terminal at the standard streams can do.
struct Screen {
  let isInteractive: Bool
  let isDumb: Bool
  /// For screen readers: no colour, no clearing.
  let isPlain: Bool
  let hasColour: Bool

  init(plain: Bool) {
    let term = variable("TERM") ?? ""
    isInteractive = isatty(0) == 1 && isatty(1) == 1
    isDumb = term.isEmpty || term == "dumb"
    isPlain = plain || !(variable("ACCESSIBLE") ?? "").isEmpty
    let wantsNone = !(variable("NO_COLOR") ?? "").isEmpty
    hasColour = isatty(1) == 1 && !wantsNone && !isDumb && !isPlain
  }

  var canClear: Bool { isInteractive && !isDumb && !isPlain }

  /// The width now, 80 if nobody knows.
  var columns: Int {
    var size = winsize()
    let known = unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return known ? min(max(Int(size.ws_col), 20), 500) : 80
  }

  func traits() -> TerminalTraits {
    TerminalTraits(columns: columns, isInteractive: isInteractive, hasColour: hasColour)
  }
}

/// An environment variable's value.
func variable(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(validatingCString: value)
}

/// Writes whole texts to standard output, after whatever C's streams still hold.
enum Output {
  static func write(_ text: String, to descriptor: CInt = 1) {
    fflush(nil)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&ready, 1, -1)
        continue
      }
      // A terminal that went away is reported by the next question, not here.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
