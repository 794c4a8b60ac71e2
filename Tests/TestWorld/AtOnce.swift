import Glibc
import Synchronization

/// Runs `work` in so many real threads at once, and gives what they threw.
package func atOnce(_ count: Int, _ work: @escaping @Sendable (Int) throws -> Void) -> [String] {
  let faults = Mutex<[String]>([])
  withoutActuallyEscaping(work) { work in
    var threads: [pthread_t] = []
    for index in 0..<count {
      threads.append(
        startThread {
          do { try work(index) } catch { faults.withLock { $0.append("\(index): \(error)") } }
        })
    }
    for thread in threads { pthread_join(thread, nil) }
  }
  return faults.withLock { $0 }
}

/// Runs `work` in a thread that nobody waits for.
package func inThread(_ work: @escaping @Sendable () -> Void) { pthread_detach(startThread(work)) }

private func startThread(_ work: @escaping () -> Void) -> pthread_t {
  let box = Unmanaged.passRetained(Box(work))
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { pointer in
      if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work() }
      return nil
    }, box.toOpaque())
  return thread
}

private final class Box {
  let work: () -> Void
  init(_ work: @escaping () -> Void) { self.work = work }
}
