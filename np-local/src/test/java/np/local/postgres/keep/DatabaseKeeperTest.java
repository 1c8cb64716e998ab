package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import np.model.DatabaseId;
import np.spi.DatabaseEngine;
import np.testkit.DatabaseEngineContract;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with real instances. */
final class DatabaseKeeperTest extends DatabaseEngineContract {
  @TempDir Path home;
  private TestKeeper keeper;

  @BeforeEach
  void open() throws IOException {
    keeper = new TestKeeper(home);
  }

  @AfterEach
  void close() {
    keeper.close();
  }

  @Override
  protected DatabaseEngine engine() {
    return keeper.keeper();
  }

  @Override
  protected void write(DatabaseId id, String note) {
    try (Connection connection = connect(id)) {
      TestKeeper.execute(
          connection,
          "CREATE TABLE IF NOT EXISTS notes (n int GENERATED ALWAYS AS IDENTITY, text text)",
          "INSERT INTO notes (text) VALUES ('" + note + "')");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected List<String> notes(DatabaseId id) {
    try (Connection connection = connect(id)) {
      boolean empty =
          TestKeeper.ask(connection, "SELECT to_regclass('public.notes')").contains(null);
      return empty ? List.of() : TestKeeper.ask(connection, "SELECT text FROM notes ORDER BY n");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect(DatabaseId id) throws SQLException {
    return keeper.connect(TestDatabases.empty(id.name().value()));
  }
}
