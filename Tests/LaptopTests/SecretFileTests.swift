import Glibc
import Intake
import Testing

@testable import Laptop

struct SecretFileTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: [
    ("sandi", "sandi"), ("sandi\n", "sandi"), ("sandi\r\n", "sandi"), ("satu dua \nx", "satu dua "),
  ])
  func `the first line is the secret`(text: String, secret: String) throws {
    #expect(try SecretFile.read(try scratch.write(text, to: "s")).get() == secret)
  }

  @Test func `a file that is not there is missing`() {
    #expect(SecretFile.read(scratch.path + "/none") == .failure(.missing))
  }

  @Test func `a folder is no secret`() {
    #expect(SecretFile.read(scratch.path) == .failure(.unreadable(errno: EINVAL)))
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o601, 0o644] as [mode_t])
  func `a file that others may touch is refused, with its mode`(mode: mode_t) throws {
    let file = try scratch.write("sandi", to: "s", mode: mode)
    #expect(SecretFile.read(file) == .failure(.openToOthers(mode: UInt32(mode))))
  }

  @Test(arguments: ["", "\n", "\r\n", "\nsandi"])
  func `an empty first line is refused`(text: String) throws {
    #expect(SecretFile.read(try scratch.write(text, to: "s")) == .failure(.empty))
  }

  @Test func `1024 bytes are taken and one more is not`() throws {
    let longest = String(repeating: "x", count: 1024)
    #expect(try SecretFile.read(try scratch.write(longest + "\n", to: "a")).get() == longest)
    let tooLong = try scratch.write(longest + "x", to: "b")
    #expect(SecretFile.read(tooLong) == .failure(.tooLong(max: 1024)))
  }

  @Test func `bytes that are no text are refused`() throws {
    let file = try scratch.write([0x61, 0xFF], to: "s")
    #expect(SecretFile.read(file) == .failure(.notUTF8))
  }

  @Test func `a pipe does not make the program wait`() throws {
    let path = scratch.path + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    #expect(SecretFile.read(path) == .failure(.unreadable(errno: EINVAL)))
  }
}
