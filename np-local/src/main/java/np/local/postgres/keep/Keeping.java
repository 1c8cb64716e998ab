package np.local.postgres.keep;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import np.local.catalog.DatabaseBoard;
import np.local.catalog.NewestFeed;
import np.local.postgres.instance.PostgresRelease;
import np.model.DatabaseId;
import np.model.DatabaseState;
import np.model.DatabaseStatus;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.PostgresVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All databases of a node, and who hears when one changes. */
final class Keeping {
  private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

  private final Map<DatabaseId, Database> all = new ConcurrentHashMap<>();
  private final NewestFeed<DatabaseId, DatabaseStatus> feed = new NewestFeed<>("database-status");
  private final DatabaseBoard board;
  private final RecordStore records;
  private final Map<PostgresVersion, PostgresRelease> releases;
  private final Clock clock;
  private volatile @Nullable Source source;

  Keeping(
      DatabaseBoard board,
      RecordStore records,
      Map<PostgresVersion, PostgresRelease> releases,
      Clock clock) {
    this.board = board;
    this.records = records;
    this.releases = Map.copyOf(releases);
    this.clock = clock;
  }

  /** Where databases come from that nobody has read yet. */
  interface Source {
    /** Reads this one if it has not been read; empty when there is none. */
    Optional<Database> find(DatabaseId id);

    /** Returns when all have been read. */
    void awaitAll();
  }

  /** Reads from there what is not known yet. */
  void readFrom(Source from) {
    source = from;
  }

  /** Every one; waits until all have been read. */
  Collection<Database> all() {
    awaitAll();
    return all.values();
  }

  /** Returns when all have been read. */
  void awaitAll() {
    Source from = source;
    if (from != null) {
      from.awaitAll();
    }
  }

  /** One that was read, unless it is known already; that which counts. */
  Database addRead(Database database) {
    Database before = all.putIfAbsent(database.id(), database);
    return before == null ? database : before;
  }

  NewestFeed<DatabaseId, DatabaseStatus> feed() {
    return feed;
  }

  DatabaseBoard board() {
    return board;
  }

  Clock clock() {
    return clock;
  }

  /** Who finds nothing to read looks again: another one may have read it in between. */
  Optional<Database> find(DatabaseId id) {
    Source from = source;
    return Optional.ofNullable(all.get(id))
        .or(() -> from == null ? Optional.empty() : from.find(id))
        .or(() -> Optional.ofNullable(all.get(id)));
  }

  /**
   * That of this name.
   *
   * @throws NpException.NotFound NO_DATABASE
   */
  Database known(DatabaseId id) {
    return find(id)
        .orElseThrow(
            () ->
                new NpException.NotFound(
                    ErrorCode.NO_DATABASE, "there is no database " + id, "np db list"));
  }

  PostgresRelease release(PostgresVersion version) {
    PostgresRelease release = releases.get(version);
    if (release == null) {
      throw new NpException.Unavailable(
          ErrorCode.DATABASE_UNAVAILABLE,
          "this np has no PostgreSQL " + version,
          "np doctor says what is missing");
    }
    return release;
  }

  DatabaseStatus status(Database database) {
    PostgresRelease release = releases.get(database.wanted().version());
    return database.status(
        release == null ? database.wanted().version().toString() : release.number());
  }

  /** Takes a new database in; it is written down already. */
  void add(Database database) {
    all.put(database.id(), database);
    board.publish(database.route());
    tell(database);
  }

  void remove(Database database) {
    all.remove(database.id(), database);
    board.forget(database.id());
  }

  /** Changes what is known, on disk first. */
  void write(Database database, UnaryOperator<DatabaseRecord> change) {
    synchronized (database) {
      DatabaseRecord before = database.record();
      DatabaseRecord after = change.apply(before);
      if (after.equals(before)) {
        return;
      }
      RecordStore.Stored next = new RecordStore.Stored(after, database.stored().generation() + 1);
      records.save(next);
      database.stored(next);
      if (all.get(database.id()) == database) {
        board.publish(database.route());
      }
    }
  }

  /** Changes what it does, and says so. */
  void move(Database database, DatabaseState state, String why) {
    database.move(state, why);
    tell(database);
  }

  void tell(Database database) {
    DatabaseStatus status = status(database);
    LOG.info("database={} state={} why=\"{}\"", status.id(), status.state(), status.why());
    feed.tell(status.id(), status);
  }
}
