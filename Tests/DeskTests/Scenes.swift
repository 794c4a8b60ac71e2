/// What happens at a counter, as steps of a person; everybody is invented.
enum Scenes {
  typealias Step = Typist.Step

  static let opening: [Step] = [.data("mog"), .data("sari"), .keys("2"), .keys("4")]

  static let routine: [Step] = [
    .data("3573054101900001"), .data("SITI CONTOH"), .enter, .data("dinoyo"), .data("cetak"),
    .keys("1"), .keys("s"),
  ]

  static let outsider: [Step] = [
    .data("3507241708850002"), .data("RUDI CONTOH"), .enter, .data("kab malang"),
    .data("cetak kk"), .keys("1"), .keys("s"),
  ]

  /// The phone takes its time: the form waits, and is resumed by its number.
  static let activation: [Step] = [
    .data("3573051708850003"), .data("TONI CONTOH"), .enter, .data("dinoyo"), .data("kk"),
    .keys("5"), .enter, .keys("!"), .minutes(6), .keys("1"), .keys("1"), .keys("s"),
  ]

  static let pupil: [Step] = [
    .enter, .enter, .data("BAYU CONTOH"), .data("05052010"), .data("L"), .enter, .data("dinoyo"),
    .data("rekam"), .keys("s"),
  ]

  static let refusal: [Step] = [
    .data("3573051708850003"), .data("TONI CONTOH"), .enter, .data("dinoyo"), .data("cetak"),
    .keys("5"), .enter, .keys("3"), .keys("1"), .keys("s"),
  ]

  static let returning: [Step] = [
    .data("3573051708850003"), .keys("y"), .keys("3"), .keys("s"),
  ]

  static let family: [Step] =
    routine
    + [("3573051708880005", "BUDI CONTOH"), ("3573054512060006", "RINI CONTOH")].flatMap {
      [.keys("k ", data: $0), .data($1), .enter, .enter, .enter, .keys("1"), .keys("s")]
    }
    + [
      .keys("k"), .enter, .data("ADIK CONTOH"), .data("05052015"), .data("P"), .enter,
      .data("kia"), .keys("s"),
    ]

  /// Every kind of slip, and its way back.
  static let slips: [Step] = [
    .data("35730541019000"), .keys("?"), .data("3573054101900001"), .data("SITI C0NTOH"),
    .enter, .data("SITI CONTOH"), .keys("<"), .data("SITI BETUL"), .data("01-02-1990"), .enter,
    .data("01-01-1990"), .data("sukoharjo"), .keys("1"), .data("paspor"), .keys("6"), .keys("="),
    .keys("1"), .keys("4"), .data("dinoyo"), .keys("x"), .keys("s"),
  ]

  /// Three people at once, served in another order than they came.
  static let threeWaiting: [Step] =
    [("3573051708850003", "TONI CONTOH"), ("3573054101900001", "SITI CONTOH")].flatMap {
      [.data($0), .data($1), .keys("!"), .minutes(2)]
    } + [
      .data("3573054512060006"), .data("RINI CONTOH"), .enter, .keys("!"),
      .word("lanjut", "resume"),
      .keys("2"), .enter, .data("dinoyo"), .data("cetak"), .keys("1"), .keys("s"), .keys("3"),
      .enter, .enter, .keys("2"), .keys("s"), .word("lanjut", "resume"), .enter, .enter, .enter,
      .keys("1"), .keys("s"),
    ]

  static let corrections: [Step] =
    routine + [
      .word("cari 1", "find 1"), .word("koreksi", "amend"), .keys("2"), .data("SITI BETUL"),
      .keys("s"), .keys("1"), .word("batal 1", "void 1"), .keys("y"), .keys("1"),
      .word("jejak", "trail"),
      .word("batal 1", "void 1"),
    ]

  /// Two officers, a PIN, a kiosk left alone in the middle of a name.
  static let officers: [Step] = [
    .word("ganti budi", "change budi"), .data("135791"), .data("135791"),
    .data("3573054101900001"), .leftAlone("SITI CON"), .data("000000"), .data("135791"),
    .data("SITI CONTOH"), .enter, .data("dinoyo"), .data("cetak"), .keys("1"), .keys("s"),
    .word("ganti dahlia", "change dahlia"), .interrupt,
  ]

  static let help: [Step] = [.word("bantuan", "help"), .word("bantuan batal", "help void")]

  /// Closing with somebody who still waits: settled first, then counted.
  static let closing: [Step] = [
    .data("3573054101900001"), .data("SITI CONTOH"), .keys("!"), .minutes(30),
    .word("tutup", "close"), .enter, .keys("1"), .enter, .data("dinoyo"), .data("cetak"),
    .keys("1"), .keys("s"), .word("tutup", "close"), .data("350"), .data("12"), .enter,
  ]

  static let all: [(name: String, steps: [Step])] = [
    ("routine", routine), ("outsider", outsider), ("activation", activation), ("pupil", pupil),
    ("refusal-and-return", refusal + [.minutes(60)] + returning), ("family", family),
    ("slips", slips), ("three-waiting", threeWaiting), ("corrections", corrections),
    ("officers", officers), ("help", help), ("closing", closing),
  ]

  /// What the README tells of keys.
  static let measured: [(name: String, steps: [Step])] = [
    ("routine resident, IKD active", routine), ("outsider, two services", outsider),
    ("activation at the booth, held meanwhile", activation), ("pupil of 16", pupil),
    ("refusal", refusal), ("the refused person returns", refusal + returning),
    ("family of four", family),
  ]
}
