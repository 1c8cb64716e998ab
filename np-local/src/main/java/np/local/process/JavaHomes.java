package np.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Java installations below a directory.
 *
 * @param directory normally {@code /usr/lib/jvm}
 */
record JavaHomes(Path directory) {

  /**
   * One of them.
   *
   * @param path its JAVA_HOME, without links
   * @param version {@code 25.0.3}
   * @param compiler whether it has javac
   */
  record JavaHome(Path path, String version, boolean compiler) {
    /** {@code 25}. */
    int feature() {
      return Integer.parseInt(version.replaceAll("[^0-9].*", ""));
    }
  }

  List<JavaHome> installed() {
    Map<Path, JavaHome> homes = new LinkedHashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        Path real = entry.toRealPath();
        inspect(real).ifPresent(home -> homes.put(real, home));
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.copyOf(homes.values());
    }
    return List.copyOf(homes.values());
  }

  /** Its file {@code release} says {@code JAVA_VERSION="25.0.3"}. */
  private static Optional<JavaHome> inspect(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
      return Optional.empty();
    }
    boolean compiler = Files.isExecutable(home.resolve("bin/javac"));
    return Files.readString(release, StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> line.startsWith("JAVA_VERSION="))
        .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
        .filter(version -> version.matches("[0-9]{1,4}(\\..*|[-+].*)?"))
        .findFirst()
        .map(version -> new JavaHome(home, version, compiler));
  }
}
