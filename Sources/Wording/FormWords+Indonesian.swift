import Intake
import IntakeForm

extension FormWords {
  static let indonesian = FormWords(
    label: indonesianLabel,
    help: indonesianHelp,
    complaint: indonesianComplaint, hint: indonesianHint,
    warning: indonesianWarning,
    garbled: "Ada tanda yang tidak terbaca. Baris tidak diambil; ketik ulang dengan huruf biasa.",
    tooLong: { "Baris lebih dari \($0) huruf tidak diambil. Ketik ulang yang perlu saja." },
    confirm: "Benar begitu? y = ya, Enter = ketik ulang",
    sex: { $0 == .male ? "L" : "P" },
    yesKey: "y", noKey: "t",
    segment: {
      switch $0 {
      case .public: "Umum"
      case .civilServant: "Pegawai (ASN/non-ASN)"
      case .student: "Pelajar"
      }
    },
    ikd: {
      switch $0 {
      case .active: "Sudah aktif"
      case .activated: "Baru diaktifkan di sini"
      case .reactivated: "Diaktifkan ulang di sini (HP baru, lupa PIN)"
      case .notActive: "Belum aktif"
      }
    },
    evidence: { $0 == .seenOnPhone ? "terlihat di HP" : "dicek di layar petugas" },
    activation: {
      switch $0 {
      case .activated: "Berhasil diaktifkan sekarang"
      case .reactivated: "Berhasil diaktifkan ulang sekarang"
      case .notActive, .active: "Tidak bisa atau tidak mau"
      }
    },
    reason: indonesianReason,
    deferral: {
      switch $0 {
      case .ikdNotActive: "IKD belum aktif"
      case .documentsIncomplete: "berkas kurang"
      case .blanksOut: "blangko habis"
      case .serverDown: "server gangguan"
      case .atOffice: "diurus di kantor"
      case .quota: "kuota habis"
      }
    },
    coordinatorDecides: "Keputusan koordinator",
    keys: "? bantuan · < kembali · ! tahan · = isian",
    lineKeys: "Isian di baris: ketik = ganti semuanya, panah atau hapus = betulkan.",
    none: "tidak ada",
    age: { "\($0) th" },
    issuedIn: { "terbit di \($0)" },
    regionRetired: "kode wilayah lama",
    regionUnknown: "wilayah tidak dikenal",
    outside: "luar kota",
    whichOne: "Yang mana? nomor, atau Enter = ketik ulang", kelurahan: "Kelurahan",
    soFar: "Isian sampai di sini:",
    chooseOne: { "Ketik nomor 1-\($0), awal kata, atau Tab." },
    chooseSeveral: {
      "Ketik nomor 1-\($0), awal kata, atau Tab; boleh beberapa sekaligus: 4 6, atau cetak, kk."
    },
    summary: "Periksa sebelum disimpan:",
    save: "Simpan? s = simpan, nomor = betulkan",
    saveHint: "Ketik s untuk menyimpan, nomor baris untuk membetulkan, < kembali, ! tahan.")

  private static let indonesianLabel: @Sendable (Field) -> String = {
    switch $0 {
    case .nik: "NIK (Enter = tidak punya)"
    case .name: "Nama"
    case .birthDate: "Tanggal lahir"
    case .sex: "L/P"
    case .married: "Sudah/pernah kawin? (y/t)"
    case .residence: "Domisili (kelurahan, kota, atau luar)"
    case .segment: "Golongan"
    case .institution: "Instansi/sekolah"
    case .services: "Layanan"
    case .ikd: "IKD"
    case .ikdEvidence: "IKD dilihat di mana"
    case .recorded: "Sudah rekam KTP-el? (y/t)"
    case .activation: "Aktifkan sekarang?"
    case .ikdReason: "Mengapa belum aktif"
    case .exemption: "Pengecualian"
    case .overrideBy: "Koordinator"
    case .overrideReason: "Alasan koordinator"
    case .results: "Yang ditunda"
    case .phone: "HP"
    case .email: "E-mail"
    case .capturedAt: "Waktu di kertas"
    }
  }

  private static let indonesianHelp: @Sendable (Field) -> String = {
    switch $0 {
    case .nik:
      """
      NIK: 16 angka di baris pertama KTP. Contoh: 3573054101900001.
      Bayi dan yang belum pernah terdaftar tidak punya NIK: tekan Enter saja.
      """
    case .name:
      "Nama seperti di KTP; satu kata boleh, gelar dan tanda petik ikut. Paling panjang 60 huruf."
    case .birthDate:
      "Tanggal lahir di KTP, hari dulu: 17/08/1990, 17-08-1990 atau 17081990."
    case .sex: "L = laki-laki, P = perempuan, seperti di KTP."
    case .married: "Di bawah 17 tahun wajib KTP hanya bila sudah atau pernah kawin."
    case .residence:
      """
      Tempat tinggal menurut KTP sekarang, bukan dari NIK. Ketik kelurahan (Tab melengkapi),
      nama kota/kabupaten lain (Kota Batu, Kab. Malang), atau luar.
      """
    case .segment: "Umum, pegawai atau pelajar; menentukan rekap instansi dan sekolah."
    case .institution: "Instansi tempat bekerja atau sekolahnya. Tab melengkapi."
    case .services:
      "Apa yang diminta, boleh beberapa: cetak kk, atau nomornya: 4 6. Hanya IKD: tanda -."
    case .ikd: "Lihat aplikasi IKD di HP pemohon, atau cek di layar petugas. Jangan menebak."
    case .ikdEvidence: "Di mana petugas melihat bahwa IKD aktif."
    case .recorded: "IKD hanya bisa diaktifkan bila sidik jari, iris dan foto sudah direkam."
    case .activation:
      "Tawarkan aktivasi sekarang. Perlu waktu? Ketik ! agar orang berikutnya dilayani dulu."
    case .ikdReason: "Pilih alasan yang paling dekat. Menolak adalah hak pemohon; catat apa adanya."
    case .exemption:
      """
      Kode pengecualian menurut kebijakan kantor; dengan kode itu layanan tetap diberikan.
      Enter = yang tampak di dalam [ ] atau di baris. Tanda - = tanpa pengecualian.
      """
    case .overrideBy: "Nama pendek koordinator yang memutuskan."
    case .overrideReason: "Satu kalimat, tanpa data pribadi: mengapa tetap dilayani."
    case .results: "Layanan yang dibuka tetapi belum selesai. Enter = semua selesai."
    case .phone: "Nomor HP untuk menindaklanjuti aktivasi: 0812... Tanda - bila tidak ada."
    case .email: "Alamat e-mail yang bisa dibuka sekarang; kode aktivasi dikirim ke sana."
    case .capturedAt: "Waktu formulir kertas diisi: 2026-11-24T09:15:00+07:00."
    }
  }

  private static let indonesianReason: @Sendable (IKDReason) -> String = {
    switch $0 {
    case .declined: "Menolak"
    case .noPhone: "Tidak punya HP"
    case .phoneUnsupported: "HP tidak mendukung"
    case .storageFull: "Memori penuh"
    case .noData: "Tidak ada kuota/sinyal"
    case .emailLost: "E-mail tidak ada/lupa sandi"
    case .cameraBroken: "Kamera rusak"
    case .faceMismatch: "Wajah tidak cocok"
    case .otherDevice: "Terdaftar di HP lain"
    case .pinForgotten: "Lupa PIN"
    case .notRecorded: "Belum rekam KTP-el"
    case .dataNotSynced: "Data belum sinkron"
    case .duplicateRecord: "Data ganda"
    case .serverDown: "Server IKD gangguan"
    }
  }

  private static let indonesianWarning: @Sendable (Warning, String) -> String = {
    switch $0 {
    case .nikRegionUnknown: "Kode wilayah dalam NIK tidak dikenal. Cocokkan angka dengan kartu."
    case .nikRegionRetired: "Kode wilayah dalam NIK adalah kode lama; itu tetap sah."
    case .nikDateDiffers: "Tanggal lahir berbeda dari yang ada dalam NIK. Itu bisa saja benar."
    case .nikDateNotOnCalendar: "Tanggal dalam NIK tidak ada di kalender. Cocokkan dengan kartu."
    case .nikSexDiffers: "L/P berbeda dari yang ada dalam NIK. Itu bisa saja benar."
    case .nikSeenThisShift: "NIK ini sudah tercatat di sesi ini: \($1)."
    case .nameHasDigits: "Ada angka di dalam nama. Barangkali NIK terketik di sini?"
    case .birthDateVeryOld: "Umurnya lebih dari 110 tahun."
    case .kelurahanNamedLikeKecamatan:
      "Dicatat Kelurahan \($1). Ada kecamatan bernama sama: pastikan kelurahannya memang itu."
    case .emailDomainUnusual: "E-mail jarang begitu; biasanya \($1)."
    case .ikdActiveUnderAge: "IKD aktif padahal belum 17 tahun dan belum kawin."
    case .ikdAlreadyActive: "IKD diminta, tetapi sudah aktif: baris IKD tidak dihitung."
    }
  }

  private static let indonesianHint: @Sendable (Complaint) -> String? = {
    switch $0 {
    case .required: "Ketik ? untuk contohnya."
    case .noSuchChoice: "Ketik ? untuk daftarnya."
    case .residence(.unknown): "Tab melengkapi."
    default: nil
    }
  }

  private static let indonesianComplaint: @Sendable (Complaint) -> String = {
    switch $0 {
    case .required(let field):
      "\(subject(indonesianLabel(field))): belum diisi."
    case .nik(let fault): nikComplaint(fault)
    case .name(.empty): "Nama belum diisi. Ketik seperti di KTP."
    case .name(.tooLong(let count)): "Nama paling panjang 60 huruf; yang diketik \(count)."
    case .name(.tooManyMarks):
      "Terlalu banyak tanda di atas atau di bawah hurufnya. Ketik nama seperti di KTP."
    case .name(.forbidden):
      "Ada tanda yang tidak boleh di dalam nama. Huruf, spasi, titik, koma, petik dan - boleh."
    case .name(.noLetter): "Nama tanpa huruf. Ketik nama seperti di KTP."
    case .date(.unreadable): "Tanggal tidak terbaca. Contoh: 17/08/1990 atau 17081990, hari dulu."
    case .date(.notOnCalendar): "Tanggal itu tidak ada di kalender. Hari dulu: 17/08/1990."
    case .date(.tooLongAgo), .isoDate(.tooLongAgo):
      "Tanggal itu sebelum tahun 1850. Periksa tahunnya."
    case .isoDate(.unreadable): "Tanggal ditulis YYYY-MM-DD, tahun dulu. Contoh: 1990-08-17."
    case .isoDate(.notOnCalendar):
      "Tanggal itu tidak ada di kalender. Ditulis YYYY-MM-DD: 1990-08-17."
    case .birthDateInFuture, .date(.tooFarAhead), .isoDate(.tooFarAhead):
      "Tanggal lahir itu belum tiba. Periksa tahunnya."
    case .residence(.unknown):
      "Tempat itu tidak dikenal. Perlu kelurahan, nama kota/kabupaten, atau luar."
    case .residence(.kelurahanNeeded): "Perlu kelurahannya, bukan kecamatan atau kota saja."
    case .residence(.ambiguous(let codes)):
      "Ada \(codes.count) tempat yang cocok. Ketik lebih lengkap, mis. Kota ... atau Kab. ..."
    case .phone(.unreadable): "Nomor HP tidak terbaca. Contoh: 081234567890."
    case .phone(.landline): "Itu nomor telepon rumah. Perlu nomor HP: 08..."
    case .phone(.length(let count)): "Nomor HP 10-13 angka; yang diketik \(count)."
    case .email(.unreadable(let suggestion)):
      "E-mail tidak terbaca."
        + (suggestion.map { " Maksudnya \($0)?" } ?? " Contoh: nama@gmail.com.")
    case .email(.tooLong): "E-mail terlalu panjang."
    case .noSuchChoice(let field, _):
      "\(subject(indonesianLabel(field))): pilihan itu tidak ada."
    case .severalChoices(_, let found):
      "Bisa berarti: \(found.prefix(4).map(\.title).joined(separator: "; ")). Ketik lebih lengkap."
    case .notYesOrNo: "Ketik y untuk ya atau t untuk tidak."
    case .serviceTwice(let code): "Layanan \(code) disebut dua kali."
    case .institutionMissing(.student): "Sekolahnya belum diisi."
    case .institutionMissing: "Instansinya belum diisi."
    case .nothingAsked: "Belum ada layanan yang diminta. Pilih paling sedikit satu."
    case .notYetDue: "Belum 17 tahun dan belum kawin: IKD belum bisa diaktifkan."
    case .notRecorded: "Belum rekam KTP-el: IKD belum bisa diaktifkan. Rekam dulu."
    case .overrideReasonMissing: "Keputusan koordinator perlu alasan."
    case .textTooLong(_, let max): "Paling panjang \(max) huruf."
    case .forbiddenCharacter: "Ada tanda yang tidak boleh. Ketik dengan huruf biasa."
    case .deferralReasonMissing(let code): "Layanan \(code) ditunda tanpa alasan."
    case .momentUnreadable: "Waktu tidak terbaca. Contoh: 2026-11-24T09:15:00+07:00."
    case .momentInFuture: "Waktu di kertas itu belum tiba."
    case .momentTooOld: "Waktu di kertas lebih dari 7 hari yang lalu."
    case .wrongType(let key, let expected): "\(key): jenis nilai salah; perlu \(expected)."
    case .unknownKey(let key): "Kunci \(key) tidak dikenal."
    case .unknownWord(let key, let allowed):
      "\(key): kata itu tidak dikenal. Yang boleh: \(allowed.joined(separator: ", "))."
    case .school(let complaint): indonesianComplaint(complaint)
    }
  }

  private static func nikComplaint(_ fault: NIK.Fault) -> String {
    switch fault {
    case .notDigits: "NIK hanya angka. Contoh: 3573054101900001."
    case .notSixteenDigits(let count): "NIK harus 16 angka; yang diketik \(count)."
    case .impossibleDay: "Angka ke-7 dan ke-8 NIK (hari lahir) harus 01-31 atau 41-71. Baca ulang."
    case .impossibleMonth: "Angka ke-9 dan ke-10 NIK (bulan) harus 01-12. Baca ulang kartunya."
    case .serialZero: "Empat angka terakhir NIK tidak pernah 0000. Baca ulang kartunya."
    }
  }
}
