package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import np.local.storage.DataRoot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what lies in the trash of a root, and nothing else. */
record Sweep(DataRoot root) {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  void run() {
    children(Places.trash(root.path())).forEach(this::delete);
  }

  /** With the data directories in it, which may be subvolumes. */
  void delete(Path directory) {
    try {
      for (Path each : children(directory)) {
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          root.store().delete(each);
        }
      }
      root.store().delete(directory);
    } catch (NoSuchFileException gone) {
      LOG.debug("trash={} state=gone", directory);
    } catch (IOException e) {
      LOG.warn("trash={} state=not-deleted: {}", directory, e.toString());
    }
  }

  private static List<Path> children(Path directory) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(found::add);
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }
}
