import CLinux
import Glibc

/// The process's environment as a value.
package enum Environment {
  /// What is not UTF-8 is left out; see `unreadable`.
  package static func current() -> [String: String] {
    var variables: [String: String] = [:]
    guard var next = unsafe loket_environment() else { return variables }
    while let entry = unsafe next.pointee {
      if let text = unsafe String(validatingCString: entry), let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      unsafe next += 1
    }
    return variables
  }

  /// The first variable that says where something lies and is not UTF-8: to go on as if it were not
  /// set would look for the booth's data somewhere else.
  package static func unreadable() -> String? {
    [
      "LOKET_HOME", "PUSAT_HOME", "LOKET_CONFIG", "LOKET_SANDI_BERKAS", "PUSAT_SANDI_BERKAS",
      "XDG_DATA_HOME", "XDG_STATE_HOME", "HOME",
    ].first { name in
      guard let value = unsafe getenv(name) else { return false }
      return unsafe String(validatingCString: value) == nil
    }
  }

  /// The locale of messages; nil: none is set.
  package static func locale(_ variables: [String: String]) -> String? {
    ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { variables[$0] }.first { !$0.isEmpty }
  }
}

/// Where a booth's things lie: paths only, nothing is made.
package struct Places {
  private let environment: [String: String]
  private let workingDirectory: String

  package init(environment: [String: String], workingDirectory: String) {
    self.environment = environment
    self.workingDirectory = workingDirectory
  }

  /// By this process's environment and working directory.
  package static func current() -> Places {
    Places(environment: Environment.current(), workingDirectory: Places.here())
  }

  /// The booth's home: $LOKET_HOME, else $XDG_DATA_HOME/loket, else ~/.local/share/loket.
  package var home: String {
    given("LOKET_HOME").map(absolute) ?? own("XDG_DATA_HOME", else: ".local/share")
  }

  /// The office's home: $PUSAT_HOME, else $XDG_DATA_HOME/pusat, else ~/.local/share/pusat.
  package var officeHome: String {
    given("PUSAT_HOME").map(absolute)
      ?? own("XDG_DATA_HOME", else: ".local/share", program: "pusat")
  }

  /// The homes of both programs, since an office may run a booth on the same machine.
  package var homes: [String] { [home, officeHome] }

  /// For the command history and the log: $XDG_STATE_HOME/loket, else ~/.local/state/loket.
  package var state: String { own("XDG_STATE_HOME", else: ".local/state") }

  /// The configuration: the option, $LOKET_CONFIG, /etc/loket if it holds a loket.toml, the
  /// `config` of the checkout that `executable` was built in, or the one here.
  package func config(option: String?, executable: String? = Places.executable()) -> String {
    if let named = option ?? given("LOKET_CONFIG") { return absolute(named) }
    if Places.holdsConfig("/etc/loket") { return "/etc/loket" }
    return executable.flatMap(Places.checkoutConfig) ?? absolute("config")
  }

  /// Set, and not to nothing.
  private func given(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A folder by XDG's rules: only absolute paths count.
  private func own(
    _ name: String, else usual: String, program: String = "loket"
  ) -> String {
    if let base = given(name), base.hasPrefix("/") { return "\(base)/\(program)" }
    return "\(userHome)/\(usual)/\(program)"
  }

  private var userHome: String {
    if let home = given("HOME"), home.hasPrefix("/") { return home }
    guard let user = unsafe getpwuid(getuid()), let home = unsafe user.pointee.pw_dir
    else { return "/" }
    return unsafe String(validatingCString: home) ?? "/"
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(workingDirectory)/\(path)"
  }
}

extension Places {
  private static func holdsConfig(_ folder: String) -> Bool {
    facts(of: folder + "/loket.toml")?.isRegularFile ?? false
  }

  /// Walks up from the executable to a folder with `config/loket.toml`.
  private static func checkoutConfig(above executable: String) -> String? {
    var parts = executable.split(separator: "/").dropLast()
    while !parts.isEmpty {
      let config = "/" + parts.joined(separator: "/") + "/config"
      if holdsConfig(config) { return config }
      parts = parts.dropLast()
    }
    return nil
  }

  /// This program's own file, links resolved.
  package static func executable() -> String? { real("/proc/self/exe") }

  /// The one path of what stands there, whatever links and dots lead to it; nil: nothing does.
  static func real(_ path: String) -> String? {
    guard let path = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(path) }
    return unsafe String(validatingCString: path)
  }

  private static func here() -> String {
    guard let path = unsafe getcwd(nil, 0) else { return "/" }
    defer { unsafe free(path) }
    return unsafe String(validatingCString: path) ?? "/"
  }
}
