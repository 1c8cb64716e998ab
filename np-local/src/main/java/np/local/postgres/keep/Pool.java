package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import np.local.process.DatabaseUids;
import np.local.storage.DataRoot;
import np.local.storage.FileTree;
import np.local.storage.TreeCopy;
import np.model.PostgresVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data directories that wait below a root to become databases: taking one is renaming it. Each
 * belongs to a user of its own already and is on disk. Refilled in the background, and only when
 * the database that took the last one has had time to start: both want the disk.
 */
final class Pool {
  private static final Logger LOG = LoggerFactory.getLogger(Pool.class);
  private static final String UNFINISHED = ".new";

  /** Since the last one was taken, as long as one is left for the next. */
  private static final Duration REST = Duration.ofMillis(500);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final DataRoot root;
  private final Templates templates;
  private final DatabaseUids uids;
  private final int most;
  private final Set<PostgresVersion> used = EnumSet.of(PostgresVersion.NEWEST);
  private final Map<PostgresVersion, Deque<Path>> ready = new EnumMap<>(PostgresVersion.class);
  private final ReentrantLock filling = new ReentrantLock();
  private volatile boolean closed;
  private volatile long taken = System.nanoTime() - REST.toNanos();
  private int made;

  /**
   * A pool that is empty yet.
   *
   * @param most copies of each version that has been asked for
   */
  Pool(DataRoot root, Templates templates, DatabaseUids uids, int most) {
    this.root = root;
    this.most = most;
    this.templates = templates;
    this.uids = uids;
    for (PostgresVersion each : PostgresVersion.values()) {
      ready.put(each, new ArrayDeque<>());
    }
  }

  /** Finds what an earlier np has made, and removes what it has begun. */
  void open() throws IOException {
    new FileTree(Places.pool(root.path())).create("rwx--x--x");
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(Places.pool(root.path()))) {
      for (Path copy : copies) {
        open(copy);
      }
    }
  }

  private void open(Path copy) throws IOException {
    String name = String.valueOf(copy.getFileName());
    if (name.endsWith(UNFINISHED) || !name.matches("1[78]-[0-9]+-[0-9]+")) {
      root.store().delete(copy);
      return;
    }
    add(PostgresVersion.parse(name.substring(0, name.indexOf('-'))), copy);
  }

  /** Makes the data of a new database at this place: by renaming, or else by copying. */
  void take(PostgresVersion version, Path target) throws IOException {
    taken = System.nanoTime();
    Path copy = poll(version);
    if (copy == null) {
      copy = make(version);
    }
    Files.move(copy, target);
    refill();
  }

  /** Fills it up in the background, one copy after the other. */
  void refill() {
    if (!filling.isLocked()) {
      Thread.ofVirtual().name("database-pool").start(this::fill);
    }
  }

  /** Begins no further copy and returns when the last one is finished. */
  void close() {
    closed = true;
    filling.lock();
    try {
      LOG.debug("pool root={} state=closed", root.path());
    } finally {
      filling.unlock();
    }
  }

  private void fill() {
    filling.lock();
    try {
      for (PostgresVersion version : templates.versions()) {
        while (!closed && size(version) < wanted(version)) {
          if (!rests(version)) {
            add(version, make(version));
          }
        }
      }
    } catch (IOException e) {
      LOG.warn("pool root={} state=not-filled: {}", root.path(), e.toString());
    } finally {
      filling.unlock();
    }
  }

  /** Whether it was not yet the time, and some of it has passed. */
  private boolean rests(PostgresVersion version) {
    long left = taken + REST.toNanos() - System.nanoTime();
    if (left <= 0 || size(version) == 0) {
      return false;
    }
    LockSupport.parkNanos(Math.min(left, PAUSE.toNanos()));
    return true;
  }

  private Path make(PostgresVersion version) throws IOException {
    OptionalInt uid = uids.next();
    Path template = templates.get(root, version);
    Path copy = name(version, uid);
    Path fresh = copy.resolveSibling(copy.getFileName() + UNFINISHED);
    try {
      root.store().delete(fresh);
      if (!root.store().snapshot(template, fresh)) {
        root.store().copy(new TreeCopy(template, _ -> false, TreeCopy.Patience.ENDLESS), fresh);
      }
      if (uid.isPresent()) {
        new FileTree(fresh).giveTo(uid.getAsInt());
      }
      root.store().sync(fresh);
      Files.move(fresh, copy);
      return copy;
    } finally {
      root.store().delete(fresh);
    }
  }

  private synchronized Path name(PostgresVersion version, OptionalInt uid) {
    while (true) {
      String name = "%s-%d-%d".formatted(version, uid.orElse(0), ++made);
      Path copy = Places.pool(root.path()).resolve(name);
      if (!Files.exists(copy)) {
        return copy;
      }
    }
  }

  private synchronized void add(PostgresVersion version, Path copy) {
    ready.getOrDefault(version, new ArrayDeque<>()).add(copy);
  }

  private synchronized @Nullable Path poll(PostgresVersion version) {
    used.add(version);
    return ready.getOrDefault(version, new ArrayDeque<>()).poll();
  }

  private synchronized int wanted(PostgresVersion version) {
    return used.contains(version) ? most : 0;
  }

  private synchronized int size(PostgresVersion version) {
    return ready.getOrDefault(version, new ArrayDeque<>()).size();
  }
}
