package np.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import np.model.DatabaseId;
import np.model.DatabaseState;
import np.model.DatabaseStatus;
import np.model.WantedDatabase;
import np.spi.DatabaseEngine;

/** An engine of databases under test, and what its tests do again and again. */
public abstract class DatabaseEngineHarness {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The engine under test, new and empty for each test; whoever makes it closes it. */
  protected abstract DatabaseEngine engine();

  /** Writes a note into a database as its owner would, which wakes it. */
  protected abstract void write(DatabaseId id, String note);

  /** The notes in a database in the order in which they were written, which wakes it. */
  protected abstract List<String> notes(DatabaseId id);

  /** Asks for it and waits until it runs as wanted. */
  protected final DatabaseStatus make(WantedDatabase wanted) {
    engine().apply(wanted);
    return awaitFulfilled(wanted, DatabaseState.RUNNING);
  }

  /** Waits until a wish is fulfilled and the database is in this state. */
  protected final DatabaseStatus awaitFulfilled(WantedDatabase wanted, DatabaseState state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(status(wanted.id()))
                    .as("%s %s", wanted.id(), status(wanted.id()))
                    .matches(each -> each.generation() == wanted.generation())
                    .matches(each -> each.state() == state));
    return status(wanted.id());
  }

  protected final DatabaseStatus status(DatabaseId id) {
    List<DatabaseStatus> found = engine().observe(List.of(id));
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
