package np.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The source of an app in a directory of its own. Its program, app.py, answers every request with
 * {@code tenant release instance request}, as the load generator wants it.
 */
final class TestApp {
  private final Path directory;
  private final String name;

  /** Release 1 of an app that is what a good one should be. */
  TestApp(Path directory, String name) {
    this.directory = directory;
    this.name = name;
    program();
    release("one");
    runs("");
  }

  String name() {
    return name;
  }

  /** Its host name on a platform without a domain. */
  String host() {
    return name + ".localhost";
  }

  String directory() {
    return directory.toString();
  }

  /** What the next release answers as its name. */
  TestApp release(String word) {
    return file("release", word + "\n");
  }

  /** app.py with a health check, and with these further lines of np.yaml. */
  TestApp runs(String lines) {
    return spec("run: exec python3 app.py\nhealth_check: {path: /healthz, grace: 3s}\n" + lines);
  }

  /** The lines of np.yaml after the name. */
  TestApp spec(String lines) {
    return file("np.yaml", "app: " + name + "\n" + lines + "\n");
  }

  TestApp file(String file, String text) {
    try {
      Path path = directory.resolve(file);
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void program() {
    try (InputStream in = Objects.requireNonNull(TestApp.class.getResourceAsStream("app.py"))) {
      file("app.py", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
