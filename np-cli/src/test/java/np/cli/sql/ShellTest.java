package np.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import np.cli.fixture.Answers;
import np.cli.fixture.CliFixture;
import np.cli.fixture.DatabaseAnswers;
import np.cli.fixture.ScriptedApi;
import np.cli.host.TerminalControl;
import np.spi.Subscription;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir private Path root;
  private ScriptedApi api;
  private CliFixture cli;

  @BeforeEach
  void start() throws IOException {
    api = Answers.of(ScriptedApi.start());
    DatabaseAnswers.at(api, POSTGRES.tenant());
    cli = new CliFixture(root).local(api.url()).terminal().env("NO_COLOR", "1");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private CliFixture.Run type(String... lines) {
    return cli.input(String.join("\n", lines) + "\n").run("db", "shell", "shop");
  }

  @Test
  void statementsOfManyLinesRunAndMistakesAreToldWithoutLeaving() {
    CliFixture.Run run =
        type(
            "create table t (a int);",
            "select nope",
            "from t;",
            "insert into t values (1), (2);",
            "select 'ü', *",
            "from t; table t");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("CREATE TABLE", "INSERT 2", " ü        | 2", "(2 rows)");
    assertThat(run.err()).contains("ERROR: column \"nope\" does not exist (42703)", "|        ^");
  }

  @Test
  void thePromptTellsWhatIsOpen() {
    CliFixture.Run run =
        type(
            "begin;",
            "select (1",
            ");",
            "select 'a",
            "';",
            "nope;",
            "rollback;",
            "/* ",
            "*/",
            "\\q",
            "select 1;");
    assertThat(run.err())
        .contains("shop=> ", "shop=*> ", "shop(*> ", "shop'*> ", "shop=!> ", "shop*> ");
    assertThat(run.out()).endsWith("ROLLBACK\n");
  }

  @Test
  void commandsAskTheCatalogs() {
    CliFixture.Run run =
        type(
            "create table \"it's\" (id int primary key, b text default 'x');",
            "\\dt",
            "\\d \"it's\"",
            "\\dn",
            "\\l",
            "\\du",
            "\\dx",
            "\\df",
            "\\di",
            "\\ds",
            "\\dv",
            "\\d",
            "\\?",
            "\\timing",
            "\\x",
            "select 1 as a;",
            "\\nope");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("it's", "not null", "PRIMARY KEY (id)", "public", "plpgsql", "-[ RECORD 1 ]");
    assertThat(run.err())
        .contains("Time: ", "expanded: always", "no command \\nope")
        .doesNotContain("ERROR");
  }

  @Test
  void anInterruptEndsTheStatementAndNotTheShell() throws Exception {
    CtrlC keys = new CtrlC();
    cli.terminal(keys);
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> pressed = other.submit(() -> keys.pressWhile("pg_sleep"));
      CliFixture.Run run = type("select pg_sleep(600);", "select 'still ' || 'here';");
      assertThat(pressed.get()).isTrue();
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.err()).contains("(57014)");
      assertThat(run.out()).contains("still here");
    }
  }

  /** A terminal on which somebody waits for a statement, to end it. */
  private static final class CtrlC implements TerminalControl {
    private final AtomicReference<Runnable> action = new AtomicReference<>(() -> {});

    boolean pressWhile(String running) {
      await().until(() -> isRunning(running));
      action.get().run();
      return true;
    }

    private static boolean isRunning(String text) throws SQLException {
      String sql = "select 1 from pg_stat_activity where state = 'active' and query like ?";
      try (Connection connection = POSTGRES.dataSource().getConnection();
          PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, "select " + text + "%");
        return statement.executeQuery().next();
      }
    }

    @Override
    public Subscription onInterrupt(Runnable wanted) {
      action.set(wanted);
      return () -> action.set(() -> {});
    }

    @Override
    public Subscription raw() {
      return () -> {};
    }

    @Override
    public Subscription onResize(Runnable wanted) {
      return () -> {};
    }
  }

  @Test
  void nothingActsOnTheTerminal() {
    CliFixture.Run run = type("select E'\\x1b[2J' as \"\u001b]0;\";", "\u001b[2J;", "\\\u001b");
    assertThat(run.out() + run.err()).doesNotContain("\u001b");
  }
}
