import BoothConfig
import Glibc
import Intake
import RosterFile
import TestWorld

extension Targets {
  /// A school's or agency's list: lines of text, a workbook as it lies on the disk, and the parts of
  /// one, packed as they come.
  static func rosters() -> [Target] {
    let lines = [
      "NIK;Nama;Tanggal Lahir;JK;Kelas\r\n3573055708099001;ANI CONTOH;17/08/2009;P;X-1\r\n",
      "DAFTAR\n\nNo\tNama Siswa\tTempat, Tanggal Lahir\n1\tANI CONTOH\tMalang, 17 Agustus 2009\n",
      "\"Nama\";\"NIK\"\n\"ANI \"\"A\"\" CONTOH\";\"3573055708099001\"",
    ]
    let wide: [UInt8] =
      [0xFF, 0xFE]
      + lines[0].utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let sheet = """
      <worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>NIK\
      </t></is></c><c r="C1" t="s"><v>2</v></c></row><row><c r="A2" t="s"><v>1</v></c><c r="B2" \
      t="str"><v>3573055708099001</v></c><c r="C2"><v>40042</v></c></row></sheetData></worksheet>
      """
    let texts =
      "<sst><si><t>Nama</t></si><si><t>ANI &#67;ONTOH</t></si>"
      + "<si><t>Tanggal Lahir</t></si></sst>"
    let tags = [
      "<row>", "</row>", "<c ", "</c>", "<v>", "r=\"ZZZ9\"", "&#x41;", "&#1114112;", "<!--",
    ]
    return [
      Target(
        name: "roster-text", samples: lines.map { Array($0.utf8) } + [wide],
        words: ["\"", ";", ",", "\t", "\r\n", "nama", "3,5E+15", "\u{FEFF}", "Feb"], check: roster),
      Target(name: "roster-zip", samples: [zip(sheet, texts)], check: roster),
      Target(name: "roster-sheet", samples: [Array(sheet.utf8)], words: tags) {
        try roster(zip(String(decoding: $0, as: UTF8.self), texts))
      },
      Target(name: "roster-strings", samples: [Array(texts.utf8)], words: tags) {
        try roster(zip(sheet, String(decoding: $0, as: UTF8.self)))
      },
    ]
  }

  private static func roster(_ bytes: [UInt8]) throws -> Outcome {
    guard case .success(let reading) = RosterFile.read(bytes) else { return .refused }
    guard reading.people.count <= RosterFile.peopleMax else { throw Broken(why: "too many people") }
    return .accepted
  }

  /// A workbook of two parts, stored as they are.
  private static func zip(_ sheet: String, _ texts: String) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var files: [UInt8] = []
    var directory: [UInt8] = []
    let parts = [("xl/sharedStrings.xml", texts), ("xl/worksheets/sheet1.xml", sheet)]
    for (name, text) in parts {
      let (name, content) = (Array(name.utf8), Array(text.utf8))
      let facts =
        number(0, 2 + 2 + 4 + 4) + number(content.count, 4) + number(content.count, 4)
        + number(name.count, 2) + number(0, 2)
      directory += number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + facts
      directory += number(0, 2 + 2 + 2 + 4) + number(files.count, 4) + name
      files += number(0x0403_4B50, 4) + number(20, 2) + facts + name + content
    }
    let end =
      number(0x0605_4B50, 4) + number(0, 4) + number(parts.count, 2) + number(parts.count, 2)
      + number(directory.count, 4) + number(files.count, 4) + number(0, 2)
    return files + directory + end
  }
}

extension Targets {
  private static let settings = [
    "loket.toml", "policy.toml", "services.toml", "places.toml", "regions.tsv",
  ]

  /// Each file of the configuration, the others as they are shipped.
  static func configurations() throws -> [Target] {
    try settings.map { file in
      let sample = try contents("\(FuzzBooth.config)/\(file)")
      return Target(
        name: "config-\(file.split(separator: ".")[0])", samples: [sample],
        words: ["\n", "\"", "=", "[[", "]]", "'''", "1e999", "true", "\t", "9223372036854775808"],
        cost: 20
      ) { bytes in
        let folder = try copy(with: bytes, in: file)
        defer { remove(folder) }
        switch BoothConfig.load(from: folder) {
        case .success: return .accepted
        case .failure(let faults):
          guard !faults.all.isEmpty else { throw Broken(why: "refused without a fault") }
          return .refused
        }
      }
    }
  }

  private static func copy(with bytes: [UInt8], in changed: String) throws -> String {
    let folder = "/dev/shm/loket-fuzz-\(getpid())"
    mkdir(folder, 0o700)
    for file in settings {
      let path = "\(folder)/\(file)"
      guard file == changed else {
        symlink("\(FuzzBooth.config)/\(file)", path)
        continue
      }
      let output = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      defer { close(output) }
      guard write(output, bytes, bytes.count) == bytes.count
      else { throw Broken(why: "no room for the configuration") }
    }
    return folder
  }

  private static func remove(_ folder: String) {
    for file in settings { unlink("\(folder)/\(file)") }
    rmdir(folder)
  }

  private static func contents(_ path: String) throws -> [UInt8] {
    let input = open(path, O_RDONLY)
    defer { close(input) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = read(input, &bytes, bytes.count)
    guard count > 0 else { throw Broken(why: "\(path) cannot be read") }
    return Array(bytes.prefix(count))
  }
}
