package np.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
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
import org.postgresql.ds.PGSimpleDataSource;

/** Imports into a real PostgreSQL, as its owner, who is no superuser. */
class ImportTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir private Path root;
  private ScriptedApi api;
  private CliFixture cli;
  private DataSource target;

  @BeforeEach
  void start() throws IOException {
    api = Answers.of(ScriptedApi.start());
    target = POSTGRES.tenant();
    DatabaseAnswers.at(api, target);
    cli = new CliFixture(root).local(api.url());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void whatWasExportedIsImportedTheSame() throws Exception {
    DataSource source = rich();
    DatabaseAnswers.at(api, source);
    assertThat(cli.run("db", "export", "shop", "-o", "first.sql").exit()).isZero();
    DatabaseAnswers.at(api, target);
    CliFixture.Run run = cli.run("db", "import", "shop", "first.sql");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("Imported into shop: ");
    assertThat(cli.run("db", "export", "shop", "-o", "second.sql").exit()).isZero();
    assertThat(content("second.sql")).isEqualTo(content("first.sql"));
  }

  @Test
  void anotherServerIsCopiedTheSame() throws Exception {
    DataSource source = rich();
    CliFixture.Run run = cli.run("db", "import", "shop", url(source, ""), "--json");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"schema\":\"np.database-import/1\"", "\"rows\":");
    assertThat(cli.run("db", "export", "shop", "-o", "copy.sql").exit()).isZero();
    DatabaseAnswers.at(api, source);
    assertThat(cli.run("db", "export", "shop", "-o", "source.sql").exit()).isZero();
    assertThat(content("copy.sql")).isEqualTo(content("source.sql"));
  }

  @Test
  void aFileOfPgDumpIsImportedWithoutItsOwnersAndRoles() throws Exception {
    Files.write(cli.directory().resolve("shop.sql"), resource("load/pgdump.sql"));
    CliFixture.Run run = cli.run("db", "import", "shop", "shop.sql");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("owners: everything", "privileges of roles other than PUBLIC", "its name");
    assertThat(run.out()).contains("5 rows");
    assertThat(ask("SELECT note FROM public.users WHERE id = 1")).isEqualTo("two\nlines \\. and ü");
    assertThat(ask("SELECT lo_get(4242)::text")).isEqualTo("\\x6c61726765");
    assertThat(ask("SELECT has_table_privilege('public', 'orders', 'select')")).isEqualTo("t");
  }

  @Test
  void whatIsPackedIsReadFromAFileAndFromStandardInput() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(
          "create table t (a int);\ncopy t from stdin;\n1\n2\n\\.\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    Files.write(cli.directory().resolve("t.sql.gz"), packed.toByteArray());
    assertThat(cli.run("db", "import", "shop", "t.sql.gz").out()).contains("2 rows");
    cli.input("insert into t values (3), (4), (5);");
    CliFixture.Run more = cli.run("db", "import", "shop", "-", "--into-existing");
    assertThat(more.out()).as(more.err()).contains("3 rows");
    assertThat(ask("SELECT count(*) FROM t")).isEqualTo("5");
  }

  @Test
  void aMistakeIsToldWithItsPlaceAndNothingIsImported() throws Exception {
    cli.file(
        "bad.sql",
        "create table t (a int);\ncopy t (a) from stdin;\n1\n2\nthree\n\\.\nselect 1;\n");
    CliFixture.Run run = cli.run("db", "import", "shop", "bad.sql");
    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.err())
        .contains(
            "NP0703", "bad.sql:2", "22P02", "the row stands in bad.sql:5", "nothing was imported");
    assertThat(ask("SELECT to_regclass('t')")).isEqualTo("null");
    assertThat(cli.run("db", "import", "shop", "bad.sql", "--no-transaction").exit()).isEqualTo(7);
    assertThat(ask("SELECT to_regclass('t')")).isEqualTo("t");
  }

  @Test
  void whatIsNotCompleteIsRefused() throws Exception {
    String dump = new String(resource("load/pgdump.sql"), StandardCharsets.UTF_8);
    cli.file("half.sql", dump.substring(0, dump.indexOf("ADD CONSTRAINT") - 40));
    cli.file("rows.sql", dump.substring(0, dump.indexOf("bob") + 3));
    for (String file : new String[] {"half.sql", "rows.sql"}) {
      CliFixture.Run run = cli.run("db", "import", "shop", file);
      assertThat(run.exit()).isEqualTo(7);
      assertThat(run.err()).contains(file + ":", "nothing was imported");
      assertThat(ask("SELECT to_regclass('users')")).isEqualTo("null");
    }
  }

  @Test
  void whatIsNoPlainSqlIsRefusedWithTheWayToIt() throws Exception {
    cli.file("custom.dump", "PGDMP\u0001\u000e");
    assertThat(cli.run("db", "import", "shop", "custom.dump").err()).contains("pg_restore");
    cli.file("shell.sql", "select 1;\n\\! id\n");
    CliFixture.Run run = cli.run("db", "import", "shop", "shell.sql");
    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.err()).contains("shell.sql:2: \\! is a command of psql");
    cli.file("two.sql", "create table a ();\n\\connect other\ncreate table b ();\n");
    assertThat(cli.run("db", "import", "shop", "two.sql").err()).contains("several databases");
    assertThat(cli.run("db", "import", "shop", "nowhere.sql").exit()).isEqualTo(2);
  }

  @Test
  void aDatabaseThatIsNotEmptyIsLeftAlone() throws Exception {
    ask("CREATE TABLE mine (a int); SELECT 1");
    cli.file("one.sql", "create table other ();");
    CliFixture.Run run = cli.run("db", "import", "shop", "one.sql");
    assertThat(run.exit()).isEqualTo(6);
    assertThat(run.err()).contains("not empty", "public.mine", "--into-existing");
  }

  @Test
  void aServerThatRefusesOrHasTooMuchIsToldClearly() throws Exception {
    DataSource source = POSTGRES.tenant();
    CliFixture.Run wrong = cli.run("db", "import", "shop", url(source, "wrong"));
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("28P01", "check user and password").doesNotContain("wrong@");
    DataSource rich = POSTGRES.another();
    try (Connection connection = rich.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (a int); CREATE PUBLICATION p FOR ALL TABLES");
    }
    CliFixture.Run lost = cli.run("db", "import", "shop", url(rich, ""));
    assertThat(lost.exit()).isEqualTo(6);
    assertThat(lost.err()).contains("publication p", "--leave-out");
    assertThat(cli.run("db", "import", "shop", url(rich, ""), "--leave-out").exit()).isZero();
    assertThat(ask("SELECT to_regclass('kept')")).isEqualTo("kept");
  }

  private DataSource rich() throws Exception {
    DataSource source = POSTGRES.tenant();
    DatabaseAnswers.at(api, source);
    Files.write(cli.directory().resolve("rich.sql"), resource("dump/rich.sql"));
    CliFixture.Run run = cli.run("db", "import", "shop", "rich.sql");
    assertThat(run.exit()).as(run.err()).isZero();
    DatabaseAnswers.at(api, target);
    return source;
  }

  static String url(DataSource source, String password) {
    PGSimpleDataSource at = (PGSimpleDataSource) source;
    String secret = password.isEmpty() ? String.valueOf(at.getPassword()) : password;
    return "postgres://%s:%s@127.0.0.1:%d/%s?sslmode=disable"
        .formatted(
            at.getUser(), secret.replace(" ", "%20"), at.getPortNumbers()[0], at.getDatabaseName());
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = target.getConnection();
        Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      while (!rows) {
        rows = statement.getMoreResults();
      }
      ResultSet result = statement.getResultSet();
      result.next();
      return String.valueOf(result.getString(1));
    }
  }

  private String content(String file) throws IOException {
    return Files.readString(cli.directory().resolve(file));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ImportTest.class.getResourceAsStream("/np/cli/" + name)) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }
}
