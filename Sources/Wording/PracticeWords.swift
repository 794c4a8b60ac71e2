package import Intake

/// What the guided practice (latihan) says.
package struct PracticeWords: Sendable {
  package let welcome: @Sendable (_ count: Int) -> String
  package let step: @Sendable (_ number: Int, _ of: Int) -> String
  /// Who stands there, as the card has it.
  package let person: @Sendable (_ name: String, _ nik: String?, _ born: String, Sex) -> String
  package let lives: @Sendable (_ place: String) -> String
  package let livesElsewhere: String
  package let wants: @Sendable (_ services: String) -> String
  package let isActive: String
  package let installs: String
  package let isReady: @Sendable (_ name: String) -> String
  package let isYoung: String
  package let declines: String
  package let returns: @Sendable (_ name: String) -> String
  package let right: String
  package let wrong: @Sendable (_ what: String, _ ticket: String) -> String
  package let notWaiting: String
  package let identity: String
  package let residence: String
  package let services: String
  package let ikd: String
  package let stopped: String
  package let done: @Sendable (_ first: Int, _ of: Int, _ minutes: Int) -> String
}

extension PracticeWords {
  static let indonesian = PracticeWords(
    welcome: {
      "Latihan terpandu: \($0) langkah dengan orang karangan. Tidak ada yang dikirim atau dicetak. "
        + "bantuan menjelaskan, keluar berhenti."
    },
    step: { "--- Langkah \($0) dari \($1) ---" },
    person: { name, nik, born, sex in
      "KTP: \(name), " + (nik.map { "NIK \($0)" } ?? "belum punya NIK di tangan")
        + ", lahir \(born), \(sex == .male ? "laki-laki" : "perempuan")."
    },
    lives: { "Tinggal di kelurahan \($0)." }, livesElsewhere: "Tinggal di luar kota.",
    wants: { "Minta: \($0)." },
    isActive: "Di HP-nya terlihat IKD sudah aktif.",
    installs:
      "IKD belum aktif; KTP-el sudah direkam. Ia mau diaktifkan, tetapi HP-nya masih memasang "
      + "aplikasi: tahan dengan ! sampai siap.",
    isReady: { "HP \($0) siap dan IKD berhasil diaktifkan. Teruskan formulirnya." },
    isYoung: "Belum kawin; belum pernah rekam.",
    declines: "IKD belum aktif, KTP-el sudah direkam, dan ia menolak IKD.",
    returns: {
      "\($0) kembali dan berubah pikiran: IKD baru saja diaktifkan di meja ini. Layani lagi."
    },
    right: "BENAR.",
    wrong: { "BELUM TEPAT: \($0). Betulkan dengan koreksi \($1)." },
    notWaiting: "BELUM: orang ini perlu ditahan dengan ! di dalam formulirnya.",
    identity: "NIK, nama, tanggal lahir atau L/P", residence: "domisili", services: "layanan",
    ikd: "IKD",
    stopped:
      "Latihan dihentikan; tidak ada yang perlu ditutup. Mulai lagi dengan loket latihan.",
    done: {
      "Latihan selesai: \($0) dari \($1) tepat pada kali pertama, \($2) menit. Ulangi kapan saja: "
        + "loket latihan."
    })

  static let english = PracticeWords(
    welcome: {
      "Guided practice: \($0) steps with invented people. Nothing is sent or printed. help "
        + "explains, quit stops."
    },
    step: { "--- Step \($0) of \($1) ---" },
    person: { name, nik, born, sex in
      "Card: \(name), " + (nik.map { "NIK \($0)" } ?? "no NIK at hand")
        + ", born \(born), \(sex == .male ? "male" : "female")."
    },
    lives: { "Lives in kelurahan \($0)." }, livesElsewhere: "Lives out of town.",
    wants: { "Asks for: \($0)." },
    isActive: "The phone shows that IKD is active.",
    installs:
      "IKD is not active; biometrics are recorded. They want it, but the phone is still installing "
      + "the app: hold with ! until it is ready.",
    isReady: { "\($0)'s phone is ready and IKD was activated. Go on with the form." },
    isYoung: "Not married; never recorded.",
    declines: "IKD is not active, biometrics are recorded, and they decline IKD.",
    returns: {
      "\($0) is back with another mind: IKD was activated at this table just now. Serve them again."
    },
    right: "RIGHT.",
    wrong: { "NOT QUITE: \($0). Correct it with amend \($1)." },
    notWaiting: "NOT YET: this person has to be held with ! inside the form.",
    identity: "NIK, name, birth date or sex", residence: "residence", services: "services",
    ikd: "IKD",
    stopped: "Practice stopped; there is nothing to close. Start again with loket practice.",
    done: {
      "Practice done: \($0) of \($1) right at the first try, \($2.counted("minute", "minutes")). "
        + "Again at any time: loket practice."
    })
}
