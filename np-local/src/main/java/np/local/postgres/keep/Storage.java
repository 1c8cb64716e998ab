package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import np.local.storage.DataOwner;
import np.local.storage.DataRoot;
import np.local.storage.FileTree;

/**
 * The places for data: the platform's own, and the volume once there is one. New data go to the
 * volume.
 */
final class Storage {
  /**
   * A place with its copies.
   *
   * @param root where
   * @param pool of it
   */
  record Room(DataRoot root, Pool pool) {}

  private final Places places;
  private final Set<Thread> deleting = ConcurrentHashMap.newKeySet();
  private volatile List<Room> rooms = List.of();

  Storage(Places places) {
    this.places = places;
  }

  Places places() {
    return places;
  }

  /** Uses these, the newest first. */
  void use(List<Room> found) {
    rooms = List.copyOf(found);
  }

  /** Uses another one for new data from now on. */
  void add(Room room) {
    List<Room> more = new ArrayList<>(rooms);
    more.addFirst(room);
    rooms = List.copyOf(more);
  }

  /** For new data. */
  Room newest() {
    return rooms.getFirst();
  }

  /** That of a directory in one of them. */
  DataRoot rootOf(Path path) {
    return rooms.stream()
        .map(Room::root)
        .filter(root -> path.startsWith(root.path()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(path + " is in no place for data"));
  }

  /** Removes a directory at once from sight, and from the disk soon. */
  void discard(Path directory, String name) throws IOException {
    DataRoot root = rootOf(directory);
    Path trash = Places.trash(root.path());
    new FileTree(trash).create("rwx------");
    Path target = trash.resolve(name + "-" + System.nanoTime());
    Files.move(directory, target);
    DataOwner.forget(directory);
    new FileTree(directory.resolveSibling(".")).sync();
    inBackground(() -> new Sweep(root).delete(target));
  }

  /** Removes what an earlier np has not finished removing. */
  void sweep() {
    rooms.forEach(room -> inBackground(() -> new Sweep(room.root()).run()));
  }

  private void inBackground(Runnable work) {
    Thread thread =
        Thread.ofVirtual()
            .name("database-trash")
            .unstarted(
                () -> {
                  try {
                    work.run();
                  } finally {
                    deleting.remove(Thread.currentThread());
                  }
                });
    deleting.add(thread);
    thread.start();
  }

  /** Returns when nothing is made or deleted any more. */
  void close() throws InterruptedException {
    rooms.forEach(room -> room.pool().close());
    for (Thread each : List.copyOf(deleting)) {
      each.join();
    }
  }
}
