package np.server.audit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import np.model.TenantName;

/** Wakes those who wait for a tenant's next event. */
final class AuditWatch {
  private final Map<TenantName, Set<Semaphore>> watchers = new ConcurrentHashMap<>();

  /** Begins to watch; from now on no change is missed. The caller closes it. */
  Watcher watch(TenantName tenant) {
    Semaphore bell = new Semaphore(0);
    watchers.compute(
        tenant,
        (key, old) -> {
          Set<Semaphore> bells = old == null ? ConcurrentHashMap.newKeySet() : old;
          bells.add(bell);
          return bells;
        });
    return new Watcher(tenant, bell);
  }

  void changed(TenantName tenant) {
    watchers.getOrDefault(tenant, Set.of()).forEach(Semaphore::release);
  }

  /** One who waits. */
  final class Watcher implements AutoCloseable {
    private final TenantName tenant;
    private final Semaphore bell;

    private Watcher(TenantName tenant, Semaphore bell) {
      this.tenant = tenant;
      this.bell = bell;
    }

    /** Returns when something has changed since the last call. */
    void await() throws InterruptedException {
      bell.acquire();
      bell.drainPermits();
    }

    @Override
    public void close() {
      watchers.computeIfPresent(
          tenant,
          (key, bells) -> {
            bells.remove(bell);
            return bells.isEmpty() ? null : bells;
          });
    }
  }
}
