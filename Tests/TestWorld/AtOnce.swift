import Glibc
import Synchronization

/// Runs `work` in so many real threads at once, and gives what they threw.
package func atOnce(_ count: Int, _ work: @escaping @Sendable (Int) throws -> Void) -> [String] {
  let faults = Mutex<[String]>([])
  withoutActuallyEscaping(work) { work in
    var threads: [pthread_t] = []
    for index in 0..<count {
      let box = Unmanaged.passRetained(
        Box {
          do { try work(index) } catch { faults.withLock { $0.append("\(index): \(error)") } }
        })
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { pointer in
          if let pointer { Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().work() }
          return nil
        }, box.toOpaque())
      threads.append(thread)
    }
    for thread in threads { pthread_join(thread, nil) }
  }
  return faults.withLock { $0 }
}

private final class Box {
  let work: () -> Void
  init(_ work: @escaping () -> Void) { self.work = work }
}
