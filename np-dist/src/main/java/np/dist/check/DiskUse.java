package np.dist.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;

/** What takes room below a home, the biggest first; looked at only when there is little left. */
final class DiskUse {
  private final HomeLayout layout;

  DiskUse(HomeLayout layout) {
    this.layout = layout;
  }

  /**
   * One kind of files.
   *
   * @param name for people
   * @param bytes that they take
   * @param fix what makes them less
   */
  record Share(String name, long bytes, String fix) {
    String words() {
      return name + " " + (bytes >> 20) + " MB";
    }
  }

  List<Share> shares() throws IOException {
    List<Share> shares = new ArrayList<>();
    shares.add(
        share(
            "databases",
            "np db list shows what each takes; docs/moving.md has the way to a larger disk",
            List.of(layout.databases(), layout.volume())));
    shares.add(
        share(
            "build caches",
            "rm -rf " + layout.apps() + "/*/*/cache: the next build makes its own anew",
            parts("cache")));
    shares.add(
        share(
            "releases",
            "np keeps five of each app, and the trash for 7 days: use a larger disk (docs/moving.md)",
            parts("releases")));
    shares.add(
        share(
            "logs",
            "what an app has written may be deleted below " + layout.logs() + ", but not *.log",
            List.of(layout.logs())));
    shares.sort(Comparator.comparingLong(Share::bytes).reversed());
    return shares;
  }

  private static Share share(String name, String fix, List<Path> roots) throws IOException {
    long bytes = 0;
    for (Path root : roots) {
      bytes += Files.isDirectory(root) ? new FileTree(root).size() : 0;
    }
    return new Share(name, bytes, fix);
  }

  /** The directory of this name of every app. */
  private List<Path> parts(String name) throws IOException {
    List<Path> parts = new ArrayList<>();
    for (Path tenant : children(layout.apps())) {
      for (Path app : children(tenant)) {
        parts.add(app.resolve(name));
      }
    }
    return parts;
  }

  private static List<Path> children(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        entries.forEach(children::add);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return children;
  }
}
