package np.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The programs of the system that the launcher uses, looked for in these directories only.
 *
 * @param directories for example /usr/bin and /usr/sbin
 */
public record Tools(List<Path> directories) {
  /** Where distributions put them. */
  public static final Tools SYSTEM =
      new Tools(
          List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/bin"), Path.of("/sbin")));

  public Tools {
    directories = List.copyOf(directories);
  }

  /** The program's absolute path; empty when it is not installed. */
  public Optional<Path> find(String name) {
    return directories.stream()
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
