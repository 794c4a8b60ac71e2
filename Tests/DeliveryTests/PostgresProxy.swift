import Glibc
import Synchronization
import TestWorld

/// Stands between a booth and the server, and lets so many bytes through.
///
/// One unix socket like the server's own; every connection gets the same treatment. When a
/// direction has had its bytes, both ways are cut, or all goes silent.
final class PostgresProxy: Sendable {
  /// What passes before the cut, in bytes each way; nil: everything.
  struct Limit: Sendable {
    var toServer: Int?
    var toClient: Int?
    /// Whether the connection stays open and dumb instead of being cut.
    var isSilent = false
    /// Whether nobody comes through any more once a connection was cut.
    var isFinal = false
  }

  /// The folder with the socket, to be named as the host.
  let folder: String
  private let listener: CInt
  private let server: String
  private let limit: Limit
  private let counts = Mutex<(toServer: Int, toClient: Int)>((0, 0))
  private let isCut = Atomic<Bool>(false)
  private let steps = Mutex<(toServer: [Int], toClient: [Int])>(([], []))

  init(_ server: PostgresServer, _ limit: Limit = Limit()) throws {
    self.server = "\(server.folder)/.s.PGSQL.\(server.port)"
    self.limit = limit
    var template = Array("/tmp/loket-px-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ServerFault.notAnswered("mkdtemp") }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    listener = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
    let path = "\(folder)/.s.PGSQL.\(server.port)"
    guard PostgresProxy.withAddress(path, { bind(listener, $0, $1) }) == 0,
      listen(listener, 20) == 0
    else { throw ServerFault.notAnswered("bind") }
    inThread { [self] in accept() }
  }

  /// Ends the listening; connections that stand end with their peers.
  func close() {
    shutdown(listener, CInt(SHUT_RDWR))
    unlink("\(folder)/.s.PGSQL.\(String(server.split(separator: ".").last ?? ""))")
    rmdir(folder)
  }

  /// Each way's bytes in all after every piece that went through: where one message ends and the
  /// next begins, or less.
  var boundaries: (toServer: [Int], toClient: [Int]) { steps.withLock { $0 } }

  /// How many bytes went each way in all.
  var passed: (toServer: Int, toClient: Int) { counts.withLock { $0 } }

  private static func withAddress(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { room in
      for (place, byte) in path.utf8.enumerated() where place < room.count - 1 {
        room[place] = byte
      }
    }
    return withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  private func accept() {
    while true {
      let client = Glibc.accept(listener, nil, nil)
      guard client >= 0 else { break }
      _ = fcntl(client, F_SETFD, FD_CLOEXEC)
      if limit.isFinal, isCut.load(ordering: .acquiring) {
        Glibc.close(client)
      } else {
        inThread { [self] in serve(client) }
      }
    }
    Glibc.close(listener)
  }

  private func serve(_ client: CInt) {
    let upstream = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    _ = fcntl(upstream, F_SETFD, FD_CLOEXEC)
    if PostgresProxy.withAddress(server, { connect(upstream, $0, $1) }) == 0 {
      relay(client, upstream)
    }
    Glibc.close(client)
    Glibc.close(upstream)
  }

  private func relay(_ client: CInt, _ upstream: CInt) {
    var left = limit
    while true {
      var ends = [
        pollfd(fd: client, events: Int16(POLLIN), revents: 0),
        pollfd(fd: upstream, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&ends, 2, 20_000) > 0 else { return }
      if ends[0].revents != 0 {
        guard let count = pass(client, upstream, max: left.toServer, { count(toServer: $0) })
        else { return }
        left.toServer = left.toServer.map { $0 - count }
      }
      if ends[1].revents != 0 {
        guard let count = pass(upstream, client, max: left.toClient, { count(toClient: $0) })
        else { return }
        left.toClient = left.toClient.map { $0 - count }
      }
      if left.toServer == 0 || left.toClient == 0 {
        isCut.store(true, ordering: .releasing)
        if limit.isSilent { PostgresProxy.waitForEnd(client) }
        return
      }
    }
  }

  private func count(toServer: Int = 0, toClient: Int = 0) {
    let all = counts.withLock { counts in
      counts.toServer += toServer
      counts.toClient += toClient
      return counts
    }
    steps.withLock { steps in
      if toServer > 0 { steps.toServer.append(all.toServer) }
      if toClient > 0 { steps.toClient.append(all.toClient) }
    }
  }

  /// Nil at the end of the stream. What has come is noted before it goes on: whoever gets it may
  /// ask for the counts at once.
  private func pass(_ from: CInt, _ to: CInt, max: Int?, _ note: (Int) -> Void) -> Int? {
    var piece = [UInt8](repeating: 0, count: min(max ?? 65_536, 65_536))
    let count = recv(from, &piece, piece.count, 0)
    guard count > 0 else { return nil }
    note(count)
    var sent = 0
    while sent < count {
      let more = piece[sent..<count].withUnsafeBytes {
        send(to, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      guard more > 0 else { return nil }
      sent += more
    }
    return count
  }

  /// Reads nothing, so that the peer's buffers fill, until the peer has gone.
  private static func waitForEnd(_ client: CInt) {
    var end = pollfd(fd: client, events: 0, revents: 0)
    for _ in 0..<2000 where poll(&end, 1, 10) == 0 {}
  }
}
