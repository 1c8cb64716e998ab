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
    List<String> lines = lines();
    if (lines.isEmpty()) {
      return Optional.of("np node has not looked at this machine yet");
    }
    return missing().stream().findFirst();
  }

  /** What is not in force, a line each. */
  List<String> missing() {
    return lines().stream()
        .filter(line -> line.startsWith("- "))
        .map(line -> line.substring(2))
        .toList();
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(path);
    } catch (IOException absent) {
      return List.of();
    }
  }
}
