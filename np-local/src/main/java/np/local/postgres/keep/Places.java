package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.local.storage.HomeLayout;
import np.model.DatabaseId;
import np.model.DatabaseLabel;
import np.model.Digest;

/**
 * Where databases lie: {@code databases/TENANT/NAME} has what np writes about one; its data are
 * there too, as {@code data-EPOCH}, or at the same place of the volume, if np has made one.
 *
 * @param layout of the platform
 */
record Places(HomeLayout layout) {
  private static final int LONGEST_SOCKET = 107;
  private static final int NAME = 16;
  private static final String DATA = "data-";
  private static final String SOCKET = ".s.PGSQL.5432";

  /** What np writes about it. */
  Path directory(DatabaseId id) {
    return below(layout.databases(), id);
  }

  /** Its data of this epoch, wherever they are. */
  Optional<Path> data(DatabaseId id, int epoch) {
    return roots().stream()
        .map(root -> data(root, id, epoch))
        .filter(Files::isDirectory)
        .findFirst();
  }

  /** Where its data of this epoch are if they are below this root. */
  Path data(Path root, DatabaseId id, int epoch) {
    return below(root, id).resolve(DATA + epoch);
  }

  /** Which data a finished data directory has. */
  static int epoch(Path data) {
    return Integer.parseInt(data.getFileName().toString().substring(DATA.length()));
  }

  /** Whether a data directory is still being made. */
  static boolean isUnfinished(Path data) {
    return data.getFileName().toString().endsWith(".new");
  }

  /** Every data directory of it, finished or not, whichever epoch it is of. */
  List<Path> allData(DatabaseId id) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path part : parts(id)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(part, DATA + "*")) {
        entries.forEach(found::add);
      }
    }
    return found;
  }

  /** Every place that may have data of it. */
  List<Path> parts(DatabaseId id) {
    return roots().stream().map(root -> below(root, id)).filter(Files::isDirectory).toList();
  }

  /** The places of data: that of everything else, and the volume. */
  List<Path> roots() {
    return List.of(layout.databases(), layout.volume());
  }

  /** Copies that wait to become databases. */
  static Path pool(Path root) {
    return root.resolve(".pool");
  }

  /** What is to be deleted. */
  static Path trash(Path root) {
    return root.resolve(".trash");
  }

  /** The kernel takes 107 bytes (unix(7)), so a socket lies elsewhere and under a short name. */
  Path sockets(DatabaseLabel label) {
    return sockets().resolve(Digest.of(label.value()).hex().substring(0, NAME));
  }

  /** Where every instance has a directory for its socket. */
  Path sockets() {
    Path near = layout.home().resolve("sock");
    int longest = near.toString().length() + 1 + NAME + 1 + SOCKET.length();
    return longest <= LONGEST_SOCKET ? near : far();
  }

  /** Only where the home directory lies deep; others may not write to /run. */
  private Path far() {
    Path shared = Files.isWritable(Path.of("/run")) ? Path.of("/run") : Path.of("/tmp");
    return shared.resolve("np-" + layout.hash() + "-sock");
  }

  private static Path below(Path root, DatabaseId id) {
    return root.resolve(id.tenant().value()).resolve(id.name().value());
  }
}
