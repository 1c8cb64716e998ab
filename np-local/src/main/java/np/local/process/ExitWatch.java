package np.local.process;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Tells when processes end that are not children of this JVM: one thread for all of them, asleep
 * until the kernel reports something.
 */
final class ExitWatch {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final LinuxCalls linux;
  private final ProcFs proc;
  private final Map<Integer, CountDownLatch> waiting = new ConcurrentHashMap<>();
  private int epoll = -1;

  ExitWatch(LinuxCalls linux, ProcFs proc) {
    this.linux = linux;
    this.proc = proc;
  }

  /** Returns when the process has ended. */
  void await(ProcessRef ref) throws InterruptedException {
    int descriptor = linux.pidfdOpen(ref.pid());
    if (descriptor == -LinuxCalls.ESRCH) {
      return;
    }
    if (descriptor < 0) {
      poll(ref);
      return;
    }
    CountDownLatch ended = new CountDownLatch(1);
    waiting.put(descriptor, ended);
    if (linux.epollAdd(descriptor(), descriptor) < 0) {
      waiting.remove(descriptor);
      linux.close(descriptor);
      poll(ref);
      return;
    }
    if (proc.runs(ref)) { // else the pid belongs to somebody else by now
      ended.await();
    }
  }

  /** Linux before 5.3 has no pidfd_open. */
  private void poll(ProcessRef ref) throws InterruptedException {
    while (proc.runs(ref)) {
      Thread.sleep(PAUSE);
    }
  }

  private synchronized int descriptor() {
    if (epoll < 0) {
      epoll = linux.epollCreate();
      Thread.ofPlatform().daemon().name("np-exit-watch").start(this::deliver);
    }
    return epoll;
  }

  private void deliver() {
    int events = descriptor();
    while (true) {
      int descriptor = linux.epollWait(events);
      CountDownLatch ended = descriptor < 0 ? null : waiting.remove(descriptor);
      if (ended != null) {
        linux.close(descriptor);
        ended.countDown();
      }
    }
  }
}
