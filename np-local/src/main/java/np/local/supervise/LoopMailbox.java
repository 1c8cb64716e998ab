package np.local.supervise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import np.model.ErrorCode;
import np.model.NpException;

/** Events on their way to a loop; refuses more once the loop has ended. */
final class LoopMailbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<LoopEvent> events = new ArrayList<>();
  private boolean closed;

  /** Whether the loop will see it. */
  boolean post(LoopEvent event) {
    lock.lock();
    try {
      if (!closed) {
        events.add(event);
        arrived.signalAll();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes all events; waits for one, but not longer than {@code most}. */
  List<LoopEvent> poll(Duration most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = most.toNanos();
      while (events.isEmpty() && !closed && left > 0) {
        left = arrived.awaitNanos(left);
      }
      List<LoopEvent> taken = List.copyOf(events);
      events.clear();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it was empty and now takes nothing more. */
  boolean closeIfEmpty() {
    lock.lock();
    try {
      closed = closed || events.isEmpty();
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more, and lets nobody wait for what is left. */
  void close() {
    lock.lock();
    try {
      closed = true;
      events.forEach(LoopMailbox::refuse);
      events.clear();
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static void refuse(LoopEvent event) {
    NpException stopping =
        new NpException.Unavailable(
            ErrorCode.ENGINE_UNAVAILABLE, "np node is stopping", "try again");
    switch (event) {
      case LoopEvent.Applied applied -> applied.receipt().refuse(stopping);
      case LoopEvent.Removed removed -> removed.receipt().refuse(stopping);
      case LoopEvent.Exited _,
          LoopEvent.Healthy _,
          LoopEvent.Unhealthy _,
          LoopEvent.NotYet _,
          LoopEvent.Drained _ -> {}
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
