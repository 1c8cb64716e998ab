package np.local.postgres.keep;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import np.local.postgres.instance.RunningInstance;
import np.model.DatabaseState;
import np.model.ErrorCode;
import np.model.NpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database from what it is to what it should be, one step at a time. */
final class Care {
  private static final Logger LOG = LoggerFactory.getLogger(Care.class);

  /** For whoever waits for a database to run. */
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  private final Keeping keeping;
  private final Runner runner;
  private final DataMaker data;
  private final Failures failures;
  private volatile boolean closed;

  Care(Keeping keeping, Runner runner, DataMaker data) {
    this.keeping = keeping;
    this.runner = runner;
    this.data = data;
    this.failures = new Failures();
  }

  /** Does in the background what a wish or a start of np has left to do. */
  void look(Database database) {
    Thread.ofVirtual().name("database-" + database.wanted().label()).start(() -> pass(database));
  }

  private void pass(Database database) {
    database.work.lock();
    try {
      if (!database.isRemoved()) {
        fulfil(database);
      }
    } catch (IOException | NpException e) {
      failed(database, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      database.work.unlock();
    }
  }

  private void fulfil(Database database) throws IOException, InterruptedException {
    database.making.begin(database.record().epoch());
    runner.settle(database);
    if (database.isTrashed()) {
      runner.stop(database);
      keeping.move(database, DatabaseState.TRASHED, "");
      return;
    }
    boolean made = data.ensure(database) == DataMaker.Outcome.MADE;
    if (made || database.state() == DatabaseState.FAILED) {
      runner.run(database);
    } else if (database.process().isPresent()) {
      runner.provision(database);
    } else {
      keeping.move(database, DatabaseState.SLEEPING, "");
    }
  }

  /**
   * Returns the process once it takes connections.
   *
   * @throws NpException.Unavailable DATABASE_UNAVAILABLE
   */
  RunningInstance wake(Database database) {
    database.waiting.incrementAndGet();
    try {
      while (true) {
        Optional<RunningInstance> running = database.use();
        if (running.isPresent()) {
          return running.get();
        }
        if (!database.work.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
          throw unavailable(database, "it takes long: " + keeping.status(database).why());
        }
        try {
          start(database);
        } finally {
          database.work.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(database, "np node is stopping");
    } finally {
      database.waiting.decrementAndGet();
    }
  }

  /**
   * Waits so long for its data; whether they are there.
   *
   * @throws NpException.Unavailable DATABASE_UNAVAILABLE when they could not be made
   */
  boolean awaitData(Database database, Duration most) {
    try {
      return database.awaitData(most);
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.DATABASE_UNAVAILABLE,
          database.id() + " could not be made: " + e.getMessage(),
          "np db info " + database.id().name(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(database, "np node is stopping");
    }
  }

  private void start(Database database) throws InterruptedException {
    if (database.isRemoved() || database.isTrashed()) {
      throw unavailable(database, keeping.status(database).why());
    }
    Optional<String> early = failures.check(database);
    if (early.isPresent()) {
      throw unavailable(database, early.get());
    }
    try {
      database.making.begin(database.record().epoch());
      runner.settle(database);
      data.ensure(database);
      runner.run(database);
    } catch (IOException | NpException e) {
      failed(database, e);
      throw unavailable(database, keeping.status(database).why());
    }
  }

  /** The same for a person, who does not wait for the end of a pause after a failure. */
  void resume(Database database) {
    failures.forget(database);
    wake(database);
  }

  /** Stops it now, if it runs. */
  void suspend(Database database) {
    database.work.lock();
    try {
      runner.stop(database);
    } catch (IOException e) {
      throw notStopped(database, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      database.work.unlock();
    }
  }

  /** Stops it for good and deletes its data. */
  void remove(Database database) {
    keeping.write(database, DatabaseRecord::removed);
    keeping.board().forget(database.id());
    database.work.lock();
    try {
      runner.stop(database);
      data.delete(database);
      failures.forget(database);
      keeping.remove(database);
    } catch (IOException e) {
      throw notStopped(database, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      database.work.unlock();
    }
  }

  /** From now on nothing is started that nobody asks for. */
  void close() {
    closed = true;
  }

  /** Its process has ended; if nobody has stopped it, it is started again. */
  void ended(Database database, RunningInstance instance) {
    database.work.lock();
    try {
      if (closed || database.process().filter(instance::equals).isEmpty()) {
        return;
      }
      runner.clear(database, instance);
      String why = "it ended unexpectedly: " + instance.lastWords();
      database.ended(DatabaseState.STARTING, why);
      keeping.tell(database);
      Duration pause = failures.note(database, why);
      LOG.warn("database={} state=crashed pause={} why=\"{}\"", database.id(), pause, why);
    } finally {
      database.work.unlock();
    }
    restart(database);
  }

  private void restart(Database database) {
    try {
      failures.pause(database);
      wake(database);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (NpException e) {
      LOG.warn("database={} state=down why=\"{}\"", database.id(), e.getMessage());
    }
  }

  private void failed(Database database, Exception e) {
    String why = oneLine(e.getMessage() == null ? e.toString() : e.getMessage());
    failures.note(database, why);
    LOG.warn("database={} state=failed why=\"{}\"", database.id(), why);
    database.failed(why);
    keeping.tell(database);
  }

  /** Of what a program had to say, the line that says why. */
  private static String oneLine(String text) {
    List<String> lines = text.lines().map(String::strip).filter(each -> !each.isEmpty()).toList();
    return lines.reversed().stream()
        .filter(line -> line.contains("FATAL") || line.contains("error"))
        .findFirst()
        .orElse(lines.isEmpty() ? "it gave no reason" : lines.getLast());
  }

  private static NpException notStopped(Database database, IOException e) {
    return new NpException.Unavailable(
        ErrorCode.INTERNAL,
        database.id() + " cannot be stopped: " + e.getMessage(),
        "try again",
        e);
  }

  private static NpException unavailable(Database database, String why) {
    return new NpException.Unavailable(
        ErrorCode.DATABASE_UNAVAILABLE,
        database.id() + " does not start: " + why,
        "np db info " + database.id().name());
  }
}
