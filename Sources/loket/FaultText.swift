import Laptop
import Sealing
import Wording

extension HomeFault {
  func text(_ words: Wording) -> String {
    switch self {
    case .notAbsolute: words.trouble.pathNotAbsolute
    case .notADirectory: words.trouble.notAFolder
    case .notWritable(let errno), .failed(let errno): SystemText.of(errno)
    }
  }
}

extension SecretFault {
  func text(_ words: Wording) -> String {
    switch self {
    case .missing: words.trouble.fileMissing
    case .unreadable(let errno): SystemText.of(errno)
    case .openToOthers: words.trouble.openToOthers
    case .empty: words.trouble.fileEmpty
    case .tooLong, .notUTF8: words.trouble.fileNoPassphrase
    }
  }
}
