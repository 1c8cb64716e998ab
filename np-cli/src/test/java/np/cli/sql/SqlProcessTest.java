package np.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import np.cli.fixture.Answers;
import np.cli.fixture.CliFixture;
import np.cli.fixture.CliProcess;
import np.cli.fixture.DatabaseAnswers;
import np.cli.fixture.ScriptedApi;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code np db sql} as a process: its memory, and Ctrl-C. */
class SqlProcessTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir private Path root;
  private ScriptedApi api;
  private DataSource database;

  @BeforeEach
  void start() throws IOException {
    api = Answers.of(ScriptedApi.start());
    database = POSTGRES.tenant();
    DatabaseAnswers.at(api, database);
    new CliFixture(root).local(api.url());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "64m; select repeat('x', 1000) from generate_series(1, 200000)",
        "256m; select repeat('x', 2000000) from generate_series(1, 200)",
        "64m; copy (select repeat('x', 1000) from generate_series(1, 200000)) to stdout"
      })
  void aResultThatIsLargerThanTheHeapIsShown(String heap, String sql) throws Exception {
    Process np =
        new CliProcess(root.resolve("np-home"), "-Xmx" + heap, "-XX:+UseSerialGC")
            .run("db", "sql", "shop", sql, "--csv")
            .redirectError(root.resolve("err").toFile())
            .start();
    long bytes = 0;
    byte[] buffer = new byte[1 << 16];
    for (int n = np.getInputStream().read(buffer); n >= 0; n = np.getInputStream().read(buffer)) {
      bytes += n;
    }
    assertThat(np.waitFor()).as(java.nio.file.Files.readString(root.resolve("err"))).isZero();
    assertThat(bytes).isGreaterThan(200_000_000);
  }

  @Test
  void ctrlCEndsTheStatementInTheDatabaseToo() throws Exception {
    Process np =
        new CliProcess(root.resolve("np-home"))
            .run("db", "sql", "shop", "select pg_sleep(600)")
            .start();
    await().atMost(Duration.ofSeconds(30)).until(() -> sleepers() == 1);
    CliProcess.interrupt(np);
    assertThat(np.waitFor()).isEqualTo(130);
    await().atMost(Duration.ofSeconds(30)).until(() -> sleepers() == 0);
  }

  @Test
  void aReaderThatGoesAwayEndsItQuietly() throws Exception {
    Process np =
        new CliProcess(root.resolve("np-home"))
            .run("db", "sql", "shop", "select * from generate_series(1, 10000000)")
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(np.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).contains("generate_series");
    }
    assertThat(np.waitFor()).isEqualTo(141);
    assertThat(np.getErrorStream().readAllBytes()).isEmpty();
  }

  private long sleepers() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where state = 'active'"
                    + " and query = 'select pg_sleep(600)'")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
