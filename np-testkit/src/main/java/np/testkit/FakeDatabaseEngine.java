package np.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import np.model.ByteSize;
import np.model.DatabaseId;
import np.model.DatabaseOrigin;
import np.model.DatabaseStatus;
import np.model.ErrorCode;
import np.model.ExtensionName;
import np.model.NpException;
import np.model.StorageStatus;
import np.model.WantedDatabase;
import np.spi.DatabaseEngine;
import np.spi.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * Databases in memory, each a list of notes. What is applied runs at once, unless a test holds it
 * up or lets it fail. Watchers are called by the thread that changes something.
 */
public final class FakeDatabaseEngine implements DatabaseEngine {
  private static final Set<String> EXTENSIONS = Set.of("pg_trgm", "citext", "hstore");
  private static final ByteSize DISK = ByteSize.parse("100G");

  private final Map<DatabaseId, FakeDatabase> databases = new LinkedHashMap<>();
  private final List<Consumer<DatabaseStatus>> watchers = new CopyOnWriteArrayList<>();
  private final List<WantedDatabase> applied = new CopyOnWriteArrayList<>();
  private long lastPid = 1000;
  private boolean away;
  private boolean holding;
  private StorageStatus storage =
      new StorageStatus(StorageStatus.Kind.COPY, "/fake", DISK, DISK, "branches copy every byte");

  /** Everything that was ever applied, in order. */
  public List<WantedDatabase> applied() {
    return List.copyOf(applied);
  }

  /** From now on nobody reaches it, until {@link #comeBack}. */
  public synchronized void goAway() {
    away = true;
  }

  /** The end of {@link #goAway}. */
  public synchronized void comeBack() {
    away = false;
  }

  /** From now on new data stay on their way, until {@link #release}. */
  public synchronized void hold() {
    holding = true;
  }

  /** What was held up is there now. */
  public synchronized void release() {
    holding = false;
    List.copyOf(databases.keySet()).forEach(this::start);
  }

  /** Lets a database fail for this reason; it runs again when it is resumed or applied anew. */
  public synchronized void fail(DatabaseId id, String why) {
    change(id, each -> each.failed(why));
  }

  /** Writes into a database as a client would, which wakes it. */
  public synchronized void write(DatabaseId id, String note) {
    resume(id);
    List<String> notes = new ArrayList<>(known(id).notes());
    notes.add(note);
    change(id, each -> each.keep(notes));
  }

  /** Reads what was written as a client would, which wakes it. */
  public synchronized List<String> notes(DatabaseId id) {
    resume(id);
    return known(id).notes();
  }

  @Override
  public synchronized void apply(WantedDatabase wanted) {
    checkReachable();
    wanted.settings().extensions().forEach(FakeDatabaseEngine::check);
    FakeDatabase known = databases.get(wanted.id());
    if (known == null) {
      databases.put(wanted.id(), FakeDatabase.preparing(wanted, content(wanted)));
    } else {
      known.checkUnchangeable(wanted);
      if (wanted.generation() <= known.wanted().generation()) {
        return;
      }
      databases.put(
          wanted.id(),
          known.beginsAnew(wanted)
              ? FakeDatabase.preparing(wanted, content(wanted))
              : known.wish(wanted));
    }
    applied.add(wanted);
    tell(wanted.id());
    start(wanted.id());
  }

  @Override
  public synchronized boolean awaitData(DatabaseId id, Duration most) {
    return switch (known(id).state()) {
      case PREPARING -> false;
      case FAILED -> throw failed(id);
      case STARTING, RUNNING, STOPPING, SLEEPING, TRASHED -> true;
    };
  }

  private NpException failed(DatabaseId id) {
    return new NpException.Unavailable(
        ErrorCode.DATABASE_UNAVAILABLE,
        id + " does not start: " + known(id).why(),
        "np db info " + id.name());
  }

  private List<String> content(WantedDatabase wanted) {
    return switch (wanted.origin()) {
      case DatabaseOrigin.Empty empty -> List.of();
      case DatabaseOrigin.BranchOf branch -> known(branch.parent()).notes();
    };
  }

  @Override
  public synchronized void remove(DatabaseId id) {
    checkReachable();
    databases.remove(id);
  }

  @Override
  public synchronized void suspend(DatabaseId id) {
    if (!known(id).isTrashed()) {
      change(id, FakeDatabase::sleeping);
    }
  }

  @Override
  public synchronized void resume(DatabaseId id) {
    FakeDatabase database = known(id);
    if (database.isTrashed() || holding) {
      throw failed(id);
    }
    start(id);
  }

  @Override
  public synchronized List<DatabaseStatus> observe() {
    return observe(databases.keySet());
  }

  @Override
  public synchronized List<DatabaseStatus> observe(Collection<DatabaseId> ids) {
    checkReachable();
    return ids.stream()
        .map(databases::get)
        .filter(Objects::nonNull)
        .map(each -> each.status(Instant.EPOCH))
        .toList();
  }

  @Override
  public Subscription watch(Consumer<DatabaseStatus> sink) {
    watchers.add(sink);
    return () -> watchers.remove(sink);
  }

  @Override
  public synchronized StorageStatus storage() {
    checkReachable();
    return storage;
  }

  @Override
  public synchronized StorageStatus prepareStorage(ByteSize size) {
    checkReachable();
    storage =
        new StorageStatus(
            StorageStatus.Kind.BTRFS, "/fake/databases", size, size, "branches are snapshots");
    return storage;
  }

  private void start(DatabaseId id) {
    if (!holding && !known(id).isTrashed()) {
      change(id, each -> each.running(++lastPid));
    }
  }

  private void change(DatabaseId id, UnaryOperator<FakeDatabase> change) {
    FakeDatabase before = known(id);
    FakeDatabase after = change.apply(before);
    databases.put(id, after);
    if (!after.equals(before)) {
      tell(id);
    }
  }

  private void tell(DatabaseId id) {
    DatabaseStatus status = known(id).status(Instant.EPOCH);
    watchers.forEach(watcher -> watcher.accept(status));
  }

  private FakeDatabase known(DatabaseId id) {
    checkReachable();
    @Nullable FakeDatabase database = databases.get(id);
    if (database == null) {
      throw new NpException.NotFound(
          ErrorCode.NO_DATABASE, "there is no database " + id, "np db list");
    }
    return database;
  }

  private void checkReachable() {
    if (away) {
      throw new NpException.Unavailable(
          ErrorCode.ENGINE_UNAVAILABLE, "np node does not answer", "np server status");
    }
  }

  private static void check(ExtensionName extension) {
    if (!EXTENSIONS.contains(extension.value())) {
      throw new NpException.Invalid(
          ErrorCode.NO_EXTENSION,
          "there is no extension " + extension,
          "choose of " + EXTENSIONS.stream().sorted().toList());
    }
  }
}
