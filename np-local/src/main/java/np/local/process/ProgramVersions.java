package np.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks programs of the machine for their versions, once each until they change. */
final class ProgramVersions {
  private static final Pattern VERSION = Pattern.compile("([0-9]+(?:\\.[0-9]+)+)");
  private static final int SECONDS = 10;

  private final List<Path> path;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /**
   * @param path the directories to look in
   */
  ProgramVersions(List<Path> path) {
    this.path = List.copyOf(path);
  }

  /** Every program of this name, or of this name with the version behind it, with its version. */
  Map<Path, String> installed(String name, String version) {
    Map<Path, String> found = new LinkedHashMap<>();
    names(name, version)
        .flatMap(each -> path.stream().map(directory -> directory.resolve(each)))
        .filter(Files::isExecutable)
        .forEach(program -> add(found, program));
    return found;
  }

  /** Debian has python3.11 and php8.2 beside python3 and php. */
  private static Stream<String> names(String name, String version) {
    String bare = name.replaceAll("[0-9]+$", "");
    return version.isEmpty() ? Stream.of(name) : Stream.of(bare + version, name).distinct();
  }

  private void add(Map<Path, String> found, Path program) {
    try {
      FileTime modified = Files.getLastModifiedTime(program);
      Known before = known.get(program);
      if (before == null || !before.modified.equals(modified)) {
        before = new Known(modified, ask(program));
        known.put(program, before);
      }
      if (!before.version.isEmpty()) {
        found.put(program, before.version);
      }
    } catch (IOException e) {
      // It was removed a moment ago.
      known.remove(program);
    }
  }

  private static String ask(Path program) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "--version");
    builder.redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile());
    Process process = builder.start();
    String text = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Matcher matcher = VERSION.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private record Known(FileTime modified, String version) {}
}
