package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What np node wrote down about keeping tenants apart: a line each, {@code +} in force. */
record IsolationFile(Path path) {

  /** Why tenants cannot be kept apart; empty when they can. */
  Optional<String> whyNot() {
    Optional<List<String>> missing = missing();
    return missing.isEmpty()
        ? Optional.of("np node has not looked at this machine yet")
        : missing.get().stream().findFirst();
  }

  /** What is not in force, a line each; empty when nobody has looked yet. */
  Optional<List<String>> missing() {
    try {
      return Optional.of(
          Files.readAllLines(path).stream()
              .filter(line -> line.startsWith("- "))
              .map(line -> line.substring(2))
              .toList());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }
}
