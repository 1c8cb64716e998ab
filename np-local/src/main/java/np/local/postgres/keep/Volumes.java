package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import np.local.storage.DataRoot;
import np.local.storage.FileTree;
import np.model.ByteSize;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.StorageStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the places for data at the start, and makes the volume when it is asked for. */
final class Volumes {
  private static final Logger LOG = LoggerFactory.getLogger(Volumes.class);

  /** With less nobody can do anything sensible. */
  private static final ByteSize LEAST = ByteSize.mebibytes(128);

  private final Storage storage;
  private final Function<DataRoot, Pool> pools;
  private final VolumeImage image;

  Volumes(Storage storage, Function<DataRoot, Pool> pools) {
    this.storage = storage;
    this.pools = pools;
    this.image = new VolumeImage(storage.places().layout());
  }

  /** Mounts the volume if there is one; without it the databases on it fail, and the others run. */
  void open() throws IOException {
    List<Storage.Room> rooms = new ArrayList<>();
    if (image.exists()) {
      try {
        rooms.add(mount());
      } catch (IOException e) {
        LOG.error("volume={} state=not-mounted: {}", image.path(), e.getMessage());
      }
    }
    rooms.add(room(storage.places().layout().databases()));
    storage.use(rooms);
    storage.newest().pool().refill();
  }

  private Storage.Room mount() throws IOException {
    image.mount();
    return room(storage.places().layout().volume());
  }

  private Storage.Room room(Path path) throws IOException {
    new FileTree(path).create("rwx--x--x");
    DataRoot root = DataRoot.probe(path);
    Pool pool = pools.apply(root);
    pool.open();
    return new Storage.Room(root, pool);
  }

  /** As {@link np.spi.DatabaseEngine#prepareStorage}. */
  synchronized StorageStatus prepare(ByteSize size) {
    if (storage.newest().root().store().kind() == StorageStatus.Kind.BTRFS) {
      return status();
    }
    image.checkPossible();
    try {
      image.make(size);
      storage.add(mount());
      storage.newest().pool().refill();
    } catch (IOException e) {
      throw new NpException.Conflict(
          ErrorCode.WRONG_STATE,
          "the volume cannot be made: " + e.getMessage(),
          "np doctor checks this machine");
    }
    return status();
  }

  StorageStatus status() {
    try {
      return storage.newest().root().status();
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.INTERNAL, "the disk cannot be read: " + e.getMessage(), "check it", e);
    }
  }

  /** Returns when nothing is made or deleted any more. */
  void close() throws InterruptedException {
    storage.close();
  }

  /**
   * Does nothing when there is room for a new database.
   *
   * @throws NpException.Unavailable NO_ROOM otherwise
   */
  void checkRoom() {
    StorageStatus now = status();
    long behind = storage.places().layout().home().toFile().getUsableSpace();
    if (now.free().compareTo(LEAST) < 0 || behind < LEAST.bytes()) {
      throw new NpException.Unavailable(
          ErrorCode.NO_ROOM,
          now.path() + " has less than " + LEAST + " left",
          "make room: np db list shows what databases take");
    }
  }
}
