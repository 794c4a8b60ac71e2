package import Intake
package import Gate

/// What the gate says.
package struct GateWords: Sendable {
  package let state: @Sendable (GateState) -> String
  package let outcome: @Sendable (Outcome) -> String
  package let nextStep: @Sendable (NextStep) -> String
  package let policyTitle: String
  package let version: String
  package let basis: String
  package let dueFrom: String
  package let dueFromAge: @Sendable (Int) -> String
  package let overrides: String
  package let overridesYes: String
  package let overridesNo: String
  package let serviceHeader: [String]
  let needsIKD: String
  let needsNone: String
  let outsidersServed: String
  let outsidersHome: String
  package let exemptions: String
  package let exemptionHeader: [String]
  package let allServices: String
  package let orderHeading: String
  /// The table of the gate in words, in the order in which it decides.
  package let order: @Sendable (_ minimumAge: Int) -> [String]
  package let headOfService: String

  package func rule(needsIKD needs: Bool) -> String { needs ? needsIKD : needsNone }

  package func outsiders(served: Bool) -> String { served ? outsidersServed : outsidersHome }
}

extension GateWords {
  static let indonesian = GateWords(
    state: {
      switch $0 {
      case .closed: "tertutup"
      case .overridden: "keputusan koordinator"
      case .exempt: "dikecualikan"
      case .notYetDue: "belum wajib IKD"
      case .exemptService: "layanan tanpa syarat IKD"
      case .open: "terbuka"
      }
    },
    outcome: {
      switch $0 {
      case .served: "selesai"
      case .deferred: "tunda"
      case .refused: "tidak dilayani"
      }
    },
    nextStep: indonesianStep,
    policyTitle: "KEBIJAKAN LAYANAN DENGAN IKD", version: "Versi", basis: "Dasar",
    dueFrom: "Wajib IKD", dueFromAge: { "sejak umur \($0) tahun, atau sudah/pernah kawin" },
    overrides: "Keputusan koordinator",
    overridesYes: "boleh, dengan nama dan alasan", overridesNo: "tidak ada",
    serviceHeader: ["Layanan", "Syarat", "Penduduk luar kota"],
    needsIKD: "IKD aktif", needsNone: "tanpa IKD", outsidersServed: "dilayani",
    outsidersHome: "ke kantor asal", exemptions: "Pengecualian",
    exemptionHeader: ["Kode", "Keterangan", "Membuka"], allServices: "semua layanan",
    orderHeading: "Urutan keputusan; baris pertama yang cocok berlaku:",
    order: { age in
      [
        "1. IKD aktif, atau diaktifkan di sini: dilayani.",
        "2. Layanan tanpa syarat IKD (rekam, IKD): dilayani.",
        "3. Belum \(age) tahun dan belum kawin: belum wajib IKD, dilayani.",
        "4. Pengecualian yang membuka layanan itu: dilayani.",
        "5. Keputusan koordinator dengan nama dan alasan: dilayani.",
        "6. Selain itu tertutup: tawarkan aktivasi sekarang. Menolak: tidak dilayani; tidak"
          + " bisa: ditunda. Keduanya dicatat dengan alasan, dan dapat ditinjau kembali.",
      ]
    },
    headOfService: "Kepala Dinas")

  private static let indonesianStep: @Sendable (NextStep) -> String = {
    switch $0 {
    case .activateIKD(.declined):
      "IKD belum aktif karena menolak; boleh kembali kapan saja bila berubah pikiran."
    case .activateIKD(.noPhone), .activateIKD(.phoneUnsupported), .activateIKD(.cameraBroken):
      "Kembali dengan HP yang mendukung (Android 8/iOS 11 ke atas, kamera baik)."
    case .activateIKD(.emailLost):
      "Siapkan e-mail yang bisa dibuka, lalu kembali untuk aktivasi."
    case .activateIKD(.dataNotSynced), .activateIKD(.duplicateRecord):
      "Datanya perlu dibetulkan di kantor dulu; bawa KK dan KTP."
    case .activateIKD(.otherDevice), .activateIKD(.pinForgotten):
      "Minta reset akun IKD kepada petugas, lalu aktifkan ulang."
    case .activateIKD(.notRecorded):
      "Rekam sudah. Bila datanya masuk, aktifkan IKD, lalu kembali untuk layanan yang tertunda."
    case .activateIKD: "Aktifkan IKD, lalu kembali untuk layanan yang tertunda."
    case .activateLater(.notRecorded):
      "Rekam sudah. Bila datanya masuk, IKD bisa diaktifkan; kembali kapan saja."
    case .activateLater(.storageFull), .activateLater(.noData), .activateLater(.faceMismatch),
      .activateLater(.serverDown), .activateLater(nil):
      "Kembali kapan saja untuk aktivasi IKD."
    case .activateLater(let reason): indonesianStep(.activateIKD(reason))
    case .recordFirst: "Rekam KTP-el dulu; sesudah itu IKD bisa diaktifkan."
    case .comeBackAtAge(let age): "IKD bisa diaktifkan sejak umur \(age) tahun."
    case .homeOffice: "Perubahan data diurus di Dukcapil daerah asal."
    case .bringDocuments: "Lengkapi berkas, lalu kembali."
    case .waitForBlanks: "Blangko habis; tanyakan ke kantor kapan tersedia."
    case .tryLater: "Coba lagi nanti atau di kantor."
    case .comeToOffice: "Layanan ini diurus di kantor."
    }
  }
}

extension GateWords {
  static let english = GateWords(
    state: {
      switch $0 {
      case .closed: "closed"
      case .overridden: "coordinator's decision"
      case .exempt: "exempt"
      case .notYetDue: "IKD not yet due"
      case .exemptService: "service without IKD"
      case .open: "open"
      }
    },
    outcome: {
      switch $0 {
      case .served: "served"
      case .deferred: "deferred"
      case .refused: "refused"
      }
    },
    nextStep: englishStep,
    policyTitle: "SERVICE POLICY WITH IKD", version: "Version", basis: "Basis",
    dueFrom: "IKD is due", dueFromAge: { "from the age of \($0), or once married" },
    overrides: "Coordinator's decision",
    overridesYes: "allowed, with name and reason", overridesNo: "none",
    serviceHeader: ["Service", "Needs", "People from elsewhere"],
    needsIKD: "active IKD", needsNone: "no IKD", outsidersServed: "served",
    outsidersHome: "to the home office", exemptions: "Exemptions",
    exemptionHeader: ["Code", "Meaning", "Opens"], allServices: "all services",
    orderHeading: "Order of decision; the first line that fits applies:",
    order: { age in
      [
        "1. IKD active, or activated here: served.",
        "2. A service that needs no IKD (rekam, IKD): served.",
        "3. Under \(age) and never married: IKD not yet due, served.",
        "4. An exemption that opens the service: served.",
        "5. A coordinator's decision with name and reason: served.",
        "6. Otherwise closed: offer to activate now. Declined: refused; not possible: deferred."
          + " Both are recorded with the reason, and can be reviewed.",
      ]
    },
    headOfService: "Head of service")

  private static let englishStep: @Sendable (NextStep) -> String = {
    switch $0 {
    case .activateIKD(.declined):
      "IKD is not active because it was declined; come back any time."
    case .activateIKD(.noPhone), .activateIKD(.phoneUnsupported), .activateIKD(.cameraBroken):
      "Come back with a phone that works (Android 8/iOS 11 or later, a good camera)."
    case .activateIKD(.emailLost): "Bring an e-mail that can be opened, then activate."
    case .activateIKD(.dataNotSynced), .activateIKD(.duplicateRecord):
      "The data must be mended at the office first; bring KK and KTP."
    case .activateIKD(.otherDevice), .activateIKD(.pinForgotten):
      "Ask an officer to reset the IKD account, then activate again."
    case .activateIKD(.notRecorded):
      "Recorded. Once the data is in, activate IKD, then come back for what was deferred."
    case .activateIKD: "Activate IKD, then come back for what was deferred."
    case .activateLater(.notRecorded):
      "Recorded. Once the data is in, IKD can be activated; come back any time."
    case .activateLater(.storageFull), .activateLater(.noData), .activateLater(.faceMismatch),
      .activateLater(.serverDown), .activateLater(nil):
      "Come back any time to activate IKD."
    case .activateLater(let reason): englishStep(.activateIKD(reason))
    case .recordFirst: "Have biometrics recorded first; then IKD can be activated."
    case .comeBackAtAge(let age): "IKD can be activated from the age of \(age)."
    case .homeOffice: "Changes of data are made by the home region's office."
    case .bringDocuments: "Complete the documents, then come back."
    case .waitForBlanks: "No blank cards; ask the office when there will be."
    case .tryLater: "Try again later or at the office."
    case .comeToOffice: "This service is done at the office."
    }
  }
}
