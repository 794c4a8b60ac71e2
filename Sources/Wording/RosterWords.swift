/// What is said of lists (sasaran).
package struct RosterWords: Sendable {
  package let taken: @Sendable (_ count: Int, _ institution: String) -> String
  package let withoutNIK: @Sendable (Int) -> String
  package let withoutDate: @Sendable (Int) -> String
  package let refused: @Sendable (_ count: Int, _ lines: String) -> String
  package let doubles: @Sendable (Int) -> String
  /// One NIK under two names: the rows, in pairs.
  package let disputes: @Sendable (_ count: Int, _ pairs: String) -> String
  package let none: String
  package let institution: String
  package let heading: @Sendable (_ institution: String) -> String
  /// Went with a power cut, and has to be imported again.
  package let lost: @Sendable (_ count: Int, _ institution: String) -> String
  package let notCounted: String
  package let notCountedHere: String
  package let sealedAtClosing: String
  package let notOnList: String
  package let tooFewLetters: String
  package let tooManyFit: @Sendable (Int) -> String
  package let unreadable: String
  package let noHeading: String
  package let nobody: String
  package let tooMany: @Sendable (_ max: Int) -> String
  package let notKept: @Sendable (_ isFull: Bool) -> String
  package let noInstitution: String
}

extension RosterWords {
  static let indonesian = RosterWords(
    taken: { "\($0) orang dari \($1) masuk sasaran. Ketik beberapa huruf nama di tempat NIK." },
    withoutNIK: {
      "\($0) orang masuk tanpa NIK: NIK-nya salah, atau disimpan sebagai angka sehingga angka "
        + "ke-16 hilang. Minta daftar dengan kolom NIK sebagai teks."
    },
    withoutDate: { "\($0) orang masuk tanpa tanggal lahir. Contoh yang terbaca: 17/08/2009." },
    refused: {
      "\($0) baris tidak diambil karena namanya kosong atau tidak terbaca: baris \($1)."
    },
    doubles: { "\($0) baris ganda dijadikan satu: setiap orang dihitung sekali." },
    disputes: {
      "\($0) baris tidak diambil karena NIK-nya sudah dipakai nama lain: baris \($1). Yang pertama "
        + "diambil; cocokkan dengan pengirim daftar."
    },
    none: "Belum ada sasaran di sesi ini. Ketik sasaran dan nama berkasnya (XLSX atau CSV).",
    institution: "Sasaran siapa (kode instansi atau sekolah)",
    heading: { "SASARAN \($0)" },
    lost: {
      "Sasaran \($1) (\($0) orang) hilang bersama listrik; kunjungan yang bertiket aman. Ambil "
        + "daftarnya lagi: sasaran BERKAS."
    },
    notCounted:
      "Sasaran sesi ini tidak terhitung: sesi terkunci. Untuk menghitungnya jangan tutup dulu; "
      + "buka kios dengan sandi sesi, lalu ketik tutup di sana.",
    notCountedHere:
      "Sasaran sesi ini tidak terhitung dan kini hilang: tanpa --sandi-berkas tidak terbaca. Angka "
      + "lain utuh.",
    sealedAtClosing:
      "Sesi belum ditutup: sasarannya tersegel, dan tanpa sandi angkanya hilang. Tutup dengan "
      + "--sandi-berkas BERKAS; atau tanpa menghitung sasaran, dan formulir yang belum selesai "
      + "ikut dibuang: --buang-draf.",
    notOnList: "Nama itu tidak ada di sasaran. Ketik NIK, atau Enter bila tidak punya.",
    tooFewLetters:
      "Untuk mencari di sasaran ketik paling sedikit dua huruf nama. Atau ketik NIK; Enter bila "
      + "tidak punya.",
    tooManyFit: { "\($0) nama cocok. Ketik lebih lengkap." },
    unreadable:
      "Berkas itu bukan XLSX atau CSV yang utuh. Tidak ada yang berubah; minta kirim ulang.",
    noHeading:
      "Baris judul tidak ditemukan. Perlu kolom Nama dan NIK atau Tanggal Lahir; tidak ada yang "
      + "berubah.",
    nobody: "Tidak ada orang di bawah baris judulnya. Tidak ada yang berubah.",
    tooMany: { "Berkas terlalu besar: paling banyak \($0) orang. Tidak ada yang berubah." },
    notKept: {
      $0
        ? "Memori sementara penuh, sasaran tidak muat. Pelayanan tetap bisa; kosongkan /dev/shm "
          + "atau tutup program lain, lalu coba lagi."
        : "Tidak ada memori sementara (tmpfs) untuk sasaran. Pelayanan tetap bisa; pasang /dev/shm."
    },
    noInstitution: "Sasaran siapa? Sebut --lembaga KODE, kode sekolah atau instansi di places.toml."
  )

  static let english = RosterWords(
    taken: {
      "\($0.counted("person", "people")) of \($1) on the list. Type a few letters where the NIK "
        + "goes."
    },
    withoutNIK: {
      "\($0.counted("person", "people")) came without a NIK: it is wrong, or was kept as a "
        + "number, which loses the 16th digit. Ask for the list with the NIK column as text."
    },
    withoutDate: {
      "\($0.counted("person", "people")) came without a birth date. What can be read: 17/08/2009."
    },
    refused: {
      "\($0.counted("line was", "lines were")) not taken, no name is there or can be read: line "
        + "\($1)."
    },
    doubles: {
      "\($0.counted("double line was", "double lines were")) made one with the first: each person "
        + "counts once."
    },
    disputes: {
      "\($0.counted("line was", "lines were")) not taken, its NIK stands under another name: "
        + "lines \($1). The first was taken; ask whoever sent the list."
    },
    none: "No list in this shift yet. Type roster and the name of its file (XLSX or CSV).",
    institution: "Whose list (code of an agency or school)",
    heading: { "ROSTER \($0)" },
    lost: {
      "The list of \($1) (\($0.counted("person", "people"))) went with the power; visits with a "
        + "ticket are safe. Take it in again: roster FILE."
    },
    notCounted:
      "This shift's lists are not counted: it is locked. To count them do not close yet; start "
      + "the kiosk with the passphrase and type close there.",
    notCountedHere:
      "This shift's lists were not counted and are gone now: without --sandi-berkas they cannot "
      + "be read. All other figures are whole.",
    sealedAtClosing:
      "The shift was not closed: its lists are sealed, and without the passphrase their figures "
      + "are lost. Close with --sandi-berkas FILE; or without counting the lists, and dropping any "
      + "unfinished forms: --buang-draf.",
    notOnList: "That name is on no list. Type the NIK, or press Enter if there is none.",
    tooFewLetters:
      "To look on the list type at least two letters of the name. Or type the NIK; Enter if there "
      + "is none.",
    tooManyFit: { "\($0) names fit. Type more of it." },
    unreadable: "That file is no whole XLSX or CSV. Nothing was changed; ask for it again.",
    noHeading:
      "No heading was found. A column Nama and one of NIK or Tanggal Lahir are needed; nothing was "
      + "changed.",
    nobody: "There is nobody under its heading. Nothing was changed.",
    tooMany: { "The file is too large: it may name \($0) at most. Nothing was changed." },
    notKept: {
      $0
        ? "Volatile memory is full, the list does not fit. Serving goes on; free /dev/shm or close "
          + "other programs, then try again."
        : "There is no volatile memory (tmpfs) for a list. Serving goes on; mount /dev/shm."
    },
    noInstitution: "Whose list? Name --lembaga CODE, a school's or agency's code in places.toml.")
}
