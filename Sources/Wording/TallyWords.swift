package import Intake

/// What the tally sheet says.
package struct TallyWords: Sendable {
  package let title: @Sendable (_ isFinal: Bool) -> String
  package let recovered: String
  package let day: String
  package let point: String
  package let booth: String
  package let shift: @Sendable (Int) -> String
  package let staff: String
  package let opened: String
  package let closed: String
  package let printed: String
  package let equipment: String
  package let sets: @Sendable (_ recording: Int, _ tables: Int) -> String
  /// `home` is the office's own region by name.
  package let serviceHeader: @Sendable (_ home: String) -> [String]
  package let serviceShort: [String]
  package let sumOfLines: String
  package let people: String
  package let lines: String
  package let ikdHeading: String
  package let standing: @Sendable (IKDStanding) -> String
  package let countsToTarget: String
  package let gateHeading: String
  package let whyNotActive: String
  package let whyDeferred: String
  package let segments: String
  package let agencies: String
  package let schools: String
  package let hours: String
  package let counter: @Sendable (Counter) -> String
  package let rosters: String
  package let custody: @Sendable (Custody) -> String
  package let head: String
  package let interimNote: String
  package let officerRole: String
  package let coordinatorRole: String
}

extension TallyWords {
  static let indonesian = TallyWords(
    title: { $0 ? "REKAP HARIAN" : "REKAP SEMENTARA" },
    recovered: "Sesi ini ditutup oleh program sesudah listrik atau laptop mati.",
    day: "Hari", point: "Titik layanan", booth: "Loket", shift: { "sesi \($0)" },
    staff: "Petugas", opened: "Dibuka", closed: "Ditutup", printed: "Dicetak",
    equipment: "Peralatan",
    sets: { "\($0) alat rekam, \($1) meja IKD" },
    serviceHeader: {
      ["Layanan", $0, "Luar kota", "Jumlah", "Selesai", "Tunda", "Tidak dilayani"]
    },
    serviceShort: ["Layanan", "Kota", "Luar", "Jml", "Sls", "Tnd", "Tdk"],
    sumOfLines: "Jumlah layanan", people: "Orang (tiap orang sekali)",
    lines: "Layanan (baris)", ikdHeading: "IKD, menurut kunjungan",
    standing: {
      switch $0 {
      case .activated: "Aktivasi baru"
      case .reactivated: "Aktivasi ulang"
      case .alreadyActive: "Sudah aktif"
      case .notActive: "Belum aktif"
      case .notYetDue: "Belum wajib (umur)"
      }
    },
    countsToTarget: "Aktivasi baru penduduk sendiri (masuk target)",
    gateHeading: "Syarat IKD, menurut kunjungan",
    whyNotActive: "IKD belum aktif karena (kunjungan)",
    whyDeferred: "Ditunda karena (layanan)", segments: "Golongan (kunjungan)",
    agencies: "Instansi (kunjungan)", schools: "Sekolah (kunjungan)", hours: "Kunjungan per jam",
    counter: {
      switch $0 {
      case .formsHandedOut: "Formulir dibagikan"
      case .absent: "Tidak hadir"
      case .rosterListed: "Di daftar"
      case .rosterCame: "Datang"
      case .rosterRecorded: "Direkam di sini"
      case .rosterActivated: "IKD diaktifkan di sini"
      case .rosterAlreadyActive: "IKD sudah aktif"
      case .rosterUnder16: "Di bawah 16 tahun"
      case .rosterAbsent: "Tidak datang"
      case .rosterUnlisted: "Datang, tidak di daftar"
      }
    },
    rosters: "Sasaran (semua daftar)",
    custody: {
      "Kunjungan tercatat \($0.captured) = diterima pusat \($0.acknowledged) + menunggu kirim "
        + "\($0.pending) + belum pasti \($0.inDoubt) + disisihkan \($0.quarantined) + batal "
        + "\($0.voided)"
    },
    head: "Kode rantai",
    interimNote: "Sementara: sesi masih berjalan, angka masih bisa berubah.",
    officerRole: "Petugas", coordinatorRole: "Koordinator")

  static let english = TallyWords(
    title: { $0 ? "DAILY TALLY" : "INTERIM TALLY" },
    recovered: "The program closed this shift after the power or the laptop had gone.",
    day: "Day", point: "Service point", booth: "Booth", shift: { "shift \($0)" },
    staff: "Officer", opened: "Opened", closed: "Closed", printed: "Printed",
    equipment: "Equipment",
    sets: {
      "\($0.counted("recording set", "recording sets")), \($1.counted("IKD table", "IKD tables"))"
    },
    serviceHeader: {
      ["Service", $0, "Outside", "Total", "Served", "Deferred", "Refused"]
    },
    serviceShort: ["Service", "Home", "Out", "Tot", "Srv", "Dfr", "Rfs"],
    sumOfLines: "Sum of lines", people: "People (each once)", lines: "Service lines",
    ikdHeading: "IKD, by visits",
    standing: {
      switch $0 {
      case .activated: "Activated"
      case .reactivated: "Activated again"
      case .alreadyActive: "Active already"
      case .notActive: "Not active"
      case .notYetDue: "Not yet due (age)"
      }
    },
    countsToTarget: "Activated, own residents (counts to the target)",
    gateHeading: "IKD gate, by visits", whyNotActive: "IKD not active because (visits)",
    whyDeferred: "Deferred because (lines)", segments: "Groups (visits)",
    agencies: "Agencies (visits)", schools: "Schools (visits)", hours: "Visits by the hour",
    counter: {
      switch $0 {
      case .formsHandedOut: "Forms handed out"
      case .absent: "Absent"
      case .rosterListed: "On the list"
      case .rosterCame: "Came"
      case .rosterRecorded: "Recorded here"
      case .rosterActivated: "IKD activated here"
      case .rosterAlreadyActive: "IKD active already"
      case .rosterUnder16: "Under 16"
      case .rosterAbsent: "Did not come"
      case .rosterUnlisted: "Came, not on the list"
      }
    },
    rosters: "Rosters (all lists)",
    custody: {
      "Visits captured \($0.captured) = at the centre \($0.acknowledged) + waiting \($0.pending)"
        + " + in doubt \($0.inDoubt) + set aside \($0.quarantined) + voided \($0.voided)"
    },
    head: "Chain code",
    interimNote: "Interim: the shift goes on, the figures may still change.",
    officerRole: "Officer", coordinatorRole: "Coordinator")
}
