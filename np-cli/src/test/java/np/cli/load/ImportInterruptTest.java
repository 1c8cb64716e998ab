package np.cli.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
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

/** Imports that are ended from outside: what is there then is what was said. */
class ImportInterruptTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final String MADE = "create table kept (a int);\n";
  private static final String ROWS = "create table t (a int);\ncopy t from stdin;\n1\n2\n3\n";
  private static final String SLEEP = "select pg_sleep(600);\n";

  private static final String SLOW_COMMIT =
      """
      create function slow() returns trigger language plpgsql as
        'begin perform pg_sleep(600); return null; end';
      create constraint trigger slow after insert on kept
        deferrable initially deferred for each row execute function slow();
      insert into kept values (1);
      """;

  @TempDir private Path root;
  private ScriptedApi api;
  private DataSource target;

  @BeforeEach
  void start() throws IOException {
    api = Answers.of(ScriptedApi.start());
    target = POSTGRES.tenant();
    DatabaseAnswers.at(api, target);
    new CliFixture(root).local(api.url());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void ctrlCAtAStatementLeavesTheDatabaseAsItWas() throws Exception {
    Process np = np("-");
    write(np, MADE + SLEEP);
    awaitQuery("pg_sleep");
    CliProcess.interrupt(np);
    assertThat(said(np, 130)).contains("Interrupted: nothing was imported, shop is as it was");
    assertThat(ask("select to_regclass('kept') is null")).isEqualTo("t");
  }

  @Test
  void ctrlCWithoutATransactionSaysFromWhichLineItIsMissing() throws Exception {
    Process np = np("-", "--no-transaction");
    write(np, MADE + "\n\n" + SLEEP);
    awaitQuery("pg_sleep");
    CliProcess.interrupt(np);
    assertThat(said(np, 130)).contains("what stands before line 4 of stdin is there now");
    assertThat(ask("select to_regclass('kept')")).isEqualTo("kept");
  }

  @Test
  void ctrlCWhileRowsOfAnotherServerComeEndsItOnBothSides() throws Exception {
    DataSource source = POSTGRES.tenant();
    execute(source, "create table many as select generate_series(1, 10) as a");
    execute(source, "create table held (a int)");
    // Somebody holds a table there: the copy waits for it.
    try (Connection holder = source.getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table held in access exclusive mode");
      Process np = np(ImportTest.url(source, ""));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> count(source, "wait_event_type = 'Lock'") == 1);
      CliProcess.interrupt(np);
      assertThat(said(np, 130)).contains("Interrupted: nothing was imported, shop is as it was");
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> count(source, "true") == 0);
    assertThat(ask("select to_regclass('many') is null")).isEqualTo("t");
  }

  @Test
  void aProcessThatIsKilledWithinRowsLeavesTheDatabaseAsItWas() throws Exception {
    Process np = np("-");
    write(np, MADE + ROWS);
    awaitQuery("copy t");
    np.destroyForcibly().waitFor();
    await().atMost(Duration.ofSeconds(60)).until(() -> count(target, "true") == 0);
    assertThat(ask("select to_regclass('kept') is null")).isEqualTo("t");
  }

  @Test
  void aSessionThatTheDatabaseEndsIsToldAndNothingIsThere() throws Exception {
    Process np = np("-");
    write(np, MADE + SLEEP);
    awaitQuery("pg_sleep");
    terminate();
    assertThat(said(np, 1)).contains("NP0701", "the connection was lost", "nothing was imported");
    assertThat(ask("select to_regclass('kept') is null")).isEqualTo("t");
  }

  @Test
  void aConnectionThatIsLostWhileItIsCommittedLeavesItOpen() throws Exception {
    Process np = np("-");
    write(np, MADE + SLOW_COMMIT);
    np.getOutputStream().close();
    awaitQuery("COMMIT");
    terminate();
    assertThat(said(np, 1)).contains("NP0701", "while the import was committed", "look before");
  }

  private void terminate() throws SQLException {
    ask(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()");
  }

  private Process np(String what, String... more) throws IOException {
    String[] args = new String[4 + more.length];
    System.arraycopy(new String[] {"db", "import", "shop", what}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    return new CliProcess(root.resolve("np-home")).run(args).start();
  }

  /** The input stays open: there may be more. */
  private static void write(Process np, String script) throws IOException {
    OutputStream in = np.getOutputStream();
    in.write(script.getBytes(UTF_8));
    in.flush();
  }

  private static String said(Process np, int exit) throws Exception {
    String err = new String(np.getErrorStream().readAllBytes(), UTF_8);
    assertThat(np.waitFor()).as(err).isEqualTo(exit);
    return err;
  }

  private void awaitQuery(String query) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> count(target, "state = 'active' and query ~* '" + query + "'") == 1);
  }

  /** Sessions of np in a database. */
  private static long count(DataSource database, String condition) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and application_name like 'np db import%' and "
                    + condition)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = target.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
