package np.local.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.model.AppId;
import np.model.ErrorCode;
import np.model.InstanceId;
import np.model.LogLine;
import np.model.NpException;
import np.spi.LogQuery;
import np.spi.LogSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs in files, as the instances write them; beside each an index of when it grew. Nothing is
 * copied on the way and nothing is lost when np is down; times are then those of the file.
 */
public final class FileLogStore implements LogStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileLogStore.class);
  private static final long LIMIT = 10 << 20;
  private static final int PARTS = 3;

  private final LogTree tree;
  private final InstantSource clock;
  private final Rotation rotation;
  private final LogRetention retention;
  private final Growth growth = new Growth();
  private final LogWatch watch;
  private final Map<Path, LogFile> files = new ConcurrentHashMap<>();

  /**
   * The store below {@link HomeLayout#logs}; the caller closes it.
   *
   * @throws NpException.Unavailable when the directory cannot be used or watched
   */
  public FileLogStore(HomeLayout layout, InstantSource clock) {
    this(layout, clock, new Rotation(LIMIT, PARTS, new FileCollapse()));
  }

  FileLogStore(HomeLayout layout, InstantSource clock, Rotation rotation) {
    this.tree = new LogTree(layout.logs());
    this.clock = clock;
    this.rotation = rotation;
    this.retention = new LogRetention(tree, rotation);
    try {
      new FileTree(layout.logs()).create("rwx------");
      this.watch = new LogWatch(this::look);
    } catch (IOException e) {
      throw unusable(layout.logs(), e);
    }
  }

  @Override
  public Path file(AppId app, String source, InstanceId instance) {
    Path path = tree.file(app, source, instance);
    Path directory = path.resolveSibling(".").normalize();
    try {
      Files.createDirectories(directory);
      if (!Files.exists(path)) {
        retention.makeRoom(app, directory).forEach(files::remove);
      }
      files.computeIfAbsent(path, this::open); // what it holds by now has the file's own time
    } catch (IOException | UncheckedIOException e) {
      throw unusable(directory, e);
    }
    watch.add(directory);
    return path;
  }

  @Override
  public LogSubscription query(LogQuery query, Consumer<LogLine> sink) {
    return new LogPump(() -> new LogSearch(tree, this::log, clock, query).deliver(sink, growth))
        .start();
  }

  @Override
  public List<String> lastLines(AppId app, InstanceId instance, int count) {
    return tree.entries(app).stream()
        .filter(entry -> entry.instance().equals(instance))
        .flatMap(entry -> newest(entry.path(), count).stream())
        .map(timed -> timed.line().text())
        .toList();
  }

  @Override
  public void forget(AppId app) {
    tree.entries(app)
        .forEach(
            entry -> {
              watch.remove(entry.path().resolveSibling(".").normalize());
              files.remove(entry.path());
            });
    try {
      delete(tree.app(app));
    } catch (IOException e) {
      LOG.warn("logs not deleted app={} why={}", app, e.toString());
    }
  }

  /** Moved away first: who is still looking at a log of it cannot put anything back. */
  private void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      Path doomed = Files.createTempDirectory(directory.getParent(), ".forgotten");
      Files.move(directory, doomed, StandardCopyOption.ATOMIC_MOVE);
      new FileTree(doomed).delete();
    }
  }

  @Override
  public void close() {
    try {
      watch.close();
    } catch (IOException e) {
      LOG.warn("log watch not closed why={}", e.toString());
    }
  }

  /** The log at this path, after a look at how far it has come. */
  private LogFile log(Path path) throws IOException {
    try {
      LogFile file = files.computeIfAbsent(path, this::open);
      file.look(clock.millis());
      return file;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private LogFile open(Path path) {
    try {
      return new LogFile(path, rotation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<LogFile.Timed> newest(Path path, int count) {
    try {
      return log(path).newest(_ -> true, 0, count);
    } catch (IOException e) {
      LOG.warn("log not read path={} why={}", path, e.toString());
      return List.of();
    }
  }

  /** Something was written in this directory. */
  private void look(Path directory) {
    for (LogTree.Entry entry : tree.entries(directory)) {
      try {
        LogFile file = files.computeIfAbsent(entry.path(), this::open);
        file.look(clock.millis());
      } catch (IOException | UncheckedIOException e) {
        LOG.warn("log not read path={} why={}", entry.path(), e.toString());
      }
    }
    growth.happened(tree.appOf(directory));
  }

  private static NpException unusable(Path directory, Exception e) {
    return new NpException.Unavailable(
        ErrorCode.START_FAILED, "cannot use " + directory + ": " + e, "check its rights", e);
  }
}
