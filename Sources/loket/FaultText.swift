import Laptop
import Sealing
import Wording

extension HomeFault {
  func text(_ words: Wording) -> String {
    switch self {
    case .notAbsolute: words.trouble.pathNotAbsolute
    case .notADirectory: words.trouble.notAFolder
    case .ofAnother(let user): words.trouble.ofAnotherUser(user)
    case .notWritable(let errno), .failed(let errno): SystemText.of(errno)
    }
  }
}
