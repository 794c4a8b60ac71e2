package import Intake

/// What is said of faults in the configuration: file, key, what is wrong, what should stand there.
package struct ConfigWords: Sendable {
  let kind: @Sendable (ConfigFault.Kind) -> String

  /// `policy.toml: minimumAge: "9" cannot be; expected a whole number from 12 to 21`.
  package func sentence(_ fault: ConfigFault) -> String {
    let file = fault.line.map { "\(fault.file):\($0)" } ?? fault.file
    return [file, fault.key, kind(fault.kind)].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}

extension ConfigWords {
  static let indonesian = ConfigWords { kind in
    switch kind {
    case .missingFile: "berkasnya tidak ada"
    case .unreadable(let errno): "berkasnya tidak bisa dibaca (errno \(errno))"
    case .tooLarge(let bytesMax): "berkasnya lebih dari \(bytesMax) bita"
    case .notUTF8: "bukan teks UTF-8; simpan sebagai UTF-8"
    case .syntax(let column, let detail): "kolom \(column): \(detail)"
    case .unknownKey(let near): "kunci tidak dikenal" + meant(near)
    case .missingKey(let expected): "belum ada; perlu \(wanted(expected))"
    case .wrongType(let found, let expected): "berupa \(type(found)); perlu \(wanted(expected))"
    case .impossible(let found, let expected, let near):
      "\"\(found)\" tidak bisa; perlu \(wanted(expected))" + meant(near)
    case .duplicate(let found): "\"\(found)\" ada lebih dari sekali"
    }
  }

  private static func meant(_ near: String?) -> String {
    near.map { "; maksudnya \"\($0)\"?" } ?? ""
  }

  private static func type(_ type: ConfigFault.ValueType) -> String {
    switch type {
    case .text: "teks"
    case .wholeNumber: "bilangan bulat"
    case .fraction: "bilangan pecahan"
    case .yesOrNo: "true atau false"
    case .time: "tanggal atau waktu"
    case .list: "daftar"
    case .table: "tabel"
    }
  }

  private static func wanted(_ expected: ConfigFault.Expected) -> String {
    switch expected {
    case .text: "teks dalam petik, satu baris 1-\(ConfigFault.textLengthMax) huruf"
    case .wholeNumber(let range): "bilangan bulat \(range.lowerBound) sampai \(range.upperBound)"
    case .yesOrNo: "true atau false"
    case .list: "daftar"
    case .table: "tabel"
    case .oneOf(let names): "salah satu dari " + names.joined(separator: ", ")
    case .day: "tanggal seperti \"2024-04-23\""
    case .boothCode: "kode loket seperti \"L01\""
    case .staffCode: "kode nama seperti \"sari\": huruf kecil, angka, tanda -"
    case .placeCode: "kode seperti \"sman-1\": huruf kecil, angka, tanda -"
    case .serviceCode: "kode layanan seperti \"cetak\": huruf kecil, angka, tanda -"
    case .exemptionCode: "satu huruf besar"
    case .regionCode: "kode wilayah 2, 4, 6 atau 10 angka"
    case .homeRegion: "kode 4 angka di regions.tsv yang punya kelurahan di sana"
    case .kelurahan: "kode 10 angka sebuah kelurahan daerah asal"
    case .regionInForce: "kode yang berlaku di berkas yang sama"
    case .knownService: "kode di services.toml"
    case .grants: "\"all\" atau daftar kode layanan"
    case .knownAgency: "kode instansi di places.toml"
    case .knownSchool: "kode sekolah di places.toml"
    case .onlyFor(let kind): "tidak diisi: hanya untuk tempat berjenis \"\(kind.rawValue)\""
    case .neverGated: "false: IKD sendiri memerlukan layanan ini"
    case .notDeclined: "alasan selain declined"
    case .noPassword: "tanpa kata sandi: taruh di ~/.pgpass"
    case .coordinatorLock: "yang ditulis oleh pusat koordinator KODE"
    case .printer: "nama printer, tidak mulai dengan tanda -"
    case .atLeastOne: "paling sedikit satu"
    }
  }
}

extension ConfigWords {
  static let english = ConfigWords { kind in
    switch kind {
    case .missingFile: "the file is missing"
    case .unreadable(let errno): "the file cannot be read (errno \(errno))"
    case .tooLarge(let bytesMax): "the file is larger than \(bytesMax) bytes"
    case .notUTF8: "not UTF-8 text; save the file as UTF-8"
    case .syntax(let column, let detail): "column \(column): \(detail)"
    case .unknownKey(let near): "unknown key" + meantInEnglish(near)
    case .missingKey(let expected): "missing; expected \(wantedInEnglish(expected))"
    case .wrongType(let found, let expected):
      "is \(typeInEnglish(found)); expected \(wantedInEnglish(expected))"
    case .impossible(let found, let expected, let near):
      "\"\(found)\" cannot be; expected \(wantedInEnglish(expected))" + meantInEnglish(near)
    case .duplicate(let found): "\"\(found)\" stands here more than once"
    }
  }

  private static func meantInEnglish(_ near: String?) -> String {
    near.map { "; did you mean \"\($0)\"?" } ?? ""
  }

  private static func typeInEnglish(_ type: ConfigFault.ValueType) -> String {
    switch type {
    case .text: "a text"
    case .wholeNumber: "a whole number"
    case .fraction: "a number with a fraction"
    case .yesOrNo: "true or false"
    case .time: "a date or time"
    case .list: "a list"
    case .table: "a table"
    }
  }

  private static func wantedInEnglish(_ expected: ConfigFault.Expected) -> String {
    switch expected {
    case .text: "a text in quotes, one line of 1 to \(ConfigFault.textLengthMax) characters"
    case .wholeNumber(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .yesOrNo: "true or false"
    case .list: "a list"
    case .table: "a table"
    case .oneOf(let names): "one of " + names.joined(separator: ", ")
    case .day: "a day such as \"2024-04-23\""
    case .boothCode: "a booth code such as \"L01\""
    case .staffCode: "a name code such as \"sari\": lower-case letters, digits, dashes"
    case .placeCode: "a code such as \"sman-1\": lower-case letters, digits, dashes"
    case .serviceCode: "a service code such as \"cetak\": lower-case letters, digits, dashes"
    case .exemptionCode: "one capital letter"
    case .regionCode: "a region code of 2, 4, 6 or 10 digits"
    case .homeRegion: "a four-digit code in regions.tsv that has kelurahan there"
    case .kelurahan: "the ten-digit code of a kelurahan of the home region"
    case .regionInForce: "a code in force in the same file"
    case .knownService: "a code in services.toml"
    case .grants: "\"all\" or a list of service codes"
    case .knownAgency: "the code of an agency in places.toml"
    case .knownSchool: "the code of a school in places.toml"
    case .onlyFor(let kind): "nothing here: only places of kind \"\(kind.rawValue)\" have it"
    case .neverGated: "false: IKD itself needs this service"
    case .notDeclined: "a reason other than declined"
    case .noPassword: "no password here: put it in ~/.pgpass"
    case .coordinatorLock: "what pusat coordinator CODE writes"
    case .printer: "a printer's name, not beginning with a dash"
    case .atLeastOne: "at least one entry"
    }
  }
}
