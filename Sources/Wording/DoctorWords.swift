package import Intake

/// What `loket periksa` says: each finding with what to do.
package struct DoctorWords: Sendable {
  package let ok: String
  package let attention: String
  package let broken: String
  package let fault: @Sendable (AuditFault) -> String
  /// The kiosk's one line, where nothing is wrong; and the last one, where something is.
  package let allFine: @Sendable (_ count: Int) -> String
  package let restFine: @Sendable (_ count: Int) -> String
  package let queueSound: String
  package let queueDamaged: @Sendable (_ detail: String) -> String
  package let queueCounts: @Sendable (_ shifts: Int, _ entries: Int) -> String
  package let clockBehind: @Sendable (_ last: String) -> String
  package let clockFine: @Sendable (_ now: String) -> String
  package let configFine: @Sendable (_ path: String) -> String
  package let homeFine: @Sendable (_ path: String) -> String
  package let homeReadOnly: @Sendable (_ path: String) -> String
  package let space: @Sendable (_ freeMegabytes: Int) -> String
  package let spaceLow: @Sendable (_ freeMegabytes: Int) -> String
  package let filesLow: @Sendable (_ freeFiles: Int) -> String
  package let regions: @Sendable (_ home: String, _ kelurahan: Int, _ retired: Int) -> String
  package let filesAhead: @Sendable (_ written: String) -> String
  package let swapSafe: String
  package let hardened: String
  package let notHardened: String
  package let terminal: @Sendable (_ name: String, _ columns: Int) -> String
  package let terminalNarrow: @Sendable (_ columns: Int) -> String
  package let centreTraining: String
  package let centreNotSet: String
  package let centreFine: @Sendable (_ milliseconds: Int, _ entries: Int) -> String
  package let centreUnreachable: @Sendable (_ why: String) -> String
  package let centreCertificate: @Sendable (_ why: String) -> String
  package let centreRefuses: @Sendable (_ why: String) -> String
  package let centreFaulty: @Sendable (_ why: String) -> String
  package let tmpfsFine: String
  package let tmpfsMissing: String
  package let tmpfsFull: String
  package let swapOn: String
  package let swapOff: String
  package let localeFine: String
  package let localeNotUTF8: String
  package let training: String
  package let live: @Sendable (_ booth: String) -> String
  package let assignmentUntil: @Sendable (_ day: String) -> String
  package let assignmentEnding: @Sendable (_ day: String) -> String
  package let assignmentUnreadable: String
  package let passwordMissing: String
  package let passwordOpen: @Sendable (_ path: String) -> String
  package let passwordOfAnother: @Sendable (_ booth: String) -> String
  package let noPrinter: String
  package let printer: @Sendable (String) -> String
  package let nothingQueued: String
}

extension DoctorWords {
  static let indonesian = DoctorWords(
    ok: "BAIK", attention: "PERHATIAN", broken: "RUSAK",
    fault: {
      switch $0 {
      case .altered(let shift, let entry): "Sesi \(shift), catatan \(entry): isinya diubah."
      case .forged(let shift, let entry):
        "Sesi \(shift), catatan \(entry): tidak ditandatangani loket ini."
      case .missing(let shift, let entry): "Sesi \(shift), catatan \(entry): hilang."
      case .misplaced(let shift, let entry):
        "Sesi \(shift), catatan \(entry): tertukar atau salah tempat."
      case .tailLost(let shift): "Sesi \(shift): ujung rantai hilang atau tidak cocok."
      case .tallyDiffers(let shift): "Sesi \(shift): rekap tidak sama dengan hitung ulang."
      case .notAfterPrevious(let shift): "Sesi \(shift): tidak menyambung sesi sebelumnya."
      case .closingMissing(let shift): "Sesi \(shift): catatan penutup hilang."
      case .tallySignature(let shift): "Sesi \(shift): tanda tangan rekap tidak cocok."
      case .deedAltered(let number): "Jejak, perbuatan ke-\(number): isinya diubah."
      case .deedMissing(let number): "Jejak, perbuatan ke-\(number): hilang."
      case .deedsNotAsClosed(let shift):
        "Sesi \(shift): penutupnya membawa jejak lain daripada yang ada di antrean."
      case .store(let detail): "Berkas antrean: \(detail)."
      }
    },
    allFine: { "Semuanya baik (\($0) hal diperiksa)." },
    restFine: { "Selebihnya baik (\($0) hal)." },
    queueSound: "Antrean utuh: setiap catatan ada, bersambung dan ditandatangani.",
    queueDamaged: {
      "Antrean rusak atau bukan antrean (\($0)). Jangan melayani dan jangan hapus apa pun di "
        + "laptop ini: salin seluruh folder datanya ke media lain, lalu hubungi kantor. Yang sudah "
        + "di pusat dan di cadangan aman."
    },
    queueCounts: { "\($0) sesi, \($1) catatan diperiksa satu per satu." },
    clockBehind: { "jam laptop mundur; catatan terakhir \($0). Betulkan jam, baru melayani." },
    clockFine: { "Jam: \($0)." },
    configFine: { "Konfigurasi sah: \($0)." },
    homeFine: { "Tempat data bisa ditulis: \($0)." },
    homeReadOnly: { "Tempat data \($0) hanya bisa dibaca: pasang ulang disknya untuk menulis." },
    space: { "Ruang disk: \($0) MB." },
    spaceLow: { "Ruang disk tinggal \($0) MB. Kosongkan sebelum melayani." },
    filesLow: { "Disk hanya muat \($0) berkas lagi (inode). Hapus sebagian sebelum melayani." },
    regions: { "Wilayah \($0): \($1) kelurahan; \($2) kode lama dikenali." },
    filesAhead: {
      "Berkas loket ditulis \($0), sesudah jam laptop kini. Yang bertiket aman; betulkan jamnya."
    },
    swapSafe: "Swap menyala, terenkripsi atau di memori.",
    hardened: "Isi memori program tertutup: tanpa core dump, tanpa intipan proses lain.",
    notHardened:
      "Sistem tidak menutup isi memori program (core dump, ptrace). Jalankan sebagai petugas "
      + "biasa, dengan ulimit -c 0.",
    terminal: { "Terminal \($0), \($1) kolom." },
    terminalNarrow: { "Terminal hanya \($0) kolom: lebarkan sampai 40 agar lembar terbaca." },
    centreTraining: "Pusat: tidak dihubungi; laptop latihan tidak mengirim.",
    centreNotSet: "Pusat belum diatur di loket.toml (pusat.conninfo): serahkan dengan loket bawa.",
    centreFine: {
      "Pusat menjawab dalam \($0) milidetik: jalan, sertifikat dan login diterima; memegang \($1) "
        + "catatan loket ini."
    },
    centreUnreachable: {
      "Pusat tidak terjangkau (\($0)). Tidak ada yang hilang: periksa jaringan, atau loket bawa."
    },
    centreCertificate: {
      "Sertifikat pusat tidak diterima (\($0)). Jangan kirim; tanyakan ke kantor, pakai loket bawa."
    },
    centreRefuses: {
      "Pusat menolak loket ini (\($0)). Tidak ada yang hilang: minta kantor mendaftarkan ulang."
    },
    centreFaulty: { "Pusat bermasalah (\($0)). Tidak ada yang hilang; beri tahu kantor." },
    tmpfsFine: "Memori sementara ada: program yang berhenti bisa dilanjutkan dengan sandi sesi.",
    tmpfsMissing:
      "Tidak ada tmpfs: bila program berhenti, sesi tidak bisa dilanjutkan. Pasang /dev/shm.",
    tmpfsFull:
      "Memori sementara penuh: formulir tidak bisa ditahan, sesi baru tidak bisa dilanjutkan bila "
      + "program berhenti. Kosongkan /dev/shm atau tutup program lain.",
    swapOn: "Swap menyala: memori bisa tertulis ke disk. Matikan (swapoff -a) atau enkripsi.",
    swapOff: "Swap mati.",
    localeFine: "Huruf UTF-8.",
    localeNotUTF8: "Locale bukan UTF-8: huruf khusus bisa rusak. Pakai LANG=C.UTF-8.",
    training: "LATIHAN: laptop belum didaftarkan; catatan tidak bisa dikirim ke pusat.",
    live: { "Loket \($0) terdaftar." },
    assignmentUntil: { "Penugasan loket berlaku sampai \($0)." },
    assignmentEnding: {
      "Penugasan loket berakhir \($0). Minta berkas pembaruan ke kantor sekarang, lalu loket "
        + "pasang."
    },
    assignmentUnreadable:
      "Penugasan loket ini tidak terbaca (berkas penugasan). Tidak ada yang hilang; minta berkas "
      + "pembaruan ke kantor, lalu loket pasang.",
    passwordMissing:
      "Sandi loket di pusat tidak ada (berkas pgpass). Tidak ada yang hilang: serahkan dengan "
      + "loket bawa, dan minta berkas pembaruan ke kantor.",
    passwordOpen: {
      "Sandi loket di pusat tidak dipakai: \($0) bisa dibaca orang lain. Jalankan chmod 600 "
        + "'\($0)'."
    },
    passwordOfAnother: {
      "Sandi di berkas pgpass milik loket \($0), bukan loket ini. Tidak ada yang dikirim; antrean "
        + "aman. Kembalikan pgpass loket ini, atau minta pembaruan ke kantor (pusat loket-baru)."
    },
    noPrinter: "Printer belum diatur; rekap tampil di layar dan berkas.",
    printer: { "Printer \($0) ada dan menerima." },
    nothingQueued: "Antrean belum ada; dibuat saat sesi pertama dibuka.")

  static let english = DoctorWords(
    ok: "OK", attention: "ATTENTION", broken: "BROKEN",
    fault: {
      switch $0 {
      case .altered(let shift, let entry): "Shift \(shift), entry \(entry): it was changed."
      case .forged(let shift, let entry):
        "Shift \(shift), entry \(entry): not signed by this booth."
      case .missing(let shift, let entry): "Shift \(shift), entry \(entry): it is missing."
      case .misplaced(let shift, let entry):
        "Shift \(shift), entry \(entry): swapped or in the wrong place."
      case .tailLost(let shift): "Shift \(shift): the chain's end is lost or does not fit."
      case .tallyDiffers(let shift): "Shift \(shift): the tally is not what a recount gives."
      case .notAfterPrevious(let shift): "Shift \(shift): it does not follow the one before."
      case .closingMissing(let shift): "Shift \(shift): the closing entry is missing."
      case .tallySignature(let shift): "Shift \(shift): the tally's signature does not fit."
      case .deedAltered(let number): "Trail, noted deed \(number): it was changed."
      case .deedMissing(let number): "Trail, noted deed \(number): it is missing."
      case .deedsNotAsClosed(let shift):
        "Shift \(shift): its closing carries another trail than the queue has."
      case .store(let detail): "Queue file: \(detail)."
      }
    },
    allFine: { "All is well (\($0.counted("thing", "things")) looked at)." },
    restFine: { "The rest is well (\($0.counted("thing", "things")))." },
    queueSound: "The queue is sound: every entry is there, chained and signed.",
    queueDamaged: {
      "The queue is damaged or none (\($0)). Serve nobody and delete nothing on this laptop: "
        + "copy its whole data folder to another medium, then call the office. What is at the "
        + "centre and in backups is safe."
    },
    queueCounts: {
      "\($0.counted("shift", "shifts")), \($1.counted("entry", "entries")) checked one by one."
    },
    clockBehind: { "the clock went back; last entry \($0). Set it before serving anybody." },
    clockFine: { "Clock: \($0)." },
    configFine: { "Configuration valid: \($0)." },
    homeFine: { "The data place can be written: \($0)." },
    homeReadOnly: { "The data place \($0) is read-only: mount its disk for writing." },
    space: { "Disk space: \($0) MB." },
    spaceLow: { "Only \($0) MB of disk space left. Free some before serving." },
    filesLow: {
      "The disk takes only \($0.counted("more file", "more files")) (inodes). Delete some before "
        + "serving."
    },
    regions: {
      "Regions of \($0): \($1) kelurahan; \($2.counted("retired code is", "retired codes are")) "
        + "known."
    },
    filesAhead: {
      "The booth's files were written \($0), after the laptop's clock. Tickets are safe; set the "
        + "clock."
    },
    swapSafe: "Swap is on, encrypted or in memory.",
    hardened: "The program's memory is closed: no core dumps, no other process looks in.",
    notHardened:
      "The system leaves the program's memory open (core dumps, ptrace). Run it as an ordinary "
      + "user, with ulimit -c 0.",
    terminal: { "Terminal \($0), \($1) columns." },
    terminalNarrow: { "The terminal has only \($0) columns: widen it to 40 for the sheets." },
    centreTraining: "Centre: not asked; a training laptop sends nothing.",
    centreNotSet: "No centre in loket.toml (pusat.conninfo): hand over with loket carry.",
    centreFine: {
      "The centre answers in \($0) ms: way, certificate and login hold; it has "
        + "\($1.counted("entry", "entries")) of this booth."
    },
    centreUnreachable: {
      "The centre cannot be reached (\($0)). Nothing is lost: look at the network, or loket carry."
    },
    centreCertificate: {
      "The centre's certificate does not hold (\($0)). Do not flush; ask the office, and carry."
    },
    centreRefuses: {
      "The centre refuses this booth (\($0)). Nothing is lost: ask the office to enrol it again."
    },
    centreFaulty: { "The centre has a fault (\($0)). Nothing is lost; tell the office." },
    tmpfsFine: "Volatile memory is there: a stopped program resumes with the passphrase.",
    tmpfsMissing: "No tmpfs: if the program stops, the shift cannot be resumed. Mount /dev/shm.",
    tmpfsFull:
      "Volatile memory is full: forms cannot be held, and a new shift could not be resumed if the "
      + "program stops. Free /dev/shm or close other programs.",
    swapOn: "Swap is on: memory may reach the disk. Turn it off (swapoff -a) or encrypt it.",
    swapOff: "Swap is off.",
    localeFine: "UTF-8 letters.",
    localeNotUTF8: "The locale is not UTF-8: special letters may break. Use LANG=C.UTF-8.",
    training: "TRAINING: not enrolled; records cannot be sent to a centre.",
    live: { "Booth \($0) is enrolled." },
    assignmentUntil: { "The booth's assignment holds until \($0)." },
    assignmentEnding: {
      "The booth's assignment ends \($0). Ask the office for a renewal now, then loket install."
    },
    assignmentUnreadable:
      "This booth's assignment cannot be read (file penugasan). Nothing is lost; ask the office "
      + "for a renewal, then loket install.",
    passwordMissing:
      "The booth's password at the centre is missing (file pgpass). Nothing is lost: hand over "
      + "with loket carry, and ask the office for a renewal.",
    passwordOpen: {
      "The booth's password at the centre is not used: others can read \($0). Run chmod 600 "
        + "'\($0)'."
    },
    passwordOfAnother: {
      "The password in the file pgpass is booth \($0)'s, not this one's. Nothing is sent; the "
        + "queue is safe. Put this booth's pgpass back, or ask the office for a renewal (pusat "
        + "enrol)."
    },
    noPrinter: "No printer is set; tallies go to the screen and to files.",
    printer: { "Printer \($0) is there and takes jobs." },
    nothingQueued: "No queue yet; it is made when the first shift opens.")
}
