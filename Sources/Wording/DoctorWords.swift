package import Intake

/// What `loket periksa` says: each finding with what to do.
package struct DoctorWords: Sendable {
  package let ok: String
  package let attention: String
  package let broken: String
  package let fault: @Sendable (AuditFault) -> String
  package let queueSound: String
  package let queueCounts: @Sendable (_ shifts: Int, _ entries: Int) -> String
  package let clockBehind: @Sendable (_ last: String) -> String
  package let clockFine: @Sendable (_ now: String) -> String
  package let configFine: @Sendable (_ path: String) -> String
  package let homeFine: @Sendable (_ path: String) -> String
  package let homeReadOnly: @Sendable (_ path: String) -> String
  package let space: @Sendable (_ freeMegabytes: Int) -> String
  package let spaceLow: @Sendable (_ freeMegabytes: Int) -> String
  package let tmpfsFine: String
  package let tmpfsMissing: String
  package let swapOn: String
  package let swapOff: String
  package let localeFine: String
  package let localeNotUTF8: String
  package let training: String
  package let live: @Sendable (_ booth: String) -> String
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
      case .store(let detail): "Berkas antrean: \(detail)."
      }
    },
    queueSound: "Antrean utuh: setiap catatan ada, bersambung dan ditandatangani.",
    queueCounts: { "\($0) sesi, \($1) catatan diperiksa satu per satu." },
    clockBehind: { "jam laptop mundur; catatan terakhir \($0). Betulkan jam sebelum buka sesi." },
    clockFine: { "Jam: \($0)." },
    configFine: { "Konfigurasi sah: \($0)." },
    homeFine: { "Tempat data bisa ditulis: \($0)." },
    homeReadOnly: { "Tempat data \($0) hanya bisa dibaca: pasang ulang disknya untuk menulis." },
    space: { "Ruang disk: \($0) MB." },
    spaceLow: { "Ruang disk tinggal \($0) MB. Kosongkan sebelum melayani." },
    tmpfsFine: "Memori sementara ada: program yang berhenti bisa dilanjutkan dengan sandi sesi.",
    tmpfsMissing:
      "Tidak ada tmpfs: bila program berhenti, sesi tidak bisa dilanjutkan. Pasang /dev/shm.",
    swapOn: "Swap menyala: memori bisa tertulis ke disk. Matikan (swapoff -a) atau enkripsi.",
    swapOff: "Swap mati.",
    localeFine: "Huruf UTF-8.",
    localeNotUTF8: "Locale bukan UTF-8: huruf khusus bisa rusak. Pakai LANG=C.UTF-8.",
    training: "LATIHAN: laptop belum didaftarkan; catatan tidak bisa dikirim ke pusat.",
    live: { "Loket \($0) terdaftar." },
    noPrinter: "Printer belum diatur; rekap tampil di layar dan berkas.",
    printer: { "Printer: \($0)." },
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
      case .store(let detail): "Queue file: \(detail)."
      }
    },
    queueSound: "The queue is sound: every entry is there, chained and signed.",
    queueCounts: { "\($0) shifts, \($1) entries checked one by one." },
    clockBehind: { "the clock went back; last entry \($0). Set it before opening a shift." },
    clockFine: { "Clock: \($0)." },
    configFine: { "Configuration valid: \($0)." },
    homeFine: { "The data place can be written: \($0)." },
    homeReadOnly: { "The data place \($0) is read-only: mount its disk for writing." },
    space: { "Disk space: \($0) MB." },
    spaceLow: { "Only \($0) MB of disk space left. Free some before serving." },
    tmpfsFine: "Volatile memory is there: a stopped program resumes with the passphrase.",
    tmpfsMissing: "No tmpfs: if the program stops, the shift cannot be resumed. Mount /dev/shm.",
    swapOn: "Swap is on: memory may reach the disk. Turn it off (swapoff -a) or encrypt it.",
    swapOff: "Swap is off.",
    localeFine: "UTF-8 letters.",
    localeNotUTF8: "The locale is not UTF-8: special letters may break. Use LANG=C.UTF-8.",
    training: "TRAINING: not enrolled; records cannot be sent to a centre.",
    live: { "Booth \($0) is enrolled." },
    noPrinter: "No printer is set; tallies go to the screen and to files.",
    printer: { "Printer: \($0)." },
    nothingQueued: "No queue yet; it is made when the first shift opens.")
}
