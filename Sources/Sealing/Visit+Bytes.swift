package import Intake

extension Visit {
  /// 2 added what a visit follows and why it was amended; bodies of 1 are read still.
  static let version: UInt8 = 2

  /// The plain text of a sealed body; absent values are empty or zero.
  package var bytes: [UInt8] { bytes(version: Visit.version) }

  package func bytes(version: UInt8) -> [UInt8] {
    var writer = ByteWriter()
    writer.number(version)
    writer.shortText(nik?.digits ?? "")
    writer.longText(name.text)
    writer.shortText(birthDate.iso)
    writer.code(sex)
    writer.flag(married)
    writer.shortText(residence.code)
    writer.code(segment)
    writer.shortText(institution?.text ?? "")
    writer.flag(recorded)
    writer.code(ikd.state)
    writer.code(ikd.evidence)
    writer.code(ikd.reason)
    writer.number(UInt8(requests.count))
    for request in requests {
      writer.shortText(request.code.text)
      writer.code(request.deferral)
    }
    writer.shortText(exemption?.text ?? "")
    writer.shortText(override?.by.text ?? "")
    writer.longText(override?.reason ?? "")
    writer.shortText(contact.phone?.international ?? "")
    writer.longText(contact.email?.address ?? "")
    writer.number(capturedAt?.seconds ?? 0)
    writer.number(UInt8(confirmed.count))
    confirmed.forEach { writer.code($0) }
    if version > 1 {
      writer.raw((follows ?? noVisit).bytes)
      writer.longText(amendmentReason ?? "")
    }
    return writer.bytes
  }

  /// Reads a visit back, every value checked again as if typed.
  package init(bytes: [UInt8]) throws(FormatFault) {
    var reader = ByteReader(bytes)
    let version = try reader.number(UInt8.self)
    guard (1...Visit.version).contains(version) else { throw .unknownVersion(Int(version)) }
    self = try reader.visit(version)
    if version > 1 { try reader.links(of: &self) }
    try reader.finish()
    // What was dropped or changed in reading was never written by a booth.
    guard self.bytes(version: version) == bytes else { throw .impossibleValue }
  }
}

private let noVisit = VisitID(high: 0, low: 0)

extension ByteReader {
  fileprivate mutating func visit(_ version: UInt8) throws(FormatFault) -> Visit {
    let nik = try parsed(NIK.parse)
    let typed = try longText(max: 1024)
    guard let name = try? PersonName.parse(typed, composing: version > 1).get(),
      let birthDate = try? Day.parse(try shortText()).get()
    else { throw .impossibleValue }
    let sex: Sex = try code()
    let married = try flag()
    let residence = try residence()
    let segment: Segment = try code()
    let institution = try institution()
    let recorded = try flag()
    let ikd = IKDResult(state: try code(), evidence: try optionalCode(), reason: try optionalCode())
    let requests = try requests()
    let exemption = try optional(ExemptionCode.init)
    let override = try override()
    let phone = try parsed(Phone.parse)
    let address = try longText(max: 1024)
    let email = address.isEmpty ? nil : try? Email.parse(address).get()
    let captured = try moment()
    var confirmed: [Warning] = []
    for _ in 0..<(try number(UInt8.self)) { confirmed.append(try code()) }
    return Visit(
      nik: nik, name: name, birthDate: birthDate, sex: sex, married: married,
      residence: residence, segment: segment, institution: institution, recorded: recorded,
      ikd: ikd, requests: requests, exemption: exemption, override: override,
      contact: Contact(phone: phone, email: email),
      capturedAt: captured.seconds == 0 ? nil : captured, confirmed: confirmed)
  }

  fileprivate mutating func links(of visit: inout Visit) throws(FormatFault) {
    let follows: VisitID = try identity()
    visit.follows = follows == noVisit ? nil : follows
    let reason = try longText(max: 4096)
    visit.amendmentReason = reason.isEmpty ? nil : reason
  }

  /// A short text through the same parser as a typed line; nil if it is empty.
  private mutating func parsed<Value, Fault: Error>(
    _ parse: (String) -> Result<Value, Fault>
  ) throws(FormatFault) -> Value? {
    let text = try shortText()
    if text.isEmpty { return nil }
    guard case .success(let value) = parse(text) else { throw .impossibleValue }
    return value
  }

  private mutating func optional<Value>(_ make: (String) -> Value?) throws(FormatFault) -> Value? {
    let text = try shortText()
    if text.isEmpty { return nil }
    guard let value = make(text) else { throw .impossibleValue }
    return value
  }

  private mutating func residence() throws(FormatFault) -> Residence {
    let text = try shortText()
    if text == "luar" { return .elsewhere(nil) }
    guard let code = RegionCode(text) else { throw .impossibleValue }
    return code.digits.count == 10 ? .home(code) : .elsewhere(code)
  }

  private mutating func requests() throws(FormatFault) -> [ServiceRequest] {
    var requests: [ServiceRequest] = []
    for _ in 0..<(try number(UInt8.self)) {
      guard let service = ServiceCode(try shortText()) else { throw .impossibleValue }
      requests.append(ServiceRequest(code: service, deferral: try optionalCode()))
    }
    return requests
  }

  private mutating func override() throws(FormatFault) -> Override? {
    let by = try optional(StaffCode.init)
    let reason = try longText(max: 4096)
    return by.map { Override(by: $0, reason: reason) }
  }
}
