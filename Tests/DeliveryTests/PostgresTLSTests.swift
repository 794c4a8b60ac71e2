import Glibc
import Intake
import Ports
import PostgresCentre
import Sealing
import TestWorld
import Testing

/// The way over a network: only to a server that shows the right certificate.
@Suite(.serialized) struct PostgresTLSTests {
  /// A certificate for the name and the address, signed by itself; its file, key and text.
  private func certificate(
    _ folder: String, _ name: String
  ) throws -> (path: String, certificate: String, key: String) {
    let (key, path) = ("\(folder)/\(name).key", "\(folder)/\(name).crt")
    let status = PostgresServer.run(
      [
        "/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
        "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=\(name)", "-addext",
        "subjectAltName=DNS:\(name),IP:127.0.0.1", "-keyout", key, "-out", path,
      ], output: "\(folder)/openssl.log")
    try #require(status == 0)
    return (path, try text(path), try text(key))
  }

  private func text(_ path: String) throws -> String {
    let file = open(path, O_RDONLY)
    try #require(file >= 0)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 16_384)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  private func freePort() -> Int {
    let file = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(file, $0, size)
        getsockname(file, $0, &size)
      }
      return Int(UInt16(bigEndian: pointer.pointee.sin_port))
    }
  }

  @Test func `the right certificate is let in, any other hears nothing`() throws {
    var template = Array("/tmp/loket-tls-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      for name in ["pusat", "lain"] {
        for end in ["crt", "key"] { unlink("\(folder)/\(name).\(end)") }
      }
      unlink("\(folder)/openssl.log")
      rmdir(folder)
    }
    let ours = try certificate(folder, "pusat")
    let other = try certificate(folder, "lain")
    let port = freePort()
    let server = try PostgresServer(
      settings: [
        "listen_addresses = '127.0.0.1'", "ssl = on", "ssl_cert_file = 'server.crt'",
        "ssl_key_file = 'server.key'", "log_connections = on",
      ], access: ["hostssl all all 127.0.0.1/32 scram-sha-256"], port: port,
      files: ["server.crt": ours.certificate, "server.key": ours.key])
    let entries = SampleShift.entries(seed: 601, 40)
    let world = try PostgresWorld(server)
    let local = try world.conninfo(of: entries.booth)
    func centre(_ words: String) throws -> Centre {
      try PostgresCentre.open(
        conninfo: local.replacing("host=\(server.folder)", with: "hostaddr=127.0.0.1 \(words)"))
    }
    // By name, by address, and verify-full where nothing is said.
    for words in [
      "host=pusat sslmode=verify-full sslrootcert=\(ours.path)",
      "host=127.0.0.1 sslmode=verify-full sslrootcert=\(ours.path)",
    ] {
      let receipt = try centre(words).deliver(entries)
      #expect(receipt.accepted + receipt.alreadyThere == 40)
    }
    #expect(try centre("host=pusat sslmode=require").holdings().count == 1)

    let before = try world.psql("SELECT count(*) FROM pg_stat_activity")
    for words in [
      "host=pusat sslmode=verify-full sslrootcert=\(other.path)",
      "host=bukan-pusat sslmode=verify-full sslrootcert=\(ours.path)",
      "host=pusat sslmode=verify-full sslrootcert=\(folder)/none.crt",
    ] {
      let misled = try centre(words)
      #expect(isUntrusted { () throws(CentreError) in _ = try misled.deliver(entries) })
    }
    #expect(try world.psql("SELECT count(*) FROM pg_stat_activity") == before)
    // Whom it was, the server never heard.
    let strangers = server.log.split(separator: "connection authorized: user=loket_").count - 1
    #expect(strangers == 3)
  }

  @Test func `a far server without a certificate is not even asked`() throws {
    // The words alone decide: no sslmode, and not this machine.
    let centre = try PostgresCentre.open(
      conninfo: "host=pusat.invalid hostaddr=127.0.0.1 port=\(freePort()) user=x dbname=x")
    #expect(isUnreachable { () throws(CentreError) in _ = try centre.holdings() })
  }
}
