package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import np.model.DatabaseId;
import np.model.DatabaseState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins where the last np has ended: reads every record, takes over what runs, finishes what was
 * begun. What sleeps goes on sleeping. All of that in the background; one that somebody asks for is
 * read at once.
 */
final class Opening implements Keeping.Source {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
  private static final int READERS = 2;

  private final Keeping keeping;
  private final RecordStore records;
  private final Storage storage;
  private final Care care;
  private final Set<String> ran;
  private final CountDownLatch working = new CountDownLatch(READERS);

  Opening(Keeping keeping, RecordStore records, Storage storage, Care care) {
    this.keeping = keeping;
    this.records = records;
    this.storage = storage;
    this.care = care;
    this.ran = ran();
  }

  void start() {
    storage.sweep();
    Queue<DatabaseId> left = new ConcurrentLinkedQueue<>(records.ids());
    for (int i = 0; i < READERS; i++) {
      Thread.ofPlatform().daemon().name("database-records").start(() -> read(left));
    }
  }

  private void read(Queue<DatabaseId> left) {
    try {
      for (DatabaseId id = left.poll(); id != null; id = left.poll()) {
        find(id);
      }
    } finally {
      working.countDown();
    }
  }

  @Override
  public void awaitAll() {
    try {
      working.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<Database> find(DatabaseId id) {
    if (working.getCount() == 0) {
      return Optional.empty();
    }
    Optional<Database> read = records.load(id).map(this::read);
    Optional<Database> known = read.map(database -> keeping.addRead(database));
    if (known.isPresent()
        && !Files.exists(storage.places().directory(id))) { // it was removed while it was read
      keeping.remove(known.get());
      return Optional.empty();
    }
    if (read.isPresent() && known.equals(read)) {
      begin(read.get());
    }
    return known;
  }

  /** Before anybody else knows it. */
  private Database read(RecordStore.Stored stored) {
    Database database = new Database(stored);
    Path sockets = storage.places().sockets(database.wanted().label());
    if (ran.contains(String.valueOf(sockets.getFileName()))) {
      database.doubt();
    } else if (database.isTrashed()) {
      database.move(DatabaseState.TRASHED, "");
    } else if (database.record().doneNow().isEmpty() || !hasData(database)) {
      database.move(DatabaseState.PREPARING, "its data are being made");
    }
    return database;
  }

  private void begin(Database database) {
    if (database.isRemoved()) {
      Thread.ofVirtual().name("database-removal").start(() -> care.remove(database));
      return;
    }
    keeping.board().publish(database.route());
    if (database.isUnsure() || database.state() == DatabaseState.PREPARING) {
      care.look(database);
    }
  }

  private boolean hasData(Database database) {
    return storage.places().data(database.id(), database.record().epoch()).isPresent();
  }

  /** An instance that ran and was not stopped by np has left the directory of its socket. */
  private Set<String> ran() {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(storage.places().sockets())) {
      all.forEach(each -> names.add(String.valueOf(each.getFileName())));
    } catch (IOException e) {
      LOG.warn("sockets={} state=unreadable: {}", storage.places().sockets(), e.toString());
    }
    return names;
  }
}
