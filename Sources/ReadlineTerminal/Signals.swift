import CLinux
import Glibc

/// What ended a wait.
enum Event: Hashable {
  case input
  case interrupt
  case terminate
  case resize
  /// Nothing came for as long as was waited.
  case idle
}

/// Signals as values: blocked in the process while this lives, read from a signalfd.
///
/// Ctrl-C and Ctrl-\ interrupt; SIGTERM and SIGHUP terminate; Ctrl-Z is swallowed, for a stopped
/// program would leave an applicant on the screen. Blocked signals are inherited by child
/// processes: whoever spawns one sets its mask. Make it before any thread is started.
final class Signals {
  private static let watched = [
    SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH,
  ]
  private let descriptor: CInt
  private var maskBefore = sigset_t()

  init() {
    var mask = sigset_t()
    unsafe sigemptyset(&mask)
    for signal in Signals.watched { unsafe sigaddset(&mask, signal) }
    unsafe pthread_sigmask(SIG_BLOCK, &mask, &maskBefore)
    descriptor = unsafe signalfd(-1, &mask, CInt(SFD_CLOEXEC | SFD_NONBLOCK))
  }

  deinit {
    close(descriptor)
    unsafe pthread_sigmask(SIG_SETMASK, &maskBefore, nil)
  }

  /// Waits until `input` can be read (or is at its end) or a signal comes; signals first.
  func wait(for input: CInt, seconds: Int? = nil) -> Event {
    while true {
      if let event = pending() { return event }
      var ready = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      ]
      let patience = seconds.map { CInt(clamping: $0 * 1000) } ?? -1
      let count = unsafe poll(&ready, nfds_t(ready.count), patience)
      if count < 0 && errno == EINTR { continue }
      if count == 0 { return .idle }
      guard count > 0 else { return .terminate }
      if ready[0].revents == 0 && ready[1].revents != 0 { return .input }
    }
  }

  /// The next signal that has come, without waiting.
  func pending() -> Event? {
    while true {
      var info = signalfd_siginfo()
      let size = MemoryLayout<signalfd_siginfo>.size
      guard unsafe read(descriptor, &info, size) == size else { return nil }
      if let event = Signals.event(CInt(info.ssi_signo)) { return event }
    }
  }

  private static func event(_ signal: CInt) -> Event? {
    switch signal {
    case SIGINT, SIGQUIT: .interrupt
    case SIGTERM, SIGHUP: .terminate
    case SIGWINCH: .resize
    default: nil
    }
  }
}
