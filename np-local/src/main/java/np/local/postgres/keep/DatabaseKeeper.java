package np.local.postgres.keep;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import np.local.catalog.Gateways;
import np.local.postgres.instance.Extensions;
import np.model.ByteSize;
import np.model.DatabaseId;
import np.model.DatabaseOrigin;
import np.model.DatabaseState;
import np.model.DatabaseStatus;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.StorageStatus;
import np.model.WantedDatabase;
import np.spi.DatabaseEngine;
import np.spi.Subscription;

/**
 * Keeps the databases of this machine: each is a PostgreSQL of its own, which runs while it is used
 * and sleeps otherwise. They outlive this JVM.
 */
public final class DatabaseKeeper implements DatabaseEngine, AutoCloseable {
  private static final Duration SIZE_IS_NEW = Duration.ofSeconds(10);

  private final Keeping keeping;
  private final RecordStore records;
  private final Care care;
  private final Volumes volumes;

  /** New databases are taken in one after the other. */
  private final ReentrantLock taking = new ReentrantLock();

  private final IdleWatch idle;
  private final KeptCatalog catalog;

  DatabaseKeeper(Keeping keeping, RecordStore records, Rooms rooms, KeptCatalog catalog) {
    this.keeping = keeping;
    this.records = records;
    this.care = rooms.care;
    this.idle = rooms.idle;
    this.volumes = rooms.volumes;
    this.catalog = catalog;
  }

  /** Those who do the work. */
  record Rooms(Care care, IdleWatch idle, Volumes volumes) {}

  /**
   * Opens what is there: takes over the instances that run, and goes on with what was begun.
   *
   * @throws NpException.Unavailable START_FAILED when its directories cannot be used
   */
  public static DatabaseKeeper open(KeeperSetup setup) {
    return setup.open();
  }

  /** What gateways may know and ask of these databases. */
  public Gateways catalog() {
    return catalog;
  }

  @Override
  public void apply(WantedDatabase wanted) {
    Extensions.check(wanted.settings().extensions());
    keeping.release(wanted.version());
    Database database;
    taking.lock();
    try {
      database = keeping.find(wanted.id()).orElse(null);
      if (database == null) {
        care.look(take(wanted));
        return;
      }
    } finally {
      taking.unlock();
    }
    change(database, wanted);
  }

  private Database take(WantedDatabase wanted) {
    checkParent(wanted);
    volumes.checkRoom();
    records.create(wanted.id());
    RecordStore.Stored stored =
        new RecordStore.Stored(DatabaseRecord.of(wanted), keeping.clock().millis());
    records.save(stored);
    Database database = new Database(stored);
    database.move(DatabaseState.PREPARING, "its data are being made");
    keeping.add(database);
    return database;
  }

  private void change(Database database, WantedDatabase wanted) {
    WantedDatabase known = database.wanted();
    if (known.version() != wanted.version() || !known.label().equals(wanted.label())) {
      throw new NpException.Conflict(
          ErrorCode.WRONG_STATE,
          known.id() + " was made as " + known.label() + " with PostgreSQL " + known.version(),
          "make another database");
    }
    checkParent(wanted);
    long before = known.generation();
    keeping.write(
        database,
        record ->
            wanted.generation() > record.wanted().generation() ? record.wish(wanted) : record);
    if (database.wanted().generation() > before) {
      care.look(database);
    }
  }

  private void checkParent(WantedDatabase wanted) {
    if (wanted.origin() instanceof DatabaseOrigin.BranchOf branch) {
      keeping.known(branch.parent());
    }
  }

  @Override
  public boolean awaitData(DatabaseId id, Duration most) {
    return care.awaitData(keeping.known(id), most);
  }

  @Override
  public void remove(DatabaseId id) {
    keeping.find(id).ifPresent(care::remove);
  }

  @Override
  public void suspend(DatabaseId id) {
    care.suspend(keeping.known(id));
  }

  @Override
  public void resume(DatabaseId id) {
    care.resume(keeping.known(id));
  }

  @Override
  public List<DatabaseStatus> observe() {
    return keeping.all().stream().map(keeping::status).toList();
  }

  @Override
  public List<DatabaseStatus> observe(Collection<DatabaseId> ids) {
    List<Database> found = ids.stream().flatMap(id -> keeping.find(id).stream()).toList();
    if (found.size() == 1) {
      measure(found.getFirst());
    }
    return found.stream().map(keeping::status).toList();
  }

  /** Who asks for one alone wants to know how large it is now. */
  private void measure(Database database) {
    database.process().ifPresent(instance -> idle.measure(database, instance, SIZE_IS_NEW));
  }

  @Override
  public Subscription watch(Consumer<DatabaseStatus> sink) {
    return keeping.feed().listen(Map.of(), sink);
  }

  @Override
  public StorageStatus storage() {
    return volumes.status();
  }

  @Override
  public StorageStatus prepareStorage(ByteSize size) {
    return volumes.prepare(size);
  }

  /** Ends what is done in the background. The instances run on. */
  @Override
  public void close() {
    care.close();
    idle.close();
    try {
      volumes.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
