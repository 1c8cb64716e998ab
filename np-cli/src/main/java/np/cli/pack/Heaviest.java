package np.cli.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Which entry of the packed directory holds the most, so that a person knows what to leave out. */
record Heaviest(Map<String, Path> files, Path root) {

  /** For example {@code node_modules/}; the root itself when nothing stands out. */
  String name() {
    Map<String, Long> weights = new HashMap<>();
    files.forEach((path, file) -> weights.merge(top(path), weight(file), Long::sum));
    return weights.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(root.toString());
  }

  private static String top(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash + 1);
  }

  /** Bytes, and a little for being a file at all. */
  private static long weight(Path file) {
    try {
      return Files.size(file) + 4096;
    } catch (IOException e) {
      // It has just been deleted; it only served to find a hint.
      return 0;
    }
  }
}
