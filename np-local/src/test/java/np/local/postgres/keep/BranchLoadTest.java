package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import np.model.DatabaseState;
import np.model.WantedDatabase;
import np.testkit.LoopVolume;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Branches of a database that is written to all the time, with a ledger that must add up. */
final class BranchLoadTest {
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final int WRITERS = 3;
  private static final int BRANCHES = 4;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aBranchAddsUpAndHasEverythingThatWasAcknowledgedBefore(LoopVolume.Kind kind)
      throws Exception {
    try (LoopVolume volume = LoopVolume.mount(kind, directory, 2000)) {
      TestKeeper keeper = new TestKeeper(volume.path());
      try {
        branchUnderLoad(keeper);
      } finally {
        keeper.close();
      }
    }
  }

  private static void branchUnderLoad(TestKeeper keeper) throws Exception {
    keeper.keeper().apply(SHOP);
    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(
          connection,
          "CREATE TABLE accounts AS SELECT i AS id, 100 AS amount FROM generate_series(1, 500) i",
          "CREATE TABLE ledger (id bigint PRIMARY KEY, filler text)",
          "CREATE TABLE filler AS SELECT i, repeat(md5(i::text), 20) FROM"
              + " generate_series(1, 100000) i");
    }
    long pid = keeper.keeper().observe().getFirst().pid().orElseThrow();
    AtomicLong acknowledged = new AtomicLong();
    CountDownLatch enough = new CountDownLatch(1);
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(keeper.connect(SHOP), acknowledged, enough));
    }
    writers.forEach(writer -> writer.thread.start());
    for (int i = 0; i < BRANCHES; i++) {
      long before = acknowledged.get();
      WantedDatabase branch = TestDatabases.branch("branch" + i, SHOP);
      keeper.keeper().apply(branch);
      check(keeper, branch, before);
    }
    enough.countDown();
    for (Writer writer : writers) {
      writer.thread.join();
      assertThat(writer.failures).as("what the parent's clients saw").isEmpty();
    }
    assertThat(keeper.keeper().observe(List.of(SHOP.id())).getFirst().pid()).contains(pid);
    check(keeper, SHOP, acknowledged.get());
  }

  private static void check(TestKeeper keeper, WantedDatabase wanted, long least)
      throws SQLException {
    try (Connection connection = keeper.connect(wanted)) {
      assertThat(TestKeeper.ask(connection, "SELECT sum(amount) FROM accounts"))
          .containsExactly("50000");
      assertThat(TestKeeper.ask(connection, "SELECT count(*) FROM ledger WHERE id <= " + least))
          .containsExactly("" + least);
      assertThat(
              TestKeeper.ask(
                  connection, "SELECT count(*) FROM filler WHERE md5(i::text) <> left(repeat, 32)"))
          .containsExactly("0");
      TestKeeper.execute(connection, "CREATE TABLE own AS SELECT * FROM ledger LIMIT 10");
    }
    checkPages(keeper, wanted);
  }

  /** Every tuple and every entry of the index, each in its place (amcheck). */
  private static void checkPages(TestKeeper keeper, WantedDatabase wanted) throws SQLException {
    String label = wanted.label().value();
    try (Connection connection = keeper.connect(wanted.id(), label, "np_platform")) {
      TestKeeper.execute(connection, "CREATE EXTENSION IF NOT EXISTS amcheck");
      for (String table : List.of("accounts", "ledger", "filler")) {
        assertThat(TestKeeper.ask(connection, "SELECT msg FROM verify_heapam('" + table + "')"))
            .isEmpty();
      }
      TestKeeper.ask(connection, "SELECT bt_index_parent_check('ledger_pkey', true, true)");
    }
  }

  /** Moves money about, and numbers what was acknowledged without a gap. */
  private static final class Writer {
    private final Connection connection;
    private final AtomicLong acknowledged;
    private final CountDownLatch enough;
    private final List<String> failures = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().unstarted(this::write);

    Writer(Connection connection, AtomicLong acknowledged, CountDownLatch enough) {
      this.connection = connection;
      this.acknowledged = acknowledged;
      this.enough = enough;
    }

    private void write() {
      try (connection;
          PreparedStatement move =
              connection.prepareStatement(
                  "WITH taken AS (UPDATE accounts SET amount = amount - 1 WHERE id = ?)"
                      + " UPDATE accounts SET amount = amount + 1 WHERE id = ?");
          PreparedStatement note =
              connection.prepareStatement("INSERT INTO ledger VALUES (?, repeat('x', 500))")) {
        connection.setAutoCommit(false);
        while (!enough.await(0, TimeUnit.MILLISECONDS)) {
          transfer(move, note);
        }
      } catch (SQLException | InterruptedException e) {
        failures.add(e.toString());
      }
    }

    /** One at a time, so that the numbers have no gap. */
    private void transfer(PreparedStatement move, PreparedStatement note) throws SQLException {
      synchronized (acknowledged) {
        long number = acknowledged.get() + 1;
        move.setLong(1, number % 250 + 1);
        move.setLong(2, number % 249 + 251);
        move.execute();
        note.setLong(1, number);
        note.execute();
        connection.commit();
        acknowledged.set(number);
      }
    }
  }

  @Test
  void whoeverWakesTheParentGoesFirst() throws Exception {
    TestKeeper keeper = new TestKeeper(directory);
    try {
      keeper.keeper().apply(SHOP);
      try (Connection connection = keeper.connect(SHOP)) {
        TestKeeper.execute(
            connection,
            "CREATE TABLE filler AS SELECT i, repeat(md5(i::text), 20) FROM"
                + " generate_series(1, 300000) i");
      }
      keeper.keeper().suspend(SHOP.id());
      WantedDatabase branch = TestDatabases.branch("preview", SHOP);
      keeper.keeper().apply(branch);
      keeper.keeper().resume(SHOP.id());

      try (Connection parent = keeper.connect(SHOP);
          Connection child = keeper.connect(branch)) {
        assertThat(TestKeeper.ask(parent, "SELECT count(*) FROM filler")).containsExactly("300000");
        assertThat(TestKeeper.ask(child, "SELECT count(*) FROM filler")).containsExactly("300000");
      }
      assertThat(keeper.keeper().observe()).allMatch(each -> each.state() == DatabaseState.RUNNING);
    } finally {
      keeper.close();
    }
  }
}
