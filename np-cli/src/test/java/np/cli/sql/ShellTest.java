package np.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import np.cli.fixture.Answers;
import np.cli.fixture.CliFixture;
import np.cli.fixture.DatabaseAnswers;
import np.cli.fixture.ScriptedApi;
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
  void nothingActsOnTheTerminal() {
    CliFixture.Run run = type("select E'\\x1b[2J' as \"\u001b]0;\";", "\u001b[2J;", "\\\u001b");
    assertThat(run.out() + run.err()).doesNotContain("\u001b");
  }
}
