package np.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import np.cli.fixture.Answers;
import np.cli.fixture.CliFixture;
import np.cli.fixture.DatabaseAnswers;
import np.cli.fixture.NewerServer;
import np.cli.fixture.ScriptedApi;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What an import from another server asks for, and what it refuses before it copies anything. */
class ImportRefusalTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir private Path root;
  private ScriptedApi api;
  private CliFixture cli;
  private PGSimpleDataSource source;

  @BeforeEach
  void start() throws Exception {
    api = Answers.of(ScriptedApi.start());
    DatabaseAnswers.at(api, POSTGRES.tenant());
    cli = new CliFixture(root).local(api.url());
    source = (PGSimpleDataSource) POSTGRES.tenant();
    execute(source, "create table t as select generate_series(1, 3) as a");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aNewerServerIsRefused() throws IOException {
    try (NewerServer newer = new NewerServer(source.getPortNumbers()[0])) {
      String url = url(newer.port());
      CliFixture.Run run = cli.env("PGPASSWORD", password()).run("db", "import", "shop", url);
      assertThat(run.exit()).as(run.err()).isEqualTo(6);
      assertThat(run.err())
          .contains("the other server is PostgreSQL 99 and newer than this database, ")
          .contains("np db create NEW --version 99");
    }
  }

  @Test
  void extensionsThatTheTargetHasNotAreNamed() throws SQLException {
    DataSource rich = POSTGRES.another();
    execute(rich, "create extension pageinspect; create extension pg_buffercache");
    CliFixture.Run run = cli.run("db", "import", "shop", ImportTest.url(rich, ""));
    assertThat(run.exit()).as(run.err()).isEqualTo(6);
    assertThat(run.err())
        .contains("extensions that this one has not: pageinspect,pg_buffercache")
        .contains("np db create NEW --extensions pageinspect,pg_buffercache");
  }

  @Test
  void aPasswordThatTheUrlHasNotIsAskedFor() {
    String url = url(source.getPortNumbers()[0]);
    CliFixture.Run none = cli.run("db", "import", "shop", url);
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("NP0701", "PGPASSWORD");
    cli.terminal().types(password());
    CliFixture.Run typed = cli.run("db", "import", "shop", url);
    assertThat(typed.exit()).as(typed.err()).isZero();
    assertThat(typed.err() + typed.out()).doesNotContain(password());
  }

  @Test
  void optionsForTheOtherKindOfSourceAreRefused() throws IOException {
    cli.file("one.sql", "select 1;");
    CliFixture.Run file = cli.run("db", "import", "shop", "one.sql", "--leave-out");
    assertThat(file.exit()).isEqualTo(2);
    assertThat(file.err()).contains("--leave-out is for a URL");
    CliFixture.Run url =
        cli.run("db", "import", "shop", ImportTest.url(source, ""), "--no-transaction");
    assertThat(url.exit()).isEqualTo(2);
    assertThat(url.err()).contains("--no-transaction is for files");
  }

  private String password() {
    return String.valueOf(source.getPassword());
  }

  private String url(int port) {
    return "postgres://%s@127.0.0.1:%d/%s?sslmode=disable"
        .formatted(source.getUser(), port, source.getDatabaseName());
  }

  private static void execute(DataSource database, String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
