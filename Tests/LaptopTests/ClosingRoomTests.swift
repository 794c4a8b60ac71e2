import Glibc
import Ports
import Testing

@testable import Laptop

struct ClosingRoomTests {
  @Test func `it takes blocks, and gives them back`() throws {
    let home = try Scratch(in: "/dev/shm")
    let reserve = ClosingRoom.reserve(home: home.path)
    #expect(reserve.keep() && reserve.keep())
    let file = try #require(facts(of: home.path + "/" + ClosingRoom.name))
    #expect(Int(file.st_blocks) * 512 >= ClosingRoom.bytes && file.permissions == 0o600)
    reserve.release()
    #expect(facts(of: home.path + "/" + ClosingRoom.name) == nil)
  }

  /// The queue's own call says what is wrong there.
  @Test func `where nothing can be written it is no matter of room`() {
    #expect(ClosingRoom.keep(home: "/nonexistent"))
  }
}
