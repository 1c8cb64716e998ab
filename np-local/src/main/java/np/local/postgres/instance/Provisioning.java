package np.local.postgres.instance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.ExtensionName;
import np.model.NpException;
import np.model.ScramVerifier;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is inside a running instance what is wanted. Everything may be done again.
 *
 * <p>The owner is no superuser but may make roles and databases; it sees all statistics and may end
 * the sessions of others. It owns its database and with that the schema public. In a copy of
 * another database the other roles lose their passwords: who may log in to the parent may not
 * therefore log in to its branch, until the branch's owner gives a password again.
 *
 * <p>All of it happens in one session: the first ones of an instance that has just started cost as
 * much as its start.
 */
public final class Provisioning implements AutoCloseable {
  /** Where no tenant owns anything. */
  private static final String MAINTENANCE = "postgres";

  /** Whether the log is on disk, and what a start would replay of it is a page at most. */
  private static final String FLUSHED =
      """
      SELECT pg_current_wal_flush_lsn() = pg_current_wal_insert_lsn()
        AND pg_current_wal_insert_lsn() - redo_lsn < 8192
        FROM pg_control_checkpoint()
      """;

  private final Path socket;
  private final SqlSession session;

  private Provisioning(Path socket, SqlSession session) {
    this.socket = socket;
    this.session = session;
  }

  /** Connects to the instance that answers at this socket. */
  public static Provisioning open(Path socket) throws IOException {
    return new Provisioning(socket, SqlSession.open(socket, MAINTENANCE));
  }

  /**
   * The same to a database that will be used next: what a start's first session in it has to find
   * out then is known already. Its owner may have dropped or closed it.
   */
  public static Provisioning openIn(Names names, Path socket) throws IOException {
    try {
      return new Provisioning(socket, SqlSession.open(socket, names.database()));
    } catch (SqlFailure e) {
      return open(socket);
    }
  }

  /**
   * Renames database and owner, makes those that are missing, and sets the owner's password: all of
   * it at once, or nothing.
   *
   * @param before what they have been called up to now
   * @param wanted what they shall be called
   * @param password empty: as it is
   */
  public void settle(Names before, Names wanted, Optional<Password> password) throws IOException {
    Inventory found = Inventory.of(session);
    List<String> statements = new ArrayList<>();
    if (password.filter(each -> each.others == Others.SHUT_OUT).isPresent()) {
      found.withPassword().forEach(role -> statements.add(alter(role) + "PASSWORD NULL"));
    }
    if (!found.roles().contains(wanted.owner())) {
      boolean there = found.roles().contains(before.owner());
      statements.add(
          there
              ? alter(before.owner()) + "RENAME TO " + name(wanted.owner())
              : createOwner(wanted.owner()));
    }
    boolean missing = false;
    if (!found.databases().contains(wanted.database())) {
      missing = !found.databases().contains(before.database());
      if (!missing) {
        statements.add(rename(before.database(), wanted.database()));
      }
    }
    password.ifPresent(
        each ->
            statements.add(
                alter(wanted.owner()) + "LOGIN PASSWORD " + literal(each.verifier.reveal())));
    if (!statements.isEmpty()) {
      session.execute(String.join(";", statements));
    }
    if (missing) {
      session.execute(
          "CREATE DATABASE " + name(wanted.database()) + " OWNER " + name(wanted.owner()));
    }
  }

  /**
   * The owner's password.
   *
   * @param verifier that it is checked with
   */
  public record Password(ScramVerifier verifier, Others others) {}

  /** What becomes of the passwords of the roles that are not the owner. */
  public enum Others {
    KEPT,
    /** In a copy of another database, whose roles have no business here. */
    SHUT_OUT
  }

  /** Creates the extensions that are not there yet; why one is not, empty when all are. */
  public Optional<String> extend(Names names, List<ExtensionName> wanted) throws IOException {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    try (SqlSession there = SqlSession.open(socket, names.database())) {
      for (ExtensionName each : wanted) {
        try {
          there.execute(
              "CREATE EXTENSION IF NOT EXISTS " + name(each.value()) + " SCHEMA public CASCADE");
        } catch (SqlFailure e) {
          return Optional.of("extension " + each + " is not created: " + e.getMessage());
        }
      }
      return Optional.empty();
    }
  }

  /**
   * Has everything that is committed in the files, where a copy of them finds it. After a
   * checkpoint that nothing has followed there is nothing to do.
   */
  public void flush() throws IOException {
    if (!"t".equals(session.ask(FLUSHED))) {
      session.execute("CHECKPOINT");
    }
  }

  /** The roles that may log in with a password, each with what checks it. */
  public Map<String, ScramVerifier> logins() throws IOException {
    Map<String, ScramVerifier> logins = new LinkedHashMap<>();
    for (List<@Nullable String> row :
        session.query(
            "SELECT rolname, rolpassword FROM pg_authid WHERE rolcanlogin AND NOT rolsuper AND"
                + " rolpassword LIKE 'SCRAM-SHA-256$%' AND"
                + " coalesce(rolvaliduntil, 'infinity') > now() ORDER BY rolname LIMIT 1000")) {
      verifier(row.get(1)).ifPresent(verifier -> logins.put("" + row.get(0), verifier));
    }
    return logins;
  }

  /** One with more rounds than np computes is as good as none. */
  private static Optional<ScramVerifier> verifier(@Nullable String text) {
    try {
      return Optional.of(ScramVerifier.parse("" + text));
    } catch (NpException.Invalid e) {
      return Optional.empty();
    }
  }

  /**
   * Why it should not be stopped now, apart from sessions that gateways know of; empty when nothing
   * speaks against it.
   */
  public Optional<String> obstacle() throws IOException {
    String found =
        session.ask(
            """
            SELECT coalesce(
              (SELECT min(CASE
                  WHEN backend_type = 'autovacuum worker' THEN 'autovacuum is running'
                  WHEN backend_type = 'walsender' THEN 'it is being replicated'
                  WHEN state <> 'idle' THEN 'a statement is running or a transaction is open'
                  ELSE 'a client is connected' END)
                FROM pg_stat_activity
                WHERE pid <> pg_backend_pid()
                  AND backend_type IN ('client backend', 'autovacuum worker', 'walsender')),
              (SELECT 'a transaction is prepared' FROM pg_prepared_xacts LIMIT 1),
              '')
            """);
    return Optional.ofNullable(found).filter(text -> !text.isEmpty());
  }

  @Override
  public void close() {
    session.close();
  }

  private static String createOwner(String owner) {
    return "CREATE ROLE "
        + name(owner)
        + " LOGIN CREATEROLE CREATEDB; GRANT pg_monitor, pg_signal_backend TO "
        + name(owner);
  }

  /** ALTER DATABASE refuses to rename the one that its session is in. */
  private static String rename(String before, String wanted) {
    return "UPDATE pg_database SET datname = "
        + literal(wanted)
        + " WHERE datname = "
        + literal(before);
  }

  private static String alter(String role) {
    return "ALTER ROLE " + name(role) + " ";
  }

  private static String name(String value) {
    return "\"" + value.replace("\"", "\"\"") + "\"";
  }

  private static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
