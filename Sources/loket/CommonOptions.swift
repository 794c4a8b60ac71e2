import ArgumentParser
import Laptop
import Wording

/// The options that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(name: .long, help: "Folder konfigurasi (configuration folder).")
  var config: String?

  @Option(name: .long, help: "Bahasa layar: id atau en (screen language).")
  var bahasa: String?

  @Flag(name: .long, help: "Polos: tanpa warna dan tanpa menghapus layar (for screen readers).")
  var polos = false

  @Option(name: .long, help: "Berkas sandi sesi, mode 0600 (shift passphrase file).")
  var sandiBerkas: String?

  mutating func validate() throws {
    if config == "" { throw ValidationError("--config: DIR") }
    guard let bahasa, Language(rawValue: bahasa) == nil else { return }
    throw ValidationError("--bahasa: id | en")
  }

  var choices: CommonChoices {
    CommonChoices(config: config, bahasa: bahasa, polos: polos, sandiBerkas: sandiBerkas)
  }
}

/// What of the common options was given; nothing of it, unless said.
struct CommonChoices {
  var config: String?
  var bahasa: String?
  var polos = false
  var sandiBerkas: String?

  /// Screen readers: by the flag or by `ACCESSIBLE`.
  func isPlain(_ environment: [String: String]) -> Bool {
    polos || environment["ACCESSIBLE"]?.isEmpty == false
  }

  func language(configured: Language?, _ environment: [String: String]) -> Language {
    Language.chosen(
      flag: bahasa, configured: configured, locale: Environment.locale(environment))
  }

  /// The file that holds the passphrase: the option, else $LOKET_SANDI_BERKAS.
  func secretPath(_ environment: [String: String]) -> String? {
    sandiBerkas ?? environment["LOKET_SANDI_BERKAS"].flatMap { $0.isEmpty ? nil : $0 }
  }
}
