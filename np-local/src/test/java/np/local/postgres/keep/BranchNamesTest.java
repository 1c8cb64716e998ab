package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import np.model.WantedDatabase;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What database and owner are called in a branch, whatever became of the parent's. */
final class BranchNamesTest {
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final WantedDatabase TRY = TestDatabases.branch("try", SHOP);

  @TempDir Path directory;
  private TestKeeper keeper;

  @BeforeEach
  void open() throws Exception {
    keeper = new TestKeeper(directory);
    keeper.keeper().apply(SHOP);
    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(connection, "CREATE TABLE kept AS SELECT 7 AS n");
    }
  }

  @AfterEach
  void close() {
    keeper.close();
  }

  @Test
  void theyAreItsOwn() throws Exception {
    keeper.keeper().apply(TRY);
    try (Connection connection = keeper.connect(TRY)) {
      assertThat(
              TestKeeper.ask(
                  connection, "SELECT current_database() || ' ' || current_user FROM kept"))
          .containsExactly(label(TRY) + " " + label(TRY));
      assertThat(TestKeeper.ask(connection, "SELECT datname FROM pg_database ORDER BY datname"))
          .containsExactly("postgres", "template0", "template1", label(TRY));
    }
  }

  @Test
  void settingsOfTheParentDoNotKeepNpOut() throws Exception {
    inMaintenance("ALTER DATABASE %s SET idle_session_timeout = 1");
    inMaintenance("ALTER DATABASE %s SET session_authorization = '" + label(SHOP) + "'");
    keeper.keeper().apply(TRY);
    inMaintenance(TRY, "ALTER DATABASE %s RESET ALL");
    try (Connection connection = keeper.connect(TRY)) {
      assertThat(TestKeeper.ask(connection, "SELECT n FROM kept")).containsExactly("7");
    }
  }

  @Test
  void aParentThatLetsNobodyInCanBeBranched() throws Exception {
    inMaintenance("ALTER DATABASE %s ALLOW_CONNECTIONS false");
    keeper.keeper().apply(TRY);
    inMaintenance(TRY, "ALTER DATABASE %s ALLOW_CONNECTIONS true");
    try (Connection connection = keeper.connect(TRY)) {
      assertThat(TestKeeper.ask(connection, "SELECT n FROM kept")).containsExactly("7");
    }
  }

  @Test
  void oneWhoseParentWasDroppedInsideIsEmpty() throws Exception {
    inMaintenance("DROP DATABASE %s");
    keeper.keeper().apply(TRY);
    try (Connection connection = keeper.connect(TRY)) {
      assertThat(TestKeeper.ask(connection, "SELECT current_database()"))
          .containsExactly(label(TRY));
      assertThat(TestKeeper.ask(connection, "SELECT to_regclass('kept') IS NULL"))
          .containsExactly("t");
    }
  }

  private void inMaintenance(String statement) throws Exception {
    inMaintenance(SHOP, statement);
  }

  private void inMaintenance(WantedDatabase wanted, String statement) throws Exception {
    String owner = label(wanted);
    try (Connection connection = keeper.connect(wanted.id(), "postgres", owner)) {
      TestKeeper.execute(connection, statement.formatted("\"" + owner + "\""));
    }
  }

  private static String label(WantedDatabase wanted) {
    return wanted.label().value();
  }
}
