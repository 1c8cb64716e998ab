package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import np.local.postgres.instance.Names;
import np.local.storage.DataRoot;
import np.local.storage.DataStore;
import np.local.storage.FileTree;
import np.model.ByteSize;
import np.model.DatabaseOrigin;
import np.model.DatabaseState;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.PostgresVersion;

/** Makes the data of databases: from a template or as a copy of another one's. */
final class DataMaker {
  private final Keeping keeping;
  private final Storage storage;
  private final Branching branching;
  private final Runner runner;

  /** Of what comes from a template, which takes a while to find out. */
  private final Map<PostgresVersion, ByteSize> sizes = new ConcurrentHashMap<>();

  DataMaker(Keeping keeping, Storage storage, Branching branching, Runner runner) {
    this.keeping = keeping;
    this.storage = storage;
    this.branching = branching;
    this.runner = runner;
  }

  /** Whether data had to be made. */
  enum Outcome {
    THERE,
    MADE
  }

  /**
   * Returns when the wanted data are in their place, and are being brought to the disk under this
   * name ({@link Making#awaitOnDisk}); the caller holds the work on it. Other data may come to be
   * wanted meanwhile: then these are made, too.
   */
  Outcome ensure(Database database) throws IOException, InterruptedException {
    Outcome outcome = Outcome.THERE;
    discardUnfinished(database);
    for (DatabaseRecord record = database.record(); isMissing(record); record = database.record()) {
      Names names = make(database, record);
      database.making.made(new Making.Made(record.epoch(), names));
      outcome = Outcome.MADE;
    }
    discardOlder(database);
    if (database.record().doneNow().isEmpty()) {
      bringToDisk(database);
    }
    return outcome;
  }

  /** Nobody may be let into them before. */
  private void bringToDisk(Database database) throws IOException {
    Optional<Path> data = storage.places().data(database.id(), database.record().epoch());
    if (data.isPresent()) {
      DataStore store = storage.rootOf(data.get()).store();
      database.making.brings(Sync.begin(() -> store.syncName(data.get())));
    }
  }

  /** What an np that has died had not finished may not be whole; nobody has ever been let in. */
  private void discardUnfinished(Database database) throws IOException, InterruptedException {
    DatabaseRecord record = database.record();
    Optional<Path> data = storage.places().data(database.id(), record.epoch());
    if (data.isPresent() && record.doneNow().isEmpty() && !database.hasMade()) {
      runner.stop(database);
      storage.discard(data.get(), database.wanted().label().value());
    }
  }

  private boolean isMissing(DatabaseRecord record) throws IOException {
    return storage.places().data(record.wanted().id(), record.epoch()).isEmpty();
  }

  /** What database and owner are called in them. */
  private Names make(Database database, DatabaseRecord record)
      throws IOException, InterruptedException {
    if (record.doneNow().isPresent()) {
      throw new IOException(
          "its data are not there; is " + storage.places().layout().volume() + " mounted?");
    }
    keeping.move(database, DatabaseState.PREPARING, "its data are being made");
    return switch (record.wanted().origin()) {
      case DatabaseOrigin.Empty _ -> fresh(database, record.epoch());
      case DatabaseOrigin.BranchOf branch -> branch(database, branch);
    };
  }

  private Names fresh(Database database, int epoch) throws IOException {
    Storage.Room room = storage.newest();
    Path target = target(room.root(), database, epoch);
    PostgresVersion version = database.wanted().version();
    room.pool().take(version, target);
    database.measured(size(version, target));
    return Names.OF_TEMPLATE;
  }

  private Names branch(Database database, DatabaseOrigin.BranchOf branch)
      throws IOException, InterruptedException {
    Database parent =
        keeping
            .find(branch.parent())
            .orElseThrow(() -> new IOException("its parent " + branch.parent() + " is gone"));
    DataRoot root = storage.newest().root();
    Path target = target(root, database, branch.epoch());
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    root.store().delete(fresh);
    Branching.Copy copy = branching.copy(parent, database, fresh);
    database.measured(parent.size());
    runner.stop(database);
    if (!copy.isOnDisk()) {
      Sync.begin(() -> root.store().sync(fresh)).await();
    }
    Files.move(fresh, target);
    return copy.names();
  }

  private ByteSize size(PostgresVersion version, Path data) throws IOException {
    ByteSize known = sizes.get(version);
    if (known == null) {
      known = new ByteSize(new FileTree(data).size());
      sizes.put(version, known);
    }
    return known;
  }

  private static Path target(DataRoot root, Database database, int epoch) throws IOException {
    Path target =
        root.path()
            .resolve(database.id().tenant().value())
            .resolve(database.id().name().value())
            .resolve("data-" + epoch);
    Path directory = target.resolveSibling(".").normalize();
    if (!Files.isDirectory(directory)) {
      new FileTree(directory.resolveSibling(".").normalize()).create("rwx--x--x");
      new FileTree(directory).create("rwx--x--x");
    }
    return target;
  }

  /** The data of earlier epochs, and what was begun and not finished. */
  private void discardOlder(Database database) throws IOException {
    String current = "data-" + database.record().epoch();
    for (Path each : storage.places().allData(database.id())) {
      if (!each.getFileName().toString().equals(current)) {
        storage.discard(each, database.wanted().label().value());
      }
    }
  }

  /** Deletes everything that belongs to it. */
  void delete(Database database) {
    try {
      for (Path part : storage.places().parts(database.id()).reversed()) {
        storage.discard(part, database.wanted().label().value());
      }
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.INTERNAL,
          database.id() + " cannot be removed: " + e.getMessage(),
          "check the disk",
          e);
    }
  }
}
