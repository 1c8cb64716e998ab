package np.local.postgres.keep;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import np.local.postgres.instance.InstanceLog;
import np.local.postgres.instance.Provisioning;
import np.local.postgres.instance.RunningInstance;
import np.model.DatabaseState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after each running instance, in a thread of its own that sleeps: lets the instance sleep
 * when nobody has used it for long enough, and keeps its log short. Those that do not run cost
 * nothing.
 */
final class IdleWatch {
  private static final Logger LOG = LoggerFactory.getLogger(IdleWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

  /** Thousands of files have to be looked at. */
  private static final Duration MEASURE_EVERY = Duration.ofMinutes(5);

  private final Runner runner;
  private volatile boolean closed;

  IdleWatch(Runner runner) {
    this.runner = runner;
  }

  /** Returns when it has ended. */
  void attend(Database database, RunningInstance instance) throws InterruptedException {
    while (!instance.awaitEnd(pause(database)) && !closed) {
      if (database.patience().filter(left -> !left.isPositive()).isPresent()) {
        suspend(database, instance);
      }
      rotate(instance);
      measure(database, instance, MEASURE_EVERY);
    }
  }

  /** Nobody is stopped any more. */
  void close() {
    closed = true;
  }

  private static Duration pause(Database database) {
    Duration left = database.patience().orElse(LOOK_EVERY);
    return left.compareTo(LOOK_EVERY) > 0 ? LOOK_EVERY : left;
  }

  /** Unless somebody works on it, or something inside speaks against it. */
  private void suspend(Database database, RunningInstance instance) throws InterruptedException {
    if (!database.work.tryLock()) {
      database.activity.touch();
      return;
    }
    try {
      if (database.process().filter(instance::equals).isPresent() && !isBusy(database, instance)) {
        runner.readLogins(database);
        if (database.retire()) {
          runner.stop(database);
        }
      }
    } catch (IOException e) {
      LOG.warn("database={} state=not-stopped: {}", database.id(), e.toString());
    } finally {
      database.work.unlock();
    }
  }

  private static boolean isBusy(Database database, RunningInstance instance) {
    if (database.state() != DatabaseState.RUNNING) {
      return true;
    }
    Optional<String> obstacle;
    try (Provisioning inside = Provisioning.open(instance.place().socket())) {
      obstacle = inside.obstacle();
    } catch (IOException e) {
      obstacle = Optional.of("it does not answer: " + e.getMessage());
    }
    obstacle.ifPresent(
        why -> {
          LOG.debug("database={} state=awake why=\"{}\"", database.id(), why);
          database.activity.touch();
        });
    return obstacle.isPresent();
  }

  /** Looks how large it is if that was not done lately. */
  void measure(Database database, RunningInstance instance, Duration longest) {
    if (!database.hasOldSize(longest)) {
      return;
    }
    try {
      runner.measure(database, instance);
    } catch (IOException e) {
      LOG.warn("database={} state=not-measured: {}", database.id(), e.toString());
    }
  }

  private static void rotate(RunningInstance instance) {
    try {
      new InstanceLog(instance.place().log()).rotate();
    } catch (IOException e) {
      LOG.warn("log={} state=not-rotated: {}", instance.place().log(), e.toString());
    }
  }
}
