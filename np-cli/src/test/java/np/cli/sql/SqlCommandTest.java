package np.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import np.cli.fixture.Answers;
import np.cli.fixture.CliFixture;
import np.cli.fixture.DatabaseAnswers;
import np.cli.fixture.Golden;
import np.cli.fixture.ScriptedApi;
import np.cli.host.Tty;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code np db sql} against a real PostgreSQL. */
class SqlCommandTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir private Path root;
  private ScriptedApi api;
  private CliFixture cli;

  @BeforeEach
  void start() throws IOException {
    api = Answers.of(ScriptedApi.start());
    DatabaseAnswers.at(api, POSTGRES.tenant());
    cli = new CliFixture(root).local(api.url());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static final String ROWS =
      "select * from (values (1, 'one', true, null, '{\"a\": [1]}'::jsonb),"
          + " (-20, E'two\\nlines\\tand ünïcode 漢', false, '', null)) as t (id, \"the name\", ok, x, doc)";

  @ParameterizedTest
  @CsvSource({
    "sql-table.txt, --no-input",
    "sql-expanded.txt, -x",
    "sql-csv.txt, --csv",
    "sql-json.txt, --json"
  })
  void rowsAreShownInEachForm(String file, String option) throws IOException {
    CliFixture.Run run = cli.run("db", "sql", "shop", ROWS + "; select 1 as a, 2 as a", option);
    assertThat(run.exit()).as(run.err()).isZero();
    Golden.check(file, run.out());
  }

  @Test
  void whatIsWiderThanTheTerminalIsExpanded() {
    cli.tty(new Tty(true, true, true, () -> new Tty.Size(40, 20), StandardCharsets.UTF_8));
    assertThat(cli.run("db", "sql", "shop", "select repeat('x', 50) as a").out())
        .contains("-[ RECORD 1 ]");
    assertThat(cli.run("db", "sql", "shop", "select repeat('x', 20) as a").out())
        .doesNotContain("RECORD");
  }

  @Test
  void statementsRunOneAfterTheOtherAndSayWhatTheyDid() {
    String script =
        """
        create temp table t (id int primary key);
        insert into t select generate_series(1, 3);
        with gone as (delete from t where id = 1 returning id) select * from gone;
        update t set id = id + 10;
        create unique index on t (id);
        begin; select count(*) from t; commit;
        do $$ begin raise notice 'hello %', E'\\x1b'; end $$;
        vacuum;
        """;
    CliFixture.Run run = cli.input(script).run("db", "sql", "shop");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains(
            "CREATE TABLE",
            "INSERT 3",
            "(1 row)",
            "UPDATE 2",
            "CREATE INDEX",
            "BEGIN",
            "COMMIT",
            "VACUUM");
    assertThat(run.err()).contains("NOTICE:  hello \\u001b").doesNotContain("\u001b");
  }

  @Test
  void aFailureNamesFileLineAndPlaceAndWhatWasBeforeStays() throws IOException {
    cli.file(
        "fix.sql", "create table kept (a int);\n\nselect 1,\n  nope\nfrom kept;\ndrop table kept;");
    CliFixture.Run run = cli.run("db", "sql", "shop", "-f", "fix.sql");
    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.err())
        .contains(
            "--> fix.sql:4",
            " 4 |   nope",
            "   |   ^",
            "error[NP0704]: column \"nope\" does not exist (42703)");
    assertThat(cli.run("db", "sql", "shop", "table kept").exit()).isZero();
    assertThat(cli.run("db", "sql", "shop", "select nope", "--json").out())
        .contains("\"diagnostics\":[{\"code\":\"42703\"", "\"line\":1,\"column\":8");
  }

  @Test
  void inOneTransactionNothingStays() {
    CliFixture.Run run =
        cli.run("db", "sql", "shop", "create table gone (a int); select nope", "-1");
    assertThat(run.exit()).isEqualTo(7);
    assertThat(cli.run("db", "sql", "shop", "table gone").err()).contains("42P01");
    assertThat(cli.run("db", "sql", "shop", "create table here (a int); table here", "-1").exit())
        .isZero();
    assertThat(cli.run("db", "sql", "shop", "table here").exit()).isZero();
  }

  @Test
  void dataGoInAndOutByCopy() {
    String script =
        """
        create table c (a int, b text);
        copy c from stdin;
        1\ta\\tb
        2\t\\N
        \\.
        copy (select * from c order by a) to stdout;
        """;
    CliFixture.Run run = cli.input(script).run("db", "sql", "shop");
    assertThat(run.out()).isEqualTo("CREATE TABLE\nCOPY 2\n1\ta\\tb\n2\t\\N\n");
    CliFixture.Run bad = cli.input("copy c from stdin;\nx\ty\n\\.\n").run("db", "sql", "shop");
    assertThat(bad.exit()).isEqualTo(7);
    assertThat(bad.err()).contains("22P02", "where: COPY c, line 1, column a");
  }

  @Test
  void nothingInAResultActsOnTheTerminal() {
    String hostile = "select E'\\x1b[2J\\x07\\u202e' as \"\u001b]0;x\"; select 1 as \"\u009b\"";
    cli.env("NO_COLOR", "1");
    for (String option : new String[] {"--no-input", "-x", "--csv"}) {
      CliFixture.Run run = cli.terminal().run("db", "sql", "shop", hostile, option);
      assertThat(run.out()).as(option).doesNotContain("\u001b", "\u0007", "\u202e", "\u009b");
    }
    assertThat(cli.run("db", "sql", "shop", "select \"\u001b[2J\"", "-q").err())
        .doesNotContain("\u001b");
  }

  @Test
  void commandsOfPsqlAreNamed() {
    CliFixture.Run run = cli.input("select 1;\n\\! reboot\n").run("db", "sql", "shop");
    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.err()).contains("\\! reboot is a command of psql");
  }

  @Test
  void aDatabaseThatCannotBeReachedIsNamedWithoutItsPassword() {
    api.on(
        "GET /v1/databases/shop/url", ScriptedApi.json(200, DatabaseAnswers.url("127.0.0.1", 1)));
    CliFixture.Run run = cli.run("db", "sql", "shop", "select 1", "-v");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("error[NP0701]: cannot connect to shop-4k2 at 127.0.0.1:1: connection refused")
        .doesNotContain("Jx7_8Q");
  }
}
