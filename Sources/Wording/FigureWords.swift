import Intake

/// What the figures for the head of service say.
package struct FigureWords: Sendable {
  package let progressTitle: String
  package let asOf: @Sendable (_ day: String) -> String
  package let neededPerDay: String
  package let neededWhy: @Sendable (_ left: Int, _ days: Int, _ by: String) -> String
  package let reachedAlready: String
  package let overdue: @Sendable (_ by: String, _ left: Int) -> String
  package let reached: String
  package let ofTarget: @Sendable (_ target: Int, _ share: String) -> String
  package let ofBase: @Sendable (_ size: Int, _ name: String, _ day: String) -> String
  package let noBase: String
  package let madeOf: String
  package let baseline: @Sendable (_ day: String) -> String
  package let noBaseline: String
  package let activated: String
  package let lowered: String
  package let emptiedPeople: @Sendable (_ people: Int) -> String
  package let apart: String
  package let outsiders: String
  package let reactivated: String
  package let repeated: String
  package let forecastHeading: String
  package let forecastHeader: [String]
  /// Low, high, mean.
  package let paces: [String]
  package let forecastBasis: @Sendable (_ weeks: Int) -> String
  package let forecastBy: @Sendable (_ day: String) -> String
  package let forecastNever: String
  package let tooFewWeeks: String
  package let growth: @Sendable (_ name: String, _ size: Int, _ by: String) -> String
  package let noGrowth: String
  package let perWeek: String
  package let perDay: String
  package let perPlace: String
  package let perKelurahan: String
  package let weekHeader: [String]
  package let dayHeader: [String]
  package let placeHeader: [String]
  package let kelurahanHeader: [String]
  package let cutShort: String
  package let emptied: String
  package let other: String
  package let sum: String
  package let hidden: @Sendable (_ smallest: Int) -> String
  package let corrections: String
  package let correctionHeader: [String]
  package let corrected: @Sendable (_ by: Int, _ day: String) -> String
  package let correctionNeedsReason: String
  package let correctionNamesSomebody: String
  package let correctionOutside: @Sendable (_ first: String) -> String
  package let correctionTooLarge: @Sendable (_ reached: Int) -> String
  package let followUpTitle: String
  package let waitingFor: @Sendable (_ people: Int, _ advice: String) -> String
  package let activeByNow: String
  package let moreWait: @Sendable (_ people: Int) -> String
  package let followUpHeader: [String]
  package let contactHeader: [String]
  package let nobodyWaits: String
  package let howToSettle: String
  package let turnedHeading: String
  package let turnedHeader: [String]
  package let turnedUnknown: @Sendable (_ visits: Int) -> String
  package let badVisit: @Sendable (String) -> String
  package let noInstitution: @Sendable (String) -> String
  package let nothingToSettle: @Sendable (_ visit: String) -> String
  package let settled: @Sendable (_ visit: String, _ services: Int) -> String
  package let agenciesTitle: String
  package let schoolsTitle: String
  package let noInstitutions: String
  package let agencyHeader: [String]
  package let coverageBase: String
  package let listTooShort: String
  package let elsewhereHeading: String
  package let onDuty: @Sendable (Int) -> String
  package let byStatus: @Sendable (_ asn: Int, _ others: Int) -> String
  package let schoolHeader: [String]
  package let turning17: String
  package let turning17Header: [String]
  package let nextVisitTitle: String
  package let nextVisitHeader: [String]
  package let nobodyLeft: String
  package let onlyForOffice: String
  package let stillToDo: @Sendable (_ isRecorded: Bool) -> String
  package let noRoster: String
  package let badRoster: @Sendable (_ line: Int) -> String
  package let rosterUnchanged: String
  package let rosterTaken: @Sendable (Int) -> String
  package let reportTitle: String
  package let period: @Sendable (_ from: String, _ upTo: String) -> String
  package let periodTitle: String
  package let activationsHeading: String
  package let servicesTitle: String
  package let shiftsTitle: String
  package let shiftsHeading: @Sendable (Int) -> String
  package let notReconciled: String
  package let notReconciledHeader: [String]
  package let alarmsHeading: String
  package let noAlarms: String
  package let countsOnly: String
  package let badPeriod: String
  package let badReportFile: @Sendable (String) -> String
  package let reportWritten: @Sendable (_ path: String) -> String
  package let language: Language

  /// `1.234`, in English `1,234`.
  package func figure(_ number: Int) -> String { number.grouped(language) }

  /// `33,75%` of hundredths of a percent.
  package func percent(_ hundredths: Int) -> String {
    "\(figure(hundredths / 100))\(language.decimalMark)\((hundredths % 100).padded(to: 2))%"
  }
}

extension FigureWords {
  static let indonesian = FigureWords(
    progressTitle: "CAPAIAN IKD", asOf: { "Keadaan akhir hari \($0)" },
    neededPerDay: "PERLU PER HARI",
    neededWhy: { "\($0.withDots) aktivasi lagi dalam \($1.withDots) hari, sampai \($2)." },
    reachedAlready: "Target sudah tercapai.",
    overdue: { "Batas waktu \($0) sudah lewat; masih kurang \($1.withDots)." },
    reached: "Sudah aktif, penduduk sendiri",
    ofTarget: { "dari target \($0.withDots) (\($1))" },
    ofBase: { "dari \($0.withDots) \($1) per \($2)" },
    noBase: "Belum ada dasar persentase: isi progress.base di loket.toml.",
    madeOf: "Terdiri atas",
    baseline: { "Angka awal per \($0)" },
    noBaseline: "Tanpa angka awal: dihitung dari kunjungan saja (progress.baseline kosong).",
    activated: "Aktivasi baru sesudahnya, tiap orang sekali",
    lowered: "Koreksi turun",
    emptiedPeople: {
      "NIK \($0.withDots) orang dikosongkan oleh masa simpan: yang kembali tidak dikenali lagi, "
        + "dan dihitung sebagai orang baru."
    },
    apart: "Tidak masuk target",
    outsiders: "Aktivasi baru penduduk luar, tiap orang sekali",
    reactivated: "Aktivasi ulang (kunjungan)",
    repeated: "Tercatat aktivasi baru lagi (kunjungan)",
    forecastHeading: "Perkiraan",
    forecastHeader: ["Laju", "Per minggu", "Pada batas waktu", "Dari target"],
    paces: ["Rendah", "Tinggi", "Rata-rata"],
    forecastBasis: {
      "Laju \($0) minggu penuh terakhir (Senin-Minggu), tanpa seperdelapan minggu yang terendah "
        + "dan tertinggi."
    },
    forecastBy: { "Dengan laju rata-rata target tercapai \($0)." },
    forecastNever: "Dengan laju rata-rata target tidak akan tercapai.",
    tooFewWeeks: "Belum ada dua minggu penuh sejak angka awal, jadi belum ada perkiraan.",
    growth: { "Dasar \($0) tumbuh menjadi \($1.withDots) pada \($2) (yang berumur 17)." },
    noGrowth: "Yang menjadi 17 tahun belum dihitung: isi progress.growthPerYear di loket.toml.",
    perWeek: "Per minggu", perDay: "Per hari, 14 hari terakhir", perPlace: "Per titik layanan",
    perKelurahan: "Per kelurahan tempat tinggal",
    weekHeader: ["Minggu mulai", "Aktivasi"], dayHeader: ["Hari", "Aktivasi"],
    placeHeader: ["Titik layanan", "Aktivasi"], kelurahanHeader: ["Kelurahan", "Aktivasi"],
    cutShort: "(belum penuh)", emptied: "(masa simpan lewat)", other: "(lainnya)",
    sum: "Jumlah",
    hidden: { "\"-\": kurang dari \($0), atau disamarkan agar yang kurang tidak terhitung." },
    corrections: "Koreksi turun", correctionHeader: ["Hari", "Turun", "Alasan"],
    corrected: { "Capaian diturunkan \($0.withDots) pada \($1); tercatat dengan alasannya." },
    correctionNeedsReason: "Koreksi perlu alasan: tambahkan --alasan TEKS. Belum ada yang diubah.",
    correctionNamesSomebody:
      "Alasan itu memuat nomor sepanjang NIK atau telepon, dan akan tampil di laporan. Tulis tanpa "
      + "data pribadi. Belum ada yang diubah.",
    correctionOutside: {
      "Koreksi hanya untuk hari sejak \($0) sampai hari ini. Belum ada yang diubah."
    },
    correctionTooLarge: {
      "Capaian hari itu \($0.withDots): tidak bisa diturunkan lebih dari itu. "
        + "Belum ada yang diubah."
    },
    followUpTitle: "TINDAK LANJUT",
    waitingFor: { "\($0.withDots) menunggu. \($1)" },
    activeByNow: "IKD sudah aktif sesudahnya: undang lagi untuk layanan ini.",
    moreWait: { "... dan \($0.withDots) lagi, yang menunggu lebih singkat: --json." },
    followUpHeader: ["Sejak", "Kunjungan", "NIK", "Nama", "HP", "Layanan"],
    contactHeader: ["Nama", "Diundang lagi untuk"],
    nobodyWaits: "Tidak ada yang menunggu.",
    howToSettle: "Sudah beres di kantor? pusat tindak-lanjut --selesai L01/3-007 [--layanan KODE]",
    turnedHeading: "BELUM AKTIF, LALU DIAKTIFKAN DI SINI (tiap orang sekali per alasan)",
    turnedHeader: [
      "Alasan", "Orang", "Jadi aktif", "Bagian", "Hari sama", "1-7 hari", "8-30 hari", "Lebih",
    ],
    turnedUnknown: { "Di luar itu \($0.withDots) kunjungan tanpa NIK: tidak bisa diikuti." },
    badVisit: { "\($0) bukan kunjungan; contoh: L01/3-007, layanan: cetak." },
    noInstitution: { "\($0) bukan kode instansi atau sekolah di places.toml; contoh: dinkes." },
    nothingToSettle: {
      "\($0): tidak ada layanan yang masih menunggu di sana. Tidak ada yang diubah."
    },
    settled: { "\($0): \($1) layanan ditandai selesai di kantor." },
    agenciesTitle: "IKD PER INSTANSI", schoolsTitle: "PEREKAMAN DAN IKD PER SEKOLAH",
    noInstitutions: "Belum ada yang terlihat, dan belum ada daftar.",
    agencyHeader: [
      "Instansi", "Daftar", "Terlihat", "Aktif", "Aktif, kota", "Luar kota", "Belum aktif",
      "Belum terlihat", "Cakupan",
    ],
    coverageBase: "Cakupan: yang aktif, dari jumlah pada daftar. Tiap orang sekali.",
    listTooShort:
      "Lebih banyak yang terlihat daripada yang ada di daftar: daftarnya tidak dipakai sebagai "
      + "dasar (\"-\"). Perbarui: pusat sasaran --dari BERKAS.",
    elsewhereHeading: "Tercatat di daerah asalnya", onDuty: { "dinas luar \($0.withDots)" },
    byStatus: { "daftar ASN \($0.withDots), non-ASN \($1.withDots)" },
    schoolHeader: [
      "Sekolah", "Daftar", "Terlihat", "Terekam", "Gagal", "Sudah punya", "<16 th", "Aktivasi",
      "Tidak hadir",
    ],
    turning17: "Menjadi 17 tahun", turning17Header: ["Bulan", "Orang"],
    nextVisitTitle: "DAFTAR KUNJUNGAN BERIKUTNYA",
    nextVisitHeader: ["17 tahun pada", "Nama", "Terlihat", "Yang tersisa"],
    nobodyLeft: "Yang pernah terlihat sudah selesai semua; yang belum terlihat ada pada daftar "
      + "sekolah sendiri.",
    onlyForOffice: "Memuat nama: hanya untuk kantor, jangan ditempel atau dikirim.",
    stillToDo: { $0 ? "aktivasi IKD" : "rekam KTP-el, lalu IKD" },
    noRoster: "\"-\": daftarnya belum ada, jadi belum ada dasarnya: pusat sasaran --dari BERKAS.",
    badRoster: { "Baris \($0): perlu kode yang dikenal (sekali) dan jumlah, mis. dinkes, 120, 30" },
    rosterUnchanged: "Daftarnya tidak diambil; tidak ada yang diubah. Betulkan lalu ulangi.",
    rosterTaken: { "\($0) daftar diambil." },
    reportTitle: "LAPORAN IKD DAN PELAYANAN LAPANGAN", period: { "Periode \($0) sampai \($1)" },
    periodTitle: "SELAMA PERIODE", activationsHeading: "Aktivasi IKD",
    servicesTitle: "LAYANAN (baris)", shiftsTitle: "SESI DAN ALARM",
    shiftsHeading: { "\($0.withDots) sesi, dicocokkan dengan rekap bertanda tangan" },
    notReconciled: "Belum cocok", notReconciledHeader: ["Sesi", "Hari", "Titik", "Keadaan"],
    alarmsHeading: "Alarm dalam periode", noAlarms: "Tidak ada alarm dalam periode ini.",
    countsOnly: "Hanya hitungan; tidak ada data pribadi. Angka bisa bertambah bila kiriman loket "
      + "tiba belakangan.",
    badPeriod: "--dari tidak boleh sesudah --sampai. Tidak ada yang ditulis.",
    badReportFile: {
      "\($0): nama berkas laporan berakhir .html atau .xlsx. Tidak ada yang ditulis."
    },
    reportWritten: { "Laporan ditulis ke \($0)." },
    language: .indonesian)

  static let english = FigureWords(
    progressTitle: "IKD PROGRESS", asOf: { "As of the end of \($0)" },
    neededPerDay: "NEEDED PER DAY",
    neededWhy: {
      "\($0.withCommas) more \($0 == 1 ? "activation" : "activations") in \($1.withCommas) "
        + "\($1 == 1 ? "day" : "days"), until \($2)."
    },
    reachedAlready: "The target is reached.",
    overdue: {
      "The deadline \($0) has passed; \($1.withCommas) \($1 == 1 ? "is" : "are") missing."
    },
    reached: "Active, own residents",
    ofTarget: { "of the target \($0.withCommas) (\($1))" },
    ofBase: { "of \($0.withCommas) \($1) as of \($2)" },
    noBase: "There is no base for percentages: fill in progress.base in loket.toml.",
    madeOf: "Made of",
    baseline: { "Baseline as of \($0)" },
    noBaseline: "No baseline: counted from visits alone (progress.baseline is empty).",
    activated: "New activations since, each person once",
    lowered: "Lowered by corrections",
    emptiedPeople: {
      "People whose NIK the retention has emptied: \($0.withCommas). Who of them returns is not "
        + "known again, and counted as somebody new."
    },
    apart: "Not counted to the target",
    outsiders: "New activations of outsiders, each person once",
    reactivated: "Activated again (visits)",
    repeated: "On record as new once more (visits)",
    forecastHeading: "Forecast",
    forecastHeader: ["Pace", "A week", "At the deadline", "Of the target"],
    paces: ["Low", "High", "Mean"],
    forecastBasis: {
      "Pace of the last \($0.counted("whole week", "whole weeks")) (Monday to Sunday), without "
        + "the lowest and the highest eighth of them."
    },
    forecastBy: { "At the mean pace the target is reached on \($0)." },
    forecastNever: "At the mean pace the target is never reached.",
    tooFewWeeks: "There are no two whole weeks since the baseline, so there is no forecast yet.",
    growth: { "The base of \($0) grows to \($1.withCommas) by \($2) (those who turn 17)." },
    noGrowth: "Those who turn 17 are not counted in: fill in progress.growthPerYear in loket.toml.",
    perWeek: "By week", perDay: "By day, the last 14 days", perPlace: "By service point",
    perKelurahan: "By kelurahan of residence",
    weekHeader: ["Week from", "Activations"], dayHeader: ["Day", "Activations"],
    placeHeader: ["Service point", "Activations"], kelurahanHeader: ["Kelurahan", "Activations"],
    cutShort: "(cut short)", emptied: "(past retention)", other: "(other)",
    sum: "Sum",
    hidden: { "\"-\": fewer than \($0), or hidden so that those cannot be worked out." },
    corrections: "Corrections", correctionHeader: ["Day", "Lowered by", "Reason"],
    corrected: {
      "The figure was lowered by \($0.withCommas) on \($1), on record with its reason."
    },
    correctionNeedsReason: "A correction needs a reason: add --alasan TEXT. Nothing was changed.",
    correctionNamesSomebody:
      "That reason holds a number as long as a NIK or a phone's, and would stand in reports. Write "
      + "it without personal data. Nothing was changed.",
    correctionOutside: {
      "A correction is for a day from \($0) until today. Nothing was changed."
    },
    correctionTooLarge: {
      "The figure of that day is \($0.withCommas); it cannot be lowered by more. "
        + "Nothing was changed."
    },
    followUpTitle: "FOLLOW-UP",
    waitingFor: { "\($0.withCommas) waiting. \($1)" },
    activeByNow: "IKD was active later on: invite them again for this service.",
    moreWait: { "... and \($0.withCommas) more, who have waited less: --json." },
    followUpHeader: ["Since", "Visit", "NIK", "Name", "Phone", "Service"],
    contactHeader: ["Name", "Invited again for"],
    nobodyWaits: "Nobody is waiting.",
    howToSettle: "Settled at the office? pusat follow-up --selesai L01/3-007 [--layanan CODE]",
    turnedHeading: "NOT ACTIVE, THEN ACTIVATED HERE (each person once a reason)",
    turnedHeader: [
      "Reason", "People", "Activated", "Share", "Same day", "1-7 days", "8-30 days", "Later",
    ],
    turnedUnknown: {
      "Besides, \($0.withCommas) \($0 == 1 ? "visit" : "visits") without a NIK: "
        + "nobody can follow up."
    },
    badVisit: { "\($0) is no visit; example: L01/3-007, service: cetak." },
    noInstitution: { "\($0) is no code of an agency or school in places.toml; example: dinkes." },
    nothingToSettle: { "\($0): no service is still waiting there. Nothing was changed." },
    settled: { "\($0): \($1.counted("service", "services")) marked as settled at the office." },
    agenciesTitle: "IKD BY AGENCY", schoolsTitle: "RECORDING AND IKD BY SCHOOL",
    noInstitutions: "Nobody was seen yet, and there is no list.",
    agencyHeader: [
      "Agency", "List", "Seen", "Active", "Active, city", "Outside", "Not active", "Not seen",
      "Coverage",
    ],
    coverageBase: "Coverage: the active ones, of the number on the list. Each person once.",
    listTooShort:
      "More were seen than stand on a list, which is then no base (\"-\"). Renew it: pusat roster "
      + "--dari FILE.",
    elsewhereHeading: "Counted where they live", onDuty: { "outside duty \($0.withCommas)" },
    byStatus: { "list ASN \($0.withCommas), non-ASN \($1.withCommas)" },
    schoolHeader: [
      "School", "List", "Seen", "Recorded", "Failed", "Had it", "<16", "Activated", "Absent",
    ],
    turning17: "Becoming 17", turning17Header: ["Month", "People"],
    nextVisitTitle: "LIST FOR THE NEXT VISIT",
    nextVisitHeader: ["17 on", "Name", "Seen", "Left to do"],
    nobodyLeft: "Everybody who was seen is done with; who was not seen stands on the school's own "
      + "list.",
    onlyForOffice: "Has names in it: only for the office, not for a wall or a message.",
    stillToDo: { $0 ? "IKD activation" : "record for KTP-el, then IKD" },
    noRoster: "\"-\": there is no list yet, and so no base: pusat roster --dari FILE.",
    badRoster: { "Line \($0): needs a known code (once) and a count, e.g. dinkes, 120, 30" },
    rosterUnchanged: "The lists were not taken; nothing was changed. Mend the file and try again.",
    rosterTaken: { "\($0.counted("list", "lists")) taken." },
    reportTitle: "IKD AND FIELD SERVICE REPORT", period: { "From \($0) to \($1)" },
    periodTitle: "IN THE PERIOD", activationsHeading: "IKD activations",
    servicesTitle: "SERVICES (lines)", shiftsTitle: "SHIFTS AND ALARMS",
    shiftsHeading: {
      "\($0.withCommas) \($0 == 1 ? "shift" : "shifts"), compared with the signed tallies"
    },
    notReconciled: "Not reconciled", notReconciledHeader: ["Shift", "Day", "Place", "Standing"],
    alarmsHeading: "Alarms in the period", noAlarms: "No alarm in this period.",
    countsOnly: "Counts only, no personal data. Figures may grow when booths deliver late.",
    badPeriod: "--dari must not be after --sampai. Nothing was written.",
    badReportFile: { "\($0): a report's file name ends in .html or .xlsx. Nothing was written." },
    reportWritten: { "The report was written to \($0)." },
    language: .english)
}
