package np.local.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import np.model.ReleaseNumber;

/**
 * Says, beside a log file, from which release's artifact its instance was started.
 *
 * @param log the log file
 */
public record LogLabel(Path log) {
  private static final String SUFFIX = ".release";

  public void write(ReleaseNumber release) throws IOException {
    Files.writeString(file(), release.toString(), StandardCharsets.US_ASCII);
  }

  /** Empty when nobody has said so. */
  Optional<ReleaseNumber> read() {
    try {
      String text = Files.readString(file(), StandardCharsets.US_ASCII);
      return text.matches("v[0-9]{1,9}")
          ? Optional.of(ReleaseNumber.parse(text))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Path file() {
    String name = log.getFileName().toString();
    boolean usual = name.endsWith(LogTree.SUFFIX);
    int end = usual ? name.length() - LogTree.SUFFIX.length() : name.length();
    return log.resolveSibling(name.substring(0, end) + SUFFIX);
  }
}
