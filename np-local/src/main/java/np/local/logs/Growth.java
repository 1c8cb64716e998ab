package np.local.logs;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import np.model.AppId;

/** Wakes those who follow an app's logs. */
final class Growth {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<AppId, Long> counts = new HashMap<>();

  /** Something was written. */
  void happened(AppId app) {
    lock.lock();
    try {
      counts.merge(app, 1L, Long::sum);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How often something was written so far. */
  long count(AppId app) {
    lock.lock();
    try {
      return counts.getOrDefault(app, 0L);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something is written after the count was {@code seen}. */
  void await(AppId app, long seen) throws InterruptedException {
    lock.lock();
    try {
      while (counts.getOrDefault(app, 0L) == seen) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
