package np.testkit;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Gives a test class a database of its own in a real PostgreSQL; one server for all classes of a
 * test JVM, on 127.0.0.1, without durability, stopped at the end.
 *
 * <pre>{@code
 * @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();
 * }</pre>
 */
public final class TestPostgres implements BeforeAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(TestPostgres.class);

  private PGSimpleDataSource database = new PGSimpleDataSource();
  private PGSimpleDataSource server = new PGSimpleDataSource();
  private final AtomicInteger more = new AtomicInteger();

  @Override
  public void beforeAll(ExtensionContext context) {
    PostgresProcess process =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(
                PostgresProcess.class, absent -> PostgresProcess.start(), PostgresProcess.class);
    server = process.dataSource("postgres");
    String name = "np_" + context.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT);
    create(name);
    database = process.dataSource(name);
  }

  /** The class's database, empty at first. */
  public DataSource dataSource() {
    return database;
  }

  /** Another database, empty, for a test that needs one alone. */
  public DataSource another() {
    String name = database.getDatabaseName() + "_" + more.incrementAndGet();
    create(name);
    PGSimpleDataSource made = new PGSimpleDataSource();
    made.setUrl(database.getUrl());
    made.setUser(database.getUser());
    made.setDatabaseName(name);
    return made;
  }

  /**
   * Another database, empty, as tenants have them: its owner is no superuser and logs in by SCRAM.
   */
  public DataSource tenant() {
    String name = "tenant_" + database.getDatabaseName() + "_" + more.incrementAndGet();
    execute("CREATE ROLE " + name + " LOGIN PASSWORD 'sesame " + name + "'");
    execute("CREATE DATABASE " + name + " OWNER " + name);
    PGSimpleDataSource made = new PGSimpleDataSource();
    made.setUrl(database.getUrl());
    made.setUser(name);
    made.setPassword("sesame " + name);
    made.setDatabaseName(name);
    return made;
  }

  private void create(String name) {
    await().ignoreExceptions().until(() -> answers(server));
    execute("CREATE DATABASE " + name);
  }

  private void execute(String sql) {
    try (Connection connection = server.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot " + sql, e);
    }
  }

  private static boolean answers(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return connection.isValid(5);
    }
  }
}
