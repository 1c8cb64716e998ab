package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import np.local.postgres.keep.RecordStore.Stored;
import np.model.DatabaseState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins where the last np has ended: reads every record, takes over what runs, finishes what was
 * begun. What sleeps goes on sleeping.
 */
record Opening(Keeping keeping, RecordStore records, Storage storage, Care care) {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  void run() {
    Set<String> ran = ran();
    for (Stored stored : records.load()) {
      open(new Database(stored), ran);
    }
    storage.sweep();
  }

  private void open(Database database, Set<String> ran) {
    Path sockets = storage.places().sockets(database.wanted().label());
    if (database.isRemoved()) {
      keeping.all().put(database.id(), database);
      Thread.ofVirtual().name("database-removal").start(() -> care.remove(database));
      return;
    }
    if (database.isTrashed()) {
      database.move(DatabaseState.TRASHED, "");
    }
    keeping.all().put(database.id(), database);
    keeping.board().publish(database.route());
    if (ran.contains(String.valueOf(sockets.getFileName()))) {
      database.move(DatabaseState.STARTING, "it is looked for");
      care.adopt(database);
    } else if (!hasData(database)) {
      database.move(DatabaseState.PREPARING, "its data are being made");
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
