package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import np.model.DatabaseRoute;
import np.model.ScramVerifier;
import np.model.WantedDatabase;
import np.spi.DatabaseCatalog.Change;
import np.spi.Subscription;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant finds in its database, and what becomes of what it makes there. */
final class TenantTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final WantedDatabase BRANCH = TestDatabases.branch("preview", SHOP);

  @TempDir Path home;
  private TestKeeper keeper;
  private final Map<String, DatabaseRoute> routes = new ConcurrentHashMap<>();
  private Subscription subscription;

  @BeforeEach
  void open() throws Exception {
    keeper = new TestKeeper(home);
    subscription = keeper.keeper().catalog().watch(this::see);
    keeper.keeper().apply(SHOP);
  }

  @AfterEach
  void close() {
    subscription.close();
    keeper.close();
  }

  private void see(Change change) {
    switch (change) {
      case Change.Put put -> routes.put(put.route().id().name().value(), put.route());
      case Change.Gone gone -> routes.remove(gone.id().name().value());
    }
  }

  private Map<String, ScramVerifier> logins(WantedDatabase wanted) {
    DatabaseRoute route = routes.get(wanted.id().name().value());
    return route == null ? Map.of() : route.logins();
  }

  /** What checks its owner's password. */
  private Optional<ScramVerifier> login(WantedDatabase wanted) {
    return Optional.ofNullable(logins(wanted).get(label(wanted)));
  }

  private static String label(WantedDatabase wanted) {
    return wanted.label().value();
  }

  @Test
  void itIsNoSuperuserButOwnsWhatItNeeds() throws SQLException {
    try (Connection connection = keeper.connect(SHOP)) {
      assertThat(TestKeeper.ask(connection, "SELECT current_database() || ' ' || current_user"))
          .containsExactly(label(SHOP) + " " + label(SHOP));
      assertThat(
              TestKeeper.ask(
                  connection,
                  "SELECT rolsuper::text || rolcreaterole || rolcreatedb || rolreplication ||"
                      + " rolbypassrls FROM pg_roles WHERE rolname = current_user"))
          .containsExactly("falsetruetruefalsefalse");
      TestKeeper.execute(
          connection,
          "CREATE TABLE t (n int)",
          "CREATE SCHEMA other",
          "CREATE EXTENSION pg_trgm",
          "CREATE EXTENSION citext",
          "CREATE ROLE reader LOGIN",
          "GRANT SELECT ON t TO reader",
          "GRANT CREATE ON SCHEMA public TO reader",
          "ALTER TABLE t OWNER TO reader",
          "CREATE DATABASE second",
          "DROP DATABASE second");
      assertThatThrownBy(() -> TestKeeper.execute(connection, "CREATE EXTENSION file_fdw"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void extensionsOfTheWishAreThereAndCanBeUsed() throws SQLException {
    WantedDatabase wanted =
        TestDatabases.with(SHOP, "pg_trgm", "pg_stat_statements", "uuid-ossp", "earthdistance");
    keeper.keeper().apply(wanted);
    await()
        .atMost(LONG)
        .until(
            () -> {
              keeper.keeper().suspend(SHOP.id());
              keeper.keeper().resume(SHOP.id());
              return keeper.keeper().observe().getFirst().generation() == 2;
            });

    try (Connection connection = keeper.connect(SHOP)) {
      assertThat(TestKeeper.ask(connection, "SELECT similarity('word', 'words') > 0.5"))
          .containsExactly("t");
      assertThat(TestKeeper.ask(connection, "SELECT count(*) >= 0 FROM pg_stat_statements"))
          .containsExactly("t");
      assertThat(TestKeeper.ask(connection, "SELECT extname FROM pg_extension ORDER BY 1"))
          .contains("cube", "earthdistance", "uuid-ossp");
    }
  }

  @Test
  void gatewaysHearOfRolesThatAreMadeInside() throws SQLException {
    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(
          connection,
          "CREATE ROLE reader LOGIN PASSWORD 'secret'",
          "CREATE ROLE late LOGIN PASSWORD 'secret' VALID UNTIL '2001-01-01'",
          "CREATE ROLE nobody NOLOGIN PASSWORD 'secret'");
    }
    keeper.keeper().catalog().refreshLogins(SHOP.id());
    await().atMost(LONG).until(() -> logins(SHOP).keySet().equals(names("reader", label(SHOP))));

    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(connection, "CREATE ROLE writer LOGIN PASSWORD 'secret'");
    }
    keeper.keeper().suspend(SHOP.id());

    await()
        .atMost(LONG)
        .until(() -> logins(SHOP).keySet().equals(names("reader", "writer", label(SHOP))));
  }

  @Test
  void aPasswordThatIsSetInsideStaysUntilAnotherIsWished() throws SQLException {
    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(connection, "ALTER ROLE CURRENT_USER PASSWORD 'of my own'");
    }
    keeper.keeper().suspend(SHOP.id());
    await().atMost(LONG).until(() -> !login(SHOP).equals(Optional.of(SHOP.verifier())));
    ScramVerifier own = login(SHOP).orElseThrow();

    WantedDatabase other = TestDatabases.with(SHOP, "pg_trgm");
    keeper.keeper().apply(other);
    keeper.keeper().resume(SHOP.id());
    assertThat(login(SHOP)).contains(own);

    WantedDatabase rotated = TestDatabases.rotated(other, "fresh");
    keeper.keeper().apply(rotated);
    await().atMost(LONG).until(() -> login(SHOP).equals(Optional.of(rotated.verifier())));
    try (Connection connection = keeper.connect(SHOP)) {
      assertThat(TestKeeper.ask(connection, "SELECT 1")).containsExactly("1");
    }
  }

  @Test
  void whoMayLogInToTheParentMayNotLogInToItsBranch() throws SQLException {
    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(
          connection,
          "CREATE TABLE kept AS SELECT 7 AS n",
          "CREATE ROLE reader LOGIN PASSWORD 'secret'",
          "GRANT CREATE ON SCHEMA public TO reader",
          "ALTER TABLE kept OWNER TO reader");
    }
    keeper.keeper().apply(BRANCH);

    try (Connection connection = keeper.connect(BRANCH)) {
      assertThat(TestKeeper.ask(connection, "SELECT n FROM kept")).containsExactly("7");
      assertThat(
              TestKeeper.ask(
                  connection, "SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1"))
          .containsExactly("postgres", label(BRANCH));
      assertThat(
              TestKeeper.ask(
                  connection, "SELECT rolname FROM pg_roles WHERE rolcanlogin ORDER BY 1"))
          .containsExactly("np_platform", label(BRANCH), "reader");
    }
    assertThat(logins(BRANCH)).containsOnly(Map.entry(label(BRANCH), BRANCH.verifier()));

    try (Connection connection = keeper.connect(BRANCH)) {
      TestKeeper.execute(connection, "ALTER ROLE reader PASSWORD 'given again'");
    }
    keeper.keeper().catalog().refreshLogins(BRANCH.id());
    await()
        .atMost(LONG)
        .until(() -> logins(BRANCH).keySet().equals(names("reader", label(BRANCH))));
  }

  @Test
  void whatATenantSetsDoesNotReachThePlatform() throws SQLException {
    try (Connection connection = keeper.connect(SHOP)) {
      TestKeeper.execute(
          connection,
          "CREATE SCHEMA trap",
          "CREATE FUNCTION trap.now() RETURNS timestamptz LANGUAGE plpgsql AS"
              + " $$ BEGIN RAISE EXCEPTION 'trapped'; END $$",
          "CREATE FUNCTION trap.equal(name, text) RETURNS boolean LANGUAGE plpgsql AS"
              + " $$ BEGIN RAISE EXCEPTION 'trapped'; END $$",
          "CREATE OPERATOR trap.= (leftarg = name, rightarg = text, function = trap.equal)",
          "CREATE TABLE trap.pg_authid (rolname text)",
          "CREATE TABLE trap.pg_database (datname text)",
          "ALTER DATABASE \"" + label(SHOP) + "\" SET search_path = trap, pg_catalog",
          "ALTER ROLE CURRENT_USER SET search_path = trap, pg_catalog",
          "ALTER DATABASE \"" + label(SHOP) + "\" SET statement_timeout = 1",
          "ALTER DATABASE \"" + label(SHOP) + "\" SET standard_conforming_strings = off",
          "ALTER DATABASE \"" + label(SHOP) + "\" SET local_preload_libraries = 'nothing'",
          "ALTER DATABASE \"" + label(SHOP) + "\" SET role = '" + label(SHOP) + "'",
          "ALTER DATABASE \"" + label(SHOP) + "\" SET default_transaction_read_only = on");
    }
    WantedDatabase wanted = TestDatabases.with(SHOP, "citext", "hstore");
    keeper.keeper().apply(wanted);
    await().atMost(LONG).until(() -> keeper.keeper().observe().getFirst().generation() == 2);
    keeper.keeper().suspend(SHOP.id());
    keeper.keeper().apply(TestDatabases.branch("preview", wanted));

    keeper.keeper().resume(SHOP.id());
    keeper.keeper().resume(BRANCH.id());
    assertThat(keeper.keeper().observe()).allMatch(status -> status.why().isEmpty());
  }

  @Test
  void aDatabaseThatItsOwnerHasDroppedIsMadeAgain() throws SQLException {
    keeper.keeper().resume(SHOP.id());
    try (Connection connection = keeper.connect(SHOP.id(), "postgres", label(SHOP))) {
      TestKeeper.execute(connection, "DROP DATABASE \"" + label(SHOP) + "\"");
    }
    WantedDatabase wanted = TestDatabases.with(SHOP, "citext");
    keeper.keeper().apply(wanted);

    await().atMost(LONG).until(() -> keeper.keeper().observe().getFirst().generation() == 2);
    try (Connection connection = keeper.connect(SHOP)) {
      assertThat(TestKeeper.ask(connection, "SELECT 'A'::citext = 'a'::citext"))
          .containsExactly("t");
    }
  }

  private static Set<String> names(String... names) {
    return Set.copyOf(List.of(names));
  }
}
