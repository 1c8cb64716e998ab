package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An app's own pool, HikariCP: many threads, and a database that goes away under it. */
@Timeout(300)
final class ConnectionPoolTest {
  private static final String DATABASE = "pooled";
  private static final int ACCOUNTS = 50;
  private static final int TRIES = 20;

  /** Broken connections, and databases that shut down or are not back yet. */
  private static final Set<String> CUT_OFF =
      Set.of("08001", "08003", "08006", "57P01", "57P02", "57P03");

  private final TestPlatform platform = new TestPlatform();

  @BeforeEach
  void start() {
    platform.np("server", "start").ok();
    platform.np("db", "create", DATABASE).ok();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void threadsShareItAndItOutlivesASleepAndACrash(String tls) throws Exception {
    try (HikariDataSource pool = new HikariDataSource(config(tls));
        ExecutorService threads = Executors.newFixedThreadPool(ACCOUNTS)) {
      fill(pool);
      transfer(pool, threads);
      platform.np("db", "suspend", DATABASE).ok();
      transfer(pool, threads);
      crash();
      transfer(pool, threads);
      assertThat(sum(pool)).isEqualTo(ACCOUNTS * 100);
    }
  }

  private HikariConfig config(String tls) {
    String url = platform.np("db", "url", DATABASE, "--format", "jdbc").ok().out().strip();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url.replace("sslmode=disable", "sslmode=" + tls));
    config.setMaximumPoolSize(8);
    return config;
  }

  private static void fill(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE account (n int PRIMARY KEY, money int NOT NULL)");
      statement.execute("INSERT INTO account SELECT n, 100 FROM generate_series(0, 49) n");
    }
  }

  /** Everybody pays the next one. */
  private static void transfer(HikariDataSource pool, ExecutorService threads) throws Exception {
    List<Callable<Integer>> payments =
        IntStream.range(0, ACCOUNTS)
            .<Callable<Integer>>mapToObj(n -> () -> pay(pool, n, (n + 1) % ACCOUNTS))
            .toList();
    for (Future<Integer> payment : threads.invokeAll(payments)) {
      assertThat(payment.get()).isEqualTo(2);
    }
  }

  /** As an app does: what was cut off is tried again, whole. */
  private static int pay(HikariDataSource pool, int from, int to) throws SQLException {
    for (int i = 0; ; i++) {
      try (Connection connection = pool.getConnection()) {
        connection.setAutoCommit(false);
        int first = Math.min(from, to);
        int rows = add(connection, first, first == from ? -1 : 1);
        rows += add(connection, Math.max(from, to), first == from ? 1 : -1);
        connection.commit();
        return rows;
      } catch (SQLException e) {
        if (i == TRIES || !CUT_OFF.contains(String.valueOf(e.getSQLState()))) {
          throw e;
        }
      }
    }
  }

  private static int add(Connection connection, int account, int money) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE account SET money = money + ? WHERE n = ?")) {
      update.setInt(1, money);
      update.setInt(2, account);
      return update.executeUpdate();
    }
  }

  private static int sum(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT sum(money) FROM account")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private void crash() {
    long pid = pid();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await().atMost(TestPlatform.PATIENCE).until(() -> ProcessHandle.of(pid).isEmpty());
  }

  /** Of the instance, which np node has written down. */
  private long pid() {
    String running = "databases/default/" + DATABASE + "/running";
    String words = TestPlatform.read(platform.home().resolve(running));
    return Long.parseLong(words.strip().split(" ", -1)[0]);
  }
}
