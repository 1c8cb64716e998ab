package np.local.logs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import np.model.AppId;
import np.model.AppName;
import np.model.InstanceId;
import np.model.TenantName;

/**
 * Where logs lie: {@code TENANT/APP/SOURCE/INSTANCE.log}.
 *
 * @param root of all of them
 */
record LogTree(Path root) {
  static final String SUFFIX = ".log";

  /**
   * One log.
   *
   * @param path of the file that is written to
   * @param source {@code web.1}
   * @param instance who writes it
   */
  record Entry(Path path, String source, InstanceId instance) {}

  Path app(AppId app) {
    return root.resolve(app.tenant().value()).resolve(app.app().value());
  }

  Path file(AppId app, String source, InstanceId instance) {
    return app(app).resolve(source).resolve(instance + SUFFIX);
  }

  /** The app that a directory of one source belongs to. */
  AppId appOf(Path sourceDirectory) {
    Path relative = root.relativize(sourceDirectory);
    return new AppId(
        new TenantName(relative.getName(0).toString()),
        new AppName(relative.getName(1).toString()));
  }

  /** Every log of an app. */
  List<Entry> entries(AppId app) {
    List<Entry> found = new ArrayList<>();
    for (Path source : list(app(app))) {
      if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
        found.addAll(entries(source));
      }
    }
    return found;
  }

  /** Every log of one source of an app. */
  List<Entry> entries(Path source) {
    List<Entry> found = new ArrayList<>();
    for (Path path : list(source)) {
      String name = path.getFileName().toString();
      if (name.matches("[a-z0-9-]{4,64}\\.log")) {
        String instance = name.substring(0, name.length() - SUFFIX.length());
        found.add(new Entry(path, source.getFileName().toString(), new InstanceId(instance)));
      }
    }
    return found;
  }

  private static List<Path> list(Path directory) {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(paths::add);
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    return paths;
  }
}
