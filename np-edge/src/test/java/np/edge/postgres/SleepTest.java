package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.edge.postgres.PostgresSocket.Message;
import np.edge.postgres.metric.GatewayMetrics;
import np.edge.postgres.metric.GatewayMetrics.Event;
import np.model.DatabaseRoute;
import np.model.ErrorCode;
import np.model.NpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that sleep while their clients stay connected. */
final class SleepTest {
  private static final String LABEL = "shop-x7";
  private GatewayFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new GatewayFixture();
    fixture.database(LABEL);
    fixture.route(LABEL, Optional.of(Duration.ofMillis(300)));
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  /** As a node does it: an instance without sessions is stopped. */
  private void fallAsleep() {
    await().until(() -> reported(0));
    fixture.instance().stop();
  }

  private boolean reported(int sessions) {
    return fixture
        .catalog()
        .lastReport(GatewayFixture.id(LABEL))
        .filter(report -> report.sessions() == sessions)
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void anIdleSessionGoesOnWhereItWas(String tls) throws SQLException {
    try (Connection connection =
        fixture.connect(LABEL, "sslmode=" + tls, "prepareThreshold=1", "ApplicationName=test")) {
      DriverTest.execute(connection, "CREATE TABLE t (id int PRIMARY KEY, name text)");
      DriverTest.execute(connection, "INSERT INTO t VALUES (1, 'one'), (2, 'two')");
      DriverTest.execute(connection, "CREATE SCHEMA \"It's \\ odd\"");
      DriverTest.execute(connection, "SET search_path TO \"It's \\ odd\", public");
      DriverTest.execute(connection, "SET statement_timeout TO '77s'");
      DriverTest.execute(connection, "SET app.tenant TO 'ac''me \\ ü'");
      DriverTest.execute(connection, "SELECT set_config('app.user', 'bob', false)");
      DriverTest.execute(connection, "SET TIME ZONE 'Asia/Tokyo'");
      DriverTest.execute(connection, "PREPARE byhand (int) AS SELECT name FROM t WHERE id = $1");
      try (PreparedStatement statement =
          connection.prepareStatement("SELECT name FROM t WHERE id = ?")) {
        assertThat(name(statement, 1)).isEqualTo("one");
        String process = DriverTest.answer(connection, "SELECT pg_backend_pid()");
        for (int round = 0; round < 3; round++) {
          fallAsleep();
          assertThat(name(statement, 2)).isEqualTo("two");
          assertThat(state(connection))
              .isEqualTo("\"It's \\ odd\", public|77s|ac'me \\ ü|bob|Asia/Tokyo|test|two");
          String now = DriverTest.answer(connection, "SELECT pg_backend_pid()");
          assertThat(now).isNotEqualTo(process);
          process = now;
        }
      }
    }
    assertThat(fixture.gateway().metrics().total(Event.RESUMED)).isEqualTo(3);
  }

  private static String name(PreparedStatement statement, int id) throws SQLException {
    statement.setInt(1, id);
    try (ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static String state(Connection connection) throws SQLException {
    StringBuilder all = new StringBuilder();
    for (String setting :
        List.of(
            "search_path",
            "statement_timeout",
            "app.tenant",
            "app.user",
            "TimeZone",
            "application_name")) {
      all.append(DriverTest.answer(connection, "SELECT current_setting('" + setting + "')"))
          .append('|');
    }
    return all + DriverTest.answer(connection, "EXECUTE byhand(2)");
  }

  /** What is set by functions that the database itself has. */
  @Test
  void settingsThatFunctionsMakeAreKept() throws SQLException {
    try (Connection connection = fixture.connect(LABEL)) {
      DriverTest.execute(
          connection,
          """
          CREATE FUNCTION login(who text) RETURNS void LANGUAGE plpgsql AS
          $$BEGIN PERFORM set_config('app.who', who, false); SET app.how TO 'well'; END$$""");
      DriverTest.execute(connection, "SELECT login('eve')");
      fallAsleep();
      assertThat(DriverTest.answer(connection, "SHOW app.who")).isEqualTo("eve");
      assertThat(DriverTest.answer(connection, "SHOW app.how")).isEqualTo("well");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LISTEN news",
        "CREATE TEMP TABLE t (i int)",
        "SELECT pg_advisory_lock(7)",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
        "SELECT set_config('app.' || 'x', 'y', false)"
      })
  void aSessionThatCannotBeMadeAgainStays(String sql) throws SQLException {
    try (Connection connection = fixture.connect(LABEL)) {
      DriverTest.execute(connection, sql);
      String process = DriverTest.answer(connection, "SELECT pg_backend_pid()");
      await().until(() -> fixture.gateway().metrics().total(Event.KEPT_AWAKE) > 1);
      assertThat(DriverTest.answer(connection, "SELECT pg_backend_pid()")).isEqualTo(process);
      assertThat(fixture.gateway().metrics().total(Event.HIBERNATED)).isZero();
    }
  }

  @Test
  void anOpenTransactionKeepsTheDatabaseAwake() throws SQLException {
    try (Connection open = fixture.connect(LABEL);
        Connection other = fixture.connect(LABEL);
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("SELECT 1");
      for (int i = 0; i < 5; i++) {
        DriverTest.execute(other, "SELECT pg_sleep(0.2)");
      }
      assertThat(fixture.gateway().metrics().total(Event.HIBERNATED)).isZero();
      open.commit();
    }
  }

  @Test
  void aPingWakesNobody() throws SQLException {
    try (Connection connection = fixture.connect(LABEL, "prepareThreshold=1")) {
      for (int i = 0; i < 10; i++) {
        assertThat(connection.isValid(5)).isTrue();
      }
      fallAsleep();
      int wakes = fixture.catalog().wakes();
      for (int i = 0; i < 10; i++) {
        assertThat(connection.isValid(5)).isTrue();
      }
      assertThat(fixture.catalog().wakes()).isEqualTo(wakes);
      assertThat(DriverTest.answer(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  /** Pings alone are no use of a database. */
  @Test
  void aDatabaseThatIsOnlyPingedFallsAsleep() throws SQLException {
    try (Connection connection = fixture.connect(LABEL)) {
      await().pollInterval(Duration.ofMillis(20)).until(() -> connection.isValid(5) && reported(0));
    }
  }

  @Test
  void anIdlePoolNeitherKeepsADatabaseAwakeNorSeesAnError() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(fixture.url(LABEL, "sslmode=require"));
    config.setUsername(LABEL);
    config.setPassword(GatewayFixture.PASSWORD);
    config.setMaximumPoolSize(3);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      List<Connection> taken = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        taken.add(pool.getConnection());
      }
      for (Connection each : taken) {
        assertThat(DriverTest.answer(each, "SELECT 1")).isEqualTo("1");
        each.close();
      }
      for (int round = 0; round < 3; round++) {
        fallAsleep();
        try (Connection connection = pool.getConnection()) {
          assertThat(DriverTest.answer(connection, "SELECT 1")).isEqualTo("1");
        }
      }
    }
    assertThat(fixture.gateway().metrics().total(Event.HIBERNATED)).isGreaterThanOrEqualTo(5);
  }

  @Test
  void aSleepingSessionCanBeCut() throws IOException {
    try (PostgresSocket client = asleep()) {
      DatabaseRoute now = fixture.catalog().route(GatewayFixture.id(LABEL));
      fixture.put(
          new DatabaseRoute(
              now.id(),
              fixture.nextGeneration(),
              now.label(),
              Map.of(),
              now.mostSessions(),
              now.sleep(),
              now.closed()));
      assertThat(client.message().field('C')).isEqualTo("57P01");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void aSleepingClientLeavesWithoutAWake() throws IOException {
    try (PostgresSocket client = asleep()) {
      int wakes = fixture.catalog().wakes();
      client.send(new byte[] {'X', 0, 0, 0, 4});
      assertThat(client.isClosed()).isTrue();
      assertThat(fixture.catalog().wakes()).isEqualTo(wakes);
    }
    await().until(() -> fixture.gateway().connections().open() == 0);
  }

  @Test
  void aWakeThatFailsIsExplained() throws IOException {
    try (PostgresSocket client = asleep()) {
      fixture
          .catalog()
          .wakeBy(
              id -> {
                throw new NpException.Unavailable(
                    ErrorCode.DATABASE_UNAVAILABLE, "the disk is full", "see: df -h");
              });
      Message error = client.query("SELECT 1").message();
      assertThat(error.field('C')).isEqualTo("57P03");
      assertThat(error.field('M')).isEqualTo("the disk is full");
    }
  }

  /** Bytes that come in pieces wake the database once it is clear that they are no ping. */
  @Test
  void aQueryInPiecesIsAnswered() throws IOException {
    try (PostgresSocket client = asleep()) {
      byte[] query = {'Q', 0, 0, 0, 13, 'S', 'E', 'L', 'E', 'C', 'T', ' ', '1', 0};
      for (byte each : query) {
        client.send(new byte[] {each});
      }
      assertThat(client.await('D').type()).isEqualTo('D');
      assertThat(client.await('Z').type()).isEqualTo('Z');
    }
  }

  private PostgresSocket asleep() throws IOException {
    PostgresSocket client = fixture.socket();
    assertThat(client.login(LABEL, GatewayFixture.PASSWORD).type()).isEqualTo('Z');
    fallAsleep();
    return client;
  }

  /** However often a session is about to sleep, no query is lost, doubled or mixed up. */
  @Test
  @Timeout(120)
  void queriesAndSleepMayCross() throws SQLException {
    fixture.route(LABEL, Optional.of(Duration.ofNanos(1)));
    try (Connection connection = fixture.connect(LABEL, "prepareThreshold=1");
        PreparedStatement statement = connection.prepareStatement("SELECT ?::int + 1")) {
      GatewayMetrics counts = fixture.gateway().metrics();
      for (int i = 0; i < 2_000 || counts.total(Event.HIBERNATED) < 3; i++) {
        statement.setInt(1, i);
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          assertThat(rows.getInt(1)).isEqualTo(i + 1);
        }
      }
    }
  }

  @Test
  void aRoleThatWasTakenIsKept() throws SQLException {
    fixture.instance().sql("postgres", "CREATE ROLE clerk", "GRANT clerk TO \"" + LABEL + "\"");
    try (Connection connection = fixture.connect(LABEL)) {
      DriverTest.execute(connection, "SET ROLE clerk");
      fallAsleep();
      assertThat(DriverTest.answer(connection, "SELECT current_user")).isEqualTo("clerk");
      fixture.instance().sql("postgres", "REVOKE clerk FROM \"" + LABEL + "\"");
      fallAsleep();
      SQLException lost =
          catchThrowableOfType(
              SQLException.class, () -> DriverTest.answer(connection, "SELECT current_user"));
      assertThat(lost.getSQLState()).isEqualTo("57P01");
    }
  }
}
