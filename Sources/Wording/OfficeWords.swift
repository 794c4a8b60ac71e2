package import Intake

/// What the office's program says.
package struct OfficeWords: Sendable {
  package let passphrase: String
  package let newPassphrase: @Sendable (_ min: Int) -> String
  package let ready: @Sendable (_ migrations: Int) -> String
  package let officeOpened: @Sendable (_ office: String, _ role: String) -> String
  package let whichOffice: String
  package let keysMade: String
  package let keysThere: String
  package let wrongPassphrase: String
  package let keysMissing: String
  package let keysUnreadable: String
  package let noEscrowAgain: @Sendable (_ path: String) -> String
  package let notACoordinator: @Sendable (String) -> String
  package let waitersEmptied: @Sendable (_ services: Int) -> String
  package let escrowWritten: @Sendable (_ path: String) -> String
  package let escrowSheet: String
  package let escrowHint: String
  package let rotated: @Sendable (_ keys: Int) -> String
  package let enrolled: @Sendable (_ booth: String, _ path: String, _ until: String) -> String
  package let boothKey: @Sendable (String) -> String
  package let onlyForThatLaptop: @Sendable (_ booth: String) -> String
  package let coordinatorMade: @Sendable (_ code: String, _ passphrase: String) -> String
  package let revoked: @Sendable (String) -> String
  package let noSuchBooth: @Sendable (String) -> String
  package let badBoothCode: @Sendable (String) -> String
  package let codeUsedUp: @Sendable (_ booth: String) -> String
  package let revokedBefore: @Sendable (_ booth: String) -> String
  package let received:
    @Sendable (_ file: String, _ accepted: Int, _ there: Int, _ aside: Int) -> String
  package let refusedFile: @Sendable (_ file: String, _ why: String) -> String
  package let unknownBooth: String
  package let revokedBooth: String
  package let processed: @Sendable (_ shifts: Int, _ reconciled: Int) -> String
  package let processedRest:
    @Sendable (_ differing: Int, _ unclosed: Int, _ incomplete: Int, _ refused: Int) -> String
  package let alarm: @Sendable (_ kind: String, _ count: Int) -> String
  package let unopened: @Sendable (_ shifts: Int) -> String
  package let clock: @Sendable (_ fault: ClockFault, _ shift: String) -> String
  package let nothingNew: String
  package let standing: @Sendable (ShiftStanding) -> String
  package let tallyHeader: [String]
  package let peopleByShift: String
  package let difference: @Sendable (_ figure: String, _ booth: Int, _ centre: Int) -> String
  package let badShift: @Sendable (String) -> String
  package let noShifts: String
  package let trailFault: @Sendable (TrailFault) -> String
  package let noSignedTally: String
  package let rejected: @Sendable (_ why: String) -> String
  package let notPrepared: String
  package let olderSchema: String
  package let newerSchema: String
  package let aside: @Sendable (_ shift: String, _ entries: String, _ reason: String) -> String
  package let inField: @Sendable (_ shift: String, _ announced: Int, _ arrived: Int) -> String
  package let duplicateCount: @Sendable (_ certain: Int, _ likely: Int) -> String
  package let likelySame: String
  package let noDuplicates: String
  package let purged: @Sendable (_ visits: Int, _ bodies: Int, _ before: String) -> String
  package let purgeLeft: @Sendable (_ shifts: Int) -> String
  package let proofFits: @Sendable (_ booth: String, _ shift: Int) -> String
  package let proofUnreadable: String
  package let proofForged: String
  package let proofNoShift: String
  package let proofNotClosedYet: @Sendable (_ booth: String, _ shift: Int) -> String
  package let proofDiffers: String
  /// Before the parts of a code that are not the centre's.
  package let proofAltered: String
  package let proofBooth: String
  package let proofNumber: String
  package let proofShift: String
  package let proofDigest: String
  package let proofChain: String
  package let proofSignature: String
  package let proofPaper: @Sendable (_ part: String, _ paper: String, _ centre: String) -> String
  /// Over the figures to compare with those on paper.
  package let proofFigures: String
  package let noConnection: String
  package let paperKeyUnreadable: String
}

extension OfficeWords {
  static let indonesian = OfficeWords(
    passphrase: "Sandi kunci kantor",
    newPassphrase: { "Sandi kunci kantor baru (paling sedikit \($0) huruf)" },
    ready: { "Pusat siap; \($0) perubahan skema dijalankan." },
    officeOpened: {
      "Kantor \($0) siap dengan peran \($1). Beri petugasnya peran itu: CREATE ROLE nama LOGIN IN "
        + "ROLE \($1). Di kantornya: pusat siapkan --escrow BERKAS, untuk kuncinya sendiri."
    },
    whichOffice: "Peran ini melihat lebih dari satu kantor; tidak ada yang diubah. Sambung dengan "
      + "peran satu kantor (PGUSER).",
    keysMade: "Kunci kantor dibuat dan disegel dengan sandi.",
    keysThere: "Kunci kantor sudah ada; tidak diubah.",
    wrongPassphrase: "Sandi kunci kantor salah. Tidak ada yang diubah; coba lagi.",
    keysMissing: "Kunci kantor belum ada. Jalankan pusat siapkan --escrow BERKAS dulu.",
    keysUnreadable: "Kunci kantor tidak terbaca. Pulihkan dari cadangan; jangan dihapus.",
    noEscrowAgain: {
      "Berkas \($0) tidak ditulis: kunci escrow hanya ditulis saat kunci kantor dibuat. Pakai yang "
        + "di amplop."
    },
    notACoordinator: {
      "\($0) bukan koordinator di loket.toml. Tulis namanya di bawah koordinator, lalu ulangi."
    },
    waitersEmptied: {
      "\($0) layanan yang masih menunggu termasuk yang dihapus: orangnya tidak bisa dipanggil lagi."
    },
    escrowWritten: {
      "Kunci escrow ditulis sekali ke \($0). Cetak, segel dalam amplop, simpan di gedung lain, "
        + "lalu hapus berkasnya."
    },
    escrowSheet: "KUNCI ESCROW LOKET",
    escrowHint: "Membuka semua catatan bila kunci kantor hilang. Ketik 56 tanda ini di pusat olah.",
    rotated: { "Kunci pembuka baru; ada \($0) kunci, yang lama tetap membuka." },
    enrolled: { "Loket \($0) didaftarkan; berkas \($1), berlaku sampai \($2)." },
    boothKey: { "Sidik kunci loket: \($0)" },
    onlyForThatLaptop: {
      "Loket \($0) sudah melayani: berkas ini hanya untuk laptop yang kini loket \($0). Laptop "
        + "pengganti mendapat kode sendiri; cadangannya diterima dengan pusat terima."
    },
    coordinatorMade: {
      "Sandi koordinator \($0): \($1) . Hanya untuk koordinator itu; tidak ditampilkan lagi. Taruh "
        + "baris kunci ini pada koordinator \($0) di loket.toml setiap loket."
    },
    revoked: { "Loket \($0) dicabut. Catatan yang sudah diterima tetap tersimpan." },
    noSuchBooth: { "Loket \($0) tidak terdaftar." },
    badBoothCode: { "Kode loket \($0) tidak bisa; contoh: L01." },
    codeUsedUp: {
      "Loket \($0) sudah dicabut, dan laptopnya mungkin masih menyimpan tiket. Beri laptop ini "
        + "kode yang belum pernah dipakai, supaya tidak ada tiket yang terbit dua kali."
    },
    revokedBefore: { "Loket \($0) sudah dicabut sebelumnya; tidak ada yang berubah." },
    received: { "\($0): \($1) diterima, \($2) sudah ada, \($3) disisihkan." },
    refusedFile: { "\($0) ditolak: \($1)." },
    unknownBooth: "loketnya tidak terdaftar",
    revokedBooth: "loketnya sudah dicabut",
    processed: { "\($0) sesi diolah, \($1) cocok dengan rekap bertanda tangan." },
    processedRest: { "Berbeda \($0), belum ditutup \($1), belum lengkap \($2), ditolak \($3)." },
    alarm: { "ALARM \($0): \($1)" },
    unopened: {
      "\($0) sesi tidak terbuka dengan kunci yang dipakai: tidak dihitung sekarang, tidak ada yang "
        + "hilang. Jalankan pusat olah lagi dengan kunci kantor yang benar (PUSAT_HOME, atau "
        + "--kunci-kertas)."
    },
    clock: { fault, shift in
      let what =
        switch fault {
        case .ahead: "ada catatan bertanggal sesudah ia tiba"
        case .back: "ada catatan bertanggal sebelum yang mendahuluinya"
        case .jump: "ada jeda setengah hari di antara dua catatan"
        }
      return "JAM \(shift): \(what). Angkanya tetap dihitung, harinya mungkin keliru: cocokkan jam "
        + "laptopnya (loket periksa)."
    },
    nothingNew: "Tidak ada yang baru.",
    standing: {
      switch $0 {
      case .reconciled: "cocok"
      case .differs: "berbeda"
      case .unclosed: "belum ditutup"
      case .incomplete: "belum lengkap"
      case .refused: "ditolak"
      }
    },
    tallyHeader: ["Loket/sesi", "Hari", "Titik", "Orang", "Layanan", "Keadaan"],
    peopleByShift: "Orang (sekali tiap sesi)",
    difference: { "  \($0): loket \($1), pusat \($2)" },
    badShift: { "\($0) bukan sesi; contoh: L01/3." },
    noShifts: "Tidak ada sesi yang cocok. Jalankan pusat olah dulu?",
    trailFault: {
      switch $0 {
      case .previousMissing(let shift):
        "Jejak: penutup sesi \(shift) belum di pusat, jadi tidak terlihat apakah ada yang hilang "
          + "di antaranya. Minta loket mengirim sesi itu."
      case .missing(let from, let to) where from == to:
        "Jejak: perbuatan ke-\(from) tidak dibawa penutup mana pun. Periksa laptopnya "
          + "(loket periksa)."
      case .missing(let from, let to):
        "Jejak: perbuatan ke-\(from) sampai \(to) tidak dibawa penutup mana pun. Periksa laptopnya "
          + "(loket periksa)."
      case .notAfterPrevious:
        "Jejak: tidak menyambung penutup sesi sebelumnya; ada yang dihapus, diubah, atau data lama "
          + "dipulihkan. Periksa laptopnya (loket periksa)."
      case .altered:
        "Jejak: tidak seperti saat dicatat. Periksa laptopnya (loket periksa)."
      case .neverArrived(let shift, let claimed, let held):
        "Jejak: loket mencatat \(claimed) catatan sesi \(shift) diterima pusat; yang pernah datang "
          + "\(held). Jangan hapus apa pun di laptopnya; minta dikirim lagi."
      }
    },
    noSignedTally:
      "Penutupan sesi ini belum sampai: belum ada rekap bertanda tangan untuk dicocokkan.",
    rejected: {
      "Basis data pusat menolak pengguna ini (\($0)). Tidak ada yang diubah; periksa pengguna dan "
        + "sandinya (pusat.conninfo atau PGUSER), lalu ulangi."
    },
    notPrepared: "Basis data pusat belum disiapkan. Jalankan pusat siapkan.",
    olderSchema:
      "Basis data pusat masih versi sebelumnya. Tidak ada yang hilang; jalankan pusat siapkan.",
    newerSchema: "Basis data pusat lebih baru. Tidak ada yang hilang; perbarui program pusat.",
    aside: { "ALARM \($0): catatan \($1) disisihkan (\($2)); lihat bersama loketnya." },
    inField: { "Masih di lapangan: \($0), \($2) dari \($1) catatan sudah tiba." },
    duplicateCount: {
      "\($0) NIK tercatat lebih dari sekali; \($1) orang mungkin sama (nama dan tanggal lahir)."
    },
    likelySame: "Mungkin orang yang sama; NIK berbeda atau kosong:",
    noDuplicates: "Tidak ada orang yang tercatat lebih dari sekali.",
    purged: {
      "Data pribadi \($0) kunjungan sebelum \($2) dihapus, juga \($1) isi tersegel; "
        + "hitungannya tetap."
    },
    purgeLeft: {
      "\($0) sesi lama belum diolah atau belum terbuka, jadi belum dihapus. Jalankan pusat olah "
        + "dulu."
    },
    proofFits: { "COCOK: rekap loket \($0) sesi \($1) sama dengan pusat sampai angka terakhir." },
    proofUnreadable: "Teks QR tidak terbaca lengkap. Pindai ulang.",
    proofForged: "TIDAK COCOK: tanda tangannya bukan dari loket itu.",
    proofNoShift: "Sesi itu belum ada di pusat. Terima dan olah dulu.",
    proofNotClosedYet: {
      "Rekap ini asli: tanda tangan loketnya sah. Penutupan sesi \($0)/\($1) belum sampai atau "
        + "belum diolah di pusat; terima dan olah dulu, lalu cocokkan lagi."
    },
    proofDiffers: "TIDAK COCOK: angka di kertas bukan angka pusat:",
    proofAltered:
      "TIDAK COCOK: kode QR ini diubah atau salah pindai. Yang tidak sama dengan pusat:",
    proofBooth: "loket", proofNumber: "nomor sesi", proofShift: "sesi",
    proofDigest: "sidik semua angka rekap", proofChain: "kode rantai",
    proofSignature: "tanda tangan digital",
    proofPaper: { "\($0): kertas \($1), pusat \($2)" },
    proofFigures: "Bandingkan dengan angka di kertas:",
    noConnection: "Sambungan belum diatur: pusat.conninfo di loket.toml, atau PGHOST.",
    paperKeyUnreadable: "Kunci kertas tidak terbaca: 56 tanda, periksa salah ketik.")

  static let english = OfficeWords(
    passphrase: "Passphrase of the office key",
    newPassphrase: { "New passphrase of the office key (at least \($0) letters)" },
    ready: {
      "The centre is ready; \($0.counted("schema change was", "schema changes were")) made."
    },
    officeOpened: {
      "Office \($0) is ready with the role \($1). Give its staff that role: CREATE ROLE name LOGIN "
        + "IN ROLE \($1). At that office: pusat init --escrow FILE, for keys of its own."
    },
    whichOffice: "This role sees more than one office; nothing was changed. Connect by the role of "
      + "one office (PGUSER).",
    keysMade: "The office keys were made and sealed under the passphrase.",
    keysThere: "The office keys are there already; nothing was changed.",
    wrongPassphrase: "Wrong passphrase of the office key. Nothing was changed; try again.",
    keysMissing: "There are no office keys. Run pusat init --escrow FILE first.",
    keysUnreadable: "The office keys cannot be read. Restore a backup; do not delete them.",
    noEscrowAgain: {
      "\($0) was not written: the escrow key is written only when the office keys are made. Use "
        + "the one in the envelope."
    },
    notACoordinator: {
      "\($0) is no coordinator in loket.toml. Write the name under coordinators, then try again."
    },
    waitersEmptied: {
      "\($0.counted("service", "services")) that still waited went with it: nobody can be called "
        + "for them any more."
    },
    escrowWritten: {
      "The escrow key was written once to \($0). Print it, seal the envelope, keep it in another "
        + "building, then delete the file."
    },
    escrowSheet: "ESCROW KEY OF LOKET",
    escrowHint:
      "Opens all records if the office key is lost. Type these 56 signs at pusat process.",
    rotated: { "A new opening key; there are \($0), the old ones still open." },
    enrolled: { "Booth \($0) enrolled; file \($1), valid until \($2)." },
    boothKey: { "Fingerprint of the booth's key: \($0)" },
    onlyForThatLaptop: {
      "Booth \($0) has served: this file is only for the laptop that is booth \($0) now. A laptop "
        + "in its place gets a code of its own; its backup is taken in by pusat receive."
    },
    coordinatorMade: {
      "Passphrase of coordinator \($0): \($1) . For that coordinator alone; it is not shown again. "
        + "Put this line kunci beside coordinator \($0) in every booth's loket.toml."
    },
    revoked: { "Booth \($0) revoked. What was received stays." },
    noSuchBooth: { "Booth \($0) is not enrolled." },
    badBoothCode: { "\($0) is no booth code; example: L01." },
    codeUsedUp: {
      "Booth \($0) was revoked, and its laptop may still hold tickets. Give this laptop a code "
        + "that was never used, so that no ticket is issued twice."
    },
    revokedBefore: { "Booth \($0) was revoked before; nothing has changed." },
    received: { "\($0): \($1) accepted, \($2.counted("was", "were")) there, \($3) set aside." },
    refusedFile: { "\($0) refused: \($1)." },
    unknownBooth: "its booth is not enrolled",
    revokedBooth: "its booth was revoked",
    processed: {
      "\($0.counted("shift", "shifts")) processed, "
        + "\($1.counted("agrees with its", "agree with their")) signed tally."
    },
    processedRest: { "Differing \($0), unclosed \($1), incomplete \($2), refused \($3)." },
    alarm: { "ALARM \($0): \($1)" },
    unopened: {
      "\($0.counted("shift is", "shifts are")) not opened by the key in use: not counted now, and "
        + "nothing is lost. Run pusat process again with the right office key (PUSAT_HOME, or "
        + "--kunci-kertas)."
    },
    clock: { fault, shift in
      let what =
        switch fault {
        case .ahead: "entries are dated after their own arrival"
        case .back: "entries are dated before what came before them"
        case .jump: "half a day lies between two entries"
        }
      return
        "CLOCK \(shift): \(what). All is counted, perhaps under a wrong day: set that laptop's "
        + "clock (loket doctor)."
    },
    nothingNew: "Nothing new.",
    standing: {
      switch $0 {
      case .reconciled: "reconciled"
      case .differs: "differs"
      case .unclosed: "unclosed"
      case .incomplete: "incomplete"
      case .refused: "refused"
      }
    },
    tallyHeader: ["Booth/shift", "Day", "Place", "People", "Lines", "Standing"],
    peopleByShift: "People (once a shift)",
    difference: { "  \($0): booth \($1), centre \($2)" },
    badShift: { "\($0) is no shift; example: L01/3." },
    noShifts: "No shift fits. Run pusat process first?",
    trailFault: {
      switch $0 {
      case .previousMissing(let shift):
        "Trail: the closing of shift \(shift) is not at the centre, so nobody can see whether "
          + "something is missing in between. Have the booth deliver that shift."
      case .missing(let from, let to) where from == to:
        "Trail: deed \(from) is in no closing. Examine the laptop (loket doctor)."
      case .missing(let from, let to):
        "Trail: deeds \(from) to \(to) are in no closing. Examine the laptop (loket doctor)."
      case .notAfterPrevious:
        "Trail: it does not go on from the closing before; something was removed, changed, or old "
          + "data restored. Examine the laptop (loket doctor)."
      case .altered: "Trail: it is not as it was noted. Examine the laptop (loket doctor)."
      case .neverArrived(let shift, let claimed, let held):
        "Trail: the booth noted \(claimed.counted("entry", "entries")) of shift \(shift) as "
          + "received by the centre; here came \(held). Delete nothing on the laptop; have them "
          + "delivered again."
      }
    },
    noSignedTally:
      "The closing of this shift has not arrived: there is no signed tally to compare with yet.",
    rejected: {
      "The centre's database refuses this user (\($0)). Nothing was changed; check the user and "
        + "its password (pusat.conninfo or PGUSER), then try again."
    },
    notPrepared: "The centre's database is not prepared yet. Run pusat init.",
    olderSchema: "The centre's database is of an earlier version. Nothing is lost; run pusat init.",
    newerSchema: "The centre's database is newer. Nothing is lost; update pusat.",
    aside: { "ALARM \($0): entries \($1) set aside (\($2)); look at them with the booth." },
    inField: { "Still in the field: \($0), \($2) of \($1.counted("entry", "entries")) arrived." },
    duplicateCount: {
      "\($0.counted("NIK is", "NIKs are")) on record more than once; "
        + "\($1.counted("person", "people")) may be the same (name, birth date)."
    },
    likelySame: "Perhaps the same person; NIKs differ or are missing:",
    noDuplicates: "Nobody is on record more than once.",
    purged: {
      "Personal data of \($0.counted("visit", "visits")) before \($2) removed, and "
        + "\($1.counted("sealed body", "sealed bodies")); the counts stay."
    },
    purgeLeft: {
      "\($0.counted("old shift was", "old shifts were")) not processed or not opened yet and so "
        + "not purged. Run pusat process first."
    },
    proofFits: { "AGREES: the tally of booth \($0) shift \($1) is the centre's to the digit." },
    proofUnreadable: "The QR text cannot be read completely. Scan it again.",
    proofForged: "DOES NOT AGREE: the signature is not that booth's.",
    proofNoShift: "That shift is not at the centre yet. Receive and process first.",
    proofNotClosedYet: {
      "This tally is genuine: the booth's signature holds. The closing of shift \($0)/\($1) is not "
        + "at the centre, or not processed; receive and process first, then check again."
    },
    proofDiffers: "DOES NOT AGREE: the paper's figures are not the centre's:",
    proofAltered: "DOES NOT AGREE: this QR was altered or misread. What is not the centre's:",
    proofBooth: "booth", proofNumber: "shift number", proofShift: "shift",
    proofDigest: "digest of all figures", proofChain: "chain code",
    proofSignature: "digital signature",
    proofPaper: { "\($0): paper \($1), centre \($2)" },
    proofFigures: "Compare with the figures on paper:",
    noConnection: "No connection is set: pusat.conninfo in loket.toml, or PGHOST.",
    paperKeyUnreadable: "The paper key cannot be read: 56 signs, check for slips.")
}
