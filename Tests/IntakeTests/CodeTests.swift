import Intake
import Testing

@Suite struct CodeTests {
  @Test(arguments: ["cetak", "pindah-masuk", "a", "9", "x1", "sman-99"])
  func `codes are lower-case letters, digits and dashes`(text: String) {
    #expect(ServiceCode(text)?.text == text)
    #expect(PlaceCode(text)?.text == text)
    #expect(StaffCode(text)?.text == text)
  }

  @Test(arguments: [
    "", "-", "-x", "x-", "Cetak", "ce tak", "ce_tak", "cétak", "ce\u{0}tak", "b\u{301}", "x/y",
    "../x", "x=1", "cetak\n", "x\u{200b}", "abcdefghijklmnopqrstuvwxyz0123456",
  ])
  func `and nothing else`(text: String) {
    #expect(ServiceCode(text) == nil)
    #expect(PlaceCode(text) == nil)
    #expect(StaffCode(text) == nil)
  }

  @Test func `an exemption is one capital letter`() {
    #expect(ExemptionCode("A")?.text == "A")
    for text in ["", "a", "AB", "1", "Á", "Q\u{301}", "Ａ"] {
      #expect(ExemptionCode(text) == nil, "\(text.debugDescription)")
    }
  }

  @Test func `a booth is a letter or more and digits`() {
    #expect(["L01", "AB1", "ABC1234"].allSatisfy { BoothCode($0) != nil })
    for text in ["", "L", "01", "l01", "L-1", "ABCD1", "L12345", "L01 ", "Q\u{301}1", "L1\u{301}1"]
    {
      #expect(BoothCode(text) == nil, "\(text.debugDescription)")
    }
  }

  @Test func `activation is told from other services`() throws {
    #expect(ServiceCode("ikd") == .activation)
    #expect(ServiceCode("ikd-ulang") == .reactivation)
    #expect(try #require(ServiceCode("ikd")).isActivation)
    #expect(try !#require(ServiceCode("rekam")).isActivation)
    #expect(IKDState.allCases.map(\.line) == [nil, .activation, .reactivation, nil])
  }

  @Test func `only an inactive IKD has a reason, and only an active one evidence`() {
    for state in IKDState.allCases {
      let result = IKDResult(state: state, evidence: .operatorConsole, reason: .noPhone)
      #expect((result.reason == nil) == result.isActive)
      #expect((result.evidence != nil) == result.isActive)
      #expect((IKDResult(state: state).evidence != nil) == result.isActive)
    }
  }
}
