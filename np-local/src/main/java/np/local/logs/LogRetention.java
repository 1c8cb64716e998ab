package np.local.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import np.model.AppId;

/**
 * Keeps an app's logs within bounds: the newest 20 of each source, and 200 MiB of all. The newest
 * three of a source stay in any case: they may still be written to.
 */
final class LogRetention {
  private static final int PER_SOURCE = 20;
  private static final int SAFE = 3;
  private static final long PER_APP = 200 << 20;

  private final LogTree tree;
  private final Rotation rotation;

  LogRetention(LogTree tree, Rotation rotation) {
    this.tree = tree;
    this.rotation = rotation;
  }

  /** Deletes what must go before another log is begun in {@code source}; which ones. */
  List<Path> makeRoom(AppId app, Path source) throws IOException {
    List<Path> gone = new ArrayList<>();
    List<Path> logs = newestFirst(tree.entries(source));
    for (Path log : logs.subList(Math.min(PER_SOURCE - 1, logs.size()), logs.size())) {
      delete(log);
      gone.add(log);
    }
    gone.addAll(shrink(app));
    return gone;
  }

  private List<Path> shrink(AppId app) throws IOException {
    List<Path> gone = new ArrayList<>();
    Map<Path, Integer> seen = new HashMap<>();
    long bytes = 0;
    for (Path log : newestFirst(tree.entries(app))) {
      int rank = seen.merge(log.resolveSibling("."), 1, Integer::sum);
      bytes += Rotation.length(log);
      bytes += rotation.parts(log).stream().mapToLong(Rotation::length).sum();
      if (bytes > PER_APP && rank > SAFE) {
        delete(log);
        gone.add(log);
      }
    }
    return gone;
  }

  private void delete(Path log) throws IOException {
    for (Path part : rotation.parts(log)) {
      Files.deleteIfExists(part);
    }
    Files.deleteIfExists(new LogLabel(log).file());
    Files.deleteIfExists(TimeIndex.of(log).file());
    Files.deleteIfExists(log);
  }

  private static List<Path> newestFirst(List<LogTree.Entry> entries) throws IOException {
    Map<Path, FileTime> created = new HashMap<>();
    for (LogTree.Entry entry : entries) {
      created.put(
          entry.path(),
          Files.readAttributes(entry.path(), BasicFileAttributes.class).creationTime());
    }
    return created.entrySet().stream()
        .sorted(Map.Entry.<Path, FileTime>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }
}
