package import Sealing

/// What is said of sending, carrying, receipts and enrolment.
package struct DeliveryWords: Sendable {
  package let sending: @Sendable (_ sent: Int, _ of: Int) -> String
  package let sent: @Sendable (_ acknowledged: Int, _ alreadyThere: Int) -> String
  package let nothingToSend: String
  package let left: @Sendable (Int) -> String
  package let reopened: @Sendable (Int) -> String
  package let quarantined: @Sendable (Int) -> String
  package let reconciled: String
  package let notReconciled: String
  package let forked: @Sendable (_ shift: Int) -> String
  package let rolledBack: @Sendable (_ shift: Int) -> String
  package let bodiesGone: @Sendable (_ shift: Int) -> String
  package let otherLaptop: @Sendable (_ shifts: Int) -> String
  package let unreachable: @Sendable (_ why: String) -> String
  package let untrusted: @Sendable (_ why: String) -> String
  package let libraryMissing: @Sendable (_ why: String) -> String
  package let rejected: @Sendable (_ why: String) -> String
  package let otherVersion: String
  package let noConnection: String
  package let trainingNeverSends: String
  package let assignmentMissing: String
  package let flushRunning: String
  package let notNoted: String
  package let carried: @Sendable (_ entries: Int, _ path: String) -> String
  package let accepted: @Sendable (_ acknowledged: Int, _ setAside: Int) -> String
  package let strange: @Sendable (Int) -> String
  package let cutShort: String
  package let trailing: String
  package let notOurs: String
  package let newerFile: String
  package let forged: String
  package let otherBooth: String
  package let wrongFilePassphrase: String
  package let tooLittleMemory: String
  package let filePassphrase: String
  package let enrolled: @Sendable (_ booth: String, _ until: String) -> String
  package let renewed: @Sendable (_ booth: String, _ until: String) -> String
  package let officeFingerprint: @Sendable (String) -> String
  package let shiftStillOpen: String
  package let trainingDataThere: String
  package let otherIdentity: @Sendable (String) -> String
  package let expired: @Sendable (String) -> String
  package let needsOwnCode: @Sendable (_ booth: String) -> String
  package let refusedByCentre: @Sendable (_ booth: String, _ why: String) -> String
  package let firstTooOld: @Sendable (_ booth: String, _ days: Int) -> String
  package let olderEnrolment: String
  package let nothingToBackUp: String
  package let backedUp: @Sendable (_ entries: Int, _ shift: Int, _ ticket: String?) -> String
  package let sameDisk: String
  package let fullerBackupThere: @Sendable (_ path: String) -> String
  package let foreignBackupThere: @Sendable (_ path: String) -> String
  package let damagedInBackup: @Sendable (Int) -> String
}

extension DeliveryWords {
  static let indonesian = DeliveryWords(
    sending: { "Mengirim \($0)/\($1) ..." },
    sent: { "Diterima pusat: \($0) catatan (\($1) sudah ada di sana)." },
    nothingToSend: "Tidak ada yang perlu dikirim.",
    left: { "Masih menunggu: \($0) catatan. Tidak ada yang hilang." },
    reopened: {
      "Pusat kehilangan \($0) catatan yang dulu sudah diterima (cadangan lama); dikirim ulang."
    },
    quarantined: { "\($0) catatan disisihkan pusat; lihat loket antrean --json." },
    reconciled: "Cocok: pusat memegang persis isi laptop ini.",
    notReconciled: "Belum cocok dengan pusat; kirim lagi nanti.",
    forked: {
      "ALARM sesi \($0): pusat memegang catatan lain untuk tempat yang sama (laptop disalin?). "
        + "Keduanya disimpan; hubungi kantor."
    },
    rolledBack: {
      "ALARM sesi \($0): pusat memegang lebih banyak daripada laptop ini (data lama dipulihkan?). "
        + "Hubungi kantor sebelum melayani."
    },
    bodiesGone: {
      "ALARM sesi \($0): pusat kehilangan catatan yang isinya di sini sudah dihapus (masa simpan "
        + "lewat). Pulihkan dari cadangan pusat."
    },
    otherLaptop: {
      "ALARM: pusat memegang \($0) sesi loket ini yang tidak ada di laptop ini (laptop disalin, "
        + "diganti, atau data lama dipulihkan?). Tidak ada yang hilang; hubungi kantor sebelum "
        + "melayani."
    },
    unreachable: { "Pusat tidak terjangkau (\($0)). Tidak ada yang hilang; coba lagi nanti." },
    untrusted: {
      "Sertifikat pusat tidak diterima (\($0)). Tidak ada yang dikirim dan tidak ada yang hilang; "
        + "tanyakan ke kantor."
    },
    libraryMissing: {
      "libpq, jalan ke pusat, tidak bisa dipakai di komputer ini (\($0)). Tidak ada yang hilang; "
        + "pasang dengan apt install libpq5, lalu ulangi."
    },
    rejected: { "Pusat menolak loket ini (\($0)). Tidak ada yang hilang; hubungi kantor." },
    otherVersion: "Pusat memakai versi lain. Tidak ada yang hilang; perbarui loket.",
    noConnection:
      "Sambungan pusat belum diatur (pusat.conninfo di loket.toml). Pakai loket bawa DIR.",
    trainingNeverSends: "LATIHAN: catatan latihan tidak pernah dikirim. Daftarkan laptop dulu.",
    assignmentMissing:
      "Penugasan loket ini tidak ada di laptop (berkas penugasan). Tidak ada yang hilang; minta "
      + "berkas pembaruan ke kantor, lalu loket pasang.",
    flushRunning: "Pengiriman lain sedang berjalan di laptop ini. Tunggu sampai selesai.",
    notNoted:
      "Sudah jadi dan tidak ada yang hilang, tetapi tidak tercatat di jejak. "
      + "Catat di kertas untuk koordinator, lalu jalankan loket periksa.",
    carried: { "\($0) catatan ditulis ke \($1) dan dibaca ulang. Bawa ke kantor." },
    accepted: { "Tanda terima cocok: \($0) catatan diterima pusat, \($1) disisihkan." },
    strange: { "\($0) bagian tanda terima tidak cocok dengan laptop ini; hubungi kantor." },
    cutShort: "berkas terpotong", trailing: "ada sisa di akhir berkas",
    notOurs: "bukan berkas loket yang dikenal", newerFile: "dibuat oleh versi yang lebih baru",
    forged: "tanda tangannya tidak cocok: berkas berubah atau palsu",
    otherBooth: "milik loket lain",
    wrongFilePassphrase: "sandi berkas salah",
    tooLittleMemory: "memori kurang; tutup program lain",
    filePassphrase: "Sandi berkas",
    enrolled: {
      "Laptop terdaftar sebagai loket \($0), berlaku sampai \($1). Musnahkan berkasnya sekarang."
    },
    renewed: { "Penugasan loket \($0) diperbarui, berlaku sampai \($1)." },
    officeFingerprint: { "Sidik kunci kantor: \($0). Cocokkan dengan kantor lewat telepon." },
    shiftStillOpen: "Masih ada sesi terbuka. Tutup dulu, lalu pasang.",
    trainingDataThere:
      "Laptop ini berisi data LATIHAN. Pindahkan folder datanya dulu; tidak ada yang dihapus.",
    otherIdentity: { "Laptop ini sudah terdaftar sebagai loket lain (\($0))." },
    expired: { "Penugasan loket ini berakhir \($0). Minta pembaruan ke kantor." },
    needsOwnCode: {
      "Loket \($0) sudah melayani, di laptop lain atau di laptop ini sebelum datanya hilang; di "
        + "sini nomor tiketnya akan terulang. Minta kode loket sendiri untuk laptop ini (pusat "
        + "loket-baru); cadangan laptop lama dibawa ke kantor."
    },
    refusedByCentre: { booth, why in
      "Pusat tidak menerima berkas ini lagi (\(why)): loket \(booth) dicabut, atau sudah "
        + "diperbarui. Tidak ada yang diubah; pakai berkas terakhir, atau minta yang baru (pusat "
        + "loket-baru \(booth))."
    },
    firstTooOld: { booth, days in
      "Berkas ini dibuat lebih dari \(days) hari lalu; pendaftaran pertama loket \(booth) tidak "
        + "dipasang dari berkas lama. Tidak ada yang diubah. Minta berkas baru (pusat loket-baru "
        + "\(booth)), dan periksa tanggal laptop ini dan komputer kantor."
    },
    olderEnrolment:
      "Berkas ini lebih lama dari pendaftaran laptop ini. Tidak ada yang diubah; pakai berkas "
      + "terakhir, atau minta yang baru (pusat loket-baru).",
    nothingToBackUp: "Belum ada yang perlu dicadangkan.",
    backedUp: { entries, shift, ticket in
      "Cadangan ditulis dan dibaca ulang: \(entries) catatan, sampai sesi \(shift), "
        + (ticket.map { "tiket \($0)." } ?? "belum ada tiket.")
    },
    sameDisk:
      "PERHATIAN: folder itu di disk yang sama dengan antrean, jadi hilang bersamanya. Pakai USB "
      + "atau kartu, dan pastikan ia terpasang.",
    fullerBackupThere: {
      "Cadangan \($0) memuat catatan yang tidak ada di laptop ini (data lama dipulihkan, laptop "
        + "disalin, atau disk rusak?). Cadangan itu dibiarkan dan tidak ada yang hilang; "
        + "cadangkan ke folder lain dan hubungi kantor: kantor menerima keduanya."
    },
    foreignBackupThere: {
      "Di \($0) sudah ada cadangan yang berubah atau bertanda tangan laptop lain. Cadangan itu "
        + "dibiarkan; cadangkan ke folder lain dan hubungi kantor."
    },
    damagedInBackup: {
      "\($0) catatan rusak di disk laptop ini; sisanya ada di cadangan. Jalankan loket periksa."
    })

  static let english = DeliveryWords(
    sending: { "Sending \($0)/\($1) ..." },
    sent: {
      "At the centre: \($0.counted("entry", "entries")) "
        + "(\($1.counted("was there already", "were there already")))."
    },
    nothingToSend: "Nothing needs to be sent.",
    left: { "Still waiting: \($0.counted("entry", "entries")). Nothing is lost." },
    reopened: {
      "The centre had lost \($0.counted("entry", "entries")) it once took (older backup); sent "
        + "again."
    },
    quarantined: {
      "\($0.counted("entry was", "entries were")) set aside by the centre; see loket queue --json."
    },
    reconciled: "Reconciled: the centre holds exactly what this laptop has.",
    notReconciled: "Not reconciled with the centre yet; send again later.",
    forked: {
      "ALARM shift \($0): the centre holds other entries at the same places (cloned laptop?). "
        + "Both are kept; call the office."
    },
    rolledBack: {
      "ALARM shift \($0): the centre holds more than this laptop (old data restored?). Call the "
        + "office before serving."
    },
    bodiesGone: {
      "ALARM shift \($0): the centre lost entries whose bodies are gone here (retention). Restore "
        + "them from the centre's backups."
    },
    otherLaptop: {
      "ALARM: the centre holds \($0.counted("shift", "shifts")) of this booth that this laptop "
        + "does not have (cloned, replaced, or old data restored?). Nothing is lost; call the "
        + "office before serving."
    },
    unreachable: { "The centre cannot be reached (\($0)). Nothing is lost; try again later." },
    untrusted: {
      "The centre's certificate does not hold (\($0)). Nothing was sent and nothing is lost; ask "
        + "the office."
    },
    libraryMissing: {
      "libpq, the way to the centre, cannot be used on this computer (\($0)). Nothing is lost; "
        + "install it with apt install libpq5, then try again."
    },
    rejected: { "The centre refuses this booth (\($0)). Nothing is lost; call the office." },
    otherVersion: "The centre runs another version. Nothing is lost; update loket.",
    noConnection: "No connection is set (pusat.conninfo in loket.toml). Use loket carry DIR.",
    trainingNeverSends: "TRAINING: training records are never sent. Enrol the laptop first.",
    assignmentMissing:
      "This booth's assignment is not on the laptop (file penugasan). Nothing is lost; ask the "
      + "office for a renewal, then loket install.",
    flushRunning: "Another delivery is running on this laptop. Wait until it ends.",
    notNoted:
      "Done, and nothing is lost, but the trail could not take it. "
      + "Note it on paper for the coordinator, then run loket doctor.",
    carried: {
      "\($0.counted("entry", "entries")) written to \($1) and read back. Take it to the office."
    },
    accepted: {
      "The receipt fits: \($0.counted("entry is", "entries are")) at the centre, \($1) set aside."
    },
    strange: {
      "\($0.counted("part of the receipt does", "parts of the receipt do")) not fit this laptop; "
        + "call the office."
    },
    cutShort: "the file is cut short", trailing: "there is something after the file's end",
    notOurs: "no file of loket's", newerFile: "made by a newer version",
    forged: "its signature does not fit: changed or forged",
    otherBooth: "it belongs to another booth",
    wrongFilePassphrase: "wrong passphrase for the file",
    tooLittleMemory: "too little memory; close other programs",
    filePassphrase: "Passphrase of the file",
    enrolled: { "The laptop is enrolled as booth \($0), valid until \($1). Destroy its file." },
    renewed: { "The assignment of booth \($0) was renewed, valid until \($1)." },
    officeFingerprint: { "Fingerprint of the office's key: \($0). Compare it by telephone." },
    shiftStillOpen: "A shift is still open. Close it first, then install.",
    trainingDataThere:
      "This laptop holds TRAINING data. Move its data folder away first; nothing is deleted.",
    otherIdentity: { "This laptop is enrolled as another booth already (\($0))." },
    expired: { "This booth's assignment ended \($0). Ask the office to renew it." },
    needsOwnCode: {
      "Booth \($0) has served already, on another laptop or on this one before its data was lost; "
        + "here its ticket numbers would come again. Ask for a booth code of its own for this "
        + "laptop (pusat enrol); the old laptop's backup goes to the office."
    },
    refusedByCentre: { booth, why in
      "The centre does not take this file any more (\(why)): booth \(booth) was revoked, or "
        + "renewed since. Nothing was changed; use the last file, or ask for a new one (pusat "
        + "enrol \(booth))."
    },
    firstTooOld: { booth, days in
      "This file was made more than \(days) days ago; the first enrolment of booth \(booth) is "
        + "not installed from an old file. Nothing was changed. Ask for a new one (pusat enrol "
        + "\(booth)), and check the dates of this laptop and of the office's computer."
    },
    olderEnrolment:
      "This file is older than the enrolment on this laptop. Nothing was changed; use the last "
      + "file, or ask for a new one (pusat enrol).",
    nothingToBackUp: "Nothing needs a backup yet.",
    backedUp: { entries, shift, ticket in
      "Backup written and read back: \(entries.counted("entry", "entries")), up to shift \(shift), "
        + (ticket.map { "ticket \($0)." } ?? "no ticket yet.")
    },
    sameDisk:
      "ATTENTION: that folder is on the same disk as the queue and would go with it. Use a USB "
      + "stick or a card, and see that it is mounted.",
    fullerBackupThere: {
      "At \($0) lies a backup with entries that this laptop has not (old data restored, laptop "
        + "cloned, or disk damaged?). It was left as it is and nothing is lost; back up to another "
        + "folder and call the office: it takes both in."
    },
    foreignBackupThere: {
      "At \($0) there is a backup that was changed, or signed by another laptop. It was left as it "
        + "is; back up to another folder and call the office."
    },
    damagedInBackup: {
      "\($0.counted("entry is damaged", "entries are damaged")) on this laptop's disk; the rest "
        + "is in the backup. Run loket doctor."
    })
}

extension DeliveryWords {
  /// Why bytes from outside are not what they claim to be.
  package func text(_ fault: FormatFault) -> String {
    switch fault {
    case .cutShort: cutShort
    case .trailingBytes: trailing
    case .wrongMark, .impossibleValue: notOurs
    case .unknownVersion: newerFile
    }
  }

  package func text(_ fault: ParcelFault) -> String {
    switch fault {
    case .format(let fault): text(fault)
    case .forged: forged
    }
  }

  package func text(_ fault: Enrolment.Fault) -> String {
    switch fault {
    case .format(let fault): text(fault)
    case .wrongPassphrase: wrongFilePassphrase
    case .tooLittleMemory: tooLittleMemory
    case .forged: forged
    }
  }
}
