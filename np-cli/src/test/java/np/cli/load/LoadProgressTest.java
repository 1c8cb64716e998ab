package np.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import np.cli.postgres.Connector;
import np.cli.postgres.Login;
import np.model.Secret;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PgConnection;

/** What a person sees of an import while it runs. */
class LoadProgressTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final int ROWS = 50_000;

  @Test
  void rowsMoveWithinTheOneCopyOfAFile() throws Exception {
    StringBuilder script = new StringBuilder("create table t (a int);\ncopy t from stdin;\n");
    for (int row = 0; row < ROWS; row++) {
      script.append(row).append('\n');
    }
    script.append("\\.\ncreate index on t (a);\n");
    byte[] bytes = script.toString().getBytes(StandardCharsets.UTF_8);
    Heard heard = new Heard();
    Loaded loaded;
    try (PgConnection target = open(POSTGRES.tenant())) {
      loaded = ScriptLoad.inOneTransaction(target, heard).run(new ByteArrayInputStream(bytes));
    }
    assertThat(loaded.rows()).isEqualTo(ROWS);
    moved(heard);
    assertThat(heard.steps).containsExactly("create table", "t", "create index", "commit");
  }

  @Test
  void rowsMoveWithinTheOneCopyOfAServer() throws Exception {
    DataSource there = POSTGRES.tenant();
    Heard heard = new Heard();
    try (PgConnection source = open(there);
        PgConnection target = open(POSTGRES.tenant())) {
      execute(source, "create table t as select generate_series(1, " + ROWS + ") as a");
      execute(source, "create index on t (a)");
      assertThat(new ServerLoad(target, heard).run(source).rows()).isEqualTo(ROWS);
    }
    moved(heard);
    assertThat(heard.steps).contains("create table", "public.t").endsWith("create index", "commit");
  }

  private static void moved(Heard heard) {
    assertThat(heard.rows).isSorted().endsWith((long) ROWS);
    assertThat(heard.rows).anyMatch(rows -> rows > 0 && rows < ROWS);
    assertThat(heard.bytes).isSorted();
  }

  private static PgConnection open(DataSource source) {
    PGSimpleDataSource at = (PGSimpleDataSource) source;
    Login login =
        new Login(
            "127.0.0.1",
            at.getPortNumbers()[0],
            String.valueOf(at.getDatabaseName()),
            String.valueOf(at.getUser()),
            new Secret(String.valueOf(at.getPassword())),
            Map.of("sslmode", "disable"));
    return Connector.open(login, "test");
  }

  private static void execute(PgConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static final class Heard implements LoadProgress {
    private final List<Long> rows = new ArrayList<>();
    private final List<Long> bytes = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    @Override
    public void read(long readBytes, long readRows) {
      bytes.add(readBytes);
      rows.add(readRows);
    }

    @Override
    public void table(String name) {
      steps.add(name);
    }

    @Override
    public void statement(String kind) {
      steps.add(kind);
    }

    @Override
    public void step(long line) {}

    @Override
    public void commit() {
      steps.add("commit");
    }

    @Override
    public void notice(String line) {}
  }
}
