@main struct Pusat { static func main() {} }
