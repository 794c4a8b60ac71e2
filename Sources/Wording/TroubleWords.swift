package import Intake

/// What is said when something cannot be done: what happened, what is safe, what to do next.
package struct TroubleWords: Sendable {
  package let noShiftOpen: String
  package let shiftOpenAlready: @Sendable (Int) -> String
  package let keyGone: @Sendable (Int) -> String
  package let wrongPassphrase: String
  package let notTheCoordinator: String
  package let wrongPIN: @Sendable (_ triesLeft: Int) -> String
  package let volatile: @Sendable (_ isFull: Bool) -> String
  package let notWiped: String
  package let cannotLock: String
  package let lockedOut: String
  package let notResumed: @Sendable (Int) -> String
  package let passphraseTooShort: @Sendable (Int) -> String
  package let passphraseMissing: String
  package let keyNotMade: String
  package let unknownPoint: @Sendable (String) -> String
  package let unknownStaff: @Sendable (String) -> String
  package let noSuchTicket: String
  package let voidedAlready: @Sendable (_ ticket: String, _ at: String) -> String
  package let noSuchShift: @Sendable (Int) -> String
  package let draftsWaiting: @Sendable (Int) -> String
  package let counter: @Sendable (_ typed: String, CounterFault) -> String
  package let diskFull: String
  package let notWritable: String
  package let unconfirmed: String
  package let busy: String
  package let conflict: @Sendable (Int) -> String
  package let damaged: @Sendable (String) -> String
  package let newer: String
  package let queueGone: String
  package let queueOfAnother: @Sendable (_ booth: String) -> String
  package let identityGone: String
  package let identityOutdated: String
  package let trainingIncomplete: String
  package let notJSON: String
  package let repeatedKey: @Sendable (String) -> String
  package let inUse: String
  package let missingOption: @Sendable (String) -> String
  package let noTerminal: String
  package let nobodyThere: String
  package let homeUnusable: @Sendable (_ path: String, _ why: String) -> String
  package let identityUnreadable: @Sendable (_ path: String) -> String
  package let secretUnusable: @Sendable (_ path: String, _ why: String) -> String
  package let inputUnreadable: @Sendable (_ path: String, _ why: String) -> String
  package let outputUnwritable: @Sendable (_ path: String, _ why: String) -> String
  package let resultsUnwritable: @Sendable (_ why: String) -> String
  package let nameEmpty: String
  package let ownPlace: @Sendable (_ path: String) -> String
  package let variableUnreadable: @Sendable (_ name: String) -> String
  package let resultsUnheard: String
  package let clockImpossible: String
  package let configFaults: @Sendable (Int) -> String
  package let pathNotAbsolute: String
  package let notAFolder: String
  package let ofAnotherUser: @Sendable (String) -> String
  package let fileMissing: String
  package let fileEmpty: String
  package let openToOthers: String
  package let fileNoPassphrase: String
  package let someLinesInvalid: @Sendable (_ stored: Int, _ invalid: Int) -> String
}

extension TroubleWords {
  /// Why a passphrase file is not taken; `system` gives the system's words for an errno.
  package func why(_ fault: SecretFault, system: (Int32) -> String) -> String {
    switch fault {
    case .missing: fileMissing
    case .unreadable(let errno): system(errno)
    case .openToOthers: openToOthers
    case .empty: fileEmpty
    case .tooLong, .notUTF8: fileNoPassphrase
    }
  }

  private static let counterExamples =
    Counter.byHand.map { "\($0.rawValue)=350" }.joined(separator: ", ")

  static let indonesian = TroubleWords(
    noShiftOpen: "Belum ada sesi terbuka. Buka dulu: loket buka --titik KODE --petugas NAMA.",
    shiftOpenAlready: { "Sesi \($0) masih terbuka. Tutup dulu: loket tutup." },
    keyGone: {
      "Kunci sesi \($0) hilang bersama listrik atau rusak di memori; kunjungan bertiket aman. Sesi "
        + "itu ditutup pada pembukaan berikutnya: loket buka."
    },
    wrongPassphrase: "Sandi sesi salah. Tidak ada yang hilang; coba lagi.",
    notTheCoordinator:
      "Bukan sandi koordinator itu. Tidak ada yang hilang; coba lagi, atau minta kantor membuat "
      + "yang baru: pusat koordinator.",
    wrongPIN: { "PIN salah. Tidak ada yang hilang; masih \($0) kali, lalu diminta sandi." },
    volatile: {
      $0
        ? "Memori sementara penuh, jadi ini belum dikerjakan. Yang bertiket aman. Kosongkan "
          + "/dev/shm atau tutup program lain, lalu coba lagi."
        : "Memori sementara (tmpfs) tidak ada atau tidak bisa ditulis, jadi ini belum dikerjakan. "
          + "Yang bertiket aman. Pasang /dev/shm, lalu coba lagi."
    },
    notWiped:
      "Sesi ditutup dan rekapnya sah, tetapi kunci atau isian sesi tidak terhapus dari memori "
      + "sementara (/dev/shm). Matikan laptop sekarang: isinya hilang bersama listrik.",
    cannotLock:
      "Tidak dikunci: kunci sesi ini tidak ada di memori sementara, jadi tidak bisa dibuka lagi. "
      + "Yang bertiket aman; jangan tinggalkan laptop. Bila /dev/shm ada dan tidak penuh, tutup "
      + "sesi ini dan buka yang baru.",
    lockedOut:
      "PIN salah terlalu sering dan kini dihapus. Tidak ada yang hilang; pakai sandi.",
    notResumed: {
      "Sesi \($0) belum dilanjutkan; tidak ada yang hilang. Tekan Enter untuk mengetik sandinya, "
        + "atau ketik tutup."
    },
    passphraseTooShort: { "Sandi sesi paling sedikit \($0) huruf." },
    passphraseMissing:
      "Perlu sandi sesi: --sandi-berkas BERKAS, atau LOKET_SANDI_BERKAS, atau sebuah terminal.",
    keyNotMade:
      "Memori kurang: kunci tidak bisa dibuat atau dibuka. Tidak ada yang hilang; tutup program "
      + "lain, coba lagi.",
    unknownPoint: { "Titik layanan \($0) tidak ada di places.toml. Lihat kodenya di sana." },
    unknownStaff: { "Petugas \($0) tidak ada di loket.toml. Minta koordinator menambahkannya." },
    noSuchTicket: "Tidak ditemukan di sesi ini. Ketik nomor tiket atau NIK 16 angka.",
    voidedAlready: { "\($0) sudah dibatalkan pukul \($1); tidak dihitung lagi. Daftarkan baru." },
    noSuchShift: { "Sesi \($0) tidak ada di laptop ini. loket antrean menyebut semua sesi." },
    draftsWaiting: {
      "\($0) formulir belum selesai. Selesaikan di kios, atau tutup dengan --buang-draf."
    },
    counter: { typed, fault in
      let why =
        switch fault {
        case .unknownName: "nama itu tidak dikenal"
        case .notANumber: "sesudah = harus angka"
        case .tooLarge: "angkanya terlalu besar, paling banyak \(Counter.most)"
        case .twice: "nama itu sudah disebut"
        }
      return "Hitungan \(typed): \(why). Sesi belum ditutup. Yang boleh, masing-masing sekali: "
        + counterExamples + "."
    },
    diskFull:
      "Disk penuh. Yang bertiket aman; yang ini belum tersimpan. Kosongkan disk, coba lagi.",
    notWritable:
      "Tempat data tidak bisa ditulis (hak akses atau disk hanya-baca). Yang bertiket aman; "
      + "periksa disk dan hak aksesnya, lalu coba lagi.",
    unconfirmed:
      "Disk bermasalah: penyimpanan belum dipastikan. Jangan ketik ulang; coba simpan lagi, "
      + "catatan yang sama tidak akan dobel.",
    busy: "Antrean sedang dipakai program lain. Tidak ada yang hilang; coba lagi sebentar.",
    conflict: {
      "Catatan lain sudah ada di tempat \($0): dua program menulis satu sesi. Hubungi pusat."
    },
    damaged: {
      "Antrean rusak atau bukan antrean (\($0)). Jangan dihapus; jalankan loket periksa."
    },
    newer: "Antrean ini ditulis oleh versi loket yang lebih baru. Pasang versi itu.",
    queueGone:
      "Berkas antrean (antrean.db) hilang atau kosong. Yang sudah di pusat dan di cadangan aman; "
      + "tiket lainnya hanya ada di berkas itu. Jangan melayani dan jangan hapus apa pun di laptop "
      + "ini: kembalikan berkas itu ke tempatnya, atau hubungi kantor.",
    queueOfAnother: {
      "Antrean di laptop ini ditulis laptop lain (loket \($0)). Tidak ada yang diubah. Kembalikan "
        + "antrean laptop ini ke tempatnya, atau hubungi kantor."
    },
    identityGone:
      "Identitas loket (berkas identitas) hilang, padahal laptop ini sudah didaftarkan. Antrean "
      + "utuh dan tidak ada yang diubah. Kembalikan berkas itu, atau minta pembaruan ke kantor, "
      + "lalu: loket pasang BERKAS.",
    identityOutdated:
      "Identitas loket di laptop ini bukan yang terakhir dari kantor: salinan lama, atau pasang "
      + "terputus. Antrean utuh dan tidak ada yang diubah. Pasang lagi berkas terakhir, atau minta "
      + "yang baru ke kantor: loket pasang BERKAS.",
    trainingIncomplete:
      "Data LATIHAN di laptop ini tidak lengkap: identitas atau antreannya hilang. Tidak ada "
      + "pemohon sungguhan di dalamnya. Pindahkan folder datanya, lalu mulai lagi.",
    notJSON: "Baris ini bukan JSON. Satu kunjungan satu baris: {\"name\": …}.",
    repeatedKey: { "Kunci \($0) disebut dua kali. Tidak disimpan; sisakan yang benar." },
    inUse: "Loket lain sedang terbuka di laptop ini. Pakai yang itu, atau ketik keluar di sana.",
    missingOption: { "Tanpa terminal perlu opsi \($0)." },
    noTerminal: "Tidak ada terminal. Pakai --dari BERKAS atau --dari - untuk JSON Lines.",
    nobodyThere:
      "Tidak ada terminal dan tidak ada masukan, jadi tidak ada yang ditanyakan atau diubah. Buka "
      + "loket di terminal, atau pakai perintahnya: loket buka --titik KODE --petugas NAMA, loket "
      + "daftar --dari BERKAS, loket tutup.",
    homeUnusable: { "Tempat data \($0) tidak bisa dipakai: \($1). Periksa hak akses dan disk." },
    identityUnreadable: {
      "Berkas \($0) rusak. Antrean utuh dan tidak ada yang diubah. Minta pembaruan ke kantor, "
        + "lalu: loket pasang BERKAS."
    },
    secretUnusable: { "Berkas sandi \($0) tidak bisa dipakai: \($1). Betulkan, lalu coba lagi." },
    inputUnreadable: {
      "Berkas \($0) tidak bisa dibaca: \($1). Periksa berkas atau medianya, lalu coba lagi."
    },
    outputUnwritable: {
      "Berkas \($0) tidak bisa ditulis: \($1). Antrean aman; periksa tempat itu, lalu coba lagi."
    },
    resultsUnwritable: {
      "Hasil tidak bisa ditulis ke stdout: \($0). Yang sudah tersimpan aman. Periksa ke mana hasil "
        + "diarahkan, lalu coba lagi."
    },
    nameEmpty:
      "Nama berkas atau foldernya kosong. Tidak ada yang diubah; tulis namanya, lalu coba lagi.",
    ownPlace: {
      "\($0) tidak ditulis: itu tempat loket sendiri (data, kunci, sandi atau konfigurasi). Tidak "
        + "ada yang diubah; pilih tempat lain."
    },
    variableUnreadable: {
      "Isi variabel \($0) bukan huruf UTF-8, jadi tempat datanya tidak jelas. Tidak ada yang "
        + "dibuat atau diubah; betulkan variabel itu, lalu coba lagi."
    },
    resultsUnheard:
      "Hasil sebuah daftar --dari mungkin belum terbaca. Catatannya tersimpan di sesi ini; di sesi "
      + "lain baris yang sama menjadi tiket baru. Lihat loket jejak sebelum mendaftarkannya lagi.",
    clockImpossible:
      "Jam komputer ini menunjukkan waktu yang tidak mungkin. Tidak ada yang disimpan; yang "
      + "bertiket aman. Betulkan tanggal dan jamnya, lalu coba lagi.",
    configFaults: { "Konfigurasi: \($0) kesalahan. Betulkan semuanya, lalu jalankan lagi." },
    pathNotAbsolute: "jalur harus mulai dengan /", notAFolder: "bukan folder",
    ofAnotherUser: {
      "milik pengguna \($0); tidak ada yang berubah. Jalankan sebagai pengguna itu, tanpa sudo"
    },
    fileMissing: "tidak ada", fileEmpty: "baris pertamanya kosong",
    openToOthers: "bisa dibaca orang lain; jalankan chmod 600",
    fileNoPassphrase: "isinya bukan sandi sebaris",
    someLinesInvalid: { "\($0) tersimpan, \($1) tidak sah. Betulkan baris itu dan kirim lagi." })

  static let english = TroubleWords(
    noShiftOpen: "No shift is open. Open one: loket open --titik CODE --petugas NAME.",
    shiftOpenAlready: { "Shift \($0) is still open. Close it first: loket close." },
    keyGone: {
      "The key of shift \($0) went with the power or was garbled in memory; visits with a ticket "
        + "are safe. That shift is closed at the next opening: loket open."
    },
    wrongPassphrase: "Wrong shift passphrase. Nothing is lost; try again.",
    notTheCoordinator:
      "Not that coordinator's passphrase. Nothing is lost; try again, or ask the office for a new "
      + "one: pusat coordinator.",
    wrongPIN: {
      "Wrong PIN. Nothing is lost; \($0.counted("try", "tries")) left, then a passphrase is asked."
    },
    volatile: {
      $0
        ? "Volatile memory is full, so this was not done. Tickets are safe. Free /dev/shm or close "
          + "other programs, then try again."
        : "Volatile memory (tmpfs) is missing or cannot be written, so this was not done. Tickets "
          + "are safe. Mount /dev/shm, then try again."
    },
    notWiped:
      "The shift is closed and its tally stands, but its key or forms could not be removed from "
      + "volatile memory (/dev/shm). Switch the laptop off now: they go with the power.",
    cannotLock:
      "Not locked: this shift's key is not in volatile memory, so it could not be unlocked. "
      + "Tickets are safe; do not leave the laptop. Once /dev/shm is there and not full, close "
      + "this shift and open a new one.",
    lockedOut:
      "Too many wrong PINs: it is gone now. Nothing is lost; use the passphrase.",
    notResumed: {
      "Shift \($0) was not resumed; nothing is lost. Press Enter to type its passphrase, or type "
        + "close."
    },
    passphraseTooShort: { "A shift passphrase has at least \($0) letters." },
    passphraseMissing:
      "The shift passphrase is needed: --sandi-berkas FILE, LOKET_SANDI_BERKAS, or a terminal.",
    keyNotMade:
      "Too little memory: the key cannot be made or opened. Nothing is lost; close other programs, "
      + "try again.",
    unknownPoint: { "Service point \($0) is not in places.toml. Look up its code there." },
    unknownStaff: { "Officer \($0) is not in loket.toml. Ask the coordinator to add them." },
    noSuchTicket: "Not found in this shift. Type a ticket number or a NIK of 16 digits.",
    voidedAlready: { "\($0) was voided at \($1) and is not counted. Register anew if need be." },
    noSuchShift: { "There is no shift \($0) on this laptop. loket queue names them all." },
    draftsWaiting: {
      "\($0.counted("form is", "forms are")) unfinished. Finish in the kiosk, or close with "
        + "--buang-draf."
    },
    counter: { typed, fault in
      let why =
        switch fault {
        case .unknownName: "that name is not known"
        case .notANumber: "a number has to follow the ="
        case .tooLarge: "the number is too large, at most \(Counter.most)"
        case .twice: "that name was given already"
        }
      return "The count \(typed): \(why). The shift is not closed yet. Allowed, each once: "
        + counterExamples + "."
    },
    diskFull:
      "Disk full. Visits with a ticket are safe; this one is not stored. Free space, retry.",
    notWritable:
      "The data place cannot be written (rights or read-only). Tickets are safe; check the disk "
      + "and the rights, then try again.",
    unconfirmed:
      "Disk trouble: storing is not confirmed. Do not type it again; save again, the same record "
      + "will not be there twice.",
    busy: "Another program is at the queue. Nothing is lost; try again in a moment.",
    conflict: {
      "Another record stands at place \($0): two programs wrote one shift. Call the office."
    },
    damaged: { "The queue is damaged or none (\($0)). Do not delete it; run loket doctor." },
    newer: "This queue was written by a newer loket. Install that version.",
    queueGone:
      "The queue's file (antrean.db) is missing or empty. What is at the centre and in backups is "
      + "safe; other tickets are in that file only. Serve nobody and delete nothing on this "
      + "laptop: put the file back in its place, or call the office.",
    queueOfAnother: {
      "Another laptop (booth \($0)) wrote the queue that lies here. Nothing was changed. Put this "
        + "laptop's queue back in its place, or call the office."
    },
    identityGone:
      "The booth's identity (the file identitas) is missing, though this laptop is enrolled. The "
      + "queue is whole and nothing was changed. Put the file back, or ask the office for a "
      + "renewal, then: loket install FILE.",
    identityOutdated:
      "The booth's identity on this laptop is not the last one from the office: an old copy, or an "
      + "install that was cut off. The queue is whole and nothing was changed. Install the last "
      + "file again, or ask the office for a new one: loket install FILE.",
    trainingIncomplete:
      "The TRAINING data on this laptop is incomplete: its identity or its queue is missing. There "
      + "is no real applicant in it. Move its data folder away, then start again.",
    notJSON: "This line is not JSON. One visit a line: {\"name\": …}.",
    repeatedKey: { "The key \($0) stands there twice. Not stored; leave the right one." },
    inUse: "Another loket is open on this laptop. Use that one, or type quit there.",
    missingOption: { "Without a terminal the option \($0) is needed." },
    noTerminal: "There is no terminal. Use --dari FILE or --dari - for JSON Lines.",
    nobodyThere:
      "There is no terminal and no input, so nothing was asked or changed. Start loket at a "
      + "terminal, or use its commands: loket open --titik CODE --petugas NAME, loket register "
      + "--dari FILE, loket close.",
    homeUnusable: { "The data place \($0) cannot be used: \($1). Check rights and disk." },
    identityUnreadable: {
      "The file \($0) is damaged. The queue is whole and nothing was changed. Ask the office for a "
        + "renewal, then: loket install FILE."
    },
    secretUnusable: { "The passphrase file \($0) cannot be used: \($1). Mend it, then try again." },
    inputUnreadable: {
      "The file \($0) cannot be read: \($1). Check the file or its medium, then try again."
    },
    outputUnwritable: {
      "The file \($0) cannot be written: \($1). The queue is safe; check the place, then try again."
    },
    resultsUnwritable: {
      "The results cannot be written to stdout: \($0). What was stored is safe. Check where they "
        + "are sent, then try again."
    },
    nameEmpty:
      "The name of the file or folder is empty. Nothing was changed; write it, then try again.",
    ownPlace: {
      "\($0) is not written: that place is loket's own (data, key, passphrase or configuration). "
        + "Nothing was changed; choose another place."
    },
    variableUnreadable: {
      "The value of \($0) is not UTF-8, so it is not clear where the data lies. Nothing was made "
        + "or changed; set that variable right, then try again."
    },
    resultsUnheard:
      "Results of a register --dari may not have been read. Its records are in this shift; in "
      + "another one the same lines are new tickets. See loket trail before you register them "
      + "again.",
    clockImpossible:
      "This computer's clock shows an impossible time. Nothing was stored; tickets are safe. Set "
      + "its date and time, then try again.",
    configFaults: {
      "Configuration: \($0.counted("fault", "faults")). Mend all of it, then run again."
    },
    pathNotAbsolute: "the path must begin with /", notAFolder: "not a folder",
    ofAnotherUser: {
      "it belongs to the user \($0); nothing was changed. Run this as that user, without sudo"
    },
    fileMissing: "it is missing", fileEmpty: "its first line is empty",
    openToOthers: "others can read it; run chmod 600",
    fileNoPassphrase: "it holds no passphrase of one line",
    someLinesInvalid: { "\($0) stored, \($1) invalid. Mend those lines and send them again." })
}
