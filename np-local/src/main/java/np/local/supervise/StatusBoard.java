package np.local.supervise;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.spi.Subscription;

/** The newest status of every workload, for whoever looks and whoever watches. */
final class StatusBoard {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<WorkloadId, WorkloadStatus> current = new LinkedHashMap<>();
  private final Set<Watcher> watchers = new LinkedHashSet<>();
  private final InstanceTally tally = new InstanceTally();

  void publish(WorkloadStatus status) {
    lock.lock();
    try {
      WorkloadStatus before = current.put(status.id(), status);
      if (!status.equals(before)) {
        tally.note(before, status);
        tell(status);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Tells watchers how it ended and forgets it. */
  void retire(WorkloadStatus last) {
    lock.lock();
    try {
      current.remove(last.id());
      tally.forget(last.id());
      tell(last);
    } finally {
      lock.unlock();
    }
  }

  private void tell(WorkloadStatus status) {
    watchers.forEach(watcher -> watcher.waiting.put(status.id(), status));
    changed.signalAll();
  }

  List<WorkloadStatus> all() {
    lock.lock();
    try {
      return current.values().stream()
          .sorted(Comparator.comparing(each -> each.id().toString()))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** What is and what has happened, as metrics. */
  String metrics() {
    NodeMetrics metrics = new NodeMetrics();
    lock.lock();
    try {
      all().forEach(status -> metrics.add(status, tally.of(status.id())));
    } finally {
      lock.unlock();
    }
    return metrics.text();
  }

  Optional<WorkloadStatus> find(WorkloadId id) {
    lock.lock();
    try {
      return Optional.ofNullable(current.get(id));
    } finally {
      lock.unlock();
    }
  }

  Subscription watch(Consumer<WorkloadStatus> sink) {
    Watcher watcher = new Watcher(sink);
    lock.lock();
    try {
      watcher.waiting.putAll(current);
      watchers.add(watcher);
    } finally {
      lock.unlock();
    }
    watcher.thread.start();
    return watcher;
  }

  /** Gets each workload's newest status on a thread of its own. */
  private final class Watcher implements Subscription {
    private final Consumer<WorkloadStatus> sink;
    private final Map<WorkloadId, WorkloadStatus> waiting = new LinkedHashMap<>();
    private final Thread thread = Thread.ofVirtual().name("status").unstarted(this::deliver);

    Watcher(Consumer<WorkloadStatus> sink) {
      this.sink = sink;
    }

    private void deliver() {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          sink.accept(next());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        leave();
      }
    }

    private WorkloadStatus next() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (waiting.isEmpty()) {
          changed.await();
        }
        return Objects.requireNonNull(waiting.remove(waiting.keySet().iterator().next()));
      } finally {
        lock.unlock();
      }
    }

    private void leave() {
      lock.lock();
      try {
        watchers.remove(this);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      leave();
      thread.interrupt();
    }
  }
}
