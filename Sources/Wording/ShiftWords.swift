package import Intake

/// What is said of shifts and of the queue.
package struct ShiftWords: Sendable {
  /// Stands on every screen and print of a training booth.
  package let training: String
  package let mode: @Sendable (Mode) -> String
  package let booth: String
  package let shiftLabel: String
  package let captured: String
  package let waiting: String
  package let acknowledged: String
  package let quarantined: String
  package let voided: String
  package let held: String
  package let lastFlush: String
  package let neverFlushed: String
  package let flushed: @Sendable (_ at: String, _ sent: Int, _ left: Int) -> String
  package let clock: String
  package let noneYet: String
  package let line:
    @Sendable (_ number: Int, _ place: String, _ opened: String, ShiftState) -> String
  package let nothingWaits: String
  package let queueHeader: [String]
  package let shiftsDone: @Sendable (Int) -> String
  package let trailHeader: [String]
  package let deed: @Sendable (EntryKind, _ isAmendment: Bool) -> String
  package let noted: @Sendable (NotedDeed.Kind, _ count: Int) -> String
  package let ofShift: @Sendable (Int) -> String
  package let deedSetAside: @Sendable (_ reason: String) -> String
  package let olderDeeds: @Sendable (Int) -> String
  package let notSealedYet: String
  package let reasonsSealed: String
}

extension ShiftWords {
  static let indonesian = ShiftWords(
    training: "LATIHAN",
    mode: { $0 == .training ? "LATIHAN (data tidak pernah dikirim ke pusat)" : "terdaftar" },
    booth: "Loket", shiftLabel: "Sesi", captured: "Kunjungan tercatat",
    waiting: "Menunggu kirim", acknowledged: "Diterima pusat", quarantined: "Disisihkan",
    voided: "Batal", held: "Ditahan", lastFlush: "Kirim terakhir",
    neverFlushed: "belum pernah", flushed: { "\($0), terkirim \($1), tersisa \($2)" },
    clock: "Jam", noneYet: "belum ada",
    line: { number, place, opened, state in
      let how =
        switch state {
        case .open: "terbuka"
        case .closed: "ditutup"
        case .recovered: "ditutup oleh program"
        }
      return "\(number), \(place), dibuka \(opened), \(how)"
    },
    nothingWaits: "Belum ada sesi di laptop ini; tidak ada yang menunggu.",
    queueHeader: ["Sesi", "Tercatat", "Menunggu", "Blm pasti", "Diterima", "Disisihkan", "Batal"],
    shiftsDone: { "\($0) sesi beres" },
    trailHeader: ["No", "Jam", "Petugas", "Perbuatan", "Tiket", "Syarat IKD"],
    deed: { kind, isAmendment in
      switch kind {
      case .opening: "buka sesi"
      case .visit: isAmendment ? "koreksi" : "daftar"
      case .void: "batal"
      case .closing: "tutup sesi"
      case .recovery: "ditutup program"
      }
    },
    noted: { kind, count in
      switch kind {
      case .exported: "ekspor rekap"
      case .printed: "cetak rekap"
      case .printedAgain: "cetak ulang rekap (salinan \(count))"
      case .slipPrintedAgain where count == 0: "cetak slip"
      case .slipPrintedAgain: "cetak ulang slip (salinan \(count))"
      case .flushed: "kirim: \(count) catatan di pusat"
      case .carried: "bawa: \(count) catatan"
      case .accepted: "tanda terima: \(count) catatan di pusat"
      case .backedUp: "cadangkan: \(count) catatan"
      }
    },
    ofShift: { "sesi \($0)" }, deedSetAside: { "disisihkan pusat: \($0)" },
    olderDeeds: { "\($0) perbuatan lebih lama dijumlah saja; rinciannya tidak dibawa." },
    notSealedYet: "* tercatat, tetapi baru ikut tersegel pada penutupan sesi berikutnya.",
    reasonsSealed:
      "Alasan setiap koreksi dan batal tersegel bersama kunjungannya.")

  static let english = ShiftWords(
    training: "TRAINING",
    mode: { $0 == .training ? "TRAINING (never sent to a centre)" : "enrolled" },
    booth: "Booth", shiftLabel: "Shift", captured: "Visits captured",
    waiting: "Waiting to be sent", acknowledged: "At the centre", quarantined: "Set aside",
    voided: "Voided", held: "On hold", lastFlush: "Last flush",
    neverFlushed: "never", flushed: { "\($0), sent \($1), left \($2)" },
    clock: "Clock", noneYet: "none yet",
    line: { number, place, opened, state in
      let how =
        switch state {
        case .open: "open"
        case .closed: "closed"
        case .recovered: "closed by the program"
        }
      return "\(number), \(place), opened \(opened), \(how)"
    },
    nothingWaits: "No shift on this laptop yet; nothing waits.",
    queueHeader: ["Shift", "Captured", "Waiting", "In doubt", "At centre", "Set aside", "Voided"],
    shiftsDone: { "\($0.counted("shift", "shifts")) done" },
    trailHeader: ["No", "Time", "Officer", "Deed", "Ticket", "IKD gate"],
    deed: { kind, isAmendment in
      switch kind {
      case .opening: "open shift"
      case .visit: isAmendment ? "amend" : "register"
      case .void: "void"
      case .closing: "close shift"
      case .recovery: "closed by program"
      }
    },
    noted: { kind, count in
      switch kind {
      case .exported: "tally exported"
      case .printed: "tally printed"
      case .printedAgain: "tally printed again (copy \(count))"
      case .slipPrintedAgain where count == 0: "slip printed"
      case .slipPrintedAgain: "slip printed again (copy \(count))"
      case .flushed: "flush: \(count.counted("entry", "entries")) at centre"
      case .carried: "carry: \(count.counted("entry", "entries"))"
      case .accepted: "receipt: \(count.counted("entry", "entries")) at centre"
      case .backedUp: "backup: \(count.counted("entry", "entries"))"
      }
    },
    ofShift: { "shift \($0)" }, deedSetAside: { "set aside: \($0)" },
    olderDeeds: {
      "\($0.counted("older deed is", "older deeds are")) added up only, without details."
    },
    notSealedYet: "* noted, and sealed only by the next closing of a shift.",
    reasonsSealed:
      "The reason of each amendment and void is sealed with its visit.")
}
