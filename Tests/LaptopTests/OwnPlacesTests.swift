import Glibc
import Testing

@testable import Laptop

/// What the program never writes over, by whatever name it is called.
@Suite struct OwnPlacesTests {
  @Test func `a home is seen through links, dots and slashes`() throws {
    let scratch = try Scratch()
    let home = try scratch.makeFolder("home")
    let inside = try scratch.makeFolder("home/latihan")
    let other = try scratch.makeFolder("usb")
    try #require(symlink(inside, scratch.path + "/link") == 0)
    let own = OwnPlaces(folders: [home, scratch.path + "/not-there"])
    for path in [
      home + "/antrean.db", home + "//new", inside + "/x", scratch.path + "/link/x",
      other + "/../home/x", home + "/latihan/../x",
    ] {
      #expect(own.hold(path), "\(path)")
    }
    for path in [other + "/x", scratch.path + "/home.html", other + "/no-folder/x", "/x"] {
      #expect(!own.hold(path), "\(path)")
    }
  }

  @Test func `a file of ours is known by any of its names`() throws {
    let scratch = try Scratch()
    let home = try scratch.makeFolder("home")
    let config = try scratch.makeFolder("config")
    let queue = try scratch.write("queue", to: "home/antrean.db")
    let settings = try scratch.write("settings", to: "config/loket.toml")
    let secret = try scratch.write("secret", to: "sandi")
    try #require(link(queue, scratch.path + "/hard") == 0)
    try #require(symlink(settings, scratch.path + "/soft") == 0)
    let own = OwnPlaces(folders: [home], filesOf: config, files: [secret, nil])
    for name in ["hard", "soft", "sandi", "config/loket.toml", "./sandi"] {
      #expect(own.hold("\(scratch.path)/\(name)"), "\(name)")
    }
    // The configuration's folder may hold a report; only its files are ours.
    #expect(!own.hold(config + "/laporan.html"))
    #expect(!own.hold(try scratch.write("report", to: "laporan.html")))
  }

  @Test func `what would steer a terminal is shown`() {
    #expect(Streams.visible("a\u{1B}[2J\r\u{202E}b\nc") == "a<U+001B>[2J<U+000D><U+202E>b\nc")
    #expect(Streams.visible("Siti Aminah é 測") == "Siti Aminah é 測")
  }
}
