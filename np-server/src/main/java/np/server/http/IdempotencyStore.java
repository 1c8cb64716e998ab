package np.server.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import np.model.TenantName;
import np.server.store.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** The rows of idempotency keys. */
final class IdempotencyStore {
  private static final Duration KEPT = Duration.ofHours(24);

  private final Database database;
  private final InstantSource clock;
  private final String server;

  /**
   * @param server names this run of the server; a row of another run was left by one that is gone
   */
  IdempotencyStore(Database database, InstantSource clock, String server) {
    this.database = database;
    this.clock = clock;
    this.server = server;
  }

  /**
   * A request that may come again.
   *
   * @param request digest of everything that it asks for and of who asks
   */
  record Attempt(TenantName tenant, String key, String request) {}

  /**
   * What is known of an attempt.
   *
   * @param status of the answer, empty while there is none
   * @param effect whether a transaction of it was committed
   * @param reference to what it has made, when its answer is not kept
   */
  record Row(
      String request,
      String server,
      boolean effect,
      Optional<Integer> status,
      String answer,
      Optional<String> reference) {}

  /** Claims the key, or tells who has it. */
  Optional<Row> claim(Attempt attempt) {
    return database.write(
        handle -> {
          sweep(handle);
          return insert(handle, attempt) ? Optional.empty() : find(handle, attempt);
        });
  }

  /** Takes over what a former run has left without effect. */
  boolean takeOver(Attempt attempt, String from) {
    return database.write(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE idempotency_keys SET server = :server, created_at = :now
                        WHERE tenant = :tenant AND key = :key AND server = :from
                          AND NOT effect AND status IS NULL
                        """)
                    .bind("server", server)
                    .bind("now", clock.instant())
                    .bind("tenant", attempt.tenant().value())
                    .bind("key", attempt.key())
                    .bind("from", from)
                    .execute()
                == 1);
  }

  /** Notes, within the transaction itself, that there is an effect. */
  void noteEffect(Handle handle, Attempt attempt) {
    handle
        .createUpdate(
            """
            UPDATE idempotency_keys SET effect = true
            WHERE tenant = :tenant AND key = :key AND NOT effect
            """)
        .bind("tenant", attempt.tenant().value())
        .bind("key", attempt.key())
        .execute();
  }

  /** Keeps what was made. */
  void refer(Handle handle, Attempt attempt, String made) {
    handle
        .createUpdate(
            """
            UPDATE idempotency_keys SET effect = true, reference = :made
            WHERE tenant = :tenant AND key = :key
            """)
        .bind("made", made)
        .bind("tenant", attempt.tenant().value())
        .bind("key", attempt.key())
        .execute();
  }

  /** Keeps the answer. */
  void settle(Handle handle, Attempt attempt, int status, String answer) {
    handle
        .createUpdate(
            """
            UPDATE idempotency_keys SET effect = true, status = :status, answer = :answer
            WHERE tenant = :tenant AND key = :key
            """)
        .bind("status", status)
        .bind("answer", answer)
        .bind("tenant", attempt.tenant().value())
        .bind("key", attempt.key())
        .execute();
  }

  /** Keeps the answer of an attempt that has ended well. */
  void settle(Attempt attempt, int status, String answer) {
    database.change(handle -> settle(handle, attempt, status, answer));
  }

  /** Notes an effect whose answer is not kept. */
  void noteEffect(Attempt attempt) {
    database.change(handle -> noteEffect(handle, attempt));
  }

  /**
   * Forgets an attempt that failed without effect, and keeps the problem of one that had some. When
   * something was away and the attempt has referred to what it made, a repetition may find it
   * whole.
   */
  void fail(Attempt attempt, int status, String problem) {
    database.change(
        handle -> {
          release(handle, attempt);
          handle
              .createUpdate(
                  """
                  UPDATE idempotency_keys SET status = :status, answer = :answer
                  WHERE tenant = :tenant AND key = :key AND effect AND status IS NULL
                    AND (reference IS NULL OR :status <> 503)
                  """)
              .bind("status", status)
              .bind("answer", problem)
              .bind("tenant", attempt.tenant().value())
              .bind("key", attempt.key())
              .execute();
        });
  }

  /** Forgets an attempt that had no effect. */
  void release(Attempt attempt) {
    database.change(handle -> release(handle, attempt));
  }

  private static void release(Handle handle, Attempt attempt) {
    handle
        .createUpdate(
            """
            DELETE FROM idempotency_keys
            WHERE tenant = :tenant AND key = :key AND NOT effect AND status IS NULL
            """)
        .bind("tenant", attempt.tenant().value())
        .bind("key", attempt.key())
        .execute();
  }

  private boolean insert(Handle handle, Attempt attempt) {
    return handle
            .createUpdate(
                """
                INSERT INTO idempotency_keys (tenant, key, request, server, created_at)
                VALUES (:tenant, :key, :request, :server, :now)
                ON CONFLICT (tenant, key) DO NOTHING
                """)
            .bind("tenant", attempt.tenant().value())
            .bind("key", attempt.key())
            .bind("request", attempt.request())
            .bind("server", server)
            .bind("now", clock.instant())
            .execute()
        == 1;
  }

  private static Optional<Row> find(Handle handle, Attempt attempt) {
    return handle
        .createQuery(
            """
            SELECT request, server, effect, status, answer, reference FROM idempotency_keys
            WHERE tenant = :tenant AND key = :key
            """)
        .bind("tenant", attempt.tenant().value())
        .bind("key", attempt.key())
        .reduceRows(Optional.empty(), (none, view) -> Optional.of(row(view)));
  }

  private static Row row(RowView view) {
    return new Row(
        view.getColumn("request", String.class),
        view.getColumn("server", String.class),
        view.getColumn("effect", Boolean.class),
        Optional.ofNullable(view.getColumn("status", Integer.class)),
        Optional.ofNullable(view.getColumn("answer", String.class)).orElse(""),
        Optional.ofNullable(view.getColumn("reference", String.class)));
  }

  /** A hundred at a time and past those that somebody else is sweeping. */
  private void sweep(Handle handle) {
    Instant cutoff = clock.instant().minus(KEPT);
    handle
        .createUpdate(
            """
            DELETE FROM idempotency_keys WHERE (tenant, key) IN (
              SELECT tenant, key FROM idempotency_keys WHERE created_at < :cutoff
              ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED)
            """)
        .bind("cutoff", cutoff)
        .execute();
  }
}
