package import Gate
package import Intake

/// What stands on paper beside the figures, and what is said of printing.
package struct PaperWords: Sendable {
  package let office: String
  package let code: String
  package let figure: String
  package let figures: String
  package let value: String
  package let count: String
  package let proof: String
  /// `SEMENTARA (X)` or `AKHIR (Z)`.
  package let kindMark: @Sendable (_ isFinal: Bool) -> String
  package let copyMark: @Sendable (_ number: Int) -> String
  package let proofNote: String
  package let slip: SlipWords
  package let printing: PrintingWords
  package let card: CardWords
}

/// What a person's slip says.
package struct SlipWords: Sendable {
  package let ticketTitle: String
  package let nextTitle: String
  package let ticket: String
  package let time: String
  package let point: String
  package let services: String
  package let bringTitle: String
  package let bring: @Sendable (NextStep) -> [String]
  package let comeTo: String
  package let comeToBooth: String
  package let hours: String
  package let phone: String
  package let keep: String
}

/// What is said of printing: sent, never printed, because a spooler says yes when the paper is out.
package struct PrintingWords: Sendable {
  package let sent: @Sendable (_ printer: String) -> String
  package let copySent: @Sendable (_ printer: String, _ number: Int) -> String
  package let notOut: @Sendable (_ again: String) -> String
  package let waitsForPaper: String
  package let waitsForQueue: @Sendable (_ printer: String) -> String
  package let none: String
  package let kept: @Sendable (_ path: String) -> String
  package let notKept: @Sendable (_ path: String, _ why: String) -> String
  package let noSuchPrinter: @Sendable (_ printer: String) -> String
  package let noSpooler: String
  package let refused: @Sendable (_ printer: String, _ why: String, _ again: String) -> String
  package let noPaper: @Sendable (_ printer: String, _ again: String) -> String
  package let noAnswer: @Sendable (_ printer: String, _ again: String) -> String
  package let deviceFailed: @Sendable (_ printer: String, _ why: String) -> String
  /// Before the reason why a slip did not go out.
  package let visitSafe: @Sendable (_ why: String) -> String
  /// What is typed to print again.
  package let slipAgain: @Sendable (_ ticket: String) -> String
  package let tallyAgain: String
  package let cardAgain: String
  package let formatNotPrintable: String
  package let binaryOnTerminal: String
}

/// What the quick card for staff says that the program does not say elsewhere.
package struct CardWords: Sendable {
  package let title: String
  package let version: @Sendable (_ booth: String, _ program: String) -> String
  package let openHeading: String
  package let open: [String]
  package let stepsHeading: String
  package let steps: [String]
  package let sampleService: String
  package let sampleSubdistrict: String
  package let keysHeading: String
  package let keys: [(key: String, what: String)]
  package let refusedHeading: String
  package let refused: [(said: String, what: String)]
  package let offlineHeading: String
  package let offline: [String]
  package let printerHeading: String
  package let printer: [String]
  package let closeHeading: String
  package let close: [String]
  package let callHeading: String
  package let coordinators: String
  package let officePhone: String
}

extension PaperWords {
  static let indonesian = PaperWords(
    office: "Kantor", code: "Kode", figure: "Angka", figures: "Semua angka", value: "Isi",
    count: "Jumlah", proof: "Bukti bertanda tangan",
    kindMark: { $0 ? "AKHIR (Z)" : "SEMENTARA (X)" }, copyMark: { "SALINAN \($0)" },
    proofNote: "Tanda tangan digital loket. Di kantor: pusat periksa-rekap, lalu pindai kode ini.",
    slip: SlipWords(
      ticketTitle: "NOMOR TIKET", nextTitle: "LANGKAH BERIKUTNYA", ticket: "Tiket",
      time: "Jam", point: "Titik layanan", services: "Layanan", bringTitle: "Bawa",
      bring: indonesianBring, comeTo: "Datang ke", comeToBooth: "Loket ini, atau",
      hours: "Jam layanan", phone: "Telepon", keep: "Simpan slip ini sampai urusan selesai."),
    printing: PrintingWords(
      sent: { "Dikirim ke printer \($0)." },
      copySent: { "Dikirim ke printer \($0) sebagai SALINAN \($1)." },
      notOut: { "Belum keluar? Periksa kertas, lalu ketik: \($0)" },
      waitsForPaper: "Kertasnya habis: isi, lalu lembarnya keluar sendiri.",
      waitsForQueue: {
        "Antreannya berhenti. Periksa printer, jalankan cupsenable \($0); lembarnya keluar sendiri."
      },
      none: "Belum ada printer di loket.toml.",
      kept: { "Lembarnya ada di layar dan di berkas \($0)." },
      notKept: { "Berkas \($0) tidak bisa ditulis (\($1)); lembarnya ada di layar." },
      noSuchPrinter: {
        "Printer \($0) tidak ada. Lihat namanya dengan lpstat -e, tulis di loket.toml (printer)."
      },
      noSpooler: "Layanan cetak (CUPS) tidak ada atau mati. Pasang cups-client, nyalakan cups.",
      refused: { "Printer \($0) menolak: \($1) Periksa printer, lalu ketik: \($2)" },
      noPaper: { "Printer \($0) kehabisan kertas. Isi kertas, lalu ketik: \($1)" },
      noAnswer: {
        "Printer \($0) tidak menjawab dalam 5 detik. Periksa kertas dan kabel, lalu ketik: \($1)"
      },
      deviceFailed: { "Printer \($0) tidak bisa dipakai: \($1). Periksa kabel dan hak akses." },
      visitSafe: { "Kunjungan tersimpan, slip tidak terkirim. \($0)" },
      slipAgain: { "slip \($0)" }, tallyAgain: "loket rekap --cetak",
      cardAgain: "loket kartu --cetak",
      formatNotPrintable: "--cetak hanya untuk --format teks (A4) atau escpos (struk).",
      binaryOnTerminal: "Bukan untuk layar. Tulis ke berkas: --ke BERKAS, atau --cetak."),
    card: .indonesian)

  private static let indonesianBring: @Sendable (NextStep) -> [String] = {
    switch $0 {
    case .activateLater(let reason): indonesianBring(.activateIKD(reason))
    case .activateIKD(.declined): ["KTP-el", "HP dan e-mail, bila ingin mengaktifkan IKD"]
    case .activateIKD(.noPhone), .activateIKD(.phoneUnsupported), .activateIKD(.cameraBroken):
      ["KTP-el", "HP Android 8/iOS 11 ke atas, kamera baik", "E-mail yang bisa dibuka"]
    case .activateIKD(.storageFull): ["KTP-el", "HP dengan memori kosong 200 MB"]
    case .activateIKD(.noData): ["KTP-el", "HP dengan kuota internet"]
    case .activateIKD(.emailLost): ["KTP-el", "HP", "E-mail yang bisa dibuka di HP itu"]
    case .activateIKD(.dataNotSynced), .activateIKD(.duplicateRecord): ["KTP-el", "KK"]
    case .activateIKD(.otherDevice), .activateIKD(.pinForgotten): ["KTP-el", "HP yang dipakai"]
    case .activateIKD(.faceMismatch), .activateIKD(.serverDown), .activateIKD(.notRecorded),
      .activateIKD(nil):
      ["KTP-el", "HP", "E-mail yang bisa dibuka"]
    case .recordFirst, .comeBackAtAge: ["KK"]
    case .homeOffice: ["KTP-el", "KK"]
    case .bringDocuments: ["Berkas yang kurang", "KTP-el", "KK"]
    case .waitForBlanks, .tryLater, .comeToOffice: ["KTP-el", "Slip ini"]
    }
  }

  static let english = PaperWords(
    office: "Office", code: "Code", figure: "Figure", figures: "All figures", value: "Value",
    count: "Count", proof: "Signed proof",
    kindMark: { $0 ? "FINAL (Z)" : "INTERIM (X)" }, copyMark: { "COPY \($0)" },
    proofNote: "The booth's digital signature. At the office: pusat check-tally, then scan this.",
    slip: SlipWords(
      ticketTitle: "TICKET NUMBER", nextTitle: "WHAT TO DO NEXT", ticket: "Ticket",
      time: "Time", point: "Service point", services: "Services", bringTitle: "Bring",
      bring: englishBring, comeTo: "Come to", comeToBooth: "This booth, or",
      hours: "Opening hours", phone: "Phone", keep: "Keep this slip until all is done."),
    printing: PrintingWords(
      sent: { "Sent to the printer \($0)." },
      copySent: { "Sent to the printer \($0) as COPY \($1)." },
      notOut: { "Nothing comes? Check the paper, then type: \($0)" },
      waitsForPaper: "It is out of paper: put some in, the sheet then comes by itself.",
      waitsForQueue: {
        "Its queue is stopped. Check the printer, run cupsenable \($0); the sheet then comes by "
          + "itself."
      },
      none: "There is no printer in loket.toml.",
      kept: { "The sheet is on the screen and in the file \($0)." },
      notKept: { "The file \($0) cannot be written (\($1)); the sheet is on the screen." },
      noSuchPrinter: {
        "There is no printer \($0). Look its name up with lpstat -e, put it in loket.toml."
      },
      noSpooler: "The print service (CUPS) is missing or off. Install cups-client, start cups.",
      refused: { "Printer \($0) refused: \($1) Check the printer, then type: \($2)" },
      noPaper: { "Printer \($0) is out of paper. Put some in, then type: \($1)" },
      noAnswer: {
        "Printer \($0) did not answer in 5 seconds. Check its paper and cable, then type: \($1)"
      },
      deviceFailed: { "Printer \($0) cannot be used: \($1). Check its cable and rights." },
      visitSafe: { "The visit is stored, its slip was not sent. \($0)" },
      slipAgain: { "slip \($0)" }, tallyAgain: "loket tally --cetak",
      cardAgain: "loket card --cetak",
      formatNotPrintable: "--cetak goes with --format teks (A4) or escpos (receipt) only.",
      binaryOnTerminal: "Not for a screen. Write it to a file: --ke FILE, or --cetak."),
    card: .english)

  private static let englishBring: @Sendable (NextStep) -> [String] = {
    switch $0 {
    case .activateLater(let reason): englishBring(.activateIKD(reason))
    case .activateIKD(.declined): ["KTP-el", "Phone and e-mail, should you want IKD"]
    case .activateIKD(.noPhone), .activateIKD(.phoneUnsupported), .activateIKD(.cameraBroken):
      ["KTP-el", "A phone with Android 8/iOS 11 or later", "An e-mail that can be opened"]
    case .activateIKD(.storageFull): ["KTP-el", "A phone with 200 MB free"]
    case .activateIKD(.noData): ["KTP-el", "A phone with mobile data"]
    case .activateIKD(.emailLost): ["KTP-el", "Phone", "An e-mail that opens on that phone"]
    case .activateIKD(.dataNotSynced), .activateIKD(.duplicateRecord): ["KTP-el", "KK"]
    case .activateIKD(.otherDevice), .activateIKD(.pinForgotten): ["KTP-el", "The phone in use"]
    case .activateIKD(.faceMismatch), .activateIKD(.serverDown), .activateIKD(.notRecorded),
      .activateIKD(nil):
      ["KTP-el", "Phone", "An e-mail that can be opened"]
    case .recordFirst, .comeBackAtAge: ["KK"]
    case .homeOffice: ["KTP-el", "KK"]
    case .bringDocuments: ["The missing documents", "KTP-el", "KK"]
    case .waitForBlanks, .tryLater, .comeToOffice: ["KTP-el", "This slip"]
    }
  }
}

extension CardWords {
  static let indonesian = CardWords(
    title: "KARTU CEPAT PETUGAS", version: { "Loket \($0) · \($1)" },
    openHeading: "1. Buka hari",
    open: [
      "Nyalakan laptop, cocokkan jam, ketik loket lalu Enter.",
      "Jawab titik layanan, petugas, jumlah alat dan meja, sandi sesi. Catat sandinya.",
    ],
    stepsHeading: "2. Satu pemohon, enam langkah",
    steps: [
      "1 NIK: ketik atau pindai dari kartu; tidak punya = Enter.",
      "2 Nama seperti di KTP, lalu tanggal lahir (Enter = ikut NIK).",
      "3 Domisili di KTP sekarang: kelurahan, kota lain, atau luar.",
      "4 Layanan yang diminta, boleh beberapa.",
      "5 IKD: lihat di HP pemohon. Belum aktif? Tawarkan aktivasi sekarang.",
      "6 Baca ulang, ketik s. Tersimpan bila nomor tiket keluar.",
    ],
    sampleService: "cetak", sampleSubdistrict: "dinoyo",
    keysHeading: "3. Tombol di formulir",
    keys: [
      ("?", "bantuan isian ini"), ("<", "kembali satu isian"),
      ("!", "tahan orang ini, layani berikutnya (lanjut = teruskan)"),
      ("=", "lihat isian sampai di sini"),
      ("Ctrl-C", "buang baris; dua kali = tahan formulir"),
    ],
    refusedHeading: "4. NIK ditolak?",
    refused: [
      ("bukan 16 angka", "hitung ulang; jangan tambah 0"),
      ("tanggal tidak ada", "cocokkan angka 7-12 dengan kartu"),
      ("akhiran 0000", "bukan NIK; pakai kartu, atau Enter bila tidak punya"),
      ("wilayah, tanggal, L/P beda", "boleh: cocokkan dengan kartu, lalu y"),
      ("sudah tercatat", "cari NIK; kunjungan kedua boleh: y"),
    ],
    offlineHeading: "5. Tidak ada jaringan",
    offline: [
      "Teruskan melayani: semua tersimpan di laptop. Nanti: loket kirim, atau loket bawa ke USB."
    ],
    printerHeading: "6. Printer kosong atau mati",
    printer: [
      "Pelayanan tidak berhenti. Tulis nomor tiket di kertas. Isi kertas; slip yang sudah dikirim "
        + "keluar sendiri. Tidak keluar? Ketik slip dan nomor tiketnya: keluar sebagai SALINAN."
    ],
    closeHeading: "7. Tutup",
    close: [
      "Ketik tutup, isi hitungan formulir, y. loket rekap --cetak, tanda tangan berdua, serahkan. "
        + "loket kirim bila ada jaringan."
    ],
    callHeading: "8. Hubungi",
    coordinators: "Koordinator", officePhone: "Kantor")

  static let english = CardWords(
    title: "QUICK CARD FOR STAFF", version: { "Loket \($0) · \($1)" },
    openHeading: "1. Open the day",
    open: [
      "Switch on, check the clock, type loket and Enter.",
      "Answer service point, officer, equipment and the shift passphrase. Note the passphrase.",
    ],
    stepsHeading: "2. One applicant, six steps",
    steps: [
      "1 NIK: type it or scan the card; none = Enter.",
      "2 Name as on the KTP, then birth date (Enter = as in the NIK).",
      "3 Residence on the KTP now: kelurahan, another town, or outside.",
      "4 The services asked for, several if need be.",
      "5 IKD: see it on the phone. Not active? Offer to activate it now.",
      "6 Read it over, type s. It is stored once the ticket number is there.",
    ],
    sampleService: "cetak", sampleSubdistrict: "dinoyo",
    keysHeading: "3. Keys in the form",
    keys: [
      ("?", "help for this field"), ("<", "back one field"),
      ("!", "hold this person, serve the next (resume = go on)"),
      ("=", "what has been answered so far"),
      ("Ctrl-C", "drop the line; twice = hold the form"),
    ],
    refusedHeading: "4. NIK refused?",
    refused: [
      ("not 16 digits", "count again; never add a 0"),
      ("no such date", "compare digits 7-12 with the card"),
      ("ends in 0000", "no NIK; take the card, or Enter if there is none"),
      ("region, date, L/P differ", "may be right: compare with the card, then y"),
      ("on record already", "find NIK; a second visit is allowed: y"),
    ],
    offlineHeading: "5. No network",
    offline: [
      "Go on serving: all is stored on the laptop. Later: loket flush, or loket carry to USB."
    ],
    printerHeading: "6. Printer empty or off",
    printer: [
      "Service goes on. Write the ticket number on paper. Put paper in; slips that were sent come "
        + "out by themselves. Not so? Type slip and the ticket's number: it comes as a COPY."
    ],
    closeHeading: "7. Close",
    close: [
      "Type close, enter the counts, y. loket tally --cetak, both sign, hand it over. "
        + "loket flush when there is a network."
    ],
    callHeading: "8. Whom to call",
    coordinators: "Coordinators", officePhone: "Office")
}

extension TimeWords {
  /// `09.00 WIB` on the day that everyone knows, else with the day.
  package func short(_ moment: Moment, on day: Day) -> String {
    moment.day == day ? "\(moment.clock) \(zone)" : long(moment)
  }
}
