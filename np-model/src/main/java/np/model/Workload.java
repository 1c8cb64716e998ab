package np.model;

import java.util.Optional;

/**
 * What an engine must run: so many copies of one task. Everything in it can be said to Nomad too.
 */
public sealed interface Workload {
  WorkloadId id();

  /** How many instances are wanted, 0 to 1000; 0 is a stopped workload. */
  int count();

  Task task();

  StopPolicy stop();

  UpdatePolicy update();

  /**
   * Raised to replace every instance although nothing else changed ({@code np restart}).
   *
   * @return not negative
   */
  int revision();

  /** The same workload with another count. */
  Workload withCount(int count);

  /**
   * Identifies what an instance was started from: equal fingerprints need no restart. Count, update
   * and stop policy and health check are not in it (Nomad updates these in place as well).
   */
  default Digest fingerprint() {
    return Fingerprint.of(this);
  }

  /**
   * Listens on a port and is reached through routes.
   *
   * @param health gates its traffic
   */
  record Service(
      WorkloadId id,
      int count,
      Task task,
      Port port,
      HealthCheck health,
      StopPolicy stop,
      UpdatePolicy update,
      int revision)
      implements Workload {
    public Service {
      checkCount(count);
    }

    @Override
    public Service withCount(int wanted) {
      return new Service(id, wanted, task, port, health, stop, update, revision);
    }
  }

  /**
   * Listens on nothing: queues, timers.
   *
   * @param health a command probe, or empty: healthy when it has run for a while without exiting
   */
  record Worker(
      WorkloadId id,
      int count,
      Task task,
      Optional<HealthCheck> health,
      StopPolicy stop,
      UpdatePolicy update,
      int revision)
      implements Workload {
    public Worker {
      checkCount(count);
    }

    @Override
    public Worker withCount(int wanted) {
      return new Worker(id, wanted, task, health, stop, update, revision);
    }
  }

  private static void checkCount(int count) {
    if (count < 0 || count > 1000) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "scale " + count + " is out of range", "write 0 to 1000");
    }
  }
}
