import Glibc
import Intake
import Ports
import Testing

@testable import Laptop

struct PlacesTests {
  private func places(_ environment: [String: String]) -> Places {
    Places(environment: environment, workingDirectory: "/srv")
  }

  @Test(arguments: [
    (["HOME": "/home/sari"], "/home/sari/.local/share/loket"),
    (["HOME": "/home/sari", "XDG_DATA_HOME": "/data"], "/data/loket"),
    (["HOME": "/home/sari", "XDG_DATA_HOME": "data"], "/home/sari/.local/share/loket"),
    (["HOME": "/home/sari", "LOKET_HOME": "/srv/l", "XDG_DATA_HOME": "/data"], "/srv/l"),
    (["HOME": "/home/sari", "LOKET_HOME": "here"], "/srv/here"),
    (["HOME": "/home/sari", "LOKET_HOME": ""], "/home/sari/.local/share/loket"),
  ])
  func `the home follows LOKET_HOME, then XDG, then the user's home`(
    environment: [String: String], path: String
  ) {
    #expect(places(environment).home == path)
  }

  @Test func `the state follows XDG, then the user's home`() {
    #expect(places(["HOME": "/h"]).state == "/h/.local/state/loket")
    #expect(places(["HOME": "/h", "XDG_STATE_HOME": "/s"]).state == "/s/loket")
    #expect(places(["HOME": "/h", "XDG_STATE_HOME": "s"]).state == "/h/.local/state/loket")
  }

  @Test func `without HOME the user's entry in the system counts`() {
    #expect(places([:]).home.hasSuffix("/.local/share/loket"))
    #expect(places([:]).home.hasPrefix("/"))
  }

  @Test func `the configuration's option wins over the variable`() {
    let both = places(["LOKET_CONFIG": "/variable"])
    #expect(both.config(option: "/option", executable: nil) == "/option")
    #expect(both.config(option: "option", executable: nil) == "/srv/option")
    #expect(both.config(option: nil, executable: nil) == "/variable")
  }

  @Test(.enabled(if: facts(of: "/etc/loket") == nil))
  func `the checkout is found above the executable, else the folder here`() throws {
    let checkout = try Scratch()
    _ = try checkout.makeFolder("config")
    _ = try checkout.write("", to: "config/loket.toml")
    let built = checkout.path + "/.build/debug/loket"
    #expect(places([:]).config(option: nil, executable: built) == checkout.path + "/config")
    #expect(places([:]).config(option: nil, executable: "/usr/bin/loket") == "/srv/config")
  }

  @Test func `the real environment and executable are found`() throws {
    #expect(Environment.current()["PATH"]?.isEmpty == false)
    let executable = try #require(Places.executable())
    #expect(access(executable, X_OK) == 0)
  }
}

struct MachineFactsTests {
  @Test func `a disk has room, no path has none`() throws {
    let space = try #require(MachineFacts.space(at: "/tmp"))
    #expect(space.free > 0 && space.free <= space.total)
    #expect(MachineFacts.space(at: "/nonexistent") == nil)
  }

  @Test func `the disk of tmp can be written`() {
    #expect(!MachineFacts.isReadOnly("/tmp"))
    #expect(!MachineFacts.isReadOnly("/nonexistent"))
  }

  @Test func `swap is what stands under the heading`() throws {
    let scratch = try Scratch()
    let heading = "Filename\tType\tSize\tUsed\tPriority\n"
    #expect(MachineFacts.swap(list: try scratch.write(heading, to: "none"), blocks: "/") == .none)
    let some = try scratch.write(heading + "/dev/sda2 partition 1 0 -2\n", to: "some")
    #expect(MachineFacts.swap(list: some, blocks: "/") == .open)
    #expect(MachineFacts.swap(list: scratch.path + "/missing", blocks: "/") == .none)
    let crypt = try scratch.write(
      heading + "/dev/dm-1 partition 1 0 -2\n/dev/zram0 partition 1 0 1\n", to: "crypt")
    #expect(MachineFacts.swap(list: crypt, blocks: scratch.path) == .open)
    _ = try scratch.makeFolder("dm-1")
    _ = try scratch.makeFolder("dm-1/dm")
    _ = try scratch.write("CRYPT-LUKS2-0123-swap\n", to: "dm-1/dm/uuid")
    #expect(MachineFacts.swap(list: crypt, blocks: scratch.path) == .safe)
    let file = try scratch.write(heading + "/swapfile file 1 0 -2\n", to: "file")
    #expect(MachineFacts.swap(list: file, blocks: scratch.path) == .open)
  }

  @Test(arguments: [
    (["LANG": "id_ID.UTF-8"], true), (["LANG": "C.utf8"], true), ([:], false),
    (["LANG": "id_ID.UTF-8", "LC_ALL": "C"], false), (["LANG": "C", "LC_CTYPE": "C.UTF-8"], true),
    (["LC_ALL": "", "LANG": "en_US.UTF-8"], true), (["LANG": "id_ID"], false),
  ])
  func `the locale's first set variable decides`(environment: [String: String], isUTF8: Bool) {
    #expect(MachineFacts.isUTF8Locale(environment) == isUTF8)
  }

  @Test func `the clock goes and chance differs`() {
    #expect(SystemClock.make().now().seconds > 1_700_000_000)
    let entropy = SystemEntropy.make()
    #expect(entropy.bytes(0) == [])
    #expect(entropy.bytes(1000).count == 1000)
    #expect(entropy.bytes(32) != entropy.bytes(32))
  }
}
