/// What the kiosk says between applicants.
package struct KioskWords: Sendable {
  package let greeting: @Sendable (_ office: String, _ booth: String) -> String
  package let trainingNotice: String
  package let goodbye: String
  package let goodbyeOpenShift: @Sendable (_ held: Int) -> String
  package let howToLeave: String
  package let unknownCommand: @Sendable (String) -> String
  /// What staff do, task by task: the word to type and what it does.
  package let help: [Task]
  package let shiftOpen: @Sendable (_ number: Int, _ place: String) -> String
  package let ready: String
  /// After `loket buka`, where nothing waits for Enter.
  package let openedFromShell: String
  package let noShiftOpen: String
  package let opening: String
  package let notOpened: String
  package let servicePoint: String
  package let staff: String
  package let recordingSets: String
  package let ikdTables: String
  package let notACount: String
  package let severalFit: @Sendable (String) -> String
  package let noneFits: String
  package let passphrase: String
  package let coordinatorPassphrase: @Sendable (_ staff: String) -> String
  package let newPassphrase: @Sendable (_ min: Int) -> String
  package let drawnPassphrase: @Sendable (String) -> String
  package let passphraseAgain: String
  package let passphrasesDiffer: String
  package let lastShift: @Sendable (_ number: Int, _ day: String) -> String
  package let recovered: @Sendable (_ number: Int, _ captured: Int) -> String
  package let shiftStillOpen: @Sendable (_ number: Int, _ place: String, _ captured: Int) -> String
  package let draftsFound: @Sendable (Int) -> String
  package let alreadyStored: @Sendable (_ ticket: String) -> String
  package let draftsAtClosing: @Sendable (Int) -> String
  package let dropDrafts: String
  package let reallyClose: @Sendable (_ captured: Int) -> String
  package let closed: String
  package let closedWithoutKey: String
  /// The tally could not be written to where its results go.
  package let closedAllTheSame: String
  package let notClosed: String
  package let locked: String
  /// The same, with a form that volatile memory has no room for.
  package let lockedWithForm: String
  /// Asks for the passphrase, or for the PIN of whoever is named.
  package let unlock: @Sendable (_ staff: String) -> String
  package let pin: @Sendable (_ staff: String) -> String
  package let newPIN: @Sendable (_ staff: String, _ digits: Int, _ isOptional: Bool) -> String
  package let pinAgain: String
  package let notAPIN: @Sendable (_ digits: Int) -> String
  package let notChanged: String
  package let onDuty: @Sendable (String) -> String
  package let holding: @Sendable (Int) -> String
  package let unsent: @Sendable (_ count: Int, _ hoursSinceFlush: Int?) -> String
  package let clockBehind: @Sendable (_ lastWritten: String) -> String
  package let shiftOfAnotherDay: @Sendable (_ day: String) -> String
  package let unsentTooLong: @Sendable (_ count: Int, _ days: Int) -> String
  package let interruptedOnce: String
  package let held: @Sendable (_ number: Int, _ initials: String) -> String
  package let notResumable: @Sendable (_ isFull: Bool) -> String
  package let notKept: @Sendable (_ isFull: Bool) -> String
  package let notHeld: @Sendable (_ isFull: Bool) -> String
  package let dropForm: String
  package let formDropped: String
  package let leftEmpty: String
  package let leftUnchanged: String
  package let keptAsDraft: String
  package let tryAgain: String
  package let saved: @Sendable (_ ticket: String, _ gate: String, _ services: String) -> String
  package let follows: @Sendable (_ ticket: String) -> String
  package let voided: @Sendable (_ ticket: String) -> String
  package let reallyVoid: String
  package let voidReason: String
  package let voidReasons: [String]
  package let amendReason: String
  package let amendReasons: [String]
  package let notVoided: String
  package let nobodyWaits: String
  package let waiting: @Sendable (_ who: String, _ minutes: Int, _ isAmendment: Bool) -> String
  package let resumeHow: String
  package let notTakenUp: String
  package let slipIsOut: String
  package let coordinator: String
  package let holdOnlyInForm: String
}

extension KioskWords {
  package struct Task: Sendable {
    package let heading: String
    package let lines: [(word: String, what: String)]

    init(_ heading: String, _ lines: [(word: String, what: String)]) {
      self.heading = heading
      self.lines = lines
    }
  }

  static let indonesian = KioskWords(
    greeting: { "Loket \($1) · \($0)" },
    trainingNotice:
      "LATIHAN: laptop ini belum didaftarkan. Catatan latihan tidak pernah dikirim ke pusat.",
    goodbye: "Sampai jumpa.",
    goodbyeOpenShift: {
      "Sesi tetap terbuka; semua yang bertiket sudah tersimpan."
        + ($0 == 0 ? "" : " \($0) formulir menunggu.")
        + " Jalankan loket lagi dengan sandi sesi untuk melanjutkan, atau loket tutup."
    },
    howToLeave: "Ketik keluar untuk keluar, bantuan untuk bantuan.",
    unknownCommand: { "Perintah \($0) tidak dikenal. Ketik bantuan." },
    help: [
      Task(
        "Melayani",
        [
          ("Enter", "pemohon berikutnya; NIK boleh langsung diketik atau dipindai"),
          ("keluarga, k", "sekeluarga dengan yang tadi: domisili dan kontak sama"),
          ("lanjut", "siapa yang ditahan; lanjut 3, atau 3 saja, meneruskan nomor 3"),
        ]),
      Task(
        "Mencari dan membetulkan; tanpa nomor: tiket terakhir",
        [
          ("cari 7", "kunjungan bertiket 7, atau cari NIK"),
          ("koreksi 7", "betulkan isian"), ("batal 7", "batalkan, dengan alasan"),
          ("slip 7", "cetak slip lagi"),
        ]),
      Task(
        "Melihat",
        [
          ("rekap", "angka sesi sampai kini"), ("status", "keadaan loket"),
          ("antrean", "yang belum terkirim"), ("jejak", "siapa berbuat apa"),
          ("kebijakan", "syarat IKD"), ("periksa", "yang salah di laptop ini"),
          ("sasaran", "siapa dari daftar sudah datang; sasaran BERKAS mengambil daftar"),
        ]),
      Task(
        "Petugas, buka dan tutup",
        [
          ("ganti budi", "ganti petugas"), ("kunci", "kunci layar"), ("tutup", "tutup sesi"),
          ("keluar", "keluar; sesi tetap terbuka"),
        ]),
      Task(
        "Di dalam formulir",
        [
          ("?  <  !  =", "bantuan, kembali, tahan, isian sampai di sini"),
          ("Ctrl-C", "buang baris; dua kali: tahan"),
        ]),
    ],
    shiftOpen: { "Sesi \($0) terbuka di \($1)." },
    ready: "Siap. Enter = pemohon berikutnya.",
    openedFromShell:
      "Untuk melayani jalankan loket; untuk formulir kertas loket daftar --dari BERKAS.",
    noShiftOpen: "Belum ada sesi terbuka. Tekan Enter untuk membukanya.",
    opening: "Buka sesi baru. Ctrl-C untuk meninggalkan.",
    notOpened: "Sesi tidak dibuka. Ketik buka bila siap.",
    servicePoint: "Titik layanan (Tab = lengkapi, ? = daftar)", staff: "Petugas",
    recordingSets: "Jumlah alat rekam", ikdTables: "Jumlah meja IKD",
    notACount: "Ketik angka bulat, atau Enter untuk nol.",
    severalFit: { "Bisa berarti: \($0). Ketik lebih lengkap." },
    noneFits: "Tidak ada yang cocok. Ketik ? untuk daftarnya.",
    passphrase: "Sandi sesi", coordinatorPassphrase: { "Sandi koordinator \($0)" },
    newPassphrase: { "Sandi sesi baru (paling sedikit \($0) huruf; Enter = dibuatkan)" },
    drawnPassphrase: {
      "Sandi sesi: \($0) . Catat untuk hari ini saja; diperlukan bila program berhenti."
    },
    passphraseAgain: "Sandi sesi sekali lagi", passphrasesDiffer: "Tidak sama. Ulangi.",
    lastShift: { "Sesi terakhir: nomor \($0), \($1), sudah ditutup." },
    recovered: {
      "Sesi \($0) terputus karena listrik atau laptop mati. \($1) kunjungan yang tercatat aman; "
        + "sesi itu kini ditutup oleh program. Buka sesi baru untuk meneruskan."
    },
    shiftStillOpen: { "Sesi \($0) di \($1) masih terbuka, \($2) kunjungan tercatat." },
    draftsFound: { "\($0) formulir belum selesai ditemukan. Ketik lanjut untuk meneruskan." },
    alreadyStored: { "Formulir yang tertinggal ternyata sudah tersimpan sebagai \($0)." },
    draftsAtClosing: { "\($0) formulir belum selesai; sesudah tutup tidak bisa dibaca lagi." },
    dropDrafts: "Tetap tutup dan buang formulir itu? (y/t)",
    reallyClose: { "Tutup sesi dengan \($0) kunjungan? Sesudah ini tidak bisa dibuka lagi (y/t)" },
    closed: "Sesi ditutup, kunci sesi dimusnahkan. Data pribadi tidak bisa dibuka di laptop ini.",
    closedWithoutKey:
      "Sesi ditutup. Kuncinya sudah tidak ada sebelum ditutup. Data pribadi tidak bisa dibuka di "
      + "laptop ini.",
    closedAllTheSame: "Sesi tetap tertutup; rekapnya ada lagi dengan loket rekap.",
    notClosed: "Sesi tidak ditutup.",
    locked:
      "Terkunci. Isian yang belum selesai aman. Ketik sandi sesi atau PIN. Petugas lain: ketik "
      + "nama pendeknya dulu.",
    lockedWithForm:
      "Terkunci. Isian yang belum selesai hanya ada di program ini, karena memori sementara penuh: "
      + "jangan tutup program atau matikan laptop. Ketik sandi sesi atau PIN.",
    unlock: { "Sandi sesi atau PIN \($0)" },
    pin: { "PIN \($0)" },
    newPIN: { "PIN baru untuk \($0) di sesi ini (\($1) angka\($2 ? "; Enter = tanpa PIN" : ""))" },
    pinAgain: "PIN sekali lagi", notAPIN: { "PIN terdiri dari \($0) angka." },
    notChanged: "Petugas tidak diganti.",
    onDuty: { "Petugas sekarang: \($0)." },
    holding: { "\($0) ditahan" },
    unsent: { "\($0) belum terkirim" + ($1.map { " (kirim \($0) jam lalu)" } ?? "") },
    clockBehind: {
      "Jam laptop mundur: catatan terakhir \($0). Yang bertiket aman. Betulkan jam laptop sebelum "
        + "melayani lagi."
    },
    shiftOfAnotherDay: {
      "Sesi ini dibuka \($0), bukan hari ini. Yang bertiket aman. Ketik tutup, lalu buka yang "
        + "baru; atau betulkan jam laptop."
    },
    unsentTooLong: {
      "\($0) kunjungan belum terkirim, yang tertua \($1) hari. Semuanya aman di laptop ini saja: "
        + "jalankan loket kirim, atau loket bawa ke USB, hari ini."
    },
    interruptedOnce: "Baris dibuang. Ctrl-C sekali lagi menahan formulir ini.",
    held: { "Formulir ditahan sebagai nomor \($0) (\($1)). Teruskan: ketik \($0)." },
    notResumable: {
      ($0 ? "Memori sementara penuh" : "Tidak ada memori sementara (tmpfs)")
        + ": kunci sesi ini hanya ada di program ini. Yang bertiket aman, tetapi formulir tidak "
        + "bisa ditahan, dan bila program berhenti sesi tidak bisa dilanjutkan. "
        + ($0 ? "Kosongkan /dev/shm" : "Pasang /dev/shm") + ", lalu tutup dan buka sesi baru."
    },
    notKept: {
      ($0 ? "Memori sementara penuh" : "Memori sementara tidak bisa ditulis")
        + ": isian ini hanya ada di layar ini. Yang bertiket aman. Teruskan sampai tiketnya "
        + "keluar; "
        + ($0 ? "sesudah itu kosongkan /dev/shm atau tutup program lain." : "lalu loket periksa.")
    },
    notHeld: {
      ($0 ? "Belum ditahan: memori sementara penuh" : "Belum ditahan: tidak ada memori sementara")
        + ". Isiannya masih di sini. Teruskan sampai tiketnya keluar, atau "
        + ($0 ? "kosongkan /dev/shm dan tahan lagi." : "catat di kertas lalu tinggalkan.")
    },
    dropForm: "Buang isian ini? (y/t)",
    formDropped: "Formulir dibuang; isiannya tidak disimpan dan belum ada tiketnya.",
    leftEmpty: "Formulir ditinggalkan; belum ada isian.",
    leftUnchanged: "Koreksi ditinggalkan; kunjungan tetap seperti semula.",
    keptAsDraft: "Belum ada tiket. Isian tetap ada di lanjut.",
    tryAgain: "Coba simpan lagi? Enter = coba, t = tahan dulu",
    saved: { "OK \($0) · \($1) · \($2)" },
    follows: { "Menyusul \($0), yang belum selesai." },
    voided: { "OK \($0) dibatalkan." },
    reallyVoid: "Batalkan kunjungan ini? (y/t)",
    voidReason: "Alasan batal (nomor, atau ketik)",
    voidReasons: ["Salah orang", "Tercatat dua kali", "Pemohon pergi"],
    amendReason: "Alasan koreksi (nomor, atau ketik)",
    amendReasons: ["Salah ketik", "Lain di kartu atau berkas", "Layanan atau hasilnya berubah"],
    notVoided: "Tidak dibatalkan.",
    nobodyWaits: "Tidak ada yang ditahan.",
    waiting: { "\($0) · \($1) menit" + ($2 ? " · koreksi" : "") },
    resumeHow: "Ketik lanjut dan nomornya.",
    notTakenUp: "Formulir itu tetap ditahan; pemiliknya yang membukanya.",
    slipIsOut:
      "Slipnya sudah dikirim ke printer: minta kembali dan sobek. Koordinator menyetujui: PIN.",
    coordinator: "Koordinator",
    holdOnlyInForm: "Di dalam formulir ketik ! untuk menahan.")

  static let english = KioskWords(
    greeting: { "Loket \($1) · \($0)" },
    trainingNotice:
      "TRAINING: this laptop is not enrolled. Training records are never sent to a centre.",
    goodbye: "Goodbye.",
    goodbyeOpenShift: {
      "The shift stays open; everything with a ticket is stored."
        + ($0 == 0 ? "" : " \($0.counted("form waits", "forms wait")).")
        + " Run loket again with the shift passphrase to go on, or loket close."
    },
    howToLeave: "Type quit to leave, help for help.",
    unknownCommand: { "Unknown command \($0). Type help." },
    help: [
      Task(
        "Serving",
        [
          ("Enter", "the next applicant; typing or scanning a NIK will do"),
          ("family, k", "of one family with the last: same address and contact"),
          ("resume", "who is on hold; resume 3, or just 3, goes on with number 3"),
        ]),
      Task(
        "Finding and correcting; without a number: the last ticket",
        [
          ("find 7", "the visit with ticket 7, or find NIK"),
          ("amend 7", "correct the answers"), ("void 7", "take it back, with a reason"),
          ("slip 7", "print the slip again"),
        ]),
      Task(
        "Looking",
        [
          ("tally", "the shift's figures so far"), ("status", "how the booth stands"),
          ("queue", "what is not sent yet"), ("trail", "who did what"),
          ("policy", "the IKD gate"), ("doctor", "what is wrong on this laptop"),
          ("roster", "who of a list has come; roster FILE takes a list in"),
        ]),
      Task(
        "Officers, opening and closing",
        [
          ("change budi", "change officer"), ("lock", "lock the screen"),
          ("close", "close the shift"), ("quit", "leave; the shift stays open"),
        ]),
      Task(
        "Inside a form",
        [
          ("?  <  !  =", "help, back, hold, answered so far"),
          ("Ctrl-C", "drop the line; twice: hold"),
        ]),
    ],
    shiftOpen: { "Shift \($0) is open at \($1)." },
    ready: "Ready. Enter = next applicant.",
    openedFromShell:
      "To serve people run loket; for paper forms loket register --dari FILE.",
    noShiftOpen: "No shift is open. Press Enter to open one.",
    opening: "Open a new shift. Ctrl-C to leave.",
    notOpened: "No shift was opened. Type open when ready.",
    servicePoint: "Service point (Tab completes, ? lists)", staff: "Officer",
    recordingSets: "Recording sets", ikdTables: "IKD tables",
    notACount: "Type a whole number, or Enter for none.",
    severalFit: { "It may mean: \($0). Type more of it." },
    noneFits: "Nothing fits. Type ? for the list.",
    passphrase: "Shift passphrase", coordinatorPassphrase: { "Passphrase of coordinator \($0)" },
    newPassphrase: { "New shift passphrase (at least \($0) letters; Enter = made for you)" },
    drawnPassphrase: {
      "Shift passphrase: \($0) . Note it for today only; it is needed if the program stops."
    },
    passphraseAgain: "Shift passphrase again", passphrasesDiffer: "Not the same. Again.",
    lastShift: { "Last shift: number \($0), \($1), closed." },
    recovered: {
      "Shift \($0) was cut off when the power or the laptop went. "
        + "\($1.counted("visit on record is", "visits on record are")) safe; the program has now "
        + "closed that shift. Open a new one to go on."
    },
    shiftStillOpen: {
      "Shift \($0) at \($1) is still open, \($2.counted("visit", "visits")) on record."
    },
    draftsFound: {
      "\($0.counted("unfinished form", "unfinished forms")) found. Type resume to go on."
    },
    alreadyStored: { "A form left over turned out to be stored already, as \($0)." },
    draftsAtClosing: {
      "\($0.counted("form is", "forms are")) unfinished and cannot be read after closing."
    },
    dropDrafts: "Close all the same and drop what is unfinished? (y/n)",
    reallyClose: {
      "Close the shift with \($0.counted("visit", "visits"))? It cannot be opened again (y/n)"
    },
    closed: "Shift closed, its key destroyed. Personal data cannot be opened on this laptop.",
    closedWithoutKey:
      "Shift closed. Its key was no longer there before that. Personal data cannot be opened on "
      + "this laptop.",
    closedAllTheSame: "The shift is closed all the same; loket tally has its tally again.",
    notClosed: "The shift was not closed.",
    locked:
      "Locked. Unfinished forms are safe. Type the shift passphrase or the PIN. Another officer: "
      + "type the short name first.",
    lockedWithForm:
      "Locked. The unfinished form is in this program only, since volatile memory is full: do not "
      + "end the program or switch the laptop off. Type the shift passphrase or the PIN.",
    unlock: { "Shift passphrase or PIN of \($0)" },
    pin: { "PIN of \($0)" },
    newPIN: { "New PIN of \($0) for this shift (\($1) digits\($2 ? "; Enter = none" : ""))" },
    pinAgain: "The PIN again", notAPIN: { "A PIN has \($0) digits." },
    notChanged: "The officer was not changed.",
    onDuty: { "Officer now: \($0)." },
    holding: { "\($0) on hold" },
    unsent: { "\($0) unsent" + ($1.map { " (flushed \($0) h ago)" } ?? "") },
    clockBehind: {
      "The clock went back: the last record is of \($0). Tickets are safe. Set the laptop's clock "
        + "before serving on."
    },
    shiftOfAnotherDay: {
      "This shift was opened on \($0), not today. Tickets are safe. Type close and open a new one, "
        + "or set the laptop's clock."
    },
    unsentTooLong: {
      "\($0.counted("visit is", "visits are")) unsent, the oldest for "
        + "\($1.counted("day", "days")). All is safe, on this laptop only: run loket flush, or "
        + "loket carry to USB, today."
    },
    interruptedOnce: "Line dropped. Ctrl-C once more holds this form.",
    held: { "The form is on hold as number \($0) (\($1)). Type \($0) to go on." },
    notResumable: {
      ($0 ? "Volatile memory is full" : "There is no volatile memory (tmpfs)")
        + ": this shift's key is in this program only. Tickets are safe, but forms cannot be held, "
        + "and if the program stops the shift cannot be resumed. "
        + ($0 ? "Free /dev/shm" : "Mount /dev/shm") + ", then close and open a new shift."
    },
    notKept: {
      ($0 ? "Volatile memory is full" : "Volatile memory cannot be written")
        + ": these answers are on this screen only. Tickets are safe. Go on until the ticket is "
        + "out; "
        + ($0 ? "then free /dev/shm or close other programs." : "then run loket doctor.")
    },
    notHeld: {
      ($0 ? "Not held: volatile memory is full" : "Not held: there is no volatile memory")
        + ". The answers are still here. Go on until the ticket is out, or "
        + ($0 ? "free /dev/shm and hold again." : "note them on paper and leave.")
    },
    dropForm: "Drop these answers? (y/n)",
    formDropped: "The form was dropped; its answers are not stored and it has no ticket.",
    leftEmpty: "The form was left; nothing was answered yet.",
    leftUnchanged: "The correction was left; the visit stays as it was.",
    keptAsDraft: "No ticket yet. The answers wait under resume.",
    tryAgain: "Try to save again? Enter = try, t = hold for now",
    saved: { "OK \($0) · \($1) · \($2)" },
    follows: { "Follows \($0), which ended undone." },
    voided: { "OK \($0) voided." },
    reallyVoid: "Void this visit? (y/n)",
    voidReason: "Reason (a number, or type it)",
    voidReasons: ["Wrong person", "Recorded twice", "The applicant left"],
    amendReason: "Reason (a number, or type it)",
    amendReasons: ["Slip of the hand", "Card or papers differ", "Service or outcome changed"],
    notVoided: "Not voided.",
    nobodyWaits: "Nobody is on hold.",
    waiting: { "\($0) · \($1.counted("minute", "minutes"))" + ($2 ? " · correction" : "") },
    resumeHow: "Type resume and the number.",
    notTakenUp: "That form stays on hold; its owner opens it.",
    slipIsOut:
      "Its slip went to the printer: ask for it back and tear it up. A coordinator agrees by PIN.",
    coordinator: "Coordinator",
    holdOnlyInForm: "Inside a form type ! to hold it.")
}
