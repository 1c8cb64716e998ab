package np.cli.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import np.cli.postgres.Connector;
import np.cli.postgres.Login;
import np.model.NpException;
import np.model.Secret;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;

/** Dumps of a real PostgreSQL, read back by a real psql. */
class DumpTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir private Path root;
  private final List<String> missing = new ArrayList<>();

  @Test
  void whatPsqlReadsBackIsDumpedTheSame() throws Exception {
    DataSource first = POSTGRES.another();
    assertThat(psql(first, rich())).isEmpty();
    String dump = dump(first, DumpPart.ALL);
    DataSource second = POSTGRES.another();
    assertThat(psql(second, dump)).isEmpty();
    assertThat(dump(second, DumpPart.ALL)).isEqualTo(dump);
    assertThat(missing).isEmpty();
    assertThat(dump).contains("E'it''s\n\\\\! a comment'", "a@b", "setval('app.tickets', 11, 'f')");
    assertThat(Path.of("/tmp/dbcli-pwned")).doesNotExist();
  }

  @Test
  void whatOnlySuperusersMakeIsDumpedTheSame() throws Exception {
    DataSource first = POSTGRES.another();
    assertThat(psql(first, resource("superuser.sql"))).isEmpty();
    String dump = dump(first, DumpPart.ALL);
    assertThat(missing).isEmpty();
    DataSource second = POSTGRES.another();
    assertThat(psql(second, dump)).isEmpty();
    assertThat(dump(second, DumpPart.ALL)).isEqualTo(dump);
    assertThat(dump)
        .contains("CREATE FOREIGN TABLE public.far_part", "p''w", "ORDER BY anyelement");
  }

  @Test
  void anOwnerThatIsNoSuperuserCanDumpAndReadBack() throws Exception {
    DataSource first = POSTGRES.tenant();
    assertThat(psql(first, rich())).isEmpty();
    String dump = dump(first, DumpPart.ALL);
    DataSource second = POSTGRES.tenant();
    assertThat(psql(second, dump)).isEmpty();
    assertThat(dump(second, DumpPart.ALL)).isEqualTo(dump);
  }

  @Test
  void schemaAndDataAreTwoHalves() throws Exception {
    DataSource first = POSTGRES.another();
    psql(first, rich());
    DataSource second = POSTGRES.another();
    assertThat(psql(second, dump(first, DumpPart.SCHEMA))).isEmpty();
    assertThat(dump(second, DumpPart.SCHEMA)).isEqualTo(dump(first, DumpPart.SCHEMA));
    assertThat(dump(second, DumpPart.SCHEMA)).doesNotContain("a@b", "COPY");
    assertThat(dump(first, DumpPart.DATA)).contains("a@b").doesNotContain("CREATE");
  }

  @Test
  void whatIsNotWrittenIsNamed() throws Exception {
    DataSource source = POSTGRES.another();
    String made =
        """
        create operator class public.o for type int4 using btree as operator 1 <;
        create publication p for all tables;
        comment on publication p is 'all';
        create role somebody; create table t (); grant select on t to somebody;
        """;
    assertThat(psql(source, made)).doesNotContain("ERROR");
    String dump = dump(source, DumpPart.ALL);
    assertThat(missing)
        .containsExactly(
            "operator class public.o USING btree",
            "operator family public.o USING btree",
            "publication p",
            "privileges of the role somebody on 1 object");
    assertThat(psql(POSTGRES.another(), dump)).isEmpty();
    assertThat(dump).contains("-- not written: publication p\n");
  }

  @Test
  void nothingThatPsqlWouldRunLeavesTheWriter() {
    DumpWriter writer = new DumpWriter(new ByteArrayOutputStream());
    for (String hostile : List.of("select 1 \\! id\n;", "select '", "select 1; \\q", "/* ")) {
      assertThatThrownBy(() -> writer.statements(hostile)).isInstanceOf(NpException.class);
    }
    for (String row : List.of("\\.\n", "a\n\\! id\n", "a", "")) {
      assertThatThrownBy(() -> writer.row(row.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(NpException.class);
    }
  }

  private String dump(DataSource source, DumpPart part) throws Exception {
    missing.clear();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PgConnection connection = Connector.open(login(source), "test")) {
      new Dump(connection, Dump.script(out), new Heard(missing)).write(part);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private record Heard(List<String> missing) implements DumpProgress {
    @Override
    public void table(String name) {}

    @Override
    public void written(long bytes, long rows) {}

    @Override
    public void missing(String what) {
      missing.add(what);
    }
  }

  private static Login login(DataSource source) {
    PGSimpleDataSource at = (PGSimpleDataSource) source;
    return new Login(
        "127.0.0.1",
        at.getPortNumbers()[0],
        String.valueOf(at.getDatabaseName()),
        String.valueOf(at.getUser()),
        new Secret(at.getPassword() == null ? "" : at.getPassword()),
        java.util.Map.of("sslmode", "disable"));
  }

  /** What psql complains about. */
  private String psql(DataSource source, String script) throws IOException, InterruptedException {
    PGSimpleDataSource at = (PGSimpleDataSource) source;
    Path file = Files.writeString(root.resolve("script.sql"), script);
    ProcessBuilder psql =
        new ProcessBuilder("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null");
    psql.command().addAll(List.of("-h", "127.0.0.1", "-p", "" + at.getPortNumbers()[0]));
    psql.command().addAll(List.of("-U", "" + at.getUser(), "-d", "" + at.getDatabaseName()));
    psql.command().addAll(List.of("-f", file.toString()));
    psql.environment().put("PGPASSWORD", "" + at.getPassword());
    Process process = psql.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    // A publication is made where nothing is replicated, and the server says so.
    String told =
        said.lines().filter(line -> !line.contains("wal_level")).collect(Collectors.joining("\n"));
    return exit == 0 ? told : told + "exit " + exit;
  }

  private static String rich() throws IOException {
    return resource("rich.sql");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DumpTest.class.getResourceAsStream("/np/cli/dump/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
