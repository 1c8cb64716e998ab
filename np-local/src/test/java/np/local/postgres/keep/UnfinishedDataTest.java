package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.model.DatabaseState;
import np.model.WantedDatabase;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that np had put in their place when it died, before anybody was let in. */
final class UnfinishedDataTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final WantedDatabase TRY = TestDatabases.branch("try", SHOP);
  private static final WantedDatabase SECOND = TestDatabases.branch("second", TRY);

  @TempDir Path directory;

  @Test
  void theyAreMadeAnewAtOnceAndNotWhenSomebodyComes() throws Exception {
    try (TestKeeper keeper = new TestKeeper(directory)) {
      prepare(keeper);

      await().atMost(LONG).until(() -> state(keeper, TRY) == DatabaseState.RUNNING);

      assertThat(kept(keeper, TRY)).containsExactly("7");
    }
  }

  @Test
  void aBranchOfThemWaitsForThem() throws Exception {
    try (TestKeeper keeper = new TestKeeper(directory)) {
      prepare(keeper);

      keeper.keeper().apply(SECOND);

      assertThat(kept(keeper, SECOND)).containsExactly("7");
    }
  }

  private static void prepare(TestKeeper keeper) throws Exception {
    keeper.keeper().apply(SHOP);
    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(connection, "CREATE TABLE kept AS SELECT 7 AS n");
    }
    keeper.keeper().apply(TRY);
    try (Connection connection = keeper.connect(TRY)) {
      TestKeeper.execute(connection, "DROP TABLE kept"); // to see that it is made anew
    }
    keeper.keeper().suspend(TRY.id());
    keeper.stopWatching();
    forgetThatItIsDone(keeper);
    keeper.reopen();
  }

  private static void forgetThatItIsDone(TestKeeper keeper) {
    RecordStore records = new RecordStore(new Places(keeper.layout()));
    RecordStore.Stored stored = records.load(TRY.id()).orElseThrow();
    DatabaseRecord record = stored.record();
    records.save(
        new RecordStore.Stored(
            new DatabaseRecord(
                record.wanted(),
                Optional.empty(),
                record.logins(),
                record.lastActive(),
                record.size(),
                record.stage()),
            stored.generation() + 1));
  }

  private static DatabaseState state(TestKeeper keeper, WantedDatabase wanted) {
    return keeper.keeper().observe(List.of(wanted.id())).getFirst().state();
  }

  private static List<String> kept(TestKeeper keeper, WantedDatabase wanted) throws Exception {
    try (Connection connection = keeper.connect(wanted)) {
      return TestKeeper.ask(connection, "SELECT n FROM kept");
    }
  }
}
