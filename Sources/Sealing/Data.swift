internal import FoundationEssentials

extension [UInt8] {
  /// For the few calls of the cryptography package that take nothing else.
  var data: Data { Data(self) }
}
