package np.dist.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import np.cli.host.Check;
import np.cli.host.Finding;

/** Whether the {@code np} that a person types is this one: npm has another program of that name. */
public final class PathCheck implements Check {
  private final String path;
  private final Path launcher;

  /**
   * @param path the PATH of the person
   * @param launcher the {@code np} that runs now
   */
  public PathCheck(String path, Path launcher) {
    this.path = path;
    this.launcher = launcher;
  }

  @Override
  public String name() {
    return "path";
  }

  @Override
  public Finding run() {
    Optional<Path> first = first("np");
    if (first.isEmpty()) {
      return Finding.ok("np is called by its path, " + launcher);
    }
    if (same(first.get(), launcher)) {
      return Finding.ok("np on the PATH is this one");
    }
    String ours = first("npctl").filter(other -> same(other, launcher)).isPresent() ? "npctl" : "";
    return Finding.warning(
        "np on the PATH is " + first.get() + ", another program",
        ours.isEmpty() ? "call " + launcher + ", or link it as npctl" : "type npctl instead");
  }

  private Optional<Path> first(String program) {
    for (String directory : path.split(":", -1)) {
      Path candidate = Path.of(directory.isEmpty() ? "." : directory).resolve(program);
      if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException gone) {
      return false;
    }
  }
}
