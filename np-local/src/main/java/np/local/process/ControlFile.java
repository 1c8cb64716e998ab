package np.local.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A directory of a cgroup file system, whose files are its controls.
 *
 * @param path of the directory
 */
record ControlFile(Path path) {

  void write(String control, String value) throws IOException {
    Files.writeString(path.resolve(control), value);
  }

  /** Writes where the kernel offers this control; whether it did. */
  boolean offer(String control, String value) {
    try {
      if (!Files.exists(path.resolve(control))) {
        return false;
      }
      write(control, value);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A number that stands alone in a control; 0 when there is none. */
  long number(String control) {
    return lines(control).stream().findFirst().map(ControlFile::parse).orElse(0L);
  }

  /** The number after {@code key} in a control with lines {@code key number}; 0 when none. */
  long number(String control, String key) {
    return lines(control).stream()
        .filter(line -> line.startsWith(key + " "))
        .findFirst()
        .map(line -> parse(line.substring(key.length() + 1)))
        .orElse(0L);
  }

  /** Whether a version 2 group may hand this controller to its children. */
  boolean offers(String controller) {
    return lines("cgroup.controllers").stream()
        .flatMap(line -> Arrays.stream(line.split(" ", -1)))
        .anyMatch(controller::equals);
  }

  List<Long> processes() {
    return lines("cgroup.procs").stream().map(ControlFile::parse).filter(pid -> pid > 0).toList();
  }

  /** The directories below, without links. */
  List<Path> children() {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            path, each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))) {
      entries.forEach(found::add);
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }

  /** Removes the group and those below it; what is still in use stays. */
  void remove() {
    children().forEach(child -> new ControlFile(child).remove());
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // A process is about to leave it; the next sweep removes it.
      return;
    }
  }

  private List<String> lines(String control) {
    try {
      return Files.readAllLines(path.resolve(control));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static long parse(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
