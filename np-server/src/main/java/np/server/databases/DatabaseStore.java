package np.server.databases;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.TenantName;
import np.server.databases.Life.Presence;
import np.server.databases.StoredDatabase.Progress;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The table of databases. */
final class DatabaseStore {
  private static final int BATCH = 200;
  private static final String SELECT =
      """
      SELECT tenant, name, label, presence, generation, applied, version, wish, former, password,
             verifier, parent, ttl_seconds, expires_at, due_at, restart_due, problem, created_at,
             created_by, deleted_at
      FROM databases
      """;

  /** A database, whether it is there, in the trash, or to be removed. */
  Optional<StoredDatabase> find(Handle handle, DatabaseId id) {
    return one(
        DatabaseRows.bind(
            handle.createQuery(SELECT + " WHERE tenant = :tenant AND name = :name"), id));
  }

  /** As {@link #find}; nobody else changes it until the transaction ends. */
  Optional<StoredDatabase> lock(Handle handle, DatabaseId id) {
    String where = " WHERE tenant = :tenant AND name = :name FOR UPDATE";
    return one(DatabaseRows.bind(handle.createQuery(SELECT + where), id));
  }

  /** As {@link #find}; nobody destroys it until the transaction ends. */
  Optional<StoredDatabase> hold(Handle handle, DatabaseId id) {
    String where = " WHERE tenant = :tenant AND name = :name FOR KEY SHARE";
    return one(DatabaseRows.bind(handle.createQuery(SELECT + where), id));
  }

  private static Optional<StoredDatabase> one(Query query) {
    return query.map((row, context) -> DatabaseRows.read(row)).findOne();
  }

  private static List<StoredDatabase> all(Query query) {
    return query.map((row, context) -> DatabaseRows.read(row)).list();
  }

  /**
   * Which ones to list.
   *
   * @param presence SERVING or TRASHED
   * @param after the name before the first
   */
  record Slice(TenantName tenant, Life.Presence presence, String after, int most) {}

  /** Databases by name. */
  List<StoredDatabase> list(Handle handle, Slice slice) {
    String where =
        """
         WHERE tenant = :tenant AND presence = :presence AND name > :after
        ORDER BY name LIMIT :most
        """;
    return all(
        handle
            .createQuery(SELECT + where)
            .bind("tenant", slice.tenant().value())
            .bind("presence", slice.presence())
            .bind("after", slice.after())
            .bind("most", slice.most()));
  }

  /** Those of these that are there or in the trash. */
  List<StoredDatabase> list(Handle handle, TenantName tenant, Collection<DatabaseName> names) {
    String where =
        " WHERE tenant = :tenant AND name = ANY(:names) AND presence <> 'REMOVED' ORDER BY name";
    Object[] texts = names.stream().map(DatabaseName::value).toArray();
    return names.isEmpty()
        ? List.of()
        : all(
            handle
                .createQuery(SELECT + where)
                .bind("tenant", tenant.value())
                .bindArray("names", String.class, texts));
  }

  /** How many a tenant has, those in the trash included; counts no further than {@code most}. */
  int count(Handle handle, TenantName tenant, int most) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM databases WHERE tenant = :tenant LIMIT :most) counted
            """)
        .bind("tenant", tenant.value())
        .bind("most", most)
        .mapTo(Integer.class)
        .one();
  }

  /** How many databases of all tenants there are, by presence. */
  Map<Life.Presence, Integer> count(Handle handle) {
    return handle
        .createQuery("SELECT presence, count(*) FROM databases GROUP BY presence")
        .reduceRows(
            new HashMap<>(),
            (counts, row) -> {
              counts.put(
                  Life.Presence.valueOf(row.getColumn("presence", String.class)),
                  row.getColumn("count", Integer.class));
              return counts;
            });
  }

  /** Keeps a new one with its first generation; empty when the name is in use. */
  Optional<StoredDatabase> insert(Handle handle, StoredDatabase database) {
    String sql =
        """
        INSERT INTO databases (
          tenant, name, label, presence, generation, version, wish, former, password, verifier,
          parent, ttl_seconds, expires_at, due_at, restart_due, problem, created_at, created_by,
          deleted_at)
        VALUES (
          :tenant, :name, :label, :presence, nextval('database_generations'), :version,
          CAST(:wish AS jsonb), CAST(:former AS jsonb), :password, :verifier, :parent, :ttl,
          :expires, :due, :restart, :problem, :at, :by, :deleted)
        ON CONFLICT (tenant, name) DO NOTHING
        RETURNING generation
        """;
    return DatabaseRows.bind(handle.createQuery(sql), database)
        .bind("label", database.label().value())
        .bind("version", database.version().toString())
        .bind("parent", database.parent().map(DatabaseName::value).orElse(null))
        .bind("at", database.created().at())
        .bind("by", database.created().by())
        .mapTo(Long.class)
        .findOne()
        .map(generation -> at(database, generation));
  }

  /** Keeps a change under the next generation; the row is locked by the caller. */
  StoredDatabase update(Handle handle, StoredDatabase database) {
    String sql =
        """
        UPDATE databases
        SET presence = :presence, generation = nextval('database_generations'),
            wish = CAST(:wish AS jsonb), former = CAST(:former AS jsonb), password = :password,
            verifier = :verifier, ttl_seconds = :ttl, expires_at = :expires, due_at = :due,
            restart_due = :restart, problem = :problem, deleted_at = :deleted
        WHERE tenant = :tenant AND name = :name
        RETURNING generation
        """;
    long generation = DatabaseRows.bind(handle.createQuery(sql), database).mapTo(Long.class).one();
    return at(database, generation);
  }

  private static StoredDatabase at(StoredDatabase database, long generation) {
    Progress before = database.progress();
    return database.with(
        new Progress(generation, before.applied(), before.restart(), before.problem()));
  }

  /** What happens by itself next has changed, and nothing that an engine must know. */
  void schedule(Handle handle, DatabaseId id, Life life) {
    String sql =
        """
        UPDATE databases SET ttl_seconds = :ttl, expires_at = :expires, due_at = :due
        WHERE tenant = :tenant AND name = :name
        """;
    DatabaseRows.bind(handle.createUpdate(sql), id)
        .bind("ttl", life.ttl().map(Duration::toSeconds).orElse(null))
        .bind("expires", life.expiresAt().orElse(null))
        .bind("due", life.dueAt().orElse(null))
        .execute();
  }

  /** The engine has confirmed a generation, or refused it for good with a problem. */
  void applied(Handle handle, DatabaseId id, long generation, String problem) {
    String sql =
        """
        UPDATE databases
        SET applied = greatest(applied, :generation),
            former = CASE WHEN generation = :generation THEN NULL ELSE former END,
            problem = CASE WHEN generation = :generation AND :problem <> '' THEN :problem
                      ELSE problem END
        WHERE tenant = :tenant AND name = :name
        """;
    DatabaseRows.bind(handle.createUpdate(sql), id)
        .bind("generation", generation)
        .bind("problem", problem)
        .execute();
  }

  /** Linked apps have been given the URL, unless it has changed since. */
  void restarted(Handle handle, StoredDatabase database) {
    String sql =
        """
        UPDATE databases SET restart_due = false
        WHERE tenant = :tenant AND name = :name AND password = :password
        """;
    DatabaseRows.bind(handle.createUpdate(sql), database.id())
        .bind("password", database.login().password().text())
        .execute();
  }

  /** Databases of all tenants that the engine or linked apps have still to be told of. */
  List<StoredDatabase> unapplied(Handle handle, long after) {
    String where =
        """
         WHERE (applied < generation OR restart_due) AND generation > :after
        ORDER BY generation LIMIT :most
        """;
    return all(handle.createQuery(SELECT + where).bind("after", after).bind("most", BATCH));
  }

  /** When the next thing has to be done by itself. */
  Optional<Instant> nextDue(Handle handle, List<Presence> of) {
    return handle
        .createQuery(
            """
            SELECT due_at FROM databases
            WHERE due_at IS NOT NULL AND presence IN (<of>) ORDER BY due_at LIMIT 1
            """)
        .bindList("of", of)
        .mapTo(Instant.class)
        .findOne();
  }

  /** Databases of all tenants with which something has to be done now; locked. */
  List<StoredDatabase> due(Handle handle, Instant now, List<Presence> of) {
    String where =
        """
         WHERE due_at <= :now AND presence IN (<of>)
        ORDER BY due_at LIMIT :most FOR UPDATE SKIP LOCKED
        """;
    return all(
        handle.createQuery(SELECT + where).bind("now", now).bindList("of", of).bind("most", BATCH));
  }

  /** Forgets a database that is to be removed; its label stays given. */
  void delete(Handle handle, StoredDatabase database) {
    String sql =
        """
        DELETE FROM databases
        WHERE tenant = :tenant AND name = :name AND presence = 'REMOVED'
          AND generation = :generation
        """;
    DatabaseRows.bind(handle.createUpdate(sql), database.id())
        .bind("generation", database.progress().generation())
        .execute();
  }
}
