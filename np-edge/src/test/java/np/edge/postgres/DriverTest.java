package np.edge.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** What sessions can do, in clear and by TLS. */
final class DriverTest {
  private static final String LABEL = "shop-x7";
  private static GatewayFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    fixture = new GatewayFixture();
    fixture.database(LABEL);
  }

  @AfterAll
  static void stop() throws IOException {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void copiesInAndOut(String tls) throws SQLException, IOException {
    byte[] rows = new byte[5_000_000];
    new Random(7).nextBytes(rows);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i % 100 == 99 ? (byte) '\n' : (byte) ('a' + (rows[i] & 15));
    }
    try (Connection connection = fixture.connect(LABEL, "sslmode=" + tls)) {
      execute(connection, "CREATE TEMP TABLE t (line text)");
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      assertThat(copy.copyIn("COPY t FROM STDIN", new ByteArrayInputStream(rows)))
          .isEqualTo(50_000);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      copy.copyOut("COPY t TO STDOUT", out);
      assertThat(out.toByteArray()).isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void notifies(String tls) throws SQLException {
    try (Connection listener = fixture.connect(LABEL, "sslmode=" + tls);
        Connection notifier = fixture.connect(LABEL, "sslmode=" + tls)) {
      execute(listener, "LISTEN news");
      execute(notifier, "NOTIFY news, 'hello'");
      PGNotification[] news = listener.unwrap(PGConnection.class).getNotifications(10_000);
      assertThat(requireNonNull(news)).hasSize(1);
      assertThat(news[0].getParameter()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void fetchesByCursorAndPreparedStatement(String tls) throws SQLException {
    try (Connection connection = fixture.connect(LABEL, "sslmode=" + tls, "prepareThreshold=1")) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
          connection.prepareStatement("SELECT g FROM generate_series(1, ?) g")) {
        statement.setFetchSize(100);
        for (int round = 0; round < 3; round++) {
          statement.setInt(1, 10_000);
          long sum = 0;
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              sum += rows.getInt(1);
            }
          }
          assertThat(sum).isEqualTo(50_005_000);
        }
      }
      connection.commit();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void keepsLargeObjects(String tls) throws SQLException, IOException {
    byte[] content = new byte[3_000_000];
    new Random(3).nextBytes(content);
    try (Connection connection = fixture.connect(LABEL, "sslmode=" + tls)) {
      connection.setAutoCommit(false);
      LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
      long id = objects.createLO();
      try (LargeObject object = objects.open(id, LargeObjectManager.WRITE);
          OutputStream out = object.getOutputStream()) {
        out.write(content);
      }
      try (LargeObject object = objects.open(id, LargeObjectManager.READ);
          InputStream in = object.getInputStream()) {
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
      connection.commit();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void sendsBatches(String tls) throws SQLException {
    try (Connection connection = fixture.connect(LABEL, "sslmode=" + tls)) {
      execute(connection, "CREATE TEMP TABLE n (i int)");
      try (PreparedStatement statement = connection.prepareStatement("INSERT INTO n VALUES (?)")) {
        for (int i = 0; i < 20_000; i++) {
          statement.setInt(1, i);
          statement.addBatch();
        }
        assertThat(statement.executeBatch()).hasSize(20_000);
      }
      assertThat(answer(connection, "SELECT count(*) FROM n")).isEqualTo("20000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void goesOnAfterAnError(String tls) throws SQLException {
    try (Connection connection = fixture.connect(LABEL, "sslmode=" + tls)) {
      assertThat(
              catchThrowableOfType(SQLException.class, () -> execute(connection, "SELECT 1/0"))
                  .getSQLState())
          .isEqualTo("22012");
      assertThat(answer(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void passesBigValues(String tls) throws SQLException {
    try (Connection connection = fixture.connect(LABEL, "sslmode=" + tls);
        PreparedStatement statement = connection.prepareStatement("SELECT ? || 'x'")) {
      String big = "0123456789".repeat(1_000_000);
      statement.setString(1, big);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        assertThat(rows.getString(1).equals(big + "x")).isTrue();
      }
      assertThat(answer(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String answer(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
