package np.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import np.model.ErrorCode;
import np.model.NpException;
import np.spec.AppNames;

/**
 * An np.yaml and the directory that it speaks for.
 *
 * @param path absolute
 */
record ProjectFile(Path path) {
  static final String NAME = "np.yaml";

  /** The one key that is needed before the file is sent; the whole is parsed elsewhere. */
  private static final Pattern APP = Pattern.compile("(?m)^app:[ \t]+[\"']?([^\\s\"'#]+)");

  /** The nearest one in {@code directory} or above it. */
  static Optional<ProjectFile> find(Path directory) {
    for (Path at = directory; at != null; at = at.getParent()) {
      Path file = at.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return Optional.of(new ProjectFile(file));
      }
    }
    return Optional.empty();
  }

  Path directory() {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }

  String text() {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new NpException.Invalid(
          ErrorCode.SPEC_SYNTAX,
          path + " cannot be read: " + e.getMessage(),
          "it must be a readable file in UTF-8");
    }
  }

  /** The value of {@code app}, else a name made from the directory's. */
  String appName() {
    Matcher matcher = APP.matcher(text());
    return matcher.find() ? matcher.group(1) : nameOf(directory());
  }

  /** A valid name made from the directory's. */
  static String nameOf(Path directory) {
    Path last = directory.getFileName();
    return AppNames.of(last == null ? "" : last.toString()).value();
  }
}
