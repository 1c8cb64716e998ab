package np.local.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import np.model.Endpoint;
import np.model.Endpoints;
import np.model.InstanceId;
import np.model.WorkloadId;
import np.spi.Catalog;

/**
 * The node's own catalog: says which instances may get requests and remembers which edge may still
 * have requests in flight to which instance.
 *
 * <p>An instance is drained when no edge uses it. An edge uses an instance from the moment it is
 * told about it until it says {@code drained}. An edge that goes away is given a short while to
 * come back and say what it still uses, because its connection may have broken and not itself.
 */
public final class NodeCatalog implements Catalog {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<WorkloadId, Endpoints> current = new LinkedHashMap<>();
  private final Set<EdgeSubscription> edges = new LinkedHashSet<>();
  private final List<Absence> absences = new ArrayList<>();
  private final Duration linger;

  /** What an edge used when it went away; believed until it is over. */
  private record Absence(Set<InstanceId> used, long untilNanos) {}

  /**
   * @param linger how long an edge that went away is waited for
   */
  public NodeCatalog(Duration linger) {
    this.linger = linger;
  }

  /** Makes these the endpoints of their workload; nothing happens when they are already. */
  public void publish(Endpoints endpoints) {
    locked(
        () -> {
          if (!endpoints.equals(current.put(endpoints.workload(), endpoints))) {
            edges.forEach(edge -> edge.offer(endpoints));
          }
        });
  }

  /** Withdraws a workload that exists no more. */
  public void forget(WorkloadId workload) {
    publish(new Endpoints(workload, List.of()));
    locked(() -> current.remove(workload));
  }

  /** Every workload that has been published and not forgotten. */
  public List<WorkloadId> workloads() {
    lock.lock();
    try {
      return List.copyOf(current.keySet());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Treats instances as used for a while although no edge is there yet: after the node's own
   * restart, until the edges are back.
   */
  public void expect(Collection<InstanceId> used) {
    locked(() -> absences.add(absence(used)));
  }

  /**
   * Waits until no edge uses an instance that was withdrawn.
   *
   * @return false when {@code most} has passed before
   */
  public boolean awaitDrained(InstanceId instance, Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    lock.lock();
    try {
      while (isUsed(instance)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        changed.awaitNanos(Math.min(left, linger.toNanos() + 1));
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public EdgeSubscription watch(Consumer<Endpoints> sink) {
    return watch(List.of(), sink);
  }

  /**
   * As {@link Catalog#watch}, for an edge that was connected before.
   *
   * @param used the instances to which it may still have requests in flight
   */
  public EdgeSubscription watch(Collection<InstanceId> used, Consumer<Endpoints> sink) {
    EdgeSubscription edge = new EdgeSubscription(this, used, sink);
    locked(
        () -> {
          current.values().forEach(edge::offer);
          edges.add(edge);
        });
    edge.start();
    return edge;
  }

  /** For every edge at once; over a link each edge speaks for itself. */
  @Override
  public void drained(InstanceId instance) {
    locked(() -> edges.forEach(edge -> edge.release(instance)));
  }

  void drained(EdgeSubscription edge, InstanceId instance) {
    locked(() -> edge.release(instance));
  }

  /** The next endpoints for an edge, which uses them from now on. */
  Endpoints next(EdgeSubscription edge) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Endpoints next = edge.poll();
      while (next == null) {
        changed.await();
        next = edge.poll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  void leave(EdgeSubscription edge) {
    locked(
        () -> {
          if (edges.remove(edge)) {
            absences.add(absence(edge.used()));
          }
        });
  }

  private Absence absence(Collection<InstanceId> used) {
    return new Absence(Set.copyOf(used), System.nanoTime() + linger.toNanos());
  }

  private boolean isUsed(InstanceId instance) {
    long now = System.nanoTime();
    absences.removeIf(absence -> absence.untilNanos() - now <= 0);
    return absences.stream().anyMatch(absence -> absence.used().contains(instance))
        || edges.stream().anyMatch(edge -> edge.uses(instance));
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  static boolean contains(Endpoints endpoints, InstanceId instance) {
    return endpoints.serving().stream().map(Endpoint::instance).anyMatch(instance::equals);
  }
}
