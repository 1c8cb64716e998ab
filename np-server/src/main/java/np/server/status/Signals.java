package np.server.status;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes those who wait for news of a subject. It carries no news itself: whoever is woken looks
 * where they are kept. A subject is whatever those who wake and wait agree on.
 */
public final class Signals {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Object, Subject> subjects = new HashMap<>();

  /** A subject that somebody waits for. */
  private static final class Subject {
    private final Condition news;
    private long count;
    private int watchers;

    Subject(Condition news) {
      this.news = news;
    }
  }

  /** Says that there is news. */
  public void wake(Object subject) {
    lock.lock();
    try {
      Subject known = subjects.get(subject);
      if (known != null) {
        known.count++;
        known.news.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Begins to listen: no news from now on is missed. The caller closes it. */
  public Watch watch(Object subject) {
    lock.lock();
    try {
      Subject known = subjects.computeIfAbsent(subject, name -> new Subject(lock.newCondition()));
      known.watchers++;
      return new Watch(subject, known);
    } finally {
      lock.unlock();
    }
  }

  /** One listener; not to be shared between threads. */
  public final class Watch implements AutoCloseable {
    private final Object name;
    private final Subject subject;
    private long seen;

    private Watch(Object name, Subject subject) {
      this.name = name;
      this.subject = subject;
      this.seen = subject.count;
    }

    /**
     * Waits until there was news since the last call, or this one was closed to, at most so long.
     *
     * @return whether there was
     */
    public boolean await(Duration most) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        long left = most.toNanos();
        while (subject.count == seen && left > 0) {
          left = subject.news.awaitNanos(left);
        }
        boolean news = subject.count != seen;
        seen = subject.count;
        return news;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        subject.watchers--;
        if (subject.watchers == 0) {
          subjects.remove(name, subject);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
