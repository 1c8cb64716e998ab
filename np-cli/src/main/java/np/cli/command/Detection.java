package np.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import np.model.ErrorCode;
import np.model.NpException;
import np.spec.detect.Detector;
import np.spec.detect.DirectoryListing;

/**
 * What a directory without np.yaml seems to be.
 *
 * @param text of the np.yaml that it would have
 * @param why one line: what was chosen and by what sign
 */
record Detection(String text, String why) {
  private static final long LARGEST = 256 << 10;

  /**
   * Looks at a directory on disk.
   *
   * @throws NpException.Invalid SPEC_NOT_DETECTED
   */
  static Detection of(Path directory) {
    return switch (look(directory)) {
      case np.spec.detect.Detection.Found found ->
          new Detection(found.yaml(), String.join(" ", found.reasons()));
      case np.spec.detect.Detection.NotFound nothing -> throw nothing.problem();
    };
  }

  static np.spec.detect.Detection look(Path directory) {
    try {
      return Detector.detect(listing(directory));
    } catch (IOException e) {
      throw new NpException.Invalid(
          ErrorCode.SPEC_NOT_DETECTED,
          directory + " cannot be read: " + e.getMessage(),
          "check its permissions");
    }
  }

  private static DirectoryListing listing(Path directory) throws IOException {
    Set<String> files = new TreeSet<>();
    for (Path entry : entries(directory)) {
      String name = entry.getFileName().toString();
      if (Files.isRegularFile(entry)) {
        files.add(name);
      } else if (Files.isDirectory(entry) && !DirectoryListing.SKIPPED.contains(name)) {
        entries(entry).stream()
            .filter(Files::isRegularFile)
            .forEach(file -> files.add(name + "/" + file.getFileName()));
      }
    }
    return new DirectoryListing(files, texts(directory));
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> listed = Files.list(directory)) {
      return listed.toList();
    }
  }

  private static Map<String, String> texts(Path directory) throws IOException {
    Map<String, String> texts = new HashMap<>();
    for (String name : DirectoryListing.READ) {
      Path file = directory.resolve(name);
      if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
        texts.put(
            name, new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}
