package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import np.edge.postgres.PostgresSocket.Message;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.proxy.TrustedProxies;
import np.model.DatabaseRoute;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** The pooled address: many clients, few sessions. */
final class PoolTest {
  private static final String LABEL = "shop-x7";
  private static final String POOLED = LABEL + "-pooler";
  private GatewayFixture fixture;

  @BeforeEach
  void start() throws IOException {
    GatewayLimits usual = GatewayLimits.defaults();
    fixture =
        new GatewayFixture(
            new GatewayLimits(
                usual.firstByte(),
                usual.startup(),
                usual.authentication(),
                usual.wake(),
                Duration.ofSeconds(2),
                usual.farewell(),
                usual.connections(),
                usual.connectionsPerAddress(),
                usual.attemptsPerSecond(),
                usual.waiting()),
            TrustedProxies.NONE);
    fixture.database(LABEL);
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  private Connection connect(String... parameters) throws SQLException {
    return fixture.connectTo(POOLED, LABEL, parameters);
  }

  private int sessions() throws SQLException {
    try (Connection admin = fixture.instance().admin("postgres")) {
      return Integer.parseInt(
          DriverTest.answer(
              admin, "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + LABEL + "'"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void manyClientsShareFewSessions(String tls) throws Exception {
    fixture.allow(LABEL, 4, Optional.empty());
    try (Connection setup = connect()) {
      DriverTest.execute(setup, "CREATE TABLE account (id int PRIMARY KEY, balance int)");
      DriverTest.execute(setup, "INSERT INTO account SELECT g, 100 FROM generate_series(1, 20) g");
    }
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 1; i <= 20; i++) {
        int id = i;
        all.add(clients.submit(() -> transfer(id, tls)));
      }
      for (Future<Void> each : all) {
        each.get();
      }
    }
    assertThat(sessions()).isLessThanOrEqualTo(4);
    try (Connection check = connect()) {
      assertThat(DriverTest.answer(check, "SELECT sum(balance) FROM account")).isEqualTo("2000");
    }
  }

  /** Transactions of two prepared statements, whose text all clients share. */
  private Void transfer(int id, String tls) throws SQLException {
    try (Connection connection = connect("sslmode=" + tls, "prepareThreshold=1");
        PreparedStatement change =
            connection.prepareStatement("UPDATE account SET balance = balance + ? WHERE id = ?");
        PreparedStatement read =
            connection.prepareStatement("SELECT id FROM account WHERE id = ?")) {
      connection.setAutoCommit(false);
      for (int n = 0; n < 30; n++) {
        int from = Math.min(id, 1 + (id + n) % 20);
        int to = Math.max(id, 1 + (id + n) % 20);
        change.setInt(1, -1);
        change.setInt(2, from);
        assertThat(change.executeUpdate()).isEqualTo(1);
        change.setInt(1, 1);
        change.setInt(2, to);
        assertThat(change.executeUpdate()).isEqualTo(1);
        read.setInt(1, id);
        try (ResultSet rows = read.executeQuery()) {
          rows.next();
          assertThat(rows.getInt(1)).isEqualTo(id);
        }
        connection.commit();
      }
    }
    return null;
  }

  @Test
  void settingsGoWithTheClient() throws SQLException {
    fixture.allow(LABEL, 1, Optional.empty());
    try (Connection one = connect("ApplicationName=one");
        Connection two = connect("ApplicationName=it's \\ two");
        Connection three = connect("ApplicationName=three")) {
      DriverTest.execute(one, "SET search_path TO a, b");
      DriverTest.execute(two, "SET TIME ZONE 'Asia/Tokyo'");
      DriverTest.execute(two, "SET app.tenant = 'acme'");
      DriverTest.execute(three, "SET statement_timeout TO '5s'");
      DriverTest.execute(three, "RESET statement_timeout");
      String zone = DriverTest.answer(one, "SHOW TimeZone");
      for (int i = 0; i < 3; i++) {
        assertThat(settings(one)).isEqualTo("one|a, b|" + zone + "||0");
        assertThat(settings(two)).isEqualTo("it's \\ two|\"$user\", public|Asia/Tokyo|acme|0");
        assertThat(settings(three)).isEqualTo("three|\"$user\", public|" + zone + "||0");
      }
    }
  }

  private static String settings(Connection connection) throws SQLException {
    return DriverTest.answer(
        connection,
        "SELECT concat_ws('|', current_setting('application_name'), current_setting('search_path'),"
            + " current_setting('TimeZone'), coalesce(current_setting('app.tenant', true), ''),"
            + " current_setting('statement_timeout'))");
  }

  @Test
  void aSettingOfATransactionThatIsRolledBackIsNotKept() throws SQLException {
    fixture.allow(LABEL, 1, Optional.empty());
    try (Connection one = connect();
        Connection two = connect()) {
      one.setAutoCommit(false);
      DriverTest.execute(one, "SET search_path TO gone");
      one.rollback();
      assertThat(DriverTest.answer(one, "SHOW search_path")).contains("public");
      one.commit();
      assertThat(DriverTest.answer(two, "SHOW search_path")).contains("public");
    }
  }

  /** A transaction keeps its session, and others wait for one, but not for ever. */
  @Test
  void whoWaitsTooLongIsToldSo() throws SQLException, IOException {
    fixture.allow(LABEL, 1, Optional.empty());
    try (PostgresSocket other = fixture.socket();
        PostgresSocket third = fixture.socket();
        Connection busy = connect()) {
      other.startup(Map.of("user", LABEL, "database", POOLED));
      assertThat(other.authenticate(GatewayFixture.PASSWORD).type()).isEqualTo('R');
      assertThat(other.await('Z').type()).isEqualTo('Z');
      busy.setAutoCommit(false);
      DriverTest.execute(busy, "SELECT 1");
      assertIsTold(other.query("SELECT 1").message());
      third.startup(Map.of("user", LABEL, "database", POOLED, "extra_float_digits", "2"));
      assertThat(third.authenticate(GatewayFixture.PASSWORD).type()).isEqualTo('R');
      assertIsTold(third.await('Z'));
      busy.commit();
      assertThat(DriverTest.answer(busy, "SELECT 1")).isEqualTo("1");
    }
  }

  private static void assertIsTold(Message error) {
    assertThat(error.field('C')).isEqualTo("53300");
    assertThat(error.field('M')).isEqualTo("no session of the database was free in time");
  }

  /** What cannot be shared binds a client to a session. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "LISTEN news",
        "CREATE TEMP TABLE t (i int)",
        "SELECT pg_advisory_lock(7)",
        "PREPARE byhand AS SELECT 1",
        "SELECT set_config('app.x', 'y', false)"
      })
  void aClientKeepsASessionThatItHasMadeItsOwn(String sql) throws SQLException {
    try (Connection two = connect()) {
      String process;
      try (Connection one = connect()) {
        DriverTest.execute(one, sql);
        process = DriverTest.answer(one, "SELECT pg_backend_pid()");
        for (int i = 0; i < 5; i++) {
          assertThat(DriverTest.answer(two, "SELECT pg_backend_pid()")).isNotEqualTo(process);
          assertThat(DriverTest.answer(one, "SELECT pg_backend_pid()")).isEqualTo(process);
        }
      }
      await().until(() -> !runs(process));
    }
  }

  private boolean runs(String process) throws SQLException {
    try (Connection admin = fixture.instance().admin("postgres")) {
      return !DriverTest.answer(
              admin, "SELECT count(*) FROM pg_stat_activity WHERE pid = " + process)
          .equals("0");
    }
  }

  @Test
  void copiesAndCancels() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      DriverTest.execute(connection, "CREATE TABLE t (line text)");
      byte[] rows = "a\nb\nc\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
      assertThat(
              connection
                  .unwrap(PGConnection.class)
                  .getCopyAPI()
                  .copyIn("COPY t FROM STDIN", new ByteArrayInputStream(rows)))
          .isEqualTo(30_000);
      Future<SQLException> failure =
          other.submit(
              () ->
                  catchThrowableOfType(
                      SQLException.class, () -> statement.execute("SELECT pg_sleep(600)")));
      await().until(() -> runsSleep());
      statement.cancel();
      assertThat(failure.get().getSQLState()).isEqualTo("57014");
      assertThat(DriverTest.answer(connection, "SELECT count(*) FROM t")).isEqualTo("30000");
    }
  }

  private boolean runsSleep() throws SQLException {
    try (Connection admin = fixture.instance().admin("postgres")) {
      return !DriverTest.answer(
              admin, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
          .equals("0");
    }
  }

  @Test
  void aClientThatLeavesInATransactionLeavesNothingBehind() throws SQLException {
    fixture.allow(LABEL, 1, Optional.empty());
    try (Connection setup = connect()) {
      DriverTest.execute(setup, "CREATE TABLE t (i int)");
    }
    try (Connection one = connect()) {
      one.setAutoCommit(false);
      DriverTest.execute(one, "INSERT INTO t VALUES (1)");
    }
    try (Connection two = connect()) {
      assertThat(DriverTest.answer(two, "SELECT count(*) FROM t")).isEqualTo("0");
    }
  }

  @Test
  void errorsLeaveStatementsAndSessionsInOrder() throws SQLException {
    fixture.allow(LABEL, 1, Optional.empty());
    try (Connection one = connect("prepareThreshold=1");
        Connection two = connect("prepareThreshold=1")) {
      for (int i = 0; i < 5; i++) {
        for (Connection each : List.of(one, two)) {
          try (PreparedStatement division = each.prepareStatement("SELECT 10 / ?::int")) {
            division.setInt(1, i);
            if (i == 0) {
              assertThat(
                      catchThrowableOfType(SQLException.class, division::executeQuery)
                          .getSQLState())
                  .isEqualTo("22012");
            } else {
              try (ResultSet rows = division.executeQuery()) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(10 / i);
              }
            }
          }
          assertThat(
                  catchThrowableOfType(
                          SQLException.class, () -> DriverTest.execute(each, "SELECT nothing"))
                      .getSQLState())
              .isEqualTo("42703");
        }
      }
    }
  }

  @Test
  void discardingAllHarmsNobodyElse() throws SQLException {
    fixture.allow(LABEL, 1, Optional.empty());
    try (Connection one = connect("prepareThreshold=1");
        Connection two = connect("prepareThreshold=1");
        PreparedStatement statement = two.prepareStatement("SELECT ?::int")) {
      for (int i = 0; i < 3; i++) {
        statement.setInt(1, i);
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          assertThat(rows.getInt(1)).isEqualTo(i);
        }
        DriverTest.execute(one, i % 2 == 0 ? "DISCARD ALL" : "DEALLOCATE ALL");
      }
    }
  }

  @Test
  void directClientsFindRoomBesideThem() throws SQLException {
    fixture.allow(LABEL, 4, Optional.empty());
    List<Connection> open = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        Connection pooled = connect();
        open.add(pooled);
        assertThat(DriverTest.answer(pooled, "SELECT 1")).isEqualTo("1");
      }
      for (int i = 0; i < 4; i++) {
        open.add(fixture.connect(LABEL));
      }
      assertThat(sessions()).isLessThanOrEqualTo(5);
    } finally {
      for (Connection each : open) {
        each.close();
      }
    }
  }

  @Test
  void aNewPasswordEndsPooledSessionsToo() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      client.startup(Map.of("user", LABEL, "database", POOLED));
      client.authenticate(GatewayFixture.PASSWORD);
      client.await('Z');
      DatabaseRoute now = fixture.catalog().route(GatewayFixture.id(LABEL));
      fixture.put(
          new DatabaseRoute(
              now.id(),
              fixture.nextGeneration(),
              now.label(),
              Map.of(LABEL, GatewayFixture.verifier("new")),
              now.mostSessions(),
              now.sleep(),
              now.closed()));
      assertThat(client.message().field('C')).isEqualTo("57P01");
      assertThat(client.isClosed()).isTrue();
    }
  }
}
