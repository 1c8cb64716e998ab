package np.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import np.model.ErrorCode;
import np.model.NpException;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigrationsTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @Test
  void newestIsTheNumberOfTheNewestFile() throws Exception {
    URI folder = Migrations.class.getResource("migrations").toURI();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      int newest =
          files
              .map(file -> file.getFileName().toString())
              .map(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
              .max(Comparator.naturalOrder())
              .orElseThrow();
      assertThat(Migrations.NEWEST).isEqualTo(String.valueOf(newest));
    }
  }

  @Test
  void runningAgainChangesNothing() throws Exception {
    DataSource database = POSTGRES.another();
    new Migrations(database).run();
    execute(database, "INSERT INTO tenants VALUES ('kept', now())");

    new Migrations(database).run();

    execute(database, "DELETE FROM tenants WHERE name = 'kept' RETURNING 1 / 1");
  }

  @Test
  void aDatabaseOfANewerNpIsRefusedAndNotTouched() throws Exception {
    DataSource database = POSTGRES.another();
    new Migrations(database).run();
    execute(
        database,
        """
        INSERT INTO flyway_schema_history
        SELECT 1000, '1000', 'from the future', type, 'V1000__x.sql', 1, installed_by, now(), 1, true
        FROM flyway_schema_history LIMIT 1
        """);

    assertThatThrownBy(() -> new Migrations(database).run())
        .isInstanceOfSatisfying(
            NpException.Unavailable.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.START_FAILED));
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
