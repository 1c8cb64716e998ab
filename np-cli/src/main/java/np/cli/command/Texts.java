package np.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The longer texts of the CLI, kept as files beside it: chapters that start with {@code ## NAME}.
 */
final class Texts {
  private final String file;

  /**
   * @param file in the resources of this module: {@code explain.md}
   */
  Texts(String file) {
    this.file = file;
  }

  /** The lines of a chapter without its heading; empty when there is none. */
  Optional<List<String>> chapter(String name) {
    List<String> lines = lines();
    int start = lines.indexOf("## " + name);
    if (start < 0) {
      return Optional.empty();
    }
    List<String> chapter = new ArrayList<>();
    for (String line : lines.subList(start + 1, lines.size())) {
      if (line.startsWith("## ")) {
        break;
      }
      chapter.add(line);
    }
    return Optional.of(String.join("\n", chapter).strip().lines().toList());
  }

  /** The names of all chapters. */
  List<String> names() {
    return lines().stream()
        .filter(line -> line.startsWith("## "))
        .map(line -> line.substring(3))
        .toList();
  }

  private List<String> lines() {
    try (InputStream in = Texts.class.getResourceAsStream("/np/cli/" + file)) {
      if (in == null) {
        throw new IllegalStateException("/np/cli/" + file + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IllegalStateException("/np/cli/" + file + " cannot be read", e);
    }
  }
}
