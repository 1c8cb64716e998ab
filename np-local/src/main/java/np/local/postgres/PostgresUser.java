package np.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import np.local.process.Tools;
import np.local.storage.FileTree;

/**
 * Under whom PostgreSQL runs: it refuses to be root. As root np gives it a user id of its own; and
 * where that user cannot reach its directories, because one above them is private (a home directory
 * of root), it sees that one replaced by nothing but the way to its own.
 */
public final class PostgresUser {
  /** Creating wants a name for its user (passwd(5)); this one exists everywhere. */
  private static final int NOBODY = 65_534;

  private final Tools tools;
  private final OptionalInt uid;

  /**
   * @param uid its user id where np is root; empty: np's own
   */
  public PostgresUser(Tools tools, OptionalInt uid) {
    this.tools = tools;
    this.uid = uid;
  }

  /** A command line that runs the program in these directories. */
  public List<String> run(List<Path> directories, List<String> program) throws IOException {
    return run(uid, directories, program);
  }

  /** The same for the creation of the data directory, which is given away afterwards. */
  public List<String> runNamed(List<Path> directories, List<String> program) throws IOException {
    if (uid.isPresent()) {
      return run(OptionalInt.of(NOBODY), directories, program);
    }
    return isNameless() ? named(program) : program;
  }

  /** Containers run programs under user ids that no passwd(5) knows; the JDK calls them "?". */
  private static boolean isNameless() {
    return System.getProperty("user.name", "?").equals("?");
  }

  /** In a user namespace of its own, where np's own user has that name. */
  private List<String> named(List<String> program) throws IOException {
    List<String> line = new ArrayList<>(List.of(require("unshare").toString(), "--user"));
    line.addAll(List.of("--map-user=" + NOBODY, "--map-group=" + NOBODY, "--"));
    line.addAll(program);
    return line;
  }

  /** Gives a directory to the user that {@link #run} uses. */
  public void give(Path directory) throws IOException {
    if (uid.isPresent()) {
      new FileTree(directory).giveTo(uid.getAsInt());
    }
  }

  /** Gives a directory to the user that {@link #runNamed} uses. */
  public void giveNamed(Path directory) throws IOException {
    if (uid.isPresent()) {
      new FileTree(directory).giveTo(NOBODY);
    }
  }

  private List<String> run(OptionalInt user, List<Path> directories, List<String> program)
      throws IOException {
    List<String> line = new ArrayList<>();
    if (user.isPresent()) {
      line.addAll(passage(directories));
      line.add(require("setpriv").toString());
      line.addAll(List.of("--reuid=" + user.getAsInt(), "--regid=" + user.getAsInt()));
      line.addAll(List.of("--clear-groups", "--no-new-privs", "--bounding-set=-all"));
      line.addAll(List.of("--inh-caps=-all", "--"));
    }
    line.addAll(program);
    return line;
  }

  private List<String> passage(List<Path> directories) throws IOException {
    Map<Path, Path> barriers = new LinkedHashMap<>();
    for (Path directory : directories) {
      barrier(directory).ifPresent(barrier -> barriers.put(directory, barrier));
    }
    if (barriers.isEmpty()) {
      return List.of();
    }
    List<String> line = new ArrayList<>(List.of(require("bwrap").toString()));
    line.addAll(List.of("--dev-bind", "/", "/"));
    Set.copyOf(barriers.values())
        .forEach(each -> line.addAll(List.of("--perms", "0755", "--tmpfs", each.toString())));
    barriers.forEach((directory, barrier) -> line.addAll(way(barrier, directory)));
    line.add("--");
    return line;
  }

  private static List<String> way(Path barrier, Path directory) {
    List<String> line = new ArrayList<>();
    for (int i = barrier.getNameCount() + 1; i < directory.getNameCount(); i++) {
      line.addAll(List.of("--dir", "/" + directory.subpath(0, i)));
    }
    line.addAll(List.of("--bind", directory.toString(), directory.toString()));
    return line;
  }

  /** The topmost directory above this one that others may not pass. */
  private static Optional<Path> barrier(Path directory) throws IOException {
    for (int i = 1; i < directory.getNameCount(); i++) {
      Path above = Path.of("/" + directory.subpath(0, i));
      if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }

  private Path require(String name) throws IOException {
    return tools.find(name).orElseThrow(() -> new IOException(name + " is not installed"));
  }
}
